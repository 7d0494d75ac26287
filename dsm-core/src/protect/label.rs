use super::tableau::FAR;
use rust_decimal::Decimal;
use std::{fmt, sync::Arc};

/// How well a masked cell is hidden from who reads the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Label {
    /// What is shown tells the figure.
    Exact,
    /// What is shown leaves fewer figures open than the protection range.
    Narrow,
    /// Neither was found, nor two whole tables that prove the contrary.
    Open,
    /// There are two whole tables that agree with everything shown and differ at the cell by the protection range or more.
    Proven,
}

impl Label {
    /// All of them, the worst first.
    pub const ALL: [Self; 4] = [Self::Exact, Self::Narrow, Self::Open, Self::Proven];

    /// The word in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Exact => "EXACT",
            Self::Narrow => "NARROW",
            Self::Open => "OPEN",
            Self::Proven => "PROVEN",
        }
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// What the audit says of one masked cell.
#[derive(Clone, PartialEq, Eq)]
pub struct Judged {
    pub(super) key: Vec<Arc<str>>,
    pub(super) label: Label,
    pub(super) bounds: (Option<Decimal>, Option<Decimal>),
    pub(super) possible: Option<(Decimal, Decimal)>,
}

impl Judged {
    /// The codes of the cell in the order of the axes.
    #[must_use]
    pub fn key(&self) -> &[Arc<str>] {
        &self.key
    }

    /// How well it is hidden.
    #[must_use]
    pub fn label(&self) -> Label {
        self.label
    }

    /// The least and the greatest figure that follow from what is shown, where some do.
    ///
    /// # Disclosure
    /// Computed from the shown cells alone, never from what is masked; still they are figures, so `Debug` leaves them out. They
    /// are for the owner, who decides with them whether to publish.
    #[must_use]
    pub fn bounds(&self) -> (Option<Decimal>, Option<Decimal>) {
        self.bounds
    }

    /// What is told of it: where it is told or nearly so what is certain, else the least and the greatest in the whole tables that
    /// were found; none where nothing limits it.
    ///
    /// # Disclosure
    /// As [`Self::bounds`].
    #[must_use]
    pub fn told(&self) -> (Option<Decimal>, Option<Decimal>) {
        match (self.label, self.possible) {
            (Label::Exact | Label::Narrow, _) | (_, None) => self.bounds,
            (_, Some((low, high))) => (Some(low), Some(high).filter(|high| *high < Decimal::from(FAR))),
        }
    }

    /// The least and the greatest figure that were found in whole tables which agree with all that is shown; none where no
    /// whole table was found. What lies between need not be all: the search ends when it is as wide as the protection range.
    ///
    /// # Disclosure
    /// As [`Self::bounds`]. The tables are made from the shown cells alone; that what is masked is one of them is chance.
    #[must_use]
    pub fn possible(&self) -> Option<(Decimal, Decimal)> {
        self.possible
    }
}

impl fmt::Debug for Judged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Judged({} {})", self.key.join("."), self.label)
    }
}
