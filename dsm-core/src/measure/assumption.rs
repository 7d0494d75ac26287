use crate::{
    error::{Error, Result, Safe, codes},
    text::{Label, Lang, label},
};
use rust_decimal::Decimal;
use std::{collections::BTreeMap, fmt, sync::Arc};

macro_rules! names {
    ($($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)?) => {
        /// The named assumptions. Each is described in `spec/assumptions.toml`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum AssumptionName { $($(#[$doc])* $variant),+ }

        impl AssumptionName {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The name as it is written.
            #[must_use]
            pub fn word(self) -> &'static str { match self { $(Self::$variant => $word),+ } }

            /// Reads the name.
            ///
            /// # Errors
            /// `SEM-030` when there is no such assumption.
            pub fn parse(word: &str) -> Result<Self> {
                match word {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(Error::new(codes::sem::ASSUMPTION_UNKNOWN).with("assumption", Safe::term(word))),
                }
            }

            /// What it says, as it stands in a footnote.
            #[must_use]
            pub fn title(self, lang: Lang) -> &'static str {
                let named = match self { $(Self::$variant => concat!("assumption-", $word)),+ };
                Label::named(named).map_or(self.word(), |title| label(title, lang))
            }
        }
    };
}

names! {
    /// The table's attribute is one value per person over the periods.
    AttributeFixed = "attribute-fixed",
    /// The latest available period stands for a later one, at most so many years.
    CarriedForward = "carried-forward",
    /// Nobody is born, dies or changes citizenship in the period.
    ClosedPopulation = "closed-population",
    /// Amounts are brought to another price basis by a factor.
    Deflator = "deflator",
    /// Events of one instant and direction are recorded for every move.
    EveryMoveRecorded = "every-move-recorded",
    /// Amounts are brought to another currency by a rate.
    ExchangeRate = "exchange-rate",
    /// Sample estimates are independent.
    IndependentSamples = "independent-samples",
    /// Between two dates a stock moves in a straight line.
    LinearBetweenDates = "linear-between-dates",
    /// A break is linked by a factor from figures of both sides.
    LinkedAtBreak = "linked-at-break",
    /// What is missing is zero.
    MissingIsZero = "missing-is-zero",
    /// A break changes nothing.
    NoBreakEffect = "no-break-effect",
    /// Nobody is counted by two reporters in the period.
    NobodyCountedInTwo = "nobody-counted-in-two",
    /// Nobody is in two categories of an axis.
    NobodyInTwoCategories = "nobody-in-two-categories",
    /// Nobody resides in two countries at the date.
    NobodyResidesInTwo = "nobody-resides-in-two",
    /// A number is one person.
    NumberIdentifiesPerson = "number-identifies-person",
    /// Nobody repeats over the parts of the period.
    OncePerPeriod = "once-per-period",
    /// Every case is one person.
    OnePersonPerCase = "one-person-per-case",
    /// The listed parts are the whole.
    PartsExhaustive = "parts-exhaustive",
    /// So many persons per case on average.
    PersonsPerCase = "persons-per-case",
    /// Definitions that differ are taken as one.
    SameDefinition = "same-definition",
    /// Dates that differ by at most so many days are taken as one.
    SameReferenceDate = "same-reference-date",
    /// The part of a year has a known share of it.
    SeasonalShare = "seasonal-share",
    /// A code is split by weights.
    Split = "split",
    /// Rates are weighted by a standard population.
    StandardPopulation = "standard-population",
    /// Nothing changes between the periods of applying and deciding: never makes anything sound.
    SteadyState = "steady-state",
    /// The stock at the start of the records is known.
    StockKnownAtStart = "stock-known-at-start",
    /// Events are spread evenly in their period.
    UniformWithinPeriod = "uniform-within-period",
    /// The unknown are distributed like the known.
    UnknownAsKnown = "unknown-as-known",
}

impl fmt::Display for AssumptionName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// An assumption on record: by name, with scope, author and reason. It stays on the result.
///
/// Source: semantics case 81. It turns bounds into a point inside the bounds or a refusal into an estimate; it never
/// becomes a State's data and never opens a suppressed cell.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Assumption {
    /// Which assumption.
    pub name: AssumptionName,
    /// The axis it is about, where it is about one.
    pub on: Option<Arc<str>>,
    /// Its value: a rate, a factor, days, years, persons per case.
    pub value: Option<Decimal>,
    /// Its weights by code.
    pub weights: BTreeMap<Arc<str>, Decimal>,
    /// Where value and weights come from.
    pub source: Arc<str>,
    /// Who states it.
    pub author: Arc<str>,
    /// Why.
    pub reason: Arc<str>,
}

impl Assumption {
    /// An assumption by its name alone.
    #[must_use]
    pub fn new(name: AssumptionName) -> Self {
        let empty: Arc<str> = Arc::from("");
        let (source, author, reason) = (empty.clone(), empty.clone(), empty);
        Self { name, on: None, value: None, weights: BTreeMap::new(), source, author, reason }
    }

    /// Restricts it to an axis.
    #[must_use]
    pub fn on(mut self, axis: &str) -> Self {
        self.on = Some(Arc::from(axis));
        self
    }

    /// Gives its value.
    #[must_use]
    pub fn value(mut self, value: Decimal) -> Self {
        self.value = Some(value);
        self
    }

    /// Gives a weight to a code.
    #[must_use]
    pub fn weight(mut self, code: &str, weight: Decimal) -> Self {
        self.weights.insert(Arc::from(code), weight);
        self
    }

    /// Names its source.
    #[must_use]
    pub fn source(mut self, source: &str) -> Self {
        self.source = Arc::from(source);
        self
    }

    /// Names its author and the reason.
    #[must_use]
    pub fn because(mut self, author: &str, reason: &str) -> Self {
        (self.author, self.reason) = (Arc::from(author), Arc::from(reason));
        self
    }

    /// The value, where it has one.
    ///
    /// # Errors
    /// `MEA-003` when it has none.
    pub fn needed_value(&self) -> Result<Decimal> {
        self.value.ok_or_else(|| self.unusable())
    }

    /// The error that its value or weights cannot be used.
    #[must_use]
    pub fn unusable(&self) -> Error {
        Error::new(codes::mea::ASSUMPTION_VALUE).with("assumption", Safe::word(self.name.word()))
    }
}

/// The assumptions that a caller states for one operation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Assume(Vec<Assumption>);

impl Assume {
    /// None: every answer is what the figures support by themselves.
    #[must_use]
    pub fn nothing() -> Self {
        Self::default()
    }

    /// Assumptions by their names alone.
    ///
    /// # Errors
    /// `SEM-030` for a name that does not exist.
    pub fn named<S: AsRef<str>>(names: &[S]) -> Result<Self> {
        names.iter().map(|n| AssumptionName::parse(n.as_ref()).map(Assumption::new)).collect::<Result<_>>().map(Self)
    }

    /// Adds one.
    #[must_use]
    pub fn and(mut self, assumption: Assumption) -> Self {
        self.0.push(assumption);
        self
    }

    /// All of them in the order stated.
    #[must_use]
    pub fn all(&self) -> &[Assumption] {
        &self.0
    }

    /// The first of a name that is about the axis, or about no axis in particular.
    #[must_use]
    pub fn find(&self, name: AssumptionName, axis: Option<&str>) -> Option<&Assumption> {
        let about = |a: &&Assumption| a.name == name && (a.on.is_none() || axis.is_none() || a.on.as_deref() == axis);
        self.0.iter().find(about)
    }
}

impl FromIterator<Assumption> for Assume {
    fn from_iter<I: IntoIterator<Item = Assumption>>(all: I) -> Self {
        Self(all.into_iter().collect())
    }
}
