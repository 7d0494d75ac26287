use super::super::{Status, Table};
use super::{
    difference::not_one,
    groups::missing,
    ledger::Ledger,
    nature::Nature,
    outcome::Cells,
    range::{Range, large},
};
use crate::{
    error::{Error, Finding, Result, Safe, codes},
    measure::{Assume, AssumptionName, Difference, RatioForm, Temporality, Unit},
    time::{Convention, Frequency, Moment, Period, Time},
};
use rust_decimal::Decimal;

impl Table {
    /// Every part of a category over its published whole.
    ///
    /// # Errors
    /// `SEM-013` where the whole is not published, `SEM-018` where it may be zero, `SEM-019` for changes and nets, `SEM-009` for ratios,
    /// `SEM-010` for amounts below zero, `SEM-027` for partial figures.
    ///
    /// Source: semantics cases 35, 54.
    pub fn share(&self, axis: &str, assume: &Assume) -> Result<Self> {
        self.needs_measure("share")?;
        let mut ledger = Ledger::open(assume)?;
        match self.nature() {
            Nature::Signed => return Err(Error::new(codes::sem::RATIO_OF_SIGNED)),
            Nature::Ratio => return Err(self.ratio_refusal()),
            Nature::AmountFlow | Nature::AmountStock if self.has_negative() => {
                return Err(Error::new(codes::sem::AMOUNT_MIXED));
            }
            _ => {}
        }
        let place = self.place_of(axis)?;
        let parts = self.parts_in_effect(place);
        let part_name = || parts.first().and_then(|p| self.axes().get(place)?.codes().get(*p as usize).cloned());
        let not_published = || {
            let error = Error::new(codes::sem::WHOLE_NOT_PUBLISHED)
                .with("axis", Safe::term(axis))
                .with("whole", Safe::word("_T"));
            error.with("part", Safe::term(&part_name().unwrap_or_default()))
        };
        let total = self.total_of(place).ok_or_else(not_published)?;
        if self.axes().get(place).is_some_and(|a| !self.nature().exclusive(a)) {
            ledger.note(Finding::new(codes::sem::SHARES_OVERLAP).with("axis", Safe::term(axis)));
        }
        let mut cells = Cells::new(self.full_axes());
        for (outer, inner) in self.grouped(&[place]) {
            let whole = inner.get(&vec![total]).copied().ok_or_else(not_published)?;
            let whole_range = self.whole_range(whole)?;
            for (code, row) in
                inner.iter().filter_map(|(k, row)| k.first().map(|c| (*c, *row))).filter(|(c, _)| parts.contains(c))
            {
                let mut key = outer.clone();
                key.insert(place, code);
                let cell = match (self.whole_range(row)?, whole_range) {
                    (Some(part), Some(whole)) => {
                        if part.surely_above(whole) {
                            ledger.note(Finding::new(codes::sem::SHARE_ABOVE_ONE).at(self.series(row)));
                        }
                        part.over(whole, true).map_err(|e| e.at(self.series(row)))?.cell()
                    }
                    _ => missing(),
                };
                cells.push(key, cell, self.status(row).and(self.status(whole)));
            }
        }
        self.conclude_ratio(cells, RatioForm::Share, ledger, &[])
    }

    /// This table over another: a rate per population at risk, a proportion of decisions, months of work on hand, or a plain ratio.
    ///
    /// # Errors
    /// `SEM-018` where the denominator may be zero, `SEM-019` for changes and nets, `SEM-066` for a rate whose denominator is not the
    /// population at risk, `SEM-017`, `SEM-029` and `SEM-036` for a proportion of unlike figures, `SEM-027`, `SEM-061`.
    ///
    /// Source: semantics cases 35, 60, 68, 80.
    pub fn ratio(&self, denominator: &Self, form: RatioForm, assume: &Assume) -> Result<Self> {
        self.needs_measure("ratio")?;
        denominator.needs_measure("ratio")?;
        let mut ledger = Ledger::open(assume)?;
        self.ratio_allowed(denominator, form, &mut ledger)?;
        let mut cells = Cells::new(self.full_axes());
        let mut paired = false;
        for row in self.places() {
            let partner = self.partner(row, denominator, form)?;
            paired |= partner.is_some();
            let whole = partner.map_or(Ok(None), |p| denominator.whole_range(p))?;
            let status = self.status(row).and(partner.map_or(Status::NORMAL, |p| denominator.status(p)));
            let cell = match (self.whole_range(row)?, whole) {
                (Some(part), Some(whole)) => {
                    let whole = self.per_month(denominator, partner, whole, form)?;
                    let proportion = form == RatioForm::Proportion;
                    if proportion && part.surely_above(whole) {
                        ledger.note(Finding::new(codes::sem::SHARE_ABOVE_ONE).at(self.series(row)));
                    }
                    part.over(whole, proportion).map_err(|e| e.at(self.series(row)))?.cell()
                }
                _ => missing(),
            };
            cells.push(self.key_codes(row), cell, status);
        }
        if !paired && !self.is_empty() {
            let error = if form == RatioForm::Rate {
                codes::sem::POPULATION_NOT_AT_RISK
            } else {
                codes::sem::REFERENCE_DATES_DIFFER
            };
            return Err(Error::new(error));
        }
        self.conclude_ratio(cells, form, ledger, &[denominator])
    }

    fn ratio_allowed(&self, denominator: &Self, form: RatioForm, ledger: &mut Ledger<'_>) -> Result<()> {
        let (above, below) = (self.nature(), denominator.nature());
        let standing = below.is_stock() || denominator.measure().temporality() == Temporality::Average;
        if above == Nature::Ratio || below == Nature::Ratio {
            return Err(self.ratio_refusal());
        }
        if below == Nature::Signed || (above == Nature::Signed && !(form == RatioForm::Ratio && standing)) {
            return Err(Error::new(codes::sem::RATIO_OF_SIGNED));
        }
        let territory = self.concept().territory != denominator.concept().territory;
        match form {
            RatioForm::Rate if !standing || territory || matches!(below, Nature::AmountStock) => {
                Err(Error::new(codes::sem::POPULATION_NOT_AT_RISK))
            }
            RatioForm::Rate => Ok(()),
            RatioForm::Proportion | RatioForm::Share => {
                let mut differences = self.measure().differences(denominator.measure());
                let definitions = self.concept().differences(denominator.concept());
                differences.extend(definitions.into_iter().filter(|d| *d != Difference::Concept));
                self.settle_differences(differences, ledger)
            }
            RatioForm::MonthsOnHand => {
                let flow = below == Nature::Events && denominator.measure().temporality() == Temporality::Flow;
                if above == Nature::StockCases && flow { Ok(()) } else { Err(self.undefined("months-on-hand")) }
            }
            RatioForm::Ratio => {
                if self.measure().time_basis() != denominator.measure().time_basis() {
                    return Err(not_one(&[Difference::Basis]));
                }
                if above == Nature::Events && below == Nature::Events {
                    ledger.note(Finding::new(codes::sem::CALENDAR_RATIO));
                }
                Ok(())
            }
            _ => Err(self.undefined("ratio")),
        }
    }

    /// The cell of the denominator that belongs to a row: the same codes, and a time that fits the form.
    fn partner(&self, row: usize, other: &Self, form: RatioForm) -> Result<Option<usize>> {
        let (mine, _) = self.time_axis().ok_or_else(|| Error::new(codes::tab::AXES_WRONG))?;
        let (_, theirs) = other.time_axis().ok_or_else(|| Error::new(codes::tab::AXES_WRONG))?;
        let key = self.key(row);
        let time = key
            .get(mine)
            .and_then(|c| self.axes().get(mine)?.times().get(self.axes().get(mine)?.position(c)? as usize).copied());
        let Some(time) = time else { return Ok(None) };
        let mut best: Option<(i64, usize)> = None;
        for candidate in theirs.times() {
            let Some(distance) = distance(time, *candidate, form) else { continue };
            let mut wanted = key.clone();
            if let Some(slot) = wanted.get_mut(mine) {
                *slot = std::sync::Arc::from(candidate.to_string());
            }
            let Ok(found) = other.find(&other.aligned(self, &wanted)?) else { continue };
            if best.is_none_or(|(d, _)| distance < d) {
                best = Some((distance, found));
            }
        }
        Ok(best.map(|(_, found)| found))
    }

    /// Decisions per month, where months of work on hand are asked for.
    fn per_month(&self, denominator: &Self, partner: Option<usize>, whole: Range, form: RatioForm) -> Result<Range> {
        if form != RatioForm::MonthsOnHand {
            return Ok(whole);
        }
        let months = partner
            .and_then(|p| denominator.period_of(p))
            .and_then(|p| p.months())
            .ok_or_else(|| self.undefined("months-on-hand"))?;
        let months = Decimal::from(months);
        let by = |v: Decimal| v.checked_div(months).ok_or_else(large);
        Ok(Range { low: by(whole.low)?, high: whole.high.map(by).transpose()? })
    }

    /// The period of a row.
    pub(super) fn period_of(&self, row: usize) -> Option<Period> {
        let (place, axis) = self.time_axis()?;
        axis.times().get(self.columns.keys.get(place)?.at(row) as usize)?.period()
    }

    /// Relative growth from one period or date to another: (to − from) / from.
    ///
    /// # Errors
    /// `SEM-020` for a base not surely above zero, `SEM-021` for changes, nets and ratios, `SEM-022` for unlike sets of reporters,
    /// `SEM-023` for unlike seasons, `SEM-024` across a break, `SEM-027` for partial figures, `SEM-050` for cohorts of unequal age.
    ///
    /// Source: semantics cases 29, 36.
    pub fn growth(&self, from: &str, to: &str, assume: &Assume) -> Result<Self> {
        let mut ledger = Ledger::open(assume)?;
        let (place, start, end) = self.growing(from, Some(to))?;
        let axis = self.axes().get(place).ok_or_else(|| Error::new(codes::tab::AXES_WRONG))?;
        let (Some(a), Some(b)) = (axis.times().get(start as usize), axis.times().get(end as usize)) else {
            return Err(self.undefined("growth"));
        };
        let same_season = match (a, b) {
            (Time::Period(a), Time::Period(b)) => {
                a.same_season(b) || (a.frequency() == Frequency::Annual && b.frequency() == Frequency::Annual)
            }
            (Time::Moment(a), Time::Moment(b)) => (a.day().month(), a.day().day()) == (b.day().month(), b.day().day()),
            _ => false,
        };
        if !same_season {
            return Err(Error::new(codes::sem::SEASON_DIFFERS)
                .with("from", Safe::term(from))
                .with("to", Safe::term(to)));
        }
        self.same_reporters(place, start, end)?;
        let mut cells = Cells::new(self.with_time(axis.with_positions(&[end])));
        for (mut outer, inner) in self.grouped(&[place]) {
            let (Some(before), Some(after)) = (inner.get(&vec![start]), inner.get(&vec![end])) else { continue };
            let factor = self.across_break(&inner, start, end, axis, &mut ledger)?;
            let status = self.status(*before).and(self.status(*after));
            let cell = match (self.whole_range(*before)?, self.whole_range(*after)?) {
                (Some(base), Some(now)) => {
                    let base = self.sure_base(base, *before)?;
                    let grown = now.times(factor)?.over(base, false)?;
                    let less = |v: Decimal| v.checked_sub(Decimal::ONE).ok_or_else(large);
                    Range { low: less(grown.low)?, high: grown.high.map(less).transpose()? }.cell()
                }
                _ => missing(),
            };
            outer.insert(place, 0);
            cells.push(outer, cell, status);
        }
        self.conclude_ratio(cells, RatioForm::Growth, ledger, &[])
    }

    /// Every period or date over a base, times 100.
    ///
    /// # Errors
    /// As [`Table::growth`], but for the season.
    ///
    /// Source: semantics case 56.
    pub fn index(&self, base: &str, assume: &Assume) -> Result<Self> {
        let mut ledger = Ledger::open(assume)?;
        let (place, start, _) = self.growing(base, None)?;
        let axis = self.axes().get(place).ok_or_else(|| Error::new(codes::tab::AXES_WRONG))?;
        for code in self.codes_in_effect(place) {
            self.same_reporters(place, start, code)?;
        }
        let mut cells = Cells::new(self.full_axes());
        for (outer, inner) in self.grouped(&[place]) {
            let Some(first) = inner.get(&vec![start]) else { continue };
            let base = self.whole_range(*first)?;
            for (code, row) in inner.iter().filter_map(|(k, row)| k.first().map(|c| (*c, *row))) {
                let factor = self.across_break(&inner, start.min(code), start.max(code), axis, &mut ledger)?;
                let cell = match (base, self.whole_range(row)?) {
                    (Some(base), Some(now)) if row != *first => {
                        let base = self.sure_base(base, *first)?;
                        now.times(factor)?.times(Decimal::ONE_HUNDRED)?.over(base, false)?.cell()
                    }
                    (Some(base), Some(_)) => {
                        self.sure_base(base, *first)?;
                        Range::point(Decimal::ONE_HUNDRED).cell()
                    }
                    _ => missing(),
                };
                let mut key = outer.clone();
                key.insert(place, code);
                cells.push(key, cell, self.status(row).and(self.status(*first)));
            }
        }
        self.conclude_ratio(cells, RatioForm::Index, ledger, &[])
    }

    fn growing(&self, from: &str, to: Option<&str>) -> Result<(usize, u32, u32)> {
        self.needs_measure("growth")?;
        if matches!(self.nature(), Nature::Signed | Nature::Ratio) {
            return Err(Error::new(codes::sem::GROWTH_UNDEFINED));
        }
        if matches!(self.measure().time_basis(), crate::measure::Basis::CohortUntil(_)) {
            return Err(Error::new(codes::sem::UNEQUAL_MATURITY));
        }
        let (place, _) = self.time_axis().ok_or_else(|| Error::new(codes::tab::AXES_WRONG))?;
        let start = self.code_of(place, from)?;
        let end = to.map_or(Ok(start), |to| self.code_of(place, to))?;
        Ok((place, start, end))
    }

    fn sure_base(&self, base: Range, row: usize) -> Result<Range> {
        if base.low > Decimal::ZERO { Ok(base) } else { Err(Error::new(codes::sem::GROWTH_BASE).at(self.series(row))) }
    }

    /// The same reporters have figures at both times.
    fn same_reporters(&self, time: usize, start: u32, end: u32) -> Result<()> {
        let Some((reporters, _)) = self.reporter_axis() else { return Ok(()) };
        let at = |code: u32| {
            let mut present = std::collections::BTreeSet::new();
            for row in self.places().filter(|r| self.columns.keys.get(time).map(|k| k.at(*r)) == Some(code)) {
                if !matches!(self.cell(row), super::super::Cell::Missing(_)) {
                    present.insert(self.columns.keys.get(reporters).map_or(0, |k| k.at(row)));
                }
            }
            present
        };
        if at(start) == at(end) { Ok(()) } else { Err(Error::new(codes::sem::REPORTERS_DIFFER)) }
    }

    /// The factor across a break between two times, where an assumption allows to cross it.
    fn across_break(
        &self,
        inner: &std::collections::BTreeMap<Vec<u32>, usize>,
        start: u32,
        end: u32,
        axis: &super::super::Axis,
        ledger: &mut Ledger<'_>,
    ) -> Result<Decimal> {
        let broken = inner.iter().filter_map(|(k, row)| k.first().map(|c| (*c, *row))).find(|(code, row)| {
            (start.min(end) + 1..=end.max(start)).contains(code) && self.status(*row).has(Status::BREAK)
        });
        let Some((code, _)) = broken else { return Ok(Decimal::ONE) };
        if ledger.take(AssumptionName::NoBreakEffect, None).is_some() {
            return Ok(Decimal::ONE);
        }
        if let Some(linked) = ledger.take(AssumptionName::LinkedAtBreak, None) {
            let factor = linked.needed_value()?;
            return if factor > Decimal::ZERO { Ok(factor) } else { Err(linked.unusable()) };
        }
        let period = axis.codes().get(code as usize).map_or_else(|| Safe::word("-"), |c| Safe::term(c));
        Err(Error::new(codes::sem::BREAK_BETWEEN).with("period", period))
    }

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
}

/// How far a time of the denominator is from what the form asks for; none where it does not fit.
fn distance(mine: Time, theirs: Time, form: RatioForm) -> Option<i64> {
    const DAY: i64 = 86_400;
    let ends = |p: &Period| (Moment::start_of(p.first()), Moment::end_of(p.last()));
    match (mine, theirs) {
        (Time::Period(a), Time::Period(b)) => a.same_days(&b).then_some(0),
        (Time::Moment(a), Time::Moment(b)) => (a == b).then_some(0),
        (Time::Period(period), Time::Moment(moment)) => {
            let (start, end) = ends(&period);
            let inside = start <= moment && moment <= end;
            let middle = Moment::of(&period, Convention::Middle).ok()?;
            let off = (moment.seconds() - middle.seconds()).abs();
            let fits = if form == RatioForm::Rate { off <= 2 * DAY } else { inside };
            fits.then_some(off)
        }
        (Time::Moment(moment), Time::Period(period)) => {
            let (start, end) = ends(&period);
            (start <= moment && moment <= end).then_some(end.seconds() - moment.seconds())
        }
    }
}
