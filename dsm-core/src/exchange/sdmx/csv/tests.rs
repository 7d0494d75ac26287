use super::{open, values::several};
use crate::{
    error::{Collected, FindingSink},
    exchange::sdmx::{
        csv10, csv20,
        data::{Batch, Observations},
        structures::{
            Class, Component, CubeRegion, DataConstraint, DataStructure, Identity, Item, ItemScheme, Maintained,
            Member, Reference, Relationship, Representation, Role, Structures,
        },
    },
};
use proptest::prelude::*;
use std::io::Cursor;

fn identity(text: &str) -> Identity {
    Identity::parse(text).unwrap()
}

/// Citizens by sex and period, with a list of two sexes.
fn structures() -> Structures {
    let list = identity("DSM:CL_SEX(1.0)");
    let mut sexes = ItemScheme::new(Class::Codelist, Maintained::new(list.clone()));
    sexes.items = vec![Item::new("F"), Item::new("M")];
    let mut structure = DataStructure::new(Maintained::new(identity("DSM:S(1.0)")));
    let coded = Representation::coded(Reference::to(Class::Codelist, list));
    structure.dimensions =
        vec![Component::new("SEX", Role::Dimension).written(coded), Component::new("TIME_PERIOD", Role::Time)];
    structure.measures = vec![Component::new("OBS_VALUE", Role::Measure { mandatory: false })];
    let attribute = |mandatory| Role::Attribute { mandatory, of: Relationship::Observation };
    structure.attributes = vec![
        Component::new("OBS_STATUS", attribute(true)),
        Component::new("COMMENT", attribute(false))
            .written(Representation { max_occurs: Some(9), ..Representation::default() }),
    ];
    Structures { schemes: vec![sexes], data_structures: vec![structure], ..Structures::none() }
}

fn read(text: &str, structures: &Structures) -> (Vec<String>, Vec<String>) {
    let mut reader = open(Cursor::new(text.to_owned()), "m.csv", structures).unwrap();
    let (mut batch, mut found, mut rows) = (Batch::new(), Collected::new(), Vec::new());
    while let Some(set) = reader.next(&mut batch, &mut found).unwrap() {
        let (width, letter) = (set.layout.parts().len(), set.action.letter());
        for row in 0..batch.len() {
            let value = |at: usize| {
                let more: String = batch.more(row, at).iter().map(|more| format!("+{more}")).collect();
                format!("{}{more}", batch.value(row, at).unwrap_or("-"))
            };
            let values: Vec<String> = (0..width).map(value).collect();
            rows.push(format!("{letter} {}", values.join("|")));
        }
    }
    (rows, found.findings().iter().map(ToString::to_string).collect())
}

#[test]
fn a_deletion_of_a_part_is_never_written_as_one_of_everything() {
    use crate::exchange::sdmx::{Format, Header, Options, open as open_message, write};
    let head = "STRUCTURE,STRUCTURE_ID,ACTION,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n";
    let written = |rows: &str, to: Format| {
        let (structures, mut found, mut out) = (structures(), Collected::new(), Vec::new());
        let input = Box::new(Cursor::new(format!("{head}{rows}")));
        let mut source = open_message(input, "d.csv", &structures, &mut found).unwrap();
        let options = Options::new(Header::new("M", "DSM", "2025-03-01"));
        write(to, &mut *source, &options, &structures, &mut found, &mut out).unwrap();
        let found: Vec<String> = found.findings().iter().map(ToString::to_string).collect();
        (String::from_utf8(out).unwrap(), found)
    };
    let (of, part) = ("datastructure,DSM:S(1.0)", "DSM-EXC-224 not-sayable (what=deletions-of-parts) at d.csv:2");
    // All of 2024 is neither a series nor an observation.
    let (message, found) = written(&format!("{of},D,,2024,,\n"), Format::Ml21);
    assert!(!message.contains("<message:DataSet ") && found.contains(&part.to_owned()), "{message} {found:?}");
    let (message, found) = written(&format!("{of},D,,2024,,\n{of},D,F,2024,,\n"), Format::Ml21);
    assert_eq!(
        (message.matches("\"Delete\"").count(), message.matches("<Obs ").count(), found),
        (1, 1, vec![part.to_owned()])
    );
    // Everything, and one observation beside it: a data set each; they come back.
    let everything = format!("{of},D,,,,\n{of},D,F,2024,,\n");
    for to in [Format::Ml21, Format::Ml30] {
        let (message, found) = written(&everything, to);
        assert_eq!((message.matches("ss:action=\"Delete\"").count(), found.len()), (2, 0), "{message} {found:?}");
        let (structures, mut found, mut out) = (structures(), Collected::new(), Vec::new());
        let mut source = open_message(Box::new(Cursor::new(message)), "d.xml", &structures, &mut found).unwrap();
        write(Format::Csv20, &mut *source, &Options::default(), &structures, &mut found, &mut out).unwrap();
        let rows: Vec<String> =
            String::from_utf8(out).unwrap().lines().skip(1).map(|row| row.trim_end_matches(',').to_owned()).collect();
        assert_eq!(rows, [format!("{of},D"), format!("{of},D,F,2024")]);
    }
}

#[test]
fn what_names_no_structure_is_told_apart_by_what_it_says() {
    let text = "STRUCTURE,STRUCTURE_ID,ACTION,SEX,TIME_PERIOD,OBS_VALUE\n\
        dataflow,one two,I,F,2024,1\ndataflow,one three,I,F,2024,1\ndataflow,one two,I,F,2024,1\n";
    let (mut found, mut batch) = (Collected::new(), Batch::new());
    let mut reader = open(Cursor::new(text), "m.csv", &Structures::none()).unwrap();
    while reader.next(&mut batch, &mut found).unwrap().is_some() {}
    let codes: Vec<&str> = found.findings().iter().map(|one| one.rule().id()).collect();
    assert_eq!(codes, ["EXC-211", "EXC-211", "EXC-211", "EXC-206"]);
}

#[test]
fn an_observation_is_checked_against_its_structure_and_every_finding_has_its_place() {
    let text = "STRUCTURE[;],STRUCTURE_ID,ACTION,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS,COMMENT[],WHAT\n\
        datastructure,DSM:S(1.0),A,F,2024,12,A,\"a;\"\"b;\"\"\"\"c\"\"\",\n\
        datastructure,DSM:S(1.0),A,X,2024-13,twelve,,,\n\
        datastructure,DSM:S(1.0),A,F,2024,12,A,,\n\
        datastructure,DSM:S(1.0),A,M,,3,A,,\n\
        datastructure,DSM:S(1.0),X,M,2024,3,A,,\n";
    let (rows, found) = read(text, &structures());
    let expected =
        ["A F|2024|12|A|a+b;\"c", "A X|2024-13|twelve|-|-", "A F|2024|12|A|-", "A M|-|3|A|-", "A M|2024|3|A|-"];
    assert_eq!(rows, expected);
    let expected = [
        "DSM-EXC-201 component-unknown (component=WHAT) at m.csv:1:9",
        "DSM-EXC-202 code-unknown (component=SEX, key=X, …, list=CL_SEX) at m.csv:3:4",
        "DSM-EXC-207 period-wrong (component=TIME_PERIOD, key=X, 2024-13) at m.csv:3:5",
        "DSM-EXC-208 value-no-number (component=OBS_VALUE, key=X, 2024-13) at m.csv:3:6",
        "DSM-EXC-205 attribute-missing (component=OBS_STATUS, key=X, 2024-13, level=observation) at m.csv:3",
        "DSM-EXC-206 observation-twice (key=F, 2024) at m.csv:4",
        "DSM-EXC-204 dimension-missing (component=TIME_PERIOD, key=M, …) at m.csv:5",
        "DSM-EXC-214 action-unknown at m.csv:6:3",
    ];
    assert_eq!(found, expected);
}

#[test]
fn files_as_agencies_write_them_without_a_structure() {
    let eurostat = "DATAFLOW,LAST UPDATE,freq,citizen,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS\n\
        ESTAT:MIGR_RESFIRST(1.0),22/05/26 11:00:00,A,TOTAL,FR,2021,287179,,\n";
    let (rows, found) = read(eurostat, &Structures::none());
    assert_eq!(rows, ["I A|TOTAL|FR|2021|287179|-|-"]);
    assert_eq!(found, ["DSM-EXC-210 structure-not-there (structure=MIGR_RESFIRST) at m.csv:1"]);
    let labels = "STRUCTURE[|];STRUCTURE_ID;ACTION;SERIES_KEY;SEX: Sex;TIME_PERIOD: Time;OBS_VALUE: Value;NOTE: Note\n\
        dataflow;DSM:S(1.0): Things;I;F;F: Female;2014-01: 2014-01;12,4;N: No\n";
    assert_eq!(read(labels, &Structures::none()).0, ["I F|2014-01|12.4|N"]);
    let names = "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,SEX,Sex,OBS_VALUE,Value,NOTE,Note\n\
        dataflow,DSM:S(1.0),Things,D,F,Female,-,,N,No\n";
    assert_eq!(read(names, &Structures::none()).0, ["D F|-|N"]);
}

#[test]
fn a_key_that_a_constraint_does_not_allow_is_a_finding() {
    let mut constrained = structures();
    let member = |value: &str| Member { values: vec![value.into()], ..Member::new("SEX") };
    constrained.constraints = vec![DataConstraint {
        about: Maintained::new(identity("DSM:ONLY_WOMEN(1.0)")),
        actual: false,
        attached: vec![Reference::to(Class::DataStructure, identity("DSM:S(1.0)"))],
        regions: vec![CubeRegion { included: true, members: vec![member("F")] }],
        key_sets: Vec::new(),
    }];
    let text = "STRUCTURE,STRUCTURE_ID,ACTION,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n\
        datastructure,DSM:S(1.0),A,F,2024,12,A\ndatastructure,DSM:S(1.0),A,M,2024,12,A\n";
    let expected = ["DSM-EXC-223 key-excluded (component=SEX, constraint=ONLY_WOMEN, key=M, 2024) at m.csv:3"];
    assert_eq!(read(text, &constrained).1, expected);
    constrained.constraints[0].actual = true;
    assert!(read(text, &constrained).1.is_empty());
}

#[test]
fn what_is_no_sdmx_is_refused() {
    let refused = open(Cursor::new("A,B\n1,2\n"), "m.csv", &Structures::none()).unwrap_err();
    assert_eq!(refused.to_string(), "DSM-EXC-215 not-sdmx at m.csv:1");
}

#[test]
fn several_values_in_one_field() {
    assert_eq!(several("a;b", ';'), ["a", "b"]);
    assert_eq!(several("\"a;b\";\"c\"\"d\";", ';'), ["a;b", "c\"d", ""]);
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

proptest! {
    #[test]
    fn every_text_survives_both_versions(note in "[^\0\r]{1,30}", other in "\\PC{1,10}") {
        let text = format!("STRUCTURE,STRUCTURE_ID,ACTION,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS,COMMENT\n\
            datastructure,DSM:S(1.0),R,F,2024,12,{},{}\n", quoted(&other), quoted(&note));
        let (rows, _) = read(&text, &Structures::none());
        let (mut two, mut one) = (Vec::new(), Vec::new());
        let again = || open(Cursor::new(text.clone()), "m.csv", &Structures::none()).unwrap();
        csv20::write_observations(&mut again(), None, &mut Collected::new(), &mut two).unwrap();
        csv10::write_observations(&mut again(), None, &mut Collected::new(), &mut one).unwrap();
        prop_assert_eq!(&read(&String::from_utf8(two).unwrap(), &Structures::none()).0, &rows);
        let first: Vec<String> = rows.iter().map(|row| row.replacen('R', "I", 1)).collect();
        prop_assert_eq!(&read(&String::from_utf8(one).unwrap(), &Structures::none()).0, &first);
        prop_assert!(rows.iter().any(|row| row.contains(&note)));
    }
}

#[test]
fn a_deletion_cannot_be_said_in_the_first_version() {
    let text = "STRUCTURE,STRUCTURE_ID,ACTION,SEX,OBS_VALUE\ndataflow,DSM:S(1.0),D,F,1\n";
    let mut reader = open(Cursor::new(text), "m.csv", &Structures::none()).unwrap();
    let (mut found, mut out) = (Collected::new(), Vec::new());
    csv10::write_observations(&mut reader, None, &mut found, &mut out).unwrap();
    assert_eq!(found.tally().of(crate::error::codes::exc::NOT_SAYABLE), 1);
}
