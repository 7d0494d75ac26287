use super::{DONE, FOUND, indicator::catalogue, table::written};
use crate::{
    arguments::{
        AddDocumentation, CheckDocumentation, Doc, NewDocumentation, SaidDocumentation, ShowDocumentation, Who,
    },
    console::Console,
    documented,
    failure::{Done, unread},
    input::{now, session, session_of},
    sections::write_text,
    whole::written_whole,
};
use dsm_core::{
    documentation::{Documentation, Kind, Required, fields},
    error::{Collected, FindingSink as _, Severity, codes::doc},
    exchange::xlsx::DocumentationForm,
    text::{Lang, Phrase, Value},
    workflow::Document,
};
use serde_json::json;
use std::{fmt::Write as _, fs};

pub(super) fn run(asked: &Doc, console: &mut Console<'_>) -> Done<u8> {
    match asked {
        Doc::New(new) => form(new, console),
        Doc::Check(check) => checked(check, console),
        Doc::Add(add) => keep(add, console),
        Doc::Show(show) => shown(show, console),
    }
}

/// Writes a form with every question as a comment.
fn form(new: &NewDocumentation, console: &mut Console<'_>) -> Done<u8> {
    let catalogue = catalogue(&new.chosen)?;
    let indicator = catalogue.find(&new.indicator)?;
    if let Some(path) = new.output.as_deref().filter(|path| documented::is_workbook(path)) {
        let form = DocumentationForm::new(indicator, &new.country, console.lang)?;
        let form = match (&new.chosen.mechanism, &new.user) {
            (Some(mechanism), Some(user)) => {
                let session = session_of(mechanism, Some(user))?;
                let said = session.documentation(&new.country, indicator.id())?;
                said.last().map_or(Ok(form.clone()), |said| form.said(said))?
            }
            _ => form,
        };
        written_whole(path, |out| form.write(out))?;
        written(&path.display().to_string(), console)?;
        return Ok(DONE);
    }
    let text = blank(&Documentation::new(&new.country, &new.indicator)?, console.lang);
    match &new.output {
        Some(path) => {
            write_text(path, &text)?;
            written(&path.display().to_string(), console)?;
        }
        None => console.say(text.trim_end(), json!({ "form": text }))?,
    }
    Ok(DONE)
}

fn blank(documentation: &Documentation, lang: Lang) -> String {
    let mut out = format!(
        "format = \"dsm-documentation/1\"\ntemplate = \"{}\"\ncountry = \"{}\"\nindicator = \"{}\"\n",
        Documentation::TEMPLATE,
        documentation.country(),
        documentation.indicator(),
    );
    let ask = |out: &mut String, field: &dsm_core::documentation::Field| {
        let needed = if field.required() == Required::No { "" } else { " *" };
        // Writing to memory does not fail.
        let _ = write!(out, "\n# {}{needed}. {}\n", field.title(lang), field.question(lang));
    };
    for field in fields().iter().filter(|field| field.kind() == Kind::Text) {
        ask(&mut out, field);
        let _ = writeln!(out, "[{}]\nen = \"\"\nru = \"\"", field.id());
    }
    out.push_str("\n[answers]\n");
    for field in fields().iter().filter(|field| field.kind() != Kind::Text) {
        ask(&mut out, field);
        if !field.codes().is_empty() {
            let _ = writeln!(out, "# {}", field.codes().join(" | "));
        }
        let _ = writeln!(out, "{} = \"\"", field.id());
    }
    out
}

/// Reads a file of documentation: one, or as many as a message has metadata reports. A form is read on top of what was said
/// before, where somebody asks who may see it.
fn read(said: &SaidDocumentation, who: Option<&Who>, found: &mut Collected) -> Done<Vec<Documentation>> {
    if documented::is_workbook(&said.file) {
        let answers = documented::answers(&said.file)?;
        let before = match who {
            Some(who) => session(who)?.documentation(answers.country(), answers.indicator())?.pop(),
            None => None,
        };
        return Ok(vec![answers.documentation(before.as_ref())?]);
    }
    if documented::is_report(&said.file) {
        return Ok(documented::read(said, found)?);
    }
    let text = fs::read_to_string(&said.file).map_err(|error| unread(&said.file, error))?;
    Ok(vec![Documentation::from_toml(&said.file.display().to_string(), &text)?])
}

fn checked(check: &CheckDocumentation, console: &mut Console<'_>) -> Done<u8> {
    let mut found = Collected::new();
    let all = match read(&check.said, None, &mut found) {
        Ok(all) => all,
        Err(crate::failure::Failure::Said(error)) if error.code() == doc::FILE_REFUSED => {
            console.findings(&error.findings().iter().cloned().collect(), true)?;
            return Ok(FOUND);
        }
        Err(failure) => return Err(failure),
    };
    console.findings(&found, true)?;
    let mut exit = if found.tally().of_severity(Severity::Error) == 0 { DONE } else { FOUND };
    for documentation in &all {
        exit = exit.max(checked_one(documentation, check, console)?);
    }
    Ok(exit)
}

fn checked_one(documentation: &Documentation, check: &CheckDocumentation, console: &mut Console<'_>) -> Done<u8> {
    let catalogue = catalogue(&check.chosen)?;
    let indicator = catalogue.find(documentation.indicator())?;
    let found = documentation.check(indicator, now()?);
    console.findings(&found, true)?;
    let complete = documentation.completeness(indicator);
    let (filled, required) = (complete.filled as u64, complete.required as u64);
    let values = [("filled", Value::Count(filled)), ("required", Value::Count(required))];
    let object = json!({ "filled": filled, "required": required, "missing": complete.missing });
    console.phrase(Phrase::FieldsFilled, &values, object)?;
    Ok(if found.tally().of_severity(Severity::Error) == 0 { DONE } else { FOUND })
}

fn keep(add: &AddDocumentation, console: &mut Console<'_>) -> Done<u8> {
    let mut found = Collected::new();
    let all = match read(&add.said, Some(&add.who), &mut found) {
        Ok(all) => all,
        Err(crate::failure::Failure::Said(error))
            if error.code() == doc::FILE_REFUSED && documented::is_workbook(&add.said.file) =>
        {
            console.findings(&error.findings().iter().cloned().collect(), true)?;
            return Ok(FOUND);
        }
        Err(failure) => return Err(failure),
    };
    console.findings(&found, true)?;
    // Half of what a State says is not kept for the whole of it.
    if found.tally().of_severity(Severity::Error) > 0 {
        return Ok(FOUND);
    }
    for documentation in all {
        let (country, indicator) = (documentation.country().to_owned(), documentation.indicator().to_owned());
        session(&add.who)?.perform(Document::new(documentation))?;
        let values = [("country", Value::Text(&country)), ("indicator", Value::Text(&indicator))];
        console.phrase(Phrase::DocumentationKept, &values, json!({ "documented": indicator, "country": country }))?;
    }
    Ok(DONE)
}

fn shown(show: &ShowDocumentation, console: &mut Console<'_>) -> Done<u8> {
    let session = session(&show.who)?;
    let all = session.documentation(&show.country, &show.indicator)?;
    if let Some(path) = &show.output {
        documented::write(path, &all, session.catalogue()?.find(&show.indicator)?)?;
        written(&path.display().to_string(), console)?;
        return Ok(DONE);
    }
    if all.is_empty() {
        let values = [("country", Value::Text(&show.country)), ("text", Value::Text(""))];
        console.phrase(Phrase::NoteUndocumented, &values, json!({ "documentation": [] }))?;
    }
    for documentation in all {
        let day = |day: Option<dsm_core::time::Day>| day.map(|day| day.to_string()).unwrap_or_default();
        let mut text = format!("{} {}", documentation.country(), documentation.indicator());
        if documentation.from().is_some() || documentation.until().is_some() {
            let _ = write!(text, " {}–{}", day(documentation.from()), day(documentation.until()));
        }
        let mut answers = serde_json::Map::new();
        for (field, answer) in documentation.answers() {
            let written = answer.written();
            let said = documentation.text(field.id()).map(|text| text.in_lang(console.lang).to_owned());
            let said = said.or_else(|| written.first().map(|(_, text)| text.clone())).unwrap_or_default();
            let _ = write!(text, "\n  {}: {said}", field.title(console.lang));
            let written: serde_json::Map<_, _> = written.into_iter().map(|(tag, text)| (tag, json!(text))).collect();
            answers.insert(field.id().to_owned(), json!(written));
        }
        let object = json!({
            "country": documentation.country(), "indicator": documentation.indicator(),
            "valid_from": day(documentation.from()), "valid_until": day(documentation.until()), "answers": answers,
        });
        console.say(&text, json!({ "documentation": object }))?;
    }
    Ok(DONE)
}
