//! `dsm convert`.

use crate::place::{Place, dsm};

const STRUCTURES: &str = r#"<m:Structure xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"
  xmlns:s="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/structure" xmlns:c="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common">
<m:Structures>
<s:Codelists><s:Codelist agencyID="MDA" id="CL_SEX" version="1.0"><c:Name xml:lang="ru">Пол</c:Name>
<s:Code id="F"><c:Name>women</c:Name></s:Code><s:Code id="M"><c:Name>men</c:Name></s:Code></s:Codelist></s:Codelists>
<s:DataStructures><s:DataStructure agencyID="MDA" id="PERMITS" version="1.0"><c:Name>Permits</c:Name><s:DataStructureComponents>
<s:DimensionList><s:Dimension id="SEX" position="1"><s:LocalRepresentation><s:Enumeration>
<Ref agencyID="MDA" id="CL_SEX" version="1.0" package="codelist" class="Codelist"/></s:Enumeration></s:LocalRepresentation></s:Dimension>
<s:TimeDimension id="TIME_PERIOD" position="2"/></s:DimensionList>
<s:AttributeList><s:Attribute id="OBS_STATUS" assignmentStatus="Conditional"><s:AttributeRelationship><s:PrimaryMeasure>
<Ref id="OBS_VALUE"/></s:PrimaryMeasure></s:AttributeRelationship></s:Attribute></s:AttributeList>
<s:MeasureList><s:PrimaryMeasure id="OBS_VALUE"/></s:MeasureList>
</s:DataStructureComponents></s:DataStructure></s:DataStructures>
</m:Structures></m:Structure>
"#;
const CSV: &str = "STRUCTURE,STRUCTURE_ID,ACTION,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n\
    datastructure,MDA:PERMITS(1.0),R,F,2023,10,A\ndatastructure,MDA:PERMITS(1.0),R,F,2024,,Q\n\
    datastructure,MDA:PERMITS(1.0),R,M,2024,12.50,P\n";

fn place() -> Place {
    let place = Place::new();
    std::fs::write(place.path("structures.xml"), STRUCTURES).unwrap();
    std::fs::write(place.path("permits.sdmx.csv"), CSV).unwrap();
    place
}

#[test]
fn a_message_goes_through_every_format_and_comes_back_as_it_was() {
    let place = place();
    let at = |name: &str| place.path(name);
    let structures = at("structures.xml");
    let mut before = at("permits.sdmx.csv");
    let steps =
        [("sdmx-ml-2.1", "a.xml"), ("sdmx-ml-3.0", "b.xml"), ("sdmx-ml-2.1", "c.xml"), ("sdmx-csv-2.0", "d.csv")];
    for (to, name) in steps {
        let after = at(name);
        let flat = if name == "c.xml" { "--flat" } else { "--all" };
        let answer = dsm(&[
            "convert",
            &before,
            &after,
            "--structure",
            &structures,
            "--to",
            to,
            "--prepared",
            "2025-01-01",
            flat,
        ]);
        assert_eq!((answer.status, answer.err.as_str()), (0, ""), "{to}: {}", answer.out);
        before = after;
    }
    assert_eq!(std::fs::read_to_string(before).unwrap(), CSV);
}

#[test]
fn what_is_wrong_is_told_at_its_place_and_the_message_is_written_all_the_same() {
    let place = place();
    let at = |name: &str| place.path(name);
    std::fs::write(place.path("permits.sdmx.csv"), CSV.replace(",M,", ",X,")).unwrap();
    let answer = dsm(&["convert", &at("permits.sdmx.csv"), &at("out.xml"), "--structure", &at("structures.xml")]);
    assert_eq!(answer.status, 1);
    assert!(answer.out.contains("DSM-EXC-202") && answer.out.contains(":4:4"), "{}", answer.out);
    assert!(std::fs::read_to_string(place.path("out.xml")).unwrap().contains("OBS_VALUE=\"12.50\""));
}

#[test]
fn structures_are_converted_too_and_keep_their_languages() {
    let place = place();
    let at = |name: &str| place.path(name);
    let answer = dsm(&["convert", &at("structures.xml"), &at("out.json"), "--prepared", "2025-01-01"]);
    assert_eq!(answer.status, 0, "{}{}", answer.out, answer.err);
    assert!(std::fs::read_to_string(place.path("out.json")).unwrap().contains("Пол"));
}

#[test]
fn what_cannot_be_converted_leaves_no_file_behind() {
    let place = place();
    let at = |name: &str| place.path(name);
    std::fs::write(place.path("broken.xml"), "<!DOCTYPE a [<!ENTITY b \"b\">]><a>&b;</a>").unwrap();
    let refused = dsm(&["convert", &at("broken.xml"), &at("out.xml")]);
    assert_eq!(refused.status, 1);
    assert!(refused.err.contains("EXC-217"), "{}", refused.err);
    let unknown = dsm(&["convert", &at("permits.sdmx.csv"), &at("out.edi")]);
    assert_eq!(unknown.status, 2);
    assert!(unknown.err.contains("sdmx-ml-2.1"), "{}", unknown.err);
    let left = std::fs::read_dir(place.path("."))
        .unwrap()
        .filter(|file| file.as_ref().unwrap().file_name().to_string_lossy().starts_with("out"));
    assert_eq!(left.count(), 0);
}

#[test]
fn sdmx_json_is_read_and_a_translator_maps_what_stands_in_it() {
    let place = place();
    let at = |name: &str| place.path(name);
    let structures = at("structures.xml");
    let prepared = ["--structure", &structures, "--prepared", "2025-01-01"];
    let said = dsm(&[&["convert", &at("permits.sdmx.csv"), &at("a.json")], &prepared[..]].concat());
    assert_eq!((said.status, said.err.as_str()), (0, ""), "{}", said.out);
    let said = dsm(&[&["convert", &at("a.json"), &at("again.sdmx.csv")], &prepared[..]].concat());
    assert_eq!((said.status, said.err.as_str()), (0, ""), "{}", said.out);
    assert_eq!(std::fs::read_to_string(place.path("again.sdmx.csv")).unwrap(), CSV);
    let map = "format = \"dsm-translator/1\"\n[columns]\nGENDER = \"SEX\"\n[labels.GENDER]\nF = \"W\"\n[marks]\n\"10\" = \"L\"\n";
    std::fs::write(place.path("map.toml"), map).unwrap();
    let map = at("map.toml");
    let said = dsm(&[&["convert", &at("a.json"), &at("b.sdmx.csv"), "--map", &map], &prepared[..]].concat());
    assert_eq!((said.status, said.err.as_str()), (0, ""), "{}", said.out);
    let written = std::fs::read_to_string(place.path("b.sdmx.csv")).unwrap();
    let expected = CSV.replace("SEX", "GENDER").replace(",F,", ",W,").replace("2023,10,A", "2023,,A");
    assert_eq!(written, expected);
    std::fs::write(place.path("map.toml"), "format = \"dsm-translator/1\"\nacross = \"SEX\"\n").unwrap();
    let refused = dsm(&[&["convert", &at("a.json"), &at("c.sdmx.csv"), "--map", &map], &prepared[..]].concat());
    assert!(refused.status == 2 && refused.err.contains("TRL-011"), "{}", refused.err);
    let refused = dsm(&[&["convert", &structures, &at("c.xml"), "--map", &at("none.toml")], &prepared[..]].concat());
    assert!(refused.status != 0);
}

/// What `dsm convert - -` of a message in standard input says and writes.
fn piped(place: &Place, message: &[u8]) -> (Option<i32>, String, String) {
    use std::{
        io::Write,
        process::{Command, Stdio},
    };
    let mut run = Command::new(env!("CARGO_BIN_EXE_dsm"));
    run.args(["convert", "-", "-", "--to", "sdmx-csv-2.0", "--structure"]).arg(place.path("structures.xml"));
    let run = run.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = run.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let message = message.to_vec();
    // Whoever refuses a message does not read it to its end.
    let writer = std::thread::spawn(move || drop(input.write_all(&message)));
    let done = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (done.status.code(), text(done.stdout), text(done.stderr))
}

#[test]
fn a_message_in_standard_input_is_read_whatever_its_format() {
    let place = place();
    let before = place.path("permits.sdmx.csv");
    for name in ["a.xml", "a.json", "a.sdmx.csv"] {
        let (to, structures) = (place.path(name), place.path("structures.xml"));
        dsm(&["convert", &before, &to, "--structure", &structures, "--prepared", "2025-03-01T00:00:00Z"]);
        let (status, written, said) = piped(&place, &std::fs::read(place.path(name)).unwrap());
        assert_eq!((status, written.lines().count()), (Some(0), 4), "{name} {said}");
    }
}

#[test]
fn a_long_message_without_a_structure_is_read_from_a_pipe() {
    let place = place();
    std::fs::write(place.path("structures.xml"), STRUCTURES).unwrap();
    let head = "DATAFLOW,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE\n".to_owned();
    let rows = (0..200_000).map(|at| format!("MDA:FOREIGN(1.0),A{:03},F,{},1\n", at / 200, 1800 + at % 200));
    std::fs::write(place.path("long.sdmx.csv"), rows.fold(head, |all, row| all + &row)).unwrap();
    let to = place.path("long.xml");
    let done = dsm(&["convert", &place.path("long.sdmx.csv"), &to, "--flat", "--prepared", "2025-03-01T00:00:00Z"]);
    assert_eq!(done.status, 0, "{}", done.err);
    let message = std::fs::read_to_string(&to).unwrap().replace(" OBS_VALUE", &format!("{:90}OBS_VALUE", ""));
    assert!(message.len() > 20 << 20);
    let (status, written, said) = piped(&place, message.as_bytes());
    assert_eq!((status, written.lines().count()), (Some(0), 200_001), "{said}");
}

#[test]
fn a_value_without_an_end_is_refused_from_a_pipe() {
    let start = r#"<m:StructureSpecificData xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"><m:DataSet><Series SEX=""#;
    let message = [start.as_bytes(), &vec![b'x'; 20 << 20]].concat();
    let (status, _, said) = piped(&place(), &message);
    assert!(status != Some(0) && said.contains("EXC-218"), "{status:?} {said}");
}

#[test]
fn a_message_without_observations_is_refused_and_nothing_is_written() {
    let place = Place::new();
    std::fs::write(place.path("h.csv"), "DATAFLOW,SEX,TIME_PERIOD,OBS_VALUE\n").unwrap();
    for (to, name) in [("csv", "t.csv"), ("sdmx-ml-2.1", "t.xml"), ("sdmx-csv-2.0", "t2.csv")] {
        let done = dsm(&["convert", &place.path("h.csv"), "--to", to, &place.path(name)]);
        assert_eq!(done.status, 1, "{}", done.err);
        assert!(done.err.contains("EXC-366"), "{}", done.err);
        assert!(!std::path::Path::new(&place.path(name)).exists());
    }
}

#[test]
fn a_tidy_file_holds_one_table() {
    let place = Place::new();
    let two = "DATAFLOW,SEX,TIME_PERIOD,OBS_VALUE\nA:F(1.0),F,2024,1\nA:G(1.0),F,2024,1\n";
    std::fs::write(place.path("two.csv"), two).unwrap();
    let done = dsm(&["convert", &place.path("two.csv"), "--to", "csv", &place.path("t.csv")]);
    assert_eq!(done.status, 1, "{}", done.err);
    assert!(done.err.contains("EXC-365") && done.err.contains("two.csv:3"), "{}", done.err);
    assert!(!std::path::Path::new(&place.path("t.csv")).exists());
}

#[test]
fn each_code_of_struval_stands_beside_the_place_that_it_is_of() {
    let place = Place::new();
    let rows = "A:F(1.0),F,,1\nA:F(1.0),,2024,2\n";
    std::fs::write(place.path("n.csv"), format!("DATAFLOW,SEX,TIME_PERIOD,OBS_VALUE\n{rows}")).unwrap();
    let all = dsm(&["convert", &place.path("n.csv"), &place.path("n.xml"), "--all"]);
    let line = |of: &str| all.out.lines().find(|line| line.contains(of)).unwrap_or_default().to_owned();
    assert!(line("EXC-204").contains("× 2") && !line("EXC-204").contains("STRUVAL"), "{}", all.out);
    assert!(line("n.csv:2").contains("(STRUVAL 032)") && line("n.csv:3").contains("(STRUVAL 003)"), "{}", all.out);
    // Where all are of one code it is said once.
    std::fs::write(place.path("o.csv"), "DATAFLOW,SEX,TIME_PERIOD,OBS_VALUE\nA:F(1.0),F,,1\nA:F(1.0),M,,2\n").unwrap();
    let all = dsm(&["convert", &place.path("o.csv"), &place.path("o.xml"), "--all"]);
    assert!(all.out.lines().any(|line| line.contains("EXC-204 (STRUVAL 032) × 2")), "{}", all.out);
    assert_eq!(all.out.matches("STRUVAL 032").count(), 1, "{}", all.out);
}
