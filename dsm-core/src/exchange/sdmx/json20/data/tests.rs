use super::write;
use crate::{
    error::Collected,
    exchange::sdmx::{Header, csv, structures::Structures},
};
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
