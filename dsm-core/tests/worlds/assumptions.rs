//! Sums under assumptions: where the assumption holds in the world the result is true; whether it holds or not, the result never
//! leaves the bounds that hold without it, and never opens a masked cell.

use super::{
    choice::{Choices, Verdict, forall},
    cut::{Attribute, Counting, Question, units},
    judge::{Meaning, cell, keys, sound, told},
    publish::{GROUP, Place, Published, TOTAL, rendered},
};
use dsm_core::{
    measure::{Assume, Assumption, AssumptionName},
    table::{Cell, Figure},
};
use std::collections::BTreeSet;

/// The questions of all keys with the units behind each, totals and groups apart.
fn cells(p: &Published) -> Vec<(Vec<String>, Question, BTreeSet<usize>)> {
    let part = |key: &Vec<String>| !key.iter().any(|c| c == TOTAL || c == GROUP);
    let all = p.cut.keys().into_iter().filter(part).map(|key| {
        let question = p.cut.question(&key);
        let units = units(&p.world, p.cut.counting, &question).into_keys().collect();
        (key, question, units)
    });
    all.collect()
}

/// Whether no unit is in two cells that differ in a place, of those that agree in some others.
fn apart(p: &Published, differ: Place, agree: &[Place]) -> bool {
    let at = |place: Place| p.cut.order.iter().position(|o| *o == place);
    let cells = cells(p);
    let same = |a: &[String], b: &[String], place: Place| at(place).is_none_or(|i| a[i] == b[i]);
    cells.iter().enumerate().all(|(i, (a, _, first))| {
        cells[..i].iter().all(|(b, _, second)| {
            same(a, b, differ) || !agree.iter().all(|place| same(a, b, *place)) || first.is_disjoint(second)
        })
    })
}

/// Whether an assumption holds in the world of a table.
fn holds(p: &Published, name: AssumptionName, on: Option<usize>) -> bool {
    let category = on.map(Place::Category);
    match name {
        AssumptionName::OncePerPeriod => apart(p, Place::Time, &[]),
        AssumptionName::NobodyCountedInTwo | AssumptionName::NobodyResidesInTwo => apart(p, Place::Reporter, &[]),
        AssumptionName::NobodyInTwoCategories => category.is_some_and(|c| apart(p, c, &[Place::Time, Place::Reporter])),
        AssumptionName::AttributeFixed => {
            category.is_some_and(|c| apart(p, c, &[Place::Reporter])) && {
                // Over the whole span, and not only in the periods of the table, each person has one code.
                on.is_none_or(|c| steady(p, p.cut.breakdowns[c].attribute))
            }
        }
        AssumptionName::PartsExhaustive => {
            on.is_some_and(|c| {
                let breakdown = &p.cut.breakdowns[c];
                p.cut.keys().iter().all(|key| {
                    let mut question = p.cut.question(key);
                    let all = |q: &Question| units(&p.world, p.cut.counting, q);
                    if question.wanted[wanted_at(p, &question, c)].1.is_some() {
                        return true;
                    }
                    let whole = all(&question);
                    let at = wanted_at(p, &question, c);
                    question.wanted[at].1 = Some(breakdown.listed.clone());
                    all(&question) == whole
                })
            }) && on.is_some_and(|c| p.cut.breakdowns[c].total)
        }
        _ => false,
    }
}

fn wanted_at(p: &Published, question: &Question, category: usize) -> usize {
    question.wanted.iter().position(|(a, _)| *a == p.cut.breakdowns[category].attribute).unwrap()
}

/// Whether nobody ever changes the attribute.
fn steady(p: &Published, attribute: Attribute) -> bool {
    p.world.persons.iter().all(|person| match attribute {
        Attribute::Sex => person.sex_changes.is_none(),
        Attribute::Citizenship | Attribute::Citizenships => person.later.is_none(),
        Attribute::Age | Attribute::AgeAtEnd => {
            let (first, last) = (p.cut.whens.iter().min().unwrap(), p.cut.whens.iter().max().unwrap());
            person.age_on(first.end() - 400) == person.age_on(last.end())
        }
        _ => true,
    })
}

/// A sum under one assumption, true in the world or not.
fn under_one(choices: &mut Choices) -> Verdict {
    let p = Published::random(choices, &Counting::ALL, 60)?;
    if p.shown.is_empty() {
        return Ok(());
    }
    let names = [
        AssumptionName::OncePerPeriod,
        AssumptionName::NobodyInTwoCategories,
        AssumptionName::AttributeFixed,
        AssumptionName::NobodyCountedInTwo,
        AssumptionName::NobodyResidesInTwo,
        AssumptionName::PartsExhaustive,
        AssumptionName::MissingIsZero,
    ];
    let name = *choices.of(&names);
    let about_axis = matches!(
        name,
        AssumptionName::NobodyInTwoCategories | AssumptionName::AttributeFixed | AssumptionName::PartsExhaustive
    );
    if about_axis && p.cut.breakdowns.is_empty() {
        return Ok(());
    }
    let on = about_axis.then(|| choices.below(p.cut.breakdowns.len()));
    let mut assumption = Assumption::new(name);
    if let Some(on) = on {
        assumption = assumption.on(p.cut.breakdowns[on].attribute.id());
    }
    let removed: Vec<Place> = choices.some(&p.cut.order);
    let ids: Vec<&str> = removed.iter().map(|place| p.cut.axis_id(*place)).collect();
    let done = format!("t.sum({ids:?}) under {name:?} on {on:?}");
    let Ok(result) = p.table.sum(&ids, &Assume::nothing().and(assumption)) else { return Ok(()) };
    // Where a total is published, an assumption may decide whether it or its parts are taken.
    let totals = p.cut.breakdowns.iter().any(|b| b.total);
    if !totals && let Ok(plain) = p.table.sum(&ids, &Assume::nothing()) {
        inside(&p, &done, &plain, &result)?;
    }
    let mut meaning = Meaning::plain();
    for place in &removed {
        match place {
            Place::Category(category) => {
                meaning.gone.insert(*category, None);
            }
            Place::Reporter => {
                let axis = p.table.axis("REPORTER").unwrap();
                let countries = super::world::COUNTRIES.iter().enumerate();
                meaning.joined = Some(countries.filter(|(_, c)| axis.position(c).is_some()).map(|(i, _)| i).collect());
            }
            Place::Time => {}
        }
    }
    if result.assumptions().is_empty() {
        return sound(&p, &meaning, &done, &result);
    }
    choices.met("used");
    let missing_is_zero = name == AssumptionName::MissingIsZero && nothing_behind(&p);
    if missing_is_zero || holds(&p, name, on) {
        choices.met("holds");
        sound(&p, &meaning, &done, &result)?;
    }
    Ok(())
}

/// Whether every cell that is missing or absent is zero in truth.
fn nothing_behind(p: &Published) -> bool {
    let missing = |key: &Vec<String>| p.shown.get(key).is_none_or(|s| s.missing);
    let zero = |key: Vec<String>| units(&p.world, p.cut.counting, &p.cut.question(&key)).is_empty();
    p.cut.keys().into_iter().filter(missing).all(zero)
}

/// Every cell lies inside the one without the assumption.
fn inside(p: &Published, done: &str, plain: &dsm_core::table::Table, result: &dsm_core::table::Table) -> Verdict {
    for key in keys(result) {
        let (Some(Cell::Figure(outer)), Some(Cell::Figure(inner))) = (cell(plain, &key), cell(result, &key)) else {
            continue;
        };
        let above = matches!((inner.low(), outer.low()), (Some(i), Some(o)) if i >= o);
        let below = match (inner, outer.high()) {
            (Figure::AtLeast(_), Some(_)) => false,
            (inner, Some(o)) => inner.high().is_some_and(|i| i <= o),
            (_, None) => true,
        };
        if !above || !below {
            let wrong = format!("{} = {inner} leaves {outer}, in {}", key.join(" "), rendered(plain));
            return Err(told(p, done, result, &wrong));
        }
    }
    Ok(())
}

#[test]
fn assumptions_that_hold_give_what_is_true_and_never_leave_the_bounds() {
    forall("assumptions", &["used", "holds"], under_one);
}
