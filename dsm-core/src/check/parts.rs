use super::{
    claim::{Claim, claims},
    place,
    range::{Doubt, Range},
    report,
};
use crate::{
    error::{Finding, FindingSink, Safe, codes::chk},
    measure::Unit,
    table::{Axis, Table},
};
use std::{
    collections::{BTreeMap, HashSet},
    hash::Hash,
    sync::Arc,
};

/// The cells that differ in one axis only, by their code of that axis.
type Line = BTreeMap<Arc<str>, Range>;

/// Holds every published whole against its parts, axis by axis.
pub(super) fn totals_and_parts(table: &Table, sink: &mut dyn FindingSink) {
    if matches!(table.measure().unit(), Unit::Ratio(_) | Unit::Unstated) {
        return;
    }
    for (at, axis) in table.axes().iter().enumerate() {
        let claims = claims(table.measure(), axis);
        if claims.is_empty() {
            continue;
        }
        let radix = radix(table, at);
        match radix {
            // A row then takes two words, however many axes there are.
            Some(radix) => {
                let packed = |rest: &[u32]| {
                    rest.iter().zip(&radix).fold(0_u64, |key, (code, size)| key * u64::from(*size) + u64::from(*code))
                };
                lines(table, (at, axis), &claims, packed, sink);
            }
            None => lines(table, (at, axis), &claims, |rest: &[u32]| Box::<[u32]>::from(rest), sink),
        }
    }
}

/// How many codes each axis has but one, where their product fits a word.
fn radix(table: &Table, at: usize) -> Option<Vec<u32>> {
    let others = table.axes().iter().enumerate().filter(|(other, _)| *other != at);
    let sizes: Vec<u32> = others.map(|(_, axis)| u32::try_from(axis.codes().len()).unwrap_or(u32::MAX)).collect();
    let fits = sizes.iter().try_fold(1_u64, |product, size| product.checked_mul(u64::from(*size).max(1)));
    fits.map(|_| sizes)
}

/// Holds the claims of an axis against each line of the table: the rows that have all other codes in common with a published
/// whole. Rows beside which no whole was published cost nothing.
fn lines<K: Clone + Eq + Hash + Ord>(
    table: &Table,
    (at, axis): (usize, &Axis),
    claims: &[Claim],
    key: impl Fn(&[u32]) -> K,
    sink: &mut dyn FindingSink,
) {
    let signed = table.measure().is_signed();
    let wholes: Vec<u32> = claims.iter().filter_map(|claim| axis.position(&claim.whole)).collect();
    let mut known: HashSet<K> = HashSet::new();
    walk(table, at, |code, rest, _| {
        if wholes.contains(&code) {
            known.insert(key(rest));
        }
    });
    let mut rows: Vec<(K, u32, u32)> = Vec::new();
    if !known.is_empty() {
        walk(table, at, |code, rest, place| {
            if let Some(key) = known.get(&key(rest)) {
                rows.push((key.clone(), code, place));
            }
        });
    }
    drop(known);
    rows.sort_unstable();
    for rows in rows.chunk_by(|(one, _, _), (other, _, _)| one == other) {
        let Some((_, _, first)) = rows.first() else { continue };
        let mut rest = table.key(*first as usize);
        if at < rest.len() {
            rest.remove(at);
        }
        let range = |(_, code, place): &(K, u32, u32)| {
            let cell = table.cell(*place as usize);
            Some((axis.codes().get(*code as usize)?.clone(), Range::of(cell, signed)))
        };
        let line: Line = rows.iter().filter_map(range).collect();
        for claim in claims {
            hold(table, (at, axis), &rest, &line, claim, sink);
        }
    }
}

/// Walks over all rows: the code of an axis, the codes of the others, the place of the row.
fn walk(table: &Table, at: usize, mut each: impl FnMut(u32, &[u32], u32)) {
    let others = (0..table.axes().len()).filter(|other| *other != at);
    let mut others: Vec<_> = others.map(|other| table.key_column(other)).collect();
    let mut rest = vec![0; others.len()];
    for (place, code) in table.places().zip(table.key_column(at)) {
        for (slot, column) in rest.iter_mut().zip(&mut others) {
            *slot = column.next().unwrap_or_default();
        }
        // A table has no more rows than 32 bits number.
        each(code, &rest, u32::try_from(place).unwrap_or(u32::MAX));
    }
}

fn hold(
    table: &Table,
    (at, axis): (usize, &Axis),
    rest: &[Arc<str>],
    line: &Line,
    claim: &Claim,
    sink: &mut dyn FindingSink,
) {
    let Some(whole) = line.get(&claim.whole).copied() else { return };
    let signed = table.measure().is_signed();
    let absent = Range::absent(table.absent(), table.making().absent(), signed);
    let part = |code: &Arc<str>| line.get(code).copied().unwrap_or(absent);
    let sum = claim.parts.iter().map(part).fold(Range::ZERO, Range::plus);
    let cell = |code: &Arc<str>| {
        let mut key = rest.to_vec();
        key.insert(at.min(key.len()), code.clone());
        place(table, &key)
    };
    let finding = |rule| Finding::new(rule).with("axis", Safe::term(axis.id()));
    let evidence = |part: Range| format!("{whole} : {part}");

    let above = if claim.exhaustive { whole.above(sum) } else { Some(false) };
    let below = if claim.exclusive { sum.above(whole) } else { Some(false) };
    let rules = if claim.exhaustive {
        (chk::TOTAL_DIFFERS, chk::TOTAL_NOT_VERIFIABLE)
    } else {
        (chk::PART_ABOVE_WHOLE, chk::PART_NOT_VERIFIABLE)
    };
    match (above, below) {
        (Some(true), _) | (_, Some(true)) => {
            report(sink, finding(rules.0).at(cell(&claim.whole)).evidence_of(&evidence(sum)));
        }
        (Some(false), Some(false)) => {}
        _ => {
            let doubt = whole.doubt.max(sum.doubt).unwrap_or(Doubt::Inexact);
            report(sink, finding(rules.1).with("reason", doubt.word()).at(cell(&claim.whole)));
        }
    }
    if signed || claim.exclusive {
        // The sum of the parts says it already; a part of a signed figure may be larger than the whole.
        return;
    }
    for code in claim.parts.iter().filter(|code| line.contains_key(*code)) {
        match part(code).above(whole) {
            Some(true) => {
                report(sink, finding(chk::PART_ABOVE_WHOLE).at(cell(code)).evidence_of(&evidence(part(code))));
            }
            Some(false) => {}
            None => {
                let doubt = whole.doubt.max(part(code).doubt).unwrap_or(Doubt::Inexact);
                report(sink, finding(chk::PART_NOT_VERIFIABLE).with("reason", doubt.word()).at(cell(code)));
            }
        }
    }
}
