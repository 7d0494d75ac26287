//! The reader of structure messages: an artefact after the other, of each only what the model keeps.

mod about;
mod components;
mod constraints;
mod element;
mod flows;
mod message;
mod metadata;
mod reading;
mod reference;
mod representation;
mod schemes;

pub(super) use message::message;
use {about::About, element::Element, reading::Reading};
