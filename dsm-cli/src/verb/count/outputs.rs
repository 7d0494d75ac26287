use crate::{
    arguments::{Count, Message},
    console::Console,
    failure::{Done, unwritten},
    output::Output,
    sections::write_text,
    verb::table::written,
    whole::is_standard,
};
use dsm_core::{
    count::{Counted, apart},
    error::{Collected, Finding},
    report,
    table::{Absent, Table},
    text::{Label, Phrase, Value, label, message, phrase},
};
use serde_json::json;
use std::{
    fs::{self, File, OpenOptions},
    io::{BufWriter, ErrorKind, Write as _},
    path::{Path, PathBuf},
};

/// Writes the tables, and where that is asked the persons behind their cells.
pub(super) fn write(asked: &Count, counted: &Counted, console: &mut Console<'_>) -> Done<()> {
    let names = counted.names();
    // The arguments do not come here without it.
    let output = asked.output.as_deref().unwrap_or_else(|| Path::new("."));
    let folder = output.is_dir() || output.to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR]);
    if folder {
        fs::create_dir_all(output).map_err(|error| unwritten(output, error))?;
    }
    // Standard output is one file.
    if is_standard(output) && (names.len() > 1 || asked.behind || asked.documentation.is_some()) {
        return Err(unwritten(output, ErrorKind::InvalidInput.into()).into());
    }
    let message = Message::default();
    let path = |name: &str, single: bool| place(output, folder, name, single);
    for name in &names {
        let (table, path) = (counted.table(name)?, path(name, names.len() == 1));
        let indicator = counted.indicator(name)?.map(|indicator| indicator.id().to_owned());
        let indicator = indicator.unwrap_or_else(|| table.concept().id.to_string());
        let mut found = Collected::new();
        let figures = Output::new(&path, &message, console.lang)?;
        figures.write(&path, &indicator, &table.clone().disclose()?, &mut found)?;
        console.findings(&found, false)?;
        say(name, &table, &path, console)?;
        if let (Some(country), Some(_)) = (&asked.documentation, counted.indicator(name)?) {
            let path = beside(&path, "documentation").with_extension("toml");
            write_text(&path, &counted.documentation(country, name)?.to_toml())?;
            written(&path.display().to_string(), console)?;
        }
        if let Some(behind) = counted.persons_behind(name)?.filter(|_| asked.behind) {
            let path = beside(&path, "behind");
            let mut file = BufWriter::new(for_its_owner(&path)?);
            Output::new(&path, &message, console.lang)?.write_into(&indicator, &behind.disclose()?, &mut file)?;
            file.flush().map_err(|error| unwritten(&path, error))?;
            written(&path.display().to_string(), console)?;
        }
    }
    Ok(())
}

/// Makes a file that only its owner may open: the numbers of persons behind cells are what protection keeps.
fn for_its_owner(path: &Path) -> Done<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path).map_err(|error| unwritten(path, error))?;
    // One that was there keeps its rights unless they are taken.
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))
        .map_err(|error| unwritten(path, error))?;
    Ok(file)
}

/// Where a table is written; a rule such as 12/16 is 12-16 in the name of a file.
fn place(output: &Path, folder: bool, name: &str, single: bool) -> PathBuf {
    let name = name.replace('/', "-");
    match (folder, single) {
        (true, _) => output.join(format!("{name}.csv")),
        (false, true) => output.to_owned(),
        (false, false) => beside(output, &name),
    }
}

/// Makes sure before any work that nothing that is read is written over.
pub(super) fn check(asked: &Count) -> Done<()> {
    // A place that is not there yet is that of its folder and its name.
    let known = |path: &Path| {
        let whole = fs::canonicalize(path).ok().or_else(|| {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            Some(fs::canonicalize(folder).ok()?.join(path.file_name()?))
        });
        whole.unwrap_or_else(|| path.to_path_buf()).display().to_string()
    };
    let mut read: Vec<String> = vec![known(&asked.specification)];
    read.extend(asked.inputs.iter().chain(&asked.links).map(|path| known(path)));
    let output = asked.output.iter();
    let written: Vec<String> = output.chain(&asked.quality).chain(&asked.places).map(|path| known(path)).collect();
    Ok(apart(&read, &written)?)
}

/// `out.csv` and `entries.cases` are `out.entries.cases.csv`; `out.sdmx.csv` keeps both its endings, and what has
/// none becomes CSV.
fn beside(path: &Path, name: &str) -> PathBuf {
    let file = path.file_name().map(|file| file.to_string_lossy().into_owned()).unwrap_or_default();
    let stem =
        ["sdmx.csv", "csv", "json", "xml"].iter().find_map(|end| Some((file.strip_suffix(&format!(".{end}"))?, *end)));
    path.with_file_name(match stem {
        Some((stem, end)) => format!("{stem}.{name}.{end}"),
        None => format!("{file}.{name}.csv"),
    })
}

fn say(name: &str, table: &Table, path: &Path, console: &mut Console<'_>) -> Done<()> {
    let unit = report::counted(table.measure(), console.lang).into_iter().next().map(|(_, unit)| unit);
    let (unit, file) = (unit.unwrap_or_default(), path.display().to_string());
    let cells = table.len() as u64;
    let (absent, word) = match table.absent() {
        Absent::Zero => (Label::AbsentIsZero, "zero"),
        _ => (Label::AbsentIsNotKnown, "not-known"),
    };
    let said = phrase(Phrase::CountCells, console.lang, &[("count", Value::Count(cells))]);
    let values = [
        ("name", Value::Text(name)),
        ("unit", Value::Text(&unit)),
        ("cells", Value::Text(&said)),
        ("absent", Value::Text(label(absent, console.lang))),
        ("file", Value::Text(&file)),
    ];
    let note = |note: &Finding| json!({ "code": note.rule().id(), "sentence": message(note, console.lang) });
    let notes: Vec<_> = table.notes().iter().map(note).collect();
    let object = json!({ "name": name, "measure": table.measure().to_string(), "cells": cells, "absent": word, "written": file, "notes": notes });
    console.phrase(Phrase::TableCounted, &values, json!({ "table": object }))?;
    if !console.is_json() {
        for note in table.notes() {
            let (code, sentence) = (note.rule().to_string(), message(note, console.lang));
            let values = [("code", Value::Text(&code)), ("sentence", Value::Text(&sentence))];
            console.phrase(Phrase::TableNoted, &values, json!(null))?;
        }
    }
    Ok(())
}
