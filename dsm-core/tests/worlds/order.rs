//! Comparisons, orders, margins, mappings and selections: nothing is claimed that is not so in the world.

use super::{
    choice::{Choices, Verdict, forall},
    cut::{Counting, Question, truth, units},
    differences::{all_exact, perfect},
    judge::{Meaning, against, cell, is_false, keys, told},
    publish::{Cut, Published, Style, TOTAL},
    world::World,
};
use dsm_core::{
    measure::Assume,
    table::{Cell, Relation, Table, Truth},
};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

fn none() -> Assume {
    Assume::nothing()
}

fn true_of(p: &Published, key: &[String]) -> i64 {
    truth(&p.world, p.cut.counting, &p.cut.question(key))
}

fn compare(choices: &mut Choices) -> Verdict {
    let p = Published::random(choices, &Counting::ALL, 30)?;
    let keys: Vec<Vec<String>> = p.shown.keys().cloned().collect();
    if keys.is_empty() {
        return Ok(());
    }
    let (a, b) = (choices.of(&keys).clone(), choices.of(&keys).clone());
    let relation = *choices.of(&[Relation::Less, Relation::Equal, Relation::Greater]);
    let answer = p.table.compare(&a, relation, &b).map_err(|e| format!("{p}\ncompare refused {e}"))?;
    let (first, second) = (true_of(&p, &a), true_of(&p, &b));
    let so = match relation {
        Relation::Less => first < second,
        Relation::Equal => first == second,
        Relation::Greater => first > second,
    };
    let known = |key: &Vec<String>| p.table.at(key).unwrap().figure().is_some_and(|f| f.exact().is_some());
    let wrong = match answer {
        Truth::True => !so,
        Truth::False => so,
        Truth::NotKnown => known(&a) && known(&b),
    };
    choices.met(answer.word());
    if wrong {
        return Err(format!(
            "{p}\n{} {relation} {}: {answer}, in truth {first} and {second}",
            a.join(" "),
            b.join(" ")
        ));
    }
    Ok(())
}

/// The true figures of the parts of an axis, for a key of a result.
fn beside(p: &Published, table: &Table, at: usize, key: &[String]) -> BTreeMap<String, i64> {
    let breakdown_axis = &table.axes()[at];
    let codes = breakdown_axis.codes().iter().filter(|c| !breakdown_axis.is_total(c) && &***c != "_O");
    let figure = |code: String| {
        let mut key = key.to_vec();
        key[at].clone_from(&code);
        let figure = true_of(p, &key);
        (code, figure)
    };
    codes.map(|c| figure(c.to_string())).collect()
}

fn order(choices: &mut Choices) -> Verdict {
    let mut cut = Cut::random(choices, &Counting::ALL);
    if cut.breakdowns.is_empty() {
        return Ok(());
    }
    cut.breakdowns[0].total = choices.chance(80);
    let style = Style::random(choices, &cut, 40);
    let world = World::random(choices);
    let p = Published::publish(choices, world, cut, style)?;
    let id = p.cut.breakdowns[0].attribute.id();
    let Some(at) = p.table.axes().iter().position(|a| a.id() == id) else { return Ok(()) };
    let (operation, n) = (*choices.of(&["maximum", "rank", "top"]), 1 + choices.below(2));
    let result = match operation {
        "maximum" => p.table.maximum(id, &none()),
        "rank" => p.table.rank(id, &none()),
        _ => p.table.top(id, n, &none()),
    };
    let done = format!("t.{operation}({id}, {n})");
    let Ok(result) = result else {
        choices.met("refused");
        return Ok(());
    };
    for key in keys(&result) {
        let Some(cell) = cell(&result, &key) else { continue };
        let all = beside(&p, &p.table, at, &key);
        let (code, own) = (&key[at], all.get(&key[at]).copied());
        let above = |own: i64| i64::try_from(all.values().filter(|v| **v > own).count()).unwrap();
        let false_ = match (operation, own) {
            ("rank", Some(own)) => is_false(cell, Decimal::from(1 + above(own))),
            ("maximum", Some(own)) => is_false(cell, own.into()) || above(own) > 0,
            ("top", Some(own)) => is_false(cell, own.into()) || above(own) >= i64::try_from(n).unwrap(),
            ("top", None) if code == "_O" => {
                let row = |c: &String| {
                    let mut other = key.clone();
                    other[at].clone_from(c);
                    result.at(&other).is_ok()
                };
                let shown: i64 = all.iter().filter(|(c, _)| row(c)).map(|(_, v)| *v).sum();
                let mut whole = key.clone();
                TOTAL.clone_into(&mut whole[at]);
                is_false(cell, Decimal::from(true_of(&p, &whole) - shown))
            }
            _ => false,
        };
        choices.met(operation);
        if false_ {
            return Err(told(&p, &done, &result, &format!("{} = {cell}, in truth {all:?}", key.join(" "))));
        }
    }
    Ok(())
}

/// The same plan in two worlds: whether a figure changed, and by how much it was revised.
fn vintages(choices: &mut Choices) -> Verdict {
    let p = Published::random(choices, &Counting::ALL, 40)?;
    let mut other = p.world.clone();
    if choices.chance(70) {
        other.applications.pop();
        other.crossings.pop();
        other.permits.pop();
        other.persons[0].stays.pop();
    }
    let q = Published::publish(choices, other, p.cut.clone(), p.style)?;
    let revision = choices.chance(50);
    let result = if revision { p.table.revision(&q.table, &none()) } else { p.table.changed(&q.table, &none()) };
    let done = format!("t.{}(u) of u = {q}", if revision { "revision" } else { "changed" });
    let Ok(result) = result else {
        choices.met("refused");
        return Ok(());
    };
    against(&p, &done, &result, &|key| {
        let (now, before) = (true_of(&p, key), true_of(&q, key));
        Ok(Some(if revision { Decimal::from(now - before) } else { Decimal::from(i64::from(now != before)) }))
    })?;
    choices.met(if revision { "revised" } else { "changed" });
    Ok(())
}

/// Units under both of two codes, from margins.
fn intersection(choices: &mut Choices) -> Verdict {
    let mut cut = Cut::random(choices, &Counting::ALL);
    if cut.breakdowns.len() < 2 {
        return Ok(());
    }
    cut.breakdowns.iter_mut().take(2).for_each(|b| b.total = true);
    let style = Style::random(choices, &cut, 50);
    let world = World::random(choices);
    let p = Published::publish(choices, world, cut, style)?;
    let (first, second) = (&p.cut.breakdowns[0], &p.cut.breakdowns[1]);
    let (a, b) = (*choices.of(&first.listed), *choices.of(&second.listed));
    let (x, y) = (first.attribute, second.attribute);
    let result = p.table.intersection(x.id(), x.codes()[a], y.id(), y.codes()[b], &none());
    let done = format!("t.intersection({}, {})", x.codes()[a], y.codes()[b]);
    let Ok(result) = result else {
        choices.met("refused");
        return Ok(());
    };
    against(&p, &done, &result, &|key| {
        let question = Meaning::plain().question(&p, &result, key)?;
        let with = |attribute, code: usize| {
            let mut question: Question = question.clone();
            question.wanted.push((attribute, Some(vec![code])));
            units(&p.world, p.cut.counting, &question).into_keys().collect::<BTreeSet<usize>>()
        };
        Ok(Some(Decimal::from(with(x, a).intersection(&with(y, b)).count())))
    })?;
    choices.met("bounded");
    Ok(())
}

/// Codes brought under fewer codes.
fn crosswalk(choices: &mut Choices) -> Verdict {
    let p = Published::random(choices, &Counting::ALL, 50)?;
    let Some(breakdown) = p.cut.breakdowns.first() else { return Ok(()) };
    if breakdown.group {
        return Ok(());
    }
    let attribute = breakdown.attribute;
    let into: Vec<String> = attribute.codes().iter().map(|_| (*choices.of(&["Z", "W"])).to_owned()).collect();
    let mapping: BTreeMap<String, Vec<String>> =
        attribute.codes().iter().zip(&into).map(|(c, to)| ((*c).to_owned(), vec![to.clone()])).collect();
    let done = format!("t.crosswalk({}, {mapping:?})", attribute.id());
    let Ok(result) = p.table.crosswalk(attribute.id(), &mapping, &none()) else {
        choices.met("refused");
        return Ok(());
    };
    let at = result.axes().iter().position(|a| a.id() == attribute.id()).unwrap();
    let question = |key: &[String]| -> Question {
        let mut source = key.to_vec();
        TOTAL.clone_into(&mut source[at]);
        let mut question = p.cut.question(&source);
        let codes: Vec<usize> = breakdown.listed.iter().copied().filter(|c| into[*c] == key[at]).collect();
        let total = key[at] == TOTAL;
        question.wanted.iter_mut().filter(|(a, _)| *a == attribute).for_each(|(_, w)| {
            *w = (!total).then(|| codes.clone());
        });
        question
    };
    against(&p, &done, &result, &|key| Ok(Some(truth(&p.world, p.cut.counting, &question(key)).into())))?;
    choices.met("mapped");
    if perfect(&p) && super::oracle::exclusive(p.cut.counting, attribute) {
        choices.met("exact");
        all_exact(&p, &done, &result)?;
    }
    Ok(())
}

/// Selections keep what is true.
fn selections(choices: &mut Choices) -> Verdict {
    let p = Published::random(choices, &Counting::ALL, 30)?;
    let mut carried = dsm_core::measure::Assumption::new(dsm_core::measure::AssumptionName::CarriedForward);
    carried = carried.value(Decimal::ONE).because("test", "the test");
    let results = [
        ("latest", p.table.latest(&none().and(carried))),
        ("common_reporters", p.table.common_reporters(&none())),
        ("to_persons", p.table.to_persons(&none())),
    ];
    for (done, result) in results {
        let Ok(result) = result else { continue };
        choices.met(done);
        for row in result.rows() {
            let key: Vec<String> = row.key.iter().map(ToString::to_string).collect();
            let truth = true_of(&p, &key);
            if is_false(row.cell, truth.into()) {
                return Err(told(&p, done, &result, &format!("{} is {truth} in truth", key.join(" "))));
            }
            // What was masked stays at least nothing, never a figure.
            let masked = p.shown.get(&key).is_some_and(|s| s.masked);
            if masked && matches!(row.cell, Cell::Figure(f) if f.high().is_some()) {
                return Err(told(&p, done, &result, &format!("{} was masked", key.join(" "))));
            }
        }
        // Added further, what was selected is still true.
        let Ok(sum) = result.sum(&["TIME_PERIOD"], &none()) else { continue };
        for key in keys(&sum).into_iter().filter(|_| done != "latest") {
            let question = Meaning::plain().question(&p, &sum, &key)?;
            let truth = truth(&p.world, p.cut.counting, &question);
            if cell(&sum, &key).is_some_and(|c| is_false(c, truth.into())) {
                return Err(told(&p, &format!("t.{done}().sum(time)"), &sum, &format!("in truth {truth}")));
            }
        }
    }
    Ok(())
}

#[test]
fn comparisons_never_claim_what_is_false() {
    forall("compare", &["true", "false", "not-known"], compare);
}

#[test]
fn orders_never_claim_what_is_false() {
    forall("order", &["maximum", "rank", "top", "refused"], order);
}

#[test]
fn vintages_differ_as_their_worlds_do() {
    forall("vintages", &["revised", "changed"], vintages);
}

#[test]
fn margins_bound_what_stands_under_both() {
    forall("intersection", &["bounded"], intersection);
}

#[test]
fn codes_are_mapped_many_to_one() {
    forall("crosswalk", &["mapped", "exact"], crosswalk);
}

#[test]
fn selections_are_true() {
    forall("selections", &["latest", "common_reporters", "to_persons"], selections);
}
