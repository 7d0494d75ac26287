use super::Revision;
use crate::{
    catalogue::{Catalogue, Indicator},
    error::{Collected, Severity},
    exchange::{
        Stated,
        sdmx::{Action, Format, Header, Options, data::Batch, open, read_tables, structures::Structures},
    },
    table::{Axis, Table, View},
};
use proptest::prelude::*;
use std::{collections::BTreeMap, io::Cursor};

const FIGURES: [&str; 6] = ["", "0", "12 [P]", "*", "7 [E]", "3"];
const KEYS: [[&str; 3]; 8] = [
    ["MDA", "F", "2023"],
    ["MDA", "M", "2023"],
    ["MDA", "_T", "2023"],
    ["MDA", "F", "2024"],
    ["MDA", "M", "2024"],
    ["UKR", "F", "2023"],
    ["UKR", "M", "2024-S1"],
    ["UKR", "F", "2022"],
];

fn indicator() -> Indicator {
    Catalogue::preset("dsm").unwrap().find("ASYLUM_APPLICATIONS").unwrap().clone()
}

/// A vintage: for each of the keys the number of its figure, 0 where it has none.
fn vintage(name: &str, figures: &[usize]) -> View {
    let indicator = indicator();
    let mut table = Table::builder(indicator.measure().clone(), indicator.concept().clone())
        .axis(Axis::time("TIME_PERIOD"))
        .axis(Axis::reporter("REF_AREA"))
        .axis(Axis::category("SEX"))
        .vintage(name)
        .row(&["2020", "ARM", "F"], "5");
    for ([area, sex, time], figure) in KEYS.iter().zip(figures).filter(|(_, figure)| **figure > 0) {
        table = table.row(&[*time, *area, *sex], FIGURES[*figure]);
    }
    table.build().unwrap().disclose().unwrap()
}

/// What a receiver has: the cells by their keys, and what is said of the whole.
#[derive(Debug, Default, PartialEq)]
struct Held {
    cells: BTreeMap<Vec<String>, Vec<String>>,
    whole: BTreeMap<String, String>,
}

impl Held {
    /// Does what a message says.
    fn apply(&mut self, file: Vec<u8>, structures: &Structures) {
        let mut found = Collected::new();
        let mut source = open(Box::new(Cursor::new(file)), "m", structures, &mut found).unwrap();
        let mut batch = Batch::new();
        while let Some(set) = source.next(&mut batch, &mut found).unwrap() {
            let layout = set.layout.clone();
            for row in 0..batch.len() {
                let value = |at: usize| batch.value(row, at).unwrap_or_default().to_owned();
                let key: Vec<String> = (0..layout.dimensions()).map(value).collect();
                let parts = || layout.parts().iter().enumerate().skip(layout.dimensions());
                let of_set = |at: usize| {
                    layout.parts()[at].said_of() == Some(&crate::exchange::sdmx::structures::Relationship::DataSet)
                };
                if set.action == Action::Delete {
                    assert!(parts().all(|(at, _)| value(at).is_empty()), "a deletion says more than its key");
                    assert!(self.cells.remove(&key).is_some(), "{key:?}");
                    continue;
                }
                for (at, part) in parts().filter(|(at, _)| of_set(*at) && !value(*at).is_empty()) {
                    self.whole.insert(part.id.to_string(), value(at));
                }
                if key.iter().any(|part| !part.is_empty()) {
                    let own = parts().filter(|(at, _)| !of_set(*at)).map(|(at, _)| value(at)).collect();
                    let before = self.cells.insert(key, own);
                    assert_eq!(before.is_some(), set.action == Action::Replace);
                }
            }
        }
        let wrong: Vec<_> = found.findings().iter().filter(|one| one.severity() == Severity::Error).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}

fn published(revision: &Revision, view: &View, format: Format) -> Held {
    let mut file = Vec::new();
    let of = super::Publication::new(view.clone(), &indicator(), "DSM").unwrap();
    of.write(format, &header(), Action::Append, &mut Collected::new(), &mut file).unwrap();
    let mut held = Held::default();
    held.apply(file, revision.publication().structures());
    held
}

fn header() -> Header {
    Header::new("A", "MDA", "2025-03-01")
}

fn revised(before: &[usize], after: &[usize]) {
    let (earlier, later) = (vintage("one", before), vintage("two", after));
    let revision = Revision::new(earlier.clone(), later.clone(), &indicator(), "DSM").unwrap();
    for format in [Format::Ml21, Format::Ml30, Format::Csv20, Format::Json20] {
        let (mut found, mut file) = (Collected::new(), Vec::new());
        revision.write(format, &header(), &mut found, &mut file).unwrap();
        assert!(found.findings().is_empty(), "{:?}", found.findings());
        let mut held = published(&revision, &earlier, format);
        held.apply(file.clone(), revision.publication().structures());
        assert_eq!(held, published(&revision, &later, format), "{}", String::from_utf8_lossy(&file));
    }
}

/// The table of a message, what was found in it, and its cells beside its vintage.
fn read_back(file: Vec<u8>, structures: &Structures) -> (Vec<String>, Vec<String>) {
    let mut found = Collected::new();
    let mut source = open(Box::new(Cursor::new(file)), "m", structures, &mut found).unwrap();
    let read = read_tables(&mut *source, "m", structures, &Stated::nothing(), &mut found);
    let found = found.findings().iter().map(|one| one.rule().id().to_owned()).collect();
    let table = read.unwrap().remove(0).table;
    let mut cells: Vec<String> = table.rows().map(|row| format!("{} {}", row.key.join("."), row.cell)).collect();
    cells.sort();
    cells.push(table.vintage().to_owned());
    (cells, found)
}

/// A file of a vintage and of what changed after it.
fn in_one_file(before: &[usize], after: &[usize]) {
    let (earlier, later) = (vintage("one", before), vintage("two", after));
    let revision = Revision::new(earlier.clone(), later.clone(), &indicator(), "DSM").unwrap();
    let written = |view: &View| {
        let (mut file, of) = (Vec::new(), super::Publication::new(view.clone(), &indicator(), "DSM").unwrap());
        of.write(Format::Csv20, &header(), Action::Replace, &mut Collected::new(), &mut file).unwrap();
        file
    };
    let (mut file, mut changes) = (written(&earlier), Vec::new());
    revision.write(Format::Csv20, &header(), &mut Collected::new(), &mut changes).unwrap();
    let (deleted, replaced, _) = revision.cells().into();
    let rows = changes.splitn(2, |byte| *byte == b'\n').nth(1).unwrap_or_default();
    file.extend_from_slice(rows);
    let mut wanted = read_back(written(&later), &Structures::none());
    if deleted == 0 && replaced > 0 {
        // Nothing but the rows says where the revision begins.
        wanted.1.push("EXC-364".to_owned());
    }
    let text = String::from_utf8_lossy(&file).into_owned();
    assert_eq!(read_back(file.clone(), &Structures::none()), wanted, "{text}");
    // With its structure it says the same, and so does what it is converted to: a data set more where the revision begins.
    let structures = revision.publication().structures();
    let mut read = Collected::new();
    let mut source = open(Box::new(Cursor::new(file)), "m", structures, &mut read).unwrap();
    let (options, mut message) = (Options::new(header()).structure(revision.publication().flow().clone()), Vec::new());
    crate::exchange::sdmx::write(Format::Ml21, &mut *source, &options, structures, &mut read, &mut message).unwrap();
    let wrong = |one: &&crate::error::Finding| one.severity() == Severity::Error;
    assert_eq!(read.findings().iter().find(wrong), None);
    let (cells, found) = read_back(message, structures);
    assert_eq!(
        (cells.split_last().map(|(_, cells)| cells), found),
        (wanted.0.split_last().map(|(_, cells)| cells), vec![])
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn a_vintage_and_what_changed_after_it_are_the_later_vintage(
        before in proptest::collection::vec(0_usize..6, 8),
        after in proptest::collection::vec(0_usize..6, 8),
    ) {
        in_one_file(&before, &after);
    }

    #[test]
    fn a_revision_brings_a_receiver_from_one_vintage_to_the_next(
        before in proptest::collection::vec(0_usize..6, 8),
        after in proptest::collection::vec(0_usize..6, 8),
    ) {
        revised(&before, &after);
    }
}

#[test]
fn a_revision_without_deletions_begins_where_a_key_comes_again() {
    in_one_file(&[1, 2, 3, 4, 5, 0, 0, 0], &[1, 3, 3, 4, 5, 2, 0, 0]);
    in_one_file(&[1, 2, 3, 4, 5, 0, 0, 0], &[1, 2, 3, 4, 5, 2, 0, 0]);
    in_one_file(&[1, 2, 3, 4, 5, 0, 0, 0], &[1, 2, 3, 4, 5, 0, 0, 0]);
}

#[test]
fn where_only_what_is_said_of_the_whole_changes_it_travels_alone() {
    revised(&[1, 2, 3, 4, 5, 0, 0, 0], &[1, 2, 3, 4, 5, 0, 0, 0]);
    revised(&[1, 2, 3, 4, 5, 0, 0, 2], &[1, 2, 3, 4, 5, 0, 0, 0]);
}

#[test]
fn the_first_version_of_csv_says_that_it_cannot_delete() {
    let revision = Revision::new(
        vintage("one", &[1, 1, 0, 0, 0, 0, 0, 0]),
        vintage("one", &[0, 2, 5, 0, 0, 0, 0, 0]),
        &indicator(),
        "DSM",
    )
    .unwrap();
    assert_eq!(revision.cells(), [1, 1, 1]);
    let (mut found, mut file) = (Collected::new(), Vec::new());
    revision.write(Format::Csv10, &header(), &mut found, &mut file).unwrap();
    assert_eq!(found.findings()[0].rule().id(), "EXC-224");
    assert_eq!(String::from_utf8(file).unwrap().lines().count(), 3);
}
