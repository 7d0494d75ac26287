use super::{
    super::shape::Adds,
    found::Found,
    grid::{Figures, Put},
};
use crate::error::{Finding, codes::exc};
use rust_decimal::Decimal;

/// What the parts of a total come to.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    known: Decimal,
    /// Whether any part has a figure, lacks one, or is wrong.
    some: bool,
    lacking: bool,
    wrong: bool,
}

impl Sum {
    fn and(mut self, other: Self) -> Self {
        match self.known.checked_add(other.known) {
            Some(known) => self.known = known,
            None => self.wrong = true,
        }
        self.some |= other.some;
        self.lacking |= other.lacking;
        self.wrong |= other.wrong;
        self
    }
}

/// Holds every total to its parts, as they stand on the sheet.
pub(super) fn check(figures: &Figures<'_>, found: &mut Found<'_>) {
    for item in 0..figures.rows.len() {
        for column in 0..figures.columns.len() {
            let put = figures.at(item, column);
            let differs = match put {
                Put::Empty | Put::Unknown => continue,
                Put::Reckoned(shown) => {
                    parts(figures, item, column).is_some_and(|sum| !sum.wrong && shown != sum.known)
                }
                Put::Entered(entered) => wholes(figures, item, column).into_iter().any(|sum| {
                    // Of parts that are not all known the sum is the least that the total can be.
                    !sum.wrong && sum.some && if sum.lacking { entered < sum.known } else { entered != sum.known }
                }),
            };
            if differs {
                found.add(Finding::new(exc::FORM_TOTAL_DIFFERS).at(figures.place(item, column)));
            }
        }
    }
}

/// The sums that a figure has to be, where it was entered in a place that adds up: one for each side.
fn wholes(figures: &Figures<'_>, item: usize, column: usize) -> Vec<Sum> {
    let adds = |adds: Adds| matches!(adds, Adds::Sum | Adds::Group);
    let shape = figures.shape();
    let down = shape.down.items.get(item).filter(|item| adds(item.adds));
    let across = shape.columns.get(column).filter(|column| adds(column.adds));
    let down = down.map(|item| total(item.parts.iter().map(|part| value(figures, *part, column))));
    let across = across.map(|one| total(one.parts.iter().map(|part| value(figures, item, *part))));
    down.into_iter().chain(across).collect()
}

/// What the formula of the form adds up in a place.
fn parts(figures: &Figures<'_>, item: usize, column: usize) -> Option<Sum> {
    let (shape, adds) = (figures.shape(), figures.adds(item, column));
    let (own, one) = (shape.down.items.get(item)?, shape.columns.get(column)?);
    if !adds.is_sum() {
        return None;
    }
    Some(if own.adds == adds {
        total(own.parts.iter().map(|part| value(figures, *part, column)))
    } else {
        total(one.parts.iter().map(|part| value(figures, item, *part)))
    })
}

fn total(values: impl Iterator<Item = Sum>) -> Sum {
    values.fold(Sum::default(), Sum::and)
}

/// What a place comes to: what was entered, else the sum of its parts.
fn value(figures: &Figures<'_>, item: usize, column: usize) -> Sum {
    match figures.at(item, column) {
        Put::Entered(known) => Sum { known, some: true, ..Sum::default() },
        Put::Unknown => Sum { wrong: true, ..Sum::default() },
        Put::Empty | Put::Reckoned(_) => {
            let zero = figures.is_zero_where_empty(item, column);
            parts(figures, item, column).unwrap_or(Sum { some: zero, lacking: !zero, ..Sum::default() })
        }
    }
}
