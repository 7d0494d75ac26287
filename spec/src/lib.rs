//! The operation table, the named assumptions and the vectors as data that other crates' tests can read.
//!
//! The generator (`dsm-spec write`) carries them into the crates; `cargo test -p dsm-spec` checks them.
#![forbid(unsafe_code)]

pub mod counted;
pub mod exchanged;
pub mod operations;
pub mod vectors;

use std::path::Path;

/// A generated file: its path from the root of the workspace, and its text.
pub type Generated = (&'static str, String);

/// The files that carry the operation table and the vectors. Every problem is reported, not only the first.
#[must_use]
pub fn generated(root: &Path, problems: &mut Vec<String>) -> Vec<Generated> {
    let table = operations::load(root, problems);
    let assumptions = operations::load_assumptions(root, problems);
    let vectors = vectors::load_all(root, problems);
    let codes = operations::load_codes(root, problems);
    vectors::check(&table, &assumptions, &codes, &vectors, problems);
    let counted = counted::load(root, problems);
    let messages = exchanged::load(root, problems);
    if !problems.is_empty() {
        return Vec::new();
    }
    vec![
        ("dsm-core/src/measure/operations.rs", operations::rust(&table, &codes)),
        ("dsm-c/tests/vectors.h", vectors::header(&vectors)),
        ("dsm-c/tests/count_vectors.h", counted::header(&counted)),
        ("dsm-c/tests/message_vectors.h", exchanged::header(&messages)),
    ]
}
