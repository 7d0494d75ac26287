//! Indicators as data: what is counted, of whom, in which unit, by what, how often.
//!
//! Nothing enters without a title, a definition and a unit in both languages.
//!
//! ```
//! use dsm_core::{catalogue::Catalogue, text::Lang};
//! let catalogue = Catalogue::preset("unhcr")?;
//! let applications = catalogue.find("ASYLUM_APPLICATIONS")?;
//! assert_eq!(applications.names().in_lang(Lang::En), "New asylum applications");
//! // UNHCR says for each row whether persons or cases are counted; the two are two measures.
//! assert_eq!(applications.measure_in("CASES")?.to_string(), "cases:application:many flow level=first type=first-time");
//! assert_ne!(applications.measure_in("CASES")?, applications.measure_in("PERSON_EVENTS")?);
//! # Ok::<(), dsm_core::error::Error>(())
//! ```

mod dimension;
mod file;
mod identities;
mod identity;
mod indicator;
mod preset;
mod presets;
mod statement;
#[cfg(test)]
mod tests;
mod timeliness;
#[cfg(feature = "toml")]
mod toml;

pub use dimension::Dimension;
pub use identity::{Identity, Term, TermTime};
pub use indicator::Indicator;
pub use statement::Statement;
pub use timeliness::Timeliness;

use crate::{
    error::{Error, Result, Safe, codes},
    measure::Concept,
};
use std::{collections::BTreeMap, sync::Arc};

/// The indicators that a mechanism shares, and the identities between them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalogue {
    indicators: BTreeMap<Arc<str>, Indicator>,
    identities: Vec<Identity>,
}

impl Catalogue {
    /// The names of the presets, in their order.
    pub const PRESETS: &[&str] = &["dsm", "unhcr"];

    /// No indicators yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The indicators that DSM brings along under a name: `dsm`, the handbook's six, or `unhcr`, the asylum accounting that UNHCR
    /// publishes.
    ///
    /// # Errors
    /// `CAT-008` for another name, with the names that there are.
    ///
    /// Source: handbook annex 15 and chapter 2.2; UNHCR Refugee Data Finder.
    pub fn preset(name: &str) -> Result<Self> {
        if !Self::PRESETS.contains(&name) {
            let error = Error::new(codes::cat::PRESET_UNKNOWN);
            return Err(error.with("presets", Safe::terms(Self::PRESETS)));
        }
        let catalogue = preset::of(name)?.into_iter().try_fold(Self::new(), Self::with)?;
        let identities = identities::IDENTITIES.iter().filter(|identity| identity.presets.contains(&name));
        identities
            .map(identity::BuiltIdentity::identity)
            .try_fold(catalogue, |catalogue, identity| catalogue.with_identity(identity?))
    }

    /// The indicator of an id in the first preset that has one.
    ///
    /// # Errors
    /// `CAT-001` where no preset has one of that id.
    pub fn built_in(id: &str) -> Result<Indicator> {
        for name in Self::PRESETS {
            if let Ok(indicator) = Self::preset(name)?.find(id) {
                return Ok(indicator.clone());
            }
        }
        Err(Error::new(codes::cat::INDICATOR_UNKNOWN))
    }

    /// The preset indicator of an id that is of a concept; where no preset has it so, the first one of that id.
    ///
    /// # Errors
    /// `CAT-001` where no preset has one of that id.
    pub fn describing(id: &str, concept: &Concept) -> Result<Indicator> {
        let mut found = None;
        for name in Self::PRESETS {
            let catalogue = Self::preset(name)?;
            let Ok(indicator) = catalogue.find(id) else { continue };
            if indicator.concept().differences(concept).is_empty() {
                return Ok(indicator.clone());
            }
            found.get_or_insert_with(|| indicator.clone());
        }
        found.ok_or_else(|| Error::new(codes::cat::INDICATOR_UNKNOWN))
    }

    /// Adds an indicator.
    ///
    /// # Errors
    /// `CAT-005` where there is one of that id.
    pub fn with(mut self, indicator: Indicator) -> Result<Self> {
        if self.indicators.contains_key(indicator.id()) {
            return Err(Error::new(codes::cat::DECLARED_TWICE).with("id", Safe::term(indicator.id())));
        }
        self.indicators.insert(Arc::from(indicator.id()), indicator);
        Ok(self)
    }

    /// Adds an identity between its indicators.
    ///
    /// # Errors
    /// `CAT-001` where a term is of an indicator that it does not have; `CAT-004` where one has no such dimension; `CAT-005` where
    /// there is an identity of that id.
    pub fn with_identity(mut self, identity: Identity) -> Result<Self> {
        for term in identity.terms() {
            let indicator = self.find(&term.indicator)?;
            term.codes.keys().try_for_each(|id| indicator.dimension(id).map(|_| ()))?;
        }
        if self.identities.iter().any(|other| other.id() == identity.id()) {
            return Err(Error::new(codes::cat::DECLARED_TWICE).with("id", Safe::term(identity.id())));
        }
        self.identities.push(identity);
        Ok(self)
    }

    /// The indicator of that id.
    ///
    /// # Errors
    /// `CAT-001` where there is none.
    pub fn find(&self, id: &str) -> Result<&Indicator> {
        self.indicators.get(id).ok_or_else(|| Error::new(codes::cat::INDICATOR_UNKNOWN))
    }

    /// Every indicator in the order of the ids.
    pub fn iter(&self) -> impl Iterator<Item = &Indicator> {
        self.indicators.values()
    }

    /// What its indicators of one State must come to.
    #[must_use]
    pub fn identities(&self) -> &[Identity] {
        &self.identities
    }
}
