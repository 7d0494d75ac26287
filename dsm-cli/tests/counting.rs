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

#[test]
fn what_was_counted_begins_its_documentation_and_quality_is_no_matter_of_order() {
    let place = Place::new();
    let specification = place.path("entries.toml");
    let text = "format = \"dsm-count/1\"\n[records]\nkind = \"crossing\"\nfrom = \"2024-01-01\"\nuntil = \"2024-12-31\"\n\
                date = \"day\"\ndirection = \"way\"\nentry = [\"IN\"]\nexit = [\"OUT\"]\n[dimension.SEX]\ncolumn = \"sex\"\nlist = \"SEX\"\n\
                [dimension.CITIZENSHIP]\ncolumn = \"state\"\nlist = \"COUNTRY\"\n[count.entries]\nindicator = \"ENTRIES\"\n\
                units = [\"person-events\"]\nby = [\"SEX\", \"CITIZENSHIP\"]\nevery = \"A\"\n[count.entries.only]\nway = [\"IN\"]\n";
    std::fs::write(&specification, text).unwrap();
    let rows = ["2024-03-01,IN,X,MDA", "2024-03-02,IN,F,Nowhere", "2024-03-03,OUT,F,MDA"];
    let said = |name: &str, rows: &[&str]| {
        let file = place.path(name);
        std::fs::write(&file, format!("day,way,sex,state\n{}\n", rows.join("\n"))).unwrap();
        let (out, quality) = (place.path(&format!("{name}.out.csv")), place.path(&format!("{name}.json")));
        let asked = ["count", &specification, &file, "-o", &out, "--quality", &quality, "--documentation", "MD"];
        assert!(dsm(&asked).status < 2);
        std::fs::read_to_string(quality).unwrap().replace(name, "")
    };
    let backwards: Vec<&str> = rows.iter().rev().copied().collect();
    assert_eq!(said("a.csv", &rows), said("b.csv", &backwards));
    let begun = place.path("a.csv.out.documentation.toml");
    assert!(std::fs::read_to_string(&begun).unwrap().contains("TEMPORALITY = \"flow\""));
    let checked = dsm(&["doc", "check", &begun]);
    assert!(checked.status < 2, "{checked:?}");
}
