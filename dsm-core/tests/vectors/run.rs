use super::build::assume;
use super::compare::shown;
use dsm_core::error::Result;
use dsm_core::measure::{RatioForm, Timespan};
use dsm_core::table::{Reading, Relation, Table};
use dsm_core::time::Frequency;
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
    let count = || usize::try_from(operation.n.unwrap()).unwrap();
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
        "first" => table.first(assume),
        "last" => table.last(assume),
        "latest" => table.latest(assume),
        "common_reporters" => table.common_reporters(assume),
        "mean" => table.mean(assume),
        "moving_average" => table.moving_average(count(), assume),
        "mid_year" => table.mid_year(assume),
        "person_time" => {
            let unit = if operation.unit.as_deref() == Some("years") { Timespan::Years } else { Timespan::Days };
            table.person_time(unit, assume)
        }
        "rolling_sum" => table.rolling_sum(count(), assume),
        "year_to_date" => table.year_to_date(assume),
        "undo_year_to_date" => table.undo_year_to_date(reading(), assume),
        "annualize" => table.annualize(assume),
        "disaggregate" => table.disaggregate(Frequency::parse(&text(&operation.frequency)).unwrap(), assume),
        "share" => table.share(&text(&operation.axis), assume),
        "ratio" => {
            let form = RatioForm::parse(&text(&operation.form)).unwrap();
            table.ratio(named(&operation.other), form, assume)
        }
        "growth" => table.growth(&text(&operation.from), &text(&operation.to), assume),
        "index" => table.index(&text(&operation.base), assume),
        "standardize" => table.standardize(&text(&operation.axis), assume),
        "weighted_mean" => table.weighted_mean(named(&operation.other), &text(&operation.axis), assume),
        "median_bounds" => table.median_bounds(&text(&operation.axis), assume),
        "compare" => {
            let relation = Relation::parse(&text(&operation.relation)).unwrap();
            let (a, b) = (operation.a.clone().unwrap(), operation.b.clone().unwrap());
            return Some(table.compare(&a, relation, &b).map(|truth| Outcome::Truth(truth.word())));
        }
        "changed" => table.changed(named(&operation.other), assume),
        "maximum" => table.maximum(&text(&operation.axis), assume),
        "rank" => table.rank(&text(&operation.axis), assume),
        "top" => table.top(&text(&operation.axis), count(), assume),
        "crosswalk" => table.crosswalk(&text(&operation.axis), operation.mapping.as_ref().unwrap(), assume),
        "spread_unknown" => table.spread_unknown(&text(&operation.axis), assume),
        "to_persons" => table.to_persons(assume),
        "to_currency" => table.to_currency(&text(&operation.currency), assume),
        _ => return None,
    };
    Some(result.map(|table| Outcome::Table(Box::new(table))))
}
