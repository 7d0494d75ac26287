//! Tables in and out through the Arrow C data and stream interfaces: the road for millions of cells.
//!
//! What a table counts travels in the metadata of the schema. The structures are those of the Arrow format; include a
//! definition of them, such as the one that every Arrow library has, before using these functions.

pub mod export;
pub mod import;
mod sound;
mod stream;

pub(crate) use import::taken;
pub(crate) use stream::Incoming;

use arrow_schema::ArrowError;
use dsm_core::error::{Error, codes::exc};

/// Arrays that break their format.
fn invalid(error: ArrowError) -> Error {
    Error::new(exc::ARROW_INVALID).caused_by(error)
}
