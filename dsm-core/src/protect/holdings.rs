use super::web::{Known, Web};
use crate::table::{Cell, Table};
use std::{collections::BTreeSet, sync::Arc};

/// What readers hold already: cells that an earlier table showed.
///
/// A figure that was shown can not be masked any more: whoever kept the earlier table has it, and where it did not change it
/// tells as much of the others as if it were shown still.
///
/// Source: protection, over time and readers; semantics cases 91, 101.
#[derive(Clone, Debug, Default)]
pub struct Holdings {
    shown: BTreeSet<Vec<Arc<str>>>,
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
        Self { shown: table.rows().filter(|row| shown(&row.cell)).map(|row| row.key).collect() }
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
