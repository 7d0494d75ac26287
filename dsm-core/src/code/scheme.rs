use crate::error::{Error, Result, Safe, codes};
use std::fmt;

/// Who says what a code means. It is stated for every list and every column, and never inferred from the codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Scheme {
    /// DSM's own codes. `dsm`.
    Dsm,
    /// Eurostat's codes (`EL` is Greece). `eurostat`.
    Eurostat,
    /// ISO 3166-1, two letters. `iso3166-alpha2`.
    Iso3166Alpha2,
    /// ISO 3166-1, three letters. `iso3166-alpha3`.
    Iso3166Alpha3,
    /// The three digits of the United Nations Statistics Division. `m49`.
    M49,
    /// A cross-domain code list of SDMX. `sdmx`.
    Sdmx,
    /// UNHCR's own codes (`AUS` is Austria). `unhcr`.
    Unhcr,
}

impl Scheme {
    /// Every scheme, in the order of the names.
    pub const ALL: &[Self] =
        &[Self::Dsm, Self::Eurostat, Self::Iso3166Alpha2, Self::Iso3166Alpha3, Self::M49, Self::Sdmx, Self::Unhcr];

    /// The name as it is written in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Dsm => "dsm",
            Self::Eurostat => "eurostat",
            Self::Iso3166Alpha2 => "iso3166-alpha2",
            Self::Iso3166Alpha3 => "iso3166-alpha3",
            Self::M49 => "m49",
            Self::Sdmx => "sdmx",
            Self::Unhcr => "unhcr",
        }
    }

    /// Reads the name.
    ///
    /// # Errors
    /// `COD-008` for any other text.
    pub fn parse(text: &str) -> Result<Self> {
        let found = Self::ALL.iter().copied().find(|scheme| scheme.word() == text);
        found.ok_or_else(|| Error::new(codes::cod::SCHEME_UNKNOWN))
    }
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl From<Scheme> for Safe {
    fn from(scheme: Scheme) -> Self {
        Self::word(scheme.word())
    }
}
