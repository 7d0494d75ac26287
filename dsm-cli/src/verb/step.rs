use super::DONE;
use crate::{
    arguments::{self, Reasoned, Step},
    console::Console,
    failure::Done,
    input::session,
};
use dsm_core::{
    protect::{Protection, Rule},
    text::{Label, Lang, Phrase, Value, label, phrase},
    workflow::{self, Release, Return, State, SubmissionId, Verify, Withdraw},
};
use serde_json::json;

pub(super) fn verify(step: &Step, console: &mut Console<'_>) -> Done<u8> {
    take(step, State::Verified, Verify::new, console)
}

pub(super) fn release(release: &arguments::Release, console: &mut Console<'_>) -> Done<u8> {
    let zeros = release.zeros.word();
    let rule = release.threshold.map(Rule::below).transpose()?;
    let of = |id: &SubmissionId| match rule {
        Some(rule) => {
            let protection = Protection::by(rule.zeros(zeros)).wishing(release.wishes.wishes());
            let open = release.accept_open.iter();
            Release::new(id).protected(open.fold(protection, |all, reason| all.accepting_open(reason)))
        }
        None => Release::new(id),
    };
    take(&release.step, State::Released, of, console)
}

pub(super) fn give_back(step: &Reasoned, console: &mut Console<'_>) -> Done<u8> {
    take(&step.step, State::Returned, |id| Return::new(id, &step.reason), console)
}

pub(super) fn withdraw(asked: &arguments::Withdraw, console: &mut Console<'_>) -> Done<u8> {
    let reason = &asked.reasoned.reason;
    let of = |id: &SubmissionId| match asked.confidential {
        true => Withdraw::for_confidentiality(id, reason),
        false => Withdraw::as_wrong(id, reason),
    };
    take(&asked.reasoned.step, State::Withdrawn, of, console)
}

/// Takes a step of a submission and says in which state it is now.
fn take<S: workflow::Step>(
    step: &Step,
    state: State,
    of: impl FnOnce(&SubmissionId) -> S,
    console: &mut Console<'_>,
) -> Done<u8> {
    let id = SubmissionId::parse(&step.submission)?;
    session(&step.who)?.perform(of(&id))?;
    say(&id, state, console)?;
    Ok(DONE)
}

/// Says in which state a submission is.
pub(super) fn say(id: &SubmissionId, state: State, console: &mut Console<'_>) -> Done<()> {
    let text = said(id, state, console.lang);
    console.say(&text, json!({ "submission": id.to_string(), "state": state.word() }))
}

/// In which state a submission is, in words.
pub(super) fn said(id: &SubmissionId, state: State, lang: Lang) -> String {
    let id = id.to_string();
    let named = Label::named(&format!("state-{}", state.word())).map_or(state.word(), |named| label(named, lang));
    phrase(Phrase::NowInState, lang, &[("submission", Value::Text(&id)), ("state", Value::Text(named))])
}
