use super::{
    field::Field,
    form::{Form, Row},
    slots::Slots,
    tableau::{End, Tableau},
};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BinaryHeap},
};

/// So many columns around one are looked at together, first and at last.
const AROUND: [usize; 3] = [250, 1_500, 8_000];
/// For how many steps the greatest or the least is searched among them.
const STEPS: usize = 400;

/// Looks how far a column can go while all but those around it stay as they are: what is passed stands in whole tables.
///
/// Gives the least and the greatest of each column that was looked at. It proves how wide a column is at least, never that it
/// is no wider.
pub(super) fn around(field: &Field, at: &Slots<i64>, column: u32, range: i64) -> Vec<(u32, (i64, i64))> {
    let mut passed = Vec::new();
    for most in AROUND {
        let columns = neighbors(field, column, most);
        let Some(tableau) = searched(field, at, &columns, range) else { continue };
        let wide = tableau.width(0) >= range;
        passed = columns.iter().copied().zip(tableau.seen.values().iter().copied()).collect();
        if wide || columns.len() < most {
            break;
        }
    }
    passed
}

/// Goes from where the first of some columns stands to its greatest and its least, all others staying as they are.
fn searched(field: &Field, at: &Slots<i64>, columns: &[u32], range: i64) -> Option<Tableau> {
    let number: BTreeMap<u32, u32> = columns.iter().copied().zip(0..).collect();
    let mut rows: BTreeMap<u32, Row> = BTreeMap::new();
    for (column, own) in &number {
        for (row, factor) in field.rows_of(*column) {
            rows.entry(*row).or_default().push((*own, i64::from(*factor)));
        }
    }
    // They stand on a table already: only how they change together is asked.
    let rows: Vec<(Row, i64)> = rows.into_values().map(|row| (row, 0)).collect();
    let (form, _) = Form::of(&rows, columns.len())?;
    let of = |slots: &Slots<i64>| Slots::new(columns.iter().map(|column| slots.at(*column)).collect());
    let mut tableau = Tableau::new(form, of(&field.low), of(&field.high), of(at));
    tableau.begin();
    if tableau.reach(0, 1, range, STEPS) != End::Enough {
        tableau.reach(0, -1, range, STEPS);
    }
    Some(tableau)
}

/// A column and those around it: again and again one of those that break the fewest further rows.
fn neighbors(field: &Field, column: u32, most: usize) -> Vec<u32> {
    let (mut chosen, mut taken) = (Vec::new(), std::collections::BTreeSet::new());
    let mut touched: BTreeMap<u32, u32> = BTreeMap::new();
    let mut rows = std::collections::BTreeSet::new();
    let mut queue = BinaryHeap::from([Reverse((0_u32, 0_u32, column))]);
    let mut turn = 0_u32;
    while let Some(Reverse((_, _, column))) = queue.pop() {
        if !taken.insert(column) {
            continue;
        }
        chosen.push(column);
        if chosen.len() >= most {
            break;
        }
        for (row, _) in field.rows_of(column) {
            if !rows.insert(*row) {
                continue;
            }
            for (other, _) in field.columns_of(*row) {
                if taken.contains(other) || field.low.at(*other) >= field.high.at(*other) {
                    continue;
                }
                let times = touched.entry(*other).or_default();
                *times += 1;
                turn = turn.wrapping_add(0x9e37_79b9);
                let further = u32::try_from(field.rows_of(*other).len()).unwrap_or(u32::MAX).saturating_sub(*times);
                queue.push(Reverse((further, turn, *other)));
            }
        }
    }
    chosen
}
