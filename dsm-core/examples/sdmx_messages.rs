//! Writes tables as messages in every format of SDMX and as JSON-stat, for readers that share no code with DSM: `sdmx_messages OUT`.
//!
//! Of each table there is a folder: the messages, the structures that a receiver needs, and `cells.json` with the cells that went in.
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "an example is a host: it makes files and prints")]

use dsm_core::{
    catalogue::{Catalogue, Indicator},
    error::Collected,
    exchange::{
        jsonstat,
        sdmx::{Action, Format, Header, Options, Publication, write},
    },
    table::{Axis, Table, View},
    text::Lang,
};
use serde_json::{Value, json};
use std::{error::Error, fs, fs::File, path::Path};

type Done<T> = Result<T, Box<dyn Error>>;

/// What stands in the cells, one after the other: masks, absences, bounds, estimates, statuses, large figures.
const COUNTS: [&str; 12] = [
    "12",
    "*",
    "0",
    "na",
    "345678901234",
    "7 [P]",
    "3..9",
    "not-collected",
    "20..",
    "100~2.5 [E]",
    "not-delivered",
    "5 [BU]",
];
const SIGNED: [&str; 3] = ["-12", "0", "4"];
const RATIOS: [&str; 4] = ["-1.50", "0.001", "12345.678901", "*"];

fn main() -> Done<()> {
    let out = std::env::args().nth(1).ok_or("sdmx_messages OUT")?;
    let catalogue = Catalogue::preset("dsm")?;
    for indicator in catalogue.iter() {
        written(&Path::new(&out).join(indicator.id()), indicator, &table(indicator, 4)?)?;
        println!("{}", indicator.id());
    }
    for (name, indicator, rows) in [("EMPTY", "ASYLUM_APPLICATIONS", 0), ("LONG", "FOREIGNERS", 5000)] {
        let indicator = catalogue.find(indicator)?;
        written(&Path::new(&out).join(name), indicator, &table(indicator, rows)?)?;
        println!("{name}");
    }
    Ok(())
}

/// Cells of an indicator: as many years as are asked for of some codes of every dimension.
fn table(indicator: &Indicator, years: usize) -> Done<View> {
    let measure = indicator.measure();
    let mut builder = Table::builder(measure.clone(), indicator.concept().clone()).axis(Axis::reporter("REF_AREA"));
    let mut keys: Vec<Vec<String>> = vec![vec!["MDA".into()], vec!["GEO".into()]];
    for dimension in indicator.dimensions() {
        builder = builder.axis(Axis::category(dimension.id()).membership(dimension.membership()));
        let entries = dimension.list().entries().iter().filter(|entry| entry.valid_in(1500, 9999));
        let codes: Vec<String> = entries.take(2).map(|entry| entry.id().as_str().to_owned()).collect();
        keys = keys
            .iter()
            .flat_map(|key| codes.iter().map(|code| [key.as_slice(), std::slice::from_ref(code)].concat()))
            .collect();
    }
    builder = builder.axis(Axis::time("TIME_PERIOD"));
    let cells: &[&str] = if measure.is_count() {
        &COUNTS
    } else if measure.is_signed() {
        &RATIOS
    } else {
        &RATIOS[1..]
    };
    let cells = if measure.is_count() && measure.is_signed() { &SIGNED } else { cells };
    let cell = |at: usize| cells.get(at % cells.len().max(1)).copied().unwrap_or("0");
    let is_stock = measure.temporality() == dsm_core::measure::Temporality::Stock;
    let (mut at, many) = (0, keys.len());
    for (place, key) in keys.into_iter().enumerate() {
        for year in 0..years.div_ceil(if years > 9 { many } else { 1 }) {
            let time = format!("{}{}", 1000 + year, if is_stock { "-01-01" } else { "" });
            builder = builder.row(&[key.as_slice(), &[time]].concat(), cell(at + place));
            at += 1;
        }
    }
    Ok(builder.build()?.disclose()?)
}

fn written(folder: &Path, indicator: &Indicator, view: &View) -> Done<()> {
    fs::create_dir_all(folder)?;
    let (publication, header) =
        (Publication::new(view.clone(), indicator, "DSM")?, Header::new(indicator.id(), "DSM", "2026-01-01T00:00:00Z"));
    let mut found = Collected::new();
    for (name, format, flat) in [
        ("ml21.xml", Format::Ml21, false),
        ("ml21_flat.xml", Format::Ml21, true),
        ("ml30.xml", Format::Ml30, false),
        ("ml30_flat.xml", Format::Ml30, true),
        ("csv10.csv", Format::Csv10, false),
        ("csv20.csv", Format::Csv20, false),
        ("json20.json", Format::Json20, false),
    ] {
        let mut source = publication.observations(header.clone(), Action::Replace)?;
        let options = Options::new(header.clone()).structure(publication.flow().clone());
        let options = if flat { options.flat() } else { options };
        let mut file = File::create(folder.join(name))?;
        write(format, &mut source, &options, publication.structures(), &mut found, &mut file)?;
    }
    for (name, format) in
        [("structures21.xml", Format::Ml21), ("structures30.xml", Format::Ml30), ("structures.json", Format::Json20)]
    {
        publication.write_structures(format, &header, &mut found, &mut File::create(folder.join(name))?)?;
    }
    jsonstat::write(view, Some(indicator), Lang::En, &mut File::create(folder.join("jsonstat.json"))?)?;
    let cells: Vec<Value> =
        view.rows().map(|row| json!([texts(&row.key), row.cell.to_string(), row.status.to_string()])).collect();
    let axes: Vec<&str> = view.axes().iter().map(Axis::id).collect();
    fs::write(folder.join("cells.json"), json!({ "axes": axes, "cells": cells }).to_string())?;
    Ok(())
}

fn texts(codes: &[std::sync::Arc<str>]) -> Vec<&str> {
    codes.iter().map(|code| &**code).collect()
}
