use super::*;
use crate::{
    catalogue::Catalogue,
    code::{CodeId, Mapping, Scheme},
    error::{Collected, Custody, Error, FindingSink, Severity, codes::*},
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
    let text = "Herkunft,Jahr,Ergebnis,Zahl,Anmerkung\nAUS,2019,Anerkannt,30,gut\n";
    let read = read_as(&other.clone().ignore("Anmerkung"), text).unwrap();
    // AUS is Austria at UNHCR.
    assert_eq!(read.tables[0].table.at(&["KZ", "AUT", "REC", "2019"]).unwrap().to_string(), "30");
    // What nobody declared is neither dropped silently nor kept unseen.
    assert_eq!(wrong(&other, text), ["TRL-002 kaz.csv:1:5"]);
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

/// Everything that is wrong with a file, each as its code and its place.
fn wrong(specification: &Specification, text: &str) -> Vec<String> {
    let error = read_as(specification, text).unwrap_err();
    let grave = error.findings().iter().filter(|finding| finding.severity() == Severity::Error);
    grave.map(|f| format!("{} {}", f.rule().id(), f.place().unwrap())).collect()
}

fn decisions() -> Specification {
    let stated = [("INDICATOR", "ASYLUM_DECISIONS"), ("REF_AREA", "MD"), ("UNIT", "PERSON_EVENTS")];
    stated.iter().fold(Specification::tidy(), |all, (id, value)| all.stated(id, value))
}

fn declared(lines: &[(&str, &str, &str)]) -> Specification {
    lines.iter().fold(decisions(), |all, (part, id, value)| all.declare(part, id, value).unwrap())
}

#[test]
fn words_and_names_become_codes_and_none_is_guessed() {
    let own = declared(&[
        ("columns", "CITIZENSHIP", "Страна"),
        ("columns", "DECISION", "Решение"),
        ("columns", "TIME_PERIOD", "Год"),
        ("columns", "OBS_VALUE", "Число"),
        ("names", "CITIZENSHIP", "ru"),
        ("labels.CITIZENSHIP", "без гражданства", "XXA"),
        ("labels.DECISION", "отказано", "REJ"),
    ]);
    let text = "Страна;Решение;Год;Число\nАвстрия;отказано;2020;30\nбез гражданства;отказано;2020;40\n";
    let table = &read_as(&own, text).unwrap().tables[0].table;
    assert_eq!(table.at(&["MD", "AUT", "REJ", "2020"]).unwrap().to_string(), "30");
    assert_eq!(table.at(&["MD", "XXA", "REJ", "2020"]).unwrap().to_string(), "40");
    // Two States are called Congo, nobody is called Atlantis, and AUT is no name.
    let text = "Страна;Решение;Год;Число\nКонго;отказано;2020;30\nАтлантида;да;2020;30\nAUT;отказано;2020;30\n";
    let expected = ["COD-013 kaz.csv:2:1", "COD-012 kaz.csv:3:1", "COD-002 kaz.csv:3:2", "COD-012 kaz.csv:4:1"];
    assert_eq!(wrong(&own, text), expected);
}

#[test]
fn columns_of_outcomes_and_of_years_hold_figures() {
    let wide = declared(&[
        ("values.granted", "DECISION", "REC"),
        ("values.refused", "DECISION", "REJ"),
        ("ignored", "note", ""),
        ("absent", "blanks", "absent"),
    ]);
    let read =
        read_as(&wide, "CITIZENSHIP,TIME_PERIOD,granted,refused,note\nAFG,2020,30,,new\nSYR,2020,,40,\n").unwrap();
    let cells: Vec<_> = read.tables[0].table.rows().map(|row| format!("{} {}", row.key.join("."), row.cell)).collect();
    assert_eq!(cells, ["MD.AFG.REC.2020 30", "MD.SYR.REJ.2020 40"]);
    assert!(read.findings.tally().is_empty());

    let cross = declared(&[("across", "TIME_PERIOD", "")]);
    let text = "CITIZENSHIP,DECISION,2019,2020\nAFG,REC,30,40\nSYR,REJ,50,60\n";
    assert_eq!(
        read_as(&cross, text).unwrap().tables[0].table.at(&["MD", "SYR", "REJ", "2020"]).unwrap().to_string(),
        "60"
    );
    // A title that is no period is said once, and a wrong code once for all figures of its row.
    let text = "CITIZENSHIP,DECISION,2019,sum,2020\nAFG,REC,30,70,40\nSIR,REJ,50,110,60\nSYR,REC,,1,2\n";
    let expected = ["TIM-001 kaz.csv:2:4", "COD-002 kaz.csv:3:1", "TRL-004 kaz.csv:4:3"];
    assert_eq!(wrong(&cross, text), expected);
}

#[test]
fn how_figures_are_written_follows_from_all_of_them_or_is_asked() {
    let value = |text: &str| {
        format!("CITIZENSHIP;DECISION;TIME_PERIOD;OBS_VALUE\nAFG;REC;2020;{text}\nSYR;REC;2020;1 234 567,0\n")
    };
    let read = read_as(&decisions(), &value("12 345")).unwrap();
    assert_eq!(read.tables[0].table.at(&["MD", "AFG", "REC", "2020"]).unwrap().to_string(), "12345");
    assert_eq!(read.tables[0].table.at(&["MD", "SYR", "REC", "2020"]).unwrap().to_string(), "1234567");
    // 12,345 alone is twelve or twelve thousand.
    let alone = "CITIZENSHIP;DECISION;TIME_PERIOD;OBS_VALUE\nAFG;REC;2020;12,345\n";
    assert_eq!(wrong(&decisions(), alone), ["SRC-030 kaz.csv:2:4"]);
    let stated = declared(&[("layout", "numbers", "1,234.5")]);
    assert_eq!(read_as(&stated, alone).unwrap().tables[0].table.cells().next().unwrap().to_string(), "12345");
    let scientific = "CITIZENSHIP;DECISION;TIME_PERIOD;OBS_VALUE\nAFG;REC;2020;5e+05\n";
    let read = read_as(&decisions(), scientific).unwrap();
    assert_eq!(read.findings.tally().of(src::FIGURE_SCIENTIFIC), 1);
    assert_eq!(read.tables[0].table.cells().next().unwrap().to_string(), "500000");
}

#[test]
fn marks_say_why_there_is_no_figure() {
    let marked = declared(&[("marks", "-", "0"), ("marks", "..", "O")]);
    let text = "CITIZENSHIP,DECISION,TIME_PERIOD,OBS_VALUE\nAFG,REC,2020,-\nSYR,REC,2020,..\nIRQ,REC,2020,*\n";
    let read = read_as(&marked, text).unwrap();
    let cells: Vec<_> = read.tables[0].table.cells().map(|cell| cell.to_string()).collect();
    // A zero of the source may be up to four, as its making says.
    assert_eq!(cells, ["0..4", "*", "not-delivered"]);
    assert_eq!(wrong(&decisions(), text), ["SRC-001 kaz.csv:2:4", "SRC-001 kaz.csv:3:4"]);
}

#[test]
fn a_former_state_is_refused_outside_of_its_years() {
    let text = "CITIZENSHIP,DECISION,TIME_PERIOD,OBS_VALUE\nSUN,REC,2020,30\nSUN,REC,1990,30\n";
    assert_eq!(wrong(&decisions(), text), ["COD-010 kaz.csv:2:1"]);
}

#[test]
fn persons_are_refused_before_anything_is_said_of_them() {
    let text = "passport_no,date_of_birth,OBS_VALUE\nX1234567,1990-02-03,1\nX7654321,1991-12-13,1\n";
    let error = read_as(&decisions(), text).unwrap_err();
    assert_eq!(error.code(), trl::INDIVIDUAL_DATA);
    assert!(!error.findings().is_empty() && error.findings().iter().all(|finding| finding.evidence().is_none()));
}

#[test]
fn a_sink_gets_every_finding_and_the_error_their_number() {
    let text = format!("{HEADER}{}", "ASYLUM_APPLICATIONS,KAZ,AFX,2018,CASES,_Z,7,\n".repeat(30_000));
    let mut found = Collected::new();
    let catalogue = Catalogue::preset("unhcr").unwrap();
    let read = read_into(Cursor::new(text), "kaz.csv", &specification(), &catalogue, &mut found);
    assert_eq!(read.unwrap_err().args().named("count").unwrap().as_count(), Some(30_000));
    assert_eq!(found.tally().of(cod::CODE_UNKNOWN), 30_000);
}

#[test]
fn a_specification_that_does_not_fit_the_file_is_refused_with_all_it_names() {
    let text = "CITIZENSHIP,DECISION,TIME_PERIOD,counted,OBS_VALUE\nAFG,REC,2020,persons,30\n";
    // A column of units that is not there would make persons of cases.
    let typo = Specification::tidy()
        .stated("INDICATOR", "ASYLUM_DECISIONS")
        .stated("REF_AREA", "MD")
        .column("UNIT", "conted")
        .column("DECISION", "decision");
    assert_eq!(wrong(&typo, text), ["TRL-009 kaz.csv:1", "TRL-009 kaz.csv:1"]);
    // What is stated for the whole file is not read beside: the column may say otherwise.
    let both = decisions().column("UNIT", "counted").label("UNIT", "persons", "PERSON_EVENTS");
    assert_eq!(wrong(&both, text), ["TRL-002 kaz.csv:1:4"]);
    let empty = read_as(&decisions(), "CITIZENSHIP,DECISION,TIME_PERIOD,OBS_VALUE\n").unwrap_err();
    assert_eq!(empty.code(), trl::NO_ROWS);
}

#[test]
fn a_row_says_everything_that_is_wrong_with_it() {
    let text = "CITIZENSHIP,DECISION,TIME_PERIOD,OBS_VALUE\nzz,REC,2020,abc\nAFG,REC,2020,-5\nSUN,REC,2020,7\nSYR,REC,2020,9\nSYR,REC,2020,9\n";
    let expected = [
        "COD-002 kaz.csv:2:1",
        "SRC-001 kaz.csv:2:4",
        "COD-010 kaz.csv:4:1",
        "TAB-002 kaz.csv:6:4",
        "TAB-003 kaz.csv:3:4",
    ];
    assert_eq!(wrong(&decisions(), text), expected);
}

#[test]
fn every_duplicate_is_counted() {
    let text = format!("{HEADER}{}", "ASYLUM_APPLICATIONS,KAZ,AFG,2018,CASES,_Z,7,\n".repeat(20_000));
    let mut found = Collected::new();
    let catalogue = Catalogue::preset("unhcr").unwrap();
    let read = read_into(Cursor::new(text), "kaz.csv", &specification(), &catalogue, &mut found);
    assert_eq!(read.unwrap_err().args().named("count").unwrap().as_count(), Some(19_999));
    assert_eq!(found.tally().of(tab::DUPLICATE_KEY), 19_999);
}
