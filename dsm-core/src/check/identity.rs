use super::{
    range::{Doubt, Range},
    report,
};
use crate::{
    catalogue::{Identity, Term, TermTime},
    code::CodeId,
    error::{Finding, FindingSink, Place, Safe, codes::chk},
    measure::Difference,
    table::Table,
    time::{Moment, Period, Time},
};
use rust_decimal::Decimal;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// To how many keys (country, period, shared dimensions) an identity was held, and what came of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// It surely holds, within its tolerance.
    pub holds: u64,
    /// Its figures are inexact by making, and some of what they may stand for fulfills it.
    pub compatible: u64,
    /// It surely does not hold.
    pub broken: u64,
    /// A term is missing, suppressed or an estimate: nobody knows.
    pub not_known: u64,
}

impl Held {
    /// How many keys there were.
    #[must_use]
    pub fn keys(&self) -> u64 {
        [self.compatible, self.broken, self.not_known].into_iter().fold(self.holds, u64::saturating_add)
    }
}

/// Holds the tables of one or several States, each with the id of its indicator, to an identity.
///
/// Of several tables of an indicator the one that counts what the term counts is taken. Dimensions that all terms have are the key;
/// of the others the term states the code, or else the published total is taken.
///
/// # Findings
/// - `CHK-008` it does not hold, `CHK-009` it is off by more than its tolerance (as the identity says which), one for each key
/// - `CHK-010` it is not known whether it holds: a term is missing, suppressed or a sample estimate
/// - `CHK-011` a term is there in another unit, level, type or role only: the identity is not held at all
///
/// ```
/// use dsm_core::{catalogue::{Identity, Term}, check::{Held, identity}, error::{Collected, FindingSink, codes::chk}};
/// use dsm_core::{measure::{Concept, Measure}, table::{Axis, Table}, text::Text};
/// let measure = Measure::parse("cases:permit:one", "flow")?;
/// let table = Table::builder(measure.clone(), Concept::new("PERMIT"))
///     .axis(Axis::category("OUTCOME")).axis(Axis::time("TIME_PERIOD"))
///     .row(&["YES", "2024"], "30").row(&["NO", "2024"], "60").row(&["_T", "2024"], "95")
///     .build()?;
/// let term = |code: &str| Term::new("PERMITS", measure.clone()).of("OUTCOME", code);
/// let parts = Identity::new("PARTS", Text::both("Parts", "Части"), vec![term("YES"), term("NO"), term("_T").taken_away()])?;
/// let mut found = Collected::new();
/// assert_eq!(identity(&parts, &[("PERMITS", &table)], &mut found), Held { broken: 1, ..Held::default() });
/// assert_eq!(found.tally().of(chk::IDENTITY_BROKEN), 1);
/// // Without one of its terms it never passes.
/// assert_eq!(identity(&parts, &[], &mut found), Held::default());
/// assert_eq!(found.tally().of(chk::IDENTITY_NOT_KNOWN), 1);
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
///
/// # Disclosure
/// Findings name the key by its codes; what the figures come to is evidence, which is revealed against custody only.
///
/// Source: domain 3.3; semantics cases 33 and 51.
pub fn identity(identity: &Identity, tables: &[(&str, &Table)], sink: &mut dyn FindingSink) -> Held {
    let mut terms = Vec::new();
    let mut differs = false;
    for term in identity.terms() {
        match fitting(term, tables) {
            Ok(table) => terms.push((term, table)),
            Err(differences) => {
                differs = true;
                let words = Safe::words(differences.into_iter().map(Difference::word));
                let finding = named(chk::IDENTITY_TERMS_DIFFER, identity).with("differences", words);
                report(sink, finding.with("indicator", Safe::term(&term.indicator)).at(whole(identity)));
            }
        }
    }
    if differs {
        return Held::default();
    }
    let terms: Vec<Read<'_>> = read(&terms);
    let periods: BTreeSet<Period> = terms.iter().flat_map(Read::periods).collect();
    if periods.is_empty() {
        let finding = named(chk::IDENTITY_NOT_KNOWN, identity).with("reason", Doubt::Missing.word());
        report(sink, finding.at(whole(identity)));
    }
    let mut held = Held::default();
    for period in &periods {
        let keys: BTreeSet<&Vec<Arc<str>>> = terms.iter().flat_map(|term| term.keys(period)).collect();
        keys.into_iter().for_each(|key| hold(identity, &terms, period, key, &mut held, sink));
    }
    held
}

fn named(rule: crate::error::Code, identity: &Identity) -> Finding {
    Finding::new(rule).with("identity", Safe::term(identity.id()))
}

fn whole(identity: &Identity) -> Place {
    Place::series(identity.id(), Vec::new(), None)
}

/// The table that counts what a term counts; none where the indicator is not there; else in what those that are there differ.
fn fitting<'a>(term: &Term, tables: &[(&str, &'a Table)]) -> Result<Option<&'a Table>, BTreeSet<Difference>> {
    let of: Vec<&Table> = tables.iter().filter(|(id, _)| **id == *term.indicator).map(|(_, table)| *table).collect();
    if let Some(fits) = of.iter().find(|table| table.measure().differences(&term.measure).is_empty()) {
        return Ok(Some(fits));
    }
    let differences: BTreeSet<Difference> =
        of.iter().flat_map(|table| table.measure().differences(&term.measure)).collect();
    if differences.is_empty() { Ok(None) } else { Err(differences) }
}

/// A term with the figures that it is about, by time and shared codes.
struct Read<'a> {
    term: &'a Term,
    cells: BTreeMap<Time, BTreeMap<Vec<Arc<str>>, Range>>,
    absent: Range,
}

fn read<'a>(terms: &[(&'a Term, Option<&Table>)]) -> Vec<Read<'a>> {
    let ids = |table: &Table| -> Vec<Arc<str>> {
        table.axes().iter().filter(|axis| !axis.is_time()).map(|axis| Arc::from(axis.id())).collect()
    };
    let there: Vec<(&Term, &Table)> = terms.iter().filter_map(|(term, table)| Some((*term, (*table)?))).collect();
    let first = there.first().map(|(_, table)| ids(table)).unwrap_or_default();
    let shared: Vec<Arc<str>> = first
        .into_iter()
        .filter(|id| there.iter().all(|(term, table)| table.axis(id).is_some() && !term.codes.contains_key(id)))
        .collect();
    terms.iter().map(|(term, table)| Read::of(term, *table, &shared)).collect()
}

impl<'a> Read<'a> {
    fn of(term: &'a Term, table: Option<&Table>, shared: &[Arc<str>]) -> Self {
        let missing =
            |table: &Table| Range::absent(table.absent(), table.making().absent(), table.measure().is_signed());
        let unknown = Range { low: None, high: None, doubt: Some(Doubt::Missing) };
        let absent = if term.absent_is_zero { Range::ZERO } else { table.map_or(unknown, missing) };
        let mut cells: BTreeMap<Time, BTreeMap<Vec<Arc<str>>, Range>> = BTreeMap::new();
        for row in table.into_iter().flat_map(Table::rows) {
            let Some((time, key)) = table.and_then(|table| place(term, table, &row.key, shared)) else { continue };
            let range = Range::of(row.cell, term.measure.is_signed());
            cells.entry(time).or_default().insert(key, range);
        }
        Self { term, cells, absent }
    }

    /// The periods that its figures are of, where it is a flow.
    fn periods(&self) -> impl Iterator<Item = Period> + '_ {
        self.cells.keys().filter_map(Time::period)
    }

    /// When it stands with regard to a period.
    fn time(&self, period: &Period) -> Time {
        match self.term.at {
            TermTime::Start => Time::Moment(Moment::start_of(period.first())),
            TermTime::End => Time::Moment(Moment::end_of(period.last())),
            TermTime::Period => Time::Period(*period),
        }
    }

    fn keys(&self, period: &Period) -> impl Iterator<Item = &Vec<Arc<str>>> {
        self.cells.get(&self.time(period)).into_iter().flat_map(BTreeMap::keys)
    }

    fn at(&self, period: &Period, key: &[Arc<str>]) -> Range {
        self.cells.get(&self.time(period)).and_then(|cells| cells.get(key)).copied().unwrap_or(self.absent)
    }
}

/// The time and the shared codes of a row, where it is one that the term is about.
fn place(term: &Term, table: &Table, key: &[Arc<str>], shared: &[Arc<str>]) -> Option<(Time, Vec<Arc<str>>)> {
    let (mut time, mut codes) = (None, BTreeMap::new());
    // A table without the dimension holds the totals, and nothing else of it.
    let lacks = |(id, code): (&Arc<str>, &Arc<str>)| table.axis(id).is_none() && **code != *CodeId::TOTAL;
    if term.codes.iter().any(lacks) {
        return None;
    }
    for (axis, code) in table.axes().iter().zip(key) {
        if axis.is_time() {
            time = axis.position(code).and_then(|at| axis.times().get(usize::try_from(at).ok()?)).copied();
        } else if shared.iter().any(|id| **id == *axis.id()) {
            codes.insert(axis.id(), code.clone());
        } else {
            let stated = term.codes.get(axis.id());
            let is_meant = stated.map_or_else(|| axis.is_total(code), |stated| stated == code);
            is_meant.then_some(())?;
        }
    }
    let codes = shared.iter().filter_map(|id| codes.remove(&**id)).collect();
    Some((time?, codes))
}

fn hold(
    identity: &Identity,
    terms: &[Read<'_>],
    period: &Period,
    key: &[Arc<str>],
    held: &mut Held,
    sink: &mut dyn FindingSink,
) {
    let ranges: Vec<Range> = terms.iter().map(|term| term.at(period, key)).collect();
    let signed = |(term, range): (&Read<'_>, &Range)| (term.term.is_negative, *range);
    let rest =
        terms.iter().zip(&ranges).map(signed).fold(Range::ZERO, |sum, (is_negative, range)| {
            if is_negative { sum.minus(range) } else { sum.plus(range) }
        });
    let finding = |rule| {
        let at = Place::series(identity.id(), key.to_vec(), Some(Arc::from(period.to_string())));
        named(rule, identity).at(at)
    };
    let (low_bound, high_bound) = bounds(identity, ranges.last().copied().unwrap_or(Range::ZERO));
    let least = least(rest);
    let most = rest.low.zip(rest.high).map(|(low, high)| low.abs().max(high.abs()));
    if high_bound.is_some_and(|bound| least > bound) {
        held.broken = held.broken.saturating_add(1);
        let rule = if identity.is_grave() { chk::IDENTITY_BROKEN } else { chk::IDENTITY_BEYOND_TOLERANCE };
        report(sink, finding(rule).evidence_of(&rest.to_string()));
        return;
    }
    let sure = most.zip(low_bound).is_some_and(|(most, bound)| most <= bound);
    match rest.doubt {
        None | Some(Doubt::Inexact) if sure => held.holds = held.holds.saturating_add(1),
        None | Some(Doubt::Inexact) if most.is_some() => held.compatible = held.compatible.saturating_add(1),
        doubt => {
            held.not_known = held.not_known.saturating_add(1);
            let reason = doubt.unwrap_or(Doubt::Inexact).word();
            report(sink, finding(chk::IDENTITY_NOT_KNOWN).with("reason", reason));
        }
    }
}

/// How far off zero the rest is at least.
fn least(rest: Range) -> Decimal {
    let above = rest.low.filter(|low| *low > Decimal::ZERO);
    let below = rest.high.filter(|high| *high < Decimal::ZERO).map(|high| high.abs());
    above.or(below).unwrap_or(Decimal::ZERO)
}

/// The tolerated difference, at least and at most: a share of the last term, which counts as one where it is below one.
fn bounds(identity: &Identity, base: Range) -> (Option<Decimal>, Option<Decimal>) {
    if identity.tolerance().is_zero() {
        return (Some(Decimal::ZERO), Some(Decimal::ZERO));
    }
    let of = |bound: Option<Decimal>| bound?.abs().max(Decimal::ONE).checked_mul(identity.tolerance());
    (of(base.low), of(base.high))
}

#[cfg(test)]
#[path = "identity_tests.rs"]
mod tests;
