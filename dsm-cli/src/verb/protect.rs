use super::{DONE, FOUND};
use crate::{
    arguments::{Audit, Protect, Ruled},
    brief::Brief,
    console::Console,
    failure::{Done, unread, unwritten},
    standard,
    verb::table::written,
    whole::written_whole,
};
use dsm_core::{
    error::{FindingSink, Result},
    exchange::cube::Cube,
    measure::Making,
    protect::{self, Holdings, Label, Rounding, Rule},
    source::{self, Input, Layout},
    table::Table,
    text::{Phrase, Value},
};
use serde_json::json;
use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

/// Masks small figures, and whatever else it takes.
pub(super) fn protect(asked: &Protect, console: &mut Console<'_>) -> Done<u8> {
    let rule = asked.rule.rule()?;
    apart(&[Some(&asked.input), Some(&asked.output), asked.audit.as_ref()])?;
    if let Some(rounding) = asked.rounding.rounding()? {
        return rounded(asked, &rounding, &rule, console);
    }
    let cube = read(&asked.input, &asked.rule)?.with_totals()?;
    let table = cube.table()?;
    let protected = asked.protection()?.protect(&table, &Holdings::none())?;
    put(&asked.output, console, |out| cube.write(&protected.table, out))?;
    if let Some(path) = &asked.audit {
        put(path, console, |out| cube.write_audit(&protected.audit, out))?;
    }
    said(&protected.audit, "masked", console)?;
    Ok(status(&protected.audit, Some(&table), &rule))
}

/// Rounds all figures.
fn rounded(asked: &Protect, rounding: &Rounding, rule: &Rule, console: &mut Console<'_>) -> Done<u8> {
    let cube = read(&asked.input, &asked.rule)?.with_every_cell()?.with_totals()?;
    let table = cube.table()?;
    let rounded = protect::round(&table, rounding, rule)?;
    let audit = rounded.audit(rule)?;
    put(&asked.output, console, |out| cube.write_rounded(&rounded, out))?;
    if let Some(path) = &asked.audit {
        put(path, console, |out| cube.write_audit(&audit, out))?;
    }
    said(&audit, "rounded", console)?;
    Ok(status(&audit, Some(&table), rule))
}

/// Says what a reader can tell of what is masked.
pub(super) fn audit(asked: &Audit, console: &mut Console<'_>) -> Done<u8> {
    let rule = asked.rule.rule()?;
    let cube = read(&asked.input, &asked.rule)?;
    let table = cube.table()?;
    let is_rounded = *table.making() != Making::Exact;
    let audit = if is_rounded { protect::audit_rounded(&table, &rule)? } else { protect::audit(&table, &rule)? };
    let truth = match &asked.truth {
        Some(path) => {
            let figures = read(path, &asked.rule)?.with_totals()?;
            if !is_rounded {
                cube.agrees_with(&figures)?;
            }
            Some(figures.table()?)
        }
        None => None,
    };
    apart(&[Some(&asked.input), asked.truth.as_ref(), asked.output.as_ref()])?;
    if let Some(path) = &asked.output {
        put(path, console, |out| cube.write_audit(&audit, out))?;
    }
    let mut brief = Brief::new(console.is_json());
    for finding in audit.findings() {
        let _ = brief.put(finding.clone());
    }
    console.listed(brief.tally(), &brief.kept, false)?;
    said(&audit, if is_rounded { "rounded" } else { "masked" }, console)?;
    Ok(status(&audit, truth.as_ref(), &rule))
}

/// Writes a file, or standard output.
fn put(path: &Path, console: &mut Console<'_>, write: impl FnOnce(&mut dyn io::Write) -> Result<()>) -> Done<()> {
    written_whole(path, write)?;
    written(&path.display().to_string(), console)
}

/// That no file is named twice, so that none is lost.
fn apart(paths: &[Option<&PathBuf>]) -> Result<()> {
    let mut seen = Vec::new();
    for path in paths.iter().flatten().filter(|path| path.as_path() != Path::new("-")) {
        let whole = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        if seen.contains(&whole) {
            // It would take the place of what is read, or of what was written.
            return Err(unwritten(path, io::ErrorKind::AlreadyExists.into()));
        }
        seen.push(whole);
    }
    Ok(())
}

/// How many cells, masked or rounded, have which label.
fn said(audit: &protect::Audit, what: &'static str, console: &mut Console<'_>) -> Done<()> {
    let count = |label| audit.count(label);
    let object = Label::ALL.map(|label| (label.word().to_owned(), json!(count(label))));
    let object = serde_json::Map::from_iter([(what.to_owned(), json!(audit.cells().len()))].into_iter().chain(object));
    let number = |label| Value::Count(count(label) as u64);
    let values = [
        (what, Value::Count(audit.cells().len() as u64)),
        ("exact", number(Label::Exact)),
        ("narrow", number(Label::Narrow)),
        ("open", number(Label::Open)),
        ("proven", number(Label::Proven)),
    ];
    let phrase = if what == "rounded" { Phrase::RoundedJudged } else { Phrase::MasksJudged };
    console.phrase(phrase, &values, serde_json::Value::Object(object))
}

/// Whether a small figure can be told or nearly so. Without the figures themselves every mask may hide one.
fn status(audit: &protect::Audit, truth: Option<&Table>, rule: &Rule) -> u8 {
    let told = |cell: &&protect::Judged| matches!(cell.label(), Label::Exact | Label::Narrow);
    let small = |cell: &protect::Judged| truth.is_none_or(|truth| rule.masks_at(truth, cell.key()));
    if audit.cells().iter().filter(told).any(small) { FOUND } else { DONE }
}

fn read(path: &Path, ruled: &Ruled) -> Result<Cube> {
    let name = path.display().to_string();
    let input: Box<dyn Input> = if path == Path::new("-") {
        standard::input(io::stdin())?
    } else {
        Box::new(File::open(path).map_err(|error| unread(path, error))?)
    };
    let mut rows = source::open_table(input, &name, &Layout::default())?;
    Cube::read(&mut rows, &ruled.count, &ruled.groups())
}
