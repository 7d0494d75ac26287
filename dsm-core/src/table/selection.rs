use super::{Table, columns::Columns};
use crate::error::{Error, Result, Safe, codes};
use std::sync::Arc;

/// The codes of one axis that belong to a table; all where absent.
type Chosen = Option<Arc<[u32]>>;

/// Which rows and codes of shared columns belong to a table. Slices share the columns.
#[derive(Clone, Debug, Default)]
pub(super) struct Selection {
    /// The rows; all where absent.
    pub(super) rows: Option<Arc<[u32]>>,
    /// For each axis the codes that belong to it; all where absent.
    pub(super) codes: Option<Arc<[Chosen]>>,
}

impl Selection {
    pub(super) fn len(&self, all: usize) -> usize {
        self.rows.as_ref().map_or(all, |r| r.len())
    }

    /// The rows in order.
    pub(super) fn iter(&self, all: usize) -> impl Iterator<Item = usize> + '_ {
        let every = if self.rows.is_none() { 0..all } else { 0..0 };
        every.chain(self.rows.iter().flat_map(|r| r.iter()).map(|r| *r as usize))
    }

    /// The row of the columns at a position in the table.
    pub(super) fn place(&self, position: usize, all: usize) -> Option<usize> {
        match &self.rows {
            None => (position < all).then_some(position),
            Some(rows) => rows.get(position).map(|row| *row as usize),
        }
    }

    /// The codes of an axis that belong to the table.
    pub(super) fn codes_of(&self, columns: &Columns, axis: usize) -> Vec<u32> {
        let chosen = self.codes.as_ref().and_then(|c| c.get(axis)).and_then(Option::as_ref);
        let all = columns.axes.get(axis).map_or(0, |a| u32::try_from(a.codes.len()).unwrap_or(u32::MAX));
        chosen.map_or_else(|| (0..all).collect(), |c| c.to_vec())
    }
}

impl Table {
    /// Whether a slice has left out codes of an axis, totals aside: what is left is not all there is.
    #[must_use]
    pub fn is_narrowed(&self, axis: &str) -> bool {
        let Some((place, axis)) = self.axes().iter().enumerate().find(|(_, a)| a.id() == axis) else { return false };
        let belonging = self.selection.codes_of(&self.columns, place);
        let out = |(code, number): (&Arc<str>, u32)| !axis.is_total(code) && belonging.binary_search(&number).is_err();
        belonging.len() < axis.codes.len() && axis.codes.iter().zip(0..).any(out)
    }

    /// The part of the table with the given codes of one axis. Figures are shared, not copied.
    ///
    /// An axis of which parts were left out is not exhaustive any more: a sum over it says "at least".
    ///
    /// # Errors
    /// `TAB-008` when there is no such axis, `TAB-009` for a code that is not in it.
    ///
    /// # Example
    /// ```
    /// # use dsm_core::{measure::*, table::*};
    /// # let t = Table::builder(Measure::parse("cases:permit:one", "flow").unwrap(), Concept::new("PERMITS"))
    /// #     .axis(Axis::category("SEX")).axis(Axis::time("TIME_PERIOD"))
    /// #     .row(&["F", "2024"], "3").row(&["M", "2024"], "4").build().unwrap();
    /// assert_eq!(t.slice("SEX", &["F"]).unwrap().len(), 1);
    /// assert_eq!(t.slice("SEX", &["X"]).unwrap_err().code().id(), "TAB-009");
    /// ```
    pub fn slice<S: AsRef<str>>(&self, axis: &str, codes: &[S]) -> Result<Self> {
        let place = self.axes().iter().position(|a| a.id() == axis);
        let place = place.ok_or_else(|| Error::new(codes::tab::AXIS_UNKNOWN).with("axis", Safe::term(axis)))?;
        let belonging = self.selection.codes_of(&self.columns, place);
        let mut wanted = Vec::with_capacity(codes.len());
        for code in codes {
            let found =
                self.axes().get(place).and_then(|a| a.position(code.as_ref())).filter(|p| belonging.contains(p));
            let unknown = || {
                Error::new(codes::tab::CODE_UNKNOWN)
                    .with("axis", Safe::term(axis))
                    .with("code", Safe::term(code.as_ref()))
            };
            wanted.push(found.ok_or_else(unknown)?);
        }
        wanted.sort_unstable();
        wanted.dedup();
        Ok(self.with_codes(place, wanted))
    }

    fn with_codes(&self, place: usize, wanted: Vec<u32>) -> Self {
        let mut chosen = vec![false; self.axes().get(place).map_or(0, |a| a.codes.len())];
        wanted.iter().for_each(|w| {
            if let Some(slot) = chosen.get_mut(*w as usize) {
                *slot = true;
            }
        });
        let keys = self.columns.keys.get(place);
        let stays = |row: &usize| keys.is_some_and(|k| chosen.get(k.at(*row) as usize).copied().unwrap_or(false));
        let rows =
            self.selection.iter(self.columns.rows()).filter(stays).filter_map(|r| u32::try_from(r).ok()).collect();
        let mut codes: Vec<Chosen> =
            self.selection.codes.as_deref().map_or_else(|| vec![None; self.axes().len()], <[_]>::to_vec);
        if let Some(slot) = codes.get_mut(place) {
            *slot = (wanted.len() < chosen.len()).then(|| Arc::from(wanted));
        }
        let selection = Selection { rows: Some(rows), codes: Some(Arc::from(codes)) };
        let origin = self.origin.as_ref().and_then(|o| o.sliced(self, place, &selection)).map(Arc::new);
        Self { selection, origin, ..self.clone() }
    }
}

impl super::Origin {
    /// The same slice of the cells that the sum was made of; none where the axis was made by the sum.
    fn sliced(&self, sum: &Table, place: usize, selection: &Selection) -> Option<Self> {
        let axis = sum.axes().get(place)?;
        if self.axes.iter().any(|a| **a == *axis.id) {
            return None;
        }
        let codes: Vec<&Arc<str>> =
            selection.codes_of(&sum.columns, place).iter().filter_map(|c| axis.codes.get(*c as usize)).collect();
        let source = self.source.slice(&axis.id, &codes).ok()?;
        Some(Self { source, axes: self.axes.clone(), assume: self.assume.clone() })
    }
}
