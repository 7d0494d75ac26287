use super::{Vector, check, header, load_all};
use crate::operations::{load, load_assumptions, load_codes};
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn vectors() -> Vec<Vector> {
    let mut problems = Vec::new();
    let vectors = load_all(&root(), &mut problems);
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    vectors
}

/// The problems of the specification with these vectors.
fn problems_with(vectors: &[Vector]) -> Vec<String> {
    let mut problems = Vec::new();
    let (table, assumptions) = (load(&root(), &mut problems), load_assumptions(&root(), &mut problems));
    let codes = load_codes(&root(), &mut problems);
    check(&table, &assumptions, &codes, vectors, &mut problems);
    problems
}

#[test]
fn every_cell_assumption_and_refusal_has_its_vectors() {
    let vectors = vectors();
    println!("{} vectors", vectors.len());
    let problems = problems_with(&vectors);
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn a_cell_without_its_edge_and_a_refusal_that_nobody_provokes_are_found() {
    let few: Vec<Vector> = vectors()
        .into_iter()
        .filter(|vector| !(vector.edge && vector.cell.as_deref() == Some("union/amount")))
        .filter(|vector| vector.expect.refused.as_deref() != Some("SEM-011"))
        .collect();
    let problems = problems_with(&few);
    assert!(problems.iter().any(|problem| problem.contains("union/amount has 1 within and 0")), "{problems:?}");
    assert!(problems.iter().any(|problem| problem.contains("no vector provokes SEM-011")), "{problems:?}");
}

#[test]
fn what_is_wrong_in_a_vector_is_found() {
    let spoiled = |spoil: fn(&mut Vector), says: &str| {
        let mut all = vectors();
        spoil(all.first_mut().unwrap());
        let problems = problems_with(&all);
        assert!(problems.iter().any(|problem| problem.contains(says)), "{says}: {problems:?}");
    };
    spoiled(|vector| vector.id = "Big".to_owned(), "small letters");
    spoiled(|vector| vector.operation.op = "guess".to_owned(), "no operation guess");
    spoiled(|vector| vector.operation.other = Some("nothing".to_owned()), "no table nothing");
    spoiled(|vector| vector.expect.truth = Some("true".to_owned()), "not exactly one");
    spoiled(|vector| vector.cell = Some("sum/everything".to_owned()), "no cell sum/everything");
    spoiled(|vector| vector.says.clear(), "no sentence");
    spoiled(|vector| vector.tables.values_mut().for_each(|table| table.axes.clear()), "one time axis");
    let mut other = vectors();
    let bounds =
        other.iter_mut().find(|vector| !vector.edge && vector.cell.as_deref() == Some("union/flow-cases")).unwrap();
    bounds.expect.cells = Some(vec![vec!["2024".to_owned(), "3".to_owned()]]);
    assert!(problems_with(&other).iter().any(|problem| problem.contains("not what union/flow-cases says")));
    let mut twice = vectors();
    twice.extend(twice.first().cloned());
    assert!(problems_with(&twice).iter().any(|problem| problem.contains("stands twice")));
}

#[test]
fn an_unknown_key_is_refused() {
    let text = r#"id = "a"
clause = "c"
says = "s."
colour = "red"
tables = {}
do = { op = "sum", on = "t" }
expect = { refused = "SEM-002" }"#;
    assert!(toml::from_str::<Vector>(text).unwrap_err().to_string().contains("colour"));
}

#[test]
fn the_header_of_c_names_every_vector() {
    let vectors = vectors();
    let header = header(&vectors);
    assert!(vectors.iter().all(|vector| header.contains(&format!("/* {} */", vector.id))));
    assert!(header.contains(&format!("dsm_case_count = {}", vectors.len())));
}
