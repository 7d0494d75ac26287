//! The vectors of counting, run through the public interface: every cell that is not zero of every table.

use dsm_core::{
    catalogue::Catalogue,
    count::{Counted, Counter, Specification},
    error::{Collected, Error},
    source::{self, Layout, Means, TextRecords, Wanted},
    table::{Cell, Table},
    time::Moment,
};
use dsm_spec::counted::{CountVector, load};
use std::{collections::BTreeSet, io::Cursor, path::Path};

fn open(text: &str, wanted: &[Wanted]) -> Result<TextRecords<Cursor<String>>, Error> {
    TextRecords::new(source::open(Cursor::new(text.to_owned()), "records.csv", &Layout::default())?, wanted)
}

fn counted(vector: &CountVector) -> Result<Counted, Error> {
    let specification = Specification::from_toml("count.toml", &vector.specification)?;
    let means = Means::quiet(Moment::parse("2025-01-01")?);
    let mut counter = Counter::new(&specification, &Catalogue::preset("dsm")?, means)?;
    if let Some(links) = &vector.links {
        let wanted = counter.wanted_of_links().to_vec();
        counter.read_links(&mut open(links, &wanted)?, &mut Collected::new())?;
    }
    let wanted = counter.wanted().to_vec();
    let mut sink = Collected::new();
    counter.read(&mut open(&vector.records, &wanted)?, &mut sink)?;
    counter.finish(&mut sink)
}

/// The cells of a table that are not zero, each its name, its key and its figure.
fn cells(name: &str, table: &Table) -> Vec<Vec<String>> {
    let figure = |cell: Cell| match cell {
        Cell::Figure(figure) => figure.to_string(),
        other => other.to_string(),
    };
    let row = |row: dsm_core::table::Row| {
        let key = row.key.iter().map(|code| code.to_string());
        let whole: Vec<String> = std::iter::once(name.to_owned()).chain(key).chain([figure(row.cell)]).collect();
        whole
    };
    table.rows().map(row).filter(|cell| cell.last().is_some_and(|figure| figure != "0")).collect()
}

fn disagreement(vector: &CountVector) -> Option<String> {
    let counted = match (counted(vector), &vector.refused) {
        (Err(error), Some(refused)) if error.code().id() == refused => return None,
        (Err(error), _) => return Some(format!("refused: {error}")),
        (Ok(_), Some(refused)) => return Some(format!("not refused, expected {refused}")),
        (Ok(counted), None) => counted,
    };
    let mut found = BTreeSet::new();
    for name in counted.names() {
        found.extend(cells(name, &counted.table(name).unwrap()));
        let behind = format!("behind {name}");
        if vector.cells.iter().any(|cell| cell[0] == behind) {
            found.extend(cells(&behind, &counted.persons_behind(name).unwrap().unwrap()));
        }
    }
    let expected: BTreeSet<Vec<String>> = vector.cells.iter().cloned().collect();
    if found != expected {
        return Some(format!("{found:?}\n    expected {expected:?}"));
    }
    let findings = &counted.quality().findings;
    let of = |rule: &str| findings.iter().find(|(code, _)| code.id() == rule).map_or(0, |(_, count)| *count);
    let wrong = vector.findings.iter().find(|(rule, count)| of(rule) != **count);
    wrong.map(|(rule, count)| format!("{rule}: {} findings, expected {count}", of(rule)))
}

#[test]
fn every_vector_of_counting_gives_what_it_says() {
    let mut problems = Vec::new();
    let vectors = load(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."), &mut problems);
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    let wrong: Vec<String> = vectors
        .iter()
        .filter_map(|vector| disagreement(vector).map(|what| format!("{}: {}\n    {what}", vector.id, vector.says)))
        .collect();
    println!("{} vectors of counting", vectors.len());
    assert!(wrong.is_empty(), "{} of {} vectors disagree:\n{}", wrong.len(), vectors.len(), wrong.join("\n"));
}
