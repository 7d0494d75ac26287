use super::relation::{Shown, time_of};
use crate::{
    catalogue::{Identity, Term, TermTime},
    code::CodeId,
    table::{Absent, Axis, Cell, Table},
    time::Time,
};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

type Key = Vec<Arc<str>>;
/// From the start of a day to the start of another one; of a moment both are its own.
type Span = (i32, i32);

/// Of more ways to add a cell up only those through totals are followed.
const MOST_WAYS: usize = 1_024;

/// What is known of a term at a key: of the cell itself, whether it is masked; else whether one of its parts is.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    itself: Option<bool>,
    parts: bool,
}

impl Seen {
    fn is_masked(self) -> bool {
        self.itself.unwrap_or(self.parts)
    }

    /// What several tables say: masked where it is in one of them.
    fn add(&mut self, itself: bool, masked: bool) {
        match itself {
            true => self.itself = Some(self.itself.unwrap_or(false) || masked),
            false => self.parts |= masked,
        }
    }
}

/// The cells of a term by their times and shared codes.
struct Cells<'i> {
    term: &'i Term,
    seen: BTreeMap<Span, HashMap<Key, Seen>>,
    /// Whether a key that is not there is a zero that everybody knows.
    zero: bool,
}

/// Whether an identity is an equation with a masked term: all its terms are shown or masked for a time and a key.
///
/// Whoever has all its terms has the equation, so that an audit of one indicator alone would leave it out. It is asked of every
/// key, group and total over the dimensions that the terms share, and of every time between two stocks: a term whose own cell is
/// not there is taken for known where parts of it are, which is more than readers know. Whether the figures really come to nothing is
/// not asked: that would tell, too.
pub(super) fn tells(identity: &Identity, all: &[&Shown]) -> bool {
    let of: Vec<(&Term, Vec<&Shown>)> = identity.terms().iter().map(|term| (term, fitting(term, all))).collect();
    if of.iter().any(|(term, tables)| tables.is_empty() && !term.absent_is_zero) {
        return false;
    }
    let has = |tables: &[&Shown], id: &str| tables.iter().any(|one| one.table().axis(id).is_some());
    let axes = of.iter().flat_map(|(_, tables)| tables).flat_map(|one| one.table().axes());
    let ids: BTreeSet<&str> = axes.filter(|axis| !axis.is_time()).map(Axis::id).collect();
    let stated = |id: &str| of.iter().any(|(term, _)| term.codes.contains_key(id));
    let there = || of.iter().filter(|(_, tables)| !tables.is_empty());
    let shared = |id: &&str| !stated(id) && there().all(|(_, tables)| has(tables, id));
    let shared: Vec<&str> = ids.into_iter().filter(shared).collect();
    let cells: Vec<Cells<'_>> = of.iter().map(|(term, tables)| Cells::of(term, tables, &shared)).collect();
    if !cells.iter().flat_map(|cells| cells.seen.values()).flat_map(HashMap::values).any(|seen| seen.is_masked()) {
        return false;
    }
    spans(&cells).into_iter().any(|span| {
        let there: Vec<HashMap<&Key, Seen>> = cells.iter().map(|cells| cells.at(span)).collect();
        let keys: BTreeSet<&Key> = there.iter().flat_map(|seen| seen.keys().copied()).collect();
        keys.into_iter().any(|key| {
            let known = |(cells, seen): (&Cells<'_>, &HashMap<&Key, Seen>)| {
                let zero = cells.term.absent_is_zero || (cells.zero && !seen.is_empty());
                seen.get(key).copied().or_else(|| zero.then(Seen::default)).map(Seen::is_masked)
            };
            let known: Option<Vec<bool>> = cells.iter().zip(&there).map(known).collect();
            known.is_some_and(|masked| masked.contains(&true))
        })
    })
}

/// The tables that count what a term counts.
fn fitting<'a>(term: &Term, all: &[&'a Shown]) -> Vec<&'a Shown> {
    let lacks =
        |table: &Table, (id, code): (&Arc<str>, &Arc<str>)| table.axis(id).is_none() && **code != *CodeId::TOTAL;
    let fits = |one: &&&Shown| {
        *one.indicator() == *term.indicator
            && one.table().measure().differences(&term.measure).is_empty()
            && !term.codes.iter().any(|stated| lacks(one.table(), stated))
    };
    all.iter().filter(fits).copied().collect()
}

/// The times that an identity may be about: between any two stocks, or the periods of its flows.
fn spans(cells: &[Cells<'_>]) -> BTreeSet<Span> {
    let at = |time: TermTime| {
        let of = cells.iter().filter(move |cells| cells.term.at == time);
        of.flat_map(|cells| cells.seen.keys().copied()).collect::<BTreeSet<Span>>()
    };
    let (starts, ends) = (at(TermTime::Start), at(TermTime::End));
    if starts.is_empty() && ends.is_empty() {
        return at(TermTime::Period);
    }
    let after = |start: &Span| ends.range((start.0.saturating_add(1), i32::MIN)..).map(|end| end.0).collect::<Vec<_>>();
    starts.iter().flat_map(|start| after(start).into_iter().map(|end| (start.0, end))).collect()
}

impl<'i> Cells<'i> {
    fn of(term: &'i Term, tables: &[&Shown], shared: &[&str]) -> Self {
        let mut cells = Self { term, seen: BTreeMap::new(), zero: false };
        for one in tables {
            cells.zero |= one.table().absent() == Absent::Zero;
            for row in one.table().rows().filter(|row| !matches!(row.cell, Cell::Missing(_))) {
                let span = time_of(one.table(), &row.key).map(|time| match time {
                    Time::Period(period) => (period.first().number(), period.last().number().saturating_add(1)),
                    Time::Moment(moment) => (moment.day().number(), moment.day().number()),
                });
                let Some((span, (itself, ways))) = span.zip(meant(term, one.table(), &row.key, shared)) else {
                    continue;
                };
                let masked = one.is_masked(&row.key, row.cell);
                let at = cells.seen.entry(span).or_default();
                for (number, key) in ways.into_iter().enumerate() {
                    at.entry(key).or_default().add(itself && number == 0, masked);
                }
            }
        }
        cells
    }

    /// What is known of it at a time: of flows the periods within it, where there is none of the whole.
    fn at(&self, (from, until): Span) -> HashMap<&Key, Seen> {
        let mut found: HashMap<&Key, Seen> = HashMap::new();
        let exact = match self.term.at {
            TermTime::Start => (from, from),
            TermTime::End => (until, until),
            TermTime::Period => (from, until),
        };
        if self.term.at == TermTime::Period {
            let inside = self.seen.iter().filter(|(span, _)| span.0 >= from && span.1 <= until && **span != exact);
            for (key, seen) in inside.flat_map(|(_, seen)| seen) {
                found.entry(key).or_default().add(false, seen.is_masked());
            }
        }
        for (key, seen) in self.seen.get(&exact).into_iter().flatten() {
            let parts = found.get(key).is_some_and(|inside| inside.parts);
            found.insert(key, Seen { itself: seen.itself, parts: seen.parts || parts });
        }
        found
    }
}

/// Whether a row is the cell of a term itself or a part of it, and the keys that it belongs to, its own first; none where the term is not
/// about it.
fn meant(term: &Term, table: &Table, key: &[Arc<str>], shared: &[&str]) -> Option<(bool, Vec<Key>)> {
    let mut itself = true;
    let mut codes: BTreeMap<&str, Vec<Arc<str>>> = BTreeMap::new();
    for (axis, code) in table.axes().iter().zip(key).filter(|(axis, _)| !axis.is_time()) {
        if shared.contains(&axis.id()) {
            codes.insert(axis.id(), above(axis, code));
            continue;
        }
        match term.codes.get(axis.id()).filter(|stated| !axis.is_total(stated)) {
            Some(stated) if stated == code => {}
            Some(_) => return None,
            None => itself &= axis.is_total(code),
        }
    }
    let total = || vec![Arc::from(CodeId::TOTAL)];
    let mut each: Vec<Vec<Arc<str>>> = shared.iter().map(|id| codes.remove(id).unwrap_or_else(total)).collect();
    if each.iter().try_fold(1_usize, |ways, codes| ways.checked_mul(codes.len())).is_none_or(|ways| ways > MOST_WAYS) {
        each.iter_mut().filter(|codes| codes.len() > 2).for_each(|codes| drop(codes.drain(1..codes.len() - 1)));
    }
    let with = |ways: Vec<Key>, codes: &Vec<Arc<str>>| {
        let further = |way: Key| codes.iter().map(move |code| [way.clone(), vec![code.clone()]].concat());
        ways.into_iter().flat_map(further).collect()
    };
    Some((itself, each.iter().fold(vec![Key::new()], with)))
}

/// A code, the groups above it, and the total.
fn above(axis: &Axis, code: &Arc<str>) -> Vec<Arc<str>> {
    let total: Arc<str> = Arc::from(CodeId::TOTAL);
    if axis.is_total(code) {
        return vec![total];
    }
    let mut codes = vec![code.clone()];
    let parents = axis.declared().map(|declared| &declared.parents);
    while let Some(group) = parents.zip(codes.last()).and_then(|(parents, code)| parents.get(code)) {
        if axis.is_total(group) || codes.contains(group) {
            break;
        }
        codes.push(group.clone());
    }
    codes.push(total);
    codes
}
