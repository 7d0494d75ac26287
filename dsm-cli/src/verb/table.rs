use super::DONE;
use crate::{
    arguments::Table,
    console::{Console, plain as plainly},
    failure::Done,
    output::Output,
    sections::{section, view, view_as_of},
    whole::is_standard,
};
use dsm_core::{
    error::{Collected, Custody, Finding, codes::wfl},
    report::plain,
    table::View,
    text::{Phrase, Value, phrase},
};
use serde_json::{Map, Value as Json, json};

pub(super) fn run(table: &Table, console: &mut Console<'_>) -> Done<u8> {
    let view = view(&table.asked)?;
    match &table.output {
        Some(path) => {
            let (figures, indicator) = (Output::new(path, &table.message, console.lang)?, &table.asked.indicator);
            let mut found = Collected::new();
            match &table.since {
                Some(since) => {
                    let earlier = view_as_of(&table.asked, Some(since))?;
                    figures.write_changes(path, indicator, earlier, view, &mut found)?;
                }
                None => figures.write(path, indicator, &view, &mut found)?,
            }
            console.findings(&found, false)?;
            written(&path.display().to_string(), console)?;
        }
        None => {
            let object = object(&view);
            let reasons = reasons(&view, console);
            let text = plain::text(&section(&table.asked.indicator, view)?, console.lang);
            console.say(&[&[text.trim_end().to_owned()], reasons.as_slice()].concat().join("\n"), object)?;
        }
    }
    Ok(DONE)
}

/// Why figures of then were withdrawn since. Who may see the figures may see why they are wrong.
fn reasons(view: &View, console: &Console<'_>) -> Vec<String> {
    let quoted = |note: &Finding| {
        let reason = note.evidence().filter(|_| note.rule() == wfl::WITHDRAWN_SINCE)?;
        let reason = plainly(reason.reveal(&Custody::of_own_bytes()));
        Some(phrase(Phrase::ReasonQuoted, console.lang, &[("reason", Value::Text(&reason))]))
    };
    view.notes().iter().filter_map(quoted).collect()
}

/// Says that a file was written; standard output is none.
pub(super) fn written(file: &str, console: &mut Console<'_>) -> Done<()> {
    if is_standard(file.as_ref()) {
        return Ok(());
    }
    console.phrase(Phrase::FileWritten, &[("file", Value::Text(file))], json!({ "written": file }))
}

/// A view for programs: what it counts, its axes and its cells, written as in files.
fn object(view: &View) -> Json {
    let axes: Vec<&str> = view.axes().iter().map(|axis| axis.id()).collect();
    let row = |row: dsm_core::table::Row| {
        let mut object: Map<String, Json> =
            axes.iter().zip(&row.key).map(|(axis, code)| ((*axis).to_owned(), json!(&**code))).collect();
        object.insert("OBS_VALUE".into(), json!(row.cell.to_string()));
        object.insert("STATUSES".into(), json!(row.status.to_string()));
        Json::Object(object)
    };
    json!({
        "measure": view.measure().to_string(),
        "concept": &*view.concept().id,
        "axes": axes,
        "cells": view.rows().map(row).collect::<Vec<_>>(),
        "assumptions": view.assumptions().iter().map(|a| a.name.word()).collect::<Vec<_>>(),
        "notes": view.notes().iter().map(|note| note.rule().to_string()).collect::<Vec<_>>(),
    })
}
