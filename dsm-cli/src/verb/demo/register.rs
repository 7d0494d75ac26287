//! A register of persons: its months do not add up to a year.

use super::{
    data::ENTRIES,
    narrator::{Argument, Narrator},
    sums::{Answer, tell},
    walk::Walk,
};
use crate::failure::Done;
use dsm_core::{
    measure::Assume,
    text::{Label, Phrase, label},
};

pub(super) fn share(walk: &Walk<'_>, narrator: &mut Narrator<'_, '_>) -> Done<Vec<Answer>> {
    let Some((country, taken)) = &walk.data.register else { return Ok(Vec::new()) };
    narrator.step(label(Label::DemoRegister, narrator.lang()))?;
    let mut answers = Vec::new();
    let Some(table) = taken.translation.tables.first().map(|one| &one.table) else { return Ok(answers) };
    let named = || [("indicator", Argument::Indicator(ENTRIES.to_owned())), ("country", Argument::country(country))];
    let once = Assume::named(&["once-per-period"])?;
    let question = narrator.text(Phrase::DemoMonths, &named())?;
    answers.extend(tell(question, ENTRIES, table.sum(&["TIME_PERIOD"], &Assume::nothing()), narrator)?);
    let question = narrator.text(Phrase::DemoMonthsAssumed, &named())?;
    answers.extend(tell(question, ENTRIES, table.sum(&["TIME_PERIOD"], &once), narrator)?);
    Ok(answers)
}
