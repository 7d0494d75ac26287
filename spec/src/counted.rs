//! The vectors of counting (`spec/vectors/counting/*.toml`): records, a specification, and every cell that comes out.

use crate::vectors::{lines, literal};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

/// One example of one clause of `spec/counting.md`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountVector {
    /// Unique over all files.
    pub id: String,
    /// The clause, and the case of semantics where there is one.
    pub clause: String,
    /// What it shows, in a sentence.
    pub says: String,
    /// The specification, TOML of the format `dsm-count/1`.
    pub specification: String,
    /// The records, CSV without quotes.
    pub records: String,
    /// The link table, CSV without quotes.
    pub links: Option<String>,
    /// The code of the refusal, where there is one.
    pub refused: Option<String>,
    /// Every cell that is not zero of every table: its name (`behind ` before it: of the persons behind), the key, the figure.
    #[serde(default)]
    pub cells: Vec<Vec<String>>,
    /// So many findings of a rule.
    #[serde(default)]
    pub findings: BTreeMap<String, u64>,
}

/// A file of vectors.
#[derive(Deserialize)]
struct Book {
    format: String,
    #[serde(rename = "vector")]
    vectors: Vec<CountVector>,
}

/// Reads the vectors of all files, in the order of the files. Every problem is reported, not only the first.
#[must_use]
pub fn load(root: &Path, problems: &mut Vec<String>) -> Vec<CountVector> {
    let entries = std::fs::read_dir(root.join("spec/vectors/counting"));
    let mut paths: Vec<_> =
        entries.into_iter().flatten().filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.sort();
    let (mut all, mut ids) = (Vec::<CountVector>::new(), BTreeSet::new());
    for path in paths {
        let read = std::fs::read_to_string(&path).map_err(|error| error.to_string());
        match read.and_then(|text| toml::from_str::<Book>(&text).map_err(|error| error.to_string())) {
            Ok(book) if book.format == "dsm-count-vectors/1" => all.extend(book.vectors),
            Ok(book) => {
                problems.push(format!("{}: format {:?} is not dsm-count-vectors/1", path.display(), book.format))
            }
            Err(error) => problems.push(format!("{}: {error}", path.display())),
        }
    }
    if all.is_empty() {
        problems.push("spec/vectors/counting: no vectors".to_owned());
    }
    for vector in &all {
        if !ids.insert(&vector.id) {
            problems.push(format!("{}: stands twice", vector.id));
        }
        if vector.refused.is_some() != vector.cells.is_empty() {
            problems.push(format!("{}: either cells or a refusal", vector.id));
        }
    }
    all
}

/// The vectors as plain static data of C11.
#[must_use]
pub fn header(vectors: &[CountVector]) -> String {
    let mut text = String::from(HEAD);
    for (number, vector) in vectors.iter().enumerate() {
        let rows: Vec<Vec<&str>> = vector.records.lines().map(|line| line.split(',').collect()).collect();
        let columns = rows.first().map_or(0, Vec::len);
        let values: Vec<&str> = rows.iter().flatten().copied().collect();
        let cells: String = vector.cells.iter().map(|cell| format!("  {{ {} }},\n", list(cell, 8))).collect();
        let findings: Vec<String> =
            vector.findings.iter().map(|(code, count)| format!("{{ {}, {count} }}", literal(code))).collect();
        let none = || "NULL".to_owned();
        let optional = |text: &Option<String>| text.as_deref().map_or_else(none, lines);
        let _ = write!(
            text,
            "static const char *const dsm_values_{number}[] = {};\n\
             static const dsm_count_cell dsm_cells_{number}[] = {{\n{}}};\n\
             static const dsm_count_finding dsm_findings_{number}[] = {{ {} }};\n\
             static const dsm_count_case dsm_case_{number} = {{ {}, {}, {},\n  {},\n  {}, {}, dsm_values_{number}, {columns}, {}, \
             dsm_cells_{number}, {}, dsm_findings_{number}, {} }};\n\n",
            list(&values, 0),
            if cells.is_empty() { "  { { NULL } },\n".to_owned() } else { cells },
            if findings.is_empty() { "{ NULL, 0 }".to_owned() } else { findings.join(", ") },
            literal(&vector.id),
            literal(&vector.clause),
            literal(&vector.says),
            lines(&vector.specification),
            optional(&vector.links),
            optional(&vector.refused),
            rows.len().saturating_sub(1),
            vector.cells.len(),
            vector.findings.len(),
        );
    }
    let all: String = (0..vectors.len()).map(|number| format!("  &dsm_case_{number},\n")).collect();
    let _ = write!(text, "static const dsm_count_case *const dsm_cases[] = {{\n{all}}};\n");
    let _ = write!(text, "enum {{ dsm_case_count = {} }};\n\n#endif\n", vectors.len());
    text
}

/// Texts between braces, filled up with NULL to a length.
fn list<S: AsRef<str>>(texts: &[S], length: usize) -> String {
    let mut items: Vec<String> = texts.iter().map(|text| literal(text.as_ref())).collect();
    items.resize(items.len().max(length), "NULL".to_owned());
    format!("{{ {} }}", items.join(", "))
}

const HEAD: &str = r"/* @generated by dsm-spec from spec/vectors/counting. Do not edit: run `cargo run -p dsm-spec -- write`. */
#ifndef DSM_TEST_COUNT_VECTORS_H
#define DSM_TEST_COUNT_VECTORS_H

#include <stddef.h>

/* A cell that is not zero: the table (`behind ` before its name: of the persons behind), the key, the figure; NULL behind them. */
typedef struct dsm_count_cell { const char *at[8]; } dsm_count_cell;

/* So many findings of a rule. */
typedef struct dsm_count_finding { const char *rule; size_t count; } dsm_count_finding;

/* An example. `links` (CSV) and `refused` are NULL where there is none; `values` are the names of the columns and then the rows;
   `cells` are all that are not zero. */
typedef struct dsm_count_case {
  const char *id, *clause, *says, *specification, *links, *refused;
  const char *const *values;
  size_t column_count, row_count;
  const dsm_count_cell *cells;
  size_t cell_count;
  const dsm_count_finding *findings;
  size_t finding_count;
} dsm_count_case;

";
