//! The history as its reader may see it.

use super::session::{dsm_session, with};
use crate::{
    error::dsm_error,
    given::given,
    guard::{answer, free, guard},
    handle::{Handle, Owned, give},
    status::dsm_status,
    string::dsm_string,
};
use dsm_store::Entry;

/// What was done with the data and users of the own State, oldest first. No figure is in it.
///
/// May be read by several threads; free it with `dsm_history_free`.
#[derive(Debug)]
pub struct dsm_history {
    _inside: [u8; 0],
}

/// An entry, its moment as text.
pub(crate) struct Shown(Entry, String);

impl Handle for dsm_history {
    type Inside = Vec<Shown>;
}
impl Owned for dsm_history {}

/// The history of the own State; of the mechanism as a whole for who belongs to none; empty for the public.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_session_history(
    session: *mut dsm_session,
    history: *mut *mut dsm_history,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (session, history) = (given!(mut session), given!(out history));
        let entries = with(session, |session| session.history())?;
        let shown = |entry: Entry| {
            let at = entry.at.to_string();
            Shown(entry, at)
        };
        history.put(give(entries.into_iter().map(shown).collect()));
    })
}

/// How many entries there are.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_history_count(history: *const dsm_history) -> usize {
    answer!(0, { given!(history).len() })
}

/// A detail of an entry, counted from zero: `at`, `who`, `behalf`, `proof`, `what`, `subject` or `reason`. It lives as long as the
/// history; NULL beyond the end, or where there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_history_detail(
    history: *const dsm_history,
    position: usize,
    detail: dsm_string,
) -> dsm_string {
    answer!(dsm_string::NONE, {
        let (entry, detail) = (given!(history).get(position), given!(text detail));
        entry.and_then(|entry| entry.detail(detail)).map_or(dsm_string::NONE, dsm_string::lent)
    })
}

impl Shown {
    fn detail(&self, detail: &str) -> Option<&str> {
        let Self(entry, at) = self;
        match detail {
            "at" => Some(at),
            "who" => Some(&entry.who),
            "behalf" => entry.behalf.as_deref(),
            "proof" => Some(&entry.proof),
            "what" => Some(&entry.what),
            "subject" => Some(&entry.subject),
            "reason" => entry.reason.as_deref(),
            _ => None,
        }
    }
}

/// Frees a history. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_history_free(history: *mut dsm_history) {
    free!(history);
}
