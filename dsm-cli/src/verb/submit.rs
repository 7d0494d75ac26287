use super::{DONE, FOUND, step};
use crate::{
    arguments::{Figures, Submit},
    brief::Brief,
    console::Console,
    failure::Done,
    input::{self, Taken},
};
use dsm_core::{
    error::{Collected, FindingSink as _, Result, Severity, codes::wfl},
    report::counted,
    text::{Lang, Phrase, Value, message, phrase},
    translate::Translated,
    workflow::{self, KeepDraft, State, SubmissionId},
};
use dsm_store::Session;
use serde_json::json;

pub(super) fn run(submit: &Submit, console: &mut Console<'_>) -> Done<u8> {
    let mut session = input::session(&submit.who)?;
    let mut brief = Brief::new(console.is_json());
    let taken = input::figures(&submit.figures, Some(&session.catalogue()?), &mut brief)?;
    let Some(taken) = taken else {
        console.listed(brief.tally(), &brief.kept, false)?;
        return Ok(FOUND);
    };
    // The file is handed in whole or not at all: every table is held to the rules before the first is handed in.
    let mut found = input::identities(&taken);
    found.extend(input::all_checked(&taken)?.into_findings());
    if found.tally().of_severity(Severity::Error) > 0 {
        console.findings(&found, false)?;
        return Ok(FOUND);
    }
    let control = match &submit.control {
        None => None,
        Some(file) => {
            let figures = Figures { file: file.clone(), ..submit.figures.clone() };
            let Some(read) = input::figures(&figures, Some(&session.catalogue()?), &mut brief)? else {
                console.listed(brief.tally(), &brief.kept, false)?;
                return Ok(FOUND);
            };
            Some(read)
        }
    };
    let (mut status, mut again) = (DONE, 0);
    for table in &taken.translation.tables {
        let step = with_said(of(&taken, table)?.once(), submit, control.as_ref(), table)?;
        let done = if submit.draft { session.perform(KeepDraft::of(step)) } else { session.perform(step) };
        let id = match done {
            Ok(id) => id,
            // Of several tables those that are new are handed in; where none is, that is the answer.
            Err(error) if error.code() == wfl::HANDED_IN_ALREADY => {
                again += 1;
                if again == taken.translation.tables.len() {
                    return Err(error.into());
                }
                let said = message(&error, console.lang);
                let earlier = error.args().iter().find(|(name, _)| *name == "earlier").map(|(_, id)| id.to_string());
                let object =
                    json!({ "indicator": &*table.indicator, "code": error.code().to_string(), "earlier": earlier });
                console.say(&format!("{} {said}", error.code()), object)?;
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        let listed = session.submissions()?.into_iter().find(|one| one.submission.id == id);
        let state = listed.map_or(State::Submitted, |one| one.state);
        say(table, &id, state, console)?;
        if state == State::Returned {
            // The control totals differ: each cell is named.
            let mut found = Collected::new();
            found.extend(session.submission(&id)?.findings);
            console.findings(&found, true)?;
            status = FOUND;
        }
    }
    Ok(status)
}

/// With the control totals, and with what it corrects or replaces.
fn with_said(
    mut step: workflow::Submit,
    said: &Submit,
    control: Option<&Taken>,
    table: &Translated,
) -> Result<workflow::Submit> {
    let alike = |one: &&Translated| {
        one.indicator == table.indicator && one.table.measure().unit() == table.table.measure().unit()
    };
    if let Some(totals) = control.and_then(|control| control.translation.tables.iter().find(alike)) {
        step = step.control(totals.table.clone());
    }
    if let Some(returned) = &said.correcting {
        step = step.correcting(&SubmissionId::parse(returned)?);
    }
    match said.revising.as_ref().zip(said.reason.as_ref()) {
        Some((earlier, reason)) => Ok(step.revising(&SubmissionId::parse(earlier)?, reason)),
        None => Ok(step),
    }
}

/// The step that hands a table in with what its checks noticed, and the file that it came in.
fn of(taken: &Taken, table: &Translated) -> Result<workflow::Submit> {
    let findings = input::checked(taken, table, &taken.translation.findings)?.into_findings();
    let step = workflow::Submit::new(&table.indicator, table.table.clone());
    Ok(step.findings(findings).file(&taken.name, &taken.bytes))
}

/// Checks a table and hands it in, with the file that it came in.
pub(super) fn hand_in(session: &mut Session, taken: &Taken, table: &Translated) -> Result<SubmissionId> {
    session.perform(of(taken, table)?)
}

/// Says under which id it was handed in.
fn say(table: &Translated, id: &SubmissionId, state: State, console: &mut Console<'_>) -> Done<()> {
    let object = json!({
        "indicator": &*table.indicator,
        "unit": table.table.measure().unit().to_string(),
        "submission": id.to_string(),
        "state": state.word(),
    });
    let text = match state {
        State::Submitted => said(table, id, console.lang),
        _ => step::said(id, state, console.lang),
    };
    console.say(&text, object)
}

/// Under which id a table was handed in, in words.
pub(super) fn said(table: &Translated, id: &SubmissionId, lang: Lang) -> String {
    let (unit, id) = (counted(table.table.measure(), lang), id.to_string());
    let unit = unit.first().map(|(_, unit)| unit.as_str()).unwrap_or_default();
    let values =
        [("indicator", Value::Text(&table.indicator)), ("unit", Value::Text(unit)), ("submission", Value::Text(&id))];
    phrase(Phrase::SubmittedAs, lang, &values)
}
