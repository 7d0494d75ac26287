//! Sums, unions and slices: exact figures are true, bounds hold the truth and are those of the specification, nothing exact is
//! refused, and the order in which axes are written does not matter.

use super::{
    choice::{Choices, Verdict, forall},
    cut::{Counting, When},
    judge::{Meaning, cell, sound, told},
    oracle::{self, Answer, Effect, Expected},
    publish::{Place, Published, rendered},
};
use dsm_core::{measure::Assume, table::Table};
use rust_decimal::Decimal;

/// A table, what it means by now, and how it came about.
struct State {
    table: Table,
    meaning: Meaning,
    effect: Effect,
    done: String,
}

impl State {
    fn of(p: &Published) -> Self {
        let effect = p.cut.order.iter().map(|place| p.cut.codes(*place)).collect();
        Self { table: p.table.clone(), meaning: Meaning::plain(), effect, done: "t".to_owned() }
    }

    /// Leaves out some codes of one axis.
    fn slice(&mut self, choices: &mut Choices, p: &Published) -> Verdict {
        let axis = choices.below(self.table.axes().len());
        let Some(axis) = self.table.axes().get(axis) else { return Ok(()) };
        let id = axis.id().to_owned();
        let at = p.cut.order.iter().position(|place| p.cut.axis_id(*place) == id).unwrap();
        // Codes stand in the table only where a cell of them does.
        let here: Vec<String> = self.effect[at].iter().filter(|c| axis.position(c).is_some()).cloned().collect();
        if here.is_empty() || here.len() == 1 || self.meaning_made(p, at) {
            return Ok(());
        }
        let wanted: Vec<String> = {
            let places: Vec<usize> = (0..here.len()).collect();
            choices.some(&places).into_iter().map(|i| here[i].clone()).collect()
        };
        self.done = format!("{}.slice({id}, {wanted:?})", self.done);
        self.table = self.table.slice(&id, &wanted).map_err(|e| format!("{p}\n{} refused: {e}", self.done))?;
        self.effect[at] = wanted;
        Ok(())
    }

    /// Whether the codes of an axis were made by an operation.
    fn meaning_made(&self, p: &Published, at: usize) -> bool {
        match p.cut.order[at] {
            Place::Time => self.meaning.united.is_some() || self.done.contains("TIME_PERIOD"),
            Place::Reporter => self.meaning.joined.is_some(),
            Place::Category(_) => false,
        }
    }

    /// Some of the axes that are left.
    fn some_axes(&self, choices: &mut Choices, p: &Published) -> Vec<Place> {
        let places: Vec<Place> = self.table.axes().iter().filter_map(|a| p.cut.place_of(a.id())).collect();
        if choices.chance(40) { choices.some(&places) } else { vec![*choices.of(&places)] }
    }

    /// What the table means once axes were added or united.
    fn mean(&mut self, p: &Published, removed: &[Place], union: bool) {
        for place in removed {
            let at = p.cut.order.iter().position(|o| o == place).unwrap();
            let codes = self.effect[at].clone();
            match place {
                Place::Category(category) => {
                    let all = codes.iter().any(|c| c == super::publish::TOTAL) || !union;
                    let breakdown = &p.cut.breakdowns[*category];
                    let wanted =
                        breakdown.codes().into_iter().filter(|(c, _)| codes.contains(c)).filter_map(|(_, w)| w);
                    self.meaning.gone.insert(*category, (!all).then(|| wanted.flatten().collect()));
                }
                Place::Time => {
                    let before = self.meaning.united.take();
                    let whens = p.cut.whens.iter().copied().filter(|w| codes.contains(&w.code()));
                    if union || before.is_some() {
                        self.meaning.united = before.or_else(|| Some(whens.collect()));
                    }
                }
                Place::Reporter => {
                    let countries = super::world::COUNTRIES.iter().enumerate();
                    let here = countries.filter(|(_, c)| codes.iter().any(|code| code == *c)).map(|(i, _)| i);
                    self.meaning.joined = Some(here.collect());
                }
            }
        }
    }
}

fn ids(p: &Published, places: &[Place]) -> Vec<&'static str> {
    places.iter().map(|place| p.cut.axis_id(*place)).collect()
}

/// After slices, a sum gives what the specification says, cell by cell, or refuses as it says.
fn one_sum(choices: &mut Choices) -> Verdict {
    let p = Published::random(choices, &Counting::ALL, 45)?;
    let mut state = State::of(&p);
    sound(&p, &state.meaning, "t", &p.table)?;
    for _ in 0..*choices.of(&[0, 0, 1, 2]) {
        state.slice(choices, &p)?;
    }
    // The codes that stand in the table are those of its cells.
    for (codes, axis) in state.effect.iter_mut().zip(p.table.axes()) {
        codes.retain(|c| axis.position(c).is_some());
    }
    if p.shown.is_empty() {
        return Ok(());
    }
    let removed = state.some_axes(choices, &p);
    let done = format!("{}.sum({:?})", state.done, ids(&p, &removed));
    let result = state.table.sum(&ids(&p, &removed), &Assume::nothing());
    let expected = oracle::sum(&p, &state.effect, &removed);
    match (result, expected) {
        (Err(error), Answer::Refused(codes)) if codes.contains(error.code().id()) => choices.met("refused"),
        (Err(_), Answer::Open) => choices.met("open"),
        (Err(error), expected) => {
            return Err(format!("{p}\n{done} refused {}: {error}\nbut expected {expected:?}", error.code().id()));
        }
        (Ok(result), Answer::Refused(codes)) => {
            return Err(told(&p, &done, &result, &format!("should be refused: {codes:?}")));
        }
        (Ok(result), expected) => {
            state.mean(&p, &removed, false);
            sound(&p, &state.meaning, &done, &result)?;
            if let Answer::Cells(cells) = expected {
                let kept: Vec<Place> = p.cut.order.iter().copied().filter(|o| !removed.contains(o)).collect();
                for (group, expected) in cells {
                    as_specified(choices, &p, &done, &result, &kept, &group, expected)?;
                }
            }
        }
    }
    Ok(())
}

fn as_specified(
    choices: &mut Choices,
    p: &Published,
    done: &str,
    result: &Table,
    kept: &[Place],
    group: &[String],
    expected: Expected,
) -> Verdict {
    let code = |axis: &dsm_core::table::Axis| {
        let place = p.cut.place_of(axis.id());
        let kept = kept.iter().position(|k| Some(*k) == place).map(|i| group[i].clone());
        kept.unwrap_or_else(|| axis.codes().first().map_or_else(String::new, ToString::to_string))
    };
    let key: Vec<String> = result.axes().iter().map(code).collect();
    let found = cell(result, &key);
    let Expected::Bounds(low, high) = expected else {
        choices.met("a total not everywhere");
        return match found {
            Some(_) => Ok(()),
            None => Err(told(p, done, result, &format!("{} is not there", key.join(" ")))),
        };
    };
    let figure = found.and_then(|c| c.figure());
    let (found_low, found_high) = (figure.and_then(|f| f.low()), figure.and_then(|f| f.high()));
    if found_low != Some(Decimal::from(low)) || found_high != high.map(Decimal::from) {
        let found = found.map_or("not there".to_owned(), |c| c.to_string());
        return Err(told(p, done, result, &format!("{} is {found}, expected {low}..{high:?}", key.join(" "))));
    }
    choices.met(match high {
        Some(high) if high == low => "exact",
        Some(_) => "bounds",
        None => "at least",
    });
    Ok(())
}

/// Slices, sums and unions one after another: every result is true of the world.
fn programs(choices: &mut Choices) -> Verdict {
    let p = Published::random(choices, &Counting::ALL, 60)?;
    let mut state = State::of(&p);
    for _ in 0..1 + choices.below(4) {
        if state.table.is_empty() {
            return Ok(());
        }
        let step = choices.below(5);
        if step == 0 {
            state.slice(choices, &p)?;
            continue;
        }
        let removed = state.some_axes(choices, &p);
        let (union, ids) = (step == 1, ids(&p, &removed));
        let result =
            if union { state.table.union(&ids, &Assume::nothing()) } else { state.table.sum(&ids, &Assume::nothing()) };
        state.done = format!("{}.{}({ids:?})", state.done, if union { "union" } else { "sum" });
        let Ok(result) = result else {
            choices.met("refused");
            return Ok(());
        };
        for (codes, axis) in state.effect.iter_mut().zip(&p.cut.order) {
            codes.retain(|c| p.table.axis(p.cut.axis_id(*axis)).is_some_and(|a| a.position(c).is_some()));
        }
        state.mean(&p, &removed, union);
        state.table = result;
        sound(&p, &state.meaning, &state.done, &state.table)?;
        choices.met(if union { "a union" } else { "a sum" });
    }
    Ok(())
}

/// A sum over axes one after another is the sum over all of them, in any order, and so are its refusals.
fn any_order(choices: &mut Choices) -> Verdict {
    let p = Published::random(choices, &Counting::ALL, 50)?;
    let state = State::of(&p);
    let (first, second) = (state.some_axes(choices, &p), state.some_axes(choices, &p));
    let none = Assume::nothing();
    let Ok(one) = p.table.sum(&ids(&p, &first), &none) else { return Ok(()) };
    let second: Vec<Place> = second.into_iter().filter(|place| !first.contains(place)).collect();
    let both = [first.clone(), second.clone()].concat();
    let mut backward = both.clone();
    backward.reverse();
    let chained = one.sum(&ids(&p, &second), &none);
    let together = p.table.sum(&ids(&p, &backward), &none);
    let text = |r: &dsm_core::error::Result<Table>| match r {
        Ok(table) => rendered(table),
        Err(error) => error.code().id().to_owned(),
    };
    let (chained, together) = (text(&chained), text(&together));
    choices.met(if chained.starts_with("SEM") { "refused" } else { "added" });
    if chained == together {
        return Ok(());
    }
    let (first, second) = (ids(&p, &first), ids(&p, &second));
    Err(format!("{p}\nsum({first:?}).sum({second:?}) gives {chained}\nand together {together}"))
}

/// What a concealed cell holds changes nothing in any result.
fn concealed(choices: &mut Choices) -> Verdict {
    let p = Published::random(choices, &Counting::ALL, 0)?;
    if !p.table.holds_concealed() {
        return Ok(());
    }
    choices.met("concealed");
    let state = State::of(&p);
    let removed = ids(&p, &state.some_axes(choices, &p));
    let view = p.table.clone().without_concealed().into_table();
    for union in [false, true] {
        let done = |table: &Table| {
            let none = Assume::nothing();
            if union { table.union(&removed, &none) } else { table.sum(&removed, &none) }
        };
        match (done(&p.table), done(&view)) {
            (Ok(a), Ok(b)) if a == b && !a.holds_concealed() => {}
            (Err(a), Err(b)) if a.code() == b.code() => {}
            _ => return Err(format!("{p}\nunion {union} over {removed:?} depends on what is concealed")),
        }
    }
    Ok(())
}

#[test]
fn a_sum_is_what_the_specification_says() {
    forall("one sum", &["exact", "bounds", "at least", "refused"], one_sum);
}

#[test]
fn every_result_of_sums_unions_and_slices_is_true() {
    forall("programs", &["a sum", "a union", "refused"], programs);
}

#[test]
fn sums_do_not_depend_on_order() {
    forall("any order", &["added", "refused"], any_order);
}

#[test]
fn concealed_figures_change_nothing() {
    forall("concealed", &["concealed"], concealed);
}

/// The times of a table are never confused: a moment is no period.
#[test]
fn days_are_counted_from_the_same_day() {
    let day = super::world::day(2024, 2, 29);
    assert_eq!(When::Moment(day).code(), "2024-02-29");
    assert_eq!(dsm_core::time::Day::parse("2024-02-29").unwrap().number(), day);
}
