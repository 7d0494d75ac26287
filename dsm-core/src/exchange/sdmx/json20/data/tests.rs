use super::{open, write};
use crate::{
    error::{Collected, Error, FindingSink as _},
    exchange::sdmx::{
        Header, csv,
        data::{Batch, Observations},
        structures::{
            Component, DataStructure, Identity, Maintained, Relationship, Representation, Role, Structures, TextFormat,
        },
    },
};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::io::Cursor;

fn written(text: &str) -> Value {
    let mut reader = csv::open(Cursor::new(text.to_owned()), "m.csv", &Structures::none()).unwrap();
    let mut out = Vec::new();
    let header = Header::new("M1", "MDA", "2024-05-01T00:00:00Z");
    write(&mut reader, &header, None, &Structures::none(), &mut Collected::new(), &mut out).unwrap();
    serde_json::from_slice(&out).unwrap()
}

#[test]
fn two_bytes_a_letter_are_read_and_four_refused_by_their_name() {
    let told = |bytes: Vec<u8>| open(Cursor::new(bytes), "m.json", &Structures::none(), &mut Collected::new()).err();
    let text = "{\"data\": {\"dataSets\": [], \"structures\": []}}";
    assert!(told(text.encode_utf16().flat_map(u16::to_be_bytes).collect()).is_none());
    let wide = told(text.chars().flat_map(|sign| u32::from(sign).to_le_bytes()).collect());
    assert_eq!(wide.unwrap().to_string(), "DSM-EXC-345 message-encoding (encoding=UTF-32LE) at m.json:1:1");
}

#[test]
fn observations_stand_under_the_numbers_of_their_values() {
    let text = "STRUCTURE[;],STRUCTURE_ID,ACTION,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS,NOTE[]\n\
        dataflow,DSM:F(1.0),R,F,2024,12,A,\"a;b\"\n\
        dataflow,DSM:F(1.0),R,M,2024,,Q,\n\
        dataflow,DSM:F(1.0),D,F,2023,07,,\"q\"\"\"\n";
    let message = written(text);
    let set = |at: usize| message["data"]["dataSets"][at]["observations"].clone();
    assert_eq!(set(0), json!({ "0:0": [12, "A", ["a", "b"]], "1:0": [null, "Q"] }));
    assert_eq!(set(1), json!({ "0:1": ["07", null, "q\""] }));
    assert_eq!(message["data"]["dataSets"][1]["action"], "Delete");
    let dimensions = &message["data"]["structures"][0]["dimensions"]["observation"];
    assert_eq!(dimensions[0]["values"], json!([{ "id": "F", "name": "F" }, { "id": "M", "name": "M" }]));
    assert_eq!(message["meta"]["sender"]["id"], "MDA");
}

#[test]
fn a_message_without_observations_is_one_too() {
    let message = written("STRUCTURE,STRUCTURE_ID,ACTION,SEX,OBS_VALUE\n");
    assert_eq!(message["data"], json!({ "dataSets": [], "structures": [] }));
}

/// The observations of a message, each with the letter of its action; what was found, with its place.
fn told(source: &mut dyn Observations, found: &mut Collected) -> Result<Vec<String>, Error> {
    let (mut batch, mut rows) = (Batch::new(), Vec::new());
    while let Some(set) = source.next(&mut batch, found)? {
        for row in 0..batch.len() {
            let value = |at: usize| {
                let more: String = batch.more(row, at).iter().map(|more| format!("+{more}")).collect();
                format!("{}{more}", batch.value(row, at).unwrap_or("-"))
            };
            let values: Vec<String> = (0..set.layout.parts().len()).map(value).collect();
            rows.push(format!("{} {}", set.action.letter(), values.join("|")));
        }
    }
    Ok(rows)
}

fn read(text: &str) -> (Vec<String>, Vec<String>) {
    let mut found = Collected::new();
    let mut reader = open(Cursor::new(text.to_owned()), "m.json", &Structures::none(), &mut found).unwrap();
    let rows = told(&mut reader, &mut found).unwrap();
    (rows, found.findings().iter().map(ToString::to_string).collect())
}

fn refused(text: &str) -> String {
    let mut found = Collected::new();
    let opened = open(Cursor::new(text.to_owned()), "m.json", &Structures::none(), &mut found);
    opened.and_then(|mut reader| told(&mut reader, &mut found)).unwrap_err().to_string()
}

const META: &str = r#""meta": {"id": "M", "prepared": "2025-03-01", "sender": {"id": "MDA"}}"#;

/// By area (of the whole data set), sex, and period at the observation.
const BY_SERIES: &str = r#"{"links": [{"urn": "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=DSM:F(1.0)"}],
 "dimensions": {"dataSet": [{"id": "REF_AREA", "keyPosition": 1, "values": [{"id": "MDA"}]}],
  "series": [{"id": "SEX", "keyPosition": 0, "values": [{"id": "F"}, {"id": "M"}]}],
  "observation": [{"id": "TIME_PERIOD", "values": [{"id": "2023"}, {"id": "2024"}]}]},
 "measures": {"observation": [{"id": "OBS_VALUE"}]},
 "attributes": {"dataSet": [{"id": "UNIT"}], "dimensionGroup": [{"id": "GROUPED", "values": [{"value": "g"}, {"values": ["h", "i"]}]}],
  "series": [{"id": "TITLE"}], "observation": [{"id": "OBS_STATUS", "values": [null, {"id": "A"}]}, {"id": "NOTE"}]}}"#;

fn by_series(sets: &str) -> String {
    format!("{{{META},\n\"data\": {{\"dataSets\": [{sets}],\n \"structures\": [{BY_SERIES}]}}}}")
}

#[test]
fn values_stand_at_every_level_and_the_structure_behind_the_data() {
    let (rows, found) = read(&by_series(
        r#"{"series": {"0": {"observations": {"0": [1.50, 1, ["a", true]], "1": [null, 0]}, "attributes": ["women"]},
            "1": {"attributes": ["men"], "observations": {"1": ["NaN", 1]}}},
            "attributes": ["PERSONS"], "dimensionGroupAttributes": {"0:0:": [1], "0::1": [0]}, "action": "Replace"},
           {"action": "Delete", "observations": {"0:1": []}}"#,
    ));
    let expected = [
        "R F|MDA|2023|1.50|PERSONS|h+i|women|A|a+true",
        "R F|MDA|2024|-|PERSONS|h+i|women|-|-",
        "R M|MDA|2024|NaN|PERSONS|g|men|A|-",
        "D F|MDA|2024|-|-|-|-|-|-",
    ];
    assert_eq!(rows, expected);
    assert_eq!(found, ["DSM-EXC-210 structure-not-there (structure=F) at m.json:1"]);
}

#[test]
fn what_is_wrong_with_a_message_is_found_where_it_stands() {
    let (rows, found) = read(&by_series(
        "\n{\"series\": {\"0\": {\"observations\":\n {\"0\": [1, 7],\n \"0\": [2], \"5\": [3], \"0:0\": [4],\n \"1\": [5, 1, \"n\", 8]}},\n\
         \"0\": {\"observations\": {}}}, \"action\": \"Upsert\", \"action\": \"Delete\", \"odd\": {}}",
    ));
    assert_eq!(rows.len(), 5, "{rows:?}");
    let expected = [
        "DSM-EXC-220 element-unexpected (element=odd) at m.json:7:69",
        "DSM-EXC-264 property-twice (property=action) at m.json:7:49",
        "DSM-EXC-210 structure-not-there (structure=F) at m.json:1",
        "DSM-EXC-214 action-unknown at m.json:7:29",
        "DSM-EXC-263 number-of-no-value (component=OBS_STATUS) at m.json:4:12",
        "DSM-EXC-206 observation-twice (key=F, MDA, 2023) at m.json:5:2",
        "DSM-EXC-263 number-of-no-value (component=TIME_PERIOD) at m.json:5:12",
        "DSM-EXC-204 dimension-missing (component=TIME_PERIOD, key=F, MDA, …) at m.json:5:12",
        "DSM-EXC-265 key-uneven at m.json:5:22",
        "DSM-EXC-267 value-surplus at m.json:6:19",
        "DSM-EXC-232 series-again (key=F, MDA, …) at m.json:7:1",
    ];
    assert_eq!(found, expected);
}

#[test]
fn what_cannot_be_read_is_refused_with_its_place() {
    assert_eq!(refused("{\"data\": {\"dataSets\": [{}]}}"), "DSM-EXC-266 data-undescribed at m.json:1:24");
    let torn = by_series("{\"observations\": {\"0:0\": [1");
    assert_eq!(refused(torn.split(']').next().unwrap()), "DSM-EXC-221 message-truncated at m.json:2:50");
    assert!(refused(&by_series("{\"structure\": 3}")).starts_with("DSM-EXC-266"));
    let nested = format!("{{\"data\": {}", "[".repeat(100));
    assert!(refused(&nested).starts_with("DSM-EXC-218 message-limit (limit=64"), "{}", refused(&nested));
    let long = by_series(&format!("{{\"observations\": {{\"0:0\": [\"{}\"]}}}}", "x".repeat(20 << 20)));
    assert!(refused(&long).starts_with("DSM-EXC-218 message-limit (limit=16"));
    for broken in
        ["{\"data\": [1,]}", "{\"data\": 01}", "{\"data\": \"\\ud800\"}", "{\"data\" 1}", "{} x", "{\"data\": nul}"]
    {
        assert!(refused(broken).starts_with("DSM-EXC-230"), "{broken}: {}", refused(broken));
    }
}

#[test]
fn a_message_that_breaks_off_behind_its_structure_is_read_so_far() {
    let whole = format!("{{{META}, \"data\": {{\"structures\": [{BY_SERIES}], \"dataSets\": [");
    let text = format!("{whole}{{\"observations\": {{\"0:0\": [1], \"1:0\": [2], \"0:1\": [");
    let mut found = Collected::new();
    let mut reader = open(Cursor::new(text), "m.json", &Structures::none(), &mut found).unwrap();
    let mut batch = Batch::new();
    assert!(reader.next(&mut batch, &mut found).unwrap().is_some());
    assert_eq!(batch.len(), 2);
    assert_eq!(reader.next(&mut batch, &mut found).unwrap_err().code().id(), "EXC-221");
}

proptest! {
    #[test]
    fn what_was_written_is_read_back_the_same(
        lines in proptest::collection::vec(
            ("[ARD]", "[FM]", 2000_u16..2030, "(|0|-?[1-9][0-9]{0,3}(\\.[0-9]{1,3})?|07|NaN)", "[^\0\r;\"]{0,12}", "(|A|P)"),
            0..20,
        ),
    ) {
        let mut text = "STRUCTURE[;],STRUCTURE_ID,ACTION,SEX,TIME_PERIOD,OBS_VALUE,NOTE[],OBS_STATUS\n".to_owned();
        for (action, sex, year, figure, note, status) in lines {
            text.push_str(&format!("dataflow,DSM:F(1.0),{action},{sex},{year},{figure},\"{note};z\",{status}\n"));
        }
        let csv = || csv::open(Cursor::new(text.clone()), "m.csv", &Structures::none()).unwrap();
        let mut out = Vec::new();
        let header = Header::new("M1", "MDA", "2024-05-01T00:00:00Z");
        write(&mut csv(), &header, None, &Structures::none(), &mut Collected::new(), &mut out).unwrap();
        let rows = told(&mut csv(), &mut Collected::new()).unwrap();
        let written = String::from_utf8(out).unwrap();
        if !rows.is_empty() {
            prop_assert_eq!(read(&written).0, rows, "{}", written);
        }
    }
}

#[test]
fn a_text_in_several_languages_is_one_value_whatever_says_so() {
    let message = |of_message: &str| {
        format!(
            r#"{{"meta": {{"id": "P", "prepared": "2025-03-01", "sender": {{"id": "MDA"}}}}, "data": {{
            "dataSets": [{{"structure": 0, "observations": {{"0:0": [4, {{"en": "a", "ru": "б"}}]}}}}],
            "structures": [{{"links": [{{"urn": "urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=DSM:S(1.0)"}}],
              "dimensions": {{"observation": [{{"id": "SEX", "values": [{{"id": "F"}}]}}, {{"id": "TIME_PERIOD", "values": [{{"id": "2024"}}]}}]}},
              "measures": {{"observation": [{{"id": "OBS_VALUE"}}]}},
              "attributes": {{"observation": [{{"id": "NOTE"{of_message}}}]}}}}]}}}}"#
        )
    };
    let structures = |languages: bool| {
        let mut structure = DataStructure::new(Maintained::new(Identity::parse("DSM:S(1.0)").unwrap()));
        structure.dimensions = vec![Component::new("SEX", Role::Dimension), Component::new("TIME_PERIOD", Role::Time)];
        structure.measures = vec![Component::new("OBS_VALUE", Role::Measure { mandatory: false })];
        let others = languages.then(|| ("isMultiLingual".into(), "true".into())).into_iter().collect();
        let format = Some(TextFormat { others, ..TextFormat::default() });
        let written = Representation { format, ..Representation::default() };
        let role = Role::Attribute { mandatory: false, of: Relationship::Observation };
        structure.attributes = vec![Component::new("NOTE", role).written(written)];
        Structures { data_structures: vec![structure], ..Structures::none() }
    };
    let many = |text: String, structures: &Structures| {
        let mut found = Collected::new();
        let mut reader = open(Cursor::new(text), "n.json", structures, &mut found).unwrap();
        assert_eq!(told(&mut reader, &mut found).unwrap(), ["I F|2024|4|a+б"]);
        found.tally().of(crate::error::codes::exc::VALUES_MANY)
    };
    assert_eq!(many(message(""), &structures(true)), 0);
    assert_eq!(many(message(""), &structures(false)), 1);
    let said = r#", "format": {"isMultiLingual": true, "maxOccurs": 1}"#;
    assert_eq!(many(message(said), &Structures::none()), 0);
}

#[test]
fn the_time_of_preparation_has_an_hour_and_a_zone() {
    for (prepared, written) in [
        ("2025-03-01", "2025-03-01T00:00:00Z"),
        ("2025-03-01T10:00:00", "2025-03-01T10:00:00Z"),
        ("2025-03-01T10:00:00+02:00", "2025-03-01T10:00:00+02:00"),
    ] {
        let header = Header::new("M", "MDA", prepared);
        assert_eq!(header.moment(), written);
    }
}
