use std::{collections::BTreeMap, sync::Arc};

/// Columns of a file that hold figures, and what is stated for each: an outcome, an indicator, a year.
///
/// ```
/// use dsm_core::translate::Values;
/// // The column "Respinse" holds refusals.
/// let refused = Values::in_column("Respinse").stated("INDICATOR", "ASYLUM_DECISIONS").stated("DECISION", "REJ");
/// // In a cross table the names of all other columns are years.
/// let years = Values::across("TIME_PERIOD");
/// # let _ = (refused, years);
/// ```
#[derive(Clone, Debug)]
pub struct Values {
    pub(super) which: Which,
    pub(super) stated: BTreeMap<Arc<str>, Arc<str>>,
}

/// Which columns.
#[derive(Clone, Debug)]
pub(super) enum Which {
    /// The column of that name.
    Named(Arc<str>),
    /// Every column that nothing else is said of; its name is a code of the id.
    Across(Arc<str>),
}

impl Values {
    /// The figures of a column.
    #[must_use]
    pub fn in_column(name: &str) -> Self {
        Self { which: Which::Named(Arc::from(name)), stated: BTreeMap::new() }
    }

    /// The figures of every column that nothing else is said of: the name of each is its period, or its code of a dimension.
    #[must_use]
    pub fn across(id: &str) -> Self {
        Self { which: Which::Across(Arc::from(id)), stated: BTreeMap::new() }
    }

    /// States something for these figures, in the codes of DSM.
    #[must_use]
    pub fn stated(mut self, id: &str, value: &str) -> Self {
        self.stated.insert(Arc::from(id), Arc::from(value));
        self
    }
}
