//! Protections: how a release hides small figures.

use crate::{
    error::dsm_error,
    given::given,
    guard::{free, guard},
    handle::{Handle, Owned, give},
    status::dsm_status,
    string::dsm_string,
};
use dsm_core::protect::{Protection, Rule, Zeros};
use std::sync::Arc;

/// How an owner wants a release protected: which small figures are masked, which cells besides, and whether DSM masks further
/// cells so that no masked one can be computed.
///
/// It names cells, so it is the owner's; what others learn is which cells are masked. Written by one thread at a time, read by
/// several; free it with `dsm_protection_free`.
#[derive(Debug)]
pub struct dsm_protection {
    _inside: [u8; 0],
}

/// What was said of a protection.
pub(crate) struct Stated {
    rule: Rule,
    named: Vec<Vec<String>>,
    completed: bool,
}

impl Handle for dsm_protection {
    type Inside = Stated;
}
impl Owned for dsm_protection {}

impl Stated {
    /// The rule that was stated.
    pub(crate) fn rule(&self) -> &Rule {
        &self.rule
    }

    /// The keys of the cells that were named.
    pub(crate) fn named(&self) -> Vec<Vec<Arc<str>>> {
        self.named.iter().map(|key| key.iter().map(|code| Arc::from(code.as_str())).collect()).collect()
    }

    /// The protection that was stated.
    pub(crate) fn protection(&self) -> Protection {
        let stated = self.named.iter().fold(Protection::by(self.rule), |all, key| all.also(key));
        if self.completed { stated } else { stated.nothing_else() }
    }
}

/// Masks figures from one to below a threshold, and further cells as needed, so that no masked one can be computed. Zeros stay in
/// sight. SDC-006 for a threshold below two or above a million.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_protection_below(
    threshold: u32,
    protection: *mut *mut dsm_protection,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let rule = Rule::below(threshold)?;
        given!(out protection).put(give(Stated { rule, named: Vec::new(), completed: true }));
    })
}

/// No threshold: masks the cells that are named with `dsm_protection_also`, and further ones as needed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_protection_named(
    protection: *mut *mut dsm_protection,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let rule = Rule::named_only();
        given!(out protection).put(give(Stated { rule, named: Vec::new(), completed: true }));
    })
}

/// Says whether zeros stay in sight (`shown`) or may be masked to protect others (`maskable`). SDC-006 for another word.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_protection_zeros(
    protection: *mut dsm_protection,
    zeros: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (protection, zeros) = (given!(mut protection), Zeros::parse(given!(text zeros))?);
        protection.rule = protection.rule.zeros(zeros);
    })
}

/// Sets the protection range: behind every mask the possible figures differ by at least this much; 2 where it is not said. SDC-006
/// above a million.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_protection_range(
    protection: *mut dsm_protection,
    range: u32,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let protection = given!(mut protection);
        protection.rule = protection.rule.wide(range)?;
    })
}

/// Masks a cell besides, by its key: one code for each axis.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_protection_also(
    protection: *mut dsm_protection,
    key: *const dsm_string,
    code_count: usize,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (protection, key) = (given!(mut protection), given!(texts key, code_count));
        protection.named.push(key.into_iter().map(str::to_owned).collect());
    })
}

/// Masks what the rule and the names say and nothing else: where a masked cell can be computed then, the release is refused with
/// the cells that would have to be masked too.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_protection_nothing_else(
    protection: *mut dsm_protection,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        given!(mut protection).completed = false;
    })
}

/// Frees a protection. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_protection_free(protection: *mut dsm_protection) {
    free!(protection);
}
