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
    measure::{Assume, Basis, RatioForm},
};
use rust_decimal::Decimal;
use std::fmt;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// The word in files and the other languages.
            #[must_use]
            pub fn word(self) -> &'static str { match self { $(Self::$variant => $word),+ } }

            /// Reads the word.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> { match word { $($word => Some(Self::$variant),)+ _ => None } }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(self.word()) }
        }
    };
}

words! {
    /// How one figure is asked to stand to another.
    Relation {
        /// Below it.
        Less = "less",
        /// Equal to it.
        Equal = "equal",
        /// Above it.
        Greater = "greater"
    }
}

words! {
    /// The answer to a comparison. "Not known" never passes a check.
    Truth {
        /// Surely so.
        True = "true",
        /// Surely not so.
        False = "false",
        /// The figures do not tell: they are masked, missing, partial, inexact or estimates.
        NotKnown = "not-known"
    }
}

fn related(a: Range, relation: Relation, b: Range) -> Truth {
    let (sure, possible) = match relation {
        Relation::Greater => (a.surely_above(b), a.maybe_above(b)),
        Relation::Less => (b.surely_above(a), b.maybe_above(a)),
        Relation::Equal => {
            let points = a.exact().zip(b.exact());
            (points.is_some_and(|(a, b)| a == b), !a.surely_above(b) && !b.surely_above(a))
        }
    };
    match (sure, possible) {
        (true, _) => Truth::True,
        (false, false) => Truth::False,
        (false, true) => Truth::NotKnown,
    }
}

impl Table {
    /// Compares two cells. Three-valued: surely, surely not, not known.
    ///
    /// # Errors
    /// `TAB-005`, `TAB-016` for keys that are not in the table, `SEM-050` for cohorts of unequal age, `SEM-061` where nobody stated what is counted.
    ///
    /// Source: semantics case 40.
    pub fn compare<S: AsRef<str>>(&self, a: &[S], relation: Relation, b: &[S]) -> Result<Truth> {
        self.needs_measure("compare")?;
        let (a, b) = (self.find(a)?, self.find(b)?);
        self.comparable(a, b)?;
        match (self.given(a), self.given(b)) {
            (Given::Range(_) | Given::Anything, _) if a == b => Ok(same(relation)),
            (Given::Range(first), Given::Range(second)) => Ok(related(first, relation, second)),
            _ => Ok(Truth::NotKnown),
        }
    }

    /// Refuses cohorts of unequal age: seen at one date, they entered at unlike times.
    fn comparable(&self, a: usize, b: usize) -> Result<()> {
        let time = |place: usize| self.time_axis().and_then(|(t, _)| self.key_codes(place).get(t).copied());
        let one_date = matches!(self.measure().time_basis(), Basis::CohortUntil(_));
        if one_date && time(a) != time(b) { Err(Error::new(codes::sem::UNEQUAL_MATURITY)) } else { Ok(()) }
    }

    /// Whether each figure differs from the one of another table: 1 surely, 0 surely not, between where it is not known.
    ///
    /// # Errors
    /// `SEM-017` when the two are not of one population.
    ///
    /// Source: semantics case 40.
    pub fn changed(&self, earlier: &Self, assume: &Assume) -> Result<Self> {
        let ledger = Ledger::open(assume)?;
        let mut differences = self.measure().differences(earlier.measure());
        differences.extend(self.concept().differences(earlier.concept()));
        if !differences.is_empty() {
            return Err(super::difference::not_one(&differences));
        }
        let mut cells = Cells::new(self.full_axes());
        for (place, other) in self.paired(earlier)? {
            let before = earlier.absent_range().map_or(Given::Nothing, Given::Range);
            let given = (self.given(place), other.map_or(before, |o| earlier.given(o)));
            let truth = match given {
                (Given::Range(now), Given::Range(before)) => related(now, Relation::Equal, before),
                _ => Truth::NotKnown,
            };
            let range = match truth {
                Truth::True => Range::point(Decimal::ZERO),
                Truth::False => Range::point(Decimal::ONE),
                Truth::NotKnown => Range { low: Decimal::ZERO, high: Some(Decimal::ONE) },
            };
            cells.push(self.key_codes(place), range.cell(), Status::NORMAL);
        }
        self.conclude_ratio(cells, RatioForm::Changed, ledger, &[earlier])
    }

    /// The largest figure over an axis. Where it is not known which code has it, the note `SEM-068` says so.
    ///
    /// # Errors
    /// `SEM-027` for partial figures, `TAB-008`.
    ///
    /// Source: semantics case 40.
    pub fn maximum(&self, axis: &str, assume: &Assume) -> Result<Self> {
        self.needs_measure("maximum")?;
        let mut ledger = Ledger::open(assume)?;
        let place = self.place_of(axis)?;
        let mut cells = Cells::new(self.full_axes());
        for (outer, ranked) in self.ordered(place)? {
            let others = |i: usize| ranked.iter().enumerate().filter(move |(j, _)| *j != i).map(|(_, (_, r))| r);
            let sure = |i: usize, range: &Option<Range>| {
                range.is_some_and(|range| others(i).all(|o| o.is_some_and(|o| !o.maybe_above(range))))
            };
            let winners: Vec<&(u32, Option<Range>)> =
                ranked.iter().enumerate().filter(|(i, (_, r))| sure(*i, r)).map(|(_, w)| w).collect();
            if winners.is_empty() {
                ledger.note(Finding::new(codes::sem::ORDER_NOT_KNOWN));
            }
            for (code, range) in winners {
                let mut key = outer.clone();
                key.insert(place, *code);
                cells.push(key, range.map_or_else(missing, Range::cell), Status::NORMAL);
            }
        }
        self.conclude(cells, self.measure().clone(), ledger, &[])
    }

    /// The ranges of the parts of an axis, group by group. A code without a cell is zero, or not known.
    #[expect(clippy::type_complexity, reason = "group, then code and range")]
    fn ordered(&self, place: usize) -> Result<Vec<(Vec<u32>, Vec<(u32, Option<Range>)>)>> {
        let parts = self.parts_in_effect(place);
        let mut all = Vec::new();
        for (outer, inner) in self.grouped(&[place]) {
            let mut ranked = Vec::new();
            for code in &parts {
                let row = inner.get(&vec![*code]).copied();
                let range = match row.map(|row| self.given(row)) {
                    Some(Given::Estimate(..)) if !self.may_be_negative() => {
                        Some(Range { low: Decimal::ZERO, high: None })
                    }
                    _ => self.whole_range_at(row)?,
                };
                ranked.push((*code, range));
            }
            all.push((outer, ranked));
        }
        Ok(all)
    }

    /// Ranks over an axis, the largest first; intervals where the order is not known.
    ///
    /// # Errors
    /// `SEM-027`: partial figures are not ranked; `TAB-008`.
    ///
    /// Source: semantics case 64.
    pub fn rank(&self, axis: &str, assume: &Assume) -> Result<Self> {
        self.needs_measure("rank")?;
        let mut ledger = Ledger::open(assume)?;
        let place = self.place_of(axis)?;
        let mut cells = Cells::new(self.full_axes());
        for (outer, ranked) in self.ordered(place)? {
            for (code, range) in &ranked {
                let mut key = outer.clone();
                key.insert(place, *code);
                let Some(range) = range else {
                    cells.push(key, missing(), Status::NORMAL);
                    continue;
                };
                let others = || ranked.iter().filter(|(c, _)| c != code).map(|(_, r)| *r);
                let count = |n: usize| Decimal::from(n as u64 + 1);
                let low = count(others().flatten().filter(|o| o.surely_above(*range)).count());
                // What is missing may be above.
                let high = count(others().filter(|o| o.is_none_or(|o| o.maybe_above(*range))).count());
                if low != high {
                    ledger.note(Finding::new(codes::sem::ORDER_NOT_KNOWN));
                }
                cells.push(key, Range { low, high: Some(high) }.cell(), Status::NORMAL);
            }
        }
        self.conclude_ratio(cells, RatioForm::Rank, ledger, &[])
    }

    /// The n surely largest parts of a category, all ties in, and `_O`: the rest of the published total.
    ///
    /// # Errors
    /// `SEM-058` on an axis of overlapping categories, `SEM-013` without a published total, `SEM-027`, `SEM-019` for changes and nets.
    ///
    /// # Disclosure
    /// The cut and the rest may tell a masked figure: both are computed from what the table shows.
    ///
    /// Source: semantics case 63.
    pub fn top(&self, axis: &str, n: usize, assume: &Assume) -> Result<Self> {
        self.needs_measure("top")?;
        let mut ledger = Ledger::open(assume)?;
        match self.nature() {
            Nature::Ratio => return Err(self.ratio_refusal()),
            Nature::Signed => return Err(self.undefined("top")),
            _ => {}
        }
        let place = self.place_of(axis)?;
        let declared =
            self.axes().get(place).filter(|a| a.declared().is_some()).ok_or_else(|| self.undefined("top"))?;
        if !self.nature().exclusive(declared) {
            return Err(Error::new(codes::sem::REST_NOT_KNOWN));
        }
        let not_published = || {
            let error = Error::new(codes::sem::WHOLE_NOT_PUBLISHED).with("axis", Safe::term(axis));
            error.with("whole", Safe::word("_T")).with("part", Safe::word("_O"))
        };
        let total = self.total_of(place).ok_or_else(not_published)?;
        let (with_rest, rest_code) = with_code(declared, "_O");
        let renamed =
            |code: u32| if code >= rest_code { code + u32::from(declared.position("_O").is_none()) } else { code };
        let axes = self.axes().iter().map(|a| if a.id() == axis { with_rest.clone() } else { a.clone() }).collect();
        let groups = self.grouped(&[place]);
        let partial = || Error::new(codes::sem::PARTIAL_AS_TOTAL);
        let mut cells = Cells::new(axes);
        for (outer, ranked) in self.ordered(place)? {
            let whole = groups.get(&outer).and_then(|g| g.get(&vec![total])).copied().ok_or_else(not_published)?;
            let mut rest = self.whole_range(whole)?;
            let above = |r: Range| ranked.iter().filter(|(_, o)| o.is_none_or(|o| o.maybe_above(r))).count();
            let shown = ranked
                .iter()
                .filter_map(|(c, r)| r.map(|r| (*c, r)))
                .filter(|(_, r)| above(*r) - usize::from(r.maybe_above(*r)) < n);
            let mut taken = 0;
            for (code, range) in shown {
                taken += 1;
                rest = match rest {
                    // Of amounts a part may lie above its whole, and the rest below zero.
                    Some(rest) if self.may_be_negative() => Some(rest.minus(range)?.ok_or_else(partial)?),
                    Some(rest) => rest.rest(range)?,
                    None => None,
                };
                let mut key = outer.clone();
                key.insert(place, renamed(code));
                cells.push(key, range.cell(), Status::NORMAL);
            }
            if taken < n.min(ranked.len()) {
                ledger.note(Finding::new(codes::sem::ORDER_NOT_KNOWN));
            }
            let mut key = outer.clone();
            key.insert(place, rest_code);
            cells.push(key, rest.map_or_else(missing, Range::cell), Status::NORMAL);
        }
        self.conclude(cells, self.measure().clone(), ledger, &[])
    }
}

/// A figure stands to itself: equal, and neither above nor below.
fn same(relation: Relation) -> Truth {
    if relation == Relation::Equal { Truth::True } else { Truth::False }
}

/// An axis with one more code, and the place of the code.
pub(super) fn with_code(axis: &Axis, code: &str) -> (Axis, u32) {
    let mut axis = axis.clone();
    let place = match axis.codes.binary_search_by(|c| (**c).cmp(code)) {
        Ok(place) => place,
        Err(place) => {
            axis.codes.insert(place, std::sync::Arc::from(code));
            place
        }
    };
    (axis, u32::try_from(place).unwrap_or(u32::MAX))
}

impl Cell {
    /// Whether a cell is a figure or masked, so that it may be set in an order.
    pub(super) fn is_there(&self) -> bool {
        !matches!(self, Self::Missing(_))
    }
}
