//! The writer of structure messages: an artefact after the other.

mod about;
mod components;
mod constraints;
mod message;
mod metadata;
mod object;
mod schemes;
mod writing;

pub(super) use message::message;
use {object::Object, writing::Writing};
