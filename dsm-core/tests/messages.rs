//! Messages of SDMX that nobody here wrote, each read or refused with a sentence: `foreign/messages.txt` says what became of each, first without
//! structures, then with those of all the others.
//! They are not part of DSM: they are looked for in the folder of the variable `DSM_SPECIMENS`.

use dsm_core::{
    error::{Collected, FindingSink},
    exchange::sdmx::{self, data::Batch, ml, structures::Structures},
};
use std::{
    fmt::Write,
    fs::File,
    path::{Path, PathBuf},
};

/// Every file of a kind below a folder, in the order of their names.
fn files(folder: &Path, kind: &str, all: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, kind, all);
        } else if path.extension().is_some_and(|own| own == kind) {
            all.push(path);
        }
    }
}

/// What becomes of a message: how many observations there are, how many findings of each code, where it ends.
fn told(path: &Path, structures: &Structures) -> String {
    let (mut found, mut batch, mut rows) = (Collected::new(), Batch::new(), 0);
    let mut read = || {
        let input = Box::new(File::open(path).unwrap());
        let mut reader = sdmx::open(input, "message", structures, &mut found)?;
        while reader.next(&mut batch, &mut found)?.is_some() {
            rows += batch.len();
        }
        Ok::<(), dsm_core::error::Error>(())
    };
    let error = read().err();
    let mut said = format!("{rows}");
    for (code, _, many) in found.tally().iter() {
        let _ = write!(said, " {}×{many}", code.id());
    }
    if let Some(error) = error {
        let _ = write!(said, " {}", error.code().id());
    }
    said
}

/// The structures of all messages.
fn structures(all: &[PathBuf]) -> Structures {
    let mut structures = Structures::none();
    for path in all {
        if let Ok(read) = ml::structures::read(File::open(path).unwrap(), "message", &mut Collected::new()) {
            structures.add(read);
        }
    }
    structures
}

#[test]
fn every_foreign_message_is_read_or_refused_as_the_table_says() {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let folder = std::env::var_os("DSM_SPECIMENS").map_or_else(beside, PathBuf::from).join("corpora");
    if !folder.exists() {
        println!("skipped: the messages are not here (DSM_SPECIMENS)");
        return;
    }
    let mut all = Vec::new();
    files(&folder, "xml", &mut all);
    files(&folder, "json", &mut all);
    let (mut table, mut near) = (String::new(), (PathBuf::new(), Structures::none()));
    for path in &all {
        // Agencies use one identity for lists that differ: what stands nearest to a message is what it means.
        let own = path.parent().unwrap();
        if near.0 != own {
            let (here, others): (Vec<_>, Vec<_>) = all.iter().cloned().partition(|other| other.starts_with(own));
            let mut known = structures(&here);
            known.add(structures(&others));
            near = (own.to_owned(), known);
        }
        let structures = &near.1;
        let name = path.strip_prefix(&folder).unwrap().display();
        writeln!(table, "{name} | {} | {}", told(path, &Structures::none()), told(path, structures)).unwrap();
    }
    let expected = include_str!("foreign/messages.txt");
    let differs = |(one, other): &(&str, &str)| one != other;
    let first = table.lines().zip(expected.lines()).find(differs);
    assert!(first.is_none() && table == expected, "{first:?}\n{table}");
}
