//! Steps: what somebody does at a mechanism. Each is decided, done, and written into the history, all of it or nothing.
//!
//! ACC codes where it is not allowed, WFL codes where the state of the submission does not have the step, STO-008 while
//! others write for too long. Nothing is written then.

use super::session::{dsm_session, with};
use crate::{
    error::dsm_error, given::given, guard::guard, protection::dsm_protection, status::dsm_status, string::dsm_string,
};
use dsm_core::{
    access::{Audience, Mode, Opening, Reciprocity},
    catalogue::Indicator,
    workflow::{
        AddCountry, AddUser, CloseTo, DeclareIndicator, OpenTo, Release, Return, SubmissionId, Verify, Withdraw,
    },
};
use dsm_store::Session;

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

/// Adds a user of a State with roles such as `data-submitter` and `data-verifier`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_session_add_user(
    session: *mut dsm_session,
    user: dsm_string,
    roles: *const dsm_string,
    role_count: usize,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (session, user, roles) = (given!(mut session), given!(text user), given!(texts roles, role_count));
        with(session, |session| session.perform(AddUser::new(user, &roles))).map(drop)?;
    })
}

/// Adds an indicator that DSM knows, such as `ENTRIES`, to the mechanism. It is open to nobody but its owners and whom they open it
/// to; with `reciprocal` 1 also to States that release theirs. By who administers the whole.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_session_add_indicator(
    session: *mut dsm_session,
    indicator: dsm_string,
    reciprocal: i32,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (session, step) = (given!(mut session), DeclareIndicator::new(given!(text indicator)));
        let step = if reciprocal == 0 { step } else { step.under(Reciprocity::per(Mode::Indicator)) };
        with(session, |session| session.perform(step))?;
    })
}

/// Adds an indicator of one's own: the text of a file of format `dsm-indicators/1` says what it is. `name` is what places are given
/// with. CAT-010 with a finding for everything that cannot be read, at its line; CAT-011 for another format.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_session_define_indicator(
    session: *mut dsm_session,
    name: dsm_string,
    toml: dsm_string,
    reciprocal: i32,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let session = given!(mut session);
        let (indicator, statements) = Indicator::from_toml(given!(text name), given!(text toml))?;
        let step = DeclareIndicator::new(indicator.id()).defined(&statements);
        let step = if reciprocal == 0 { step } else { step.under(Reciprocity::per(Mode::Indicator)) };
        with(session, |session| session.perform(step))?;
    })
}

/// An opening of an indicator of the own State.
fn opening(session: &Session, indicator: &str, audience: &str) -> dsm_core::error::Result<Opening> {
    Ok(Opening::new(session.who().country().unwrap_or_default(), indicator, Audience::parse(audience)?))
}

/// Opens an indicator of the own State to others, beside what is agreed: `public`, `participants`, or the codes of States with
/// spaces between them, such as `KZ MD`. By who administers the State. ACC-020 where nobody is named, WFL codes for a State or an
/// indicator that is not there.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_session_open_to(
    session: *mut dsm_session,
    indicator: dsm_string,
    audience: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (session, indicator, audience) = (given!(mut session), given!(text indicator), given!(text audience));
        with(session, |session| {
            let opening = opening(session, indicator, audience)?;
            session.perform(OpenTo::new(opening))
        })?;
    })
}

/// Takes back what `dsm_session_open_to` opened in the same words: nothing is read under it any more.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_session_close_to(
    session: *mut dsm_session,
    indicator: dsm_string,
    audience: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (session, indicator, audience) = (given!(mut session), given!(text indicator), given!(text audience));
        with(session, |session| {
            let opening = opening(session, indicator, audience)?;
            session.perform(CloseTo::new(opening))
        })?;
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

/// Releases verified figures with small ones masked, and whatever else it takes so that these cannot be computed.
///
/// SDC-001 where a masked cell can be computed and nothing else is to be masked, with a finding for every such cell (SDC-002) and
/// every cell that would have to be masked too (SDC-004). Nothing is released then.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_session_release_protected(
    session: *mut dsm_session,
    submission: dsm_string,
    protection: *const dsm_protection,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (session, id) = (given!(mut session), SubmissionId::parse(given!(text submission))?);
        let step = Release::new(&id).protected(given!(protection).protection());
        with(session, |session| session.perform(step))?;
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
