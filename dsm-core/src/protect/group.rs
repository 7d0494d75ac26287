use super::{Rule, ladder::Ladder};
use crate::{
    error::{Error, Result, Safe, codes::tab},
    table::{Absent, Cell, Figure, Table, Whole},
};
use rust_decimal::Decimal;
use std::{collections::BTreeMap, sync::Arc};

/// A cell in which everyone of a total is.
pub(super) struct Alone {
    pub(super) key: Vec<Arc<str>>,
    pub(super) beside: Beside,
}

/// What is to be masked besides, so that nobody knows that there are no others.
pub(super) enum Beside {
    /// This zero.
    Zero(Vec<Arc<str>>),
    /// Nothing: what stands beside the cell does not tell.
    Open,
    /// There is no zero that may be masked.
    Nothing,
}

/// What stands at the codes of an axis, all other codes being the same.
type Line = BTreeMap<u32, (usize, Option<Decimal>)>;

/// The cells that hold everyone of a total or group along an axis: all parts beside them are zero.
///
/// # Errors
/// `TAB-008` where the table does not have the axis.
pub(super) fn alone(table: &Table, axis: &str, rule: &Rule) -> Result<Vec<Alone>> {
    let unknown = || Error::new(tab::AXIS_UNKNOWN).with("axis", Safe::term(axis));
    let at = table.axes().iter().position(|own| own.id() == axis).ok_or_else(unknown)?;
    let ladder = table.axes().get(at).map(|own| Ladder::of(table, own)).ok_or_else(unknown)?;
    let mut lines: BTreeMap<Vec<u32>, Line> = BTreeMap::new();
    for place in table.places() {
        let mut codes = table.key_codes(place);
        let code = if at < codes.len() { codes.remove(at) } else { continue };
        let figure = match table.cell(place) {
            Cell::Figure(Figure::Exact(figure)) => Some(figure),
            Cell::Missing(crate::table::Absence::NotApplicable) => Some(Decimal::ZERO),
            _ => None,
        };
        lines.entry(codes).or_default().insert(code, (place, figure));
    }
    let mut found = Vec::new();
    for line in lines.values() {
        for (whole, parts) in (0_u32..).zip(&ladder.below).filter(|(_, parts)| !parts.is_empty()) {
            let all = ladder.all.get(whole as usize) == Some(&true);
            match ladder.how {
                Whole::Sum if parts.len() > 1 => found.extend(only(table, rule, line, (whole, parts, all))),
                Whole::AtLeastEach => found.extend(full(table, line, whole, parts)),
                _ => {}
            }
        }
    }
    Ok(found)
}

/// The only part that is not zero.
fn only(table: &Table, rule: &Rule, line: &Line, (whole, parts, all): (u32, &[u32], bool)) -> Option<Alone> {
    let own = || parts.iter().filter_map(|part| line.get(part));
    let mut some = own().filter_map(|(place, figure)| Some((*place, figure.filter(|figure| !figure.is_zero())?)));
    let (place, figure) = some.next().filter(|_| some.next().is_none())?;
    let known = parts.iter().all(|part| match line.get(part) {
        Some((_, figure)) => figure.is_some(),
        None => table.absent() == Absent::Zero,
    });
    // Where not all parts are known they are nothing only if the total says so.
    let everyone = match line.get(&whole).and_then(|(_, figure)| *figure) {
        Some(total) => total == figure,
        None => all && known,
    };
    if !everyone {
        return None;
    }
    let masked = own().any(|(place, _)| matches!(table.cell(*place), Cell::Masked(_)));
    let zeros = own().filter(|(place, _)| table.cell(*place) == Cell::exact(0));
    let zero = zeros.map(|(place, _)| *place).find(|_| !rule.shows_zeros());
    let beside = match zero {
        _ if masked => Beside::Open,
        Some(zero) => Beside::Zero(table.key(zero)),
        None => Beside::Nothing,
    };
    Some(Alone { key: table.key(place), beside })
}

/// The parts, overlapping with others, that are as large as their whole.
fn full<'t>(table: &'t Table, line: &'t Line, whole: u32, parts: &'t [u32]) -> impl Iterator<Item = Alone> + 't {
    let total = line.get(&whole).and_then(|(_, figure)| *figure).filter(|total| !total.is_zero());
    let of = move |part: &u32| line.get(part).filter(|(_, figure)| figure.is_some() && *figure == total);
    parts.iter().filter_map(of).map(|(place, _)| Alone { key: table.key(*place), beside: Beside::Open })
}
