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
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

/// The cells that differ in one axis only, by their code of that axis.
type Line = BTreeMap<Arc<str>, Range>;

/// The rows of a line: the place of each code in the axis, and the place of the row in the table.
type Rows = Vec<(u32, usize)>;

/// Holds every published whole against its parts, axis by axis.
pub(super) fn totals_and_parts(table: &Table, sink: &mut dyn FindingSink) {
    if matches!(table.measure().unit(), Unit::Ratio(_) | Unit::Unstated) {
        return;
    }
    let signed = table.measure().is_signed();
    for (at, axis) in table.axes().iter().enumerate() {
        let claims = claims(table.measure(), axis);
        if claims.is_empty() {
            continue;
        }
        for rows in lines(table, at, axis, &claims) {
            let Some(rest) = rows.first().map(|(_, place)| rest(table, at, *place)) else { continue };
            let range = |(code, place): &(u32, usize)| {
                Some((axis.codes().get(*code as usize)?.clone(), Range::of(table.cell(*place), signed)))
            };
            let line: Line = rows.iter().filter_map(range).collect();
            for claim in &claims {
                hold(table, (at, axis), &rest, &line, claim, sink);
            }
        }
    }
}

/// The codes of a row without that of an axis.
fn rest(table: &Table, at: usize, place: usize) -> Vec<Arc<str>> {
    let mut key = table.key(place);
    if at < key.len() {
        key.remove(at);
    }
    key
}

/// The rows that have all codes but that of an axis in common with a published whole, in the order of these codes. Rows beside
/// which no whole was published cost nothing.
fn lines(table: &Table, at: usize, axis: &Axis, claims: &[Claim]) -> Vec<Rows> {
    let wholes: Vec<u32> = claims.iter().filter_map(|claim| axis.position(&claim.whole)).collect();
    let mut known: HashMap<Box<[u32]>, usize> = HashMap::new();
    let mut lines: Vec<(Box<[u32]>, Rows)> = Vec::new();
    walk(table, at, |code, rest, _| {
        if wholes.contains(&code) && !known.contains_key(rest) {
            known.insert(Box::from(rest), lines.len());
            lines.push((Box::from(rest), Vec::new()));
        }
    });
    if lines.is_empty() {
        return Vec::new();
    }
    walk(table, at, |code, rest, place| {
        if let Some((_, rows)) = known.get(rest).and_then(|line| lines.get_mut(*line)) {
            rows.push((code, place));
        }
    });
    lines.sort_by(|(a, _), (b, _)| a.cmp(b));
    lines.into_iter().map(|(_, rows)| rows).collect()
}

/// Walks over all rows: the code of an axis, the codes of the others, the place of the row.
fn walk(table: &Table, at: usize, mut each: impl FnMut(u32, &[u32], usize)) {
    let others = (0..table.axes().len()).filter(|other| *other != at);
    let mut others: Vec<_> = others.map(|other| table.key_column(other)).collect();
    let mut rest = vec![0; others.len()];
    for (place, code) in table.places().zip(table.key_column(at)) {
        for (slot, column) in rest.iter_mut().zip(&mut others) {
            *slot = column.next().unwrap_or_default();
        }
        each(code, &rest, place);
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
