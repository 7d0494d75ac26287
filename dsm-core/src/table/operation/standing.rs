use super::super::{Axis, Cell, Status, Table};
use super::{
    difference::between,
    groups::missing,
    ledger::Ledger,
    nature::Nature,
    outcome::Cells,
    range::{Range, large},
};
use crate::{
    error::{Error, Result, Safe, codes},
    measure::{Assume, AssumptionName, Temporality, Timespan, Unit},
    time::{Convention, Day, Moment, Period, Time},
};
use rust_decimal::Decimal;

/// Seconds of a day.
const DAY: i64 = 86_400;

impl Table {
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
            let net = self.measure().temporality() == Temporality::Net;
            return Err(if net { Error::new(codes::sem::NET_NOT_STOCK) } else { self.undefined("person-time") });
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
        cells.zeros = true;
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
            for (rank, (a, b, year)) in pairs.iter().enumerate() {
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
                let (_, status) = self.total_of_rows(rows.into_iter())?;
                let range = self.on_the_line(rows, *year)?;
                cells.push(key, range.cell(), status.and(Status::ESTIMATED));
            }
        }
        self.conclude(cells, self.measure().clone(), ledger, &[])
    }

    /// The stock at 1 July on the straight line, by days, between those of 1 January of a year and of the next.
    fn on_the_line(&self, rows: [Option<usize>; 2], year: i16) -> Result<Range> {
        let days = Decimal::from(Period::year(year)?.days());
        let passed = Decimal::from(Period::half_year(year, 1)?.days());
        let left = days.checked_sub(passed).ok_or_else(large)?;
        let partial = || Error::new(codes::sem::PARTIAL_AS_TOTAL);
        let range = |row: Option<usize>| self.whole_range_at(row)?.ok_or_else(partial);
        let [before, after] = rows;
        range(before)?.times(left)?.plus(range(after)?.times(passed)?)?.over_factor(days)
    }
}

/// The year that starts at a moment on the axis.
fn new_year(axis: &Axis, code: u32) -> Option<i16> {
    let moment = axis.times().get(code as usize)?.moment()?;
    let year = Period::year(moment.day().year()).ok()?;
    (Moment::of(&year, Convention::Start).ok()? == moment).then(|| moment.day().year())
}
