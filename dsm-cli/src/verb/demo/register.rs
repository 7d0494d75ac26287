//! A register of persons: its months do not add up to a year, and its small cells are masked before they leave.

use super::{
    data::ENTRIES,
    narrator::{Argument, Narrator},
    sums::{Answer, tell},
    walk::{Walk, user},
};
use crate::{
    failure::Done,
    verb::{step, submit},
};
use dsm_core::{
    access::{Audience, Opening},
    error::{Error, Result, Safe, codes},
    measure::Assume,
    protect::{Protection, Rule},
    text::{Label, Phrase, Value, label, phrase},
    workflow::{OpenTo, Release, State, SubmissionId, Verify},
};
use dsm_store::Query;

/// Figures from one to below it are masked.
const THRESHOLD: u32 = 5;

/// Adds the months of a register as far as that is sound, releases it with its small cells masked, and shows what the analyst of
/// another State sees.
pub(super) fn share(walk: &Walk<'_>, narrator: &mut Narrator<'_, '_>) -> Done<Vec<Answer>> {
    let Some((country, taken)) = &walk.data.register else { return Ok(Vec::new()) };
    let lang = narrator.lang();
    narrator.step(label(Label::DemoRegister, lang))?;
    let mut answers = Vec::new();
    let Some(found) = taken.translation.tables.first() else { return Ok(answers) };
    let named = || [("indicator", Argument::Indicator(ENTRIES.to_owned())), ("country", Argument::country(country))];
    let sums =
        [(Phrase::DemoMonths, Assume::nothing()), (Phrase::DemoMonthsAssumed, Assume::named(&["once-per-period"])?)];
    // The owner's own figures, before anything is masked: they are said here, and are no part of the page for others.
    for (question, assume) in sums {
        let question = narrator.text(question, &named())?;
        tell(question, ENTRIES, found.table.sum(&["TIME_PERIOD"], &assume), narrator)?;
    }

    let [submitter, verifier, releaser] = ["submitter", "verifier", "releaser"].map(|one| user(one, country));
    let id = submit::hand_in(&mut walk.session(&submitter)?, taken, found)?;
    narrator.line(&format!("{submitter} ▸ {}", submit::said(found, &id, lang)))?;
    walk.session(&verifier)?.perform(Verify::new(&id))?;
    narrator.line(&format!("{verifier} ▸ {}", step::said(&id, State::Verified, lang)))?;
    masked_alone(walk, &releaser, &id, narrator)?;
    walk.session(&releaser)?.perform(Release::new(&id).protected(Protection::by(Rule::below(THRESHOLD)?)))?;
    narrator.line(&format!("{releaser} ▸ {}", label(Label::DemoMaskedToo, lang)))?;
    narrator.line(&format!("{releaser} ▸ {}", step::said(&id, State::Released, lang)))?;

    let reader = walk.reader()?.country();
    let opening = Opening::new(country, ENTRIES, Audience::States([reader.into()].into()));
    let administrator = user("administrator", country);
    walk.session(&administrator)?.perform(OpenTo::new(opening))?;
    let named_reader = narrator.country(reader, lang);
    let opened = phrase(Phrase::DemoOpened, lang, &[("country", Value::Text(&named_reader))]);
    narrator.line(&format!("{administrator} ▸ {opened}"))?;

    let analyst = user("analyst", reader);
    let view = walk.session(&analyst)?.view(&Query::new(ENTRIES).country(country))?;
    let [indicator, owner] = named();
    let question = narrator.text(Phrase::DemoMasked, &[indicator, owner, ("who", Argument::Said(analyst))])?;
    answers.extend(tell(question, ENTRIES, Ok(view.into_table()), narrator)?);
    Ok(answers)
}

/// Tries to release with the small cells alone masked: totals less what is shown would tell them.
fn masked_alone(walk: &Walk<'_>, releaser: &str, id: &SubmissionId, narrator: &mut Narrator<'_, '_>) -> Done<()> {
    let lang = narrator.lang();
    let alone = Protection::by(Rule::below(THRESHOLD)?).nothing_else();
    let threshold = phrase(Phrase::DemoThreshold, lang, &[("threshold", Value::Count(u64::from(THRESHOLD - 1)))]);
    narrator.line(&format!("{releaser} ▸ {threshold}"))?;
    let refused: Result<()> = walk.session(releaser)?.perform(Release::new(id).protected(alone));
    let Err(error) = refused else {
        return Err(Error::new(codes::err::DEFECT).with("where", Safe::word("masks")).into());
    };
    narrator.refused(&error)?;
    narrator.inset(&crate::console::summary(&error.findings().iter().cloned().collect(), lang))
}
