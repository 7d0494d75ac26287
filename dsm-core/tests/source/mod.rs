//! The room `source` through its public interface: bad files end in their codes at their places, real files are read or refused.

mod bad_input;
mod guard;
mod published;
mod readings;

use dsm_core::error::{Error, Finding, Result};
use dsm_core::source::{Grid, Input, Layout, Rows, open};
use std::io::Cursor;
use std::path::{Path, PathBuf};

/// Every row of some bytes as texts, and what was noticed.
fn read(bytes: &[u8], layout: &Layout) -> Result<(Vec<Vec<String>>, Vec<Finding>)> {
    let (mut rows, mut batch, mut all) = (open(Cursor::new(bytes.to_vec()), "f", layout)?, Grid::new(), Vec::new());
    all.push(rows.header().names().map(str::to_owned).collect());
    while rows.next(&mut batch)? {
        all.extend(batch.rows().map(|row| (0..row.len()).map(|column| row.text(column).to_owned()).collect()));
    }
    Ok((all, rows.noticed().to_vec()))
}

/// Everything that reading comes to: the error, or the findings of the rows and of the whole file.
fn said(input: impl Input, layout: &Layout) -> Vec<String> {
    let mut said = Vec::new();
    let mut open = match open(input, "f", layout) {
        Ok(open) => open,
        Err(error) => return vec![shown(&error)],
    };
    let mut batch = Grid::new();
    loop {
        match open.next(&mut batch) {
            Ok(true) => {
                said.extend(batch.rows().filter_map(|row| row.complete(open.header()).err()).map(|e| shown(&e)))
            }
            Ok(false) => break,
            Err(error) => {
                said.push(shown(&error));
                break;
            }
        }
    }
    said.extend(open.noticed().iter().map(|finding| format!("{} {}", finding.rule().id(), place(finding.place()))));
    said
}

fn shown(error: &Error) -> String {
    format!("{} {}", error.code().id(), place(error.place()))
}

fn place(place: Option<&dsm_core::error::Place>) -> String {
    place.map_or_else(String::new, ToString::to_string)
}

/// A real file, where the specimens are; says so where they are not.
fn specimens() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let folder = std::env::var_os("DSM_SPECIMENS").map_or_else(beside, PathBuf::from).join("data");
    if !folder.is_dir() {
        println!("skipped: the specimens are not here (DSM_SPECIMENS)");
        return None;
    }
    Some(folder)
}
