use super::{Said, Values, Word};
use crate::{
    access::{Audience, Mode, Opening, Reciprocity, Subject},
    error::{Error, Result, Safe, codes::wfl},
    protect::{Protection, Rule, Zeros},
    workflow::{
        AddCountry, AddUser, CloseTo, DeactivateUser, DeclareIndicator, OpenTo, Release, Return, SetKey, Step, Verify,
        Withdraw,
    },
};

/// The step that a word and its values say.
pub(super) fn step(word: &Word, values: &Values<'_>, who: &Subject) -> Result<Box<dyn Said>> {
    let own = || values.maybe("country").or(who.country()).unwrap_or_default();
    match word.word {
        "add-country" => {
            let country = AddCountry::new(values.one("country")?);
            taken(if values.yes("staff")? == Some(true) { country.with_staff() } else { country })
        }
        "add-user" => taken(AddUser::new(values.one("user")?, &values.many("role"))),
        "deactivate-user" => taken(DeactivateUser::new(values.one("user")?)),
        "set-key" => taken(SetKey::new(values.one("user")?, values.one("key")?)),
        "remove-key" => taken(SetKey::none(values.one("user")?)),
        "declare-indicator" => {
            let indicator = DeclareIndicator::new(values.one("indicator")?);
            taken(match terms(values)? {
                Some(terms) => indicator.under(terms),
                None => indicator,
            })
        }
        "open" => taken(OpenTo::new(opening(values, own())?)),
        "forbid" => taken(OpenTo::new(opening(values, own())?.forbidding())),
        "close" => taken(CloseTo::new(opening(values, own())?)),
        "allow-again" => taken(CloseTo::new(opening(values, own())?.forbidding())),
        "verify" => taken(Verify::new(&values.submission()?)),
        "return" => taken(Return::new(&values.submission()?, values.one("questions")?)),
        "release" => {
            let release = Release::new(&values.submission()?);
            taken(match protection(values)? {
                Some(protection) => release.protected(protection),
                None => release,
            })
        }
        "withdraw" => {
            let (id, reason) = (values.submission()?, values.one("reason")?);
            taken(match values.yes("confidential")? {
                Some(true) => Withdraw::for_confidentiality(&id, reason),
                _ => Withdraw::as_wrong(&id, reason),
            })
        }
        unknown => Err(Error::new(wfl::INSTRUCTION_UNKNOWN).with("word", Safe::term(unknown))),
    }
}

#[expect(clippy::unnecessary_wraps, reason = "every arm of the dispatch is a result")]
fn taken(step: impl Step + 'static) -> Result<Box<dyn Said>> {
    Ok(Box::new(step))
}

/// What is opened or forbidden to whom.
fn opening(values: &Values<'_>, owner: &str) -> Result<Opening> {
    let audience = Audience::parse(&values.many("to").join(" "))?;
    let opening = Opening::new(owner, values.one("indicator")?, audience).part(values.slice()?);
    Ok(match values.moment("until")? {
        Some(until) => opening.until(until),
        None => opening,
    })
}

/// Terms of reciprocity, where a mode is said.
fn terms(values: &Values<'_>) -> Result<Option<Reciprocity>> {
    let Some(mode) = values.maybe("mode") else { return Ok(None) };
    let mut terms = Reciprocity::per(Mode::parse(mode)?);
    terms.same_detail = values.yes("same-detail")?.unwrap_or(terms.same_detail);
    terms.least_figures = values.number("least-figures")?.unwrap_or(terms.least_figures);
    terms.provisional_counts = values.yes("provisional-counts")?.unwrap_or(terms.provisional_counts);
    Ok(Some(terms))
}

/// The masks of a release, where a threshold is said.
fn protection(values: &Values<'_>) -> Result<Option<Protection>> {
    let Some(threshold) = values.number("threshold")? else { return Ok(None) };
    let zeros = match values.maybe("zeros") {
        None | Some("shown") => Zeros::Shown,
        Some("maskable") => Zeros::Maskable,
        Some(_) => return Err(values.unreadable("zeros")),
    };
    Ok(Some(Protection::by(Rule::below(threshold)?.zeros(zeros))))
}
