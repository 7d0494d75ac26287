//! Sessions: somebody at a mechanism.

use super::{dsm_mechanism, query::dsm_query};
use crate::{
    error::dsm_error,
    given::given,
    guard::{free, guard},
    handle::{Handle, Owned, give},
    status::dsm_status,
    string::dsm_string,
    table::dsm_table,
};
use dsm_core::error::{Error, Result, Safe, codes::ffi};
use dsm_store::{AssertedByHost, Session, SigningKey};

/// Somebody at a mechanism, with a connection of its own.
///
/// Used by one thread at a time; outlives its mechanism; free it with `dsm_session_free`.
#[derive(Debug)]
pub struct dsm_session {
    _inside: [u8; 0],
}

impl Handle for dsm_session {
    /// None while a call works with it: what a panic leaves behind is never used again.
    type Inside = Option<Session>;
}
impl Owned for dsm_session {}

/// Works with a session. It is in its handle again unless the work was broken off.
pub(super) fn with<T>(handle: &mut Option<Session>, work: impl FnOnce(&mut Session) -> Result<T>) -> Result<T> {
    let spent = || Error::new(ffi::HANDLE_SPENT).with("argument", Safe::word("session"));
    let mut session = handle.take().ok_or_else(spent)?;
    let done = work(&mut session);
    *handle = Some(session);
    done
}

/// Opens a session of a user such as `submitter@md`. The host has let the user in, and the history says so.
///
/// ACC-006 when there is no active user of that name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_session_open(
    mechanism: *const dsm_mechanism,
    user: dsm_string,
    session: *mut *mut dsm_session,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (mechanism, user, session) = (given!(mechanism), given!(text user), given!(out session));
        session.put(give(Some(mechanism.session(&AssertedByHost::new(user))?)));
    })
}

/// Opens a session of a user who has a key on record: `key` is the text of the file that `dsm key` wrote. What the session does is
/// signed in the history.
///
/// STO-031 when it is no key; ACC-008 when it is not the user's; ACC-006 when there is no active user of that name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_session_open_signed(
    mechanism: *const dsm_mechanism,
    user: dsm_string,
    key: dsm_string,
    session: *mut *mut dsm_session,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (mechanism, user, key, session) =
            (given!(mechanism), given!(text user), given!(text key), given!(out session));
        session.put(give(Some(mechanism.session(&SigningKey::read(user, key)?)?)));
    })
}

/// Opens a session of the public.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_session_public(
    mechanism: *const dsm_mechanism,
    session: *mut *mut dsm_session,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (mechanism, session) = (given!(mechanism), given!(out session));
        session.put(give(Some(mechanism.public()?)));
    })
}

/// The figures that a query asks for, as far as the user may see them: one table, with an axis of reporters where several
/// States are in it.
///
/// ACC codes when nothing of it may be read or nothing is there, one answer for both; SEM-017 when the figures are not of one
/// population.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_session_view(
    session: *mut dsm_session,
    query: *const dsm_query,
    table: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (session, query, table) = (given!(mut session), given!(query), given!(out table));
        table.put(give(with(session, |session| session.view(query))?.into_table()));
    })
}

/// Closes a session and frees it. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_session_free(session: *mut dsm_session) {
    free!(session);
}
