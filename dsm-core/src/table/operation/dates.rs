use super::super::Table;
use super::{ledger::Ledger, outcome::Cells};
use crate::{
    error::{Error, Result, codes},
    measure::{AssumptionName, Temporality},
    time::{Moment, Time},
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Seconds of a day.
const DAY: i64 = 86_400;

impl Table {
    /// Stocks of several reporters, each at one moment of its own, as of the latest of these moments; none where the sum is not
    /// of that kind.
    ///
    /// # Errors
    /// `SEM-063` where the moments differ by more days than `same-reference-date` allows.
    ///
    /// Source: semantics case 7.
    pub(super) fn at_one_moment(&self, removed: &[usize], ledger: &mut Ledger<'_>) -> Result<Option<Self>> {
        let (Some((time, axis)), Some((reporter, _))) = (self.time_axis(), self.reporter_axis()) else {
            return Ok(None);
        };
        let stock = self.nature().is_stock() && self.measure().temporality() == Temporality::Stock;
        if !stock || !removed.contains(&time) || !removed.contains(&reporter) {
            return Ok(None);
        }
        let mut moment_of: BTreeMap<u32, u32> = BTreeMap::new();
        for place in self.places() {
            let codes = self.key_codes(place);
            let (Some(at), Some(by)) = (codes.get(time), codes.get(reporter)) else { return Ok(None) };
            if *moment_of.entry(*by).or_insert(*at) != *at {
                return Ok(None);
            }
        }
        let moment = |code: &u32| axis.times().get(*code as usize).and_then(Time::moment);
        let moments: Vec<Moment> = moment_of.values().filter_map(moment).collect();
        let (Some(first), Some(last)) = (moments.iter().min().copied(), moments.iter().max().copied()) else {
            return Ok(None);
        };
        if first == last {
            return Ok(None);
        }
        if !ledger.of_one_date(first, last)? {
            return Err(Error::new(codes::sem::REFERENCE_DATES_DIFFER));
        }
        let latest = Time::Moment(last);
        let mut cells = Cells::new(self.with_time(axis.with_code(&latest.to_string(), Some(latest))));
        for place in self.places() {
            let mut codes = self.key_codes(place);
            if let Some(at) = codes.get_mut(time) {
                *at = 0;
            }
            cells.push(codes, self.cell(place), self.status(place));
        }
        cells.finish((*self.about).clone()).map(Some)
    }
}

impl Ledger<'_> {
    /// Whether `same-reference-date` is stated and lets two moments count as one.
    pub(super) fn of_one_date(&mut self, first: Moment, last: Moment) -> Result<bool> {
        let Some(stated) = self.stated(AssumptionName::SameReferenceDate) else { return Ok(false) };
        let days = Decimal::from((last.seconds() - first.seconds()).abs()).checked_div(Decimal::from(DAY));
        let near = days.is_some_and(|days| stated.value.is_some_and(|most| days <= most));
        stated.needed_value()?;
        if near {
            self.take(AssumptionName::SameReferenceDate, None);
        }
        Ok(near)
    }
}
