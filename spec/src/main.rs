//! The generator: reads the specification's data under `spec/` and carries it into the crates.
//!
//! `dsm-spec write` writes every generated file; `dsm-spec verify` changes nothing and fails where a file differs.
#![forbid(unsafe_code)]

mod codes;
mod documentation;
mod emit;
mod identities;
mod indicators;
mod individuals;
mod lists;
mod problem;
mod read;
mod reports;
mod text;
mod wording;

#[cfg(test)]
mod tests;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let result = match std::env::args().nth(1).as_deref() {
        Some("write") => generated(&root).and_then(|files| write(&root, &files)),
        Some("verify") => generated(&root).and_then(|files| verify(&root, &files)),
        _ => Err(vec!["usage: dsm-spec write|verify".to_owned()]),
    };
    let (lines, exit) = match result {
        Ok(lines) => (lines, ExitCode::SUCCESS),
        Err(lines) => (lines, ExitCode::FAILURE),
    };
    for line in lines {
        if writeln!(std::io::stderr(), "{line}").is_err() {
            return ExitCode::FAILURE;
        }
    }
    exit
}

/// A generated file: its path from the root of the workspace, and its text.
type Generated = (&'static str, String);

/// Everything that `spec/` says, as the files that carry it. Every problem is reported, not only the first.
fn generated(root: &Path) -> Result<Vec<Generated>, Vec<String>> {
    let mut problems = Vec::new();
    let books = codes::read(&root.join("spec/codes"), &mut problems);
    let words = text::read(&root.join("spec/text"), &mut problems);
    let lists = lists::generated(&root.join("spec/lists"), &mut problems);
    let presets = indicators::generated(&root.join("spec/indicators"), &mut problems);
    let identities = identities::generated(&root.join("spec/identities"), &mut problems);
    let fields = documentation::generated(&root.join("spec/documentation"), &mut problems);
    let individuals = individuals::generated(&root.join("spec/individuals"), &mut problems);
    let reports = reports::generated(&root.join("spec/reports"), &mut problems);
    let mut files = dsm_spec::generated(root, &mut problems);
    if problems.is_empty() {
        files.extend(emit::all(&books, &words));
        files.extend(lists);
        files.extend([presets, identities, fields, individuals, reports]);
        Ok(files)
    } else {
        Err(problems)
    }
}

/// Writes what differs.
fn write(root: &Path, files: &[Generated]) -> Result<Vec<String>, Vec<String>> {
    let mut done = Vec::new();
    for (path, text) in files {
        let target = root.join(path);
        if same(&target, text) {
            continue;
        }
        let made = target.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(&target, text));
        made.map_err(|error| vec![format!("{path}: {error}")])?;
        done.push(format!("written: {path}"));
    }
    Ok(done)
}

/// Names each file that is not what the specification says.
fn verify(root: &Path, files: &[Generated]) -> Result<Vec<String>, Vec<String>> {
    let differs = |(path, text): &&Generated| !same(&root.join(path), text);
    let stale: Vec<String> =
        files.iter().filter(differs).map(|(path, _)| format!("{path} differs from spec/")).collect();
    if stale.is_empty() { Ok(vec![format!("{} generated files agree with spec/", files.len())]) } else { Err(stale) }
}

/// Whether a file stands there with exactly this text.
fn same(path: &PathBuf, text: &str) -> bool {
    std::fs::read(path).is_ok_and(|bytes| bytes == text.as_bytes())
}
