use crate::{
    clock::Clock,
    dossier::Dossier,
    history::Entry,
    identity::{Identity, Proof, challenge, proven},
    permitted::Permitted,
    query::Query,
    rules::{self, Rules},
    store::{InForce, Store},
    view,
};
use dsm_core::{
    access::{self, Act, Decision, Request, Slice, Subject, World},
    catalogue::{Catalogue, Indicator},
    documentation::Documentation,
    error::{Error, Result, codes},
    table::View,
    time::Moment,
    workflow::{Record, Situation, State, Step, Submission, SubmissionId},
};
use std::{fmt, sync::Arc};

/// Somebody at a mechanism. Owned, without lifetimes; may be sent to another thread.
pub struct Session {
    pub(crate) store: Box<dyn Store>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) who: Subject,
    proof: Proof,
}

/// A submission in a list: what is known of it beside its figures.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Listed {
    /// What is known of it.
    pub submission: Submission,
    /// Its state.
    pub state: State,
}

/// Clocks of machines that share a file may differ by so many seconds.
const CLOCK_SKEW: i64 = 300;

/// What every user of the State may know of its history.
const RELEASES: &[&str] = &["released", "superseded", "withdrawn"];

/// What of it is for those who may inspect alone: drafts, and texts that may quote figures.
const INSPECTED: &[&str] = &["drafted", "discarded", "asked", "answered"];

impl Session {
    pub(crate) fn of(store: Box<dyn Store>, clock: Arc<dyn Clock>, who: Subject) -> Self {
        Self { store, clock, who, proof: Proof::AssertedByHost }
    }

    pub(crate) fn begin(store: Box<dyn Store>, clock: Arc<dyn Clock>, who: &dyn Identity) -> Result<Self> {
        let world = store.world()?;
        let challenge = challenge(clock.now()?);
        let claim = who.claim(&challenge)?;
        let key = proven(&claim.proof, &challenge)?;
        let user = world.proven(&claim.user, key)?;
        let roles: Vec<Arc<str>> = user.roles.iter().cloned().collect();
        let who = Subject::new(&claim.user, user.country.as_deref(), &roles);
        Ok(Self { store, clock, who, proof: claim.proof })
    }

    /// Who it is.
    #[must_use]
    pub fn who(&self) -> &Subject {
        &self.who
    }

    /// **The** door for writing: decides, takes the step, and appends to the history, all of it or nothing.
    ///
    /// # Errors
    /// `ACC-…` when it is not allowed, `WFL-…` when the state does not have the step, `STO-008` while others write for too
    /// long. Nothing is written then.
    pub fn perform<S: Step>(&mut self, step: S) -> Result<S::Done> {
        self.store.begin(true)?;
        let done = self.attempt(step);
        // What failed is thrown away; that it cannot be thrown away either is less news than why it failed.
        match done {
            Ok(done) => self.store.end(true).map(|()| done),
            Err(error) => {
                let _ = self.store.end(false);
                Err(error)
            }
        }
    }

    fn attempt<S: Step>(&self, step: S) -> Result<S::Done> {
        let (store, world, at) = (&*self.store, self.store.world()?, self.moment_of_writing()?);
        self.still_proven(&world)?;
        let kept = step.submission().map(|id| store.submission(id)).transpose()?.flatten();
        let record = kept.map(|(submission, state)| Record::restore(submission, state));
        let request = step.request(&self.who, record.as_ref(), at);
        let released = store.released(request.indicator)?;
        let permit = access::decide(&world, &released, &request).permit()?;
        let country = request.country;
        let next_number = match request.act {
            Act::Submit | Act::Revise => store.next_number(country, at.day().year())?,
            _ => 0,
        };
        let in_force: Vec<Submission> = released.of(country).cloned().collect();
        let past = if request.act == Act::Release { store.ended(country, request.indicator)? } else { Vec::new() };
        let figures = Permitted { session: self, world: &world, store, permit: &permit };
        let (who, in_force) = (&self.who, in_force.as_slice());
        let situation = Situation {
            world: &world,
            who,
            on_behalf: permit.on_behalf(),
            at,
            next_number,
            in_force,
            past: &past,
            figures: &figures,
        };
        let outcome = step.apply(&situation, record)?;
        store.append(&permit, &self.proof, &outcome.changes)?;
        Ok(outcome.done)
    }

    /// Now, but never before the last entry: the history does not go back.
    fn moment_of_writing(&self) -> Result<Moment> {
        let now = self.clock.now()?;
        match self.store.last_moment()? {
            Some(last) if last.seconds().saturating_sub(now.seconds()) > CLOCK_SKEW => {
                Err(Error::new(codes::sto::CLOCK_BEHIND))
            }
            Some(last) => Ok(now.max(last)),
            None => Ok(now),
        }
    }

    /// **The** door for reading: decides, reads as far as the permit goes, and gives a view without concealed figures.
    ///
    /// Figures of several States come as one table with an axis of reporters, where measure and concept agree.
    ///
    /// # Errors
    /// `ACC-…` when nothing of it may be read or nothing is there (one answer), `SEM-017` when the figures are not of one
    /// population, `STO-015` when their axes differ.
    pub fn view(&self, query: &Query) -> Result<View> {
        self.at_one_moment(|world| view::of(&*self.store, world, &self.who, self.clock.now()?, query))
    }

    /// Whether something is allowed, and why or why not. To read what is not there is denied like what is not open.
    ///
    /// # Errors
    /// Only where the file cannot be read.
    pub fn why(&self, act: Act, country: &str, indicator: &str, slice: &Slice) -> Result<Decision> {
        self.at_one_moment(|world| {
            let request = Request { who: &self.who, act, country, indicator, slice, at: self.clock.now()? };
            let released = self.store.released(indicator)?;
            // To add is told by rights alone: whether there is something to be added is not.
            if act == Act::Read && !view::anything(world, &released, &request) {
                return Ok(Decision::Deny(access::denial(world, &released, &request)));
            }
            Ok(access::decide(world, &released, &request))
        })
    }

    /// The submissions of the own State, oldest first: all for those who may inspect, else the released ones and one's own.
    ///
    /// # Errors
    /// Only where the file cannot be read. Who belongs to no State has an empty list.
    pub fn submissions(&self) -> Result<Vec<Listed>> {
        let Some(country) = self.who.country() else { return Ok(Vec::new()) };
        self.at_one_moment(|world| {
            if world.user(self.who.id()).is_none() {
                return Ok(Vec::new());
            }
            let at = self.clock.now()?;
            let inspected = |of: &Submission| {
                let (indicator, slice) = (&*of.indicator, of.part());
                let request = Request { who: &self.who, act: Act::Inspect, country, indicator, slice, at };
                access::decide(world, &InForce::default(), &request).is_allowed()
            };
            let listed = self.store.submissions(country)?.into_iter();
            let own = |of: &Submission| *of.submitted_by == *self.who.id();
            let listed = listed.filter(|(of, state)| *state == State::Released || own(of) || inspected(of));
            Ok(listed.map(|(submission, state)| Listed { submission, state }).collect())
        })
    }

    /// A submission of the own State with all that is kept of it beside its figures.
    ///
    /// # Errors
    /// `ACC-…` when it may not be looked at, `WFL-004` when there is no such submission.
    pub fn submission(&self, id: &SubmissionId) -> Result<Dossier> {
        self.at_one_moment(|world| {
            let (_, permit) = view::inspect(&*self.store, world, &self.who, self.clock.now()?, id)?;
            Dossier::read(&*self.store, &permit, id)
        })
    }

    /// What was done with the data and users of the own State; with the mechanism as a whole for who belongs to no State.
    ///
    /// Who may neither inspect nor administer is told of releases only.
    ///
    /// # Errors
    /// Only where the file cannot be read. The public has an empty history.
    pub fn history(&self) -> Result<Vec<Entry>> {
        if self.who.is_public() {
            return Ok(Vec::new());
        }
        self.at_one_moment(|world| {
            let Some(user) = world.user(self.who.id()) else { return Ok(Vec::new()) };
            let mut history = self.store.history(user.country.as_deref().unwrap_or_default())?;
            let (id, at) = (self.who.id(), self.clock.now()?);
            if !world.holds(id, Act::Inspect, at) {
                let administers = world.holds(id, Act::Administer, at);
                let known = |entry: &Entry| {
                    if administers { !INSPECTED.contains(&&*entry.what) } else { RELEASES.contains(&&*entry.what) }
                };
                history.retain(known);
                // What is quoted of figures is for who may see them.
                history.iter_mut().for_each(|entry| entry.reason = None);
                (1..).zip(&mut history).for_each(|(number, entry)| entry.number = number);
            }
            Ok(history)
        })
    }

    /// What a State says of an indicator, in the order of validity: as far as the reader may see the figures that it is about.
    ///
    /// Of the own State all. Whoever may see no figures is given the same as if there were no documentation: none.
    ///
    /// # Errors
    /// Only where the file cannot be read.
    pub fn documentation(&self, country: &str, indicator: &str) -> Result<Vec<Documentation>> {
        self.at_one_moment(|world| self.said(world, country, indicator))
    }

    pub(crate) fn said(&self, world: &World, country: &str, indicator: &str) -> Result<Vec<Documentation>> {
        let all = self.store.documentation(country, indicator)?;
        if self.who.country() == Some(country) && world.holds(self.who.id(), Act::Read, self.clock.now()?) {
            return Ok(all);
        }
        let (released, slice) = (self.store.released(indicator)?, Slice::everything());
        let at = self.clock.now()?;
        let request = Request { who: &self.who, act: Act::Read, country, indicator, slice: &slice, at };
        let seen = view::seen_times(world, &released, &request);
        Ok(all.into_iter().filter(|one| seen.iter().any(|time| one.concerns(&view::days(time)))).collect())
    }

    /// The indicators of the mechanism: those of its preset, those that were added with what they are, and those that were added by
    /// an id of another preset.
    ///
    /// # Errors
    /// Only where the file cannot be read.
    pub fn catalogue(&self) -> Result<Catalogue> {
        self.at_one_moment(|world| self.known(world))
    }

    pub(crate) fn known(&self, world: &World) -> Result<Catalogue> {
        let own = self.store.definitions()?;
        let preset = Catalogue::preset(&self.store.preset()?)?;
        let replaced = |indicator: &&Indicator| own.iter().all(|other| other.id() != indicator.id());
        let of_preset = preset.iter().filter(replaced).cloned();
        let mut all = of_preset.chain(own.iter().cloned()).try_fold(Catalogue::new(), Catalogue::with)?;
        for other in Catalogue::PRESETS {
            let other = Catalogue::preset(other)?;
            let added = other.iter().filter(|one| world.indicators.contains_key(one.id()));
            for indicator in added.cloned().collect::<Vec<_>>() {
                all = if all.find(indicator.id()).is_ok() { all } else { all.with(indicator)? };
            }
        }
        preset.identities().iter().cloned().try_fold(all, |all, identity| {
            // An indicator that was replaced may have other dimensions: its identities are no longer stated.
            Ok(all.clone().with_identity(identity).unwrap_or(all))
        })
    }

    /// The rules of the mechanism as far as the reader may see them: its indicators, roles and States, which are public, the users and
    /// rules of the own State, and what others have opened to it.
    ///
    /// # Errors
    /// Only where the file cannot be read.
    pub fn rules(&self) -> Result<Rules> {
        self.at_one_moment(|world| rules::of(&*self.store, world, &self.who, self.clock.now()?))
    }

    /// A key may have been put on record, or replaced, since the session was opened.
    fn still_proven(&self, world: &World) -> Result<()> {
        let key = match &self.proof {
            Proof::SignedByKey { key, .. } => Some(&**key),
            Proof::AssertedByHost => None,
        };
        if world.user(self.who.id()).is_some() { world.proven(self.who.id(), key).map(|_| ()) } else { Ok(()) }
    }

    /// Reads at one moment: what others write meanwhile is not seen by halves.
    pub(crate) fn at_one_moment<T>(&self, read: impl FnOnce(&World) -> Result<T>) -> Result<T> {
        self.store.begin(false)?;
        let read = self.store.world().and_then(|world| self.still_proven(&world).and_then(|()| read(&world)));
        let ended = self.store.end(false);
        read.and_then(|value| ended.map(|()| value))
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Session({})", if self.who.is_public() { "public" } else { self.who.id() })
    }
}
