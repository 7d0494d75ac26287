use super::build::assume;
use super::compare::shown;
use dsm_core::error::Result;
use dsm_core::table::{Reading, Table};
use dsm_spec::vectors::Vector;
use std::collections::BTreeMap;

/// What an operation gave.
pub(super) enum Outcome {
    /// A table.
    Table(Box<Table>),
    /// The truth of a comparison.
    Truth(&'static str),
}

impl Outcome {
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Table(table) => shown(table),
            Self::Truth(truth) => (*truth).to_owned(),
        }
    }
}

/// Runs the operation of a vector; none where it is not known here.
pub(super) fn run(vector: &Vector, tables: &BTreeMap<String, Table>) -> Option<Result<Outcome>> {
    let operation = &vector.operation;
    let assume = match assume(vector) {
        Ok(assume) => &assume.clone(),
        Err(error) => return Some(Err(error)),
    };
    let table = &tables[&operation.on];
    let text = |text: &Option<String>| text.clone().unwrap();
    let named = |name: &Option<String>| &tables[name.as_ref().unwrap()];
    let several = |names: &Option<Vec<String>>| names.iter().flatten().map(|name| &tables[name]).collect::<Vec<_>>();
    let reading = || Reading::parse(operation.reading.as_deref().unwrap()).unwrap();
    let axes = || operation.axes.clone().unwrap();
    let result = match operation.op.as_str() {
        "sum" => table.sum(&axes(), assume),
        "union" => table.union(&axes(), assume),
        "net" => table.net(named(&operation.other), assume),
        "change" => table.change(&text(&operation.from), &text(&operation.to), assume),
        "difference" => table.difference(named(&operation.other), assume),
        "revision" => table.revision(named(&operation.other), assume),
        "balance" => {
            let closing = operation.closing.as_ref().map(|name| &tables[name]);
            table.balance(&several(&operation.opens), &several(&operation.closes), closing, assume)
        }
        "whole_minus_part" => {
            let (axis, whole, part) = (text(&operation.axis), text(&operation.whole), text(&operation.part));
            table.whole_minus_part(&axis, &whole, &part, reading(), assume)
        }
        "intersection" => {
            let (axis, code) = (text(&operation.axis), text(&operation.code));
            table.intersection(&axis, &code, &text(&operation.other_axis), &text(&operation.other_code), assume)
        }
        _ => return None,
    };
    Some(result.map(|table| Outcome::Table(Box::new(table))))
}
