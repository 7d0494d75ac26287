use super::super::{Axis, Status, Table};
use super::{
    groups::missing,
    ledger::Ledger,
    nature::Nature,
    outcome::Cells,
    range::{Range, large},
};
use crate::{
    error::{Error, Result, Safe, codes},
    measure::{Assume, AssumptionName, RatioForm},
    time::{Frequency, Time},
};
use rust_decimal::Decimal;

impl Table {
    /// Relative growth from one period or date to another: (to − from) / from.
    ///
    /// # Errors
    /// `SEM-020` for a base not surely above zero, `SEM-021` for changes, nets and ratios, `SEM-022` for unlike sets of reporters,
    /// `SEM-023` for unlike seasons, `SEM-024` across a break, `SEM-027` for partial figures, `SEM-050` for cohorts of unequal age.
    ///
    /// Source: semantics cases 29, 36.
    pub fn growth(&self, from: &str, to: &str, assume: &Assume) -> Result<Self> {
        let mut ledger = Ledger::open(assume)?;
        let (place, start, end) = self.growing(from, Some(to))?;
        let axis = self.axes().get(place).ok_or_else(|| Error::new(codes::tab::AXES_WRONG))?;
        same_season(axis, start, end)?;
        self.same_reporters(place, start, end)?;
        let mut cells = Cells::new(self.with_time(axis.with_positions(&[end])));
        for (mut outer, inner) in self.grouped(&[place]) {
            let Some(before) = inner.get(&vec![start]) else { continue };
            let after = inner.get(&vec![end]).copied();
            if after.is_none() && self.absent_range().is_none() {
                continue;
            }
            let factor = self.across_break(&inner, start, end, axis, &mut ledger)?;
            let status = self.status_of_base(*before).and(after.map_or(Status::NORMAL, |row| self.status(row)));
            let cell = match (self.whole_range(*before)?, self.whole_range_at(after)?) {
                (Some(base), Some(now)) => {
                    let base = self.sure_base(base, *before)?;
                    let grown = now.times(factor)?.over(base, false)?;
                    let less = |v: Decimal| v.checked_sub(Decimal::ONE).ok_or_else(large);
                    Range { low: less(grown.low)?, high: grown.high.map(less).transpose()? }.cell()
                }
                _ => missing(),
            };
            outer.insert(place, 0);
            cells.push(outer, cell, status);
        }
        self.conclude_ratio(cells, RatioForm::Growth, ledger, &[])
    }

    /// Every period or date over a base, times 100.
    ///
    /// # Errors
    /// As [`Table::growth`], for every period or date against the base.
    ///
    /// Source: semantics case 56.
    pub fn index(&self, base: &str, assume: &Assume) -> Result<Self> {
        let mut ledger = Ledger::open(assume)?;
        let (place, start, _) = self.growing(base, None)?;
        let axis = self.axes().get(place).ok_or_else(|| Error::new(codes::tab::AXES_WRONG))?;
        for code in self.codes_in_effect(place) {
            same_season(axis, start, code)?;
            self.same_reporters(place, start, code)?;
        }
        let mut cells = Cells::new(self.full_axes());
        for (outer, inner) in self.grouped(&[place]) {
            let Some(first) = inner.get(&vec![start]) else { continue };
            let base = self.whole_range(*first)?;
            for (code, row) in inner.iter().filter_map(|(k, row)| k.first().map(|c| (*c, *row))) {
                let factor = self.across_break(&inner, start.min(code), start.max(code), axis, &mut ledger)?;
                let cell = match (base, self.whole_range(row)?) {
                    (Some(base), Some(now)) if row != *first => {
                        let base = self.sure_base(base, *first)?;
                        now.times(factor)?.times(Decimal::ONE_HUNDRED)?.over(base, false)?.cell()
                    }
                    (Some(base), Some(_)) => {
                        self.sure_base(base, *first)?;
                        Range::point(Decimal::ONE_HUNDRED).cell()
                    }
                    _ => missing(),
                };
                let mut key = outer.clone();
                key.insert(place, code);
                cells.push(key, cell, self.status(row).and(self.status_of_base(*first)));
            }
        }
        self.conclude_ratio(cells, RatioForm::Index, ledger, &[])
    }

    fn growing(&self, from: &str, to: Option<&str>) -> Result<(usize, u32, u32)> {
        self.needs_measure("growth")?;
        if matches!(self.nature(), Nature::Signed | Nature::Ratio) {
            return Err(Error::new(codes::sem::GROWTH_UNDEFINED));
        }
        if matches!(self.measure().time_basis(), crate::measure::Basis::CohortUntil(_)) {
            return Err(Error::new(codes::sem::UNEQUAL_MATURITY));
        }
        let (place, _) = self.time_axis().ok_or_else(|| Error::new(codes::tab::AXES_WRONG))?;
        let start = self.code_of(place, from)?;
        let end = to.map_or(Ok(start), |to| self.code_of(place, to))?;
        Ok((place, start, end))
    }

    /// The statuses that a base brings along: a break at the base lies before what is compared.
    fn status_of_base(&self, row: usize) -> Status {
        Status::from_bits(self.status(row).bits() & !Status::BREAK.bits())
    }

    fn sure_base(&self, base: Range, row: usize) -> Result<Range> {
        if base.low > Decimal::ZERO { Ok(base) } else { Err(Error::new(codes::sem::GROWTH_BASE).at(self.series(row))) }
    }

    /// The same reporters have figures at both times.
    fn same_reporters(&self, time: usize, start: u32, end: u32) -> Result<()> {
        let Some((reporters, _)) = self.reporter_axis() else { return Ok(()) };
        let at = |code: u32| {
            let mut present = std::collections::BTreeSet::new();
            for row in self.places().filter(|r| self.columns.keys.get(time).map(|k| k.at(*r)) == Some(code)) {
                if !matches!(self.cell(row), super::super::Cell::Missing(_)) {
                    present.insert(self.columns.keys.get(reporters).map_or(0, |k| k.at(row)));
                }
            }
            present
        };
        if at(start) == at(end) { Ok(()) } else { Err(Error::new(codes::sem::REPORTERS_DIFFER)) }
    }

    /// The factor across a break between two times, where an assumption allows to cross it.
    fn across_break(
        &self,
        inner: &std::collections::BTreeMap<Vec<u32>, usize>,
        start: u32,
        end: u32,
        axis: &Axis,
        ledger: &mut Ledger<'_>,
    ) -> Result<Decimal> {
        let broken = inner.iter().filter_map(|(k, row)| k.first().map(|c| (*c, *row))).find(|(code, row)| {
            (start.min(end) + 1..=end.max(start)).contains(code) && self.status(*row).has(Status::BREAK)
        });
        let Some((code, _)) = broken else { return Ok(Decimal::ONE) };
        if ledger.take(AssumptionName::NoBreakEffect, None).is_some() {
            return Ok(Decimal::ONE);
        }
        if let Some(linked) = ledger.take(AssumptionName::LinkedAtBreak, None) {
            let factor = linked.needed_value()?;
            return if factor > Decimal::ZERO { Ok(factor) } else { Err(linked.unusable()) };
        }
        let period = axis.codes().get(code as usize).map_or_else(|| Safe::term(""), |c| Safe::term(c));
        Err(Error::new(codes::sem::BREAK_BETWEEN).with("period", period))
    }
}

/// Refuses two times that are not the same season: another quarter, another day of the year.
fn same_season(axis: &Axis, from: u32, to: u32) -> Result<()> {
    let same = match (axis.times().get(from as usize), axis.times().get(to as usize)) {
        _ if from == to => true,
        (Some(Time::Period(a)), Some(Time::Period(b))) => {
            a.same_season(b) || (a.frequency() == Frequency::Annual && b.frequency() == Frequency::Annual)
        }
        (Some(Time::Moment(a)), Some(Time::Moment(b))) => {
            (a.day().month(), a.day().day()) == (b.day().month(), b.day().day())
        }
        _ => false,
    };
    let code = |place: u32| Safe::term(axis.codes().get(place as usize).map_or("", |code| code));
    let differs = || Error::new(codes::sem::SEASON_DIFFERS).with("from", code(from)).with("to", code(to));
    if same { Ok(()) } else { Err(differs()) }
}
