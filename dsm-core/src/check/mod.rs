//! Rules that figures are held to, and the findings where they do not hold.
//!
//! The rules follow from what a table declares: an exhaustive axis with a total adds up, a part stays within its whole, no
//! figure is of a period that has not begun. Every broken rule is reported, never only the first, and the counts per rule
//! are exact. An answer is three-valued: where a figure is suppressed, missing or inexact, "not known" is a finding of its
//! own and never passes silently. Control totals, made independently, are held against a table in the same way.
//!
//! That no key stands twice, that codes and periods can be read and that counts are whole is held by the builder of tables.
//!
//! ```
//! use dsm_core::{check::check, error::{FindingSink, codes::chk}, measure::{Concept, Measure}};
//! use dsm_core::{table::{Axis, Membership, Table}, time::Moment};
//! let decisions = Measure::parse("cases:decision:many", "flow")?;
//! let table = Table::builder(decisions, Concept::new("ASYLUM_DECISION"))
//!     .axis(Axis::category("DECISION").membership(Membership::AtEvent).exhaustive(true))
//!     .axis(Axis::time("TIME_PERIOD"))
//!     .row(&["REC", "2023"], "30")
//!     .row(&["REJ", "2023"], "60")
//!     .row(&["_T", "2023"], "95")
//!     .build()?;
//! let found = check(&table, Moment::parse("2024-06-01")?);
//! assert_eq!(found.tally().of(chk::TOTAL_DIFFERS), 1);
//! # Ok::<(), dsm_core::error::Error>(())
//! ```

mod claim;
mod control;
mod identity;
mod own;
mod parts;
mod range;
mod small;
mod time;
#[cfg(test)]
mod tests;

pub use control::control_totals;
pub use identity::{Held, identity};

use crate::{
    error::{Collected, Finding, FindingSink, Place},
    table::Table,
    time::Moment,
};
use std::sync::Arc;

/// Holds a table to every rule that follows from what it declares.
///
/// # Findings
/// - `CHK-001` a total is not what its parts add up to; `CHK-002` it is not known whether it is
/// - `CHK-003` a part is larger than its whole; `CHK-004` it is not known whether it is
/// - `CHK-005` a figure of a period or moment that has not begun at `now`, forecasts apart
/// - `CHK-006` a figure of a period that is not over at `now` and is not provisional
/// - `CHK-007` small figures do not occur as in a plain count, and no making is declared
/// - `CHK-012` citizens of the reporting country among those who are foreign by definition
///
/// # Disclosure
/// Findings name the cell by its codes; its figures are evidence, which is revealed against custody only.
#[must_use]
pub fn check(table: &Table, now: Moment) -> Collected {
    let mut found = Collected::new();
    check_into(table, now, &mut found);
    found
}

/// As [`check`], with the findings handed to a sink as they are made.
pub fn check_into(table: &Table, now: Moment, sink: &mut dyn FindingSink) {
    parts::totals_and_parts(table, sink);
    time::future(table, now, sink);
    small::altered(table, sink);
    own::own_citizens(table, sink);
}

/// Hands a finding on. A sink that wants no more details still counts, so the answer is of no interest here.
fn report(sink: &mut dyn FindingSink, finding: Finding) {
    let _ = sink.put(finding);
}

/// The place of a cell: its codes without the time, and the time.
fn place(table: &Table, key: &[Arc<str>]) -> Place {
    let time = table.axes().iter().position(|axis| axis.is_time());
    let period = time.and_then(|at| key.get(at)).cloned();
    let codes = key.iter().enumerate().filter(|(at, _)| Some(*at) != time).map(|(_, code)| code.clone()).collect();
    Place::series(table.concept().id.clone(), codes, period)
}
