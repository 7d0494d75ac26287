use dsm_core::{
    error::Result,
    time::{Moment, Period, Time},
    workflow::SubmissionId,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// What is asked of a mechanism: an indicator, of all States or some, and a part of it; or one submission of the own State.
///
/// ```
/// use dsm_store::Query;
/// let query = Query::new("ASYLUM_APPLICATIONS").country("MD").codes("CITIZENSHIP", &["UKR"]).time("2024")?;
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    pub(crate) indicator: Arc<str>,
    pub(crate) countries: BTreeSet<Arc<str>>,
    pub(crate) submission: Option<SubmissionId>,
    pub(crate) codes: BTreeMap<Arc<str>, BTreeSet<Arc<str>>>,
    pub(crate) times: BTreeSet<Time>,
    pub(crate) dimensions: Option<BTreeSet<Arc<str>>>,
    pub(crate) unit: Option<Arc<str>>,
    pub(crate) as_of: Option<Moment>,
    pub(crate) totals: bool,
}

impl Query {
    /// All released figures of an indicator that the reader may see.
    #[must_use]
    pub fn new(indicator: &str) -> Self {
        Self {
            indicator: Arc::from(indicator),
            countries: BTreeSet::new(),
            submission: None,
            codes: BTreeMap::new(),
            times: BTreeSet::new(),
            dimensions: None,
            unit: None,
            as_of: None,
            totals: false,
        }
    }

    /// One submission of the own State, released or not: what a verifier looks at.
    #[must_use]
    pub fn submission(id: &SubmissionId) -> Self {
        Self { submission: Some(id.clone()), ..Self::new("") }
    }

    /// Of this State. Several calls name several States.
    #[must_use]
    pub fn country(mut self, code: &str) -> Self {
        self.countries.insert(Arc::from(code));
        self
    }

    /// Only these codes of an axis.
    #[must_use]
    pub fn codes<S: AsRef<str>>(mut self, axis: &str, codes: &[S]) -> Self {
        self.codes.insert(Arc::from(axis), codes.iter().map(|c| Arc::from(c.as_ref())).collect());
        self
    }

    /// Only what lies within this period (`2024`, `2024-Q1`, `2023-01-01/2024-12-31`) or at this moment. Several calls add up.
    ///
    /// # Errors
    /// `TIM-…` when it is neither.
    pub fn time(mut self, time: &str) -> Result<Self> {
        let parsed = Period::parse(time).map(Time::Period);
        self.times.insert(parsed.or_else(|error| Moment::parse(time).map(Time::Moment).map_err(|_| error))?);
        Ok(self)
    }

    /// Only tables of exactly these category axes, where a State has released several.
    #[must_use]
    pub fn dimensions<S: AsRef<str>>(mut self, axes: &[S]) -> Self {
        self.dimensions = Some(axes.iter().map(|a| Arc::from(a.as_ref())).collect());
        self
    }

    /// Only tables of this unit, such as `persons-distinct`, where a State has released several.
    #[must_use]
    pub fn unit(mut self, unit: &str) -> Self {
        self.unit = Some(Arc::from(unit));
        self
    }

    /// The figures as they stood at a moment, to the rights of today; for a day see [`Moment::as_of`].
    ///
    /// What was withdrawn as wrong since is shown with a note that quotes the reason. Of what was withdrawn for confidentiality
    /// nothing is there any more, nor of its whole line of revisions; a cell that is masked in a later release of the line is
    /// masked. Whether a figure is provisional is said as of today. Totals over the States of a series have no past: it would
    /// tell what one of them revised. A submission ([`Query::submission`]) stands as it was handed in.
    ///
    /// ```
    /// use dsm_core::time::Moment;
    /// use dsm_store::Query;
    /// let query = Query::new("ASYLUM_APPLICATIONS").as_of(Moment::as_of("2026-03-01")?);
    /// # Ok::<(), dsm_core::error::Error>(())
    /// ```
    #[must_use]
    pub fn as_of(mut self, moment: Moment) -> Self {
        self.as_of = Some(moment);
        self
    }

    /// Totals over the States of the series that is declared for the indicator, instead of the figures of each. Where States are
    /// named, only the series of exactly these.
    ///
    /// The totals are sums of national figures: who is counted in two States is in them twice.
    ///
    /// # Disclosure
    /// A total is given where each State lets its figures be added, and of the States other than the reader's either all are seen
    /// or three at least are not seen at all.
    #[must_use]
    pub fn totals(mut self) -> Self {
        self.totals = true;
        self
    }
}
