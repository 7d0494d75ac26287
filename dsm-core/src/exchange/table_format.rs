use super::sdmx;
use crate::error::{Error, Result, Safe, codes::exc};

/// A format in which the figures of a table leave.
///
/// # Example
/// ```
/// use dsm_core::exchange::{TableFormat, sdmx::Format};
/// assert_eq!(TableFormat::parse("sdmx-ml-3.0")?, TableFormat::Sdmx(Format::Ml30));
/// assert_eq!(TableFormat::of_name("permits.json"), TableFormat::JsonStat);
/// let refused = TableFormat::parse("gesmes").unwrap_err();
/// assert_eq!(refused.code().id(), "EXC-238");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TableFormat {
    /// Tidy CSV.
    Csv,
    /// JSON-stat 2.0.
    JsonStat,
    /// A format of SDMX.
    Sdmx(sdmx::Format),
}

impl TableFormat {
    /// Its word: `csv`, `json-stat-2.0`, or the word of a format of SDMX such as `sdmx-ml-2.1`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::JsonStat => "json-stat-2.0",
            Self::Sdmx(format) => format.word(),
        }
    }

    /// The format of a word.
    ///
    /// # Errors
    /// `EXC-238` where there is none of that word.
    pub fn parse(word: &str) -> Result<Self> {
        let all = || [Self::Csv, Self::JsonStat].into_iter().chain(sdmx::Format::ALL.map(Self::Sdmx));
        let found = all().find(|format| format.word() == word);
        found.ok_or_else(|| Error::new(exc::FORMAT_UNKNOWN).with("formats", Safe::words(all().map(Self::word))))
    }

    /// The format that the name of a file says: `.sdmx.csv` is SDMX-CSV 2.0, `.xml` SDMX-ML 2.1, `.json` JSON-stat 2.0, all else tidy
    /// CSV.
    #[must_use]
    pub fn of_name(name: &str) -> Self {
        let name = name.to_ascii_lowercase();
        match () {
            () if name.ends_with(".sdmx.csv") => Self::Sdmx(sdmx::Format::Csv20),
            () if name.ends_with(".xml") => Self::Sdmx(sdmx::Format::Ml21),
            () if name.ends_with(".json") => Self::JsonStat,
            () => Self::Csv,
        }
    }
}
