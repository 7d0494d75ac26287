use super::super::{Axis, Cell, Figure, Status, Table};
use super::{
    groups::missing,
    ledger::Ledger,
    nature::Nature,
    outcome::Cells,
    range::{Given, Range, large},
};
use crate::{
    error::{Error, Finding, Result, Safe, codes},
    measure::{Assume, AssumptionName, Counted, Difference, RatioForm, Temporality, Unit},
    time::{Moment, Period, Time},
};
use rust_decimal::Decimal;

/// The error of figures that are not of one population.
pub(super) fn not_one(differences: &[Difference]) -> Error {
    let error = match differences {
        [.., Difference::Basis] if differences.len() == 1 => Error::new(codes::sem::BASIS_DIFFERS),
        _ => Error::new(codes::sem::NOT_ONE_POPULATION),
    };
    let only_unit = differences == [Difference::Unit];
    let error = if only_unit { Error::new(codes::sem::UNITS_MIXED) } else { error };
    let words = || Safe::words(differences.iter().map(|d| d.word()));
    if only_unit { error.with("units", words()) } else { error.with("differences", words()) }
}

impl Table {
    /// Pairs every cell with the cell of the same key in another table of the same axes.
    pub(super) fn paired(&self, other: &Self) -> Result<Vec<(usize, Option<usize>)>> {
        let mut places = Vec::with_capacity(self.axes().len());
        for axis in other.axes() {
            places.push(self.place_of(axis.id())?);
        }
        if let Some(axis) = self.axes().iter().find(|a| other.axis(a.id()).is_none()) {
            return Err(Error::new(codes::tab::AXIS_UNKNOWN).with("axis", Safe::term(axis.id())));
        }
        let pair = |place: usize| {
            let key = self.key(place);
            let theirs: Vec<&str> = places.iter().filter_map(|p| key.get(*p)).map(|c| &**c).collect();
            (place, other.find(&theirs).ok())
        };
        Ok(self.places().map(pair).collect())
    }

    /// Pairs as [`Table::paired`], with those that only the other table has where what is absent here is known; and whether
    /// these are all.
    #[expect(clippy::type_complexity, reason = "the key and the two cells")]
    fn paired_with_absent(&self, other: &Self) -> Result<(Vec<(Vec<u32>, Option<usize>, Option<usize>)>, bool)> {
        let mut pairs: Vec<_> = self.paired(other)?.into_iter().map(|(p, o)| (self.key_codes(p), Some(p), o)).collect();
        let mut all = true;
        let here: Vec<Vec<u32>> = (0..self.axes().len()).map(|place| self.codes_in_effect(place)).collect();
        for row in other.places().filter(|_| self.absent_range().is_some()) {
            let key = self.aligned(other, &other.key(row))?;
            let codes = self.axes().iter().zip(&key).map(|(axis, code)| axis.position(code));
            match codes.collect::<Option<Vec<u32>>>() {
                // What a slice left out here is not asked for.
                Some(codes) if codes.iter().zip(&here).any(|(code, here)| !here.contains(code)) => {}
                Some(codes) if self.find_codes(&codes).is_none() => pairs.push((codes, None, Some(row))),
                Some(_) => {}
                None => all = false,
            }
        }
        Ok((pairs, all))
    }

    /// Entries minus exits: a net of records, exact; of distinct persons bounds; never a stock, never illegal stay.
    ///
    /// # Errors
    /// `SEM-052` for anything but flows, `SEM-036` and `SEM-017` for figures of unlike units or definitions, `SEM-029`.
    ///
    /// Source: handbook box 2.10; semantics case 32.
    pub fn net(&self, outflow: &Self, assume: &Assume) -> Result<Self> {
        self.needs_measure("net")?;
        let mut ledger = Ledger::open(assume)?;
        let nature = self.nature();
        if !matches!(nature, Nature::Events | Nature::Distinct | Nature::Once | Nature::AmountFlow) {
            return Err(self.undefined("net"));
        }
        self.comparable_flows(outflow, &mut ledger)?;
        let one_each = self.measure().unit().is_one_person_each() && outflow.measure().unit().is_one_person_each();
        let gain =
            nature == Nature::Events && one_each && ledger.take(AssumptionName::EveryMoveRecorded, None).is_some();
        let mut measure = self.measure().as_temporality(Temporality::Net);
        if gain {
            measure = measure.in_unit(Unit::Persons(Counted::Distinct));
        } else if nature == Nature::Events {
            ledger.note(Finding::new(codes::sem::NET_OF_RECORDS));
        }
        let bounded = matches!(nature, Nature::Distinct | Nature::Once);
        let mut cells = Cells::new(self.full_axes());
        let given = |table: &Self, row: Option<usize>| match row {
            Some(row) => table.given(row),
            None => table.absent_range().map_or(Given::Nothing, Given::Range),
        };
        let (pairs, all) = self.paired_with_absent(outflow)?;
        cells.zeros = all;
        for (key, place, other) in pairs {
            let status = place.map_or(Status::NORMAL, |p| self.status(p));
            let status = status.and(other.map_or(Status::NORMAL, |o| outflow.status(o)));
            let pair = (given(self, place), given(outflow, other));
            let cell = match pair {
                (Given::Range(a), Given::Range(b)) if bounded => net_of_persons(a, b)?,
                (Given::Range(a), Given::Range(b)) => a.minus(b)?,
                (Given::Estimate(a, se), Given::Estimate(b, other)) => {
                    let value = a.checked_sub(b).ok_or_else(large)?;
                    let standard_error = se.checked_add(other).ok_or_else(large)?;
                    cells.push(key, Cell::Figure(Figure::Estimate { value, standard_error }), status);
                    continue;
                }
                (Given::Nothing, _) | (_, Given::Nothing) => {
                    cells.push(key, missing(), status);
                    continue;
                }
                _ => None,
            };
            let partial = || Error::new(codes::sem::PARTIAL_AS_TOTAL);
            let cell = cell.ok_or_else(|| match place {
                Some(place) => partial().at(self.series(place)),
                None => partial(),
            })?;
            cells.push(key, cell.cell(), status);
        }
        self.conclude(cells, measure, ledger, &[outflow])
    }

    /// Refuses two flows that cannot be set against each other.
    fn comparable_flows(&self, other: &Self, ledger: &mut Ledger<'_>) -> Result<()> {
        let mut differences = self.measure().differences(other.measure());
        let both_events = self.nature() == Nature::Events && other.nature() == Nature::Events;
        let alike = |a: &Unit, b: &Unit| match (a, b) {
            (Unit::Cases(a), Unit::Cases(b)) => a.persons == b.persons,
            (Unit::PersonEvents(_), Unit::PersonEvents(_)) => true,
            _ => false,
        };
        if both_events && alike(self.measure().unit(), other.measure().unit()) {
            differences.retain(|d| *d != Difference::Unit);
        }
        if matches!((self.nature(), other.nature()), (Nature::AmountFlow, Nature::AmountFlow))
            && differences.contains(&Difference::Unit)
        {
            return Err(Error::new(codes::sem::AMOUNT_MIXED));
        }
        let definitions = self.concept().differences(other.concept());
        differences.extend(definitions.into_iter().filter(|d| *d != Difference::Concept));
        self.settle_differences(differences, ledger)
    }

    /// Refuses figures that are not of one population, unless differences of definition are stated to be immaterial.
    pub(super) fn settle_differences(&self, mut differences: Vec<Difference>, ledger: &mut Ledger<'_>) -> Result<()> {
        let by_definition = |d: &Difference| {
            !matches!(
                d,
                Difference::Unit | Difference::Temporality | Difference::Basis | Difference::Level | Difference::Role
            )
        };
        if differences.iter().any(by_definition) && ledger.take(AssumptionName::SameDefinition, None).is_some() {
            differences.retain(|d| !by_definition(d));
        }
        if differences.is_empty() { Ok(()) } else { Err(not_one(&differences)) }
    }

    /// The stock at one moment minus the stock at another.
    ///
    /// # Errors
    /// `SEM-016` for flows, `SEM-052` for what is neither stock nor flow, `SEM-027` where a stock is missing from below.
    ///
    /// Source: semantics case 34.
    pub fn change(&self, from: &str, to: &str, assume: &Assume) -> Result<Self> {
        self.needs_measure("change")?;
        let ledger = Ledger::open(assume)?;
        match (self.nature(), self.measure().temporality()) {
            (_, Temporality::Stock) if self.nature().is_stock() => {}
            (Nature::Ratio, _) => return Err(self.ratio_refusal()),
            (_, Temporality::Flow | Temporality::During) => return Err(Error::new(codes::sem::CHANGE_OF_FLOW)),
            _ => return Err(self.undefined("change")),
        }
        let (place, axis) = self.time_axis().ok_or_else(|| Error::new(codes::tab::AXES_WRONG))?;
        let (start, end) = (self.code_of(place, from)?, self.code_of(place, to)?);
        let moment = |c: u32| {
            axis.times().get(c as usize).and_then(Time::moment).ok_or_else(|| Error::new(codes::sem::CHANGE_OF_FLOW))
        };
        let span = Time::Period(between(moment(start)?, moment(end)?)?);
        let axes = self.with_time(axis.with_code(&span.to_string(), Some(span)));
        let mut cells = Cells::new(axes);
        cells.zeros = true;
        for (mut outer, inner) in self.grouped(&[place]) {
            let (before, after) = (inner.get(&vec![start]), inner.get(&vec![end]));
            if before.is_none() && after.is_none() {
                continue;
            }
            outer.insert(place, 0);
            let status = [before, after].into_iter().flatten().fold(Status::NORMAL, |s, p| s.and(self.status(*p)));
            let range = |p: Option<&usize>| self.whole_range_at(p.copied());
            let cell = match (range(before)?, range(after)?) {
                (Some(before), Some(after)) => {
                    after.minus(before)?.map(Range::cell).ok_or_else(|| Error::new(codes::sem::PARTIAL_AS_TOTAL))?
                }
                _ => missing(),
            };
            cells.push(outer, cell, status);
        }
        self.conclude(cells, self.measure().as_temporality(Temporality::Change), ledger, &[])
    }

    /// The axes with another time axis in place.
    pub(super) fn with_time(&self, time: Axis) -> Vec<Axis> {
        self.axes().iter().map(|a| if a.is_time() { time.clone() } else { a.clone() }).collect()
    }

    /// A ratio minus another of the same form: of fractions percentage points (0.25 after 0.20 is 5), else points of the ratio.
    ///
    /// # Errors
    /// `SEM-052` for anything but two ratios of one form.
    ///
    /// Source: semantics case 55.
    pub fn difference(&self, other: &Self, assume: &Assume) -> Result<Self> {
        let ledger = Ledger::open(assume)?;
        match (self.measure().unit(), other.measure().unit()) {
            (Unit::Ratio(a), Unit::Ratio(b)) if a == b && !matches!(a, RatioForm::Rank | RatioForm::Median) => {}
            _ => return Err(self.undefined("difference")),
        }
        self.subtract(other, RatioForm::Points, ledger)?.in_points(self)
    }

    /// A figure of a later vintage minus the same figure of an earlier one: a revision, not a change.
    ///
    /// # Errors
    /// `SEM-017`, `SEM-036` or `SEM-029` when the two are not the same series.
    ///
    /// Source: semantics case 78.
    pub fn revision(&self, earlier: &Self, assume: &Assume) -> Result<Self> {
        let ledger = Ledger::open(assume)?;
        let mut differences = self.measure().differences(earlier.measure());
        differences.extend(self.concept().differences(earlier.concept()));
        if !differences.is_empty() {
            return Err(not_one(&differences));
        }
        self.subtract(earlier, RatioForm::Revision, ledger)
    }

    /// A difference of fractions in percentage points: 0.25 after 0.20 is 5. Of other ratios it stays what it is.
    fn in_points(self, of: &Self) -> Result<Self> {
        use RatioForm::{Growth, Proportion, Rate, Ratio, Share, Standardized};
        let fraction =
            matches!(of.measure().unit(), Unit::Ratio(Share | Rate | Proportion | Ratio | Growth | Standardized));
        if !fraction {
            return Ok(self);
        }
        let mut cells = Cells::new(self.full_axes());
        for row in self.places() {
            let range = self.range(row)?.map(|range| range.times(Decimal::ONE_HUNDRED)).transpose()?;
            cells.push(self.key_codes(row), range.map_or_else(|| self.cell(row), Range::cell), self.status(row));
        }
        cells.finish((*self.about).clone())
    }

    fn subtract(&self, other: &Self, form: RatioForm, ledger: Ledger<'_>) -> Result<Self> {
        let mut cells = Cells::new(self.full_axes());
        for (place, partner) in self.paired(other)? {
            let status = self.status(place).and(partner.map_or(Status::NORMAL, |o| other.status(o)));
            let theirs = other.whole_range_at(partner)?;
            let cell = match (self.whole_range(place)?, theirs) {
                (Some(a), Some(b)) => a.minus(b)?.map_or_else(missing, Range::cell),
                _ => missing(),
            };
            cells.push(self.key_codes(place), cell, status);
        }
        self.conclude_ratio(cells, form, ledger, &[other])
    }
}

/// The period from one moment to a later one.
pub(super) fn between(start: Moment, end: Moment) -> Result<Period> {
    Period::of_days(start.day(), end.day().plus(-1)?)
}

/// The net number of persons gained lies in I − O ± min(I, O).
fn net_of_persons(entered: Range, left: Range) -> Result<Option<Range>> {
    let (Some(most_left), Some(most_entered)) = (left.high, entered.high) else {
        let Some(most_left) = left.high else { return Ok(None) };
        return Ok(Some(Range { low: lowest(entered.low, most_left)?, high: None }));
    };
    let low = lowest(entered.low, most_left)?;
    let high = if most_entered >= left.low {
        most_entered
    } else {
        most_entered.checked_mul(Decimal::TWO).and_then(|d| d.checked_sub(left.low)).ok_or_else(large)?
    };
    Ok(Some(Range { low, high: Some(high) }))
}

fn lowest(entered: Decimal, left: Decimal) -> Result<Decimal> {
    if entered >= left {
        left.checked_mul(Decimal::TWO).and_then(|d| entered.checked_sub(d)).ok_or_else(large)
    } else {
        Ok(-left)
    }
}
