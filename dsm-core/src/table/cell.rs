use rust_decimal::Decimal;
use std::fmt;

/// A figure: exact, known to lie in an interval, known from below only, or a sample estimate.
///
/// Certain bounds and sample estimates are different variants, because a confidence interval is not a bound.
///
/// Source: semantics, "cell"; cases 9–11, 37.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Figure {
    /// As counted. Zero is a figure.
    Exact(Decimal),
    /// Surely between the two, both included.
    Between {
        /// The lower bound.
        low: Decimal,
        /// The upper bound.
        high: Decimal,
    },
    /// Surely not less.
    AtLeast(Decimal),
    /// A sample estimate: never a certain bound.
    Estimate {
        /// The estimated value.
        value: Decimal,
        /// Its standard error.
        standard_error: Decimal,
    },
}

impl Figure {
    /// The lower bound, where the figure is a certain one.
    #[must_use]
    pub fn low(&self) -> Option<Decimal> {
        match *self {
            Self::Exact(low) | Self::Between { low, .. } | Self::AtLeast(low) => Some(low),
            Self::Estimate { .. } => None,
        }
    }

    /// The upper bound, where there is one.
    #[must_use]
    pub fn high(&self) -> Option<Decimal> {
        match *self {
            Self::Exact(high) | Self::Between { high, .. } => Some(high),
            Self::AtLeast(_) | Self::Estimate { .. } => None,
        }
    }

    /// The figure, where it is exact.
    #[must_use]
    pub fn exact(&self) -> Option<Decimal> {
        match *self {
            Self::Exact(value) => Some(value),
            _ => None,
        }
    }

    /// The interval between two bounds, a point where they are equal, `AtLeast` without an upper one.
    #[must_use]
    pub fn interval(low: Decimal, high: Option<Decimal>) -> Self {
        match high {
            Some(high) if high == low => Self::Exact(low),
            Some(high) => Self::Between { low, high },
            None => Self::AtLeast(low),
        }
    }
}

impl fmt::Display for Figure {
    /// As in files: `12`, `10..20`, `10..`, `100~20`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(value) => write!(f, "{value}"),
            Self::Between { low, high } => write!(f, "{low}..{high}"),
            Self::AtLeast(low) => write!(f, "{low}.."),
            Self::Estimate { value, standard_error } => write!(f, "{value}~{standard_error}"),
        }
    }
}

/// Why a cell holds no figure although it belongs to the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Absence {
    /// The cell makes no sense.
    NotApplicable,
    /// The country does not collect it.
    NotCollected,
    /// It was not delivered.
    NotDelivered,
}

/// How a cell is masked. To all but its owner every mask is alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mask {
    /// Withheld to protect persons or the country's own rule.
    Suppressed,
}

/// What stands in one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A figure.
    Figure(Figure),
    /// Nothing, because.
    Missing(Absence),
    /// A figure that the reader may not see.
    Masked(Mask),
}

impl Cell {
    /// An exact figure.
    #[must_use]
    pub fn exact(value: impl Into<Decimal>) -> Self {
        Self::Figure(Figure::Exact(value.into()))
    }

    /// The figure, where there is one.
    #[must_use]
    pub fn figure(&self) -> Option<Figure> {
        match self {
            Self::Figure(figure) => Some(*figure),
            _ => None,
        }
    }

    /// Reads a cell as it is written in files: a figure, `*`, `na`, `not-collected`, `not-delivered`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "*" => Self::Masked(Mask::Suppressed),
            "na" => Self::Missing(Absence::NotApplicable),
            "not-collected" => Self::Missing(Absence::NotCollected),
            "not-delivered" => Self::Missing(Absence::NotDelivered),
            _ => Self::Figure(figure(text)?),
        })
    }
}

/// Reads `12`, `10..20`, `10..`, `100~20`.
fn figure(text: &str) -> Option<Figure> {
    if let Some((value, error)) = text.split_once('~') {
        return Some(Figure::Estimate { value: decimal(value)?, standard_error: decimal(error)? });
    }
    match text.split_once("..") {
        Some((low, "")) => Some(Figure::AtLeast(decimal(low)?)),
        Some((low, high)) => Some(Figure::Between { low: decimal(low)?, high: decimal(high)? }),
        None => Some(Figure::Exact(decimal(text)?)),
    }
}

/// Reads a decimal of at most 28 digits exactly: no sign `+`, no underscore, no exponent, no space.
fn decimal(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.len() <= 30
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_digit());
    if !plain || !digits.chars().all(|c| c.is_ascii_digit() || c == '.') {
        return None;
    }
    Decimal::from_str_exact(text).ok()
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Figure(figure) => write!(f, "{figure}"),
            Self::Missing(Absence::NotApplicable) => f.write_str("na"),
            Self::Missing(Absence::NotCollected) => f.write_str("not-collected"),
            Self::Missing(Absence::NotDelivered) => f.write_str("not-delivered"),
            Self::Masked(Mask::Suppressed) => f.write_str("*"),
        }
    }
}

/// The statuses of a cell: a set.
///
/// # Sources
/// SDMX CL_OBS_STATUS; semantics case 44.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Status(u8);

impl Status {
    /// None: a normal value.
    pub const NORMAL: Self = Self(0);
    /// Provisional: until the owner closes the calendar year.
    pub const PROVISIONAL: Self = Self(1);
    /// Estimated or modelled.
    pub const ESTIMATED: Self = Self(2);
    /// The series breaks here.
    pub const BREAK: Self = Self(4);
    /// A forecast.
    pub const FORECAST: Self = Self(8);
    /// Low reliability.
    pub const LOW_RELIABILITY: Self = Self(16);
    /// Partial: a part only, never the total.
    pub const PARTIAL: Self = Self(32);

    const LETTERS: [(Self, char); 6] = [
        (Self::BREAK, 'B'),
        (Self::PROVISIONAL, 'P'),
        (Self::ESTIMATED, 'E'),
        (Self::FORECAST, 'F'),
        (Self::LOW_RELIABILITY, 'U'),
        (Self::PARTIAL, 'I'),
    ];

    /// Both sets together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all of the other set are in this one.
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The bits, for columns.
    #[must_use]
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// From bits; unknown bits are dropped.
    #[must_use]
    pub const fn from_bits(bits: u8) -> Self {
        Self(bits & 63)
    }

    /// Reads letters: `P`, `PB`.
    #[must_use]
    pub fn parse(letters: &str) -> Option<Self> {
        let one = |c: char| Self::LETTERS.iter().find(|(_, l)| *l == c).map(|(s, _)| *s);
        letters.chars().try_fold(Self::NORMAL, |all, c| one(c).map(|s| all.and(s)))
    }
}

impl fmt::Display for Status {
    /// The letters in the fixed order of export: B, P, E, F, U, I.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Self::LETTERS.iter().filter(|(s, _)| self.has(*s)).try_for_each(|(_, letter)| write!(f, "{letter}"))
    }
}
