use super::{
    narrator::{Argument, Narrator},
    region::Region,
};
use crate::failure::Done;
use dsm_core::{
    error::Result,
    measure::Assume,
    report::{Section, plain},
    table::{Table, View},
    text::{Label, Phrase, Text, label},
    time::{Period, Time},
};
use std::{collections::BTreeMap, sync::Arc};

const CITIZENSHIP: &str = "CITIZENSHIP";
const REPORTER: &str = "REF_AREA";
const TIME: &str = "TIME_PERIOD";

/// What was asked and answered.
pub(super) type Answer = (Text, Section);

/// Adds figures up where that is sound, and says each answer with what it rests on.
pub(super) fn add_up(region: &Region, narrator: &mut Narrator<'_, '_>) -> Done<Vec<Answer>> {
    narrator.step(label(Label::DemoSum, narrator.lang()))?;
    let mut answers = Vec::new();
    let Some(indicator) = region.indicators().into_iter().next() else { return Ok(answers) };
    let unit = region.main_unit(&indicator).to_owned();
    let (owner, nothing) = (region.owner.as_str(), Assume::nothing());
    let figures = region.view(&indicator, &[owner], Some(&unit))?;
    let named = || ("indicator", Argument::Indicator(indicator.clone()));
    let of_owner = || ("country", Argument::country(owner));
    let mut asked: Vec<(Text, Result<Table>)> = Vec::new();

    if let Some((code, periods)) = exact_ends(&figures) {
        let over = Argument::Period(whole(&periods));
        let arguments =
            [named(), of_owner(), ("code", Argument::Code(CITIZENSHIP.into(), code.to_string())), ("span", over)];
        let labels: Vec<String> = periods.iter().map(ToString::to_string).collect();
        let one = figures.slice(CITIZENSHIP, &[&code]).and_then(|one| one.slice(TIME, &labels));
        asked.push((
            narrator.text(Phrase::DemoOneOverYears, &arguments)?,
            one.and_then(|one| one.sum(&[TIME], &nothing)),
        ));
        let states = region.with(&indicator);
        let both = region.view(&indicator, &states, Some(&unit))?;
        let states = Argument::Countries(states.into_iter().map(str::to_owned).collect());
        let arguments =
            [named(), ("countries", states), ("code", Argument::Code(CITIZENSHIP.into(), code.to_string()))];
        let both = both.slice(CITIZENSHIP, &[&code]);
        asked.push((
            narrator.text(Phrase::DemoBothStates, &arguments)?,
            both.and_then(|both| both.sum(&[REPORTER], &nothing)),
        ));
    }
    asked.push((narrator.text(Phrase::DemoByYear, &[named(), of_owner()])?, figures.sum(&[CITIZENSHIP], &nothing)));
    let all_there = Assume::named(&["parts-exhaustive"])?;
    let assumed = figures.sum(&[CITIZENSHIP], &all_there);
    asked.push((narrator.text(Phrase::DemoByYearAssumed, &[named(), of_owner()])?, assumed));
    let at_once = figures.sum(&[CITIZENSHIP, TIME], &all_there);
    asked.push((narrator.text(Phrase::DemoAtOnce, &[named(), of_owner()])?, at_once));
    for (question, answer) in asked {
        answers.extend(tell(question, &indicator, answer, narrator)?);
    }
    Ok(answers)
}

/// Says a question with its answer, or with the reason why there is none; the answer is kept for the page.
pub(super) fn tell(
    question: Text,
    indicator: &str,
    answer: Result<Table>,
    narrator: &mut Narrator<'_, '_>,
) -> Done<Option<Answer>> {
    let lang = narrator.lang();
    narrator.line(question.in_lang(lang))?;
    match answer {
        Err(error) => narrator.refused(&error).map(|()| None),
        Ok(table) => {
            let section = narrator.section(indicator, table.disclose()?)?;
            // The question stands above already.
            let text = plain::text(&section, lang);
            narrator.inset(text.split_once('\n').map_or("", |(_, rest)| rest).trim_end())?;
            Ok(Some((question, section)))
        }
    }
}

/// The citizenship with the largest exact figures in the last two periods, and these periods.
fn exact_ends(figures: &View) -> Option<(Arc<str>, Vec<Period>)> {
    let place = |id: &str| figures.axes().iter().position(|axis| axis.id() == id);
    let (of, at) = (place(CITIZENSHIP)?, place(TIME)?);
    let periods: Vec<Period> = figures.axes().get(at)?.times().iter().filter_map(Time::period).collect();
    let ends = periods.get(periods.len().checked_sub(2)?..)?.to_vec();
    let mut sums: BTreeMap<Arc<str>, (usize, rust_decimal::Decimal)> = BTreeMap::new();
    for row in figures.rows() {
        let (Some(code), Some(time)) = (row.key.get(of), row.key.get(at)) else { continue };
        let exact = row.cell.figure().and_then(|figure| figure.exact());
        if let Some(value) = exact.filter(|_| ends.iter().any(|period| period.to_string() == **time)) {
            let entry = sums.entry(code.clone()).or_default();
            *entry = (entry.0 + 1, entry.1.checked_add(value)?);
        }
    }
    let full = sums.into_iter().filter(|(_, (count, _))| *count == ends.len());
    full.max_by_key(|(_, (_, sum))| *sum).map(|(code, _)| (code, ends))
}

/// From the first to the last.
fn whole(periods: &[Period]) -> Period {
    let mut all = periods.iter().copied();
    let first = all.next().unwrap_or_else(|| Period::day(dsm_core::time::Moment::FIRST.day()));
    all.fold(first, |span, period| span.span(&period))
}
