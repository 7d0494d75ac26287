//! A mechanism in one file of SQLite.

mod append;
mod cells;
mod chain;
mod control;
mod copy;
mod documentation;
mod fault;
mod figures;
mod journal;
mod known;
mod open;
mod past;
mod protection;
mod questions;
mod replay;
mod rights;
mod schema;
mod submissions;
#[cfg(test)]
mod tests;
mod verify;
mod world;
mod years;

use crate::{
    body::Body,
    declaration::damaged,
    history::{Entry, Receipt},
    identity::Proof,
    store::{InForce, Store},
};
use dsm_core::{
    access::{Permit, World},
    catalogue::Indicator,
    documentation::Documentation,
    error::{Error, Finding, Result, codes},
    protect::{Pattern, Rule},
    table::Table,
    time::Moment,
    workflow::{Change, Question, Received, State, Submission, SubmissionId},
};
use fault::fault;
pub(crate) use known::Known;
use rusqlite::{Connection, OptionalExtension};
use std::sync::Arc;

/// A connection to the file.
#[derive(Debug)]
pub(crate) struct Sqlite {
    connection: Connection,
    known: Arc<Known>,
}

impl Sqlite {
    /// Writes all of it or nothing.
    fn in_writing<T>(&self, write: impl FnOnce() -> Result<T>) -> Result<T> {
        self.begin(true)?;
        match write() {
            Ok(value) => self.end(true).map(|()| value),
            Err(error) => {
                let _ = self.end(false);
                Err(error)
            }
        }
    }
}

impl Store for Sqlite {
    fn begin(&self, writing: bool) -> Result<()> {
        self.connection.execute_batch(if writing { "BEGIN IMMEDIATE" } else { "BEGIN" }).map_err(fault)
    }

    fn end(&self, keep: bool) -> Result<()> {
        let ended = self.connection.execute_batch(if keep { "COMMIT" } else { "ROLLBACK" }).map_err(fault);
        ended.inspect_err(|_| {
            let _ = self.connection.execute_batch("ROLLBACK");
        })
    }

    fn preset(&self) -> Result<Arc<str>> {
        let first = "SELECT body FROM history WHERE entry = 1";
        let body: String = self.connection.query_row(first, [], |row| row.get(0)).map_err(fault)?;
        match Body::parse(&body)? {
            Body::Created { preset, .. } => Ok(Arc::from(preset)),
            _ => Err(damaged()),
        }
    }

    fn world(&self) -> Result<Arc<World>> {
        self.known.world(&self.connection)
    }

    fn released(&self, indicator: &str) -> Result<InForce> {
        let condition = "indicator = ?1 AND state = 'released' ORDER BY place";
        let all = submissions::read(&self.connection, condition, &[&indicator])?;
        let world = self.world()?;
        let lessened = |submission| {
            let shown = protection::lessened(&self.connection, submission)?;
            years::counted(&self.connection, &world, shown)
        };
        let shown = all.into_iter().map(|(submission, _)| lessened(submission)).collect::<Result<_>>()?;
        let withdrawn = submissions::withdrawn(&self.connection, indicator)?;
        let withdrawn = withdrawn.into_iter().map(lessened).collect::<Result<Vec<_>>>()?;
        Ok(InForce::new(indicator, shown, &withdrawn))
    }

    fn submission(&self, id: &SubmissionId) -> Result<Option<(Submission, State)>> {
        Ok(submissions::read(&self.connection, "id = ?1", &[&id.to_string()])?.pop())
    }

    fn submissions(&self, country: &str) -> Result<Vec<(Submission, State)>> {
        submissions::read(&self.connection, "country = ?1 ORDER BY place", &[&country])
    }

    fn next_number(&self, country: &str, year: i16) -> Result<u32> {
        let last = "SELECT coalesce(max(number), 0) FROM submission WHERE country = ?1 AND year = ?2";
        let last: u32 = self.connection.query_row(last, (country, year), |row| row.get(0)).map_err(fault)?;
        last.checked_add(1).ok_or_else(|| Error::new(codes::sto::FILE_FAILED))
    }

    fn last_moment(&self) -> Result<Option<Moment>> {
        let last = "SELECT at FROM history ORDER BY entry DESC LIMIT 1";
        let at = self.connection.query_row(last, [], |row| row.get::<_, i64>(0)).optional().map_err(fault)?;
        at.map(|at| Moment::from_seconds(at).map_err(|_| damaged())).transpose()
    }

    fn figures(&self, permit: &Permit, id: &SubmissionId) -> Result<Table> {
        let submission = self.permitted(permit, id)?;
        figures::read(&self.connection, &submission, permit, figures::Stand::Now)
    }

    fn holds(&self, permit: &Permit, id: &SubmissionId, table: &Table) -> Result<bool> {
        use dsm_core::access::Act;
        let (submission, state) = self.about(permit, id)?;
        let on_the_way = matches!(state, State::Submitted | State::Verified | State::Released);
        if !(on_the_way && matches!(permit.act(), Act::Submit | Act::Revise)) {
            return Err(Error::new(codes::acc::NOT_AVAILABLE));
        }
        let own = figures::read(&self.connection, &submission, permit, figures::Stand::Now)?;
        Ok(dsm_core::workflow::same_figures(&own, table))
    }

    fn ended(&self, country: &str, indicator: &str) -> Result<Vec<Submission>> {
        past::ended_of(&self.connection, country, indicator)
    }

    fn in_force_at(&self, indicator: &str, at: Moment) -> Result<Vec<Submission>> {
        past::in_force(&self.connection, indicator, at)
    }

    fn past_figures(&self, permit: &Permit, id: &SubmissionId, at: Moment) -> Result<Table> {
        let found = past::one(&self.connection, id, at)?.filter(|submission| {
            let about = permit.country() == id.country() && permit.indicator() == &*submission.indicator;
            about && matches!(permit.act(), dsm_core::access::Act::Read | dsm_core::access::Act::Add)
        });
        let submission = found.ok_or_else(|| Error::new(codes::acc::NOT_AVAILABLE))?;
        figures::read(&self.connection, &submission, permit, figures::Stand::Then(past::note(&self.connection, id)?))
    }

    fn moved_between(&self, from: Moment, to: Moment) -> Result<Vec<Arc<str>>> {
        past::moved(&self.connection, from, to)
    }

    fn findings(&self, permit: &Permit, id: &SubmissionId) -> Result<Vec<Finding>> {
        self.permitted(permit, id)?;
        figures::findings(&self.connection, &id.to_string())
    }

    fn control(&self, permit: &Permit, id: &SubmissionId) -> Result<Option<Table>> {
        self.permitted(permit, id)?;
        control::KeptControl::read(&self.connection, &id.to_string())?.map(|kept| kept.table()).transpose()
    }

    fn questions(&self, permit: &Permit, id: &SubmissionId) -> Result<Vec<Question>> {
        self.about(permit, id)?;
        questions::read(&self.connection, &id.to_string())
    }

    fn protection(&self, permit: &Permit, id: &SubmissionId) -> Result<Option<(Rule, Pattern)>> {
        self.permitted(permit, id)?;
        protection::read(&self.connection, id)
    }

    fn received(&self, permit: &Permit, id: &SubmissionId) -> Result<Option<Received>> {
        self.permitted(permit, id)?;
        let kept = "SELECT name, bytes FROM received JOIN submission ON place = submission WHERE id = ?1";
        let read = |row: &rusqlite::Row<'_>| {
            Ok(Received { name: Arc::from(row.get::<_, String>(0)?), bytes: Arc::from(row.get::<_, Vec<u8>>(1)?) })
        };
        self.connection.query_row(kept, [id.to_string()], read).optional().map_err(fault)
    }

    fn documentation(&self, country: &str, indicator: &str) -> Result<Vec<Documentation>> {
        documentation::of(&self.connection, country, indicator)
    }

    fn definitions(&self) -> Result<Vec<Indicator>> {
        let kept = world::definitions(&self.connection)?;
        kept.values().map(|definition| documentation::indicator(definition)).collect()
    }

    fn append(&self, permit: &Permit, proof: &Proof, changes: &[Change]) -> Result<()> {
        let by = append::By { who: permit.who(), behalf: permit.on_behalf(), proof, at: permit.at() };
        // A permit for one State never changes the data of another.
        let within = |country: &str| permit.country().is_empty() || permit.country() == country;
        for change in changes {
            let country = append::country(&self.connection, change)?;
            if !within(&country) {
                return Err(Error::new(codes::acc::NOT_AVAILABLE));
            }
            append::change(&self.connection, &by, &country, change)?;
        }
        Ok(())
    }

    fn history(&self, country: &str) -> Result<Vec<Entry>> {
        let entries = "SELECT at, who, proof, body, behalf FROM history WHERE country = ?1 ORDER BY entry";
        let mut statement = self.connection.prepare_cached(entries).map_err(fault)?;
        let row = |row: &rusqlite::Row<'_>| {
            let behalf = row.get::<_, Option<String>>(4)?;
            Ok((
                row.get::<_, i64>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, String>(2)?,
                row.get::<_, String>(3)?,
                behalf,
            ))
        };
        let mut history = Vec::new();
        for (number, row) in (1..).zip(statement.query_map([country], row).map_err(fault)?) {
            let (at, who, proof, body, behalf) = row.map_err(fault)?;
            let body = Body::parse(&body)?;
            let (what, subject, reason) = body.headline();
            history.push(Entry {
                number,
                at: Moment::from_seconds(at).map_err(|_| damaged())?,
                who: who.into(),
                behalf: behalf.map(Arc::from),
                proof: proof.into(),
                what: what.into(),
                subject: subject.into(),
                reason: reason.map(Arc::from),
            });
        }
        Ok(history)
    }

    fn verify(&self, receipt: Option<&Receipt>) -> Result<Receipt> {
        self.begin(false)?;
        let verified = verify::history(&self.connection, receipt);
        self.end(false).and(verified)
    }
}

impl Sqlite {
    /// The submission that a permit is for: its State's, its indicator's, and released where it is for readers.
    fn permitted(&self, permit: &Permit, id: &SubmissionId) -> Result<Submission> {
        use dsm_core::access::Act;
        let found = self.about(permit, id)?;
        let found = Some(found).filter(|(_, state)| {
            match permit.act() {
                Act::Inspect => true,
                Act::Read | Act::Add => *state == State::Released,
                // To mask what is released, and to know what earlier releases showed.
                Act::Release => {
                    matches!(*state, State::Verified | State::Released | State::Superseded | State::Withdrawn)
                }
                // To check what is handed in.
                Act::Submit | Act::Revise => *state == State::Draft,
                _ => false,
            }
        });
        found.map(|(submission, _)| submission).ok_or_else(|| Error::new(codes::acc::NOT_AVAILABLE))
    }

    /// The submission that a permit is about: of its State and its indicator.
    fn about(&self, permit: &Permit, id: &SubmissionId) -> Result<(Submission, State)> {
        // What was released of other indicators may tell what a release masks: its step looks at it, and nothing of it leaves the step.
        let released = |state: &State| matches!(state, State::Released | State::Superseded | State::Withdrawn);
        let is_beside = |state: &State| permit.act() == dsm_core::access::Act::Release && released(state);
        let about = |(submission, state): &(Submission, State)| {
            permit.country() == id.country() && (permit.indicator() == &*submission.indicator || is_beside(state))
        };
        self.submission(id)?.filter(about).ok_or_else(|| Error::new(codes::acc::NOT_AVAILABLE))
    }
}
