use super::{
    Rule,
    pattern::{Pattern, not_maskable, refused},
};
use crate::{
    error::Result,
    table::{Cell, Figure, Table},
};
use rust_decimal::Decimal;
use std::sync::Arc;

/// Masks the small figures of a table, and further cells that the owner names. Nothing else is masked.
///
/// What this leaves can often be computed from the totals: [`super::audit`] tells, and [`super::protect`] does not stop here.
///
/// # Units
/// The threshold is on the figures of the table. Where one person can be behind several cases the owner takes a higher one.
///
/// # Errors
/// `SDC-009` with a finding (`SDC-007`) for every named cell that is not there, is no exact figure, or is a zero that the rule shows.
///
/// # Disclosure
/// All masks are alike. The figures are concealed in the table, for its owner; a view of it does not have them.
///
/// # Example
/// ```
/// use dsm_core::measure::{Concept, Measure};
/// use dsm_core::protect::{Rule, mask};
/// use dsm_core::table::{Axis, Membership, Table};
/// let table = Table::builder(Measure::parse("cases:application:many", "flow")?, Concept::new("APPLICATIONS"))
///     .axis(Axis::category("CITIZENSHIP").membership(Membership::AtEvent).exhaustive(true))
///     .axis(Axis::time("TIME_PERIOD"))
///     .row(&["AFG", "2024"], "3")
///     .row(&["SYR", "2024"], "40")
///     .row(&["UKR", "2024"], "0")
///     .build()?;
/// let masked = mask(&table, &Rule::default(), &[])?;
/// assert_eq!(masked.at(&["AFG", "2024"])?.to_string(), "*");
/// assert_eq!(masked.at(&["UKR", "2024"])?.to_string(), "0");
/// // What holds concealed figures is not given out.
/// assert_eq!(masked.disclose().unwrap_err().code().id(), "TAB-012");
/// // A zero that everybody is to see cannot be masked by name.
/// let zero = vec!["UKR".into(), "2024".into()];
/// assert_eq!(mask(&table, &Rule::default(), &[zero]).unwrap_err().code().id(), "SDC-009");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
///
/// Source: protection, primary rule; semantics cases 84, 90.
pub fn mask(table: &Table, rule: &Rule, named: &[Vec<Arc<str>>]) -> Result<Table> {
    primaries(table, rule, named)?.apply(table)
}

/// The small figures and the named cells.
pub(super) fn primaries(table: &Table, rule: &Rule, named: &[Vec<Arc<str>>]) -> Result<Pattern> {
    checked(table, rule, named)?;
    let small = table.rows().filter(|row| is_small(&row.cell, rule)).map(|row| row.key);
    Ok(Pattern::new(small.chain(named.iter().cloned())))
}

/// Refuses named cells that cannot be masked.
pub(super) fn checked(table: &Table, rule: &Rule, named: &[Vec<Arc<str>>]) -> Result<()> {
    let mut faults = Vec::new();
    for key in named {
        match table.find(key).map(|place| table.cell(place)) {
            Ok(Cell::Figure(Figure::Exact(figure))) if figure.is_zero() && rule.shows_zeros() => {
                faults.push(refused(table, key, "zero-shown"));
            }
            Ok(Cell::Figure(Figure::Exact(_)) | Cell::Masked(_)) => {}
            Ok(_) => faults.push(refused(table, key, "figure-not-exact")),
            Err(_) => faults.push(refused(table, key, "cell-not-there")),
        }
    }
    not_maskable(faults)
}

/// Whether a figure lies between nothing and the threshold. Of a change its size counts.
pub(super) fn is_small(cell: &Cell, rule: &Rule) -> bool {
    let Cell::Figure(Figure::Exact(figure)) = cell else { return false };
    !figure.is_zero() && figure.abs() < Decimal::from(rule.threshold())
}
