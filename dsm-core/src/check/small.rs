use super::report;
use crate::{
    error::{At, Finding, FindingSink, Place, codes::chk},
    measure::Making,
    table::{Figure, Table},
};
use rust_decimal::{Decimal, prelude::ToPrimitive};

/// At least so many figures from 5 to 10 must stand in a table before the lack of those from 1 to 4 says anything.
const ENOUGH: usize = 12;

/// In a plain count of rare events small figures are the most frequent ones. Where none from 1 to 4 stands beside many from
/// 5 to 10, the source has altered them, and a table that declares no making is not exact.
pub(super) fn altered(table: &Table, sink: &mut dyn FindingSink) {
    if *table.making() != Making::Exact || !table.measure().is_count() {
        return;
    }
    let (mut smallest, mut small) = (0_usize, 0_usize);
    for cell in table.cells() {
        let Some(Figure::Exact(value)) = cell.figure() else { continue };
        match value.to_u8() {
            Some(1..=4) if value <= Decimal::from(4) => smallest += 1,
            Some(5..=10) => small += 1,
            _ => {}
        }
    }
    if smallest == 0 && small >= ENOUGH {
        let whole = Place::new(table.concept().id.clone(), At::Whole);
        report(sink, Finding::new(chk::SMALL_FIGURES_ALTERED).at(whole));
    }
}
