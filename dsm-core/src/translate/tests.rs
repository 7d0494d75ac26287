use super::*;
use crate::{
    catalogue::Catalogue,
    code::{CodeId, Mapping, Scheme},
    error::{Custody, Error, FindingSink, codes::*},
    measure::Assume,
    table::Absent,
};
use std::io::Cursor;

const HEADER: &str = "INDICATOR,REF_AREA,CITIZENSHIP,TIME_PERIOD,UNIT,DECISION,OBS_VALUE,OBS_STATUS\n";

fn specification() -> Specification {
    Specification::tidy().reporter_in(Scheme::Iso3166Alpha3).unwrap()
}

fn read_as(specification: &Specification, text: &str) -> Result<Translation, Error> {
    read(Cursor::new(text.to_owned()), "kaz.csv", specification, &Catalogue::preset("unhcr").unwrap())
}

fn rows(rows: &str) -> Result<Translation, Error> {
    read_as(&specification(), &format!("{HEADER}{rows}"))
}

#[test]
fn rows_become_tables_by_indicator_and_unit() {
    let read = rows(
        "ASYLUM_APPLICATIONS,KAZ,AFG,2018,CASES,_Z,115,\n\
         ASYLUM_APPLICATIONS,KAZ,AFG,2019,PERSON_EVENTS,_Z,168,P\n\
         ASYLUM_DECISIONS,KAZ,AFG,2019,PERSON_EVENTS,REC,5,\n\
         ASYLUM_DECISIONS,KAZ,AFG,2019,PERSON_EVENTS,REJ,,Q\n",
    )
    .unwrap();
    let kinds: Vec<_> =
        read.tables.iter().map(|t| format!("{} {} {}", t.indicator, t.table.measure().unit(), t.table.len())).collect();
    let expected = [
        "ASYLUM_APPLICATIONS cases:application:many 1",
        "ASYLUM_APPLICATIONS person-events:application 1",
        "ASYLUM_DECISIONS person-events:decision 2",
    ];
    assert_eq!((kinds.as_slice(), read.rows), (expected.map(str::to_owned).as_slice(), 4));
    let decisions = &read.tables[2].table;
    // A published 5 is a perturbed figure, as the indicator declares.
    assert_eq!(decisions.at(&["KZ", "AFG", "REC", "2019"]).unwrap().to_string(), "1..9");
    assert_eq!(decisions.at(&["KZ", "AFG", "REJ", "2019"]).unwrap().to_string(), "*");
    assert_eq!(read.tables[1].table.status_at(&["KZ", "AFG", "2019"]).unwrap().to_string(), "P");
}

#[test]
fn every_value_that_cannot_be_is_found_with_its_place() {
    let error = rows(
        "ASYLUM,KAZ,AFG,2018,CASES,_Z,115,\n\
         ASYLUM_APPLICATIONS,AUS1,AFX,summer,FILES,REC,1 15,?\n\
         ASYLUM_APPLICATIONS,KAZ,AFG,2018,CASES,_Z,,\n\
         ASYLUM_APPLICATIONS,KAZ,AFG,2018,CASES,_Z,7\n\
         ASYLUM_APPLICATIONS,KAZ,AFG,2019,CASES,_Z,7,\n\
         ASYLUM_APPLICATIONS,KAZ,AFG,2019,CASES,_Z,7,\n",
    )
    .unwrap_err();
    let found: Vec<_> = error.findings().iter().map(|f| format!("{} {}", f.rule().id(), f.place().unwrap())).collect();
    let expected = [
        "CAT-001 kaz.csv:2:1",
        "CAT-002 kaz.csv:3:5",
        "COD-007 kaz.csv:3:2",
        "COD-002 kaz.csv:3:3",
        "TIM-001 kaz.csv:3:4",
        "TRL-003 kaz.csv:3:6",
        "TRL-005 kaz.csv:3:8",
        "TRL-004 kaz.csv:4:7",
        "SRC-015 kaz.csv:5",
        "TAB-002 kaz.csv:7:7",
    ];
    assert_eq!(found, expected);
    assert_eq!(error.args().named("count").unwrap().as_count(), Some(10));
    let evidence = error.findings()[3].evidence().unwrap();
    assert_eq!(evidence.reveal(&Custody::of_own_bytes()), "AFX");
    assert!(!format!("{error:?} {:?}", error.findings()).contains("AFX"));
}

#[test]
fn a_layout_of_another_kind_is_declared_not_guessed() {
    let pairs = [("Anerkannt", "REC"), ("Abgelehnt", "REJ")];
    let pairs = pairs.map(|(from, to)| (CodeId::parse(from).unwrap(), CodeId::parse(to).unwrap()));
    let other = Specification::tidy()
        .column("CITIZENSHIP", "Herkunft")
        .column("TIME_PERIOD", "Jahr")
        .column("OBS_VALUE", "Zahl")
        .column("DECISION", "Ergebnis")
        .dimension_in("CITIZENSHIP", "CITIZENSHIP", Scheme::Unhcr, Scheme::Iso3166Alpha3)
        .unwrap()
        .mapped("DECISION", Mapping::new("ours", "dsm", pairs).unwrap())
        .stated("INDICATOR", "ASYLUM_DECISIONS")
        .stated("REF_AREA", "KZ")
        .stated("UNIT", "CASES");
    let read = read_as(&other, "Herkunft,Jahr,Ergebnis,Zahl,Anmerkung\nAUS,2019,Anerkannt,30,gut\n").unwrap();
    // AUS is Austria at UNHCR.
    assert_eq!(read.tables[0].table.at(&["KZ", "AUT", "REC", "2019"]).unwrap().to_string(), "30");
    // What nobody declared is not dropped silently.
    assert_eq!(read.findings.tally().of(trl::COLUMN_UNUSED), 1);
    assert_eq!(read.findings.findings()[0].place().unwrap().to_string(), "kaz.csv:1:5");
    let nothing = read_as(&Specification::tidy(), "INDICATOR,REF_AREA,OBS_VALUE\n").unwrap_err();
    assert_eq!(nothing.code(), trl::NOTHING_STATES);
}

#[test]
fn a_sum_over_codes_that_may_be_lacking_says_at_least() {
    let two = "ASYLUM_APPLICATIONS,KAZ,AFG,2019,PERSON_EVENTS,_Z,30,\n\
               ASYLUM_APPLICATIONS,KAZ,UKR,2019,PERSON_EVENTS,_Z,40,\n";
    let sum = |text: &Translation| {
        text.tables[0].table.sum(&["CITIZENSHIP"], &Assume::nothing()).unwrap().at(&["KZ", "2019"]).unwrap().to_string()
    };
    // Of 1 to 4 persons of another citizenship the source may have published nothing.
    assert_eq!(sum(&rows(two).unwrap()), "70..");
    let zeros = read_as(&specification().absent(Absent::Zero), &format!("{HEADER}{two}")).unwrap();
    assert_eq!(sum(&zeros), "70..");
}

#[test]
fn every_line_that_says_something_else_is_found() {
    let lines = [("columns", "SEX", "sex"), ("schemes", "REF_AREA", "iso"), ("colums", "AGE", "age")];
    let error = Specification::tidy().declare_all(&lines).unwrap_err();
    let found: Vec<_> = error.findings().iter().map(|finding| finding.rule().id()).collect();
    assert_eq!((error.code(), found), (trl::SPECIFICATION_UNREADABLE, vec!["COD-008", "TRL-007"]));
    assert!(Specification::tidy().declare_all(&lines[..1]).is_ok());
}
