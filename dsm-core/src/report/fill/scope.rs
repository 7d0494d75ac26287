use crate::{
    error::Result,
    measure::AssumptionName,
    time::{Moment, Period, Time},
};
use std::{collections::BTreeSet, sync::Arc};

/// What a report is filled for: an indicator where it is about one, States, times, assumptions.
///
/// ```
/// use dsm_core::report::Scope;
/// let scope = Scope::new().indicator("ENTRIES").country("MD").time("2024")?;
/// assert!(Scope::new().time("the year").is_err());
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    pub(super) indicator: Option<Arc<str>>,
    pub(super) countries: BTreeSet<Arc<str>>,
    pub(super) times: BTreeSet<Time>,
    pub(super) assume: Vec<AssumptionName>,
}

impl Scope {
    /// All that the reader may see.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Names the indicator of a report that is about one.
    #[must_use]
    pub fn indicator(mut self, id: &str) -> Self {
        self.indicator = Some(Arc::from(id));
        self
    }

    /// Of this State. Several calls name several.
    #[must_use]
    pub fn country(mut self, code: &str) -> Self {
        self.countries.insert(Arc::from(code));
        self
    }

    /// Only what lies within this period or at this moment. Several calls add up.
    ///
    /// # Errors
    /// `TIM-…` when it is neither.
    pub fn time(mut self, time: &str) -> Result<Self> {
        let parsed = Period::parse(time).map(Time::Period);
        self.times.insert(parsed.or_else(|error| Moment::parse(time).map(Time::Moment).map_err(|_| error))?);
        Ok(self)
    }

    /// Adds up under an assumption, in every query.
    ///
    /// # Errors
    /// `SEM-030` when there is no such assumption.
    pub fn assuming(mut self, name: &str) -> Result<Self> {
        self.assume.push(AssumptionName::parse(name)?);
        Ok(self)
    }

    /// The States that are named.
    pub(in crate::report) fn countries(&self) -> &BTreeSet<Arc<str>> {
        &self.countries
    }

    /// Whether a time is asked for.
    pub(super) fn has(&self, time: &Time) -> bool {
        let wanted = crate::access::Slice::everything().times(self.times.iter().copied());
        self.times.is_empty() || wanted.has(time, [])
    }
}
