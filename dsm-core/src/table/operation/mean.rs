use super::super::{Axis, Cell, Status, Table};
use super::{
    difference::between,
    ledger::Ledger,
    nature::Nature,
    outcome::Cells,
    plan::overlapping_pair,
    range::{Range, large},
};
use crate::{
    error::{Error, Finding, Result, Safe, codes},
    measure::{Assume, AssumptionName, RatioForm, Temporality},
    time::{Frequency, Moment, Period, Time},
};
use rust_decimal::Decimal;

/// Seconds of a day.
const DAY: i64 = 86_400;

impl Table {
    /// The mean over time: of stated dates, per period, or under `linear-between-dates` the average over the span.
    ///
    /// # Errors
    /// `SEM-003` for overlapping periods, `SEM-009` and `SEM-037` for ratios and medians, `SEM-027` for a partial figure, or a missing
    /// one where the average is asked for, `SEM-052` for changes and nets. A missing date or period makes the mean partial.
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
        cells.zeros = true;
        for (mut outer, inner) in self.grouped(&[place]) {
            let codes = self.codes_in_effect(place);
            let (sum, status) = self.total_stated(codes.iter().map(|c| inner.get(&vec![*c]).copied()), &mut ledger)?;
            outer.insert(place, 0);
            cells.push(outer, sum.over(Range::point(count), false)?.cell(), status);
        }
        self.conclude_ratio(cells, form, ledger, &[])
    }

    /// The sum of rows that must all be there.
    pub(super) fn total_of_rows(&self, rows: impl Iterator<Item = Option<usize>>) -> Result<(Range, Status)> {
        let (mut sum, mut status) = (Range::point(Decimal::ZERO), Status::NORMAL);
        for row in rows {
            let partial = || Error::new(codes::sem::PARTIAL_AS_TOTAL);
            let range = match row {
                Some(row) => self.whole_range(row)?.ok_or_else(|| partial().at(self.series(row)))?,
                None => self.absent_range().ok_or_else(partial)?,
            };
            sum = sum.plus(range)?;
            status = row.map_or(status, |r| status.and(self.status(r)));
        }
        Ok((sum, status))
    }

    /// The sum of rows, from below where one is missing: then it is partial and says so.
    fn total_stated(
        &self,
        rows: impl Iterator<Item = Option<usize>>,
        ledger: &mut Ledger<'_>,
    ) -> Result<(Range, Status)> {
        let missing = |row: &Option<usize>| match row {
            Some(row) => matches!(self.cell(*row), Cell::Missing(_)),
            None => self.absent_range().is_none(),
        };
        let (lacking, there): (Vec<Option<usize>>, Vec<Option<usize>>) = rows.partition(missing);
        let (sum, status) = self.total_of_rows(there.into_iter())?;
        if lacking.is_empty() {
            return Ok((sum, status));
        }
        if self.may_be_negative() {
            return Err(Error::new(codes::sem::PARTIAL_AS_TOTAL));
        }
        let (time, _) = self.time_axis().ok_or_else(|| Error::new(codes::tab::AXES_WRONG))?;
        let kept: Vec<usize> = (0..self.axes().len()).filter(|place| *place != time).collect();
        let names = self.missing_names(&kept, false);
        ledger.note(Finding::new(codes::sem::PARTIAL).with("missing", names));
        Ok((Range { low: sum.low, high: None }, status.and(Status::PARTIAL)))
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
        cells.zeros = true;
        for (mut outer, inner) in self.grouped(&[place]) {
            let rows = || codes.iter().map(|c| inner.get(&vec![*c]).copied());
            outer.insert(place, 0);
            let (range, status) = if linear {
                let (_, status) = self.total_of_rows(rows())?;
                let area = self.area(&rows().collect::<Vec<_>>(), &moments)?;
                let days = Decimal::from((last.seconds() - first.seconds()) / DAY);
                (area.over(Range::point(days), false)?, status.and(Status::ESTIMATED))
            } else {
                let (sum, status) = self.total_stated(rows(), &mut ledger)?;
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
    pub(super) fn area(&self, rows: &[Option<usize>], moments: &[Moment]) -> Result<Range> {
        let partial = || Error::new(codes::sem::PARTIAL_AS_TOTAL);
        let range = |row: &Option<usize>| self.whole_range_at(*row)?.ok_or_else(partial);
        let mut area = Range::point(Decimal::ZERO);
        for ((a, b), times) in rows.iter().zip(rows.iter().skip(1)).zip(moments.windows(2)) {
            let [start, end] = times else { continue };
            let days = Decimal::from((end.seconds() - start.seconds()) / DAY);
            let half = days.checked_div(Decimal::TWO).ok_or_else(large)?;
            area = area.plus(range(a)?.plus(range(b)?)?.times(half)?)?;
        }
        Ok(area)
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
