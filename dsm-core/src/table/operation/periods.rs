use super::super::{Axis, Status, Table};
use super::{
    ledger::Ledger,
    nature::Nature,
    outcome::Cells,
    range::{Range, large},
    remainder::Reading,
};
use crate::{
    error::{Error, Result, Safe, codes},
    measure::{Assume, AssumptionName},
    time::{Frequency, Period, Time},
};
use rust_decimal::Decimal;

impl Table {
    /// Sums over windows of n adjoining periods. Windows overlap each other, so they never add.
    ///
    /// # Errors
    /// As [`Table::sum`]; `SEM-027` when there are fewer than n periods.
    ///
    /// Source: semantics case 57.
    pub fn rolling_sum(&self, n: usize, assume: &Assume) -> Result<Self> {
        self.needs_measure("rolling-sum")?;
        let (place, axis) = self.time_axis().ok_or_else(|| Error::new(codes::tab::AXES_WRONG))?;
        let codes = self.codes_in_effect(place);
        if n == 0 || n > codes.len() {
            return Err(Error::new(codes::sem::PARTIAL_AS_TOTAL));
        }
        let windows: Vec<Vec<u32>> = codes.windows(n).map(<[u32]>::to_vec).collect();
        self.windows(place, axis, &windows, assume)
    }

    fn windows(&self, place: usize, axis: &Axis, windows: &[Vec<u32>], assume: &Assume) -> Result<Self> {
        let mut tables = Vec::new();
        for window in windows {
            let names: Vec<_> = window.iter().filter_map(|c| axis.codes().get(*c as usize)).collect();
            tables.push(self.slice(axis.id(), &names)?.sum(&[axis.id()], assume)?);
        }
        let ledger = Ledger::open(assume)?;
        let stacked = Self::stacked(&tables, ledger.silent())?;
        stacked.ok_or_else(|| self.undefined("windows").with("operation", Safe::count(place as u64)))
    }

    /// Sums from the start of the calendar year to the end of each period.
    ///
    /// # Errors
    /// `SEM-067` for persons that may repeat: they must be counted; `SEM-002` for stocks; `SEM-027` where a year does not begin with
    /// its first period.
    ///
    /// Source: semantics case 58.
    pub fn year_to_date(&self, assume: &Assume) -> Result<Self> {
        self.needs_measure("year-to-date")?;
        let (place, axis) = self.time_axis().ok_or_else(|| Error::new(codes::tab::AXES_WRONG))?;
        match self.nature() {
            Nature::Distinct | Nature::DuringPersons | Nature::DuringCases => {
                return Err(Error::new(codes::sem::MUST_BE_COUNTED));
            }
            Nature::Ratio => return Err(self.ratio_refusal()),
            nature if nature.is_stock() => {
                return Err(Error::new(codes::sem::STOCK_OVER_TIME).with("axis", Safe::term(axis.id())));
            }
            _ => {}
        }
        let codes = self.codes_in_effect(place);
        let periods = self.periods_in_effect(place);
        let mut windows = Vec::new();
        for (end, period) in periods.iter().enumerate() {
            let same_year = |p: &Period| p.first().year() == period.last().year() && p.last() <= period.last();
            let window: Vec<u32> =
                periods.iter().zip(&codes).take(end + 1).filter(|(p, _)| same_year(p)).map(|(_, c)| *c).collect();
            let first = periods.iter().find(|p| same_year(p)).copied();
            let begins = first.is_some_and(|p| (p.first().month(), p.first().day()) == (1, 1));
            if !begins {
                return Err(Error::new(codes::sem::PARTIAL_AS_TOTAL));
            }
            windows.push(window);
        }
        self.windows(place, axis, &windows, assume)
    }

    /// The pieces of sums that run from the start of a year: each minus the one before.
    ///
    /// # Errors
    /// `SEM-002` for stocks, `SEM-009` for ratios, `SEM-013` where the sums do not start together.
    ///
    /// Source: semantics cases 23, 58.
    pub fn undo_year_to_date(&self, reading: Reading, assume: &Assume) -> Result<Self> {
        self.needs_measure("undo-year-to-date")?;
        let (place, axis) = self.time_axis().ok_or_else(|| Error::new(codes::tab::AXES_WRONG))?;
        match self.nature() {
            Nature::Ratio => return Err(self.ratio_refusal()),
            nature if nature.is_stock() => {
                return Err(Error::new(codes::sem::STOCK_OVER_TIME).with("axis", Safe::term(axis.id())));
            }
            _ => {}
        }
        let codes = self.codes_in_effect(place);
        let periods = self.periods_in_effect(place);
        let mut tables = Vec::new();
        for (code, period) in codes.iter().zip(&periods) {
            let Some(name) = axis.codes().get(*code as usize) else { continue };
            let shorter =
                periods.iter().zip(&codes).filter(|(p, _)| p.first() == period.first() && p.last() < period.last());
            let before = shorter.max_by_key(|(p, _)| p.last()).and_then(|(_, c)| axis.codes().get(*c as usize));
            tables.push(match before {
                Some(before) => self.whole_minus_part(axis.id(), name, before, reading, assume)?.compacted(),
                None => self.slice(axis.id(), &[name])?.compacted(),
            });
        }
        let ledger = Ledger::open(assume)?;
        Self::stacked(&tables, ledger)?.ok_or_else(|| self.undefined("undo-year-to-date"))
    }

    /// The same cells with only the codes in effect in the axes.
    pub(super) fn compacted(&self) -> Self {
        let axes: Vec<Axis> =
            self.axes().iter().enumerate().map(|(p, a)| a.with_positions(&self.codes_in_effect(p))).collect();
        let mut cells = Cells::new(axes);
        for row in self.rows() {
            let key = cells.axes.iter().zip(&row.key).filter_map(|(a, c)| a.position(c)).collect();
            cells.push(key, row.cell, row.status);
        }
        cells.finish((*self.about).clone()).unwrap_or_else(|_| self.clone())
    }

    /// Events of a part of a year carried to the year: a forecast.
    ///
    /// # Errors
    /// `SEM-040` for persons, `SEM-033` without `uniform-within-period` or `seasonal-share`, `SEM-052` for anything else.
    ///
    /// Source: semantics case 59.
    pub fn annualize(&self, assume: &Assume) -> Result<Self> {
        self.needs_measure("annualize")?;
        let mut ledger = Ledger::open(assume)?;
        match self.nature() {
            Nature::Events | Nature::AmountFlow => {}
            Nature::Distinct | Nature::Once | Nature::DuringPersons => {
                return Err(Error::new(codes::sem::PERSONS_NOT_ANNUALIZED));
            }
            Nature::Ratio => return Err(self.ratio_refusal()),
            _ => return Err(self.undefined("annualize")),
        }
        let share = ledger.take(AssumptionName::SeasonalShare, None);
        if share.is_none() {
            ledger.need(AssumptionName::UniformWithinPeriod, None)?;
        }
        let (place, axis) = self.time_axis().ok_or_else(|| Error::new(codes::tab::AXES_WRONG))?;
        let year = |p: &Period| Period::year(p.last().year());
        let years = self.periods_in_effect(place).iter().map(year).collect::<Result<Vec<_>>>()?;
        if years.iter().zip(years.iter().skip(1)).any(|(a, b)| a == b) {
            return Err(self.undefined("annualize"));
        }
        let target = axis.with_times(years.into_iter().map(Time::Period).collect());
        let mut cells = Cells::new(self.with_time(target.clone()));
        for row in self.places() {
            let period = self.period_of(row).ok_or_else(|| self.undefined("annualize"))?;
            let code = axis
                .codes()
                .get(self.key_codes(row).get(place).copied().unwrap_or(0) as usize)
                .cloned()
                .unwrap_or_default();
            let Some(range) = self.whole_range(row)? else { continue };
            let carried = match &share {
                Some(share) => {
                    let part = share
                        .weights
                        .get(&code)
                        .copied()
                        .or(share.value)
                        .filter(|v| *v > Decimal::ZERO && *v <= Decimal::ONE);
                    range.over(Range::point(part.ok_or_else(|| share.unusable())?), false)?
                }
                None => {
                    let months = period.months().filter(|m| *m <= 12).ok_or_else(|| self.undefined("annualize"))?;
                    range.times(Decimal::from(12))?.over(Range::point(Decimal::from(months)), false)?
                }
            };
            let mut key = self.key_codes(row);
            let rank = target.position(&year(&period)?.to_string()).unwrap_or(0);
            if let Some(slot) = key.get_mut(place) {
                *slot = rank;
            }
            cells.push(key, carried.cell(), self.status(row).and(Status::FORECAST));
        }
        self.conclude(cells, self.measure().clone(), ledger, &[])
    }

    /// Events of a period in parts of another frequency, in proportion to their days: an estimate.
    ///
    /// Whole numbers stay whole: they are divided by largest remainder, so that the parts add to the period.
    ///
    /// # Errors
    /// `SEM-039` for persons, `SEM-033` without `uniform-within-period`, `SEM-052` for anything else or where the parts do not tile.
    ///
    /// Source: semantics case 76.
    pub fn disaggregate(&self, frequency: Frequency, assume: &Assume) -> Result<Self> {
        self.needs_measure("disaggregate")?;
        let mut ledger = Ledger::open(assume)?;
        match self.nature() {
            Nature::Events | Nature::AmountFlow => {}
            Nature::Distinct | Nature::Once | Nature::DuringPersons => {
                return Err(Error::new(codes::sem::PERSONS_NOT_DIVISIBLE));
            }
            Nature::Ratio => return Err(self.ratio_refusal()),
            _ => return Err(self.undefined("disaggregate")),
        }
        ledger.need(AssumptionName::UniformWithinPeriod, None)?;
        let (place, axis) = self.time_axis().ok_or_else(|| Error::new(codes::tab::AXES_WRONG))?;
        let mut pieces = Vec::new();
        for period in self.periods_in_effect(place) {
            pieces.push((period, divided(period, frequency).ok_or_else(|| self.undefined("disaggregate"))?));
        }
        let times = pieces.iter().flat_map(|(_, p)| p.iter().map(|p| Time::Period(*p))).collect();
        let target = axis.with_times(times);
        let mut cells = Cells::new(self.with_time(target.clone()));
        for row in self.places() {
            let period = self.period_of(row).ok_or_else(|| self.undefined("disaggregate"))?;
            let Some((_, parts)) = pieces.iter().find(|(p, _)| *p == period) else { continue };
            let Some(range) = self.whole_range(row)? else { continue };
            let weights: Vec<Decimal> = parts.iter().map(|p| Decimal::from(p.days())).collect();
            for (part, share) in parts.iter().zip(self.shared_out(range, &weights)?) {
                let mut key = self.key_codes(row);
                if let Some(slot) = key.get_mut(place) {
                    *slot = target.position(&part.to_string()).unwrap_or(0);
                }
                cells.push(key, share.cell(), self.status(row).and(Status::ESTIMATED));
            }
        }
        self.conclude(cells, self.measure().clone(), ledger, &[])
    }

    /// A figure shared out by weights: whole counts by largest remainder, other figures in proportion.
    pub(super) fn shared_out(&self, range: Range, weights: &[Decimal]) -> Result<Vec<Range>> {
        let total = weights.iter().try_fold(Decimal::ZERO, |s, w| s.checked_add(*w)).ok_or_else(large)?;
        if total <= Decimal::ZERO {
            return Err(Error::new(codes::sem::DENOMINATOR_ZERO));
        }
        let portion = |value: Decimal, weight: Decimal| {
            value.checked_mul(weight).and_then(|p| p.checked_div(total)).ok_or_else(large)
        };
        let whole = self.measure().is_count().then(|| range.exact()).flatten().filter(|v| v.fract().is_zero());
        let Some(value) = whole else {
            let share = |w: &Decimal| {
                Ok(Range { low: portion(range.low, *w)?, high: range.high.map(|h| portion(h, *w)).transpose()? })
            };
            return weights.iter().map(share).collect();
        };
        let exact = weights.iter().map(|w| portion(value, *w)).collect::<Result<Vec<_>>>()?;
        let mut parts: Vec<Decimal> = exact.iter().map(Decimal::floor).collect();
        let given: Decimal = parts.iter().sum();
        let mut order: Vec<usize> = (0..exact.len()).collect();
        order.sort_by_key(|i| std::cmp::Reverse(exact.get(*i).map_or(Decimal::ZERO, Decimal::fract)));
        let mut left = value.checked_sub(given).ok_or_else(large)?;
        for place in order {
            if left < Decimal::ONE {
                break;
            }
            if let Some(part) = parts.get_mut(place) {
                *part += Decimal::ONE;
                left -= Decimal::ONE;
            }
        }
        Ok(parts.into_iter().map(Range::point).collect())
    }
}

/// The periods of a frequency that tile a longer one.
fn divided(period: Period, frequency: Frequency) -> Option<Vec<Period>> {
    let mut parts = Vec::new();
    let mut day = period.first();
    while day <= period.last() {
        let part = match frequency {
            Frequency::Annual => Period::year(day.year()).ok()?,
            Frequency::HalfYear => Period::half_year(day.year(), (day.month() - 1) / 6 + 1).ok()?,
            Frequency::Quarter => Period::quarter(day.year(), (day.month() - 1) / 3 + 1).ok()?,
            Frequency::Month => Period::month(day.year(), day.month()).ok()?,
            Frequency::Week => Period::week(day.iso_week().0, day.iso_week().1).ok()?,
            Frequency::Day => Period::day(day),
            _ => return None,
        };
        if part.first() != day || parts.len() > 400 {
            return None;
        }
        day = part.last().plus(1).ok()?;
        parts.push(part);
    }
    (parts.last()?.last() == period.last()).then_some(parts)
}
