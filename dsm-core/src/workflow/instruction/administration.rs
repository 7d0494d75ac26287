use super::{Said, Values, Word, build::taken};
use crate::{
    access::{
        Act, Agreement, Assignment, Audience, Configuration, Delegation, Limits, Mode, Opening, Producer, Reciprocity,
        Right, Subject, Totals,
    },
    error::Result,
    workflow::{
        AddAgency, AddCountry, AddUser, Assign, CloseTo, Configure, DeactivateUser, DeclareIndicator, DeclareRole,
        DeclareTotals, Delegate, EndAgreement, EndProducer, JoinAgreement, LeaveAgreement, MakeProducer, OpenTo,
        ProposeAgreement, Revoke, SetKey, Unassign,
    },
};
use std::sync::Arc;

/// The step of administration that a word and its values say; none for a word of something else.
pub(super) fn step(word: &Word, values: &Values<'_>, who: &Subject) -> Result<Option<Box<dyn Said>>> {
    let own = values.maybe("country").or(who.country()).unwrap_or_default();
    Ok(Some(match word.word {
        "add-country" => {
            let country = AddCountry::new(values.one("country")?);
            taken(if values.yes("staff")? == Some(true) { country.with_staff() } else { country })?
        }
        "add-agency" => taken(AddAgency::new(own, values.one("agency")?))?,
        "add-user" => {
            let user = AddUser::new(values.one("user")?, &values.many("role"));
            taken(match values.maybe("agency") {
                Some(agency) => user.of_agency(agency),
                None => user,
            })?
        }
        "deactivate-user" => taken(DeactivateUser::new(values.one("user")?))?,
        "set-key" => taken(SetKey::new(values.one("user")?, values.one("key")?))?,
        "remove-key" => taken(SetKey::none(values.one("user")?))?,
        "declare-role" => taken(DeclareRole::new(values.one("role")?, &acts(values)?))?,
        "assign" => taken(Assign::new(assignment(values)?))?,
        "unassign" => taken(Unassign::new(assignment(values)?))?,
        "delegate" => taken(Delegate::new(values.one("user")?, &acts(values)?).within(limits(values)?))?,
        "revoke" => {
            let giver = values.maybe("giver").unwrap_or(who.id());
            let given = Delegation::new(giver, values.one("user")?, &acts(values)?);
            taken(Revoke::new(given.within(limits(values)?)))?
        }
        "make-producer" => taken(MakeProducer::new(producer(values, own)?))?,
        "end-producer" => taken(EndProducer::new(producer(values, own)?))?,
        "open" => taken(OpenTo::new(opening(values, own)?))?,
        "forbid" => taken(OpenTo::new(opening(values, own)?.forbidding()))?,
        "close" => taken(CloseTo::new(opening(values, own)?))?,
        "allow-again" => taken(CloseTo::new(opening(values, own)?.forbidding()))?,
        "propose-agreement" => taken(ProposeAgreement::new(agreement(values)?))?,
        "end-agreement" => taken(EndAgreement::new(values.one("agreement")?))?,
        "join-agreement" => taken(JoinAgreement::new(values.one("agreement")?))?,
        "leave-agreement" => taken(LeaveAgreement::new(values.one("agreement")?))?,
        "declare-totals" => {
            let first = values.day("from")?.ok_or_else(|| values.unreadable("from"))?;
            let last = values.day("until")?.ok_or_else(|| values.unreadable("until"))?;
            taken(DeclareTotals::new(Totals::new(values.one("indicator")?, &values.many("country"), first, last)))?
        }
        "declare-indicator" => {
            let indicator = DeclareIndicator::new(values.one("indicator")?);
            taken(match terms(values)? {
                Some(terms) => indicator.under(terms),
                None => indicator,
            })?
        }
        "configure" => taken(Configure::new(own, configuration(values)?))?,
        _ => return Ok(None),
    }))
}

fn acts(values: &Values<'_>) -> Result<Vec<Act>> {
    values.many("act").into_iter().map(|act| Act::parse(act).map_err(|_| values.unreadable("act"))).collect()
}

/// For which indicators and which part, from when until when.
fn limits(values: &Values<'_>) -> Result<Limits> {
    let mut limits = Limits::none().indicators(&values.many("indicator")).part(values.slice()?);
    if let Some(from) = values.moment("from")? {
        limits = limits.from(from);
    }
    if let Some(until) = values.moment("until")? {
        limits = limits.until(until);
    }
    Ok(limits)
}

fn assignment(values: &Values<'_>) -> Result<Assignment> {
    Ok(Assignment::new(values.one("user")?, values.one("role")?).within(limits(values)?))
}

fn producer(values: &Values<'_>, country: &str) -> Result<Producer> {
    let mut producer = Producer::new(country, values.one("indicator")?, values.one("agency")?);
    if let Some(from) = values.moment("from")? {
        producer = producer.from(from);
    }
    if let Some(until) = values.moment("until")? {
        producer = producer.until(until);
    }
    Ok(producer)
}

/// What is opened or forbidden to whom.
fn opening(values: &Values<'_>, owner: &str) -> Result<Opening> {
    let audience = Audience::parse(&values.many("to").join(" ")).map_err(|_| values.unreadable("to"))?;
    let mut opening = Opening::new(owner, values.one("indicator")?, audience).part(values.slice()?);
    if let Some(right) = values.maybe("right") {
        opening.right = Right::parse(right).map_err(|_| values.unreadable("right"))?;
    }
    if let Some(from) = values.moment("from")? {
        opening = opening.from(from);
    }
    if let Some(until) = values.moment("until")? {
        opening = opening.until(until);
    }
    Ok(opening)
}

fn agreement(values: &Values<'_>) -> Result<Agreement> {
    let (id, basis) = (values.one("agreement")?, values.one("basis")?);
    let mut agreement = Agreement::new(id, basis, &values.many("country"), &values.many("indicator"));
    agreement.limits = limits(values)?;
    agreement.terms = terms(values)?;
    agreement.calendar = values.yes("calendar")?.unwrap_or_default();
    Ok(agreement)
}

/// Terms of reciprocity, where a mode is said. Without one the other names say nothing, and are refused.
fn terms(values: &Values<'_>) -> Result<Option<Reciprocity>> {
    let Some(mode) = values.maybe("mode") else {
        let idle = ["same-detail", "least-figures", "provisional-counts", "grace"];
        let said = idle.into_iter().find(|name| values.maybe(name).is_some());
        return if said.is_some() { Err(values.unreadable("mode")) } else { Ok(None) };
    };
    let mut terms = Reciprocity::per(Mode::parse(mode).map_err(|_| values.unreadable("mode"))?);
    terms.same_detail = values.yes("same-detail")?.unwrap_or(terms.same_detail);
    terms.least_figures = values.number("least-figures")?.unwrap_or(terms.least_figures);
    terms.provisional_counts = values.yes("provisional-counts")?.unwrap_or(terms.provisional_counts);
    terms.grace_days = values.number("grace")?.unwrap_or(terms.grace_days);
    if terms.least_figures > 100 {
        return Err(values.unreadable("least-figures"));
    }
    Ok(Some(terms))
}

fn configuration(values: &Values<'_>) -> Result<Configuration> {
    let texts = |name: &str| values.many(name).into_iter().map(Arc::from).collect();
    Ok(Configuration {
        six_eyes: values.yes("six-eyes")?.unwrap_or_default(),
        releasers: texts("releaser"),
        least_threshold: values.number("least-threshold")?,
        provisional_until_closed: values.yes("provisional-until-closed")?.unwrap_or_default(),
        control_totals: texts("control-totals"),
    })
}
