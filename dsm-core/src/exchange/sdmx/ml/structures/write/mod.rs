//! What the writers of structure messages share: one order of artefacts, two ways of saying some of them.

mod about;
mod components;
mod constraints;
mod flows;
mod message;
mod metadata;
mod reference;
mod representation;
mod schemes;
mod writing;

pub(in crate::exchange::sdmx) use message::write;
use writing::Writing;
