use super::{
    cell::{Letters, Numbers, letters, told},
    read_tables,
};
use crate::{
    error::{Collected, Error},
    exchange::{
        Stated,
        sdmx::{Action, Arrived, Structure, csv, csv20, structures::Structures},
    },
    measure::{Assume, Concept, Measure, Membership},
    table::{Axis, Table},
};
use std::io::Cursor;

fn read(text: &str, stated: &Stated) -> (Result<Vec<Arrived>, Error>, Vec<String>) {
    let mut reader = csv::open(Cursor::new(text.to_owned()), "m.csv", &Structures::none()).unwrap();
    let mut found = Collected::new();
    let read = read_tables(&mut reader, "m.csv", &Structures::none(), stated, &mut found);
    (read, found.findings().iter().map(ToString::to_string).collect())
}

fn one(text: &str) -> (Table, Vec<String>) {
    let (read, found) = read(text, &Stated::nothing());
    (read.unwrap().remove(0).table, found)
}

#[test]
fn what_figures_count_comes_back_from_our_own_file() {
    let measure = Measure::parse("persons-distinct", "flow").unwrap();
    let concept =
        Concept::new("ASYLUM_APPLICANTS").with("relative", "true").unwrap().with("duration", "12:actual").unwrap();
    let table = Table::builder(measure, concept)
        .axis(Axis::reporter("REF_AREA"))
        .axis(Axis::category("SEX"))
        .axis(Axis::time("TIME_PERIOD"))
        .vintage("2024-03")
        .row(&["MDA", "F", "2024"], "12 [PB]")
        .row(&["MDA", "M", "2024"], "10..20")
        .row(&["MDA", "_U", "2024"], "*")
        .row(&["KAZ", "F", "2024-01-01/2024-09-30"], "7..")
        .row(&["KAZ", "M", "2024"], "na [I]")
        .row(&["KAZ", "_U", "2024"], "0")
        .build()
        .unwrap();
    let view = table.disclose().unwrap();
    let mut file = Vec::new();
    csv20::write(&view, &Structure::dataflow("DSM:APPLICANTS(1.0)").unwrap(), Action::Append, &mut file).unwrap();
    let (read, found) = one(&String::from_utf8(file).unwrap());
    assert_eq!(found, ["DSM-EXC-210 structure-not-there (structure=APPLICANTS) at m.csv:1"]);
    assert_eq!((read.measure(), read.concept(), read.vintage()), (view.measure(), view.concept(), view.vintage()));
    let cells = |table: &Table| table.rows().map(|row| format!("{row:?}")).collect::<Vec<_>>();
    assert_eq!(cells(&read), cells(&view));
}

#[test]
fn a_foreign_file_has_an_unstated_measure_until_somebody_states_it() {
    let text = "DATAFLOW,LAST UPDATE,freq,sex,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS\n\
        ESTAT:MIGR(1.0),22/05/26,A,F,FR,2021,10,bep,\n\
        ESTAT:MIGR(1.0),22/05/26,A,M,FR,2021,:,c,C\n\
        ESTAT:MIGR(1.0),22/05/26,A,M,DE,2021,5,d,\n";
    let (read_as_is, found) = read(text, &Stated::nothing());
    assert!(read_as_is.is_err());
    assert!(found.contains(&"DSM-TAB-013 figure-unreadable at m.csv:3".to_owned()), "{found:?}");
    let (table, found) = one(&text.replace(":,c", ",c"));
    assert_eq!(table.at(&["A", "F", "FR", "2021"]).unwrap().to_string(), "10");
    assert_eq!(table.status_at(&["A", "F", "FR", "2021"]).unwrap().to_string(), "BPE");
    assert_eq!(table.at(&["A", "M", "FR", "2021"]).unwrap().to_string(), "*");
    let expected = [
        "DSM-EXC-210 structure-not-there (structure=MIGR) at m.csv:1",
        "DSM-EXC-231 status-not-known (component=OBS_STATUS) at m.csv:4",
        "DSM-EXC-226 measure-not-stated",
    ];
    assert_eq!(found, expected);
    let refused = table.sum(&["sex"], &Assume::nothing()).unwrap_err();
    assert_eq!(refused.code().id(), "SEM-061");
    let measure = Measure::parse("cases:permit:one", "flow").unwrap();
    let sex = Axis::category("sex").membership(Membership::Fixed).exhaustive(true);
    let stated = Stated::nothing().measure(measure).axis(sex);
    let (known, found) = read(&text.replace(":,c", ",c"), &stated);
    assert!(!found.iter().any(|finding| finding.contains("226")));
    assert!(known.unwrap().remove(0).table.sum(&["sex"], &Assume::nothing()).is_ok());
}

#[test]
fn a_figure_that_is_marked_confidential_is_concealed() {
    let text = "DATAFLOW,SEX,TIME_PERIOD,OBS_VALUE,CONF_STATUS\nDSM:F(1.0),F,2021,3,C\nDSM:F(1.0),M,2021,30,F\n";
    let (table, _) = one(text);
    assert_eq!(table.at(&["F", "2021"]).unwrap().to_string(), "*");
    assert!(table.holds_concealed());
    assert_eq!(table.disclose().unwrap_err().code().id(), "TAB-012");
}

#[test]
fn figures_in_thousands_are_inexact_by_their_making() {
    let text = "DATAFLOW,SEX,TIME_PERIOD,OBS_VALUE,UNIT_MULT\nDSM:F(1.0),F,2021,12.3,3\nDSM:F(1.0),M,2021,4,3\n";
    let (table, _) = one(text);
    assert_eq!(table.at(&["F", "2021"]).unwrap().to_string(), "12250..12349");
    let (varying, _) = read(&text.replace("4,3", "4,0"), &Stated::nothing());
    assert_eq!(varying.unwrap_err().to_string(), "DSM-EXC-236 measure-varies (component=UNIT_MULT)");
}

#[test]
fn every_broken_row_is_told_with_its_line() {
    let text = "DATAFLOW,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n\
        DSM:F(1.0),F,2021,3,Q\nDSM:F(1.0),M,2021,x,\nDSM:F(1.0),M,2022,1,\nDSM:F(1.0),M,2022,1,\nDSM:F(1.0),M,never,1,\n";
    let (read, found) = read(text, &Stated::nothing());
    assert_eq!(read.unwrap_err().to_string(), "DSM-TAB-010 table-invalid (count=4)");
    for expected in [
        "DSM-EXC-110 cell-contradictory (columns=OBS_VALUE, OBS_STATUS) at m.csv:2",
        "DSM-TAB-013 figure-unreadable at m.csv:3",
        "DSM-EXC-206 observation-twice (key=M, 2022) at m.csv:5",
        "DSM-TAB-002 duplicate-key at m.csv:5",
        "DSM-TAB-006 code-unreadable (axis=TIME_PERIOD) at m.csv:6",
    ] {
        assert!(found.contains(&expected.to_owned()), "{expected} in {found:#?}");
    }
}

#[test]
fn letters_of_several_agencies() {
    let flag = |flag| letters(Letters { flag, ..Letters::default() });
    let figure = Numbers { value: Some(1.into()), ..Numbers::default() };
    let said = told(flag("bde"), figure);
    assert_eq!((said.status.to_string(), said.stranger), ("BE".to_owned(), true));
    assert_eq!(told(flag("s"), figure).status.to_string(), "E");
    assert!(!told(flag("r"), figure).stranger);
    assert_eq!(
        told(flag("z"), Numbers::default()).cell.to_string(),
        told(letters(Letters { status: "M", ..Letters::default() }), Numbers::default()).cell.to_string()
    );
}
