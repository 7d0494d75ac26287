//! Mechanisms: one file in which States share figures under rules, and the two doors to it.

pub mod decision;
pub mod documented;
pub mod history;
pub mod instruct;
pub mod query;
pub mod report;
pub mod session;
pub mod step;
pub mod submission;
pub mod told;

use crate::{
    error::dsm_error,
    given::given,
    guard::{free, guard},
    handle::{Handle, Owned, give},
    status::dsm_status,
    string::dsm_string,
    text::{dsm_text, text},
};
use dsm_store::{Mechanism, Receipt};

/// A mechanism: one file in which States share figures under rules.
///
/// May be used by several threads, each with a session of its own; free it with `dsm_mechanism_free`. Sessions outlive it.
#[derive(Debug)]
pub struct dsm_mechanism {
    _inside: [u8; 0],
}

impl Handle for dsm_mechanism {
    type Inside = Mechanism;
}
impl Owned for dsm_mechanism {}

/// Makes a new mechanism in a file that is not there yet, with a preset of roles and indicators: `dsm` or `unhcr`.
///
/// Its first user is `administrator@dsm`. STO-002 when something stands at the path, STO-007 where it cannot be written,
/// STO-013 for an unknown preset.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_mechanism_create(
    path: dsm_string,
    preset: dsm_string,
    mechanism: *mut *mut dsm_mechanism,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (path, preset, mechanism) = (given!(text path), given!(text preset), given!(out mechanism));
        mechanism.put(give(Mechanism::create(path, preset)?));
    })
}

/// Opens a mechanism. STO-001 when there is no file, STO-003 when it is something else, STO-004 when it is of a newer DSM,
/// STO-005 when it is damaged.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_mechanism_open(
    path: dsm_string,
    mechanism: *mut *mut dsm_mechanism,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (path, mechanism) = (given!(text path), given!(out mechanism));
        mechanism.put(give(Mechanism::open(path)?));
    })
}

/// Verifies that the history is whole and that what is kept is what it says; gives the last link of its chain.
///
/// STO-010 with the entry at which the chain breaks, STO-011 with what differs.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_mechanism_verify(
    mechanism: *const dsm_mechanism,
    head: *mut *mut dsm_text,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (mechanism, head) = (given!(mechanism), given!(out head));
        head.put(text(mechanism.verify_history(None)?.head_text()));
    })
}

/// Frees a mechanism; its file and its sessions stay. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_mechanism_free(mechanism: *mut dsm_mechanism) {
    free!(mechanism);
}

/// Copies the mechanism into a new file while others work at it. The copy is verified before it gets its name. `receipt` becomes the
/// receipt of its history: keep it elsewhere.
///
/// STO-002 when something stands at the path; STO-010 and STO-011 where the history does not verify.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_mechanism_backup(
    mechanism: *const dsm_mechanism,
    path: dsm_string,
    receipt: *mut *mut dsm_text,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (mechanism, path, receipt) = (given!(mechanism), given!(text path), given!(out receipt));
        receipt.put(text(mechanism.backup(path)?.text()));
    })
}

/// Makes a mechanism of a backup, which is verified first, in a file that is not there yet.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_mechanism_restore(
    backup: dsm_string,
    path: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        Mechanism::restore(given!(text backup), given!(text path)).map(drop)?;
    })
}

/// Verifies the history against a receipt that was kept elsewhere: a history that was cut off or replaced is found (STO-017).
/// `newer` becomes the receipt of the history as it is.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_mechanism_verify_receipt(
    mechanism: *const dsm_mechanism,
    receipt: dsm_string,
    newer: *mut *mut dsm_text,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (mechanism, receipt, newer) = (given!(mechanism), given!(text receipt), given!(out newer));
        let earlier = if receipt.is_empty() { None } else { Some(Receipt::parse(receipt)?) };
        newer.put(text(mechanism.verify_history(earlier.as_ref())?.text()));
    })
}
