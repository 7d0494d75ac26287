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
use std::{collections::BTreeMap, sync::Arc};

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
        for (rest, line) in lines(table, at) {
            for claim in &claims {
                hold(table, (at, axis), &rest, &line, claim, sink);
            }
        }
    }
}

/// The cells of the table, taken together by all their codes but the one of an axis.
fn lines(table: &Table, at: usize) -> BTreeMap<Vec<Arc<str>>, Line> {
    let signed = table.measure().is_signed();
    let mut lines: BTreeMap<Vec<Arc<str>>, Line> = BTreeMap::new();
    for mut row in table.rows().filter(|row| at < row.key.len()) {
        let code = row.key.remove(at);
        lines.entry(row.key).or_default().insert(code, Range::of(row.cell, signed));
    }
    lines
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
