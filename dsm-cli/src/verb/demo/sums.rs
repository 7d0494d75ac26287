use super::{
    narrator::{Argument, Narrator},
    released::Released,
};
use crate::{failure::Done, sections::section};
use dsm_core::{
    error::{Error, Result},
    measure::{Assume, RatioForm},
    report::{Section, plain},
    table::{Table, View},
    text::{Phrase, Text},
    time::{Period, Time},
};
use std::{collections::BTreeMap, sync::Arc};

const CITIZENSHIP: &str = "CITIZENSHIP";
const REPORTER: &str = "REF_AREA";
const TIME: &str = "TIME_PERIOD";

/// What was asked and answered.
pub(super) type Answer = (Text, Section);
/// What was asked and refused.
pub(super) type Refusal = (Text, Error);

/// Adds figures up where that is sound, and says each answer with what it rests on.
pub(super) fn add_up(released: &Released, narrator: &mut Narrator<'_, '_>) -> Done<Vec<Answer>> {
    let lang = narrator.lang();
    narrator.step(dsm_core::text::label(dsm_core::text::Label::DemoSum, lang))?;
    let mut answers = Vec::new();
    let Some(indicator) = released.indicators().into_iter().next() else { return Ok(answers) };
    let unit = released.main_unit(&indicator).to_owned();
    let (owner, nothing) = (released.owner.as_str(), Assume::nothing());
    let figures = released.view(&indicator, &[owner], Some(&unit))?;
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
        let both = released.view(&indicator, &[owner, &released.reader], Some(&unit))?;
        let states = Argument::Countries(vec![owner.to_owned(), released.reader.clone()]);
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
        narrator.line(question.in_lang(lang))?;
        match answer {
            Err(error) => narrator.refused(&error)?,
            Ok(table) => {
                let section = section(&indicator, table.disclose()?)?;
                // The question stands above already.
                let text = plain::text(&section, lang);
                narrator.inset(text.split_once('\n').map_or("", |(_, rest)| rest).trim_end())?;
                answers.push((question, section));
            }
        }
    }
    Ok(answers)
}

/// Asks for what figures do not support, and says why not and what to do instead.
pub(super) fn refused(released: &Released, narrator: &mut Narrator<'_, '_>) -> Done<Vec<Refusal>> {
    let lang = narrator.lang();
    narrator.step(dsm_core::text::label(dsm_core::text::Label::DemoRefuse, lang))?;
    let mut asked: Vec<(Text, Result<()>)> = Vec::new();
    let indicators = released.indicators();
    for country in [&released.owner, &released.reader] {
        for indicator in &indicators {
            let arguments =
                [("indicator", Argument::Indicator(indicator.clone())), ("country", Argument::country(country))];
            if released.units(country, indicator).len() > 1 {
                let mixed = released.view(indicator, &[country], None).map(|_| ());
                asked.push((narrator.text(Phrase::DemoMixedUnits, &arguments)?, mixed));
            }
            let cases = released.units(country, indicator).iter().find(|unit| unit.starts_with("cases:"));
            if let Some(cases) = cases {
                let persons = released.view(indicator, &[country], Some(cases));
                let persons = persons.and_then(|cases| cases.to_persons(&Assume::nothing())).map(|_| ());
                asked.push((narrator.text(Phrase::DemoCasesAsPersons, &arguments)?, persons));
            }
        }
    }
    if let [applications, decisions, ..] = indicators.as_slice() {
        let country = released.owner.as_str();
        let whole = |indicator: &str| {
            let view = released.view(indicator, &[country], Some(released.main_unit(indicator)))?;
            let axes: Vec<&str> =
                view.axes().iter().filter(|axis| axis.declared().is_some()).map(|axis| axis.id()).collect();
            view.sum(&axes, &Assume::nothing())
        };
        let (lodged, decided) = (whole(applications), whole(decisions));
        if let (Ok(lodged), Ok(decided)) = (lodged, decided) {
            let arguments = |first: &str, second: &str| {
                [
                    ("first", Argument::Indicator(first.to_owned())),
                    ("second", Argument::Indicator(second.to_owned())),
                    ("country", Argument::country(country)),
                ]
            };
            let pending = lodged.balance(&[&lodged], &[&decided], None, &Assume::nothing()).map(|_| ());
            asked.push((narrator.text(Phrase::DemoLess, &arguments(applications, decisions))?, pending));
            let rate = decided.ratio(&lodged, RatioForm::Proportion, &Assume::nothing()).map(|_| ());
            asked.push((narrator.text(Phrase::DemoRecognition, &arguments(decisions, applications))?, rate));
        }
    }
    let mut refusals = Vec::new();
    for (question, answer) in asked {
        // Only what the figures refuse is told here.
        if let Err(error) = answer {
            narrator.line(question.in_lang(lang))?;
            narrator.refused(&error)?;
            refusals.push((question, error));
        }
    }
    Ok(refusals)
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
