//! A count as a statement: nothing is read, and the statement alone is said.

use crate::place::{Place, done, dsm};

#[test]
fn a_count_is_said_as_a_statement() {
    let place = Place::new();
    let specification = place.path("cards.toml");
    let text = "format = \"dsm-count/1\"\n[records]\nkind = \"crossing\"\nfrom = \"2024-01-01\"\nuntil = \"2024-12-31\"\n\
                date = \"day\"\n[count.cards]\nwhat = \"flow\"\nunits = [\"cases\"]\nevery = \"A\"\ntotals = \"none\"\n";
    std::fs::write(&specification, text).unwrap();
    let said = done(&["count", &specification, "--sql", "sqlite", "--from", "border.cards"]);
    assert!(said.starts_with("WITH ") && said.contains("FROM \"border\".\"cards\" s"), "{said}");
    assert_eq!(said, done(&["count", &specification, "--sql", "sqlite", "--from", "border.cards", "--count", "cards"]));
    let unknown = dsm(&["count", &specification, "--sql", "sqlite", "--from", "cards", "--count", "else"]);
    assert!(unknown.status != 0 && unknown.err.contains("CNT-061"), "{unknown:?}");
    assert_eq!(dsm(&["count", &specification, "--sql", "oracle", "--from", "cards"]).status, 2);
    assert_eq!(dsm(&["count", &specification]).status, 2);
}
