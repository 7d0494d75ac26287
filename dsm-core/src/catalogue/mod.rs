//! Indicators as data: what is counted, of whom, in which unit, by what, how often.
//!
//! Nothing enters without a title, a definition and a unit in both languages.
//!
//! ```
//! use dsm_core::{catalogue::Catalogue, text::Lang};
//! let catalogue = Catalogue::preset()?;
//! let applications = catalogue.find("ASYLUM_APPLICATIONS")?;
//! assert_eq!(applications.names().in_lang(Lang::En), "New asylum applications");
//! // UNHCR says for each row whether persons or cases are counted; the two are two measures.
//! assert_eq!(applications.measure_in("CASES")?.to_string(), "cases:application:many flow level=first type=first-time");
//! assert_ne!(applications.measure_in("CASES")?, applications.measure_in("PERSON_EVENTS")?);
//! # Ok::<(), dsm_core::error::Error>(())
//! ```

mod dimension;
mod indicator;
mod preset;
mod presets;
#[cfg(test)]
mod tests;

pub use dimension::Dimension;
pub use indicator::Indicator;

use crate::error::{Error, Result, Safe, codes};
use std::{collections::BTreeMap, sync::Arc};

/// The indicators that a mechanism shares.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalogue(BTreeMap<Arc<str>, Indicator>);

impl Catalogue {
    /// No indicators yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The indicators that DSM brings along.
    ///
    /// # Errors
    /// None that a build of DSM which passes its tests can have.
    pub fn preset() -> Result<Self> {
        preset::all()?.into_iter().try_fold(Self::new(), Self::with)
    }

    /// Adds an indicator.
    ///
    /// # Errors
    /// `CAT-005` where there is one of that id.
    pub fn with(mut self, indicator: Indicator) -> Result<Self> {
        if self.0.contains_key(indicator.id()) {
            return Err(Error::new(codes::cat::DECLARED_TWICE).with("id", Safe::term(indicator.id())));
        }
        self.0.insert(Arc::from(indicator.id()), indicator);
        Ok(self)
    }

    /// The indicator of that id.
    ///
    /// # Errors
    /// `CAT-001` where there is none.
    pub fn find(&self, id: &str) -> Result<&Indicator> {
        self.0.get(id).ok_or_else(|| Error::new(codes::cat::INDICATOR_UNKNOWN))
    }

    /// Every indicator in the order of the ids.
    pub fn iter(&self) -> impl Iterator<Item = &Indicator> {
        self.0.values()
    }
}
