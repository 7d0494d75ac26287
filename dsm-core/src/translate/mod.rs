//! Foreign files become typed tables: a declared [`Specification`] says which column holds what and in whose codes.
//!
//! Nothing is dropped and nothing is guessed: a column that nobody declared is reported, a code is read in the scheme that is
//! stated for its column, and what is counted is what the indicator and the column of units say. Rows of different indicators
//! or units become different tables. Every value that cannot be what its column says is a finding with its line and column.
//!
//! ```
//! use dsm_core::{catalogue::Catalogue, code::Scheme, translate::{Specification, read}};
//! use std::io::Cursor;
//! let file = "INDICATOR,REF_AREA,CITIZENSHIP,TIME_PERIOD,UNIT,OBS_VALUE\n\
//!     ASYLUM_APPLICATIONS,KAZ,AFG,2018,CASES,115\n\
//!     ASYLUM_APPLICATIONS,KAZ,AFG,2019,PERSON_EVENTS,168\n";
//! let specification = Specification::tidy().reporter_in(Scheme::Iso3166Alpha3)?;
//! let read = read(Cursor::new(file), "kaz.csv", &specification, &Catalogue::preset("unhcr")?)?;
//! // Cases and persons are two tables: nobody can add them by accident.
//! let units: Vec<_> = read.tables.iter().map(|table| table.table.measure().unit().to_string()).collect();
//! assert_eq!(units, ["cases:application:many", "person-events:application"]);
//! assert_eq!(read.tables[0].table.at(&["KZ", "AFG", "2018"])?.to_string(), "115");
//! # Ok::<(), dsm_core::error::Error>(())
//! ```

mod cell;
mod coder;
mod declare;
mod faults;
mod figures;
#[cfg(feature = "toml")]
mod file;
mod group;
mod plan;
mod read;
mod reading;
mod recoding;
mod route;
mod rows;
mod specification;
#[cfg(test)]
mod tests;
mod values;

pub use read::{Translated, Translation, read, read_into};
pub use recoding::Recoding;
pub use specification::Specification;
pub use values::Values;
