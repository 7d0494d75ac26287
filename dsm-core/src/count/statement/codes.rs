//! The codes of dimensions as expressions.

use super::{
    super::{dimension::Absence, groups::Groups, plan::Axis},
    Dialect,
};
use crate::code::CodeId;
use std::sync::Arc;

/// The code of a column: an expression over its text. None where its record is refused.
pub(super) fn of_column(dialect: Dialect, axis: &Axis, text: &str) -> String {
    let absent = |absence: &Absence| absence.code().map_or_else(|| "NULL".to_owned(), |code| dialect.text(code));
    let unknown = absent(&axis.of.unknown);
    let mut cases = vec![format!("WHEN {text} = '' THEN {}", absent(&axis.of.missing))];
    for (value, code) in axis.of.codes.iter().filter(|(value, _)| !value.is_empty()) {
        let known = axis.list.as_ref().is_none_or(|list| list.get(code).is_some()) && **code != *CodeId::TOTAL;
        let code = if known { dialect.text(code) } else { unknown.clone() };
        cases.push(format!("WHEN {text} = {} THEN {code}", dialect.text(value)));
    }
    if !axis.of.groups.is_empty() {
        let number = dialect.number(text);
        let inner = in_groups(dialect, &axis.of.groups, 'N', &number, &unknown);
        cases.push(format!("WHEN {} THEN {inner}", dialect.is_number(text)));
    } else if let Some(list) = &axis.list {
        let codes = list.entries().iter().map(|entry| entry.id().as_str()).filter(|code| *code != CodeId::TOTAL);
        cases.push(format!("WHEN {text} IN {} THEN {text}", dialect.texts(codes)));
    } else if axis.of.themselves {
        cases.push(format!("WHEN {text} <> '_T' AND {} THEN {text}", dialect.is_code(text)));
    }
    dialect.collated(&format!("CASE {} ELSE {unknown} END", cases.join(" ")))
}

/// The age between two dates that are numbers, the first of which may be unknown.
pub(super) fn age(dialect: Dialect, axis: &Axis, birth: &str, day: &str) -> String {
    let (unknown, none) = (dialect.text(known(&axis.of.unknown)), dialect.text(CodeId::UNKNOWN));
    let years = dialect.divided(&format!("({day} - {birth})"), 10_000);
    let inner = in_groups(dialect, &axis.of.groups, 'Y', &years, &unknown);
    dialect.collated(&format!("CASE WHEN {birth} <= {day} THEN {inner} ELSE {none} END"))
}

/// The days between two, the last of which may be unknown.
pub(super) fn days(dialect: Dialect, axis: &Axis, first: &str, last: &str) -> String {
    let (missing, unknown) = (dialect.text(known(&axis.of.missing)), dialect.text(known(&axis.of.unknown)));
    let inner = in_groups(dialect, &axis.of.groups, 'D', &format!("({last} - {first})"), &unknown);
    dialect.collated(&format!("CASE WHEN {last} IS NULL THEN {missing} ELSE {inner} END"))
}

/// The code of what is not known: an age or a duration refuses no record.
fn known(absence: &Absence) -> &str {
    absence.code().map_or(CodeId::UNKNOWN, |code| &**code)
}

fn in_groups(dialect: Dialect, groups: &Groups, letter: char, number: &str, unknown: &str) -> String {
    let case = |((first, last), code): ((u32, Option<u32>), Arc<str>)| {
        format!("WHEN {number} BETWEEN {first} AND {} THEN {}", last.unwrap_or(u32::MAX), dialect.text(&code))
    };
    let cases: Vec<String> = groups.iter().zip(groups.codes(letter)).map(case).collect();
    format!("CASE {} ELSE {unknown} END", cases.join(" "))
}
