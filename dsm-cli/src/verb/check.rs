use super::{DONE, FOUND};
use crate::{arguments::Check, brief::Brief, console::Console, failure::Done, form, input};
use dsm_core::{
    error::{Collected, FindingSink as _, Severity},
    report::{counted, period},
    text::{Label, Lang, Phrase, Value, label, phrase},
    time::{Period, Time},
    translate::Translated,
};
use serde_json::json;

pub(super) fn run(asked: &Check, console: &mut Console<'_>) -> Done<u8> {
    if let Some(copy) = &asked.marked {
        form::marked(&asked.figures, copy)?;
    }
    let mut brief = Brief::new(asked.all || console.is_json());
    let taken = input::figures(&asked.figures, None, &mut brief)?;
    console.listed(brief.tally(), &brief.kept, asked.all)?;
    // A file that did not become figures: that is what a check is for, and it is done.
    let Some(taken) = taken else { return Ok(FOUND) };
    let mut grave = 0;
    for table in &taken.translation.tables {
        describe(table, console)?;
        let found = input::checked(&taken, table, &Collected::new())?;
        grave += found.tally().of_severity(Severity::Error);
        console.findings(&found, asked.all)?;
    }
    let found = input::identities(&taken);
    grave += found.tally().of_severity(Severity::Error);
    console.findings(&found, asked.all)?;
    if grave == 0 {
        let nothing = label(Label::NothingFound, console.lang);
        console.say(nothing, json!({ "errors": 0 }))?;
    }
    Ok(if grave == 0 { DONE } else { FOUND })
}

fn describe(table: &Translated, console: &mut Console<'_>) -> Done<()> {
    let object = json!({
        "indicator": &*table.indicator,
        "unit": table.table.measure().unit().to_string(),
        "cells": table.table.len(),
    });
    let text = described(table, console.lang);
    console.say(&text, json!({ "table": object }))
}

/// What a table is: its indicator, its unit, how many cells it has, and from when to when.
pub(super) fn described(table: &Translated, lang: Lang) -> String {
    let unit = counted(table.table.measure(), lang).into_iter().next().map(|(_, unit)| unit).unwrap_or_default();
    let cells = phrase(Phrase::CountCells, lang, &[("count", Value::Count(table.table.len() as u64))]);
    let span = span(table).map(|span| period(&span, lang)).unwrap_or_default();
    let values = [
        ("indicator", Value::Text(&table.indicator)),
        ("unit", Value::Text(&unit)),
        ("cells", Value::Text(&cells)),
        ("span", Value::Text(&span)),
    ];
    phrase(Phrase::TableOf, lang, &values)
}

/// The whole time of the figures.
fn span(table: &Translated) -> Option<Period> {
    let axis = table.table.axes().iter().find(|axis| axis.is_time())?;
    let periods = axis.times().iter().filter_map(Time::period);
    periods.reduce(|span, period| span.span(&period))
}
