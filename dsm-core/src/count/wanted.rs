use crate::time::{Day, Frequency};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// A table that is wanted: what is counted, in which units, by which dimensions, in which times, with which totals (clauses 4–7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    pub(super) id: Arc<str>,
    pub(super) what: What,
    pub(super) indicator: Option<Arc<str>>,
    pub(super) units: BTreeSet<Unit>,
    pub(super) by: Vec<Arc<str>>,
    pub(super) every: Option<Frequency>,
    pub(super) totals: Totals,
    pub(super) only: BTreeMap<Arc<str>, BTreeSet<Arc<str>>>,
    /// The moments of a stock, where they are listed.
    pub(super) moments: Vec<Day>,
    /// Of an interval, what a flow counts.
    pub(super) side: Side,
    pub(super) counted_back: bool,
    pub(super) long: u16,
    pub(super) rules: Vec<Rule>,
    pub(super) exits: bool,
    pub(super) initial_unknown: bool,
    pub(super) after: Option<u16>,
    pub(super) with_pending: bool,
}

/// The kinds of tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    #[default]
    Flow,
    Stock,
    During,
    Residence,
    Cohort,
    Processing,
    Balance,
}

impl What {
    pub(super) const ALL: [(Self, &'static str); 7] = [
        (Self::Flow, "flow"),
        (Self::Stock, "stock"),
        (Self::During, "during"),
        (Self::Residence, "residence"),
        (Self::Cohort, "cohort"),
        (Self::Processing, "processing"),
        (Self::Balance, "balance"),
    ];
}

/// What is counted of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Records, or distinct case numbers where there are such.
    Cases,
    /// Each person in each event, every time.
    PersonEvents,
    /// Distinct persons.
    Persons,
}

impl Unit {
    /// All, in the order of results.
    pub const ALL: [Self; 3] = [Self::Cases, Self::PersonEvents, Self::Persons];

    /// The word in files and in the names of results.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Cases => "cases",
            Self::PersonEvents => "person-events",
            Self::Persons => "persons",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.word() == word)
    }
}

/// Which totals are counted, each on its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Totals {
    /// Only the full combination.
    #[default]
    None,
    /// Every subset of the dimensions.
    All,
    /// These subsets, and the full one.
    These(Vec<Vec<Arc<str>>>),
}

/// Which day of an interval a flow is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Side {
    #[default]
    Event,
    Start,
    End,
}

/// A rule of residence: so many months out of so many (clause 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rule {
    /// The months in the new place.
    pub threshold: u16,
    /// The months in which they are looked for.
    pub window: u16,
}

impl Rule {
    /// Reads `12`, or `12/16`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let number = |text: &str| text.parse::<u16>().ok().filter(|months| (1..=120).contains(months));
        let (threshold, window) = text.split_once('/').unwrap_or((text, text));
        let rule = Self { threshold: number(threshold)?, window: number(window)? };
        (rule.threshold <= rule.window).then_some(rule)
    }

    /// The days of so many months: ⌊(365 n + 6) / 12⌋.
    pub(super) fn days(months: u16) -> u32 {
        (365 * u32::from(months) + 6) / 12
    }
}

impl std::fmt::Display for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.threshold == self.window {
            write!(f, "{}", self.threshold)
        } else {
            write!(f, "{}/{}", self.threshold, self.window)
        }
    }
}

impl Count {
    pub(super) fn named(id: &str) -> Self {
        Self {
            id: Arc::from(id),
            what: What::Flow,
            indicator: None,
            units: BTreeSet::new(),
            by: Vec::new(),
            every: None,
            totals: Totals::None,
            only: BTreeMap::new(),
            moments: Vec::new(),
            side: Side::Event,
            counted_back: false,
            long: 12,
            rules: Vec::new(),
            exits: false,
            initial_unknown: false,
            after: None,
            with_pending: false,
        }
    }

    fn kind(id: &str, what: What, every: Option<Frequency>) -> Self {
        Self { what, every, ..Self::named(id) }
    }

    /// Events in periods.
    #[must_use]
    pub fn flow(id: &str, every: Frequency) -> Self {
        Self::kind(id, What::Flow, Some(every))
    }

    /// Persons or intervals at the starts of periods.
    #[must_use]
    pub fn stock(id: &str, every: Frequency) -> Self {
        Self::kind(id, What::Stock, Some(every))
    }

    /// Persons or intervals at the starts of these days.
    #[must_use]
    pub fn stock_at(id: &str, moments: &[Day]) -> Self {
        Self { moments: moments.to_vec(), ..Self::kind(id, What::Stock, None) }
    }

    /// Persons or intervals in the state on any day of a period.
    #[must_use]
    pub fn during(id: &str, every: Frequency) -> Self {
        Self::kind(id, What::During, Some(every))
    }

    /// Migrations by rules of residence: immigrations, or emigrations with [`Count::of_exits`].
    #[must_use]
    pub fn residence(id: &str, every: Frequency, rules: &[Rule]) -> Self {
        Self { rules: rules.to_vec(), ..Self::kind(id, What::Residence, Some(every)) }
    }

    /// Intervals by the period of their start, ended within so many months.
    #[must_use]
    pub fn cohort(id: &str, every: Frequency, after: u16) -> Self {
        Self { after: Some(after), ..Self::kind(id, What::Cohort, Some(every)) }
    }

    /// The median of the days from start to end.
    #[must_use]
    pub fn processing(id: &str, every: Frequency) -> Self {
        Self::kind(id, What::Processing, Some(every))
    }

    /// What is pending, opened and closed.
    #[must_use]
    pub fn balance(id: &str, every: Frequency) -> Self {
        Self::kind(id, What::Balance, Some(every))
    }

    /// The indicator that its tables are of.
    #[must_use]
    pub fn of(mut self, indicator: &str) -> Self {
        self.indicator = Some(Arc::from(indicator));
        self
    }

    /// The units that it is counted in: one table each.
    #[must_use]
    pub fn units(mut self, units: &[Unit]) -> Self {
        self.units = units.iter().copied().collect();
        self
    }

    /// The dimensions; `TIME_PERIOD` among them where totals over time are wanted.
    #[must_use]
    pub fn by(mut self, dimensions: &[&str]) -> Self {
        self.by = dimensions.iter().map(|id| Arc::from(*id)).collect();
        self
    }

    /// The totals that are counted.
    #[must_use]
    pub fn totals(mut self, totals: Totals) -> Self {
        self.totals = totals;
        self
    }

    /// Only records whose column has one of these values.
    #[must_use]
    pub fn only(mut self, column: &str, values: &[&str]) -> Self {
        self.only.entry(Arc::from(column)).or_default().extend(values.iter().map(|value| Arc::from(*value)));
        self
    }

    /// A flow of the starts of intervals.
    #[must_use]
    pub fn at_start(mut self) -> Self {
        self.side = Side::Start;
        self
    }

    /// A flow of the ends of intervals.
    #[must_use]
    pub fn at_end(mut self) -> Self {
        self.side = Side::End;
        self
    }

    /// Persons whose first record is an exit were in since the records began.
    #[must_use]
    pub fn counted_back(mut self) -> Self {
        self.counted_back = true;
        self
    }

    /// The migrations of exits: emigrations.
    #[must_use]
    pub fn of_exits(mut self) -> Self {
        self.exits = true;
        self
    }

    /// The status before the first crossing is not known.
    #[must_use]
    pub fn initially_unknown(mut self) -> Self {
        self.initial_unknown = true;
        self
    }

    /// The product-limit median, with those still pending, in place of the median of decided cases.
    #[must_use]
    pub fn with_pending(mut self) -> Self {
        self.with_pending = true;
        self
    }

    /// The id of the count.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }
}
