use super::super::{Axis, Membership, Table};
use super::{ledger::Ledger, nature::Nature};
use crate::{
    error::{Error, Finding, Result, Safe, codes},
    measure::{AssumptionName, Basis, Counted, RatioForm, Temporality, Unit},
    time::Period,
};

/// How the lower bounds of the cells of one level combine: added where the cells surely hold different units, the largest
/// taken where they may hold the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Combine {
    Add,
    Largest,
}

/// The axes that a sum removes, in the levels that decide which cells surely hold different units.
///
/// From the outside in: reporters, fixed attributes, periods, attributes exclusive in a period, overlapping ones. Cells of one
/// reporter surely differ if they differ in a fixed attribute, or, within one period, in an exclusive one. The largest sum over
/// cells that surely differ is then a sum or maximum level by level (semantics case 18).
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) kept: Vec<usize>,
    pub(super) levels: [(Vec<usize>, Combine); 5],
}

impl Plan {
    /// Whether every cell surely holds other units than every other, so that figures simply add.
    pub(super) fn adds(&self) -> bool {
        self.levels.iter().all(|(axes, combine)| axes.is_empty() || *combine == Combine::Add)
    }

    pub(super) fn removed(&self) -> impl Iterator<Item = usize> + '_ {
        self.levels.iter().flat_map(|(axes, _)| axes.iter().copied())
    }
}

/// Whether a sum or the union of units is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    Sum,
    Union,
}

impl Table {
    /// Decides how a sum over the axes combines, or refuses it.
    pub(super) fn plan(&self, removed: &[usize], asked: Asked, ledger: &mut Ledger<'_>) -> Result<Plan> {
        let nature = Nature::of(self.measure());
        self.refuse_by_measure(nature)?;
        if asked == Asked::Union {
            self.has_units(nature)?;
        }
        let axes = |want: &dyn Fn(&Axis) -> bool| -> Vec<usize> {
            removed.iter().copied().filter(|a| self.axes().get(*a).is_some_and(want)).collect()
        };
        let time = axes(&|a| a.is_time());
        let reporter = axes(&|a| a.is_reporter());
        let kept: Vec<usize> = (0..self.axes().len()).filter(|a| !removed.contains(a)).collect();
        let several_times = time.iter().any(|a| self.codes_in_effect(*a).len() > 1);
        let several_reporters = reporter.iter().any(|a| self.codes_in_effect(*a).len() > 1);
        let mut over_time = Combine::Add;
        if several_times {
            over_time = self.plan_periods(nature, asked, &kept, ledger)?;
        }
        let mut between = Combine::Add;
        if several_reporters {
            between = self.plan_reporters(nature, removed, several_times, ledger)?;
        }
        let (mut fixed, mut exclusive, mut overlapping) = (Vec::new(), Vec::new(), Vec::new());
        for place in axes(&|a| a.declared().is_some()) {
            match self.plan_category(nature, place, ledger)? {
                Level::Fixed => fixed.push(place),
                Level::Exclusive => exclusive.push(place),
                Level::Overlapping => overlapping.push(place),
            }
        }
        if matches!(self.measure().unit(), Unit::Persons(Counted::Unstated)) {
            ledger.note(Finding::new(codes::sem::UNIT_UNSTATED));
        }
        let add = Combine::Add;
        let levels =
            [(reporter, between), (fixed, add), (time, over_time), (exclusive, add), (overlapping, Combine::Largest)];
        Ok(Plan { kept, levels })
    }

    fn refuse_by_measure(&self, nature: Nature) -> Result<()> {
        match (nature, self.measure().unit()) {
            (Nature::Unstated, _) => Err(Error::new(codes::sem::MEASURE_UNSTATED).with("operation", Safe::word("sum"))),
            (_, Unit::Ratio(RatioForm::Median)) => Err(Error::new(codes::sem::MEDIAN_AVERAGED)),
            (Nature::Ratio, _) => Err(Error::new(codes::sem::RATIO_NOT_ADDITIVE)),
            _ => Ok(()),
        }
    }

    /// Over several periods: refused for stocks, for overlapping periods and for period-pinned cells.
    fn plan_periods(&self, nature: Nature, asked: Asked, kept: &[usize], ledger: &mut Ledger<'_>) -> Result<Combine> {
        let (place, axis) = self.time_axis().ok_or_else(|| Error::new(codes::tab::AXES_WRONG))?;
        let stock = nature.is_stock() || self.measure().temporality() == Temporality::Average;
        if stock {
            return Err(Error::new(codes::sem::STOCK_OVER_TIME).with("axis", Safe::term(axis.id())));
        }
        if matches!(self.measure().time_basis(), Basis::CohortUntil(_)) {
            return Err(Error::new(codes::sem::UNEQUAL_MATURITY));
        }
        let periods = self.periods_in_effect(place);
        if asked == Asked::Union {
            // Periods that overlap share persons, whatever is assumed of their parts.
            let apart = nature == Nature::Distinct && overlapping_pair(&periods).is_none();
            let once = apart && ledger.take(AssumptionName::OncePerPeriod, None).is_some();
            return Ok(if once { Combine::Add } else { Combine::Largest });
        }
        if let Some((a, b)) = overlapping_pair(&periods) {
            let both = Safe::terms([a.to_string(), b.to_string()]);
            return Err(Error::new(codes::sem::OVERLAPPING_PERIODS).with("periods", both));
        }
        let signed = nature == Nature::Signed;
        if let Some((a, b)) = gap(&periods).filter(|_| signed) {
            let error = Error::new(codes::sem::CHANGE_WITH_GAP);
            return Err(error.with("before", Safe::term(&a.to_string())).with("after", Safe::term(&b.to_string())));
        }
        if self.vintage() == "mixed" {
            return Err(Error::new(codes::sem::VINTAGE_DIFFERS));
        }
        // Changes are told apart by the code at a moment, all else by the code of its period, which the span may not keep.
        if self.measure().temporality() != Temporality::Change {
            self.refuse_pinned(kept, ledger)?;
        }
        if !nature.coincides_between_periods() {
            return Ok(Combine::Add);
        }
        if nature == Nature::Distinct && ledger.take(AssumptionName::OncePerPeriod, None).is_some() {
            return Ok(Combine::Add);
        }
        Ok(Combine::Largest)
    }

    /// A union is of units: changes, nets and amounts have none.
    fn has_units(&self, nature: Nature) -> Result<()> {
        match nature {
            Nature::Signed | Nature::AmountFlow | Nature::AmountStock => Err(self.undefined("union")),
            _ => Ok(()),
        }
    }

    /// Cells of an attribute that is pinned per period are not comparable between periods, unless it is assumed fixed.
    pub(super) fn refuse_pinned(&self, kept: &[usize], ledger: &mut Ledger<'_>) -> Result<()> {
        let pinned = |place: &&usize| {
            let axis = self.axes().get(**place);
            let parts = self
                .codes_in_effect(**place)
                .iter()
                .any(|c| axis.and_then(|a| a.codes().get(*c as usize).map(|code| !a.is_total(code))).unwrap_or(false));
            parts && axis.and_then(Axis::declared).is_some_and(|c| c.membership == Membership::Pinned)
        };
        for axis in kept.iter().filter(pinned).filter_map(|p| self.axes().get(*p)) {
            if ledger.take(AssumptionName::AttributeFixed, Some(axis.id())).is_none() {
                return Err(Error::new(codes::sem::PINNED_OVER_TIME).with("axis", Safe::term(axis.id())));
            }
        }
        Ok(())
    }

    /// Over several reporters: the countries' records add, their persons may coincide.
    fn plan_reporters(
        &self,
        nature: Nature,
        removed: &[usize],
        over_time: bool,
        ledger: &mut Ledger<'_>,
    ) -> Result<Combine> {
        let direction = |a: &usize| self.axes().get(*a).and_then(Axis::declared).is_some_and(|c| c.direction);
        // A published total of both directions adds them as well as a sum does.
        let several = |a: &usize| self.codes_in_effect(*a).len() > 1 || self.parts_in_effect(*a).is_empty();
        if removed.iter().any(|a| direction(a) && several(a)) {
            return Err(Error::new(codes::sem::DIRECTION_AND_REPORTERS));
        }
        if self.concept().relative {
            ledger.note(Finding::new(codes::sem::NATIONAL_FIGURES));
        }
        let at_a_moment = nature.is_stock() && !over_time;
        let name = if at_a_moment { AssumptionName::NobodyResidesInTwo } else { AssumptionName::NobodyCountedInTwo };
        if nature == Nature::Signed {
            return match ledger.take(name, None).or_else(|| ledger.take(AssumptionName::NobodyResidesInTwo, None)) {
                Some(_) => Ok(Combine::Add),
                None => Err(Error::new(codes::sem::SIGNED_OVER_REPORTERS)),
            };
        }
        if !nature.coincides_between_reporters() {
            if matches!(nature, Nature::Events | Nature::StockCases | Nature::DuringCases) {
                ledger.note(Finding::new(codes::sem::COUNTRIES_RECORDS));
            }
            return Ok(Combine::Add);
        }
        if ledger.take(name, None).is_some() {
            return Ok(Combine::Add);
        }
        if nature == Nature::StockPersons {
            ledger.note(Finding::new(codes::sem::UNDERCOUNT_POSSIBLE));
        }
        Ok(Combine::Largest)
    }

    fn plan_category(&self, nature: Nature, place: usize, ledger: &mut Ledger<'_>) -> Result<Level> {
        let Some(axis) = self.axes().get(place) else { return Ok(Level::Overlapping) };
        let membership = axis.declared().map_or(Membership::Overlapping, |c| c.membership);
        if self.parts_in_effect(place).len() <= 1 {
            return Ok(Level::Exclusive);
        }
        if nature.of_persons() && ledger.take(AssumptionName::AttributeFixed, Some(axis.id())).is_some() {
            return Ok(Level::Fixed);
        }
        if nature.exclusive(axis) {
            if self.measure().temporality() == Temporality::Change {
                ledger.note(Finding::new(codes::sem::INCLUDES_MOVES).with("axis", Safe::term(axis.id())));
            }
            let over_periods =
                membership == Membership::Fixed && (nature.of_persons() || nature == Nature::DuringCases);
            return Ok(if over_periods { Level::Fixed } else { Level::Exclusive });
        }
        if ledger.take(AssumptionName::NobodyInTwoCategories, Some(axis.id())).is_some() {
            return Ok(Level::Exclusive);
        }
        if nature == Nature::Signed {
            return Err(Error::new(codes::sem::SIGNED_OVERLAPPING).with("axis", Safe::term(axis.id())));
        }
        if matches!(nature, Nature::AmountFlow | Nature::AmountStock) && self.has_negative() {
            return Err(Error::new(codes::sem::AMOUNT_MIXED));
        }
        Ok(Level::Overlapping)
    }

    /// Whether any figure is, or may be, below zero.
    pub(super) fn has_negative(&self) -> bool {
        self.places().any(|place| self.columns.low.at(place) < 0)
    }

    /// The codes of an axis that belong to the table, totals and groups among them.
    pub(super) fn codes_in_effect(&self, place: usize) -> Vec<u32> {
        self.selection.codes_of(&self.columns, place)
    }

    /// The codes of an axis that belong to the table and are parts: neither totals nor groups of others.
    pub(super) fn parts_in_effect(&self, place: usize) -> Vec<u32> {
        let axis = self.axes().get(place);
        let is_part =
            |c: &u32| axis.and_then(|a| a.codes().get(*c as usize).map(|code| !a.is_total(code))).unwrap_or(false);
        self.codes_in_effect(place).into_iter().filter(is_part).collect()
    }

    /// The periods of the time axis that belong to the table, in order.
    pub(super) fn periods_in_effect(&self, place: usize) -> Vec<Period> {
        let axis = self.axes().get(place);
        let time = |c: u32| axis.and_then(|a| a.times().get(c as usize)).and_then(crate::time::Time::period);
        self.codes_in_effect(place).into_iter().filter_map(time).collect()
    }
}

enum Level {
    Fixed,
    Exclusive,
    Overlapping,
}

/// Two periods that share a day.
pub(super) fn overlapping_pair(periods: &[Period]) -> Option<(Period, Period)> {
    let mut longest: Option<Period> = None;
    for period in periods {
        if let Some(before) = longest.filter(|before| before.overlaps(period)) {
            return Some((before, *period));
        }
        longest = Some(longest.filter(|before| before.last() >= period.last()).unwrap_or(*period));
    }
    None
}

/// The first two neighbors that do not adjoin.
pub(super) fn gap(periods: &[Period]) -> Option<(Period, Period)> {
    periods.iter().zip(periods.iter().skip(1)).find(|(a, b)| !a.adjoins(b)).map(|(a, b)| (*a, *b))
}
