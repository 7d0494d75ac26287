//! Files of figures: read as tables by a specification, checked, and written for others and for readers.

pub mod check;
pub mod form;
pub mod message;
pub mod page;
pub mod publication;
pub mod specification;
#[cfg(feature = "xlsx")]
pub mod template;
pub mod translation;
pub mod write;
