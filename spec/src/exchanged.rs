//! The vectors of messages (`spec/vectors/messages/*.toml`): a message of SDMX, what is done with it, and the message that comes out.

use crate::vectors::{lines, literal};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

/// One example of one clause of `spec/sdmx.md`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MessageVector {
    /// Unique over all files.
    pub id: String,
    /// The clause.
    pub clause: String,
    /// What it shows, in a sentence.
    pub says: String,
    /// What is done: `convert` the message, write the `changes` since an earlier one as messages, read a `report`.
    #[serde(rename = "do")]
    pub act: Act,
    /// The message.
    pub message: String,
    /// The structures that it is checked against, where there are any.
    pub structures: Option<String>,
    /// The earlier message, of changes.
    pub earlier: Option<String>,
    /// The specification that maps components and codes, TOML, of a conversion.
    pub map: Option<String>,
    /// The message that comes out, SDMX-CSV 2.0; of a report its answers, `FIELD language text` a line.
    pub text: Option<String>,
    /// The code of the refusal, where there is one.
    pub refused: Option<String>,
    /// Each finding as its code and its place.
    #[serde(default)]
    pub findings: Vec<String>,
}

/// What is done with a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// Another message is made of it.
    Convert,
    /// What changed since an earlier one is written.
    Changes,
    /// It is read as documentation.
    Report,
}

/// A file of vectors.
#[derive(Deserialize)]
struct Book {
    format: String,
    #[serde(rename = "vector")]
    vectors: Vec<MessageVector>,
}

/// Reads the vectors of all files, in the order of the files. Every problem is reported, not only the first.
#[must_use]
pub fn load(root: &Path, problems: &mut Vec<String>) -> Vec<MessageVector> {
    let entries = std::fs::read_dir(root.join("spec/vectors/messages"));
    let mut paths: Vec<_> =
        entries.into_iter().flatten().filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.sort();
    let (mut all, mut ids) = (Vec::<MessageVector>::new(), BTreeSet::new());
    for path in paths {
        let read = std::fs::read_to_string(&path).map_err(|error| error.to_string());
        match read.and_then(|text| toml::from_str::<Book>(&text).map_err(|error| error.to_string())) {
            Ok(book) if book.format == "dsm-message-vectors/1" => all.extend(book.vectors),
            Ok(book) => {
                problems.push(format!("{}: format {:?} is not dsm-message-vectors/1", path.display(), book.format));
            }
            Err(error) => problems.push(format!("{}: {error}", path.display())),
        }
    }
    if all.is_empty() {
        problems.push("spec/vectors/messages: no vectors".to_owned());
    }
    for vector in &all {
        if !ids.insert(&vector.id) {
            problems.push(format!("{}: stands twice", vector.id));
        }
        if vector.refused.is_some() == vector.text.is_some() {
            problems.push(format!("{}: either a text or a refusal", vector.id));
        }
        if vector.earlier.is_some() != (vector.act == Act::Changes) {
            problems.push(format!("{}: an earlier message goes with changes", vector.id));
        }
    }
    all
}

/// The vectors as plain static data of C11.
#[must_use]
pub fn header(vectors: &[MessageVector]) -> String {
    let mut text = String::from(HEAD);
    for (number, vector) in vectors.iter().enumerate() {
        let findings: Vec<String> = vector.findings.iter().map(|finding| literal(finding)).collect();
        let optional =
            |text: &Option<String>| text.as_deref().map_or_else(|| "NULL".to_owned(), |text| lines(text.trim_start()));
        let act = match vector.act {
            Act::Convert => "DSM_CONVERT",
            Act::Changes => "DSM_CHANGES",
            Act::Report => "DSM_REPORT",
        };
        let _ = write!(
            text,
            "static const char *const dsm_findings_{number}[] = {{ {} }};\n\
             static const dsm_message_case dsm_case_{number} = {{ {}, {}, {}, {act},\n  {},\n  {},\n  {},\n  {},\n  {},\n  {}, \
             dsm_findings_{number}, {} }};\n\n",
            if findings.is_empty() { "NULL".to_owned() } else { findings.join(", ") },
            literal(&vector.id),
            literal(&vector.clause),
            literal(&vector.says),
            lines(vector.message.trim_start()),
            optional(&vector.structures),
            optional(&vector.earlier),
            optional(&vector.map),
            optional(&vector.text),
            optional(&vector.refused),
            findings.len(),
        );
    }
    let all: String = (0..vectors.len()).map(|number| format!("  &dsm_case_{number},\n")).collect();
    let _ = write!(text, "static const dsm_message_case *const dsm_cases[] = {{\n{all}}};\n");
    let _ = write!(text, "enum {{ dsm_case_count = {} }};\n\n#endif\n", vectors.len());
    text
}

const HEAD: &str = r"/* @generated by dsm-spec from spec/vectors/messages. Do not edit: run `cargo run -p dsm-spec -- write`. */
#ifndef DSM_TEST_MESSAGE_VECTORS_H
#define DSM_TEST_MESSAGE_VECTORS_H

#include <stddef.h>

/* What is done with a message. */
typedef enum dsm_act { DSM_CONVERT, DSM_CHANGES, DSM_REPORT } dsm_act;

/* An example. `structures`, `earlier`, `map`, `text` and `refused` are NULL where there are none; `findings` are code and place. */
typedef struct dsm_message_case {
  const char *id, *clause, *says;
  dsm_act act;
  const char *message, *structures, *earlier, *map, *text, *refused;
  const char *const *findings;
  size_t finding_count;
} dsm_message_case;

";
