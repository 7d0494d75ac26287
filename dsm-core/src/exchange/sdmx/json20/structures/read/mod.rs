//! The reader of structure messages.

mod about;
mod components;
mod constraints;
mod message;
mod metadata;
mod reading;
mod schemes;
mod value;

pub(super) use message::message;
use reading::Reading;
pub(super) use schemes::items_of;
use value::{Object, Value};
