use crate::measure::AssumptionName;
use std::{collections::BTreeMap, sync::Arc};

/// What is asked of a mechanism: an indicator by some of its dimensions. Time and State are always among them.
///
/// Dimensions that are not kept are added up, State by State: a published total is taken where there is one, and what the figures do
/// not support is refused.
///
/// ```
/// use dsm_core::report::Ask;
/// let _ = Ask::new("ASYLUM_DECISIONS").by(&["SEX"]).codes("DECISION", &["REC"]).last(5);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    pub(in crate::report) indicator: Arc<str>,
    pub(in crate::report) by: Vec<Arc<str>>,
    pub(in crate::report) codes: BTreeMap<Arc<str>, Vec<Arc<str>>>,
    pub(in crate::report) assume: Vec<AssumptionName>,
    pub(in crate::report) last: Option<usize>,
}

/// What stands in a text and as an indicator for the one that is named when the report is filled.
pub(in crate::report) const THE_ONE_NAMED: &str = "{indicator}";

impl Ask {
    /// The axes that every answer has.
    pub const ALWAYS_THERE: [&str; 2] = ["REF_AREA", "TIME_PERIOD"];

    /// All figures of an indicator, by State and time. `{indicator}` is the one that is named when the report is filled.
    #[must_use]
    pub fn new(indicator: &str) -> Self {
        let (by, codes, assume) = (Vec::new(), BTreeMap::new(), Vec::new());
        Self { indicator: Arc::from(indicator), by, codes, assume, last: None }
    }

    /// Keeps these dimensions.
    #[must_use]
    pub fn by(mut self, dimensions: &[&str]) -> Self {
        self.by = dimensions.iter().map(|one| Arc::from(*one)).collect();
        self
    }

    /// Only these codes of a dimension. Where it is not kept they are added up.
    #[must_use]
    pub fn codes(mut self, dimension: &str, codes: &[&str]) -> Self {
        self.codes.insert(Arc::from(dimension), codes.iter().map(|code| Arc::from(*code)).collect());
        self
    }

    /// Adds up under an assumption, which stands below the figures.
    #[must_use]
    pub fn assuming(mut self, assumption: AssumptionName) -> Self {
        self.assume.push(assumption);
        self
    }

    /// Only the last so many periods or moments of which there are figures.
    #[must_use]
    pub fn last(mut self, periods: usize) -> Self {
        self.last = Some(periods);
        self
    }

    /// The indicator that is asked for.
    #[must_use]
    pub fn asked_indicator(&self) -> &str {
        &self.indicator
    }

    /// The codes that are asked for, by the dimensions that are limited.
    pub fn asked_codes(&self) -> impl Iterator<Item = (&str, &[Arc<str>])> {
        self.codes.iter().map(|(axis, codes)| (&**axis, codes.as_slice()))
    }

    pub(in crate::report) fn is_of_the_one_named(&self) -> bool {
        &*self.indicator == THE_ONE_NAMED
    }
}

/// How the figures of a query come about.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Made {
    /// Asked of the mechanism.
    Asked(Ask),
    /// The parts of a dimension over its published whole.
    Share {
        /// What is asked.
        of: Ask,
        /// The dimension.
        over: Arc<str>,
    },
    /// The figures of one query over those of another, of the same State and time.
    Proportion {
        /// The query above.
        part: Arc<str>,
        /// The query below.
        whole: Arc<str>,
    },
}

impl From<Ask> for Made {
    fn from(ask: Ask) -> Self {
        Self::Asked(ask)
    }
}
