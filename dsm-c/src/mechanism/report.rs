//! Declared reports: queries and a layout, filled for a reader.

use super::session::{dsm_session, with};
use crate::{
    error::dsm_error,
    file::page::dsm_page,
    given::given,
    guard::{free, guard},
    handle::{Handle, Owned, give},
    status::dsm_status,
    string::dsm_string,
};
use dsm_core::{
    report::{Report, Scope},
    time::Moment,
};

/// A report that is declared: what is asked, and how it is laid out; no figure.
///
/// May be read by several threads; free it with `dsm_report_free`.
#[derive(Debug)]
pub struct dsm_report {
    _inside: [u8; 0],
}

impl Handle for dsm_report {
    type Inside = Report;
}
impl Owned for dsm_report {}

/// What a report is filled for: an indicator where it is about one, States, times, assumptions.
///
/// Written by one thread at a time, read by several; free it with `dsm_scope_free`.
#[derive(Debug)]
pub struct dsm_scope {
    _inside: [u8; 0],
}

impl Handle for dsm_scope {
    type Inside = Scope;
}
impl Owned for dsm_scope {}

/// A report that DSM brings along, such as `asylum-overview`. REP-009 for another name, with the names that there are.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_report_shipped(
    name: dsm_string,
    report: *mut *mut dsm_report,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let shipped = Report::shipped(given!(text name))?;
        given!(out report).put(give(shipped));
    })
}

/// A report of one's own from TOML, as `spec/reports.md` describes it; `name` is what places are given with.
///
/// REP-003 for another format, REP-004 with a finding for everything that is wrong, REP-017 where it is no TOML.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_report_from_toml(
    text: dsm_string,
    name: dsm_string,
    report: *mut *mut dsm_report,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let read = Report::from_toml(given!(text name), given!(text text))?;
        given!(out report).put(give(read));
    })
}

/// All that the reader may see.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_scope_new(scope: *mut *mut dsm_scope, error: *mut *mut dsm_error) -> dsm_status {
    guard!(error, { given!(out scope).put(give(Scope::new())) })
}

/// Names the indicator of a report that is about one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_scope_indicator(
    scope: *mut dsm_scope,
    indicator: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let scope = given!(mut scope);
        *scope = scope.clone().indicator(given!(text indicator));
    })
}

/// Of this State. Several calls name several States.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_scope_country(
    scope: *mut dsm_scope,
    country: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let scope = given!(mut scope);
        *scope = scope.clone().country(given!(text country));
    })
}

/// Only what lies within this period, or at this moment. Several calls add up. TIM codes when it is neither.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_scope_time(
    scope: *mut dsm_scope,
    time: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let scope = given!(mut scope);
        *scope = scope.clone().time(given!(text time))?;
    })
}

/// Adds up under an assumption, in every query. SEM-030 when there is no such assumption.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_scope_assume(
    scope: *mut dsm_scope,
    assumption: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let scope = given!(mut scope);
        *scope = scope.clone().assuming(given!(text assumption))?;
    })
}

/// Fills a report with what the reader of a session may see, all at one moment: a page, written by `dsm_page_write_as`.
///
/// `as_of` is a moment of the past, to the rights of today, or empty for now. REP-010 where it is about one indicator or State and not
/// exactly one is named; REP-018 for a State that does not take part; CAT-001 for an unknown indicator; ACC-022 for a moment to come.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_session_report(
    session: *mut dsm_session,
    report: *const dsm_report,
    scope: *const dsm_scope,
    as_of: dsm_string,
    page: *mut *mut dsm_page,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (session, report, scope, page) = (given!(mut session), given!(report), given!(scope), given!(out page));
        let as_of = match given!(text as_of) {
            "" => None,
            moment => Some(Moment::as_of(moment)?),
        };
        page.put(give(with(session, |session| dsm_store::report(session, report, scope, as_of))?));
    })
}

/// Frees a report. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_report_free(report: *mut dsm_report) {
    free!(report);
}

/// Frees a scope. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_scope_free(scope: *mut dsm_scope) {
    free!(scope);
}
