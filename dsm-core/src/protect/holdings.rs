use super::{
    Pattern, Rule, Zeros,
    web::{Known, Web},
};
use crate::{
    error::Result,
    table::{Cell, Table},
};
use std::{collections::BTreeSet, sync::Arc};

/// What readers hold already: cells that an earlier table showed, and tables that are shown beside.
///
/// A figure that was shown can not be masked any more: whoever kept the earlier table has it, and where it did not change it
/// tells as much of the others as if it were shown still. A table beside, of other axes or another time, has cells that are sums
/// of the same: what it shows tells of what is masked in the other, in both directions.
///
/// # Example
/// ```
/// use dsm_core::measure::{Concept, Measure};
/// use dsm_core::protect::{Holdings, Protection, Rule};
/// use dsm_core::table::{Axis, Membership, Table};
/// let begun = || Table::builder(Measure::parse("cases:application:many", "flow").unwrap(), Concept::new("APPLICATIONS"));
/// let axis = |id: &str| Axis::category(id).membership(Membership::AtEvent).exhaustive(true);
/// let by_sex = begun().axis(axis("SEX")).axis(Axis::time("TIME_PERIOD"))
///     .row(&["F", "2024"], "30").row(&["M", "2024"], "40").build()?;
/// let by_age = begun().axis(axis("AGE")).axis(Axis::time("TIME_PERIOD"))
///     .row(&["Y0-17", "2024"], "3").row(&["Y18-64", "2024"], "60").row(&["Y65T", "2024"], "7").build()?;
/// // The table by sex tells the total of the table by age: three must be hidden with another.
/// let held = Holdings::none().beside("MD-2024-1", by_sex, &Rule::default());
/// let pattern = Protection::by(Rule::default()).pattern(&by_age, &held)?;
/// assert_eq!(pattern.len(), 2);
/// // Masked alone it could be computed from both.
/// let alone = Protection::by(Rule::default()).nothing_else().pattern(&by_age, &held);
/// assert_eq!(alone.unwrap_err().code().id(), "SDC-001");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
///
/// Source: protection, over time and readers, linked tables; semantics cases 91, 101.
#[derive(Clone, Debug, Default)]
pub struct Holdings {
    shown: BTreeSet<Vec<Arc<str>>>,
    beside: Vec<Beside>,
    earlier: Vec<Earlier>,
}

/// A table that was shown and is not shown any more.
#[derive(Clone, Debug)]
pub(super) struct Earlier {
    name: Arc<str>,
    /// With all its figures.
    pub(super) figures: Table,
    pub(super) masked: Pattern,
}

/// A table that is shown beside.
#[derive(Clone, Debug)]
struct Beside {
    name: Arc<str>,
    table: Table,
    /// With what is masked in it, where its owner asks.
    figures: Option<Table>,
    /// Whether its masks hide no zeros; none where it has no masks.
    shows_zeros: Option<bool>,
}

impl Holdings {
    /// Nothing was shown before.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Everything that a table shows.
    #[must_use]
    pub fn of(table: &Table) -> Self {
        let shown = |cell: &Cell| matches!(cell, Cell::Figure(_));
        Self::shown(table.rows().filter(|row| shown(&row.cell)).map(|row| row.key).collect())
    }

    /// And everything that a further earlier table of the same axes showed.
    #[must_use]
    pub fn and(mut self, earlier: &Table) -> Self {
        self.shown.extend(Self::of(earlier).shown);
        self
    }

    /// And a table that is shown beside, as readers see it, under a name that a refusal gives and with the rule of its masks.
    #[must_use]
    pub fn beside(mut self, name: &str, table: Table, rule: &Rule) -> Self {
        let shows_zeros = table.has_masks().then_some(rule.shows_zeros());
        self.beside.push(Beside { name: Arc::from(name), table, figures: None, shows_zeros });
        self
    }

    /// And a table that is shown beside, by its owner who has its figures: what of it is masked, and by which rule.
    ///
    /// The figures say which parts are all there are; what a reader can tell rests on what is shown alone.
    ///
    /// # Errors
    /// As [`Pattern::apply`].
    pub fn released(self, name: &str, figures: &Table, masked: &Pattern, rule: &Rule) -> Result<Self> {
        let mut held = self.beside(name, masked.apply(figures)?, rule);
        if let Some(last) = held.beside.last_mut() {
            last.figures = Some(figures.clone());
        }
        Ok(held)
    }

    /// The rule by which the masks of all tables are judged together: that zeros are shown is known only where it holds for each.
    pub(super) fn judging(&self, own: &Rule, has_masks: bool) -> Rule {
        let mut others = self.beside.iter().filter_map(|beside| beside.shows_zeros).peekable();
        if others.peek().is_none() {
            return *own;
        }
        let all = others.all(|shows| shows) && (own.shows_zeros() || !has_masks);
        own.zeros(if all { Zeros::Shown } else { Zeros::Maskable })
    }

    /// And a table that was shown before and is not any more, revised or withdrawn: its figures, and what of them was masked.
    ///
    /// Whoever kept it takes what is not known to have changed for unchanged: from what was shown then and what is shown now together
    /// nothing masked may follow, of then or of now.
    #[must_use]
    pub fn earlier(mut self, name: &str, figures: Table, masked: Pattern) -> Self {
        self.earlier.push(Earlier { name: Arc::from(name), figures, masked });
        self
    }

    pub(super) fn shown(shown: BTreeSet<Vec<Arc<str>>>) -> Self {
        Self { shown, ..Self::default() }
    }

    pub(super) fn vintages(&self) -> &[Earlier] {
        &self.earlier
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = &[Arc<str>]> {
        self.shown.iter().map(Vec::as_slice)
    }

    pub(super) fn tables(&self) -> impl Iterator<Item = &Table> {
        self.beside.iter().map(|beside| &beside.table)
    }

    /// The tables beside with their figures, where these are known.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&Table, Option<&Table>)> {
        self.beside.iter().map(|beside| (&beside.table, beside.figures.as_ref()))
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.beside.iter().map(|beside| &*beside.name).chain(self.earlier.iter().map(|earlier| &*earlier.name))
    }

    /// Without one of the tables beside.
    pub(super) fn without(&self, name: &str) -> Self {
        let beside = self.beside.iter().filter(|beside| *beside.name != *name).cloned().collect();
        let earlier = self.earlier.iter().filter(|earlier| *earlier.name != *name).cloned().collect();
        Self { shown: self.shown.clone(), beside, earlier }
    }

    /// Whether a cell was shown before.
    #[must_use]
    pub fn has(&self, key: &[Arc<str>]) -> bool {
        self.shown.contains(key)
    }

    /// The cells of a web that were shown before.
    pub(super) fn nodes(&self, table: &Table, web: &Web) -> Vec<bool> {
        if self.shown.is_empty() {
            return vec![false; web.nodes.len()];
        }
        let figure = |known: Known| matches!(known, Known::Figure(_));
        let held = |place: usize| self.has(&table.key(place));
        web.nodes.iter().map(|node| figure(node.known) && node.place.is_some_and(held)).collect()
    }
}
