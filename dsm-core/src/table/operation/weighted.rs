use super::super::{Status, Table};
use super::{
    ledger::Ledger,
    outcome::Cells,
    range::{Range, large},
};
use crate::{
    error::{Error, Result, codes},
    measure::{Assume, AssumptionName, RatioForm, Unit},
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

impl Table {
    /// Rates over an axis weighted by a standard population.
    ///
    /// # Errors
    /// `SEM-033` without `standard-population`, `MEA-003` for a code without a weight, `SEM-027` for a missing cell, `SEM-052` for anything but rates.
    ///
    /// Source: semantics case 62.
    pub fn standardize(&self, axis: &str, assume: &Assume) -> Result<Self> {
        let mut ledger = Ledger::open(assume)?;
        if !matches!(self.measure().unit(), Unit::Ratio(RatioForm::Rate)) {
            return Err(self.undefined("standardize"));
        }
        let place = self.place_of(axis)?;
        let standard = ledger.need(AssumptionName::StandardPopulation, Some(axis))?;
        let parts = self.parts_in_effect(place);
        let declared = self.axes().get(place).ok_or_else(|| Error::new(codes::tab::AXES_WRONG))?;
        let mut cells = Cells::new(self.axes_without(&[place]));
        for (outer, inner) in self.grouped(&[place]) {
            let (mut sum, mut weights, mut status) = (Range::point(Decimal::ZERO), Decimal::ZERO, Status::NORMAL);
            for part in &parts {
                let weight = declared.codes().get(*part as usize).and_then(|c| standard.weights.get(c)).copied();
                let weight = weight.filter(|w| *w >= Decimal::ZERO).ok_or_else(|| standard.unusable())?;
                let row = inner.get(&vec![*part]).copied().ok_or_else(|| Error::new(codes::sem::PARTIAL_AS_TOTAL))?;
                let rate = self
                    .whole_range(row)?
                    .ok_or_else(|| Error::new(codes::sem::PARTIAL_AS_TOTAL).at(self.series(row)))?;
                sum = sum.plus(rate.times(weight)?)?;
                weights = weights.checked_add(weight).ok_or_else(large)?;
                status = status.and(self.status(row));
            }
            if weights.is_zero() {
                return Err(standard.unusable());
            }
            cells.push(outer, sum.over(Range::point(weights), false)?.cell(), status);
        }
        self.conclude_ratio(cells, RatioForm::Standardized, ledger, &[])
    }

    /// A mean of group means, weighted by how many are in each group.
    ///
    /// # Errors
    /// `SEM-037` for medians, `SEM-009` for other ratios, `SEM-052` for figures that are no means, `SEM-018` where nobody is in the groups, `SEM-027`.
    ///
    /// Source: semantics case 67.
    pub fn weighted_mean(&self, counts: &Self, axis: &str, assume: &Assume) -> Result<Self> {
        let ledger = Ledger::open(assume)?;
        match self.measure().unit() {
            Unit::Ratio(RatioForm::Mean) => {}
            Unit::Ratio(_) => return Err(self.ratio_refusal()),
            _ => return Err(self.undefined("weighted-mean")),
        }
        let place = self.place_of(axis)?;
        let parts = self.parts_in_effect(place);
        let pairs: BTreeMap<usize, Option<usize>> = self.paired(counts)?.into_iter().collect();
        let partial = || Error::new(codes::sem::PARTIAL_AS_TOTAL);
        let mut cells = Cells::new(self.axes_without(&[place]));
        for (outer, inner) in self.grouped(&[place]) {
            let (mut sum, mut people, mut status) = (Range::point(Decimal::ZERO), Decimal::ZERO, Status::NORMAL);
            for part in &parts {
                let row = inner.get(&vec![*part]).copied().ok_or_else(partial)?;
                let n = pairs.get(&row).copied().flatten().map_or(Ok(None), |r| counts.whole_range(r))?;
                let n = n.and_then(|n| n.exact()).ok_or_else(partial)?;
                sum = sum.plus(self.whole_range(row)?.ok_or_else(partial)?.times(n)?)?;
                people = people.checked_add(n).ok_or_else(large)?;
                status = status.and(self.status(row));
            }
            cells.push(outer, sum.over(Range::point(people), false)?.cell(), status);
        }
        self.conclude(cells, self.measure().clone(), ledger, &[counts])
    }

    /// The bounds of the median of all from the medians of groups: the smallest and the largest.
    ///
    /// # Errors
    /// `SEM-052` for anything but medians, `SEM-027` for a missing one.
    ///
    /// Source: semantics case 67.
    pub fn median_bounds(&self, axis: &str, assume: &Assume) -> Result<Self> {
        let ledger = Ledger::open(assume)?;
        if !matches!(self.measure().unit(), Unit::Ratio(RatioForm::Median)) {
            return Err(self.undefined("median-bounds"));
        }
        let place = self.place_of(axis)?;
        let parts = self.parts_in_effect(place);
        let mut cells = Cells::new(self.axes_without(&[place]));
        for (outer, inner) in self.grouped(&[place]) {
            let ranges = parts.iter().map(|p| inner.get(&vec![*p]).map_or(Ok(None), |r| self.whole_range(*r)));
            let ranges =
                ranges.collect::<Result<Option<Vec<_>>>>()?.ok_or_else(|| Error::new(codes::sem::PARTIAL_AS_TOTAL))?;
            let low = ranges.iter().map(|r| r.low).min().unwrap_or_default();
            let high = ranges.iter().map(|r| r.high).collect::<Option<Vec<_>>>().and_then(|h| h.into_iter().max());
            cells.push(outer, Range { low, high }.cell(), Status::NORMAL);
        }
        self.conclude(cells, self.measure().clone(), ledger, &[])
    }
}
