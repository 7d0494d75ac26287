use super::{Pattern, balance::tells};
use crate::{
    catalogue::{Identity, Term},
    error::{Error, Result, Safe, codes::sdc},
    measure::Unit,
    table::{Cell, Table},
    time::Time,
};
use std::{collections::BTreeSet, sync::Arc};

/// A table of an indicator that a State shows or is to show, with what is masked in it: what other indicators tell of it, and it
/// of them.
///
/// # Disclosure
/// It holds unmasked tables of the owner. `Debug` of tables shows their shapes only.
///
/// # Example
/// ```
/// use dsm_core::measure::{Concept, Measure};
/// use dsm_core::protect::{Pattern, Shown};
/// use dsm_core::table::{Axis, Table};
/// let counted = |unit: &str, year: &str, figure: &str| {
///     let begun = Table::builder(Measure::parse(unit, "flow")?, Concept::new("DECISIONS"));
///     begun.axis(Axis::time("TIME_PERIOD")).row(&[year], figure).build()
/// };
/// let decisions = Shown::new("DECISIONS", counted("cases:decision:one", "2024", "*")?, Pattern::default());
/// let earlier = Shown::new("RATE", counted("ratio:share", "2023", "0.25")?, Pattern::default());
/// earlier.beside(&[decisions.clone()], &[])?;
/// // What a share of 2024 divides nobody said: it may be what is masked.
/// let rate = Shown::new("RATE", counted("ratio:share", "2024", "0.25")?, Pattern::default());
/// assert_eq!(rate.beside(&[decisions], &[]).unwrap_err().code().id(), "SDC-033");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
///
/// Source: protection, the system includes every balance, ratio and mean that is published or declared.
#[derive(Clone, Debug)]
pub struct Shown {
    indicator: Arc<str>,
    table: Table,
    masked: Pattern,
}

impl Shown {
    /// A table with its figures, and what is masked in it besides its own masks.
    #[must_use]
    pub fn new(indicator: &str, table: Table, masked: Pattern) -> Self {
        Self { indicator: Arc::from(indicator), table, masked }
    }

    /// Holds what is to be shown against everything that the same State shows or ever showed.
    ///
    /// A ratio of one's own does not say what it divides, so it may be a masked figure: the two do not stand beside each other for
    /// the same time. An identity between several indicators is an equation that readers have: where all its terms are shown or
    /// masked for a time and a key, none of them may be masked. Both refuse more than could be computed; what they let pass adds no
    /// equation to those of the audit, for in every row that is left nothing is masked, or a term is not known at all.
    ///
    /// # Errors
    /// `SDC-033` for a ratio beside masked counts, `SDC-034` for an identity with a masked term, with the indicators.
    pub fn beside(&self, others: &[Self], identities: &[Identity]) -> Result<()> {
        let meets = |ratio: &Self, count: &Self| {
            let shown = ratio.spans(|masked, cell| !masked && matches!(cell, Cell::Figure(_)));
            let masked = count.spans(|masked, _| masked);
            shown.iter().any(|a| masked.iter().any(|b| a.0 <= b.1 && b.0 <= a.1))
        };
        let tied = |other: &&Self| match (self.is_ratio(), other.is_ratio()) {
            (true, false) => meets(self, other),
            (false, true) => meets(other, self),
            _ => false,
        };
        let ratios: BTreeSet<&str> = others.iter().filter(tied).map(|other| &*other.indicator).collect();
        if !ratios.is_empty() {
            return Err(Error::new(sdc::RATIO_BESIDE_MASKS).with("indicators", Safe::terms(ratios)));
        }
        let all: Vec<&Self> = others.iter().chain([self]).collect();
        for identity in identities.iter().filter(|identity| Self::is_tied(&self.indicator, identity)) {
            if tells(identity, &all) {
                let indicators: BTreeSet<&str> = identity.terms().iter().map(|term| &*term.indicator).collect();
                let error = Error::new(sdc::IDENTITY_BESIDE_MASKS).with("identity", Safe::term(identity.id()));
                return Err(error.with("indicators", Safe::terms(indicators)));
            }
        }
        Ok(())
    }

    /// Whether its figures are ratios, of which nothing says what they divide.
    fn is_ratio(&self) -> bool {
        matches!(self.table.measure().unit(), Unit::Ratio(_))
    }

    pub(super) fn indicator(&self) -> &str {
        &self.indicator
    }

    pub(super) fn table(&self) -> &Table {
        &self.table
    }

    pub(super) fn is_masked(&self, key: &[Arc<str>], cell: Cell) -> bool {
        matches!(cell, Cell::Masked(_)) || self.masked.has(key)
    }

    /// The first and last days of the rows that are meant; a moment is of the day that ends and of the one that begins.
    fn spans(&self, is_meant: impl Fn(bool, Cell) -> bool) -> BTreeSet<(i32, i32)> {
        let rows = self.table.rows().filter(|row| is_meant(self.is_masked(&row.key, row.cell), row.cell));
        let always = (i32::MIN, i32::MAX);
        rows.map(|row| time_of(&self.table, &row.key).map_or(always, |time| days(&time))).collect()
    }

    /// Whether an identity ties figures of an indicator to those of others.
    #[must_use]
    pub fn is_tied(indicator: &str, identity: &Identity) -> bool {
        let of = |term: &Term| *term.indicator == *indicator;
        identity.terms().iter().any(of) && !identity.terms().iter().all(of)
    }
}

/// The time of a row.
pub(super) fn time_of(table: &Table, key: &[Arc<str>]) -> Option<Time> {
    let (place, axis) = table.axes().iter().enumerate().find(|(_, axis)| axis.is_time())?;
    axis.times().get(axis.position(key.get(place)?)? as usize).copied()
}

fn days(time: &Time) -> (i32, i32) {
    match time {
        Time::Period(period) => (period.first().number(), period.last().number()),
        Time::Moment(moment) => (moment.day().number().saturating_sub(1), moment.day().number()),
    }
}
