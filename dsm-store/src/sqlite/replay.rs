use super::{past::Force, questions::KeptSaid};
use crate::{
    body::{Body, text},
    declaration::damaged,
    filed::KeptSubmission,
};
use dsm_core::{
    access::{ClosedYear, Role, User, World},
    error::{Error, Result, Safe, codes::sto},
    workflow::{State, YearState},
};
use std::{collections::BTreeMap, sync::Arc};

/// What the history says there should be.
#[derive(Debug, Default)]
pub(super) struct Replay {
    pub(super) world: World,
    pub(super) submissions: BTreeMap<String, Expected>,
    /// By State, indicator and first day of validity.
    pub(super) documentation: BTreeMap<(String, String, String), String>,
    /// What indicators are that no preset has.
    pub(super) definitions: BTreeMap<String, String>,
}

/// By whom an entry was written, on whose behalf, and when.
pub(super) struct Taken<'a> {
    pub(super) who: &'a str,
    pub(super) behalf: Option<&'a str>,
    pub(super) at: i64,
}

/// What the history says of a submission.
#[derive(Debug)]
pub(super) struct Expected {
    pub(super) kept: KeptSubmission,
    pub(super) by: String,
    pub(super) behalf: Option<String>,
    pub(super) at: i64,
    /// Who verified it, and on whose behalf.
    pub(super) verified: (Option<String>, Option<String>),
    /// The questions on it: number, question, answer.
    pub(super) questions: Vec<(u32, String, Option<String>)>,
    pub(super) state: String,
    pub(super) version: i64,
    pub(super) confidential: bool,
    /// From when to when it was in force.
    pub(super) force: Force,
    /// The rule of its masks and their digest.
    pub(super) protection: Option<(String, String)>,
}

impl Replay {
    /// Takes the next entry.
    pub(super) fn take(&mut self, entry: i64, by: &Taken<'_>, body: &Body) -> Result<()> {
        let broken = || Error::new(sto::HISTORY_BROKEN).with("entry", Safe::count(u64::try_from(entry).unwrap_or(0)));
        let world = &mut self.world;
        match body {
            Body::Created { roles, administrator, .. } if entry == 1 => {
                for (id, acts) in roles {
                    world.roles.insert(Arc::from(id.as_str()), Role::parse(id, acts).map_err(|_| damaged())?);
                }
                let user = User::new(None, &["system-administrator"]);
                world.users.insert(Arc::from(administrator.as_str()), user);
            }
            Body::Created { .. } => return Err(broken()),
            Body::Drafted(kept) | Body::Submitted(kept) => {
                let state = if matches!(body, Body::Drafted(_)) { State::Draft } else { State::Submitted };
                let earlier =
                    kept.revises.as_ref().map(|(earlier, _)| self.submissions.get(earlier).ok_or_else(broken));
                let force = Force::begun(&kept.id, earlier.transpose()?.map(|earlier| &earlier.force));
                let expected = Expected::new((**kept).clone(), state, force, by);
                if self.submissions.insert(kept.id.clone(), expected).is_some() {
                    return Err(broken());
                }
            }
            Body::Moved { id, to, reason, confidential } => {
                let expected = self.submissions.get_mut(id).ok_or_else(broken)?;
                expected.moved(to, by);
                expected.confidential = *confidential;
                expected.force.moved(to, reason.as_deref(), *confidential, by.at);
            }
            Body::Asked { id, number, text } => {
                let expected = self.submissions.get_mut(id).ok_or_else(broken)?;
                expected.questions.push((*number, said(by, text)?, None));
                expected.version += 1;
            }
            Body::Answered { id, number, text } => {
                let expected = self.submissions.get_mut(id).ok_or_else(broken)?;
                let mut open = expected.questions.iter_mut().filter(|one| one.0 == *number && one.2.is_none());
                open.next().ok_or_else(broken)?.2 = Some(said(by, text)?);
                expected.version += 1;
            }
            Body::Configured { country, configuration } => {
                world.configurations.insert(Arc::from(country.as_str()), configuration.restored());
            }
            Body::Year { country, indicator, year, to, .. } => {
                let key = (Arc::from(country.as_str()), Arc::from(indicator.as_str()), *year);
                became(world, key, to, by).ok_or_else(broken)?;
            }
            Body::Protected { id, rule, masked, .. } => {
                let expected = self.submissions.get_mut(id).ok_or_else(broken)?;
                expected.protection = Some((rule.clone(), masked.clone()));
            }
            Body::CountryAdded { code } => {
                world.countries.insert(Arc::from(code.as_str()));
            }
            Body::UserAdded { id, country, agency, roles } => {
                let user = User::new(country.as_deref(), roles);
                let user = agency.iter().fold(user, |user, code| user.of_agency(code));
                world.users.insert(Arc::from(id.as_str()), user);
            }
            Body::UserDeactivated { id } => {
                world.users.get_mut(id.as_str()).ok_or_else(broken)?.active = false;
            }
            Body::KeySet { user, key } => match key {
                Some(key) => drop(world.keys.insert(Arc::from(user.as_str()), Arc::from(key.as_str()))),
                None => drop(world.keys.remove(user.as_str()).ok_or_else(broken)?),
            },
            Body::IndicatorDeclared { id, terms, definition } => {
                if !definition.is_empty() {
                    self.definitions.insert(id.clone(), text(definition)?);
                }
                let terms = terms.as_ref().map(crate::rule::KeptTerms::restored).transpose()?;
                world.indicators.insert(Arc::from(id.as_str()), terms);
            }
            Body::Documented(kept) => {
                self.documentation.insert(kept.key(), text(&**kept)?);
            }
            _ => return if rights(world, body)? { Ok(()) } else { Err(broken()) },
        }
        Ok(())
    }
}

/// What changes who may do and see what; whether it was there to be changed.
fn rights(world: &mut World, body: &Body) -> Result<bool> {
    match body {
        Body::Opened(opening) => world.openings.push(opening.restored()?),
        Body::Closed(opening) => return Ok(world.openings.remove(&opening.restored()?)),
        Body::AgencyAdded { country, code } => {
            return Ok(world.agencies.insert((Arc::from(country.as_str()), Arc::from(code.as_str()))));
        }
        Body::RoleDeclared { id, acts } => {
            let role = Role::parse(id, acts).map_err(|_| damaged())?;
            return Ok(world.roles.insert(role.id.clone(), role).is_none());
        }
        Body::Assigned(assignment) => world.assignments.push(assignment.restored()?),
        Body::Unassigned(assignment) => return Ok(world.assignments.remove(&assignment.restored()?)),
        Body::Delegated(delegation) => world.delegations.push(delegation.restored()?),
        Body::Revoked(delegation) => return Ok(world.delegations.remove(&delegation.restored()?)),
        Body::ProducerMade(producer) => world.producers.push(producer.restored()?),
        Body::ProducerEnded(producer) => return Ok(world.producers.remove(&producer.restored()?)),
        Body::AgreementProposed(agreement) => world.agreements.insert(agreement.restored()?),
        Body::AgreementEnded { id } => return Ok(world.agreements.remove(id).is_some()),
        Body::AgreementJoined { id, country } => return Ok(world.agreements.join(id, country)),
        Body::AgreementLeft { id, country } => return Ok(world.agreements.leave(id, country)),
        Body::TotalsDeclared(totals) => world.totals.push(totals.restored()?),
        _ => return Ok(false),
    }
    Ok(true)
}

impl Expected {
    fn new(kept: KeptSubmission, state: State, force: Force, by: &Taken<'_>) -> Self {
        Self {
            by: by.who.to_owned(),
            behalf: by.behalf.map(ToOwned::to_owned),
            at: by.at,
            verified: (None, None),
            questions: Vec::new(),
            state: state.word().to_owned(),
            version: 1,
            confidential: false,
            force,
            protection: None,
            kept,
        }
    }

    fn moved(&mut self, to: &str, by: &Taken<'_>) {
        let behalf = by.behalf.map(ToOwned::to_owned);
        if to == State::Submitted.word() {
            (self.by, self.behalf, self.at) = (by.who.to_owned(), behalf, by.at);
        } else if to == State::Verified.word() {
            self.verified = (Some(by.who.to_owned()), behalf);
        }
        to.clone_into(&mut self.state);
        self.version += 1;
    }
}

/// A question or an answer as it is kept.
fn said(by: &Taken<'_>, said: &str) -> Result<String> {
    let behalf = by.behalf.map(ToOwned::to_owned);
    text(&KeptSaid { text: said.to_owned(), by: by.who.to_owned(), behalf, at: by.at })
}

/// What became of a year; none where that could not be.
fn became(world: &mut World, key: (Arc<str>, Arc<str>, i16), to: &str, by: &Taken<'_>) -> Option<()> {
    if to == YearState::Closed.word() {
        return world.years.insert(key, ClosedYear::new(by.who, by.behalf)).is_none().then_some(());
    }
    if to == YearState::Reopened.word() {
        return world.years.remove(&key).map(|_| ());
    }
    let signed = (to == YearState::SignedOff.word()).then(|| world.years.get_mut(&key))??;
    signed.signed_by = Some(Arc::from(by.who));
    Some(())
}
