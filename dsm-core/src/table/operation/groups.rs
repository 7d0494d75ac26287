use super::super::{Absent, Axis, Cell, Status, Table};
use super::{
    ledger::Ledger,
    nature::Nature,
    outcome::Cells,
    range::{Given, Range},
};
use crate::{
    error::{Error, Place, Result, Safe, codes},
    measure::{Measure, RatioForm, Temporality, Unit},
    time::Time,
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The cells of a table by the codes of all axes but some, and then by the codes of these.
pub(super) type Groups = BTreeMap<Vec<u32>, BTreeMap<Vec<u32>, usize>>;

impl Table {
    /// Groups the cells by the axes that are not among `inner`; the inner keys stand in the order of `inner`.
    pub(super) fn grouped(&self, inner: &[usize]) -> Groups {
        let mut groups = Groups::new();
        for place in self.places() {
            let codes = self.key_codes(place);
            let outer = codes.iter().enumerate().filter(|(a, _)| !inner.contains(a)).map(|(_, c)| *c).collect();
            let key = inner.iter().filter_map(|a| codes.get(*a).copied()).collect();
            groups.entry(outer).or_default().insert(key, place);
        }
        groups
    }

    /// The axes as they are, in full, so that the codes of keys stay what they are.
    pub(super) fn full_axes(&self) -> Vec<Axis> {
        self.axes().to_vec()
    }

    /// The axes but one.
    pub(super) fn axes_without(&self, removed: &[usize]) -> Vec<Axis> {
        self.axes().iter().enumerate().filter(|(p, _)| !removed.contains(p)).map(|(_, a)| a.clone()).collect()
    }

    /// The place of a code that belongs to the table.
    pub(super) fn code_of(&self, place: usize, code: &str) -> Result<u32> {
        let axis = self
            .axes()
            .get(place)
            .ok_or_else(|| Error::new(codes::tab::AXIS_UNKNOWN).with("axis", Safe::count(place as u64)))?;
        let here = self.codes_in_effect(place);
        let found = axis.position(&canonical(axis, code)).filter(|p| here.contains(p));
        let unknown =
            || Error::new(codes::tab::CODE_UNKNOWN).with("axis", Safe::term(axis.id())).with("code", Safe::term(code));
        found.ok_or_else(unknown)
    }

    /// The published total of a category that belongs to the table.
    pub(super) fn total_of(&self, place: usize) -> Option<u32> {
        let axis = self.axes().get(place)?;
        let here = self.codes_in_effect(place);
        axis.declared()?.totals.iter().filter_map(|t| axis.position(t)).find(|p| here.contains(p))
    }

    pub(super) fn nature(&self) -> Nature {
        Nature::of(self.measure())
    }

    /// Whether a figure that nobody sees may lie below zero: changes, nets, amounts, and ratios made of them.
    ///
    /// Of such a figure, suppressed or missing, nothing is known, whatever the others are.
    pub(super) fn may_be_negative(&self) -> bool {
        use RatioForm as F;
        match self.measure().unit() {
            Unit::Ratio(F::Share | F::Rate | F::Proportion | F::MonthsOnHand | F::Rank | F::Changed) => false,
            Unit::Ratio(F::Standardized) => false,
            _ => self.measure().is_signed(),
        }
    }

    /// What a cell gives to arithmetic.
    pub(super) fn given(&self, place: usize) -> Given {
        Given::of(self.cell(place), self.may_be_negative())
    }

    /// The range of a cell; none where it is missing. Estimates are refused: they are no certain bounds.
    pub(super) fn range(&self, place: usize) -> Result<Option<Range>> {
        match self.given(place) {
            Given::Range(range) => Ok(Some(range)),
            Given::Nothing => Ok(None),
            Given::Anything => Err(Error::new(codes::sem::PARTIAL_AS_TOTAL).at(self.series(place))),
            Given::Estimate(..) => Err(self.undefined("estimate").at(self.series(place))),
        }
    }

    /// The range of a cell that must stand for the whole: not partial.
    pub(super) fn whole_range(&self, place: usize) -> Result<Option<Range>> {
        if self.status(place).has(Status::PARTIAL) {
            return Err(Error::new(codes::sem::PARTIAL_AS_TOTAL).at(self.series(place)));
        }
        self.range(place)
    }

    /// What a key that is not there holds: zero, or what the making says; none where it is missing.
    pub(super) fn absent_range(&self) -> Option<Range> {
        match (self.about.making.absent(), self.about.absent) {
            (Some((low, high)), _) => Some(Range { low, high: Some(high) }),
            (None, Absent::Zero) => Some(Range::point(Decimal::ZERO)),
            (None, Absent::Missing) => None,
        }
    }

    /// Whether a key that is not there is surely zero.
    pub(super) fn zero_if_absent(&self) -> bool {
        self.absent_range() == Some(Range::point(Decimal::ZERO))
    }

    /// The range of a cell that must stand for the whole, or of a key that is not there.
    pub(super) fn whole_range_at(&self, row: Option<usize>) -> Result<Option<Range>> {
        row.map_or_else(|| Ok(self.absent_range()), |row| self.whole_range(row))
    }

    /// The refusal of an operation that the table of operations does not define for this measure.
    pub(super) fn undefined(&self, operation: &'static str) -> Error {
        let measure = Safe::word(temporality_label(self.measure()));
        Error::new(codes::sem::OPERATION_UNDEFINED).with("operation", Safe::word(operation)).with("measure", measure)
    }

    /// Refuses what needs a measure when nobody stated one.
    pub(super) fn needs_measure(&self, operation: &'static str) -> Result<()> {
        if self.nature() == Nature::Unstated {
            return Err(Error::new(codes::sem::MEASURE_UNSTATED).with("operation", Safe::word(operation)));
        }
        Ok(())
    }

    /// The refusal that ratios and medians are not averaged or added.
    pub(super) fn ratio_refusal(&self) -> Error {
        let median = matches!(self.measure().unit(), Unit::Ratio(RatioForm::Median));
        Error::new(if median { codes::sem::MEDIAN_AVERAGED } else { codes::sem::RATIO_NOT_ADDITIVE })
    }

    /// The place of a cell by its codes.
    pub(super) fn series(&self, place: usize) -> Place {
        let time = self.time_axis().map_or(0, |(t, _)| t);
        let mut key = self.key(place);
        let period = (time < key.len()).then(|| key.remove(time));
        Place::series(self.concept().id.clone(), key, period)
    }

    /// The result of an operation on this table: new cells, another measure, what was used and noticed.
    pub(super) fn conclude(
        &self,
        cells: Cells,
        measure: Measure,
        ledger: Ledger<'_>,
        others: &[&Self],
    ) -> Result<Self> {
        let zeros = cells.zeros && self.zero_if_absent() && others.iter().all(|other| other.zero_if_absent());
        let mut about = ledger.about(self, others);
        about.measure = measure;
        about.absent = if zeros { Absent::Zero } else { Absent::Missing };
        self.narrowed(cells).finish(about)
    }

    /// The cells without the codes that a slice left out of this table.
    fn narrowed(&self, mut cells: Cells) -> Cells {
        for (place, axis) in self.axes().iter().enumerate() {
            let kept = self.codes_in_effect(place);
            if kept.len() == axis.codes().len() {
                continue;
            }
            let whole = |a: &Axis| a.id() == axis.id() && a.codes().len() == axis.codes().len();
            let Some(at) = cells.axes.iter().position(whole) else { continue };
            if let Some(slot) = cells.axes.get_mut(at) {
                *slot = slot.with_positions(&kept);
            }
            for code in cells.rows.iter_mut().filter_map(|(key, ..)| key.get_mut(at)) {
                *code = kept.binary_search(code).ok().and_then(|rank| u32::try_from(rank).ok()).unwrap_or(0);
            }
        }
        cells
    }

    /// The result of an operation that gives a ratio.
    pub(super) fn conclude_ratio(
        &self,
        cells: Cells,
        form: RatioForm,
        ledger: Ledger<'_>,
        others: &[&Self],
    ) -> Result<Self> {
        self.conclude(cells, self.measure().in_unit(Unit::Ratio(form)), ledger, others)
    }

    /// Rows of several tables of the same axes as one table; the first gives measure and account.
    pub(super) fn stacked(tables: &[Self], ledger: Ledger<'_>) -> Result<Option<Self>> {
        let Some(first) = tables.first() else { return Ok(None) };
        let mut axes = first.full_axes();
        for (place, axis) in axes.iter_mut().enumerate() {
            let all = tables.iter().filter_map(|t| t.axes().get(place));
            if axis.is_time() {
                *axis = axis.with_times(all.flat_map(|a| a.times().iter().copied()).collect());
            } else {
                let mut codes: Vec<_> = all.flat_map(|a| a.codes().iter().cloned()).collect();
                codes.sort();
                codes.dedup();
                axis.codes = codes;
            }
        }
        let mut cells = Cells::new(axes);
        for table in tables {
            for row in table.rows() {
                let key = cells.axes.iter().zip(&row.key).filter_map(|(a, c)| a.position(c)).collect();
                cells.push(key, row.cell, row.status);
            }
        }
        cells.zeros = true;
        let others: Vec<&Self> = tables.iter().skip(1).collect();
        first.conclude(cells, first.measure().clone(), ledger, &others).map(Some)
    }

    /// A selection of this table's rows as they are, with the account of an operation.
    pub(super) fn accounted(self, ledger: Ledger<'_>) -> Self {
        let making = self.about.making.clone();
        let mut about = ledger.about(&self, &[]);
        about.making = making;
        Self { about: about.into(), origin: None, ..self }
    }
}

/// A period or moment as the axis spells it.
fn canonical(axis: &Axis, code: &str) -> String {
    if !axis.is_time() || axis.codes().iter().any(|c| **c == *code) {
        return code.to_owned();
    }
    let (moment, period) = (crate::time::Moment::parse(code), crate::time::Period::parse(code));
    let same = |time: &Time| match time {
        Time::Moment(time) => moment.as_ref().is_ok_and(|m| m == time),
        Time::Period(time) => period.as_ref().is_ok_and(|p| p.same_days(time)),
    };
    let place = axis.times().iter().position(same);
    place.and_then(|p| axis.codes().get(p)).map_or_else(|| code.to_owned(), ToString::to_string)
}

/// A missing cell carries on as missing.
pub(super) fn missing() -> Cell {
    Cell::Missing(super::super::Absence::NotDelivered)
}

/// The label of what a measure is, for refusals.
pub(super) fn temporality_label(measure: &Measure) -> &'static str {
    match (measure.unit(), measure.temporality()) {
        (Unit::Ratio(_), _) => "unit-ratio",
        (_, Temporality::Stock) => "temporality-stock",
        (_, Temporality::During) => "temporality-during",
        (_, Temporality::Average) => "temporality-average",
        (_, Temporality::Change) => "temporality-change",
        (_, Temporality::Net) => "temporality-net",
        _ => "temporality-flow",
    }
}
