use super::{DONE, FOUND};
use crate::{
    arguments::Submit,
    brief::Brief,
    console::Console,
    failure::Done,
    input::{self, Taken},
};
use dsm_core::{
    error::{FindingSink as _, Result, Severity},
    report::counted,
    text::{Lang, Phrase, Value, phrase},
    translate::Translated,
    workflow::{self, SubmissionId},
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
    for table in &taken.translation.tables {
        let id = hand_in(&mut session, &taken, table)?;
        say(table, &id, console)?;
    }
    Ok(DONE)
}

/// Checks a table and hands it in, with the file that it came in.
pub(super) fn hand_in(session: &mut Session, taken: &Taken, table: &Translated) -> Result<SubmissionId> {
    let findings = input::checked(table, &taken.translation.findings)?.into_findings();
    let step = workflow::Submit::new(&table.indicator, table.table.clone());
    session.perform(step.findings(findings).file(&taken.name, &taken.bytes))
}

/// Says under which id it was handed in.
fn say(table: &Translated, id: &SubmissionId, console: &mut Console<'_>) -> Done<()> {
    let object = json!({
        "indicator": &*table.indicator,
        "unit": table.table.measure().unit().to_string(),
        "submission": id.to_string(),
        "state": "submitted",
    });
    let text = said(table, id, console.lang);
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
