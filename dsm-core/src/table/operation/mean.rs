use super::super::{Axis, Cell, Status, Table};
use super::{
    difference::between,
    groups::missing,
    ledger::Ledger,
    nature::Nature,
    outcome::Cells,
    plan::overlapping_pair,
    range::{Range, large},
};
use crate::{
    error::{Error, Finding, Result, Safe, codes},
    measure::{Assume, AssumptionName, RatioForm, Temporality, Timespan, Unit},
    time::{Convention, Day, Frequency, Moment, Period, Time},
};
use rust_decimal::Decimal;

/// Seconds of a day.
const DAY: i64 = 86_400;

impl Table {
    /// The mean over time: of stated dates, per period, or under `linear-between-dates` the average over the span.
    ///
    /// # Errors
    /// `SEM-003` for overlapping periods, `SEM-009` and `SEM-037` for ratios and medians, `SEM-027` for a missing date, `SEM-052` for
    /// changes and nets.
    ///
    /// Source: semantics cases 30, 31.
    pub fn mean(&self, assume: &Assume) -> Result<Self> {
        self.needs_measure("mean")?;
        let ledger = Ledger::open(assume)?;
        match self.nature() {
            Nature::Signed => return Err(self.undefined("mean")),
            Nature::Ratio => return Err(self.ratio_refusal()),
            _ => {}
        }
        if self.measure().temporality() == Temporality::Average {
            return Err(self.undefined("mean"));
        }
        if self.nature().is_stock() { self.mean_of_dates(ledger) } else { self.mean_of_periods(ledger) }
    }

    fn mean_of_periods(&self, mut ledger: Ledger<'_>) -> Result<Self> {
        let (place, axis) = self.time_axis().ok_or_else(|| Error::new(codes::tab::AXES_WRONG))?;
        let periods = self.periods_in_effect(place);
        if let Some((a, b)) = overlapping_pair(&periods) {
            let both = Safe::terms([a.to_string(), b.to_string()]);
            return Err(Error::new(codes::sem::OVERLAPPING_PERIODS).with("periods", both));
        }
        let one_frequency = periods.iter().all(|p| {
            let first = periods.first();
            first.is_some_and(|f| {
                if f.frequency() == Frequency::Other { f.days() == p.days() } else { f.frequency() == p.frequency() }
            })
        });
        let days: u32 = periods.iter().map(Period::days).sum();
        let count = if one_frequency { Decimal::from(periods.len() as u64) } else { Decimal::from(days) };
        if !one_frequency {
            ledger.note(Finding::new(codes::sem::PER_DAY));
        }
        let Some(span) = periods.iter().skip(1).fold(periods.first().copied(), |s, p| s.map(|s| s.span(p))) else {
            return Ok(self.clone());
        };
        let span = Time::Period(span);
        let form = if one_frequency { RatioForm::PerPeriod } else { RatioForm::PerDay };
        let mut cells = Cells::new(self.with_time(axis.with_code(&span.to_string(), Some(span))));
        for (mut outer, inner) in self.grouped(&[place]) {
            let codes = self.codes_in_effect(place);
            let (sum, status) = self.total_of_rows(codes.iter().map(|c| inner.get(&vec![*c]).copied()))?;
            outer.insert(place, 0);
            cells.push(outer, sum.over(Range::point(count), false)?.cell(), status);
        }
        self.conclude_ratio(cells, form, ledger, &[])
    }

    /// The sum of rows that must all be there.
    fn total_of_rows(&self, rows: impl Iterator<Item = Option<usize>>) -> Result<(Range, Status)> {
        let (mut sum, mut status) = (Range::point(Decimal::ZERO), Status::NORMAL);
        for row in rows {
            let partial = || Error::new(codes::sem::PARTIAL_AS_TOTAL);
            let range = match row {
                Some(row) => self.whole_range(row)?.ok_or_else(|| partial().at(self.series(row)))?,
                None if self.about.absent == super::super::Absent::Zero => Range::point(Decimal::ZERO),
                None => return Err(partial()),
            };
            sum = sum.plus(range)?;
            status = row.map_or(status, |r| status.and(self.status(r)));
        }
        Ok((sum, status))
    }

    fn mean_of_dates(&self, mut ledger: Ledger<'_>) -> Result<Self> {
        let (place, axis) = self.time_axis().ok_or_else(|| Error::new(codes::tab::AXES_WRONG))?;
        let codes = self.codes_in_effect(place);
        let moments: Vec<Moment> = codes.iter().filter_map(|c| axis.times().get(*c as usize)?.moment()).collect();
        let (Some(first), Some(last)) = (moments.first().copied(), moments.last().copied()) else {
            return Ok(self.clone());
        };
        let linear = moments.len() > 1 && ledger.take(AssumptionName::LinearBetweenDates, None).is_some();
        let span = if first == last { Period::day(first.day()) } else { between(first, last)? };
        let span = Time::Period(span);
        let mut cells = Cells::new(self.with_time(axis.with_code(&span.to_string(), Some(span))));
        for (mut outer, inner) in self.grouped(&[place]) {
            let rows = || codes.iter().map(|c| inner.get(&vec![*c]).copied());
            let (sum, status) = self.total_of_rows(rows())?;
            outer.insert(place, 0);
            let (range, status) = if linear {
                let area = self.area(&rows().collect::<Vec<_>>(), &moments)?;
                let days = Decimal::from((last.seconds() - first.seconds()) / DAY);
                (area.over(Range::point(days), false)?, status.and(Status::ESTIMATED))
            } else {
                (sum.over(Range::point(Decimal::from(codes.len() as u64)), false)?, status)
            };
            cells.push(outer, range.cell(), status);
        }
        if linear {
            return self.conclude(cells, self.measure().as_temporality(Temporality::Average), ledger, &[]);
        }
        self.conclude_ratio(cells, RatioForm::MeanOfDates, ledger, &[])
    }

    /// Stock times days under a straight line between the dates.
    fn area(&self, rows: &[Option<usize>], moments: &[Moment]) -> Result<Range> {
        let partial = || Error::new(codes::sem::PARTIAL_AS_TOTAL);
        let range = |row: &Option<usize>| row.map_or(Ok(None), |r| self.whole_range(r))?.ok_or_else(partial);
        let mut area = Range::point(Decimal::ZERO);
        for ((a, b), times) in rows.iter().zip(rows.iter().skip(1)).zip(moments.windows(2)) {
            let [start, end] = times else { continue };
            let days = Decimal::from((end.seconds() - start.seconds()) / DAY);
            let half = days.checked_div(Decimal::TWO).ok_or_else(large)?;
            area = area.plus(range(a)?.plus(range(b)?)?.times(half)?)?;
        }
        Ok(area)
    }

    /// Stock times time: person-days or person-years over the dates of the table.
    ///
    /// Exact where a stock is given for every day; each counts for the day that starts.
    ///
    /// # Errors
    /// `SEM-052` for anything but stocks of persons or cases, `SEM-033` without `linear-between-dates` where days are missing, `SEM-027`.
    ///
    /// Source: semantics cases 6, 73.
    pub fn person_time(&self, unit: Timespan, assume: &Assume) -> Result<Self> {
        self.needs_measure("person-time")?;
        let mut ledger = Ledger::open(assume)?;
        if !matches!(self.nature(), Nature::StockPersons | Nature::StockCases)
            || self.measure().temporality() != Temporality::Stock
        {
            return Err(self.undefined("person-time"));
        }
        let (place, axis) = self.time_axis().ok_or_else(|| Error::new(codes::tab::AXES_WRONG))?;
        let codes = self.codes_in_effect(place);
        let moments: Vec<Moment> = codes.iter().filter_map(|c| axis.times().get(*c as usize)?.moment()).collect();
        let (Some(first), Some(last)) = (moments.first().copied(), moments.last().copied()) else {
            return Ok(self.clone());
        };
        let daily = moments.iter().zip(moments.iter().skip(1)).all(|(a, b)| b.seconds() - a.seconds() == DAY);
        if !daily {
            ledger.need(AssumptionName::LinearBetweenDates, None)?;
        }
        let span = Time::Period(if daily { Period::of_days(first.day(), last.day())? } else { between(first, last)? });
        let mut cells = Cells::new(self.with_time(axis.with_code(&span.to_string(), Some(span))));
        for (mut outer, inner) in self.grouped(&[place]) {
            let rows: Vec<Option<usize>> = codes.iter().map(|c| inner.get(&vec![*c]).copied()).collect();
            let (sum, status) = self.total_of_rows(rows.iter().copied())?;
            let days = if daily { sum } else { self.area(&rows, &moments)? };
            let range = match unit {
                Timespan::Days => days,
                Timespan::Years => days.over(Range::point(Decimal::new(36_525, 2)), false)?,
            };
            outer.insert(place, 0);
            cells.push(outer, range.cell(), if daily { status } else { status.and(Status::ESTIMATED) });
        }
        let measure = self.measure().in_unit(Unit::PersonTime(unit)).as_temporality(Temporality::Flow);
        self.conclude(cells, measure, ledger, &[])
    }

    /// The stock at the middle of each year from those at its ends, under a straight line.
    ///
    /// # Errors
    /// `SEM-033` without `linear-between-dates`, `SEM-052` for anything but stocks, `SEM-024` across a break, `SEM-027`.
    ///
    /// Source: semantics case 61.
    pub fn mid_year(&self, assume: &Assume) -> Result<Self> {
        self.needs_measure("mid-year")?;
        let mut ledger = Ledger::open(assume)?;
        if !self.nature().is_stock() || self.measure().temporality() != Temporality::Stock {
            return Err(self.undefined("mid-year"));
        }
        ledger.need(AssumptionName::LinearBetweenDates, None)?;
        let (place, axis) = self.time_axis().ok_or_else(|| Error::new(codes::tab::AXES_WRONG))?;
        let codes = self.codes_in_effect(place);
        let starts: Vec<(u32, i16)> = codes.iter().filter_map(|c| Some((*c, new_year(axis, *c)?))).collect();
        let pairs: Vec<(u32, u32, i16)> = starts
            .iter()
            .zip(starts.iter().skip(1))
            .filter(|(a, b)| a.1 + 1 == b.1)
            .map(|(a, b)| (a.0, b.0, a.1))
            .collect();
        if pairs.is_empty() {
            return Err(Error::new(codes::sem::PARTIAL_AS_TOTAL));
        }
        let middles = pairs
            .iter()
            .map(|p| Day::new(p.2, 7, 1).map(|d| Time::Moment(Moment::start_of(d))))
            .collect::<Result<Vec<_>>>()?;
        let mut cells = Cells::new(self.with_time(axis.with_times(middles)));
        for (outer, inner) in self.grouped(&[place]) {
            for (rank, (a, b, _)) in pairs.iter().enumerate() {
                let rows = [inner.get(&vec![*a]).copied(), inner.get(&vec![*b]).copied()];
                if rows.get(1).copied().flatten().is_some_and(|r| self.status(r).has(Status::BREAK)) {
                    let period = axis.codes().get(*b as usize).map_or_else(|| Safe::term(""), |c| Safe::term(c));
                    return Err(Error::new(codes::sem::BREAK_BETWEEN).with("period", period));
                }
                let mut key = outer.clone();
                key.insert(place, u32::try_from(rank).unwrap_or(0));
                if rows.iter().flatten().any(|r| matches!(self.cell(*r), Cell::Missing(_))) {
                    cells.push(key, missing(), Status::NORMAL);
                    continue;
                }
                let (sum, status) = self.total_of_rows(rows.into_iter())?;
                cells.push(key, sum.over(Range::point(Decimal::TWO), false)?.cell(), status.and(Status::ESTIMATED));
            }
        }
        self.conclude(cells, self.measure().clone(), ledger, &[])
    }

    /// A centered moving average over n periods, n odd; the ends are dropped.
    ///
    /// # Errors
    /// `SEM-052` when n is even, else as [`Table::mean`].
    ///
    /// Source: semantics case 57.
    pub fn moving_average(&self, n: usize, assume: &Assume) -> Result<Self> {
        if n.is_multiple_of(2) || n == 0 {
            return Err(self.undefined("moving-average"));
        }
        let ledger = Ledger::open(assume)?;
        let (place, axis) = self.time_axis().ok_or_else(|| Error::new(codes::tab::AXES_WRONG))?;
        let mut tables = Vec::new();
        for window in self.codes_in_effect(place).windows(n) {
            let names: Vec<_> = window.iter().filter_map(|c| axis.codes().get(*c as usize)).collect();
            let mean = self.slice(axis.id(), &names)?.mean(assume)?;
            let center = window
                .get(n / 2)
                .map(|c| axis.with_positions(&[*c]))
                .ok_or_else(|| Error::new(codes::tab::AXES_WRONG))?;
            tables.push(mean.relabeled(center));
        }
        match Self::stacked(&tables, ledger)? {
            Some(table) => Ok(table),
            None => Err(Error::new(codes::sem::PARTIAL_AS_TOTAL)),
        }
    }

    /// The same cells under another time axis of as many codes.
    pub(super) fn relabeled(&self, time: Axis) -> Self {
        let mut columns = (*self.columns).clone();
        if let Some(axis) = columns.axes.iter_mut().find(|a| a.is_time()) {
            *axis = time;
        }
        Self { columns: columns.into(), origin: None, ..self.clone() }
    }
}

/// The year that starts at a moment on the axis.
fn new_year(axis: &Axis, code: u32) -> Option<i16> {
    let moment = axis.times().get(code as usize)?.moment()?;
    let year = Period::year(moment.day().year()).ok()?;
    (Moment::of(&year, Convention::Start).ok()? == moment).then(|| moment.day().year())
}
