use super::{Said, Values, Word, administration};
use crate::{
    access::Subject,
    error::{Error, Result, Safe, codes::wfl},
    protect::{Protection, Rule, Zeros},
    workflow::{
        Answer, Ask, CloseYear, Discard, HandIn, Release, ReopenYear, Return, SignOff, Step, SubmissionId, Verify,
        Withdraw,
    },
};

/// The step that a word and its values say.
pub(super) fn step(word: &Word, values: &Values<'_>, who: &Subject) -> Result<Box<dyn Said>> {
    if let Some(said) = administration::step(word, values, who)? {
        return Ok(said);
    }
    let id = || values.submission();
    let year = || {
        let year: Option<i16> = values.number("year")?;
        year.filter(|year| (1900..3000).contains(year)).ok_or_else(|| values.unreadable("year"))
    };
    match word.word {
        "hand-in" => taken(HandIn::new(&id()?)),
        "discard" => taken(Discard::new(&id()?)),
        "verify" => taken(Verify::new(&id()?)),
        "return" => taken(Return::new(&id()?, values.one("questions")?)),
        "ask" => taken(Ask::new(&id()?, values.one("text")?)),
        "answer" => {
            let number = values.number("question")?.ok_or_else(|| values.unreadable("question"))?;
            taken(Answer::new(&id()?, number, values.one("text")?))
        }
        "release" => taken(release(&id()?, values)?),
        "withdraw" => taken(match values.yes("confidential")? {
            Some(true) => Withdraw::for_confidentiality(&id()?, values.one("reason")?),
            _ => Withdraw::as_wrong(&id()?, values.one("reason")?),
        }),
        "close-year" => taken(CloseYear::new(values.one("indicator")?, year()?)),
        "sign-off" => taken(SignOff::new(values.one("indicator")?, year()?)),
        "reopen-year" => taken(ReopenYear::new(values.one("indicator")?, year()?, values.one("reason")?)),
        unknown => Err(Error::new(wfl::INSTRUCTION_UNKNOWN).with("word", Safe::term(unknown))),
    }
}

#[expect(clippy::unnecessary_wraps, reason = "every arm of the dispatch is a result")]
pub(super) fn taken(step: impl Step + 'static) -> Result<Box<dyn Said>> {
    Ok(Box::new(step))
}

/// A release, with masks where a threshold is said.
fn release(id: &SubmissionId, values: &Values<'_>) -> Result<Release> {
    let zeros = match values.maybe("zeros") {
        None | Some("shown") => Zeros::Shown,
        Some("maskable") => Zeros::Maskable,
        Some(_) => return Err(values.unreadable("zeros")),
    };
    let release = Release::new(id);
    Ok(match values.number("threshold")? {
        Some(threshold) => release.protected(Protection::by(Rule::below(threshold)?.zeros(zeros))),
        None => release,
    })
}
