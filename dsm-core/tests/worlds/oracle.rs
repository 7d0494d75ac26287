//! What the specification says a sum must give, worked out by brute force from what was published: which refusals, and otherwise
//! the bounds of every cell. Independent of the library: the lower bound is searched over all sets of cells that surely differ.

use super::{
    cut::{Attribute, Counting, When},
    publish::{GROUP, Place, Published, Shown, TOTAL, product},
};
use dsm_core::table::Membership;
use std::collections::{BTreeMap, BTreeSet};

/// Over more cells than this the largest sum of cells that surely differ is not searched.
const MOST_SEARCHED: usize = 16;

/// Which codes of each axis are looked at (after slices), in the order of the axes.
pub(super) type Effect = Vec<Vec<String>>;

/// What must come out of one group of cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expected {
    /// Exactly these bounds.
    Bounds(i64, Option<i64>),
    /// Whatever is sound: a total is not usable everywhere, or too many cells to search.
    Sound,
}

/// What must come out of a sum.
#[derive(Debug)]
pub(super) enum Answer {
    /// Refused with one of these codes.
    Refused(BTreeSet<&'static str>),
    /// A table with these cells; the keys are of the axes that are kept, in their order.
    Cells(BTreeMap<Vec<String>, Expected>),
    /// A refusal is not known to be right or wrong.
    Open,
}

/// Whether each unit has one code of the attribute within one period or moment.
pub(super) fn exclusive(counting: Counting, attribute: Attribute) -> bool {
    match attribute.membership() {
        Membership::Fixed | Membership::Pinned => true,
        Membership::AtEvent => !(counting.is_distinct() || counting.is_during()),
        Membership::Overlapping => false,
    }
}

/// The answer that a sum over `removed` must give, looking at the codes in effect.
pub(super) fn sum(p: &Published, effect: &Effect, removed: &[Place]) -> Answer {
    let here = |place: Place| &effect[p.cut.order.iter().position(|o| *o == place).unwrap()];
    let is_category = |place: &&Place| matches!(place, Place::Category(_));
    let reporters = p.cut.reporters.is_some() && removed.contains(&Place::Reporter) && here(Place::Reporter).len() > 1;
    // The total of both directions is not taken over reporters.
    let taken = |place: &Place| match place {
        Place::Category(c) if reporters && p.cut.breakdowns[*c].attribute == Attribute::Direction => false,
        _ => here(*place).iter().any(|c| c == TOTAL),
    };
    let totaled: Vec<Place> = removed.iter().filter(is_category).copied().filter(taken).collect();
    let with_totals = refusals(p, effect, removed, &totaled);
    let without = refusals(p, effect, removed, &[]);
    let mut cells = BTreeMap::new();
    let (mut whole_everywhere, mut partial) = (true, false);
    let kept: Vec<usize> = (0..p.cut.order.len()).filter(|i| !removed.contains(&p.cut.order[*i])).collect();
    let mut groups: BTreeSet<Vec<String>> = BTreeSet::new();
    for key in p.shown.keys().filter(|k| k.iter().zip(effect).all(|(c, codes)| codes.contains(c))) {
        groups.insert(kept.iter().map(|i| key[*i].clone()).collect());
    }
    for group in groups {
        let total = group_of(p, effect, removed, &totaled, &kept, &group);
        let whole = total.lacking == 0 && total.absent_small == 0 && !total.cells.iter().any(|(_, s)| s.masked);
        if totaled.is_empty() || whole {
            let listed = removed.iter().any(|place| !totaled.contains(place) && lists_only(p, effect, *place));
            let expected = total.bounds(p, listed, gap(p, effect, removed));
            partial |= p.cut.counting.may_be_negative() && matches!(expected, Expected::Bounds(_, None));
            cells.insert(group, expected);
        } else {
            whole_everywhere = false;
            cells.insert(group, Expected::Sound);
        }
    }
    let mut reasons = with_totals.clone();
    if !reasons.is_empty() {
        reasons.extend(&without);
    }
    if partial {
        reasons.insert("SEM-027");
    }
    match (reasons.is_empty(), whole_everywhere) {
        (true, true) => Answer::Cells(cells),
        (true, false) if without.is_empty() && !p.cut.counting.may_be_negative() => Answer::Cells(cells),
        (false, true) => Answer::Refused(reasons),
        (false, false) if !with_totals.is_empty() => Answer::Refused(with_totals.union(&without).copied().collect()),
        _ => Answer::Open,
    }
}

/// The reasons that the specification gives to refuse the sum, where the totals of some categories are taken.
fn refusals(p: &Published, effect: &Effect, removed: &[Place], totaled: &[Place]) -> BTreeSet<&'static str> {
    let counting = p.cut.counting;
    let here = |place: Place| &effect[p.cut.order.iter().position(|o| *o == place).unwrap()];
    let parts = |place: Place| here(place).iter().filter(|c| *c != TOTAL).count();
    let several = |place: Place| removed.contains(&place) && here(place).len() > 1;
    let mut reasons = BTreeSet::new();
    if several(Place::Time) {
        let whens = in_effect(p, here(Place::Time));
        if counting.is_stock() {
            reasons.insert("SEM-002");
            // Where every country has one date only, it is the dates that differ.
            reasons.insert("SEM-063");
        } else if whens.windows(2).any(|w| matches!((w[0], w[1]), (When::Period(_, a), When::Period(b, _)) if b <= a)) {
            reasons.insert("SEM-003");
        } else if counting.is_signed() && gap(p, effect, removed) {
            reasons.insert("SEM-007");
        }
        let pinned = |place: &Place| match place {
            Place::Category(category) => {
                p.cut.breakdowns[*category].attribute == Attribute::AgeAtEnd && parts(*place) > 0
            }
            _ => false,
        };
        if !counting.is_stock()
            && counting.changing().is_none()
            && p.cut.order.iter().any(|o| !removed.contains(o) && pinned(o))
        {
            reasons.insert("SEM-004");
        }
    }
    let several_reporters = p.cut.reporters.is_some() && several(Place::Reporter);
    if several_reporters && counting.is_signed() {
        reasons.insert("SEM-006");
    }
    for place in removed {
        let Place::Category(category) = place else { continue };
        let attribute = p.cut.breakdowns[*category].attribute;
        if several_reporters && attribute == Attribute::Direction && parts(*place) != 1 {
            reasons.insert("SEM-011");
        }
        if totaled.contains(place) {
            continue;
        }
        let codes = here(*place);
        let has = |code: &str| codes.iter().any(|c| c == code);
        if has(GROUP) && attribute.codes()[..2].iter().any(|c| has(c)) {
            reasons.insert("SEM-012");
        }
        if counting.is_signed() && attribute.membership() == Membership::Overlapping && parts(*place) > 1 {
            reasons.insert("SEM-005");
        }
    }
    reasons
}

fn in_effect(p: &Published, codes: &[String]) -> Vec<When> {
    let mut whens: Vec<When> = p.cut.whens.iter().copied().filter(|w| codes.contains(&w.code())).collect();
    whens.sort();
    whens
}

/// Whether the periods that are added leave days out.
fn gap(p: &Published, effect: &Effect, removed: &[Place]) -> bool {
    let Some(at) = p.cut.order.iter().position(|o| *o == Place::Time).filter(|_| removed.contains(&Place::Time)) else {
        return false;
    };
    let adjoin = |w: &[When]| matches!((w[0], w[1]), (When::Period(_, a), When::Period(b, _)) if b == a + 1);
    !p.cut.counting.is_stock() && !in_effect(p, &effect[at]).windows(2).all(adjoin)
}

/// Whether the codes in effect are not known to be all of the category.
fn lists_only(p: &Published, effect: &Effect, place: Place) -> bool {
    let Place::Category(category) = place else { return false };
    let breakdown = &p.cut.breakdowns[category];
    let at = p.cut.order.iter().position(|o| *o == place).unwrap();
    let standing = p.cut.codes(place).into_iter().filter(|c| *c != TOTAL && p.shown.keys().any(|k| k[at] == *c));
    !breakdown.exhaustive || effect[at].iter().filter(|c| *c != TOTAL).count() < standing.count()
}

/// The cells that are added to one cell of the result.
struct Group {
    cells: Vec<(Vec<String>, Shown)>,
    lacking: usize,
    absent_small: i64,
    removed: Vec<usize>,
}

fn group_of(
    p: &Published,
    effect: &Effect,
    removed: &[Place],
    totaled: &[Place],
    kept: &[usize],
    group: &[String],
) -> Group {
    let list = |(at, place): (usize, &Place)| -> Vec<String> {
        match kept.iter().position(|k| *k == at) {
            Some(rank) => vec![group[rank].clone()],
            None if totaled.contains(place) => vec![TOTAL.to_owned()],
            None => effect[at].iter().filter(|c| *c != TOTAL).cloned().collect(),
        }
    };
    let lists: Vec<Vec<String>> = p.cut.order.iter().enumerate().map(list).collect();
    let (mut cells, mut lacking, mut absent_small) = (Vec::new(), 0, 0);
    for key in product(&lists) {
        match p.shown.get(&key) {
            Some(shown) if shown.missing => lacking += 1,
            Some(shown) => cells.push((key, *shown)),
            None if p.style == super::publish::Style::Small => absent_small += 1,
            None if p.zero_if_absent => {}
            None => lacking += 1,
        }
    }
    let removed = (0..p.cut.order.len()).filter(|i| removed.contains(&p.cut.order[*i])).collect();
    Group { cells, lacking, absent_small, removed }
}

impl Group {
    fn bounds(&self, p: &Published, listed: bool, gap: bool) -> Expected {
        let weighty: Vec<&(Vec<String>, Shown)> = self.cells.iter().filter(|(_, s)| s.low != 0).collect();
        let all_differ =
            weighty.iter().enumerate().all(|(i, a)| weighty[..i].iter().all(|b| self.differ(p, &a.0, &b.0)));
        if p.cut.counting.is_signed() && !all_differ && weighty.len() > 1 {
            return Expected::Sound;
        }
        let low = match all_differ {
            true => weighty.iter().map(|(_, s)| s.low).sum(),
            false if weighty.len() > MOST_SEARCHED => return Expected::Sound,
            false => largest(&weighty, &mut Vec::new(), &|a, b| self.differ(p, a, b)),
        };
        let high = self.cells.iter().try_fold(self.absent_small * 4, |sum, (_, s)| s.high.map(|h| sum + h));
        let unbounded = listed || gap || self.lacking > 0;
        Expected::Bounds(low, high.filter(|_| !unbounded))
    }

    /// Whether two cells surely hold different units.
    fn differ(&self, p: &Published, a: &[String], b: &[String]) -> bool {
        let counting = p.cut.counting;
        let differing =
            |want: &dyn Fn(Place) -> bool| self.removed.iter().any(|i| a[*i] != b[*i] && want(p.cut.order[*i]));
        if differing(&|place| place == Place::Reporter) {
            return !counting.is_of_persons();
        }
        if differing(&|place| place == Place::Time) {
            let fixed = |place| matches!(place, Place::Category(c) if p.cut.breakdowns[c].attribute.membership() == Membership::Fixed);
            return !(counting.is_distinct() || counting.is_during()) || differing(&fixed);
        }
        differing(&|place| matches!(place, Place::Category(c) if exclusive(counting, p.cut.breakdowns[c].attribute)))
    }
}

/// The largest sum of lower bounds over cells of which any two surely differ.
fn largest<'a>(
    cells: &[&'a (Vec<String>, Shown)],
    chosen: &mut Vec<&'a [String]>,
    differ: &dyn Fn(&[String], &[String]) -> bool,
) -> i64 {
    let Some(((key, shown), rest)) = cells.split_first().map(|(first, rest)| (*first, rest)) else { return 0 };
    let mut best = 0;
    if chosen.iter().all(|c| differ(c, key)) {
        chosen.push(key);
        best = shown.low + largest(rest, chosen, differ);
        chosen.pop();
        let all = chosen.iter().copied().chain(rest.iter().map(|r| r.0.as_slice())).all(|c| differ(c, key));
        if all {
            return best;
        }
    }
    best.max(largest(rest, chosen, differ))
}
