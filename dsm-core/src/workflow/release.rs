use super::{
    Change, Filed, Outcome, Record, Released, Situation, State, Step, Submission, SubmissionId, Verified, step,
    step::private, year,
};
use crate::{
    access::{Act, Request, Subject},
    error::{Error, Result, codes::wfl},
    protect::{Decided, Holdings, Pattern, Protection, Rule, Shown},
    table::{Status, Table},
    time::Moment,
};
use std::collections::BTreeSet;

/// Releases verified figures to those who may see them. A revision takes the place of the release that it revises.
///
/// Whatever is masked is audited: where a masked cell can be computed from what is shown, nothing is released. The masks are made
/// once and kept with the release; everything that leaves of it has its cells from them, for readers of the own State too. Who
/// may inspect the own State's figures finds them unmasked in the submission.
///
/// # Disclosure
/// A cell that the revised release masks stays masked, and what it showed counts as known. Without a protection of its own a
/// revision is protected by the rule of the release that it revises, and by no lower threshold than the least of its State. Where it
/// is not decided whether sensitive cells are wide enough (OPEN), the owner's reason to accept that stands in the history, for the own
/// State alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    id: SubmissionId,
    seen: Option<u64>,
    protection: Option<Protection>,
}

impl Release {
    /// Releases a verified submission.
    #[must_use]
    pub fn new(id: &SubmissionId) -> Self {
        Self { id: id.clone(), seen: None, protection: None }
    }

    /// With small figures masked, and whatever else it takes so that these cannot be computed.
    #[must_use]
    pub fn protected(mut self, protection: Protection) -> Self {
        self.protection = Some(protection);
        self
    }

    /// Who may release, and when, by the configuration of the State.
    fn configured(situation: &Situation<'_>, submission: &Submission) -> Result<()> {
        let configuration = situation.world.configuration(submission.id.country());
        let (who, on_behalf) = (situation.who.id(), situation.on_behalf);
        let has_acted = submission.is_submitted_by(who, on_behalf) || submission.is_verified_by(who, on_behalf);
        if configuration.six_eyes && has_acted {
            return Err(Error::new(wfl::SIX_EYES).with("submission", submission.id.safe()));
        }
        if !configuration.releasers.is_empty() && !configuration.releasers.contains(who) {
            return Err(Error::new(wfl::NOT_A_RELEASER));
        }
        year::stays_open(situation.world, submission)
    }

    /// The protection of the release: the one that was said, else that of the revised release; not less than the State wants.
    fn chosen(&self, situation: &Situation<'_>, earlier: Option<Rule>) -> Result<Option<Protection>> {
        let Some(least) = situation.world.configuration(self.id.country()).least_threshold else {
            return Ok(self.protection.clone().or(earlier.map(Protection::by)));
        };
        match &self.protection {
            Some(protection) if protection.rule().threshold() < least => {
                Err(Error::new(wfl::PROTECTION_WEAKER).with("least", u64::from(least)))
            }
            Some(protection) => Ok(Some(protection.clone())),
            None => {
                // A revision is protected as what it revises, unless something else is said.
                let weaker = || Error::new(wfl::PROTECTION_WEAKER).with("least", u64::from(least));
                let kept = earlier.filter(|rule| rule.threshold() >= least).ok_or_else(weaker)?;
                Ok(Some(Protection::by(kept)))
            }
        }
    }

    /// The masks of the release, audited; none where nothing is masked and no rule was given.
    fn masks(&self, situation: &Situation<'_>, submission: &Submission) -> Result<Option<Change>> {
        let (figures, revises) = (situation.figures, submission.revises.as_ref().map(|(id, _)| id));
        let table = figures.table(&self.id)?;
        let revised = revises.map(|old| figures.protection(old)).transpose()?.flatten();
        let earlier = revised.map(|(rule, _)| rule);
        let protection = self.chosen(situation, earlier)?;
        let stated = protection.is_some();
        let held = Self::held(stated, situation, revises)?;
        let protection = protection.unwrap_or_default();
        let held = self.beside(held, &table, stated || earlier.is_some(), situation, revises)?;
        let Decided { pattern, open } = protection.decided(&table, &held)?;
        Self::untold(situation, submission, &table, &pattern)?;
        let provisional = |row: &crate::table::Row| row.status.has(Status::PROVISIONAL) && pattern.has(&row.key);
        let provisional = table.rows().filter(provisional).count() as u64;
        let rule = *protection.rule();
        let change = |pattern| Change::Protected { id: self.id.clone(), rule, pattern, provisional, open };
        // What was masked once stays masked, whether or not anything is said of it now.
        Ok((stated || !pattern.is_empty()).then(|| change(pattern)))
    }

    /// Refuses what figures of other indicators would tell of the masks of this one, or it of theirs.
    fn untold(situation: &Situation<'_>, own: &Submission, table: &Table, masked: &Pattern) -> Result<()> {
        let (figures, identities) = (situation.figures, situation.figures.identities()?);
        let tied: BTreeSet<&str> = identities
            .iter()
            .filter(|identity| Shown::is_tied(&own.indicator, identity))
            .flat_map(|identity| identity.terms().iter().map(|term| &*term.indicator))
            .collect();
        let is_ratio = |submission: &Submission| submission.kind.starts_with("ratio:");
        let bears = |other: &&Submission| tied.contains(&*other.indicator) || is_ratio(other) != is_ratio(own);
        let elsewhere = figures.elsewhere()?;
        let before = situation.in_force.iter().chain(situation.past).filter(|other| other.id != own.id);
        let mut others = Vec::new();
        for other in elsewhere.iter().chain(before).filter(bears) {
            let pattern = figures.protection(&other.id)?.map(|(_, pattern)| pattern).unwrap_or_default();
            let table = figures.table(&other.id)?;
            // What is no ratio and has no masks is nothing that a ratio could tell.
            if tied.contains(&*other.indicator) || is_ratio(other) || table.has_masks() || !pattern.is_empty() {
                others.push(Shown::new(&other.indicator, table, pattern));
            }
        }
        Shown::new(&own.indicator, table.clone(), masked.clone()).beside(&others, &identities)
    }

    /// What readers hold of releases that are not in force any more, or will not be.
    ///
    /// It is read from the releases themselves, and so the same whenever it is asked.
    fn held(protected: bool, situation: &Situation<'_>, revises: Option<&SubmissionId>) -> Result<Holdings> {
        let (figures, mut held) = (situation.figures, Holdings::none());
        let ids = situation.past.iter().map(|submission| &submission.id).chain(revises);
        // Who never masks anything hides nothing from anybody.
        if !protected
            && !ids.clone().try_fold(false, |any, id| Ok::<_, Error>(any || figures.protection(id)?.is_some()))?
        {
            return Ok(held);
        }
        for id in ids {
            let masked = figures.protection(id)?.map(|(_, pattern)| pattern).unwrap_or_default();
            held = held.earlier(&id.to_string(), figures.table(id)?, masked);
        }
        Ok(held)
    }

    /// What readers hold with what the State has in force of the indicator: along the same axes or others, of the same time or
    /// of parts of it.
    ///
    /// Everybody is taken to hold everything that was released: what no reader of it all can compute, none of a part can, nor
    /// several who put their parts together.
    fn beside(
        &self,
        mut held: Holdings,
        own: &Table,
        protected: bool,
        situation: &Situation<'_>,
        revises: Option<&SubmissionId>,
    ) -> Result<Holdings> {
        let beside = situation.in_force.iter().filter(|other| other.id != self.id && Some(&other.id) != revises);
        // What is masked is no figure: where every cell of every table is one, there is nothing to be told.
        if !protected && !own.has_masks() && beside.clone().all(|other| other.covers.figures == other.covers.cells) {
            return Ok(held);
        }
        for other in beside {
            let (table, kept) = (situation.figures.table(&other.id)?, situation.figures.protection(&other.id)?);
            let name = other.id.to_string();
            held = match kept {
                Some((rule, pattern)) => held.released(&name, &table, &pattern, &rule)?,
                None => held.beside(&name, table, &Rule::named_only()),
            };
        }
        Ok(held)
    }

    /// Only if it is still at the version that was looked at.
    #[must_use]
    pub fn seen(mut self, version: u64) -> Self {
        self.seen = Some(version);
        self
    }
}

impl Filed<Verified> {
    /// What is not verified has no such method.
    fn release(self) -> Filed<Released> {
        self.moved(Released)
    }
}

impl private::Sealed for Release {}

impl Step for Release {
    type Done = ();

    fn submission(&self) -> Option<&SubmissionId> {
        Some(&self.id)
    }

    fn request<'a>(&'a self, who: &'a Subject, record: Option<&'a Record>, at: Moment) -> Request<'a> {
        self.id.request(Act::Release, who, record, at)
    }

    fn apply(self, situation: &Situation<'_>, record: Option<Record>) -> Result<Outcome<()>> {
        let filed = match step::existing(&self.id, record, self.seen)? {
            Record::Verified(filed) => filed,
            other => return Err(other.refuses(Act::Release)),
        };
        let submission = filed.submission();
        let (before, revises) = (submission.version, submission.revises.as_ref().map(|(id, _)| id));
        let in_the_way = situation.in_force.iter().find(|s| Some(&s.id) != revises && s.overlaps(submission));
        if let Some(earlier) = in_the_way {
            return Err(Error::new(wfl::ALREADY_RELEASED).with("earlier", earlier.id.safe()));
        }
        let superseded = match &submission.revises {
            Some((earlier, reason)) => {
                let Some(old) = situation.in_force.iter().find(|s| s.id == *earlier) else {
                    return Err(Error::new(wfl::SUBMISSION_UNKNOWN).with("submission", earlier.safe()));
                };
                Some(Change::moved(old, old.version, State::Superseded).because(reason.clone(), false))
            }
            None => None,
        };
        Self::configured(situation, submission)?;
        // What a revision leaves out is withdrawn by it.
        if let Some(old) = revises.and_then(|id| situation.in_force.iter().find(|s| s.id == *id)) {
            year::stays_open(situation.world, old)?;
        }
        let mut changes: Vec<Change> = self.masks(situation, submission)?.into_iter().chain(superseded).collect();
        let released = filed.release();
        changes.push(Change::moved(released.submission(), before, State::Released));
        Ok(Outcome { changes, done: () })
    }
}
