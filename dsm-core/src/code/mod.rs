//! Codes, lists of codes, and mappings between lists.
//!
//! A code is never guessed: the scheme of a column is stated. `AUS` is Australia in ISO 3166 and Austria at UNHCR.
//!
//! ```
//! use dsm_core::{code::{CodeList, Mapping, Scheme}, text::Lang};
//! let at_unhcr = CodeList::in_scheme("COUNTRY", Scheme::Unhcr)?;
//! let austria = at_unhcr.find("AUS")?;
//! assert_eq!(austria.names().in_lang(Lang::En), "Austria");
//! let to_iso = Mapping::built_in("COUNTRY", Scheme::Unhcr, Scheme::Iso3166Alpha3)?;
//! assert_eq!(to_iso.map("AUS")?.as_str(), "AUT");
//! # Ok::<(), dsm_core::error::Error>(())
//! ```

mod built;
mod built_in;
mod entry;
mod grouping;
mod id;
mod list;
mod lists;
mod mapping;
mod named;
mod plain;
mod scheme;
#[cfg(test)]
mod tests;
mod weighted;

pub use entry::Entry;
pub use id::CodeId;
pub use list::CodeList;
pub use mapping::Mapping;
pub use scheme::Scheme;
pub use weighted::Weighted;
