//! Shares, ratios, growth, indexes, means and person-time against the quotients of true counts.

use super::{
    choice::{Choices, Verdict, forall},
    cut::{Counting, Question, When, truth},
    differences::{all_exact, beside, perfect},
    judge::{Meaning, against},
    publish::{Cut, Published, Style, rendered},
    world::{World, day},
};
use dsm_core::{
    measure::{Assume, RatioForm, Timespan},
    table::Table,
};
use rust_decimal::Decimal;

fn none() -> Assume {
    Assume::nothing()
}

const COUNTED: [Counting; 11] = [
    Counting::Applicants,
    Counting::Applications,
    Counting::Crossings,
    Counting::PersonEvents,
    Counting::Crossers,
    Counting::FirstTime,
    Counting::PersonsUnstated,
    Counting::Residents,
    Counting::Permits,
    Counting::PermitsDuring,
    Counting::Fees,
];

fn at(p: &Published, question: &Question, when: When) -> Decimal {
    Decimal::from(truth(&p.world, p.cut.counting, &Question { whens: vec![when], ..question.clone() }))
}

/// The quotient as the library writes it, where there is one.
fn over(a: Decimal, b: Decimal) -> Option<Decimal> {
    a.checked_div(b)
}

fn share(choices: &mut Choices) -> Verdict {
    let mut cut = Cut::random(choices, &COUNTED);
    if cut.breakdowns.is_empty() {
        return Ok(());
    }
    cut.breakdowns[0].total = true;
    let style = Style::random(choices, &cut, 50);
    let world = World::random(choices);
    let p = Published::publish(choices, world, cut, style)?;
    let breakdown = &p.cut.breakdowns[0];
    let done = format!("t.share({})", breakdown.attribute.id());
    let result = match p.table.share(breakdown.attribute.id(), &none()) {
        Ok(result) => result,
        Err(error) => {
            choices.met("refused");
            // Only a whole that may be zero, or that is not there, may be refused where nothing is partial.
            let allowed = ["SEM-018", "SEM-013", "SEM-027", "SEM-010"];
            return if allowed.contains(&error.code().id()) {
                Ok(())
            } else {
                Err(format!("{p}\n{done} refused {error}"))
            };
        }
    };
    against(&p, &done, &result, &|key| {
        let question = Meaning::plain().question(&p, &result, key)?;
        let mut whole = question.clone();
        whole.wanted.iter_mut().filter(|(a, _)| *a == breakdown.attribute).for_each(|(_, w)| *w = None);
        let count = |q: &Question| Decimal::from(truth(&p.world, p.cut.counting, q));
        Ok(over(count(&question), count(&whole)))
    })?;
    choices.met("shared");
    if perfect(&p) {
        choices.met("exact");
        all_exact(&p, &done, &result)?;
    }
    Ok(())
}

fn ratio(choices: &mut Choices) -> Verdict {
    let (above, below, form) = *choices.of(&[
        (Counting::Exits, Counting::Entries, RatioForm::Ratio),
        (Counting::Applications, Counting::PersonEvents, RatioForm::Ratio),
        (Counting::Applicants, Counting::Applications, RatioForm::Ratio),
        (Counting::Leaving, Counting::Crossers, RatioForm::Proportion),
        (Counting::Exits, Counting::Crossings, RatioForm::Proportion),
    ]);
    let mut cut = Cut::random(choices, &[above]);
    let fits = |b: &super::publish::Breakdown| below.attributes().contains(&b.attribute);
    if !cut.breakdowns.iter().all(fits) {
        return Ok(());
    }
    cut.counting = above;
    let style = Style::random(choices, &cut, 50);
    let world = World::random(choices);
    let p = Published::publish(choices, world, cut, style)?;
    let other = beside(choices, &p, below)?;
    let done = format!("t.ratio(u, {form:?}) of u = {}", rendered(&other.table));
    let result = match p.table.ratio(&other.table, form, &none()) {
        Ok(result) => result,
        Err(_) => {
            choices.met("refused");
            return Ok(());
        }
    };
    against(&p, &done, &result, &|key| {
        let question = Meaning::plain().question(&p, &result, key)?;
        let count = |counting| Decimal::from(truth(&p.world, counting, &question));
        Ok(over(count(above), count(below)))
    })?;
    choices.met("divided");
    Ok(())
}

/// Growth and index between one month and the same month of the next year.
fn growth(choices: &mut Choices) -> Verdict {
    let mut cut = Cut::random(choices, &COUNTED);
    if cut.counting.is_stock() {
        return Ok(());
    }
    let (from, to) = (When::Period(day(2023, 1, 1), day(2023, 1, 31)), When::Period(day(2024, 1, 1), day(2024, 1, 31)));
    cut.whens = vec![from, to];
    let style = Style::random(choices, &cut, 60);
    let world = World::random(choices);
    let p = Published::publish(choices, world, cut, style)?;
    let index = choices.chance(50);
    let done = if index { "t.index(2023-01)" } else { "t.growth(2023-01, 2024-01)" };
    let result =
        if index { p.table.index(&from.code(), &none()) } else { p.table.growth(&from.code(), &to.code(), &none()) };
    let result = match result {
        Ok(result) => result,
        Err(error) => {
            choices.met("refused");
            let allowed = ["SEM-020", "SEM-022", "SEM-027", "TAB-009"];
            return if allowed.contains(&error.code().id()) {
                Ok(())
            } else {
                Err(format!("{p}\n{done} refused {error}"))
            };
        }
    };
    against(&p, done, &result, &|key| {
        let question = Meaning::plain().question(&p, &result, key)?;
        let quotient = over(at(&p, &question, question.whens[0]), at(&p, &question, from));
        Ok(quotient.map(|q| if index { q * Decimal::ONE_HUNDRED } else { q - Decimal::ONE }))
    })?;
    choices.met("grown");
    Ok(())
}

fn mean(choices: &mut Choices) -> Verdict {
    let p = Published::random(choices, &COUNTED, 50)?;
    let window = choices.chance(25);
    let done = if window { "t.moving_average(3)" } else { "t.mean()" };
    let result = if window { p.table.moving_average(3, &none()) } else { p.table.mean(&none()) };
    let Ok(result) = result else {
        choices.met("refused");
        return Ok(());
    };
    let standing = |when: &&When| {
        let axis = p.table.axis("TIME_PERIOD").unwrap();
        axis.position(&when.code()).is_some()
    };
    let whens: Vec<When> = p.cut.whens.iter().filter(standing).copied().collect();
    let mut whens = whens;
    whens.sort();
    against(&p, done, &result, &|key| {
        let question = Meaning::plain().question(&p, &result, key)?;
        let taken: Vec<When> = if window {
            let Some(center) = whens.iter().position(|w| *w == question.whens[0]) else { return Ok(None) };
            if center == 0 || center + 1 >= whens.len() {
                return Ok(None);
            }
            whens[center - 1..=center + 1].to_vec()
        } else {
            whens.clone()
        };
        let sum: Decimal = taken.iter().map(|w| at(&p, &question, *w)).sum();
        let days = |w: &When| match w {
            When::Period(first, last) => i64::from(last - first + 1),
            When::Moment(_) => 1,
        };
        let per_day = result.measure().to_string().contains("per-day");
        let by = if per_day { taken.iter().map(days).sum() } else { i64::try_from(taken.len()).unwrap() };
        Ok(over(sum, Decimal::from(by)))
    })?;
    choices.met("mean");
    Ok(())
}

/// Residents of each of four days, as days of presence.
fn person_time(choices: &mut Choices) -> Verdict {
    let mut cut = Cut::random(choices, &[Counting::Residents, Counting::Permits]);
    let start = *choices.of(&[day(2024, 1, 1), day(2024, 1, 18), day(2024, 2, 8)]);
    cut.whens = (start..start + 4).map(When::Moment).collect();
    let style = Style::random(choices, &cut, 60);
    let world = World::random(choices);
    let p = Published::publish(choices, world, cut, style)?;
    let Ok(result) = p.table.person_time(Timespan::Days, &none()) else {
        choices.met("refused");
        return Ok(());
    };
    against(&p, "t.person_time(days)", &result, &|key| {
        let question = Meaning::plain().question(&p, &result, key)?;
        let When::Period(first, last) = question.whens[0] else { return Ok(None) };
        Ok(Some((first..=last).map(|d| at(&p, &question, When::Moment(d))).sum()))
    })?;
    choices.met("exact");
    Ok(())
}

/// A difference of shares is of true shares.
fn points(choices: &mut Choices) -> Verdict {
    let mut cut = Cut::random(choices, &COUNTED);
    if cut.breakdowns.is_empty() || cut.whens.len() < 2 {
        return Ok(());
    }
    cut.breakdowns[0].total = true;
    let style = Style::random(choices, &cut, 40);
    let world = World::random(choices);
    let later = World::random(choices);
    let p = Published::publish(choices, world, cut, style)?;
    let q = Published::publish(choices, later, p.cut.clone(), style)?;
    let axis = p.cut.breakdowns[0].attribute;
    let (Ok(a), Ok(b)) = (p.table.share(axis.id(), &none()), q.table.share(axis.id(), &none())) else {
        choices.met("refused");
        return Ok(());
    };
    let Ok(result) = a.difference(&b, &none()) else {
        choices.met("refused");
        return Ok(());
    };
    let done = format!("t.share().difference(u.share()) of u = {q}");
    against(&p, &done, &result, &|key| {
        let share = |p: &Published| -> Result<Option<Decimal>, String> {
            let question = Meaning::plain().question(p, &result, key)?;
            let mut whole = question.clone();
            whole.wanted.iter_mut().filter(|(a, _)| *a == axis).for_each(|(_, w)| *w = None);
            let count = |q: &Question| Decimal::from(truth(&p.world, p.cut.counting, q));
            Ok(over(count(&question), count(&whole)))
        };
        Ok(share(&p)?.zip(share(&q)?).map(|(a, b)| (a - b) * Decimal::ONE_HUNDRED))
    })?;
    choices.met("points");
    Ok(())
}

/// What a total less shares leaves is never refused for its size: figures of unlike size stand in one table.
fn of_any_size(choices: &mut Choices) -> Verdict {
    let (small, large) = (1 + choices.below(9), 1 + choices.below(1_000_000));
    let build = |a: usize, b: usize| -> Table {
        let measure = dsm_core::measure::Measure::parse("cases:crossing:one", "flow").unwrap();
        Table::builder(measure, dsm_core::measure::Concept::new("C"))
            .axis(dsm_core::table::Axis::category("BIRTH"))
            .axis(dsm_core::table::Axis::time("TIME_PERIOD"))
            .row(&["BX", "2024"], &a.to_string())
            .row(&["BY", "2024"], &b.to_string())
            .build()
            .unwrap()
    };
    let (above, below) = (build(small, large), build(small + 2, 1));
    let result = above.ratio(&below, RatioForm::Ratio, &none());
    let result = result.map_err(|e| format!("{small}/{} beside {large}/1 is refused: {e}", small + 2))?;
    let cell = |code| result.at(&[code, "2024"]).unwrap().figure().and_then(|f| f.exact()).unwrap();
    let truth = |a: usize, b: usize| Decimal::from(a) / Decimal::from(b);
    let near = (cell("BX") - truth(small, small + 2)).abs() < Decimal::new(1, 15);
    if near && cell("BY") == Decimal::from(large) { Ok(()) } else { Err(rendered(&result)) }
}

#[test]
fn shares_are_true() {
    forall("share", &["shared", "exact", "refused"], share);
}

#[test]
fn ratios_are_true() {
    forall("ratio", &["divided"], ratio);
}

#[test]
fn growth_and_indexes_are_true() {
    forall("growth", &["grown", "refused"], growth);
}

#[test]
fn means_are_true() {
    forall("mean", &["mean"], mean);
}

#[test]
fn days_of_presence_are_true() {
    forall("person time", &["exact"], person_time);
}

#[test]
fn differences_of_shares_are_true() {
    forall("points", &["points"], points);
}

#[test]
fn ratios_of_unlike_size_stand_in_one_table() {
    forall("any size", &[], of_any_size);
}
