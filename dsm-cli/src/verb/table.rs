use super::DONE;
use crate::{
    arguments::Table,
    console::Console,
    failure::Done,
    sections::{section, view, write_csv},
};
use dsm_core::{
    report::plain,
    table::View,
    text::{Phrase, Value},
};
use serde_json::{Map, Value as Json, json};

pub(super) fn run(table: &Table, console: &mut Console<'_>) -> Done<u8> {
    let view = view(&table.asked)?;
    match &table.output {
        Some(path) => {
            write_csv(path, &table.asked.indicator, &view)?;
            written(&path.display().to_string(), console)?;
        }
        None => {
            let object = object(&view);
            let text = plain::text(&section(&table.asked.indicator, view)?, console.lang);
            console.say(text.trim_end(), object)?;
        }
    }
    Ok(DONE)
}

/// Says that a file was written.
pub(super) fn written(file: &str, console: &mut Console<'_>) -> Done<()> {
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
