use super::super::{Axis, Cell, Status, Table};
use super::{
    groups::missing,
    ledger::Ledger,
    nature::Nature,
    outcome::Cells,
    range::{Given, Range},
};
use crate::{
    error::{Error, Finding, Result, Safe, codes},
    measure::Assume,
    time::{Moment, Period, Time},
};
use rust_decimal::Decimal;

/// What a whole minus a part is asked to mean, where a unit may be in several parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Units that are in none of the part.
    InNoneOfPart,
    /// Units that are in some other part too.
    InAnotherPart,
}

impl Reading {
    /// The word in files and the other languages.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::InNoneOfPart => "in-none-of-part",
            Self::InAnotherPart => "in-another-part",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::InNoneOfPart, Self::InAnotherPart].into_iter().find(|r| r.word() == word)
    }
}

impl Table {
    /// A published whole minus one of its parts, along one axis: a category, the time, or the reporters.
    ///
    /// For units that have one code each the complement is exact. Where a unit may be in several parts, the whole minus the part
    /// is exactly those in none of the part; those in another part lie between that and the whole.
    ///
    /// # Errors
    /// `SEM-013` when the whole is not published as the whole that contains the part, `SEM-009` for ratios, `SEM-061`;
    /// `TAB-008`, `TAB-009`.
    ///
    /// # Disclosure
    /// The commonest attack on a masked cell. A suppressed part gives an interval only.
    ///
    /// Source: semantics cases 23, 65.
    pub fn whole_minus_part(
        &self,
        axis: &str,
        whole: &str,
        part: &str,
        reading: Reading,
        assume: &Assume,
    ) -> Result<Self> {
        self.needs_measure("whole-minus-part")?;
        let mut ledger = Ledger::open(assume)?;
        if self.nature() == Nature::Ratio {
            return Err(self.ratio_refusal());
        }
        let place = self.place_of(axis)?;
        let not_published = || {
            let error = Error::new(codes::sem::WHOLE_NOT_PUBLISHED).with("axis", Safe::term(axis));
            error.with("whole", Safe::term(whole)).with("part", Safe::term(part))
        };
        let whole_code = self.code_of(place, whole).map_err(|_| not_published())?;
        let part_code = self.code_of(place, part)?;
        let Some(declared) = self.axes().get(place) else { return Err(not_published()) };
        let left = self.left_over(declared, whole_code, part_code).ok_or_else(not_published)?;
        if self.vintage() == "mixed" {
            return Err(Error::new(codes::sem::VINTAGE_DIFFERS));
        }
        if declared.is_time() {
            let kept: Vec<usize> = (0..self.axes().len()).filter(|p| *p != place).collect();
            self.refuse_pinned(&kept, &mut ledger)?;
        }
        let complement = reading == Reading::InNoneOfPart || self.one_part_each(declared);
        let (axes, collapsed) = match left {
            Some(axis) => {
                (self.axes().iter().map(|a| if a.id() == axis.id() { axis.clone() } else { a.clone() }).collect(), true)
            }
            None => (self.axes_without(&[place]), false),
        };
        self.complements(place, (whole_code, part_code), complement, (axes, collapsed), ledger)
    }

    fn complements(
        &self,
        place: usize,
        codes: (u32, u32),
        complement: bool,
        axes: (Vec<Axis>, bool),
        mut ledger: Ledger<'_>,
    ) -> Result<Self> {
        let mut cells = Cells::new(axes.0);
        cells.zeros = true;
        let signed = self.may_be_negative();
        for (mut outer, inner) in self.grouped(&[place]) {
            let Some(whole) = inner.get(&vec![codes.0]).copied() else { continue };
            let part = inner.get(&vec![codes.1]).copied();
            let status = self.status(whole).and(part.map_or(Status::NORMAL, |p| self.status(p)));
            let cell = match part {
                Some(part) => self.complement(whole, part, complement, signed, &mut ledger)?,
                None if self.zero_if_absent() && complement => self.cell(whole),
                None => self.complement_of(whole, (self.absent_range(), whole), complement, signed, &mut ledger)?,
            };
            if axes.1 {
                outer.insert(place, 0);
            }
            cells.push(outer, cell, status);
        }
        self.conclude(cells, self.measure().clone(), ledger, &[])
    }

    fn complement(
        &self,
        whole: usize,
        part: usize,
        complement: bool,
        signed: bool,
        ledger: &mut Ledger<'_>,
    ) -> Result<Cell> {
        if let (Given::Estimate(a, se), Given::Estimate(b, other)) = (self.given(whole), self.given(part)) {
            let value = a.checked_sub(b).ok_or_else(super::range::large)?;
            let standard_error = se.checked_add(other).ok_or_else(super::range::large)?;
            return Ok(Cell::Figure(super::super::Figure::Estimate { value, standard_error }));
        }
        if whole == part && self.range(whole)?.is_some() {
            // The same cell used twice is used once.
            return Ok(Cell::exact(0));
        }
        self.complement_of(whole, (self.range(part)?, part), complement, signed, ledger)
    }

    /// The rest of a whole without a part, of which the range and the place are given.
    fn complement_of(
        &self,
        whole: usize,
        (part_range, part): (Option<Range>, usize),
        complement: bool,
        signed: bool,
        ledger: &mut Ledger<'_>,
    ) -> Result<Cell> {
        // A partial part is no part that could be taken out; a partial whole is a lower bound of the whole.
        let (Some(whole_range), Some(part_range)) = (self.range(whole)?, part_range) else {
            return Ok(missing());
        };
        if signed {
            let rest = whole_range.minus(part_range)?;
            return rest.map(Range::cell).ok_or_else(|| Error::new(codes::sem::PARTIAL_AS_TOTAL).at(self.series(part)));
        }
        match whole_range.rest(part_range)? {
            None => {
                ledger.note(Finding::new(codes::sem::PART_ABOVE_WHOLE).at(self.series(part)));
                Ok(missing())
            }
            Some(rest) if complement => Ok(rest.cell()),
            Some(rest) => Ok(Range { low: rest.low, high: whole_range.high }.cell()),
        }
    }

    /// Whether each unit is in one part of the axis only.
    fn one_part_each(&self, axis: &Axis) -> bool {
        let nature = self.nature();
        if axis.is_time() {
            return !nature.coincides_between_periods();
        }
        if axis.is_reporter() {
            return !nature.coincides_between_reporters();
        }
        nature.exclusive(axis)
    }

    /// The axis as it is after the part is taken out of the whole: gone (none) for a category; none at all where the whole does
    /// not contain the part.
    #[expect(clippy::option_option, reason = "whether it is possible, and which axis is left")]
    fn left_over(&self, axis: &Axis, whole: u32, part: u32) -> Option<Option<Axis>> {
        let (whole_code, part_code) = (axis.codes().get(whole as usize)?, axis.codes().get(part as usize)?);
        if let Some(category) = axis.declared() {
            let total = axis.is_total(whole_code) && (whole == part || !axis.is_total(part_code));
            let group = category.parents.get(part_code) == Some(whole_code);
            return (total || group).then_some(None);
        }
        if axis.is_reporter() {
            let members: Vec<&str> = whole_code.split('+').collect();
            let contains = members.len() > 1 && part_code.split('+').all(|p| members.contains(&p));
            let code = format!("{whole_code}-{part_code}");
            return (contains && whole_code != part_code).then(|| Some(axis.with_code(&code, None)));
        }
        let (whole, part) = (axis.times().get(whole as usize)?.period()?, axis.times().get(part as usize)?.period()?);
        let left = Time::Period(period_left(whole, part)?);
        Some(Some(axis.with_code(&left.to_string(), Some(left))))
    }

    /// How many units stand under both of two codes, from the margins alone.
    ///
    /// # Errors
    /// `SEM-013` where a margin is not published, `SEM-052` for changes, nets, amounts and ratios.
    ///
    /// Source: semantics case 66.
    pub fn intersection(
        &self,
        axis: &str,
        code: &str,
        other_axis: &str,
        other_code: &str,
        assume: &Assume,
    ) -> Result<Self> {
        self.needs_measure("intersection")?;
        let ledger = Ledger::open(assume)?;
        if matches!(self.nature(), Nature::Signed | Nature::AmountFlow | Nature::AmountStock | Nature::Ratio) {
            return Err(self.undefined("intersection"));
        }
        let places = [self.place_of(axis)?, self.place_of(other_axis)?];
        let not_published = |axis: &str| {
            let error = Error::new(codes::sem::WHOLE_NOT_PUBLISHED).with("axis", Safe::term(axis));
            error.with("whole", Safe::word("_T")).with("part", Safe::word("_T"))
        };
        let (a, b) = (self.code_of(places[0], code)?, self.code_of(places[1], other_code)?);
        let total = self.total_of(places[0]).ok_or_else(|| not_published(axis))?;
        let other_total = self.total_of(places[1]).ok_or_else(|| not_published(other_axis))?;
        let mut cells = Cells::new(self.axes_without(&places));
        for (outer, inner) in self.grouped(&places) {
            let range = |x: u32, y: u32| self.whole_range_at(inner.get(&vec![x, y]).copied());
            let (Some(first), Some(second), Some(whole)) =
                (range(a, other_total)?, range(total, b)?, range(total, other_total)?)
            else {
                if !inner.contains_key(&vec![total, other_total]) {
                    return Err(not_published(axis));
                }
                cells.push(outer, missing(), Status::NORMAL);
                continue;
            };
            let both = first.plus(second)?;
            let low =
                whole.high.map_or(Ok(Decimal::ZERO), |w| both.low.checked_sub(w).ok_or_else(super::range::large))?;
            let high = [first.high, second.high, whole.high].into_iter().flatten().min();
            cells.push(outer, Range { low: low.max(Decimal::ZERO), high }.cell(), Status::NORMAL);
        }
        self.conclude(cells, self.measure().clone(), ledger, &[])
    }
}

/// The period that is left of a whole when a part at its start or end is taken out.
pub(super) fn period_left(whole: Period, part: Period) -> Option<Period> {
    if !whole.contains(&part) || whole.same_days(&part) {
        return None;
    }
    if part.first() == whole.first() {
        return Period::of_days(Moment::end_of(part.last()).day(), whole.last()).ok();
    }
    if part.last() == whole.last() {
        return Period::of_days(whole.first(), part.first().plus(-1).ok()?).ok();
    }
    None
}
