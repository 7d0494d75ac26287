use crate::{declaration::damaged, slice::KeptSlice};
use dsm_core::{
    access::{
        Agreement, Assignment, Audience, Delegation, Effect, Limits, Mode, Opening, Producer, Reciprocity, Right, Role,
        Totals,
    },
    error::Result,
    time::{Day, Moment},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, sync::Arc};

/// Terms of reciprocity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeptTerms {
    mode: String,
    same_detail: bool,
    least_figures: u8,
    provisional_counts: bool,
    #[serde(default, skip_serializing_if = "none")]
    grace_days: u16,
}

/// An opening or a forbid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeptOpening {
    pub(crate) owner: String,
    pub(crate) indicator: String,
    slice: KeptSlice,
    audience: String,
    pub(crate) forbids: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    right: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<i64>,
    until: Option<i64>,
}

/// Where and when a right holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeptLimits {
    indicators: Vec<String>,
    slice: KeptSlice,
    from: Option<i64>,
    until: Option<i64>,
}

/// A role of a user within limits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeptAssignment {
    pub(crate) user: String,
    role: String,
    limits: KeptLimits,
}

/// A delegation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeptDelegation {
    giver: String,
    pub(crate) user: String,
    acts: String,
    limits: KeptLimits,
}

/// A producer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeptProducer {
    country: String,
    pub(crate) indicator: String,
    agency: String,
    from: Option<i64>,
    until: Option<i64>,
}

/// An agreement as it was proposed; who has joined is kept apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeptAgreement {
    pub(crate) id: String,
    basis: String,
    invited: Vec<String>,
    limits: KeptLimits,
    terms: Option<KeptTerms>,
    calendar: bool,
}

/// A series of totals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeptTotals {
    pub(crate) indicator: String,
    contributors: Vec<String>,
    first: i32,
    last: i32,
}

impl KeptTerms {
    pub(crate) fn of(terms: &Reciprocity) -> Self {
        Self {
            mode: terms.mode.word().to_owned(),
            same_detail: terms.same_detail,
            least_figures: terms.least_figures,
            provisional_counts: terms.provisional_counts,
            grace_days: terms.grace_days,
        }
    }

    pub(crate) fn restored(&self) -> Result<Reciprocity> {
        let mut terms = Reciprocity::per(Mode::parse(&self.mode).map_err(|_| damaged())?);
        terms.same_detail = self.same_detail;
        terms.least_figures = self.least_figures;
        terms.provisional_counts = self.provisional_counts;
        terms.grace_days = self.grace_days;
        Ok(terms)
    }
}

impl KeptOpening {
    pub(crate) fn of(opening: &Opening) -> Self {
        Self {
            owner: opening.owner.to_string(),
            indicator: opening.indicator.to_string(),
            slice: KeptSlice::of(&opening.slice),
            audience: opening.audience.words(),
            forbids: opening.effect == Effect::Forbid,
            right: (opening.right != Right::See).then(|| opening.right.word().to_owned()),
            from: opening.from.map(Moment::seconds),
            until: opening.until.map(Moment::seconds),
        }
    }

    pub(crate) fn restored(&self) -> Result<Opening> {
        let audience = Audience::parse(&self.audience).map_err(|_| damaged())?;
        let mut opening = Opening::new(&self.owner, &self.indicator, audience).part(self.slice.restored()?);
        opening.right = self.right.as_deref().map_or(Ok(Right::See), Right::parse).map_err(|_| damaged())?;
        opening.from = moment(self.from)?;
        opening.until = moment(self.until)?;
        Ok(if self.forbids { opening.forbidding() } else { opening })
    }
}

impl KeptLimits {
    fn of(limits: &Limits) -> Self {
        Self {
            indicators: limits.indicators.iter().map(ToString::to_string).collect(),
            slice: KeptSlice::of(&limits.slice),
            from: limits.from.map(Moment::seconds),
            until: limits.until.map(Moment::seconds),
        }
    }

    fn restored(&self) -> Result<Limits> {
        let mut limits = Limits::none().indicators(&self.indicators).part(self.slice.restored()?);
        (limits.from, limits.until) = (moment(self.from)?, moment(self.until)?);
        Ok(limits)
    }
}

impl KeptAssignment {
    pub(crate) fn of(assignment: &Assignment) -> Self {
        let (user, role) = (assignment.user.to_string(), assignment.role.to_string());
        Self { user, role, limits: KeptLimits::of(&assignment.limits) }
    }

    pub(crate) fn restored(&self) -> Result<Assignment> {
        Ok(Assignment::new(&self.user, &self.role).within(self.limits.restored()?))
    }
}

impl KeptDelegation {
    pub(crate) fn of(delegation: &Delegation) -> Self {
        Self {
            giver: delegation.giver.to_string(),
            user: delegation.user.to_string(),
            acts: delegation.acts.iter().map(|act| act.word()).collect::<Vec<_>>().join(" "),
            limits: KeptLimits::of(&delegation.limits),
        }
    }

    pub(crate) fn restored(&self) -> Result<Delegation> {
        let acts: Vec<_> = Role::parse("", &self.acts).map_err(|_| damaged())?.acts.into_iter().collect();
        Ok(Delegation::new(&self.giver, &self.user, &acts).within(self.limits.restored()?))
    }
}

impl KeptProducer {
    pub(crate) fn of(producer: &Producer) -> Self {
        Self {
            country: producer.country.to_string(),
            indicator: producer.indicator.to_string(),
            agency: producer.agency.to_string(),
            from: producer.from.map(Moment::seconds),
            until: producer.until.map(Moment::seconds),
        }
    }

    pub(crate) fn restored(&self) -> Result<Producer> {
        let mut producer = Producer::new(&self.country, &self.indicator, &self.agency);
        (producer.from, producer.until) = (moment(self.from)?, moment(self.until)?);
        Ok(producer)
    }
}

impl KeptAgreement {
    pub(crate) fn of(agreement: &Agreement) -> Self {
        Self {
            id: agreement.id.to_string(),
            basis: agreement.basis.to_string(),
            invited: texts(&agreement.invited),
            limits: KeptLimits::of(&agreement.limits),
            terms: agreement.terms.as_ref().map(KeptTerms::of),
            calendar: agreement.calendar,
        }
    }

    pub(crate) fn restored(&self) -> Result<Agreement> {
        let mut agreement = Agreement::new::<_, &str>(&self.id, &self.basis, &self.invited, &[]);
        agreement.limits = self.limits.restored()?;
        agreement.terms = self.terms.as_ref().map(KeptTerms::restored).transpose()?;
        agreement.calendar = self.calendar;
        Ok(agreement)
    }
}

impl KeptTotals {
    pub(crate) fn of(totals: &Totals) -> Self {
        let (first, last) = (totals.first.number(), totals.last.number());
        Self { indicator: totals.indicator.to_string(), contributors: texts(&totals.contributors), first, last }
    }

    pub(crate) fn restored(&self) -> Result<Totals> {
        let day = |number: i32| Day::from_number(number).map_err(|_| damaged());
        Ok(Totals::new(&self.indicator, &self.contributors, day(self.first)?, day(self.last)?))
    }
}

fn texts(codes: &BTreeSet<Arc<str>>) -> Vec<String> {
    codes.iter().map(ToString::to_string).collect()
}

fn moment(seconds: Option<i64>) -> Result<Option<Moment>> {
    seconds.map(|seconds| Moment::from_seconds(seconds).map_err(|_| damaged())).transpose()
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn none(days: &u16) -> bool {
    *days == 0
}
