//! The vectors of the specification, run through the public interface: each builds its tables, runs its operation and reads the result.

mod build;
mod compare;
mod run;
mod verdicts;

use dsm_core::measure::AssumptionName;
use dsm_spec::operations::load_assumptions;
use dsm_spec::vectors::{Vector, load_all};
use std::path::Path;

/// What a vector gave instead of what it expects; none where it agrees.
fn disagreement(vector: &Vector) -> Option<String> {
    let tables = match build::tables(vector) {
        Ok(tables) => tables,
        // A figure too large is refused already where the table is built.
        Err(error) if vector.expect.refused.as_deref() == Some(error.code().id()) => return None,
        Err(error) => return Some(format!("the tables cannot be built: {error} {:?}", error.findings())),
    };
    let operand = &tables[&vector.operation.on];
    let before = operand.clone();
    let Some(outcome) = run::run(vector, &tables) else {
        return Some(format!("the runner does not know the operation {}", vector.operation.op));
    };
    if *operand != before {
        return Some("the operand was changed".to_owned());
    }
    compare::compare(vector, outcome)
}

#[test]
fn every_vector_gives_what_it_says() {
    let mut problems = Vec::new();
    let vectors = load_all(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."), &mut problems);
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    let wrong: Vec<String> = vectors
        .iter()
        .filter_map(|vector| disagreement(vector).map(|what| format!("{}: {}\n    {what}", vector.id, vector.says)))
        .collect();
    println!("{} vectors", vectors.len());
    assert!(wrong.is_empty(), "{} of {} vectors disagree:\n{}", wrong.len(), vectors.len(), wrong.join("\n"));
}

#[test]
fn the_assumptions_of_the_specification_are_those_of_the_core() {
    let mut problems = Vec::new();
    let specified = load_assumptions(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."), &mut problems);
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    let mut known: Vec<&str> = AssumptionName::ALL.iter().map(|name| name.word()).collect();
    known.sort_unstable();
    assert_eq!(specified.iter().map(|assumption| assumption.name.as_str()).collect::<Vec<_>>(), known);
}
