//! The tables of a world, as a submitter builds them.

use super::player::{text, texts};
use dsm_core::{
    error::{Finding, codes::tab},
    measure::{Assumption, AssumptionName, Concept, Measure},
    table::{Absence, Axis, Cell, Membership, Status, Table},
    workflow::{SubmissionId, Submit},
};
use serde_json::Value;

/// What `submit` and `keep-draft` say.
pub(super) fn submit(say: &Value) -> Submit {
    let mut submit = Submit::new(text(&say["indicator"]), table(&say["table"]));
    if say["grave"] == Value::Bool(true) {
        submit = submit.findings(vec![Finding::new(tab::NEGATIVE_COUNT)]);
    }
    if say["control"].is_object() {
        submit = submit.control(table(&say["control"]));
    }
    if say["revises"].is_string() {
        submit = submit.revising(&id(text(&say["revises"])), text(&say["reason"]));
    }
    if say["corrects"].is_string() { submit.correcting(&id(text(&say["corrects"]))) } else { submit }
}

pub(super) fn id(text: &str) -> SubmissionId {
    SubmissionId::parse(text).unwrap()
}

fn table(said: &Value) -> Table {
    let measure = Measure::parse(text(&said["unit"]), text(&said["temporality"])).unwrap();
    let mut builder = Table::builder(measure, Concept::new("COUNTED"));
    for axis in said["axes"].as_array().unwrap() {
        let (id, totals) = (text(&axis["id"]), texts(&axis["totals"]));
        builder = builder.axis(match text(&axis["kind"]) {
            "time" => Axis::time(id),
            "reporter" => Axis::reporter(id),
            _ => Axis::category(id).membership(Membership::AtEvent).exhaustive(true).totals(&totals),
        });
    }
    for row in said["rows"].as_array().unwrap() {
        let cell = match text(&row[1]) {
            "missing" => Cell::Missing(Absence::NotDelivered),
            figure => Cell::parse(figure).unwrap(),
        };
        let status = if text(&row[2]).contains('p') { Status::PROVISIONAL } else { Status::NORMAL };
        builder.push(&texts(&row[0]), cell, status);
    }
    if said["assumed"] == Value::Bool(true) {
        builder = builder.assumptions(vec![Assumption::new(AssumptionName::ALL[0])]);
    }
    builder.build().unwrap()
}
