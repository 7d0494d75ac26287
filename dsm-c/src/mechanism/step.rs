//! Steps: what somebody does at a mechanism. Each is decided, done, and written into the history, all of it or nothing.
//!
//! ACC codes where it is not allowed, WFL codes where the state of the submission does not have the step, STO-008 while
//! others write for too long. Nothing is written then.

use super::session::{dsm_session, with};
use crate::{error::dsm_error, given::given, guard::guard, status::dsm_status, string::dsm_string};
use dsm_core::workflow::{AddCountry, Release, Return, SubmissionId, Verify, Withdraw};

/// Adds a State by its code, such as `MD`; with its own administrator alone, or (`staff` 1) with one user for each role, such
/// as `submitter@md`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_session_add_country(
    session: *mut dsm_session,
    country: dsm_string,
    staff: i32,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (session, step) = (given!(mut session), AddCountry::new(given!(text country)));
        let step = if staff == 0 { step } else { step.with_staff() };
        with(session, |session| session.perform(step)).map(drop)?;
    })
}

/// Says that a submission is right. Never by who submitted it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_session_verify(
    session: *mut dsm_session,
    submission: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (session, id) = (given!(mut session), SubmissionId::parse(given!(text submission))?);
        with(session, |session| session.perform(Verify::new(&id))).map(drop)?;
    })
}

/// Gives a submission back with questions.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_session_return(
    session: *mut dsm_session,
    submission: dsm_string,
    questions: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (session, id) = (given!(mut session), SubmissionId::parse(given!(text submission))?);
        let questions = given!(text questions);
        with(session, |session| session.perform(Return::new(&id, questions))).map(drop)?;
    })
}

/// Releases verified figures to those who may see them.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_session_release(
    session: *mut dsm_session,
    submission: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (session, id) = (given!(mut session), SubmissionId::parse(given!(text submission))?);
        with(session, |session| session.perform(Release::new(&id))).map(drop)?;
    })
}

/// Takes released figures back because they are wrong, with a reason.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_session_withdraw(
    session: *mut dsm_session,
    submission: dsm_string,
    reason: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (session, id) = (given!(mut session), SubmissionId::parse(given!(text submission))?);
        let reason = given!(text reason);
        with(session, |session| session.perform(Withdraw::as_wrong(&id, reason))).map(drop)?;
    })
}
