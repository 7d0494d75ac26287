//! Differences: changes, nets, wholes minus parts, sums to date and back, windows, balances.

use super::{
    choice::{Choices, Verdict, forall},
    cut::{Attribute, Counting, Question, When, truth, units},
    judge::{Meaning, against, told, when},
    publish::{Cut, GROUP, Place, Published, Style, TOTAL},
    world::{World, day},
};
use dsm_core::{
    measure::Assume,
    table::{Reading, Table},
};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

fn none() -> Assume {
    Assume::nothing()
}

/// Whether all cells of the table were published as they are.
pub(super) fn perfect(p: &Published) -> bool {
    matches!(p.style, Style::Perfect | Style::ZerosLeftOut) && p.shown.values().all(|s| Some(s.low) == s.high)
}

/// Every figure of a result is exact; what is absent is zero.
pub(super) fn all_exact(p: &Published, done: &str, result: &Table) -> Verdict {
    match result.rows().find(|row| row.cell.figure().is_none_or(|f| f.exact().is_none())) {
        Some(row) => Err(told(p, done, result, &format!("{} should be exact", row.key.join(" ")))),
        None => Ok(()),
    }
}

/// A table of the world by the same plan, of something else that is counted.
pub(super) fn beside(choices: &mut Choices, p: &Published, counting: Counting) -> Result<Published, String> {
    let cut = Cut { counting, ..p.cut.clone() };
    Published::publish(choices, p.world.clone(), cut, p.style)
}

fn change(choices: &mut Choices) -> Verdict {
    let p = Published::random(choices, &[Counting::Residents, Counting::Permits], 50)?;
    let (from, to) = (*choices.of(&p.cut.whens), *choices.of(&p.cut.whens));
    let done = format!("t.change({}, {})", from.code(), to.code());
    if from >= to {
        return Ok(());
    }
    let Ok(result) = p.table.change(&from.code(), &to.code(), &none()) else {
        choices.met("refused");
        return Ok(());
    };
    against(&p, &done, &result, &|key| {
        let question = Meaning::plain().question(&p, &result, key)?;
        let at = |when| truth(&p.world, p.cut.counting, &Question { whens: vec![when], ..question.clone() });
        Ok(Some(Decimal::from(at(to) - at(from))))
    })?;
    if perfect(&p) {
        choices.met("exact");
        all_exact(&p, &done, &result)?;
    }
    Ok(())
}

fn net(choices: &mut Choices) -> Verdict {
    let persons = choices.chance(50);
    let (inward, outward) =
        if persons { (Counting::Entering, Counting::Leaving) } else { (Counting::Entries, Counting::Exits) };
    let cut = Cut::random(choices, &[inward]);
    let style = Style::random(choices, &cut, 50);
    let world = World::random(choices).recorded();
    let p = Published::publish(choices, world, cut, style)?;
    let other = beside(choices, &p, outward)?;
    let assume = Assume::named(&["every-move-recorded"]).unwrap();
    for assume in [none(), assume] {
        let done = format!("t.net(of {}) under {assume:?}", other.table.rows().count());
        let Ok(result) = p.table.net(&other.table, &assume) else {
            choices.met("refused");
            continue;
        };
        against(&p, &format!("{done}\nexits {}", super::publish::rendered(&other.table)), &result, &|key| {
            let question = Meaning::plain().question(&p, &result, key)?;
            Ok(Some(Decimal::from(truth(&p.world, Counting::NetCrossings, &question))))
        })?;
        if perfect(&p) && perfect(&other) && !persons {
            choices.met("exact");
            all_exact(&p, &done, &result)?;
        }
    }
    Ok(())
}

/// Units of a question without those of another, or those of a third.
fn rest(p: &Published, whole: &Question, part: &Question) -> i64 {
    let part: BTreeSet<usize> = units(&p.world, p.cut.counting, part).into_keys().collect();
    units(&p.world, p.cut.counting, whole).into_iter().filter(|(u, _)| !part.contains(u)).map(|(_, w)| w).sum()
}

const COUNTED: [Counting; 12] = [
    Counting::Applicants,
    Counting::Applications,
    Counting::Crossings,
    Counting::PersonEvents,
    Counting::Crossers,
    Counting::FirstTime,
    Counting::PersonsUnstated,
    Counting::EventsUnstated,
    Counting::Residents,
    Counting::Permits,
    Counting::ResidentsDuring,
    Counting::PermitsDuring,
];

fn readings(choices: &mut Choices) -> Reading {
    *choices.of(&[Reading::InNoneOfPart, Reading::InAnotherPart])
}

/// A published total, or a group, minus one of its codes.
fn category_rest(choices: &mut Choices) -> Verdict {
    let mut cut = Cut::random(choices, &COUNTED);
    if cut.breakdowns.is_empty() {
        return Ok(());
    }
    cut.breakdowns[0].total = true;
    let style = Style::random(choices, &cut, 50);
    let world = World::random(choices);
    let p = Published::publish(choices, world, cut, style)?;
    let breakdown = &p.cut.breakdowns[0];
    let axis = breakdown.attribute.id();
    let whole = if breakdown.group && choices.chance(50) { GROUP } else { TOTAL };
    let parts: Vec<usize> = breakdown.listed.iter().copied().filter(|c| whole == TOTAL || *c < 2).collect();
    let part = *choices.of(&parts);
    let reading = readings(choices);
    let code = breakdown.attribute.codes()[part];
    let done = format!("t.whole_minus_part({axis}, {whole}, {code}, {})", reading.word());
    let Ok(result) = p.table.whole_minus_part(axis, whole, code, reading, &none()) else {
        choices.met("refused");
        return Ok(());
    };
    let others = (0..breakdown.attribute.codes().len()).filter(|c| *c != part && (whole == TOTAL || *c < 2));
    let others: Vec<usize> = others.collect();
    against(&p, &done, &result, &|key| {
        let question = Meaning::plain().question(&p, &result, key)?;
        let with = |wanted: Option<Vec<usize>>| {
            let mut question = question.clone();
            question.wanted.push((breakdown.attribute, wanted));
            question
        };
        let all = with((whole == GROUP).then(|| vec![0, 1]));
        Ok(Some(Decimal::from(match reading {
            Reading::InNoneOfPart => rest(&p, &all, &with(Some(vec![part]))),
            Reading::InAnotherPart => truth(&p.world, p.cut.counting, &with(Some(others.clone()))),
        })))
    })?;
    let exclusive = super::oracle::exclusive(p.cut.counting, breakdown.attribute);
    if perfect(&p) && (exclusive || reading == Reading::InNoneOfPart) {
        choices.met("exact");
        all_exact(&p, &done, &result)?;
    } else {
        choices.met("bounds");
    }
    Ok(())
}

/// A longer period minus a period at its start or end.
fn period_rest(choices: &mut Choices) -> Verdict {
    let mut cut = Cut::random(choices, &COUNTED);
    if cut.counting.is_stock() {
        return Ok(());
    }
    let quarter = When::Period(day(2024, 1, 1), day(2024, 3, 31));
    let early = When::Period(day(2024, 1, 1), day(2024, 1, 31));
    let late = When::Period(day(2024, 2, 1), day(2024, 3, 31));
    let (part, left) = if choices.chance(50) { (late, early) } else { (early, late) };
    cut.whens = vec![part, quarter];
    let style = Style::random(choices, &cut, 50);
    let world = World::random(choices);
    let p = Published::publish(choices, world, cut, style)?;
    let reading = readings(choices);
    let done = format!("t.whole_minus_part(TIME_PERIOD, {}, {}, {})", quarter.code(), part.code(), reading.word());
    let pinned = p.cut.breakdowns.iter().any(|b| b.attribute == Attribute::AgeAtEnd);
    let result = match p.table.whole_minus_part("TIME_PERIOD", "2024-Q1", &part.code(), reading, &none()) {
        Ok(result) => result,
        Err(error) if perfect(&p) && p.style == Style::Perfect && !pinned => {
            return Err(format!("{p}\n{done} refused {error}"));
        }
        Err(_) => {
            choices.met("refused");
            return Ok(());
        }
    };
    against(&p, &done, &result, &|key| {
        let question = Meaning::plain().question(&p, &result, key)?;
        if question.whens != [left] {
            return Err(told(&p, &done, &result, "another period is left"));
        }
        let at = |when| Question { whens: vec![when], ..question.clone() };
        Ok(Some(Decimal::from(match reading {
            Reading::InNoneOfPart => rest(&p, &at(quarter), &at(part)),
            Reading::InAnotherPart => truth(&p.world, p.cut.counting, &question),
        })))
    })?;
    let events = !(p.cut.counting.is_distinct() || p.cut.counting.is_during());
    if perfect(&p) && (events || reading == Reading::InNoneOfPart) {
        choices.met("exact");
        all_exact(&p, &done, &result)?;
    }
    Ok(())
}

/// Sums to date, their undoing, and windows.
fn windows(choices: &mut Choices) -> Verdict {
    let mut cut = Cut::random(choices, &COUNTED);
    if cut.counting.is_stock() {
        return Ok(());
    }
    let month = |m: i8| When::Period(day(2024, m, 1), day(2024, m + 1, 1) - 1);
    let to_date = |m: i8| When::Period(day(2024, 1, 1), day(2024, m + 1, 1) - 1);
    let operation = *choices.of(&["rolling_sum", "year_to_date", "undo_year_to_date"]);
    cut.whens = match operation {
        "undo_year_to_date" => vec![to_date(1), to_date(2), to_date(3)],
        _ => vec![month(1), month(2), month(3)],
    };
    let style = Style::random(choices, &cut, 60);
    let world = World::random(choices);
    let p = Published::publish(choices, world, cut, style)?;
    let (n, reading) = (1 + choices.below(3), readings(choices));
    let done = format!("t.{operation}({n} or {})", reading.word());
    let result = match operation {
        "rolling_sum" => p.table.rolling_sum(n, &none()),
        "year_to_date" => p.table.year_to_date(&none()),
        _ => p.table.undo_year_to_date(reading, &none()),
    };
    let pinned = p.cut.breakdowns.iter().any(|b| b.attribute == Attribute::AgeAtEnd);
    let distinct = p.cut.counting.is_distinct() || p.cut.counting.is_during();
    let result = match result {
        Ok(result) => result,
        Err(error) if p.style == Style::Perfect && !pinned && !(distinct && operation == "year_to_date") => {
            return Err(format!("{p}\n{done} refused {error}"));
        }
        Err(_) => {
            choices.met("refused");
            return Ok(());
        }
    };
    against(&p, &done, &result, &|key| {
        let question = Meaning::plain().question(&p, &result, key)?;
        let When::Period(first, last) = question.whens[0] else { return Ok(None) };
        if operation == "undo_year_to_date" && reading == Reading::InNoneOfPart && first > day(2024, 1, 1) {
            let at = |last| Question { whens: vec![When::Period(day(2024, 1, 1), last)], ..question.clone() };
            return Ok(Some(Decimal::from(rest(&p, &at(last), &at(first - 1)))));
        }
        Ok(Some(Decimal::from(truth(&p.world, p.cut.counting, &question))))
    })?;
    let exact = match operation {
        "undo_year_to_date" => !distinct || reading == Reading::InNoneOfPart,
        _ => !distinct || n == 1,
    };
    if perfect(&p) && exact && p.style == Style::Perfect {
        choices.met("exact");
        all_exact(&p, &done, &result)?;
    }
    choices.met(operation);
    Ok(())
}

/// The expected stock of permits, and the residual.
fn balance(choices: &mut Choices) -> Verdict {
    let mut cut = Cut::random(choices, &[Counting::Permits]);
    cut.breakdowns.retain(|b| b.attribute == Attribute::Birth || b.attribute == Attribute::Ground);
    let categories = cut.breakdowns.len();
    let place = |o: &Place| !matches!(o, Place::Category(c) if *c >= categories);
    cut.order.retain(place);
    cut.whens = vec![When::Moment(day(2024, 1, 1))];
    let style = Style::random(choices, &cut, 60);
    let world = World::random(choices);
    let p = Published::publish(choices, world, cut, style)?;
    let month = When::Period(day(2024, 1, 1), day(2024, 1, 31));
    let term = |choices: &mut Choices, counting, when| {
        let cut = Cut { counting, whens: vec![when], ..p.cut.clone() };
        Published::publish(choices, p.world.clone(), cut, p.style)
    };
    let opens = term(choices, Counting::Grants, month)?;
    let closes = term(choices, Counting::Ends, month)?;
    let end = term(choices, Counting::Permits, When::Moment(day(2024, 2, 1)))?;
    let closing = choices.chance(40);
    let done = format!(
        "t.balance with closing {closing}, opens {}, closes {}",
        super::publish::rendered(&opens.table),
        super::publish::rendered(&closes.table)
    );
    let result = p.table.balance(&[&opens.table], &[&closes.table], closing.then_some(&end.table), &none());
    let result = match result {
        Ok(result) => result,
        Err(error) if p.style == Style::Perfect => return Err(format!("{p}\n{done} refused {error}")),
        Err(_) => {
            choices.met("refused");
            return Ok(());
        }
    };
    against(&p, &done, &result, &|key| {
        let question = Meaning::plain().question(&p, &result, key)?;
        let at = Question { whens: vec![When::Moment(day(2024, 2, 1))], ..question };
        Ok(Some(if closing { Decimal::ZERO } else { truth(&p.world, Counting::Permits, &at).into() }))
    })?;
    if p.style == Style::Perfect {
        choices.met("exact");
        all_exact(&p, &done, &result)?;
    }
    Ok(())
}

/// The first and the last date are selections.
fn ends(choices: &mut Choices) -> Verdict {
    let p = Published::random(choices, &Counting::ALL, 50)?;
    for (done, result) in [("t.first()", p.table.first(&none())), ("t.last()", p.table.last(&none()))] {
        let result = result.map_err(|e| format!("{p}\n{done} refused {e}"))?;
        for row in result.rows() {
            let key: Vec<String> = row.key.iter().map(ToString::to_string).collect();
            let truth = truth(&p.world, p.cut.counting, &p.cut.question(&key));
            if super::judge::is_false(row.cell, truth.into()) {
                return Err(told(&p, done, &result, &format!("{} is {truth} in truth", key.join(" "))));
            }
        }
        let times: BTreeSet<_> = result.axis("TIME_PERIOD").unwrap().times().iter().map(|t| when(*t)).collect();
        let wanted = if done == "t.first()" { p.cut.whens.iter().min() } else { p.cut.whens.iter().max() };
        if p.style == Style::Perfect && result.rows().count() > 0 && !times.contains(wanted.unwrap()) {
            return Err(told(&p, done, &result, "another date"));
        }
    }
    Ok(())
}

#[test]
fn a_change_is_the_difference_of_two_stocks() {
    forall("change", &["exact", "refused"], change);
}

#[test]
fn a_net_is_of_records_or_bounds_of_persons() {
    forall("net", &["exact"], net);
}

#[test]
fn a_whole_minus_a_part_is_in_none_or_in_another() {
    forall("whole minus part", &["exact", "bounds"], category_rest);
}

#[test]
fn a_period_minus_its_start_or_end() {
    forall("period minus part", &["exact"], period_rest);
}

#[test]
fn sums_to_date_and_windows() {
    forall("windows", &["exact", "rolling_sum", "year_to_date", "undo_year_to_date"], windows);
}

#[test]
fn a_balance_gives_the_stock_at_the_end() {
    forall("balance", &["exact", "refused"], balance);
}

#[test]
fn the_first_and_the_last_are_selections() {
    forall("ends", &[], ends);
}
