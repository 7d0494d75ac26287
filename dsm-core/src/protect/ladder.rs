use crate::{
    table::{Axis, Category, Table, Whole},
    time::Period,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// One axis as a reader adds it up: which codes are the parts of which.
///
/// Time has the shortest spans of days that its periods tell apart as its lowest parts; those that are no period of the table
/// have numbers after its codes.
pub(super) struct Ladder {
    /// How many codes there are, spans that are no period of the table among them.
    pub(super) size: u64,
    /// How many codes stand in the table's axis.
    pub(super) codes: u32,
    /// For each code the totals and groups that it is directly a part of.
    pub(super) above: Vec<Vec<u32>>,
    /// For each total and group its direct parts.
    pub(super) below: Vec<Vec<u32>>,
    /// For each total and group whether its parts are all there are.
    pub(super) all: Vec<bool>,
    pub(super) how: Whole,
}

impl Ladder {
    pub(super) fn of(table: &Table, axis: &Axis) -> Self {
        let how = table.whole_over(axis);
        let codes = u32::try_from(axis.codes().len()).unwrap_or(u32::MAX);
        let mut below = match (how, axis.declared()) {
            (Whole::Unrelated, _) => BTreeMap::new(),
            (_, Some(declared)) => groups(axis, declared),
            (Whole::Sum, None) => spans(&periods(axis), codes),
            (Whole::AtLeastEach, None) => contained(&periods(axis)),
        };
        below.retain(|_, parts| !parts.is_empty());
        let last = below.values().flatten().copied().max().map_or(0, |part| part.saturating_add(1));
        let size = last.max(codes);
        let exhaustive = |whole: u32, parts: &[u32]| match axis.declared() {
            Some(declared) => declared.exhaustive && !table.is_narrowed(axis.id()),
            None => how == Whole::Sum || tiled(axis, whole, parts),
        };
        let mut ladder = Self {
            size: u64::from(size),
            codes,
            above: vec![Vec::new(); size as usize],
            below: vec![Vec::new(); size as usize],
            all: vec![false; size as usize],
            how,
        };
        for (whole, parts) in below {
            if let Some(all) = ladder.all.get_mut(whole as usize) {
                *all = exhaustive(whole, &parts);
            }
            for part in &parts {
                if let Some(above) = ladder.above.get_mut(*part as usize) {
                    above.push(whole);
                }
            }
            if let Some(below) = ladder.below.get_mut(whole as usize) {
                *below = parts;
            }
        }
        ladder
    }
}

/// The direct parts of every total and group of a category.
fn groups(axis: &Axis, declared: &Category) -> BTreeMap<u32, Vec<u32>> {
    let mut below: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let totals: Vec<u32> = declared.totals.iter().filter_map(|t| axis.position(t)).collect();
    for (code, place) in axis.codes().iter().zip(0_u32..) {
        if axis.is_total(code) {
            continue;
        }
        match group_of(axis, declared, code) {
            Some(group) => below.entry(group).or_default().push(place),
            None => totals.iter().for_each(|total| below.entry(*total).or_default().push(place)),
        }
    }
    below
}

/// The nearest group of a code that stands in the table; none where it belongs to none, or to itself.
fn group_of(axis: &Axis, declared: &Category, code: &Arc<str>) -> Option<u32> {
    let steps = std::iter::successors(declared.parents.get(code), |group| declared.parents.get(*group));
    let above: Vec<&Arc<str>> = steps.take(declared.parents.len()).collect();
    if above.contains(&code) {
        return None;
    }
    above.into_iter().filter(|group| !axis.is_total(group)).find_map(|group| axis.position(group))
}

/// The periods of an axis with their places; moments are no parts of anything.
fn periods(axis: &Axis) -> Vec<(u32, Period)> {
    axis.times().iter().zip(0_u32..).filter_map(|(time, place)| Some((place, time.period()?))).collect()
}

/// The shortest spans that the periods tell apart, as parts of every longer period.
fn spans(periods: &[(u32, Period)], codes: u32) -> BTreeMap<u32, Vec<u32>> {
    let ends = |p: &Period| (p.first().number(), p.last().number().saturating_add(1));
    let edges: BTreeSet<i32> = periods.iter().flat_map(|(_, p)| [ends(p).0, ends(p).1]).collect();
    let mut own: BTreeMap<(i32, i32), u32> = BTreeMap::new();
    periods.iter().for_each(|(place, p)| {
        own.entry(ends(p)).or_insert(*place);
    });
    let mut next = codes;
    let mut named: BTreeMap<(i32, i32), u32> = BTreeMap::new();
    let mut below = BTreeMap::new();
    for (place, period) in periods {
        let (from, to) = ends(period);
        let inside: Vec<i32> = edges.range(from..=to).copied().collect();
        let parts: Vec<u32> = inside
            .iter()
            .zip(inside.iter().skip(1))
            .map(|(a, b)| match own.get(&(*a, *b)) {
                Some(place) => *place,
                None => *named.entry((*a, *b)).or_insert_with(|| {
                    next = next.saturating_add(1);
                    next.saturating_sub(1)
                }),
            })
            .collect();
        if parts != [*place] {
            below.insert(*place, parts);
        }
    }
    below
}

/// Of more periods than this it is not asked which lies within which: nothing is said of them then.
const MOST_COMPARED: usize = 2_000;

/// The longest periods that lie within each period.
fn contained(periods: &[(u32, Period)]) -> BTreeMap<u32, Vec<u32>> {
    if periods.len() > MOST_COMPARED {
        return BTreeMap::new();
    }
    let within = |a: &Period, b: &Period| b.contains(a) && !b.same_days(a);
    let mut below: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (whole, long) in periods {
        let inside: Vec<&(u32, Period)> = periods.iter().filter(|(_, p)| within(p, long)).collect();
        let longest = |p: &Period| !inside.iter().any(|(_, other)| within(p, other));
        below.insert(*whole, inside.iter().filter(|(_, p)| longest(p)).map(|(place, _)| *place).collect());
    }
    below
}

/// Whether parts cover every day of a whole once.
fn tiled(axis: &Axis, whole: u32, parts: &[u32]) -> bool {
    let period = |place: u32| axis.times().get(place as usize).and_then(crate::time::Time::period);
    let parts: Option<Vec<Period>> = parts.iter().map(|p| period(*p)).collect();
    period(whole).zip(parts).is_some_and(|(whole, parts)| whole.tiles(&parts).is_exact())
}
