use super::{Situation, SubmissionId};
use crate::{
    access::{Act, Contribution, Slice, World, year_of},
    error::{Error, Result, Safe, codes::wfl},
    table::{Cell, Status, Table},
    time::{Moment, Time},
};
use std::{collections::BTreeSet, sync::Arc};

/// What is known of a submission beside its figures.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Submission {
    /// Its id.
    pub id: SubmissionId,
    /// The indicator.
    pub indicator: Arc<str>,
    /// Who submitted it.
    pub submitted_by: Arc<str>,
    /// On whose behalf, where the right was a delegated one.
    pub submitted_on_behalf: Option<Arc<str>>,
    /// When.
    pub submitted_at: Moment,
    /// Who verified it, where somebody has.
    pub verified_by: Option<Arc<str>>,
    /// On whose behalf.
    pub verified_on_behalf: Option<Arc<str>>,
    /// The measure and the concept in words: figures of another kind stand beside these, not in their place.
    pub kind: Arc<str>,
    /// What it covers.
    pub covers: Contribution,
    /// The release that it replaces, with the reason.
    pub revises: Option<(SubmissionId, Arc<str>)>,
    /// The returned submission that it corrects.
    pub corrects: Option<SubmissionId>,
    /// The how-manieth attempt it is, from one.
    pub attempt: u32,
    /// Whether it was withdrawn for confidentiality: it is in no past view.
    pub confidential: bool,
    /// How many steps it has gone, from one.
    pub version: u64,
    /// The part of the indicator that it is about.
    part: Slice,
}

impl Submission {
    /// A submission as a store kept it.
    #[must_use]
    pub fn new(id: SubmissionId, indicator: &str, by: &str, at: Moment, kind: &str, covers: Contribution) -> Self {
        let (indicator, submitted_by, kind) = (Arc::from(indicator), Arc::from(by), Arc::from(kind));
        let part = covers.part();
        Self {
            id,
            indicator,
            submitted_by,
            submitted_on_behalf: None,
            submitted_at: at,
            verified_by: None,
            verified_on_behalf: None,
            kind,
            covers,
            revises: None,
            corrects: None,
            attempt: 1,
            confidential: false,
            version: 1,
            part,
        }
    }

    /// The part of the indicator that it is about: its times, in the detail of its axes.
    #[must_use]
    pub fn part(&self) -> &Slice {
        &self.part
    }

    /// The same after so many steps.
    #[must_use]
    pub fn at_version(mut self, version: u64) -> Self {
        self.version = version;
        self
    }

    /// The same as a revision of a release.
    #[must_use]
    pub fn revising(mut self, earlier: SubmissionId, reason: &str) -> Self {
        self.revises = Some((earlier, Arc::from(reason)));
        self
    }

    /// Whether a user or who the user acts for has submitted it, or somebody has for one of them.
    #[must_use]
    pub fn is_submitted_by(&self, who: &str, on_behalf: Option<&str>) -> bool {
        acted(&[Some(&*self.submitted_by), self.submitted_on_behalf.as_deref()], who, on_behalf)
    }

    /// Whether a user or who the user acts for has verified it, or somebody has for one of them.
    #[must_use]
    pub fn is_verified_by(&self, who: &str, on_behalf: Option<&str>) -> bool {
        acted(&[self.verified_by.as_deref(), self.verified_on_behalf.as_deref()], who, on_behalf)
    }

    /// Refuses a revision of what is not in force, or without a reason.
    pub(super) fn revises_what_is_in_force(&self, situation: &Situation<'_>) -> Result<()> {
        match &self.revises {
            Some((_, reason)) if reason.trim().is_empty() => {
                Err(Error::new(wfl::REASON_MISSING).with("act", Safe::word(Act::Revise.word())))
            }
            Some((earlier, _)) if !situation.in_force.iter().any(|s| s.id == *earlier) => {
                Err(Error::new(wfl::SUBMISSION_UNKNOWN).with("submission", earlier.safe()))
            }
            _ => Ok(()),
        }
    }

    /// A year of the times that it covers which is closed.
    pub(super) fn closed_year(&self, world: &World) -> Option<i16> {
        let years = self.covers.times.iter().map(year_of);
        let closed = |year: &i16| world.closed_year(self.id.country(), &self.indicator, *year).is_some();
        years.filter(closed).min()
    }

    /// Whether both hold figures of the same kind and detail for one period or moment.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let same_days = |a: &Time, b: &Time| match (a, b) {
            (Time::Period(a), Time::Period(b)) => a.same_days(b),
            _ => a == b,
        };
        let kind = self.kind == other.kind && self.covers.dimensions == other.covers.dimensions;
        kind && self.covers.times.iter().any(|a| other.covers.times.iter().any(|b| same_days(a, b)))
    }
}

/// Whether one of two persons is among those who have acted: under a delegation both have.
pub(super) fn acted(before: &[Option<&str>], who: &str, on_behalf: Option<&str>) -> bool {
    before.iter().flatten().any(|one| *one == who || Some(*one) == on_behalf)
}

/// The measure and the concept of a table in words.
pub(super) fn kind_of(table: &Table) -> Arc<str> {
    let concept = table.concept();
    let mut words = format!("{}; {}", table.measure(), concept.id);
    for (name, value) in concept.properties() {
        words.push_str(&format!("; {name}={value}"));
    }
    Arc::from(words)
}

/// What a table covers, by the rows that it has.
pub(super) fn covered_by(table: &Table) -> Contribution {
    let mut covers = Contribution {
        times: Vec::new(),
        dimensions: BTreeSet::new(),
        cells: 0,
        figures: 0,
        provisional: 0,
        ended: None,
    };
    let time = table.axes().iter().position(crate::table::Axis::is_time);
    let mut used: BTreeSet<Arc<str>> = BTreeSet::new();
    for row in table.rows() {
        covers.cells += 1;
        if matches!(row.cell, Cell::Figure(_)) {
            covers.figures += 1;
            covers.provisional += u64::from(row.status.has(Status::PROVISIONAL));
        }
        if let Some(code) = time.and_then(|place| row.key.get(place))
            && !used.contains(code)
        {
            used.insert(code.clone());
        }
    }
    for axis in table.axes() {
        if axis.is_time() {
            let times = axis.codes().iter().zip(axis.times());
            covers.times = times.filter(|(code, _)| used.contains(*code)).map(|(_, time)| *time).collect();
        } else if !axis.is_reporter() {
            covers.dimensions.insert(Arc::from(axis.id()));
        }
    }
    covers
}
