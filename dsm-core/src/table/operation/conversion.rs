use super::super::{Cell, Status, Table};
use super::{groups::missing, ledger::Ledger, nature::Nature, outcome::Cells, range::Range};
use crate::{
    error::{Error, Result, codes},
    measure::{Assume, AssumptionName, CaseKind, PersonsPerCase, Unit},
};
use rust_decimal::Decimal;
use std::sync::Arc;

impl Table {
    /// Cases as person-events.
    ///
    /// # Errors
    /// `SEM-038` for cases of several persons without `one-person-per-case` or `persons-per-case`, `SEM-052` for anything but cases.
    ///
    /// Source: semantics cases 2, 72.
    pub fn to_persons(&self, assume: &Assume) -> Result<Self> {
        self.needs_measure("to-persons")?;
        let mut ledger = Ledger::open(assume)?;
        let Unit::Cases(CaseKind { id, persons }) = self.measure().unit() else {
            return Err(self.undefined("to-persons"));
        };
        if self.nature() == Nature::Signed {
            // Those who came and those who left may be of families of unlike size.
            return Err(self.undefined("to-persons"));
        }
        let one = *persons == PersonsPerCase::One || ledger.take(AssumptionName::OnePersonPerCase, None).is_some();
        let factor = if one {
            None
        } else {
            Some(
                ledger
                    .take(AssumptionName::PersonsPerCase, None)
                    .ok_or_else(|| Error::new(codes::sem::PERSONS_FROM_CASES))?,
            )
        };
        let mut cells = Cells::new(self.full_axes());
        cells.zeros = true;
        for row in self.places() {
            let (cell, status) = match (&factor, self.range(row)?) {
                (Some(assumption), Some(range)) => {
                    let factor = assumption.needed_value()?;
                    if factor < Decimal::ONE {
                        return Err(assumption.unusable());
                    }
                    (range.times(factor)?.cell(), self.status(row).and(Status::ESTIMATED))
                }
                _ => (self.cell(row), self.status(row)),
            };
            cells.push(self.key_codes(row), cell, status);
        }
        self.conclude(cells, self.measure().in_unit(Unit::PersonEvents(id.clone())), ledger, &[])
    }

    /// Amounts in another currency (three capital letters) under `exchange-rate`, by which they are multiplied, or in another price
    /// basis such as `2020-prices` under `deflator`, by which they are divided.
    ///
    /// # Errors
    /// `SEM-033` without one of the two, `MEA-003` without a value above zero, `SEM-052` for anything but amounts.
    ///
    /// Source: semantics case 75.
    pub fn to_currency(&self, to: &str, assume: &Assume) -> Result<Self> {
        let mut ledger = Ledger::open(assume)?;
        let Unit::Amount { currency, basis } = self.measure().unit() else { return Err(self.undefined("to-currency")) };
        let is_currency = to.len() == 3 && to.bytes().all(|b| b.is_ascii_uppercase());
        let (assumption, unit) = if is_currency {
            let unit = Unit::Amount { currency: Arc::from(to), basis: basis.clone() };
            (ledger.need(AssumptionName::ExchangeRate, None)?, unit)
        } else {
            let unit = Unit::Amount { currency: currency.clone(), basis: Arc::from(to) };
            (ledger.need(AssumptionName::Deflator, None)?, unit)
        };
        let factor = assumption.needed_value()?;
        if factor <= Decimal::ZERO {
            return Err(assumption.unusable());
        }
        let mut cells = Cells::new(self.full_axes());
        cells.zeros = true;
        for row in self.places() {
            let cell = match self.cell(row) {
                // A suppressed amount stays one: its conversion tells nothing of the others.
                masked @ Cell::Masked(_) => masked,
                _ => self.range(row)?.map_or(Ok(missing()), |range| {
                    let converted = if is_currency { range.times(factor) } else { range.over_factor(factor) };
                    converted.map(Range::cell)
                })?,
            };
            cells.push(self.key_codes(row), cell, self.status(row));
        }
        self.conclude(cells, self.measure().in_unit(unit), ledger, &[])
    }
}
