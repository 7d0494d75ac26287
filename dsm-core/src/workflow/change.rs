use super::{Draft, State, Submission, SubmissionId};
use crate::{
    access::{
        Act, Agreement, Assignment, Configuration, Delegation, Opening, Producer, Reciprocity, Role, Totals, User,
    },
    documentation::Documentation,
    error::{Error, Result, Safe, codes::wfl},
    protect::{Pattern, Rule},
};
use std::sync::Arc;

/// What an indicator is, as paths and texts of its file: see [`Statement`](crate::catalogue::Statement).
pub type Definition = Vec<(Arc<str>, Arc<str>)>;

/// What a step changes: one entry of the history.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Change {
    /// Figures were kept as a draft.
    Drafted {
        /// What is known of them.
        submission: Submission,
        /// The figures, their findings and the file.
        draft: Draft,
    },
    /// Figures were handed in.
    Submitted {
        /// What is known of them.
        submission: Submission,
        /// The figures, their findings and the file.
        draft: Draft,
    },
    /// A submission went on to another state.
    Moved {
        /// Which.
        id: SubmissionId,
        /// The version that it had before: compared when it is written.
        from_version: u64,
        /// Its new state.
        to: State,
        /// The questions or the reason, in the words of who took the step.
        reason: Option<Arc<str>>,
        /// Whether it may be seen in no past view any more either.
        confidential: bool,
    },
    /// Something was asked about a submission.
    Asked {
        /// Which.
        id: SubmissionId,
        /// The version that it had before.
        from_version: u64,
        /// The number of the question on the submission.
        number: u32,
        /// The question, in the words of who asked it.
        text: Arc<str>,
    },
    /// A question was answered.
    Answered {
        /// Of which submission.
        id: SubmissionId,
        /// The version that it had before.
        from_version: u64,
        /// The number of the question.
        number: u32,
        /// The answer, in the words of who gave it.
        text: Arc<str>,
    },
    /// Cells of a submission are masked in everything that leaves of it.
    Protected {
        /// Which.
        id: SubmissionId,
        /// By which rule.
        rule: Rule,
        /// The cells.
        pattern: Pattern,
        /// How many of the provisional figures are among them.
        provisional: u64,
        /// How many sensitive cells are OPEN, and why the owner accepts that.
        open: Option<(u64, Arc<str>)>,
    },
    /// A State joined.
    CountryAdded {
        /// Its code.
        code: Arc<str>,
    },
    /// A user was added.
    UserAdded {
        /// The id.
        id: Arc<str>,
        /// State and roles.
        user: User,
    },
    /// A user may act no more.
    UserDeactivated {
        /// The id.
        id: Arc<str>,
    },
    /// The public key of a user was put on record, or taken away.
    KeySet {
        /// The user's id.
        user: Arc<str>,
        /// The key; none where there is none any more.
        key: Option<Arc<str>>,
    },
    /// An indicator was added, or its terms were changed.
    IndicatorDeclared {
        /// The id.
        id: Arc<str>,
        /// Under which terms it is open to those who release theirs.
        terms: Option<Reciprocity>,
        /// What it is, as its file states it; nothing where that is known or stays as it was.
        definition: Definition,
    },
    /// A State said what its figures of an indicator are.
    Documented(Documentation),
    /// An owner opened data, or forbade them.
    Opened(Opening),
    /// An owner took that back.
    Closed(Opening),
    /// A State has one more agency.
    AgencyAdded {
        /// The State.
        country: Arc<str>,
        /// Its code.
        code: Arc<str>,
    },
    /// There is one more role.
    RoleDeclared(Role),
    /// A user has a role within limits.
    Assigned(Assignment),
    /// That was taken back.
    Unassigned(Assignment),
    /// A user lets another do something.
    Delegated(Delegation),
    /// That was taken back.
    Revoked(Delegation),
    /// An agency produces figures.
    ProducerMade(Producer),
    /// That was taken back.
    ProducerEnded(Producer),
    /// States are invited to agree.
    AgreementProposed(Agreement),
    /// An agreement is over.
    AgreementEnded {
        /// Its id.
        id: Arc<str>,
    },
    /// A State has joined an agreement.
    AgreementJoined {
        /// Its id.
        id: Arc<str>,
        /// The State.
        country: Arc<str>,
    },
    /// A State has left an agreement.
    AgreementLeft {
        /// Its id.
        id: Arc<str>,
        /// The State.
        country: Arc<str>,
    },
    /// There is one more series of totals.
    TotalsDeclared(Totals),
    /// A State said how its figures are released, in the place of what it said before.
    Configured {
        /// The State.
        country: Arc<str>,
        /// What it said.
        configuration: Configuration,
    },
    /// A year of an indicator was closed, signed off, or opened again.
    Year {
        /// The State.
        country: Arc<str>,
        /// The indicator.
        indicator: Arc<str>,
        /// The year.
        year: i16,
        /// What became of it.
        to: YearState,
        /// Why it was opened again.
        reason: Option<Arc<str>>,
    },
}

/// What becomes of a year of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearState {
    /// Nothing is released or withdrawn as wrong in it.
    Closed,
    /// Somebody else says that it is final.
    SignedOff,
    /// It is as if it had never been closed.
    Reopened,
}

impl YearState {
    /// The word in files and the history.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Closed => "year-closed",
            Self::SignedOff => "year-signed-off",
            Self::Reopened => "year-reopened",
        }
    }
}

impl Change {
    /// A submission in its new state, with the version that it had before.
    pub(super) fn moved(submission: &Submission, from_version: u64, to: State) -> Self {
        Self::Moved { id: submission.id.clone(), from_version, to, reason: None, confidential: false }
    }

    /// The same with a reason.
    pub(super) fn because(mut self, why: Arc<str>, hidden: bool) -> Self {
        if let Self::Moved { reason, confidential, .. } = &mut self {
            (*reason, *confidential) = (Some(why), hidden);
        }
        self
    }
}

/// A reason, which may not be empty.
pub(super) fn reason(text: &Arc<str>, act: Act) -> Result<Arc<str>> {
    if text.trim().is_empty() {
        return Err(Error::new(wfl::REASON_MISSING).with("act", Safe::word(act.word())));
    }
    Ok(text.clone())
}
