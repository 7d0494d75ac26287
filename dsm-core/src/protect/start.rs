use super::{
    field::Field,
    form::Row,
    moves::{Finder, Sought},
    slots::Slots,
    tableau::{FAR, Tableau},
};
use rust_decimal::{Decimal, prelude::ToPrimitive};

/// How often every row is fitted.
const FITTINGS: usize = 200;
/// Nothing is fitted any more where no row is farther off than this.
const CLOSE: f64 = 1.001;
/// How often the columns that are outside their bounds are gone through, each time with more steps for each.
const ROUNDS: usize = 24;

/// How often a move is tried for a column that is outside its bounds, one time after the other.
const MOVES: [usize; 3] = [2, 8, 30];

/// Brings columns within their bounds by moves, as far as these are found.
fn moved(tableau: &mut Tableau, field: &Field) {
    let mut finder = Finder::new(field, &tableau.at, 1, 0);
    for tries in MOVES {
        for (_, column) in tableau.outside() {
            let mut left = tries;
            while left > 0 && tableau.off(column) != 0 {
                let way = if tableau.off(column) < 0 { 1 } else { -1 };
                if finder.find(field, &tableau.at, Sought { column, way, both: false, most: 0 }) {
                    tableau.follow(field, &mut finder, 1);
                } else {
                    left -= 1;
                }
            }
        }
    }
}

/// Brings a tableau to a whole table within all bounds; false where none was found.
///
/// One column after the other is brought within its bounds, and what is within them stays there. A column that holds out is
/// asked again when the others have moved.
pub(super) fn within_bounds(tableau: &mut Tableau, field: &Field) -> bool {
    moved(tableau, field);
    for round in 1..=ROUNDS {
        let outside = tableau.outside();
        if outside.is_empty() {
            return true;
        }
        for (_, column) in outside {
            tableau.mend(column, 20 * round);
        }
    }
    tableau.outside().is_empty()
}

/// Numbers near the middle of what can be: the most even ones that the rows allow, rounded.
///
/// From there few columns are outside their bounds, and none is close to them without need. It is computed from the rows and
/// bounds alone.
pub(super) fn estimate(rows: &[(Row, i64)], low: &Slots<i64>, high: &Slots<i64>) -> Slots<i64> {
    let middle = |column: u32| match (low.at(column), high.at(column)) {
        (low, high) if low > -FAR && high < FAR => as_float(high - low) / 2.0,
        _ => 5.0,
    };
    let above = |column: u32| if low.at(column) > -FAR { low.at(column) } else { 0 };
    let mut share: Slots<f64> = Slots::new(low.numbers().map(middle).collect());
    let least = |row: &Row| row.iter().map(|(column, factor)| factor.saturating_mul(above(*column))).sum::<i64>();
    let left: Vec<f64> = rows.iter().map(|(row, constant)| as_float(constant.saturating_sub(least(row)))).collect();
    for _ in 0..FITTINGS {
        let mut farthest = 1.0_f64;
        for ((row, _), left) in rows.iter().zip(&left) {
            let side = |up: bool| {
                let of = row.iter().filter(|(_, factor)| (*factor > 0) == up);
                of.map(|(column, factor)| as_float(factor.abs()) * share.at(*column)).sum::<f64>()
            };
            let (more, less) = (side(true), side(false));
            // The one number by which all that adds is multiplied and all that takes away is divided, so that the row holds.
            let times = match (more > 0.0, less > 0.0) {
                (true, true) => (left + (left * left + 4.0 * more * less).sqrt()) / (2.0 * more),
                (true, false) => left / more,
                (false, true) => less / -left,
                (false, false) => 1.0,
            };
            let times = if times.is_finite() { times.clamp(1e-6, 1e6) } else { 1.0 };
            farthest = farthest.max(times).max(1.0 / times);
            for (column, factor) in row {
                let now = share.at(*column);
                share.put(*column, if *factor > 0 { now * times } else { now / times });
            }
        }
        if farthest < CLOSE {
            break;
        }
    }
    let rounded = |share: f64| Decimal::from_f64_retain(share).and_then(|d| d.round().to_i64()).unwrap_or(0);
    let number =
        |column: u32| above(column).saturating_add(rounded(share.at(column)).clamp(0, FAR >> 4)).min(high.at(column));
    Slots::new(low.numbers().map(number).collect())
}

fn as_float(number: i64) -> f64 {
    number.to_f64().unwrap_or(0.0)
}
