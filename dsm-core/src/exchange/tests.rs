use super::{
    csv,
    record::Records,
    sdmx::{Action, Structure, csv20},
};
use crate::{
    measure::{Assumption, AssumptionName, Concept, Measure},
    table::{Axis, Table, TableBuilder, View},
};
use std::io::{self, Write};

fn permits() -> TableBuilder {
    Table::builder(Measure::parse("cases:permit:one", "flow").unwrap(), Concept::new("WORK_PERMIT"))
        .axis(Axis::category("SEX"))
        .axis(Axis::time("TIME_PERIOD"))
}

fn tidy(view: &View) -> Vec<String> {
    let mut file = Vec::new();
    csv::write(view, &mut file).unwrap();
    String::from_utf8(file).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn every_kind_of_cell_has_its_spelling() {
    let view = permits()
        .row(&["A", "2024"], "0")
        .row(&["B", "2024"], "12 [P]")
        .row(&["C", "2024"], "*")
        .row(&["D", "2024"], "na")
        .row(&["E", "2024"], "not-collected")
        .row(&["F", "2024"], "not-delivered")
        .row(&["G", "2024"], "3..7")
        .row(&["H", "2024"], "3.. [I]")
        .row(&["I", "2024"], "100~20")
        .row(&["J", "2024"], "5 [PB]")
        .build()
        .unwrap();
    let lines = tidy(&view.disclose().unwrap());
    let header = "SEX,TIME_PERIOD,OBS_VALUE,LOWER_BOUND,UPPER_BOUND,STANDARD_ERROR,OBS_STATUS,STATUSES,CONF_STATUS,";
    assert!(lines[0].starts_with(header), "{}", lines[0]);
    let cells = [
        "A,2024,0,,,,A,,",
        "B,2024,12,,,,P,P,",
        "C,2024,,,,,Q,,C",
        "D,2024,,,,,M,,",
        "E,2024,,,,,L,,",
        "F,2024,,,,,O,,",
        "G,2024,,3,7,,,,",
        "H,2024,,3,,,,I,",
        "I,2024,100,,,20,E,,",
        "J,2024,5,,,,B,BP,",
    ];
    for (line, cell) in lines.iter().skip(1).zip(cells) {
        assert!(line.starts_with(&format!("{cell},CASES,cases:permit:one,flow,")), "{line} is not {cell}");
    }
    assert_eq!(lines.len(), cells.len() + 1);
}

#[test]
fn a_concealed_figure_is_not_in_the_file() {
    let table = permits().concealed(&["F", "2024"], 4711.into(), crate::table::Status::NORMAL).build().unwrap();
    assert!(table.clone().disclose().is_err(), "a table with a concealed figure is no view");
    let lines = tidy(&table.without_concealed());
    assert!(lines[1].starts_with("F,2024,,Q,C,") && !lines.concat().contains("4711"));
}

#[test]
fn what_a_figure_rests_on_leaves_with_it() {
    let assumption = Assumption::new(AssumptionName::OncePerPeriod);
    let note = crate::error::Finding::new(crate::error::codes::sem::PARTIAL);
    let view = permits().vintage("2024-06").assumptions(vec![assumption]).notes(vec![note.clone(), note]);
    let lines = tidy(&view.row(&["F", "2024-01-01/2024-09-30"], "4").build().unwrap().disclose().unwrap());
    assert!(lines[0].ends_with("CONCEPT,CONCEPT_VERSION,VINTAGE,ASSUMPTIONS,NOTES"));
    assert!(lines[1].ends_with("WORK_PERMIT,1.0,2024-06,once-per-period,SEM-043"), "{}", lines[1]);
    assert!(lines[1].starts_with("F,2024-01-01/P274D,"), "a span of days is a start and a duration: {}", lines[1]);
}

#[test]
fn an_axis_takes_the_place_of_an_attribute_and_never_of_a_column() {
    let measure = || Measure::parse("cases:decision:many", "flow").unwrap().level(crate::measure::Level::First);
    let by = |axis: &str| {
        let begun = Table::builder(measure(), Concept::new("D")).axis(Axis::category(axis));
        begun.axis(Axis::time("TIME_PERIOD")).row(&["FIRST", "2024"], "4").build().unwrap().disclose().unwrap()
    };
    assert_eq!(tidy(&by("LEVEL"))[0].matches("LEVEL").count(), 1);
    assert_eq!(tidy(&by("DECISION"))[0].matches("LEVEL").count(), 1);
    let error = csv::write(&by("OBS_STATUS"), &mut Vec::new()).unwrap_err();
    assert_eq!(error.code().id(), "EXC-003");
}

#[test]
fn fields_are_quoted_where_they_must_be() {
    let mut file = Vec::new();
    Records::new(&mut file).write(&["plain", "a,b", "say \"yes\"", "two\nlines", ""]).unwrap();
    assert_eq!(file, b"plain,\"a,b\",\"say \"\"yes\"\"\",\"two\nlines\",\n");
}

#[test]
fn the_same_view_gives_the_same_bytes_in_any_order_of_rows() {
    let structure = Structure::dataflow("DSM:WORK_PERMITS(1.0)").unwrap();
    let bytes = |rows: &[[&str; 2]]| {
        let table = rows.iter().fold(permits(), |table, key| table.row(key, "4")).build().unwrap();
        let mut file = Vec::new();
        csv20::write(&table.disclose().unwrap(), &structure, Action::Replace, &mut file).unwrap();
        file
    };
    assert_eq!(bytes(&[["F", "2024"], ["M", "2023"]]), bytes(&[["M", "2023"], ["F", "2024"]]));
}

#[test]
fn a_full_disk_is_an_error() {
    struct Full;
    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let view = permits().row(&["F", "2024"], "4").build().unwrap().disclose().unwrap();
    assert_eq!(csv::write(&view, &mut Full).unwrap_err().code().id(), "EXC-001");
}

#[test]
fn structures_are_named_as_sdmx_names_them() {
    for good in ["DSM:ASYLUM_DECISIONS(1.0)", "ESTAT.SUB:MIGR_EIRFS$DEFAULTVIEW(1.0)", "A:B(1.2.3)"] {
        assert_eq!(Structure::data_structure(good).unwrap().to_string(), good);
    }
    for bad in
        ["", "DSM", "DSM:X", "DSM:X()", "DSM:X(1.0", ":X(1.0)", "1A:X(1.0)", "A:X Y(1.0)", "A:X(1.x)", "A:X(1,0)"]
    {
        assert_eq!(Structure::dataflow(bad).unwrap_err().code().id(), "EXC-002", "{bad}");
    }
}
