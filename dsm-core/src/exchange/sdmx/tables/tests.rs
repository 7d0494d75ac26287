use super::{
    cell::{Letters, Numbers, letters, told},
    read_tables,
};
use crate::{
    catalogue::Catalogue,
    error::{Collected, Error},
    exchange::{
        Stated,
        sdmx::{
            Action, Arrived, Header, Mapped, Structure, csv, csv20, json20, ml21, ml30, open, read_structures,
            structures::Structures,
        },
    },
    measure::{Assume, Concept, Measure, Membership},
    table::{Axis, Table},
    time::Convention,
    translate::Specification,
};
use proptest::prelude::*;
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
        "DSM-EXC-231 status-not-known (component=OBS_FLAG) at m.csv:4",
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
fn a_multiple_that_no_figure_can_be_of_is_refused() {
    let text = |power: &str| format!("DATAFLOW,SEX,TIME_PERIOD,OBS_VALUE,UNIT_MULT\nDSM:F(1.0),F,2021,300,{power}\n");
    for power in ["-1", "-2", "10", "15", "thousand", "1.5"] {
        let refused = read(&text(power), &Stated::nothing()).0.unwrap_err();
        assert_eq!(refused.to_string(), "DSM-EXC-358 multiple-not-held (component=UNIT_MULT) at m.csv:2", "{power}");
    }
    for power in ["0", "", "+0"] {
        assert_eq!(one(&text(power)).0.at(&["F", "2021"]).unwrap().to_string(), "300", "{power}");
    }
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
    assert_eq!((said.status.to_string(), said.stranger), ("BE".to_owned(), Some("OBS_FLAG")));
    assert_eq!(told(flag("s"), figure).status.to_string(), "E");
    assert!(told(flag("r"), figure).stranger.is_none());
    assert_eq!(
        told(flag("z"), Numbers::default()).cell.to_string(),
        told(letters(Letters { status: "M", ..Letters::default() }), Numbers::default()).cell.to_string()
    );
}

/// The cells of the table of a message with actions, and what was found beside the measure.
fn acted(lines: &str) -> (Vec<String>, Vec<String>) {
    let lines: String = lines.split('|').map(|line| format!("dataflow,DSM:F(1.0),{line}\n")).collect();
    let text = format!("STRUCTURE,STRUCTURE_ID,ACTION,SEX,AGE,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n{lines}");
    let (read, found) = read(&text, &Stated::nothing());
    let rows = |table: Table| table.rows().map(|row| format!("{} {}", row.key.join("."), row.cell)).collect();
    let cells = read.unwrap().pop().map(|arrived| rows(arrived.table)).unwrap_or_default();
    let of_all = |finding: &&String| !finding.contains("EXC-210") && !finding.contains("EXC-226");
    (cells, found.iter().filter(of_all).cloned().collect())
}

#[test]
fn a_deletion_takes_out_what_came_before_it() {
    let begun = "A,F,Y1,2023,1,A|A,F,Y1,2024,2,A|A,F,Y2,2024,3,A|A,M,Y1,2024,4,A";
    let all = ["F.Y1.2023 1", "F.Y1.2024 2", "F.Y2.2024 3", "M.Y1.2024 4"];
    for (deletion, stays) in [
        ("D,F,Y1,2024,,", vec![all[0], all[2], all[3]]),
        ("D,F,Y1,2024,2,", vec![all[0], all[2], all[3]]),
        ("D,F,Y1,,,", vec![all[2], all[3]]),
        ("D,F,,,,", vec![all[3]]),
        ("D,,,2024,,", vec![all[0]]),
        ("D,,,,,|A,X,Y1,2024,9,A", vec!["X.Y1.2024 9"]),
    ] {
        let (cells, found) = acted(&format!("{begun}|{deletion}"));
        assert_eq!((cells, found), (stays.into_iter().map(str::to_owned).collect(), vec![]), "{deletion}");
    }
    // What comes after it stays, and a key that was deleted is no duplicate; the second time it is.
    let (cells, found) = acted(&format!("{begun}|D,F,,,,|A,F,Y1,2024,7,A|D,F,Y1,2024,,|A,F,Y1,2024,8,A"));
    assert_eq!((cells, found), (vec!["F.Y1.2024 8".to_owned(), all[3].to_owned()], vec![]));
    let (_, found) = acted(&format!("{begun}|D,F,,,,|A,F,Y1,2024,7,A|A,F,Y1,2024,7,A|D,,,,,|A,M,Y1,2024,1,A"));
    assert_eq!(found, ["DSM-EXC-206 observation-twice (key=F, Y1, 2024) at m.csv:8"]);
}

#[test]
fn a_deletion_of_nothing_and_one_of_attributes_are_told() {
    let (cells, found) = acted("D,F,Y1,2023,,|A,F,Y1,2024,2,P|D,M,,,,|D,F,Y1,2024,,-");
    assert_eq!(cells, ["F.Y1.2024 2"]);
    let expected = [
        "DSM-EXC-350 deletion-of-elsewhere (key=F, Y1, 2023) at m.csv:2",
        "DSM-EXC-351 deletion-of-attributes (components=OBS_STATUS, key=F, Y1, 2024) at m.csv:5",
        "DSM-EXC-350 deletion-of-elsewhere (key=M) at m.csv:4",
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_row_that_replaces_takes_the_place_of_one_of_another_action() {
    let (cells, found) = acted("A,F,Y1,2023,1,A|A,F,Y1,2024,2,A|R,F,Y1,2024,5,A|R,M,Y1,2024,6,A");
    assert_eq!((cells, found), (["F.Y1.2023 1", "F.Y1.2024 5", "M.Y1.2024 6"].map(str::to_owned).to_vec(), vec![]));
}

#[test]
fn what_replaces_may_be_replaced_by_another_vintage_and_by_nothing_else() {
    let head = "STRUCTURE,STRUCTURE_ID,ACTION,SEX,TIME_PERIOD,OBS_VALUE,VINTAGE";
    let text = |lines: &str| {
        let lines: String = lines.split('|').map(|line| format!("dataflow,DSM:F(1.0),{line}\n")).collect();
        format!("{head}\n{lines}")
    };
    let (table, found) = one(&text("R,F,2023,1,v1|R,F,2024,2,v1|R,F,2024,5,v2|R,M,2024,6,v2|R,F,2024,7,v3"));
    let cells: Vec<String> = table.rows().map(|row| format!("{} {}", row.key.join("."), row.cell)).collect();
    assert_eq!(cells, ["F.2023 1", "F.2024 7", "M.2024 6"]);
    let told = |line: u32| format!("DSM-EXC-364 observation-replaced (key=F, 2024) at m.csv:{line}");
    assert!([told(4), told(6)].iter().all(|one| found.contains(one)), "{found:?}");
    let within = "R,F,2023,1,v1|R,M,2023,2,v2|R,M,2023,9,v2";
    for lines in [within, "R,F,2024,2,v1|R,F,2024,5,v1", "R,F,2024,2,|R,F,2024,2,"] {
        let (read, found) = read(&text(lines), &Stated::nothing());
        assert!(read.is_err() && found.iter().any(|one| one.contains("EXC-206")), "{found:?}");
    }
    let (cells, found) = acted("R,F,Y1,2023,1,A|R,F,Y1,2024,2,A|D,F,Y1,2023,,|R,F,Y1,2024,5,A|A,F,Y2,2024,6,A");
    assert_eq!((cells, found), (vec!["F.Y1.2024 5".to_owned(), "F.Y2.2024 6".to_owned()], vec![]));
    for action in ["I", "A"] {
        let twice = format!("{action},F,Y1,2024,2,A|{action},F,Y1,2024,2,A");
        let lines: String = twice.split('|').map(|line| format!("dataflow,DSM:F(1.0),{line}\n")).collect();
        let text = format!("STRUCTURE,STRUCTURE_ID,ACTION,SEX,AGE,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n{lines}");
        let (read, found) = read(&text, &Stated::nothing());
        assert!(read.is_err() && found.iter().any(|one| one.contains("EXC-206")), "{found:?}");
    }
}

#[test]
fn a_figure_is_one_whatever_the_case_of_its_name() {
    let (table, _) = one("DATAFLOW;sex;time_period;obs_value\nA:B(1.0);F;2024;1,5\n");
    assert_eq!(
        table.rows().map(|row| format!("{} {}", row.key.join("."), row.cell)).collect::<Vec<_>>(),
        ["F.2024 1.5"]
    );
    let message = "<m:StructureSpecificData xmlns:m=\"http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message\"><m:DataSet>\
        <Series sex=\"F\"><Obs TIME_PERIOD=\"2024\" obs_value=\"3\"/></Series></m:DataSet></m:StructureSpecificData>";
    let (mut found, none) = (Collected::new(), Structures::none());
    let mut source = open(Box::new(Cursor::new(message)), "m.xml", &none, &mut found).unwrap();
    let read = read_tables(&mut *source, "m.xml", &none, &Stated::nothing(), &mut found).unwrap();
    let cells: Vec<String> = read.iter().flat_map(|one| one.table.rows()).map(|row| row.cell.to_string()).collect();
    assert_eq!(cells, ["3"], "{:?}", found.findings());
}

#[test]
fn what_cannot_be_read_is_named_with_its_place() {
    let head = "DATAFLOW,SEX,TIME_PERIOD,OBS_VALUE,OBS_FLAG,STAT_UNIT,TEMPORALITY";
    let mut found = Collected::new();
    let text = format!("{head}\nDSM:F(1.0),F,2024,3,d,heads,flow\n");
    let mut reader = csv::open(Cursor::new(text), "m.csv", &Structures::none()).unwrap();
    read_tables(&mut reader, "m.csv", &Structures::none(), &Stated::nothing(), &mut found).unwrap();
    let told: Vec<String> = found.findings().iter().map(ToString::to_string).collect();
    for one in [
        "DSM-EXC-231 status-not-known (component=OBS_FLAG) at m.csv:2",
        "DSM-EXC-227 attribute-not-kept (component=STAT_UNIT) at m.csv:2",
    ] {
        assert!(told.iter().any(|own| own == one), "{told:?}");
    }
}

#[test]
fn what_was_taken_out_says_nothing_of_the_whole() {
    let lines = "A,F,2023,1,3|A,F,2024,1.25,0|D,F,2023,,|A,M,2024,2,0".split('|');
    let lines: String = lines.map(|line| format!("dataflow,DSM:F(1.0),{line}\n")).collect();
    let text = format!("STRUCTURE,STRUCTURE_ID,ACTION,SEX,TIME_PERIOD,OBS_VALUE,UNIT_MULT\n{lines}");
    let (table, _) = one(&text);
    assert_eq!(table.at(&["F", "2024"]).unwrap().to_string(), "1.25");
}

#[test]
fn every_figure_is_as_exact_as_it_is_written() {
    let text = |lines: &str| format!("DATAFLOW,SEX,TIME_PERIOD,OBS_VALUE,UNIT_MULT,DECIMALS\n{lines}");
    let (table, _) = one(&text(
        "DSM:F(1.0),M,2021,4,3,1\nDSM:F(1.0),F,2021,12.3,3,1\nDSM:F(1.0),X,2021,4.00,3,1\nDSM:F(1.0),Z,2021,5,3,1\n",
    ));
    let cell = |sex: &str| table.at(&[sex, "2021"]).unwrap().to_string();
    assert_eq!(["M", "F", "X", "Z"].map(cell), ["3500..4499", "12250..12349", "3995..4004", "4500..5499"]);
    let alone = one(&text("DSM:F(1.0),M,2021,4,3,1\n")).0;
    assert_eq!(alone.at(&["M", "2021"]).unwrap().to_string(), cell("M"));
}

proptest! {
    #[test]
    fn estimates_notes_and_rounded_figures_come_back(
        figures in prop::collection::vec((0_u32..4000, 0_u32..3, any::<bool>(), any::<bool>()), 1..6),
        making in prop::sample::select(vec!["exact", "nearest:5", "random:3", "within:4", "multiple:1000", "small:5=1..5,10=6..12"]),
        noted in any::<bool>(),
    ) {
        use crate::{error::{Finding, Safe, codes::sem}, measure::Making};
        let made = Making::parse(making).unwrap();
        let measure = Measure::parse("persons-distinct", "flow").unwrap();
        let mut builder = Table::builder(measure, Concept::new("APPLICANTS")).axis(Axis::category("SEX")).making(made.clone());
        if noted {
            let note = Finding::new(sem::MEASURE_UNSTATED).with("operation", Safe::word("publication"));
            builder = builder.notes(vec![Finding::new(sem::PARTIAL), note]);
        }
        builder = builder.axis(Axis::time("TIME_PERIOD"));
        for (at, (figure, digits, estimate, status)) in figures.iter().enumerate() {
            let figure = if *digits == 0 || !making.starts_with("multiple") { (figure * 15).to_string() } else { format!("{figure}.{:0w$}", 0, w = *digits as usize) };
            let text = if *estimate && making == "exact" { format!("{figure}~2") } else { figure };
            let status = if *status { " [E]" } else { "" };
            builder = builder.row(&[&format!("S{at}"), "2024"], &format!("{text}{status}"));
        }
        let view = builder.build().unwrap().disclose().unwrap();
        let mut file = Vec::new();
        csv20::write(&view, &Structure::dataflow("DSM:F(1.0)").unwrap(), Action::Append, &mut file).unwrap();
        let text = String::from_utf8(file).unwrap();
        // Whoever reads the file without DSM finds a figure in every row, but for small figures that were altered.
        let value = |line: &str| line.split(',').nth(5).map(str::to_owned);
        let small = making.starts_with("small");
        prop_assert!(small || text.lines().skip(1).all(|line| value(line).is_some_and(|value| !value.is_empty())), "{}", text);
        let (read, found) = one(&text);
        prop_assert_eq!(found.len(), 1, "{:?}", found);
        let cells = |table: &Table| table.rows().map(|row| format!("{row:?}")).collect::<Vec<_>>();
        prop_assert_eq!(cells(&read), cells(&view));
        prop_assert_eq!(read.making(), view.making());
        prop_assert_eq!(read.notes(), view.notes());
    }
}

#[test]
fn bounds_of_another_agency_are_no_certain_ones() {
    let text = "DATAFLOW,SEX,TIME_PERIOD,OBS_VALUE,LOWER_BOUND,UPPER_BOUND,NOTES\nDSM:F(1.0),F,2024,10,8,12,see the yearbook\n";
    let (read, found) = read(text, &Stated::nothing());
    assert!(read.is_err() && found.iter().any(|one| one.contains("EXC-110")), "{found:?}");
    assert!(found.contains(&"DSM-EXC-227 attribute-not-kept (component=NOTES)".to_owned()), "{found:?}");
}

/// A year's figures of a stock, and what its time is after it was read.
fn stock_of(file: &str, structures: &Structures, stated: &Stated) -> Result<(Measure, Vec<String>), Error> {
    let mut found = Collected::new();
    let mut reader = csv::open(Cursor::new(file.to_owned()), "m.csv", structures).unwrap();
    let read = read_tables(&mut reader, "m.csv", structures, stated, &mut found)?.remove(0).table;
    let time = read.axes().iter().find(|axis| axis.is_time()).unwrap();
    Ok((read.measure().clone(), time.codes().iter().map(ToString::to_string).collect()))
}

type Write = fn(&Structures, &Header, &mut Vec<u8>, &mut Collected) -> Result<(), Error>;
const WRITERS: [Write; 3] = [
    |all, header, out, found| ml21::structures::write(all, header, out, found),
    |all, header, out, found| ml30::structures::write(all, header, out, found),
    |all, header, out, found| json20::structures::write(all, header, out, found),
];

#[test]
fn what_a_flow_declares_comes_back_and_makes_moments_of_periods() {
    for (preset, name, moment) in [("unhcr", "ASYLUM_PENDING", "2024-01-01"), ("dsm", "FOREIGNERS", "2023-01-01")] {
        let catalogue = Catalogue::preset(preset).unwrap();
        let indicator = catalogue.find(name).unwrap();
        let own = Structures::of_indicator(indicator, "DSM").unwrap();
        let ids: String = indicator.dimensions().iter().map(|dimension| format!("{},", dimension.id())).collect();
        let totals = "_T,".repeat(indicator.dimensions().len());
        let file = format!(
            "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,{ids}TIME_PERIOD,OBS_VALUE\n\
             dataflow,DSM:{name}(1.0),I,MDA,{totals}2023,5\n"
        );
        // Through every format that has structures.
        let header = Header::new("S", "DSM", "2025-01-01T00:00:00Z");
        for write in WRITERS {
            let (mut message, mut found) = (Vec::new(), Collected::new());
            write(&own, &header, &mut message, &mut found).unwrap();
            let input = Box::new(Cursor::new(message));
            let back = read_structures(input, "s", &mut found).unwrap();
            let (measure, times) = stock_of(&file, &back, &Stated::nothing()).unwrap();
            assert_eq!((&measure, times.as_slice()), (indicator.measure(), [moment.to_owned()].as_slice()));
        }
    }
}

#[test]
fn a_stock_by_periods_is_refused_until_somebody_says_which_moment() {
    let head = "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,TIME_PERIOD,OBS_VALUE,STAT_UNIT,TEMPORALITY,MOMENT\n";
    let row = |time: &str, moment: &str| format!("dataflow,X:Y(1.0),I,MDA,{time},5,persons-distinct,stock,{moment}\n");
    let read = |file: &str, stated: &Stated| stock_of(&format!("{head}{file}"), &Structures::none(), stated);
    let refused = read(&(row("2022-12-31", "") + &row("2023", "")), &Stated::nothing()).unwrap_err();
    assert_eq!(refused.to_string(), "DSM-CAT-003 moment-not-declared (indicator=Y) at m.csv:3");
    let end = Stated::nothing().moments(Convention::End);
    // A day is its start, whatever periods stand for; two spellings of one moment are one key twice.
    assert_eq!(read(&(row("2022-12-31", "") + &row("2023", "")), &end).unwrap().1, ["2022-12-31", "2024-01-01"]);
    assert!(read(&(row("2024-01-01", "") + &row("2023", "")), &end).is_err());
    assert_eq!(read(&row("2023-Q1", "middle"), &Stated::nothing()).unwrap().1, ["2023-02-15"]);
    let refused = read(&row("2023-Q1", "07-01"), &Stated::nothing()).unwrap_err();
    assert_eq!(refused.code().id(), "TIM-011");
}

#[test]
fn what_a_translator_states_of_a_message_says_what_it_counts() {
    let stated =
        [("STAT_UNIT", "persons-distinct"), ("TEMPORALITY", "stock"), ("MOMENT", "start"), ("DURATION", "12:actual")];
    let begun = Specification::tidy().stated("MAKING", "multiple:1000").stated("CONCEPT", "RESIDENTS");
    let map = stated.iter().fold(begun, |map, (id, value)| map.stated(id, value)).recoding().unwrap();
    let text = "DATAFLOW,REF_AREA,TIME_PERIOD,OBS_VALUE\nA:B(1.0),MDA,2024,12000\n";
    let mut reader = csv::open(Cursor::new(text), "m.csv", &Structures::none()).unwrap();
    let none = Structures::none();
    let mut mapped = Mapped::new(&mut reader, &map, &none, None, "m.csv");
    let mut found = Collected::new();
    let read = read_tables(&mut mapped, "m.csv", &Structures::none(), &Stated::nothing(), &mut found).unwrap();
    let table = &read.first().unwrap().table;
    assert_eq!(table.measure().to_string(), "persons-distinct stock");
    assert_eq!(*table.concept(), Concept::new("RESIDENTS").with("duration", "12:actual").unwrap());
    assert_eq!(table.axes().iter().map(Axis::id).collect::<Vec<_>>(), ["REF_AREA", "TIME_PERIOD"]);
    assert_eq!(table.making().to_string(), "multiple:1000");
}
