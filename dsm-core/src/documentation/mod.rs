//! What States say of their figures: the data documentation, field by field, held against what the indicator counts.
//!
//! There is no harmonization for its own sake: figures that count something else are shared too, and the documentation says what each
//! of them is. Whoever reads a table gets what they must know as footnotes.
//!
//! ```
//! use dsm_core::{catalogue::Catalogue, documentation::Documentation, error::{FindingSink, codes::doc}};
//! use dsm_core::{text::Lang, time::Moment};
//! let catalogue = Catalogue::preset("dsm")?;
//! let indicator = catalogue.find("ASYLUM_APPLICATIONS")?;
//! let documentation = Documentation::new("MD", "ASYLUM_APPLICATIONS")?
//!     .say("AGENCY", Lang::En, "General Inspectorate for Migration")?
//!     .answer("UNIT", "CASES")?;
//! let complete = documentation.completeness(indicator);
//! assert_eq!(complete.filled + complete.missing.len(), complete.required);
//! // The indicator counts persons, and cases are never taken for them.
//! let found = documentation.check(indicator, Moment::parse("2026-06-01")?);
//! assert_eq!(found.tally().of(doc::SAID_OTHERWISE), 1);
//! assert_eq!(documentation.answer("UNIT", "FAMILIES").unwrap_err().code().id(), "DOC-005");
//! # Ok::<(), dsm_core::error::Error>(())
//! ```

mod answer;
mod check;
mod concept;
#[expect(clippy::module_inception, reason = "the room is named after what stands in it")]
mod documentation;
mod field;
mod fields;
mod file;
mod note;
mod written;
#[cfg(test)]
mod tests;

pub use answer::Answer;
pub use concept::{Concept, concepts};
pub use documentation::{Completeness, Documentation};
pub use field::{Field, Kind, Required, fields};
pub use note::{About, Note, Shown, footnotes};
