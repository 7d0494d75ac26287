use super::super::{Absent, Status, Table};
use super::{ledger::Ledger, outcome::Cells};
use crate::{
    error::{Error, Result, codes},
    measure::{Assume, AssumptionName},
};
use rust_decimal::prelude::ToPrimitive;
use std::collections::BTreeMap;

impl Table {
    /// The cells of the first date or period: a selection, exact.
    ///
    /// # Errors
    /// `SEM-031` for an assumption that is never sound.
    ///
    /// Source: semantics case 30.
    pub fn first(&self, assume: &Assume) -> Result<Self> {
        self.at_end(assume, |codes| codes.first().copied())
    }

    /// The cells of the last date or period: a selection, exact.
    ///
    /// # Errors
    /// As [`Table::first`].
    pub fn last(&self, assume: &Assume) -> Result<Self> {
        self.at_end(assume, |codes| codes.last().copied())
    }

    fn at_end(&self, assume: &Assume, choose: impl Fn(&[u32]) -> Option<u32>) -> Result<Self> {
        let ledger = Ledger::open(assume)?;
        let (place, axis) = self.time_axis().ok_or_else(|| Error::new(codes::tab::AXES_WRONG))?;
        let code = choose(&self.codes_in_effect(place)).and_then(|c| axis.codes().get(c as usize));
        match code {
            Some(code) => Ok(self.slice(axis.id(), &[code])?.accounted(ledger)),
            None => Ok(self.clone()),
        }
    }

    /// The latest available figure of every series, at most so many years older than the latest of all.
    ///
    /// Each figure keeps its date. Figures of unlike dates have no growth and no sum over time.
    ///
    /// # Errors
    /// `SEM-033` without `carried-forward`, `MEA-003` when it has no value.
    ///
    /// Source: semantics case 69.
    pub fn latest(&self, assume: &Assume) -> Result<Self> {
        let mut ledger = Ledger::open(assume)?;
        let assumption = ledger.need(AssumptionName::CarriedForward, None)?;
        let most = assumption.needed_value()?.to_i64().filter(|y| *y >= 0).ok_or_else(|| assumption.unusable())?;
        let (place, axis) = self.time_axis().ok_or_else(|| Error::new(codes::tab::AXES_WRONG))?;
        let year = |code: u32| axis.times().get(code as usize).map_or(0, |t| i64::from(t.calendar_year()));
        let latest = self.codes_in_effect(place).last().copied().map_or(0, year);
        let newest = self.codes_in_effect(place).last().copied();
        let mut cells = Cells::new(self.full_axes());
        for (outer, inner) in self.grouped(&[place]) {
            let last = inner.iter().rev().find(|(_, row)| self.cell(**row).is_there());
            let Some((code, row)) = last.and_then(|(k, row)| k.first().map(|c| (*c, *row))) else { continue };
            if latest - year(code) > most {
                continue;
            }
            let mut key = outer;
            key.insert(place, code);
            let carried = if Some(code) == newest { Status::NORMAL } else { Status::ESTIMATED };
            cells.push(key, self.cell(row), self.status(row).and(carried));
        }
        self.conclude(cells, self.measure().clone(), ledger, &[])
    }

    /// The reporters that have a figure for every period of the table: the common set.
    ///
    /// # Errors
    /// `TAB-008` when the table has no reporters.
    ///
    /// Source: semantics case 79.
    pub fn common_reporters(&self, assume: &Assume) -> Result<Self> {
        let ledger = Ledger::open(assume)?;
        let unknown = || Error::new(codes::tab::AXIS_UNKNOWN).with("axis", crate::error::Safe::word("REF_AREA"));
        let (reporters, axis) = self.reporter_axis().ok_or_else(unknown)?;
        let (time, _) = self.time_axis().ok_or_else(|| Error::new(codes::tab::AXES_WRONG))?;
        let times = self.codes_in_effect(time).len();
        let mut seen: BTreeMap<u32, std::collections::BTreeSet<u32>> = BTreeMap::new();
        for row in self.places().filter(|r| self.cell(*r).is_there() || self.about.absent == Absent::Zero) {
            let at = |place: usize| self.columns.keys.get(place).map_or(0, |k| k.at(row));
            seen.entry(at(reporters)).or_default().insert(at(time));
        }
        let common: Vec<_> =
            seen.iter().filter(|(_, t)| t.len() == times).filter_map(|(c, _)| axis.codes().get(*c as usize)).collect();
        Ok(self.slice(axis.id(), &common)?.accounted(ledger))
    }
}
