//! SDMX: one folder a version of a format; names and artefacts apart from readers and writers.

pub mod csv;
pub mod csv10;
pub mod csv20;
pub mod data;
pub mod json20;
pub mod ml;
pub mod ml21;
pub mod ml30;
pub mod structures;

mod convert;
mod format;
mod header;
mod mapped;
mod metadata;
mod of_view;
mod publication;
mod resolve;
mod revision;
mod indicator;
mod json;
mod single;
mod structure;
mod struval;
mod tables;
mod xml;

pub use convert::{Conversion, convert};
pub use format::{Format, open, read_structures, write, write_structures};
pub use header::Header;
pub use mapped::Mapped;
pub use metadata::{MetadataReport, MetadataSet, Reported, read_documentation, read_metadata};
pub use ml::data::Options;
pub use of_view::ViewObservations;
pub use publication::Publication;
pub use revision::{Revision, RevisionObservations};
pub use single::single_table;
pub use structure::{Action, Structure};
pub use struval::struval;
pub use tables::{Arrived, read_tables};
