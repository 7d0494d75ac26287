use super::mask::is_small;
use crate::{
    error::{Error, Result, codes::sdc},
    table::Table,
};
use std::{fmt, sync::Arc};

/// The rule by which an owner masks small figures: from one to below the threshold.
///
/// # Disclosure
/// The rule is taken to be public: whoever reads a masked cell knows it, and cells are protected against that reader. It does
/// not say which of the masks are small figures and which protect these.
///
/// # Example
/// ```
/// use dsm_core::protect::{Rule, Zeros};
/// // One to four are masked, and zeros stay in sight.
/// assert_eq!(Rule::default(), Rule::below(5)?);
/// let rule = Rule::below(10)?.zeros(Zeros::Maskable);
/// assert_eq!(rule.to_string(), "threshold=10 zeros=maskable range=2");
/// // Behind every mask at least four figures are to be possible.
/// assert_eq!(rule.wide(3)?.range(), 3);
/// assert_eq!(Rule::below(1).unwrap_err().code().id(), "SDC-006");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
///
/// Source: protection, threshold rule; semantics cases 90, 102.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rule {
    threshold: u32,
    zeros: Zeros,
    range: u32,
}

/// Whether a zero may be masked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Zeros {
    /// Every zero is shown, so that a mask says: not zero.
    Shown,
    /// A zero may be masked to protect others.
    Maskable,
}

impl Zeros {
    /// Reads `shown` or `maskable`.
    ///
    /// # Errors
    /// `SDC-006` for another word.
    pub fn parse(word: &str) -> Result<Self> {
        match word {
            "shown" => Ok(Self::Shown),
            "maskable" => Ok(Self::Maskable),
            _ => Err(Error::new(sdc::RULE_UNREADABLE)),
        }
    }
}

/// The greatest threshold.
const MOST: u32 = 1_000_000;

impl Default for Rule {
    /// One to four are masked, zeros are shown.
    fn default() -> Self {
        Self { threshold: 5, zeros: Zeros::Shown, range: 2 }
    }
}

impl Rule {
    /// Masks figures from one to below a threshold; zeros are shown.
    ///
    /// # Errors
    /// `SDC-006` for a threshold below two or above a million.
    pub fn below(threshold: u32) -> Result<Self> {
        if (2..=MOST).contains(&threshold) {
            Ok(Self { threshold, ..Self::default() })
        } else {
            Err(Error::new(sdc::RULE_UNREADABLE))
        }
    }

    /// No threshold: only the cells that are named are masked. Nothing is known of what stands behind a mask.
    #[must_use]
    pub fn named_only() -> Self {
        Self { threshold: 0, zeros: Zeros::Maskable, range: 2 }
    }

    /// Says whether zeros may be masked.
    #[must_use]
    pub fn zeros(mut self, zeros: Zeros) -> Self {
        self.zeros = zeros;
        self
    }

    /// Sets the protection range: the least difference between two whole tables at a masked cell that protects it.
    ///
    /// With zero cells are protected against adding and subtracting alone: an audit with a range finds those that bounds tell.
    ///
    /// # Errors
    /// `SDC-006` above a million.
    pub fn wide(mut self, range: u32) -> Result<Self> {
        if range > MOST {
            return Err(Error::new(sdc::RULE_UNREADABLE));
        }
        self.range = range;
        Ok(self)
    }

    /// The threshold; zero where there is none.
    #[must_use]
    pub fn threshold(&self) -> u32 {
        self.threshold
    }

    /// Whether zeros are shown.
    #[must_use]
    pub fn shows_zeros(&self) -> bool {
        self.zeros == Zeros::Shown
    }

    /// The protection range: a masked cell of which the greatest and the least possible figure differ by less is narrow.
    #[must_use]
    pub fn range(&self) -> u32 {
        self.range
    }

    /// Whether it masks the figure that a table has at a key.
    #[must_use]
    pub fn masks_at(&self, table: &Table, key: &[Arc<str>]) -> bool {
        table.find(key).is_ok_and(|place| is_small(&table.cell(place), self))
    }

    /// Reads a rule as it is written by `Display`.
    ///
    /// # Errors
    /// `SDC-006` when it cannot be read.
    pub fn parse(text: &str) -> Result<Self> {
        let unreadable = || Error::new(sdc::RULE_UNREADABLE);
        let mut words = text.split(' ');
        let mut word = |name: &str| words.next().and_then(|w| w.strip_prefix(name)).ok_or_else(unreadable);
        let threshold: u32 = word("threshold=")?.parse().map_err(|_| unreadable())?;
        let zeros = Zeros::parse(word("zeros=")?)?;
        let range = word("range=")?.parse().map_err(|_| unreadable())?;
        let rule = if threshold == 0 { Self::named_only() } else { Self::below(threshold)? };
        let rule = Self { zeros, range, ..rule };
        if rule.to_string() == text { Ok(rule) } else { Err(unreadable()) }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let zeros = if self.shows_zeros() { "shown" } else { "maskable" };
        write!(f, "threshold={} zeros={zeros} range={}", self.threshold, self.range)
    }
}
