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
    time::{Convention, Moment, Period, Time},
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
            let partner = self.partner(row, denominator, form, &mut ledger)?;
            let mut whole = partner.map_or(Ok(None), |p| denominator.whole_range(p))?;
            let mut status = self.status(row).and(partner.map_or(Status::NORMAL, |p| denominator.status(p)));
            if partner.is_none() && form == RatioForm::Rate {
                let between = self.between_stocks(row, denominator, &mut ledger)?;
                status = between.map_or(status, |(_, made)| status.and(made));
                whole = between.map(|(range, _)| range);
            }
            paired |= partner.is_some() || whole.is_some();
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
                let amounts = matches!(
                    (self.measure().unit(), denominator.measure().unit()),
                    (Unit::Amount { .. }, Unit::Amount { .. })
                );
                if amounts && differences.contains(&Difference::Unit) {
                    return Err(Error::new(codes::sem::AMOUNT_MIXED));
                }
                if self.vintage() != denominator.vintage() {
                    return Err(Error::new(codes::sem::VINTAGE_DIFFERS));
                }
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
    fn partner(&self, row: usize, other: &Self, form: RatioForm, ledger: &mut Ledger<'_>) -> Result<Option<usize>> {
        let (mine, _) = self.time_axis().ok_or_else(|| Error::new(codes::tab::AXES_WRONG))?;
        let (_, theirs) = other.time_axis().ok_or_else(|| Error::new(codes::tab::AXES_WRONG))?;
        let key = self.key(row);
        let time = key
            .get(mine)
            .and_then(|c| self.axes().get(mine)?.times().get(self.axes().get(mine)?.position(c)? as usize).copied());
        let Some(time) = time else { return Ok(None) };
        let mut best: Option<(i64, usize)> = None;
        for candidate in theirs.times() {
            let near = match (time, *candidate) {
                (Time::Moment(a), Time::Moment(b)) if a != b && ledger.of_one_date(a, b)? => {
                    Some((a.seconds() - b.seconds()).abs())
                }
                _ => distance(time, *candidate, form),
            };
            let Some(distance) = near else { continue };
            let Some(found) = self.at_time(row, mine, other, *candidate)? else { continue };
            if best.is_none_or(|(d, _)| distance < d) {
                best = Some((distance, found));
            }
        }
        Ok(best.map(|(_, found)| found))
    }

    /// The cell of another table with the codes of a row, at another time.
    fn at_time(&self, row: usize, place: usize, other: &Self, time: Time) -> Result<Option<usize>> {
        let mut wanted = self.key(row);
        if let Some(slot) = wanted.get_mut(place) {
            *slot = std::sync::Arc::from(time.to_string());
        }
        Ok(other.find(&other.aligned(self, &wanted)?).ok())
    }

    /// The population at risk as the mean of the stocks at both ends of the period of a row, under `linear-between-dates`.
    fn between_stocks(&self, row: usize, other: &Self, ledger: &mut Ledger<'_>) -> Result<Option<(Range, Status)>> {
        let (place, _) = self.time_axis().ok_or_else(|| Error::new(codes::tab::AXES_WRONG))?;
        let Some(period) = self.period_of(row) else { return Ok(None) };
        let ends = [Moment::start_of(period.first()), Moment::end_of(period.last())];
        let [first, last] = ends.map(|end| self.at_time(row, place, other, Time::Moment(end)));
        let (Some(first), Some(last)) = (first?, last?) else { return Ok(None) };
        let (Some(a), Some(b)) = (other.whole_range(first)?, other.whole_range(last)?) else { return Ok(None) };
        if ledger.take(AssumptionName::LinearBetweenDates, None).is_none() {
            return Ok(None);
        }
        let status = other.status(first).and(other.status(last)).and(Status::ESTIMATED);
        Ok(Some((a.plus(b)?.over_factor(Decimal::TWO)?, status)))
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
