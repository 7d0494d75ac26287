//! The reader of structure messages.

mod about;
mod components;
mod constraints;
mod message;
mod metadata;
mod reading;
mod schemes;

pub(super) use message::message;
use reading::{Object, Reading};
pub(super) use schemes::items_of;
