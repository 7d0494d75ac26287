//! What a result means in the world, and whether it is true.

use super::{
    cut::{Question, When, truth},
    publish::{Place, Published, product, rendered},
    world::COUNTRIES,
};
use dsm_core::{
    table::{Absent, Cell, Figure, Table},
    time::Time,
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// What the codes of a result stand for, as operations change it.
#[derive(Clone, Debug)]
pub(super) struct Meaning {
    /// For each category that is gone: the codes that were taken together, or anything.
    pub(super) gone: BTreeMap<usize, Option<Vec<usize>>>,
    /// The times that every cell is about, where they were united; else each cell is about the time of its code.
    pub(super) united: Option<Vec<When>>,
    /// The countries of every cell, where they were joined.
    pub(super) joined: Option<Vec<usize>>,
}

impl Meaning {
    pub(super) fn plain() -> Self {
        Self { gone: BTreeMap::new(), united: None, joined: None }
    }

    /// What a key of a result asks of the world.
    pub(super) fn question(&self, p: &Published, table: &Table, key: &[String]) -> Result<Question, String> {
        let mut question = Question { wanted: Vec::new(), whens: Vec::new(), countries: vec![0] };
        for (category, codes) in &self.gone {
            question.wanted.push((p.cut.breakdowns[*category].attribute, codes.clone()));
        }
        for (axis, code) in table.axes().iter().zip(key) {
            match p.cut.place_of(axis.id()).ok_or("an axis that was not there")? {
                Place::Category(category) => {
                    let breakdown = &p.cut.breakdowns[category];
                    let codes = breakdown.codes().into_iter().find(|(c, _)| c == code).ok_or("an unknown code")?.1;
                    question.wanted.push((breakdown.attribute, codes));
                }
                Place::Time => question.whens = vec![when(axis.times()[axis.position(code).unwrap() as usize])],
                Place::Reporter if self.joined.is_none() => {
                    question.countries = vec![COUNTRIES.iter().position(|c| c == code).ok_or("an unknown reporter")?];
                }
                Place::Reporter => {}
            }
        }
        if let Some(united) = &self.united {
            question.whens.clone_from(united);
        }
        if let Some(joined) = &self.joined {
            question.countries.clone_from(joined);
        }
        Ok(question)
    }
}

/// A time of the library as days.
pub(super) fn when(time: Time) -> When {
    match (time.period(), time.moment()) {
        (Some(period), _) => When::Period(period.first().number(), period.last().number()),
        (_, Some(moment)) => When::Moment(moment.day().number()),
        _ => When::Moment(0),
    }
}

/// What a key of a table holds, as the table says it: an absent key is zero where the table says so.
pub(super) fn cell(table: &Table, key: &[String]) -> Option<Cell> {
    match table.at(key) {
        Ok(cell) => Some(cell),
        Err(_) => match (table.making().absent(), table.absent()) {
            (Some((low, high)), _) => Some(Cell::Figure(Figure::interval(low, Some(high)))),
            (None, Absent::Zero) => Some(Cell::exact(0)),
            (None, Absent::Missing) => None,
        },
    }
}

/// Whether a cell says something false of a true figure.
pub(super) fn is_false(cell: Cell, truth: Decimal) -> bool {
    match cell {
        Cell::Figure(Figure::Exact(value)) => value != truth,
        Cell::Figure(Figure::Between { low, high }) => truth < low || high < truth,
        Cell::Figure(Figure::AtLeast(low)) => truth < low,
        _ => false,
    }
}

/// Every key that could stand in a table.
pub(super) fn keys(table: &Table) -> Vec<Vec<String>> {
    let lists: Vec<Vec<String>> =
        table.axes().iter().map(|a| a.codes().iter().map(ToString::to_string).collect()).collect();
    product(&lists)
}

/// Whether a cell says something false of a true ratio, which is rounded after 28 digits.
pub(super) fn is_false_ratio(cell: Cell, truth: Decimal) -> bool {
    let little = Decimal::new(1, 20);
    match cell {
        Cell::Figure(Figure::Exact(value)) => (value - truth).abs() > little,
        Cell::Figure(Figure::Between { low, high }) => truth < low - little || high + little < truth,
        Cell::Figure(Figure::AtLeast(low)) => truth < low - little,
        _ => false,
    }
}

/// The true figure of a key; none where nothing is claimed to be true.
pub(super) type True<'a> = &'a dyn Fn(&[String]) -> Result<Option<Decimal>, String>;

/// Every cell of a result against a truth that is worked out for each key; none where nothing is claimed to be true.
pub(super) fn against(p: &Published, done: &str, result: &Table, truth: True<'_>) -> Result<(), String> {
    for key in keys(result) {
        let Some(cell) = cell(result, &key) else { continue };
        if let Some(truth) = truth(&key)?
            && is_false_ratio(cell, truth)
        {
            return Err(told(p, done, result, &format!("{} = {cell}, but in truth {truth}", key.join(" "))));
        }
    }
    Ok(())
}

/// Every cell of a result against the truth.
pub(super) fn sound(p: &Published, meaning: &Meaning, done: &str, result: &Table) -> Result<(), String> {
    for key in keys(result) {
        let Some(cell) = cell(result, &key) else { continue };
        let question = meaning.question(p, result, &key)?;
        let truth = truth(&p.world, p.cut.counting, &question);
        if is_false(cell, truth.into()) {
            return Err(told(p, done, result, &format!("{} = {cell}, but in truth {truth}", key.join(" "))));
        }
    }
    Ok(())
}

/// A counterexample as text.
pub(super) fn told(p: &Published, done: &str, result: &Table, wrong: &str) -> String {
    format!("{p}\n{done} gives {}\nFALSE: {wrong}", rendered(result))
}
