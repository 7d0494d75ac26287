//! Protecting a table by itself, and judging a masked one.

use crate::{
    error::dsm_error,
    finding::dsm_finding,
    given::given,
    guard::{answer, free, guard},
    handle::{Handle, Owned, give, lend},
    protection::dsm_protection,
    status::dsm_status,
    string::dsm_string,
    table::dsm_table,
};
use dsm_core::{
    error::Finding,
    protect::{Audit, Holdings, Judged, Label, audit},
};
use rust_decimal::Decimal;
use std::{ptr::null, sync::Arc};

/// What a reader can tell of the masked cells of a table: a function of what it shows and of the rule.
///
/// May be read by several threads; free it with `dsm_audit_free`.
#[derive(Debug)]
pub struct dsm_audit {
    _inside: [u8; 0],
}

/// An audit with its texts.
pub(crate) struct Told {
    cells: Vec<Cell>,
    findings: Vec<Finding>,
    counts: [usize; 4],
}

struct Cell {
    key: Vec<Arc<str>>,
    label: Label,
    lower: Option<String>,
    upper: Option<String>,
}

impl Handle for dsm_audit {
    type Inside = Told;
}
impl Owned for dsm_audit {}

impl Told {
    fn of(audit: &Audit) -> Self {
        let cell = |judged: &Judged| {
            let (low, high) = judged.told();
            let text = |bound: Option<Decimal>| bound.map(|bound| bound.normalize().to_string());
            Cell { key: judged.key().to_vec(), label: judged.label(), lower: text(low), upper: text(high) }
        };
        let counts = Label::ALL.map(|label| audit.count(label));
        Self { cells: audit.cells().iter().map(cell).collect(), findings: audit.findings().to_vec(), counts }
    }
}

/// Masks the small figures of a table, and as many further cells as it takes so that none can be computed or nearly so.
///
/// The result has all masks alike and holds no masked figure. SDC-005 with a finding for every cell that no mask hides; what is sensitive
/// besides small figures is what the protection says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_protect(
    table: *const dsm_table,
    protection: *const dsm_protection,
    result: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, protection, result) = (given!(table), given!(protection), given!(out result));
        let protected = protection.of_table().protect(table, &Holdings::none())?;
        result.put(give(protected.table.without_concealed().into_table()));
    })
}

/// Judges a masked table, anybody's, from what it shows alone. Of the protection only its rule is taken.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_audit(
    table: *const dsm_table,
    protection: *const dsm_protection,
    result: *mut *mut dsm_audit,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, protection, result) = (given!(table), given!(protection), given!(out result));
        result.put(give(Told::of(&audit(table, protection.rule())?)));
    })
}

/// How many masked cells there are.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_audit_cell_count(audit: *const dsm_audit) -> usize {
    answer!(0, { given!(audit).cells.len() })
}

/// How many masked cells have a label: `EXACT`, `NARROW`, `OPEN` or `PROVEN`; 0 for another word.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_audit_count(audit: *const dsm_audit, label: dsm_string) -> usize {
    answer!(0, {
        let (audit, label) = (given!(audit), given!(text label));
        Label::ALL.iter().zip(audit.counts).find(|(known, _)| known.word() == label).map_or(0, |(_, count)| count)
    })
}

/// The code of a masked cell on an axis, both counted from zero. It lives as long as the audit; empty beyond the end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_audit_code(audit: *const dsm_audit, cell: usize, axis: usize) -> dsm_string {
    answer!(dsm_string::NONE, {
        let code = given!(audit).cells.get(cell).and_then(|cell| cell.key.get(axis));
        code.map_or(dsm_string::NONE, |code| dsm_string::lent(code))
    })
}

/// The label of a masked cell. It lives for ever; empty beyond the end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_audit_label(audit: *const dsm_audit, cell: usize) -> dsm_string {
    answer!(dsm_string::NONE, {
        given!(audit).cells.get(cell).map_or(dsm_string::NONE, |cell| dsm_string::lent(cell.label.word()))
    })
}

/// The least figure that a masked cell can have. Of one that is told or nearly so it is certain, of all others it is the least of
/// the whole tables that were found. Empty where nothing limits it. It lives as long as the audit.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_audit_lower(audit: *const dsm_audit, cell: usize) -> dsm_string {
    answer!(dsm_string::NONE, {
        let bound = given!(audit).cells.get(cell).and_then(|cell| cell.lower.as_deref());
        bound.map_or(dsm_string::NONE, dsm_string::lent)
    })
}

/// The greatest figure that a masked cell can have, as `dsm_audit_lower`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_audit_upper(audit: *const dsm_audit, cell: usize) -> dsm_string {
    answer!(dsm_string::NONE, {
        let bound = given!(audit).cells.get(cell).and_then(|cell| cell.upper.as_deref());
        bound.map_or(dsm_string::NONE, dsm_string::lent)
    })
}

/// How many findings there are: one for every cell that is told or nearly so, and for every total that contradicts others.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_audit_finding_count(audit: *const dsm_audit) -> usize {
    answer!(0, { given!(audit).findings.len() })
}

/// A finding, counted from zero. It lives as long as the audit; NULL beyond the end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_audit_finding(audit: *const dsm_audit, position: usize) -> *const dsm_finding {
    answer!(null(), { given!(audit).findings.get(position).map_or(null(), lend) })
}

/// Frees an audit. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_audit_free(audit: *mut dsm_audit) {
    free!(audit);
}
