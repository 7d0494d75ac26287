//! Submissions: figures that are handed in.

use super::session::{dsm_session, with};
use crate::{
    error::dsm_error,
    file::{specification::dsm_specification, translation::translated},
    given::given,
    guard::{answer, free, guard},
    handle::{Handle, Owned, give},
    status::dsm_status,
    string::dsm_string,
    table::dsm_table,
};
use dsm_core::{
    check::check,
    error::{
        At, Collected, Error, FindingSink as _, Place, Result, Severity,
        codes::{src, wfl},
    },
    table::Table,
    translate::{Specification, Translated},
    workflow::{KeepDraft, SubmissionId, Submit},
};
use dsm_store::{Clock as _, Session, SystemClock};

/// Submissions with what is known of them beside their figures.
///
/// May be read by several threads; free it with `dsm_submissions_free`.
#[derive(Debug)]
pub struct dsm_submissions {
    _inside: [u8; 0],
}

/// What C may ask of one submission, as texts.
#[derive(Default)]
pub(crate) struct Shown {
    id: String,
    indicator: String,
    state: &'static str,
}

impl Handle for dsm_submissions {
    type Inside = Vec<Shown>;
}
impl Owned for dsm_submissions {}

/// Hands in a table that was checked; findings of severity *error* keep it from being submitted.
fn handed_in(session: &mut Session, step: Submit, table: &Table) -> Result<String> {
    let found = check(table, SystemClock.now()?);
    session.perform(step.findings(found.into_findings())).map(|id| id.to_string())
}

/// Checks a table of an indicator and hands it in. WFL codes for what cannot be handed in.
///
/// `submissions` becomes a list of one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_session_submit(
    session: *mut dsm_session,
    indicator: dsm_string,
    table: *const dsm_table,
    submissions: *mut *mut dsm_submissions,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (session, indicator, table) = (given!(mut session), given!(text indicator), given!(table));
        let submissions = given!(out submissions);
        let step = Submit::new(indicator, table.clone());
        let id = with(session, |session| handed_in(session, step, table))?;
        submissions.put(give(vec![Shown { id, indicator: indicator.to_owned(), state: "submitted" }]));
    })
}

/// As `dsm_session_submit`, with control totals that were produced independently, and as the correction of a returned submission.
///
/// `control` may be NULL, `corrects` empty. Where the control totals differ the submission comes back at once, in the state `returned`,
/// with a finding at each cell: `dsm_session_submission` tells them. WFL-024 where the State asks for control totals and there are
/// none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_session_submit_controlled(
    session: *mut dsm_session,
    indicator: dsm_string,
    table: *const dsm_table,
    control: *const dsm_table,
    corrects: dsm_string,
    submissions: *mut *mut dsm_submissions,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (session, indicator, table) = (given!(mut session), given!(text indicator), given!(table));
        let (control, corrects) = (given!(maybe control), given!(text corrects));
        let submissions = given!(out submissions);
        let mut step = Submit::new(indicator, table.clone());
        if let Some(control) = control {
            step = step.control(control.clone());
        }
        if !corrects.is_empty() {
            step = step.correcting(&SubmissionId::parse(corrects)?);
        }
        let shown = with(session, |session| {
            let id = handed_in(session, step, table)?;
            let listed = session.submissions()?.into_iter().find(|one| one.submission.id.to_string() == id);
            let state = listed.map_or("submitted", |one| one.state.word());
            Ok(Shown { id, indicator: indicator.to_owned(), state })
        })?;
        submissions.put(give(vec![shown]));
    })
}

/// Keeps a table as a draft: whatever its checks find, nothing is handed in. The instruction `hand-in` hands it in, `discard` takes it
/// away.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_session_keep_draft(
    session: *mut dsm_session,
    indicator: dsm_string,
    table: *const dsm_table,
    submissions: *mut *mut dsm_submissions,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (session, indicator, table) = (given!(mut session), given!(text indicator), given!(table));
        let submissions = given!(out submissions);
        let found = check(table, SystemClock.now()?).into_findings();
        let step = KeepDraft::of(Submit::new(indicator, table.clone()).findings(found));
        let id = with(session, |session| session.perform(step))?.to_string();
        submissions.put(give(vec![Shown { id, indicator: indicator.to_owned(), state: "draft" }]));
    })
}

/// Reads a delimited file or a filled form, checks its tables, and hands them in with the file they came in; one submission for each indicator
/// and unit.
///
/// The indicators are those of the mechanism where the specification states no preset. `specification` may be NULL for a tidy file.
/// Errors as of `dsm_translation_read` and `dsm_session_submit`; SRC-016 where the file
/// cannot be read. Nothing is handed in of a file in which a check finds an error (WFL-003). Where another rule refuses a later table
/// its earlier ones are handed in: the history says which. Tables whose figures are handed in already are left out of the list; where all
/// of them are, WFL-046 names the first.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_session_submit_file(
    session: *mut dsm_session,
    path: dsm_string,
    specification: *const dsm_specification,
    submissions: *mut *mut dsm_submissions,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (session, path, specification) = (given!(mut session), given!(text path), given!(maybe specification));
        let submissions = given!(out submissions);
        submissions.put(give(with(session, |session| file(session, path, specification))?));
    })
}

fn file(session: &mut Session, path: &str, specification: Option<&Specification>) -> Result<Vec<Shown>> {
    let unread = |cause| Error::new(src::READ_FAILED).at(Place::new(path, At::Whole)).caused_by(cause);
    let bytes = std::fs::read(path).map_err(unread)?;
    let known = || session.catalogue();
    let mut taken = translated(&bytes, path, specification, Some(&known))?;
    // Of a form what was entered is kept, as a plain table file, and nothing else of the workbook.
    let (kept, bytes) = match taken.entries.take() {
        Some(entries) => (std::path::Path::new(path).with_extension("csv").display().to_string(), entries.into_bytes()),
        None => (path.to_owned(), bytes),
    };
    let checked = taken.checked(SystemClock.now()?);
    let mut hand_in = |(Translated { indicator, table }, found): (&Translated, &Collected)| -> Result<Shown> {
        let noticed = taken.translation.findings.findings().iter();
        let found = found.findings().iter().chain(noticed).cloned().collect();
        let step = Submit::new(indicator, table.clone()).file(&kept, &bytes).findings(found).once();
        let id = session.perform(step)?.to_string();
        Ok(Shown { id, indicator: indicator.to_string(), state: "submitted" })
    };
    // A table that a check refuses goes first: then nothing of the file is handed in.
    let all = || taken.translation.tables.iter().zip(&checked);
    if let Some(refused) = all().find(|(_, found)| found.tally().of_severity(Severity::Error) > 0) {
        hand_in(refused)?;
    }
    let (mut handed, mut again) = (Vec::new(), None);
    for table in all() {
        match hand_in(table) {
            Err(error) if error.code() == wfl::HANDED_IN_ALREADY => again = again.or(Some(error)),
            other => handed.push(other?),
        }
    }
    match again.filter(|_| handed.is_empty()) {
        Some(error) => Err(error),
        None => Ok(handed),
    }
}

/// The submissions of the own State, oldest first: all for those who may inspect, else the released ones.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_session_submissions(
    session: *mut dsm_session,
    submissions: *mut *mut dsm_submissions,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (session, submissions) = (given!(mut session), given!(out submissions));
        let listed = with(session, |session| session.submissions())?.into_iter();
        let shown = listed.map(|one| Shown {
            id: one.submission.id.to_string(),
            indicator: one.submission.indicator.to_string(),
            state: one.state.word(),
        });
        submissions.put(give(shown.collect()));
    })
}

/// A text about a submission of a list.
fn about<'a>(submissions: &'a [Shown], position: usize, text: impl FnOnce(&'a Shown) -> &'a str) -> dsm_string {
    submissions.get(position).map_or(dsm_string::NONE, |shown| dsm_string::lent(text(shown)))
}

/// How many submissions there are.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_submissions_count(submissions: *const dsm_submissions) -> usize {
    answer!(0, { given!(submissions).len() })
}

/// The id of a submission, counted from zero. It lives as long as the list; NULL beyond the end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_submissions_id(submissions: *const dsm_submissions, position: usize) -> dsm_string {
    answer!(dsm_string::NONE, { about(given!(submissions), position, |shown| &shown.id) })
}

/// The indicator of a submission. It lives as long as the list; NULL beyond the end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_submissions_indicator(submissions: *const dsm_submissions, position: usize) -> dsm_string {
    answer!(dsm_string::NONE, { about(given!(submissions), position, |shown| &shown.indicator) })
}

/// The state of a submission when the list was made: `submitted`, `verified`, `released` … Lives for ever; NULL beyond the end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_submissions_state(submissions: *const dsm_submissions, position: usize) -> dsm_string {
    answer!(dsm_string::NONE, { about(given!(submissions), position, |shown| shown.state) })
}

/// Frees a list of submissions. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_submissions_free(submissions: *mut dsm_submissions) {
    free!(submissions);
}
