//! Findings: what was noticed in the data, and what stays on a result.

use crate::{
    error::language,
    given::given,
    guard::{answer, free},
    handle::{Handle, Owned, lend},
    string::dsm_string,
    text::{dsm_text, text},
};
use dsm_core::{
    error::{Finding, Severity},
    exchange::sdmx::struval,
    text::{message, remedy},
};
use std::ptr::{null, null_mut};

/// Something noticed in the data, or a footnote that stays on a result.
///
/// Lent by an error or a table, and lives as long as that; it is not freed. May be read by several threads.
#[derive(Debug)]
pub struct dsm_finding {
    _inside: [u8; 0],
}

impl Handle for dsm_finding {
    type Inside = Finding;
}

/// How grave a finding is.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum dsm_severity {
    /// There is no finding: the handle was NULL.
    None = 0,
    /// A footnote: nothing is wrong.
    Information = 1,
    /// It deserves a look.
    Warning = 2,
    /// The data contradict a rule.
    Error = 3,
}

/// How grave the finding is.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_finding_severity(finding: *const dsm_finding) -> dsm_severity {
    answer!(dsm_severity::None, {
        match given!(finding).severity() {
            Severity::Information => dsm_severity::Information,
            Severity::Warning => dsm_severity::Warning,
            Severity::Error => dsm_severity::Error,
        }
    })
}

/// The id of the rule, such as `TAB-002`. Lives for ever.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_finding_code(finding: *const dsm_finding) -> dsm_string {
    answer!(dsm_string::NONE, { dsm_string::lent(given!(finding).rule().id()) })
}

/// The number of the rule, as in `dsm_codes.h`; 0 for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_finding_number(finding: *const dsm_finding) -> u32 {
    answer!(0, { given!(finding).rule().number() })
}

/// The name of the rule, such as `duplicate-key`. Lives for ever.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_finding_name(finding: *const dsm_finding) -> dsm_string {
    answer!(dsm_string::NONE, { dsm_string::lent(given!(finding).rule().name()) })
}

/// What was noticed, in the language of a tag such as `ru`; in English where DSM does not speak it.
///
/// A text of the caller; NULL if `finding` is NULL or the tag is no text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_finding_sentence(finding: *const dsm_finding, tag: dsm_string) -> *mut dsm_text {
    answer!(null_mut(), { text(message(given!(finding), language(given!(text tag)))) })
}

/// What to do about it, in the language of a tag.
///
/// A text of the caller; NULL if `finding` is NULL or the tag is no text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_finding_remedy(finding: *const dsm_finding, tag: dsm_string) -> *mut dsm_text {
    answer!(null_mut(), { text(remedy(given!(finding), language(given!(text tag)))) })
}

/// Where it was noticed, such as `OBS_VALUE[7]`; an empty text where there is no place.
///
/// A text of the caller; NULL if `finding` is NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_finding_place(finding: *const dsm_finding) -> *mut dsm_text {
    answer!(null_mut(), { text(given!(finding).place().map(ToString::to_string).unwrap_or_default()) })
}

/// The code that STRUVAL, which checks what is sent to Eurostat, has for what was noticed, such as `029`; no text where it has none. Lives
/// for ever.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_finding_struval(finding: *const dsm_finding) -> dsm_string {
    answer!(dsm_string::NONE, { struval(given!(finding)).map_or(dsm_string::NONE, dsm_string::lent) })
}

/// Findings that a call noticed while it did what it was asked.
///
/// May be read by several threads; free it with `dsm_findings_free`.
#[derive(Debug)]
pub struct dsm_findings {
    _inside: [u8; 0],
}

impl Handle for dsm_findings {
    type Inside = Vec<Finding>;
}
impl Owned for dsm_findings {}

/// How many findings there are.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_findings_count(findings: *const dsm_findings) -> usize {
    answer!(0, { given!(findings).len() })
}

/// A finding, counted from zero. It lives as long as the findings; NULL beyond the end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_findings_at(findings: *const dsm_findings, position: usize) -> *const dsm_finding {
    answer!(null(), { given!(findings).get(position).map_or(null(), lend) })
}

/// Frees findings. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_findings_free(findings: *mut dsm_findings) {
    free!(findings);
}
