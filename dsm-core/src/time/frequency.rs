use crate::error::{Error, Result, codes};
use std::fmt;

/// How long the periods of a series are, from long to short.
///
/// # Sources
/// SDMX code list `CL_FREQ`: `A`, `S`, `Q`, `M`, `W`, `D`; `_O` stands for whatever else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Frequency {
    /// Twelve months from any day: a calendar or fiscal year. `A`.
    Annual,
    /// Six months. `S`.
    HalfYear,
    /// Three months. `Q`.
    Quarter,
    /// One month. `M`.
    Month,
    /// Seven days; from Monday to Sunday it is an ISO week. `W`.
    Week,
    /// One day. `D`.
    Day,
    /// Any other span of days: four months, the first nine months, a campaign. `_O`.
    Other,
}

impl Frequency {
    /// Every frequency, from long to short.
    pub const ALL: [Self; 7] =
        [Self::Annual, Self::HalfYear, Self::Quarter, Self::Month, Self::Week, Self::Day, Self::Other];

    /// Its code in SDMX.
    #[must_use]
    pub fn letter(self) -> &'static str {
        match self {
            Self::Annual => "A",
            Self::HalfYear => "S",
            Self::Quarter => "Q",
            Self::Month => "M",
            Self::Week => "W",
            Self::Day => "D",
            Self::Other => "_O",
        }
    }

    /// Reads the code of SDMX.
    ///
    /// # Errors
    /// `TIM-009` for any other text.
    pub fn parse(text: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|frequency| frequency.letter() == text);
        found.ok_or_else(|| Error::new(codes::tim::FREQUENCY_UNREADABLE))
    }

    /// How many months such a period has; none for weeks, days and others.
    #[must_use]
    pub fn months(self) -> Option<u32> {
        match self {
            Self::Annual => Some(12),
            Self::HalfYear => Some(6),
            Self::Quarter => Some(3),
            Self::Month => Some(1),
            Self::Week | Self::Day | Self::Other => None,
        }
    }
}

impl fmt::Display for Frequency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.letter())
    }
}
