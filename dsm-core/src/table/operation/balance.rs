use super::super::{Axis, Table};
use super::{groups::missing, ledger::Ledger, nature::Nature, outcome::Cells, range::Range};
use crate::{
    error::{Error, Finding, Result, Safe, codes},
    measure::{Assume, Basis, Difference, Temporality},
    time::{Moment, Period, Time},
};
use rust_decimal::Decimal;

impl Table {
    /// The expected stock at the end of a period: the opening stock, with what opens, without what closes. With the closing
    /// stock, the residual "other changes and error".
    ///
    /// # Errors
    /// `SEM-025` for distinct persons, `SEM-026` for terms of unlike unit, level or role, `SEM-063` for stocks that do not stand at the
    /// ends of the period, `SEM-014` for a net in place of a stock, `SEM-027` for a missing term.
    ///
    /// Source: semantics case 33.
    pub fn balance(&self, opens: &[&Self], closes: &[&Self], closing: Option<&Self>, assume: &Assume) -> Result<Self> {
        self.needs_measure("balance")?;
        let mut ledger = Ledger::open(assume)?;
        if self.measure().temporality() == Temporality::Net {
            return Err(Error::new(codes::sem::NET_NOT_STOCK));
        }
        if matches!(self.nature(), Nature::Distinct | Nature::Once | Nature::DuringPersons) {
            return Err(Error::new(codes::sem::BALANCE_OF_PERSONS));
        }
        if !self.nature().is_stock() || self.measure().temporality() != Temporality::Stock {
            return Err(self.undefined("balance"));
        }
        let flows: Vec<&Self> = opens.iter().chain(closes).copied().collect();
        flows.iter().try_for_each(|flow| self.term(flow))?;
        if let Some(closing) = closing {
            let differences = self.measure().differences(closing.measure());
            if !differences.is_empty() {
                return Err(mixed(&differences));
            }
        }
        let (place, axis) = self.time_axis().ok_or_else(|| Error::new(codes::tab::AXES_WRONG))?;
        let period = flows.iter().find_map(|f| f.only_period()).ok_or_else(dates_differ)?;
        if flows.iter().any(|f| f.only_period() != Some(period))
            || self.only_moment() != Some(Moment::start_of(period.first()))
        {
            return Err(dates_differ());
        }
        let end = Moment::end_of(period.last());
        if closing.is_some_and(|c| c.only_moment() != Some(end)) {
            return Err(dates_differ());
        }
        let time = if closing.is_some() { Time::Period(period) } else { Time::Moment(end) };
        let mut cells = Cells::new(self.with_time(axis.with_code(&time.to_string(), Some(time))));
        let partial = || Error::new(codes::sem::PARTIAL_AS_TOTAL);
        for row in self.places() {
            let find = |table: &Self| {
                let mut key = self.key(row);
                if let (Some(slot), Some((_, axis))) = (key.get_mut(place), table.time_axis()) {
                    *slot = axis.codes().first().cloned().ok_or_else(partial)?;
                }
                let theirs = table.aligned(self, &key)?;
                table.whole_range(table.find(&theirs).map_err(|_| partial())?)?.ok_or_else(partial)
            };
            let mut expected = self.whole_range(row)?.ok_or_else(partial)?;
            for open in opens {
                expected = expected.plus(find(open)?)?;
            }
            for close in closes {
                expected = expected.minus(find(close)?)?.ok_or_else(partial)?;
            }
            let cell = match closing {
                Some(closing) => find(closing)?.minus(expected)?.ok_or_else(partial)?.cell(),
                None if self.nature() == Nature::AmountStock => expected.cell(),
                None if expected.high.is_some_and(|high| high < Decimal::ZERO) => {
                    // More was closed than was there and came in.
                    ledger.note(Finding::new(codes::sem::FIGURES_CONTRADICT).at(self.series(row)));
                    missing()
                }
                None => Range { low: expected.low.max(Decimal::ZERO), ..expected }.cell(),
            };
            cells.push(self.key_codes(row), cell, self.status(row));
        }
        let temporality = if closing.is_some() { Temporality::Change } else { Temporality::Stock };
        let others: Vec<&Self> = flows.into_iter().chain(closing).collect();
        self.conclude(cells, self.measure().as_temporality(temporality), ledger, &others)
    }

    /// Whether a flow may open or close units of this stock.
    fn term(&self, flow: &Self) -> Result<()> {
        if matches!(flow.nature(), Nature::Distinct | Nature::Once | Nature::DuringPersons) {
            return Err(Error::new(codes::sem::BALANCE_OF_PERSONS));
        }
        let mut differences = self.measure().differences(flow.measure());
        differences.retain(|d| !matches!(d, Difference::Temporality | Difference::ApplicationType));
        let persons = self.nature() == Nature::StockPersons && flow.measure().unit().is_one_person_each();
        if persons {
            differences.retain(|d| *d != Difference::Unit);
        }
        if flow.measure().temporality() != Temporality::Flow {
            differences.push(Difference::Temporality);
        }
        if matches!(flow.measure().time_basis(), Basis::Calendar) && differences.is_empty() {
            return Ok(());
        }
        Err(mixed(&differences))
    }

    /// The period of a table that has only one.
    pub(super) fn only_period(&self) -> Option<Period> {
        let (place, _) = self.time_axis()?;
        let periods = self.periods_in_effect(place);
        periods.first().copied().filter(|_| periods.len() == 1)
    }

    /// The moment of a table that has only one.
    pub(super) fn only_moment(&self) -> Option<Moment> {
        let (place, axis) = self.time_axis()?;
        match *self.codes_in_effect(place) {
            [code] => axis.times().get(code as usize)?.moment(),
            _ => None,
        }
    }

    /// A key of another table in the order of this table's axes.
    pub(super) fn aligned(&self, other: &Self, key: &[std::sync::Arc<str>]) -> Result<Vec<std::sync::Arc<str>>> {
        let code = |axis: &Axis| {
            let place = other.axes().iter().position(|a| a.id() == axis.id() || (a.is_time() && axis.is_time()));
            let code = place.and_then(|p| key.get(p)).cloned();
            code.ok_or_else(|| Error::new(codes::tab::AXIS_UNKNOWN).with("axis", Safe::term(axis.id())))
        };
        self.axes().iter().map(code).collect()
    }
}

fn mixed(differences: &[Difference]) -> Error {
    Error::new(codes::sem::BALANCE_MIXED).with("differences", Safe::words(differences.iter().map(|d| d.word())))
}

fn dates_differ() -> Error {
    Error::new(codes::sem::REFERENCE_DATES_DIFFER)
}
