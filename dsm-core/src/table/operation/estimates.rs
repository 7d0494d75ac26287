use super::super::{Cell, Figure, Status, Table};
use super::{ledger::Ledger, outcome::Cells, plan::Asked};
use crate::{
    error::{Error, Finding, Result, Safe, codes},
    measure::AssumptionName,
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Value, sum of standard errors, sum of their squares, statuses, how many cells, whether counts are mixed in.
type Total = (Decimal, Decimal, Decimal, Status, u64, bool);

impl Table {
    /// Sums with sample estimates: standard errors add, or add in squares under `independent-samples`.
    pub(super) fn sum_estimates(&self, removed: &[usize], asked: Asked, mut ledger: Ledger<'_>) -> Result<Self> {
        let plan = self.plan(removed, asked, &mut ledger)?;
        let undefined = || {
            Error::new(codes::sem::OPERATION_UNDEFINED)
                .with("operation", Safe::word("sum"))
                .with("measure", Safe::word("estimates"))
        };
        if !plan.adds() {
            return Err(undefined());
        }
        let large = || Error::new(codes::tab::FIGURE_TOO_LARGE);
        let mut totals: BTreeMap<Vec<u32>, Total> = BTreeMap::new();
        for place in self.places() {
            let codes = self.key_codes(place);
            let key: Vec<u32> = plan.kept.iter().filter_map(|k| codes.get(*k).copied()).collect();
            let (value, error, counted) = match self.cell(place) {
                Cell::Figure(Figure::Estimate { value, standard_error }) => (value, standard_error, false),
                Cell::Figure(Figure::Exact(value)) => (value, Decimal::ZERO, true),
                _ => return Err(Error::new(codes::sem::PARTIAL_AS_TOTAL)),
            };
            let total =
                totals.entry(key).or_insert((Decimal::ZERO, Decimal::ZERO, Decimal::ZERO, Status::NORMAL, 0, false));
            total.0 = total.0.checked_add(value).ok_or_else(large)?;
            total.1 = total.1.checked_add(error).ok_or_else(large)?;
            total.2 = error.checked_mul(error).and_then(|s| total.2.checked_add(s)).ok_or_else(large)?;
            total.3 = total.3.and(self.status(place));
            total.4 += 1;
            total.5 |= counted;
        }
        let expected = plan.removed().map(|p| self.codes_in_effect(p).len() as u64).product::<u64>();
        if totals.values().any(|t| t.4 < expected) && self.about.absent == super::super::Absent::Missing {
            return Err(Error::new(codes::sem::PARTIAL_AS_TOTAL));
        }
        if totals.values().any(|t| t.5) {
            ledger.note(Finding::new(codes::sem::ESTIMATES_MIXED));
        }
        let independent = ledger.take(AssumptionName::IndependentSamples, None).is_some();
        let axes = self.axes_of_result(removed, false, asked)?;
        let mut cells = Cells::new(axes);
        for (key, (value, sum, squares, status, ..)) in totals {
            let standard_error = if independent { square_root(squares).ok_or_else(large)? } else { sum };
            let key = self.key_of_result(&plan.kept, &key);
            cells.push(key, Cell::Figure(Figure::Estimate { value, standard_error }), status);
        }
        cells.finish(ledger.about(self, &[]))
    }

    /// The key of a result from the codes of the kept axes: collapsed axes have one code.
    pub(super) fn key_of_result(&self, kept: &[usize], codes: &[u32]) -> Vec<u32> {
        let rank = |place: usize, code: u32| {
            self.codes_in_effect(place).iter().position(|c| *c == code).and_then(|r| u32::try_from(r).ok())
        };
        let stays =
            |place: &usize| kept.contains(place) || self.axes().get(*place).is_some_and(|a| a.declared().is_none());
        let code = |place: usize| {
            let found = kept.iter().position(|k| *k == place).and_then(|k| codes.get(k));
            found.and_then(|code| rank(place, *code)).unwrap_or(0)
        };
        (0..self.axes().len()).filter(stays).map(code).collect()
    }
}

/// The square root to ten decimals, rounded up: a standard error is not understated. By Newton's method on exact decimals.
pub(super) fn square_root(square: Decimal) -> Option<Decimal> {
    if square.is_zero() {
        return Some(Decimal::ZERO);
    }
    let mut root = square.max(Decimal::ONE);
    for _ in 0..200 {
        let next = root.checked_add(square.checked_div(root)?)?.checked_div(Decimal::TWO)?;
        if next >= root {
            break;
        }
        root = next;
    }
    let rounded = root.round_dp_with_strategy(10, rust_decimal::RoundingStrategy::ToPositiveInfinity);
    let nearest = root.round_dp(9);
    let exact = nearest.checked_mul(nearest) == Some(square);
    Some(if exact { nearest.normalize() } else { rounded.normalize() })
}
