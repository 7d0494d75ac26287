use super::{field::of, fields::CONCEPTS};
use crate::text::Lang;

/// A concept of SDMX that fields of a documentation stand under in a metadata report.
///
/// Source: SDMX, cross-domain concepts 1.0; Euro SDMX Metadata Structure 2.0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Concept {
    pub(super) id: &'static str,
    pub(super) chapter: &'static str,
    pub(super) name: (&'static str, &'static str),
}

/// Every concept of SDMX that fields stand under.
#[must_use]
pub fn concepts() -> &'static [Concept] {
    CONCEPTS
}

impl Concept {
    /// Its id in `SDMX:CROSS_DOMAIN_CONCEPTS(1.0)`.
    #[must_use]
    pub fn id(&self) -> &'static str {
        self.id
    }

    /// Its number in the Euro SDMX Metadata Structure.
    #[must_use]
    pub fn chapter(&self) -> &'static str {
        self.chapter
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self, lang: Lang) -> &'static str {
        of(self.name, lang)
    }
}
