use crate::error::{Error, Result, codes};
use rust_decimal::Decimal;
use std::{collections::BTreeMap, fmt};

/// How the figures of a series are inexact by making: a map from the published value to the interval that holds the truth.
///
/// Declared per series, never guessed. Source: semantics cases 9 and 10.
///
/// # Example
/// ```
/// use dsm_core::measure::Making;
/// use rust_decimal::Decimal;
/// let rounded = Making::parse("nearest:5").unwrap();
/// assert_eq!(rounded.interval(Decimal::from(10), false).unwrap(), Some((Decimal::from(8), Decimal::from(12))));
/// // 11 is not a multiple of 5: the declaration is wrong, and it is said so.
/// assert!(rounded.interval(Decimal::from(11), false).is_err());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Making {
    /// Figures are as counted.
    #[default]
    Exact,
    /// Rounded to the nearest multiple of a base: ± ⌊base/2⌋.
    Nearest(u32),
    /// Rounded at random to a multiple of a base: ± (base − 1).
    Random(u32),
    /// Small figures are perturbed by a map, all others exact. `absent` is what a key that is not there may hold.
    Small {
        /// Published value → interval of the true ones.
        map: BTreeMap<Decimal, (Decimal, Decimal)>,
        /// The interval of an absent key.
        absent: Option<(Decimal, Decimal)>,
    },
    /// Published in multiples (thousands), to the decimals that are written.
    Multiple(u32),
    /// At most so far from the truth: a sum of figures that were perturbed before they were added.
    Within(u32),
}

impl Making {
    /// Reads `exact`, `nearest:5`, `random:3`, `small:5=1..5,10=6..12:0..4`, `multiple:1000` or `within:16`.
    ///
    /// # Errors
    /// `MEA-002` when it cannot be read, a base is 0, or an interval is upside down.
    pub fn parse(text: &str) -> Result<Self> {
        let unreadable = || Error::new(codes::mea::MAKING_UNREADABLE);
        let (word, rest) = text.split_once(':').unwrap_or((text, ""));
        let base = || rest.parse().ok().filter(|b| *b > 0).ok_or_else(unreadable);
        match word {
            "exact" if rest.is_empty() => Ok(Self::Exact),
            "nearest" => Ok(Self::Nearest(base()?)),
            "random" => Ok(Self::Random(base()?)),
            "multiple" => Ok(Self::Multiple(base()?)),
            "within" => Ok(Self::Within(base()?)),
            "small" => {
                let (entries, absent) = rest.split_once(':').map_or((rest, None), |(e, a)| (e, Some(a)));
                let absent = absent.map(|a| range(a).ok_or_else(unreadable)).transpose()?;
                let entry = |e: &str| {
                    let (value, interval) = e.split_once('=')?;
                    Some((Decimal::from_str_exact(value).ok()?.normalize(), range(interval)?))
                };
                let map = entries.split(',').map(|e| entry(e).ok_or_else(unreadable)).collect::<Result<_>>()?;
                Ok(Self::Small { map, absent })
            }
            _ => Err(unreadable()),
        }
    }

    /// The interval that a published value stands for; none where the figure is exact.
    ///
    /// A count is never below zero: the interval is cut there unless `signed`.
    ///
    /// # Errors
    /// `MEA-002` when the value cannot have been made in this way.
    pub fn interval(&self, published: Decimal, signed: bool) -> Result<Option<(Decimal, Decimal)>> {
        let cut = |low: Decimal| if signed { low } else { low.max(Decimal::ZERO) };
        let spread = |base: u32, reach: u32| {
            let fits = published.checked_rem(Decimal::from(base)).is_some_and(|r| r.is_zero());
            let (low, high) = (published.checked_sub(reach.into()), published.checked_add(reach.into()));
            match (fits, low, high) {
                (true, Some(low), Some(high)) => Ok(Some((cut(low), high))),
                _ => Err(Error::new(codes::mea::MAKING_UNREADABLE)),
            }
        };
        match self {
            Self::Exact => Ok(None),
            Self::Nearest(base) => spread(*base, base / 2),
            Self::Random(base) => spread(*base, base - 1),
            Self::Within(reach) => spread(1, *reach),
            Self::Small { map, .. } => Ok(map.get(&published.normalize()).copied()),
            Self::Multiple(factor) => multiple(published, *factor, cut).map(Some),
        }
    }

    /// The published value of an interval, in units: what [`Making::interval`] was asked of; none where nothing can have been published so,
    /// or more than one value can.
    ///
    /// ```
    /// use dsm_core::measure::Making;
    /// let rounded = Making::parse("nearest:5").unwrap();
    /// assert_eq!(rounded.published(8.into(), 12.into()), Some(10.into()));
    /// assert_eq!(rounded.published(8.into(), 13.into()), None);
    /// ```
    #[must_use]
    pub fn published(&self, low: Decimal, high: Decimal) -> Option<Decimal> {
        let below = |reach: u32| high.checked_sub(reach.into()).into_iter().collect::<Vec<_>>();
        let (candidates, factor) = match self {
            Self::Exact => (Vec::new(), 1),
            Self::Nearest(base) => (below(base / 2), 1),
            Self::Random(base) => (below(base.saturating_sub(1)), 1),
            Self::Within(reach) => (below(*reach), 1),
            Self::Small { map, .. } => {
                let mut fit = map.iter().filter(|(_, own)| **own == (low, high)).map(|(value, _)| *value);
                (fit.next().into_iter().filter(|_| fit.next().is_none()).collect(), 1)
            }
            Self::Multiple(factor) => ((0..=9).filter_map(|scale| written(high, *factor, scale)).collect(), *factor),
        };
        let made = |value: &Decimal| {
            [false, true].iter().any(|signed| self.interval(*value, *signed).is_ok_and(|own| own == Some((low, high))))
        };
        let value = candidates.into_iter().find(made)?;
        value.checked_mul(factor.into()).map(|value| value.normalize())
    }

    /// What an absent key may hold, where the making says so.
    #[must_use]
    pub fn absent(&self) -> Option<(Decimal, Decimal)> {
        match self {
            Self::Small { absent, .. } => *absent,
            _ => None,
        }
    }
}

/// 12.3 thousand is [12,250, 12,349]: half a step of the last written decimal, whole units.
fn multiple(published: Decimal, factor: u32, cut: impl Fn(Decimal) -> Decimal) -> Result<(Decimal, Decimal)> {
    let unreadable = || Error::new(codes::mea::MAKING_UNREADABLE);
    let factor = Decimal::from(factor);
    let value = published.checked_mul(factor).ok_or_else(unreadable)?;
    let step = Decimal::new(1, published.scale()).checked_mul(factor).ok_or_else(unreadable)?;
    let half = step.checked_div(Decimal::TWO).ok_or_else(unreadable)?;
    let low = value.checked_sub(half).ok_or_else(unreadable)?.ceil();
    let high =
        value.checked_add(half).ok_or_else(unreadable)?.ceil().checked_sub(Decimal::ONE).ok_or_else(unreadable)?;
    Ok((cut(low).normalize(), high.max(low).normalize()))
}

/// What was written with so many decimals of a multiple, where this is the greatest that it can mean.
fn written(high: Decimal, factor: u32, scale: u32) -> Option<Decimal> {
    let factor = Decimal::from(factor);
    let half = Decimal::new(1, scale).checked_mul(factor)?.checked_div(Decimal::TWO)?;
    let value = high.checked_add(Decimal::ONE)?.checked_sub(half)?.checked_div(factor)?;
    let mut value = value.round_dp(scale);
    value.rescale(scale);
    Some(value)
}

/// Reads `1..5`.
fn range(text: &str) -> Option<(Decimal, Decimal)> {
    let (low, high) = text.split_once("..")?;
    let (low, high) = (Decimal::from_str_exact(low).ok()?, Decimal::from_str_exact(high).ok()?);
    (low <= high).then_some((low, high))
}

impl fmt::Display for Making {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact => f.write_str("exact"),
            Self::Nearest(base) => write!(f, "nearest:{base}"),
            Self::Random(base) => write!(f, "random:{base}"),
            Self::Multiple(factor) => write!(f, "multiple:{factor}"),
            Self::Within(reach) => write!(f, "within:{reach}"),
            Self::Small { map, absent } => {
                f.write_str("small:")?;
                for (i, (value, (low, high))) in map.iter().enumerate() {
                    write!(f, "{}{value}={low}..{high}", if i > 0 { "," } else { "" })?;
                }
                absent.map_or(Ok(()), |(low, high)| write!(f, ":{low}..{high}"))
            }
        }
    }
}
