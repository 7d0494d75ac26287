//! What a mechanism tells beside figures: rules, notices, what is due, and all that is kept of a submission.

use super::session::{dsm_session, with};
use crate::{
    error::dsm_error,
    given::given,
    guard::{answer, free, guard},
    handle::{Handle, Owned, give},
    status::dsm_status,
    string::dsm_string,
};
use dsm_core::{text::Lang, time::Moment, workflow::SubmissionId};
use dsm_store::{Clock as _, Line, Notice, SystemClock};

/// Lines of names and texts. The first name of a line is `what`; a name may stand several times.
///
/// May be read by several threads; free it with `dsm_lines_free`.
#[derive(Debug)]
pub struct dsm_lines {
    _inside: [u8; 0],
}

impl Handle for dsm_lines {
    type Inside = Vec<Line>;
}
impl Owned for dsm_lines {}

/// The rules of the mechanism as far as the reader may see them, a line each: `indicator`, `role`, `country`, `agency`, `user`,
/// `assign`, `delegate`, `make-producer`, `open`, `forbid`, `agreement`, `totals`, with the names of instructions.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_session_rules(
    session: *mut dsm_session,
    lines: *mut *mut dsm_lines,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (session, lines) = (given!(mut session), given!(out lines));
        lines.put(give(with(session, |session| session.rules())?.lines()));
    })
}

/// What changed between two moments in what the reader may see, a line for each cell: `country`, `indicator`, `unit`, `code`
/// (`AXIS=CODE`) for each axis, `before`, `after` (none where the cell came or went) and their statuses. A day means its last
/// second; without `until` it is now. ACC-022 for a moment that has not come yet, TIM codes for what is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_session_notices(
    session: *mut dsm_session,
    since: dsm_string,
    until: dsm_string,
    lines: *mut *mut dsm_lines,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (session, since, until) = (given!(mut session), given!(text since), given!(text until));
        let lines = given!(out lines);
        let until = if until.is_empty() { SystemClock.now()? } else { Moment::as_of(until)? };
        let since = Moment::as_of(since)?;
        let notices = with(session, |session| session.notices(since, until))?;
        lines.put(give(notices.iter().flat_map(Notice::lines).collect()));
    })
}

/// The last period of each indicator that has ended: `country`, `indicator`, `period`, `deadline`, `state` (`delivered`, `due`,
/// `overdue`). Of the own State, and of those with whom an agreement opens the calendar.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_session_due(
    session: *mut dsm_session,
    lines: *mut *mut dsm_lines,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (session, lines) = (given!(mut session), given!(out lines));
        let due = with(session, |session| session.due())?;
        lines.put(give(due.iter().map(dsm_store::Due::line).collect()));
    })
}

/// A submission of the own State with all that is kept of it: a line `submission`, then `finding`, `question`, `answer` and `step`
/// lines, findings in a language such as `ru`. For who may inspect: ACC codes otherwise, the same for one that is not there.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_session_submission(
    session: *mut dsm_session,
    submission: dsm_string,
    language: dsm_string,
    lines: *mut *mut dsm_lines,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (session, submission, language) = (given!(mut session), given!(text submission), given!(text language));
        let lines = given!(out lines);
        let id = SubmissionId::parse(submission)?;
        let dossier = with(session, |session| session.submission(&id))?;
        lines.put(give(dossier.lines(Lang::from_tag(language))));
    })
}

/// How many lines there are.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_lines_count(lines: *const dsm_lines) -> usize {
    answer!(0, { given!(lines).len() })
}

/// A text of a line by its name, and the how-manieth of that name, all counted from zero. It lives as long as the lines; NULL beyond
/// the end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_lines_value(
    lines: *const dsm_lines,
    position: usize,
    name: dsm_string,
    which: usize,
) -> dsm_string {
    answer!(dsm_string::NONE, {
        let (line, name) = (given!(lines).get(position), given!(text name));
        let found = line.and_then(|line| line.iter().filter(|(known, _)| *known == name).nth(which));
        found.map_or(dsm_string::NONE, |(_, value)| dsm_string::lent(value))
    })
}

/// Frees lines. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_lines_free(lines: *mut dsm_lines) {
    free!(lines);
}
