use super::{DONE, FOUND};
use crate::{
    arguments::Check,
    console::Console,
    failure::Done,
    input::{self, Taken},
};
use dsm_core::{
    catalogue::Identity,
    check,
    error::{Collected, Error, FindingSink as _, Severity, codes::trl},
    report::{counted, period},
    table::Table,
    text::{Label, Lang, Phrase, Value, label, phrase},
    time::{Period, Time},
    translate::Translated,
};
use serde_json::json;

pub(super) fn run(asked: &Check, console: &mut Console<'_>) -> Done<u8> {
    let taken = match input::figures(&asked.figures, None) {
        Ok(taken) => taken,
        Err(crate::failure::Failure::Said(error)) if error.code() == trl::FILE_REFUSED => {
            return refused(&error, asked.all, console);
        }
        Err(failure) => return Err(failure),
    };
    let mut grave = 0;
    console.findings(&taken.translation.findings, asked.all)?;
    for table in &taken.translation.tables {
        describe(table, console)?;
        let found = input::checked(table, &Collected::new())?;
        grave += found.tally().of_severity(Severity::Error);
        console.findings(&found, asked.all)?;
    }
    let found = identities(&taken);
    grave += found.tally().of_severity(Severity::Error);
    console.findings(&found, asked.all)?;
    if grave == 0 {
        let nothing = label(Label::NothingFound, console.lang);
        console.say(nothing, json!({ "errors": 0 }))?;
    }
    Ok(if grave == 0 { DONE } else { FOUND })
}

/// What the tables come to together, where all the terms of an identity are there.
fn identities(taken: &Taken) -> Collected {
    let tables: Vec<(&str, &Table)> =
        taken.translation.tables.iter().map(|one| (&*one.indicator, &one.table)).collect();
    let there = |identity: &&Identity| {
        identity.terms().iter().all(|term| tables.iter().any(|(indicator, _)| *indicator == &*term.indicator))
    };
    let mut found = Collected::new();
    for identity in taken.catalogue.identities().iter().filter(there) {
        check::identity(identity, &tables, &mut found);
    }
    found
}

/// The file did not become figures: that is what a check is for, and it is done.
fn refused(error: &Error, all: bool, console: &mut Console<'_>) -> Done<u8> {
    let mut found = Collected::new();
    for finding in error.findings() {
        // A sink that keeps everything never says stop.
        let _ = found.put(finding.clone());
    }
    console.findings(&found, all)?;
    Ok(FOUND)
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
