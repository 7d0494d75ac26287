use crate::{session::Session, store::Store};
use dsm_core::{
    access::{Permit, World},
    catalogue::Identity,
    error::Result,
    protect::{Pattern, Rule},
    table::Table,
    workflow::{Draft, Figures, Question, State, Submission, SubmissionId},
};
use std::fmt;

/// The figures that a step may look at, as far as its permit goes.
pub(crate) struct Permitted<'a> {
    pub(crate) session: &'a Session,
    pub(crate) world: &'a World,
    pub(crate) store: &'a dyn Store,
    pub(crate) permit: &'a Permit,
}

impl Figures for Permitted<'_> {
    fn table(&self, id: &SubmissionId) -> Result<Table> {
        self.store.figures(self.permit, id)
    }

    fn draft(&self, id: &SubmissionId) -> Result<Draft> {
        let (store, permit) = (self.store, self.permit);
        let draft = Draft::new(store.figures(permit, id)?, store.findings(permit, id)?);
        Ok(draft.controlled_by(store.control(permit, id)?))
    }

    fn questions(&self, id: &SubmissionId) -> Result<Vec<Question>> {
        self.store.questions(self.permit, id)
    }

    fn protection(&self, id: &SubmissionId) -> Result<Option<(Rule, Pattern)>> {
        self.store.protection(self.permit, id)
    }

    fn handed_in(&self) -> Result<Vec<(Submission, State)>> {
        let on_the_way = |state: &State| matches!(state, State::Submitted | State::Verified | State::Released);
        let all = self.store.submissions(self.permit.country())?.into_iter();
        let own = |submission: &Submission| *submission.indicator == *self.permit.indicator();
        Ok(all.filter(|(submission, state)| on_the_way(state) && own(submission)).collect())
    }

    fn holds(&self, id: &SubmissionId, table: &Table) -> Result<bool> {
        self.store.holds(self.permit, id, table)
    }

    fn elsewhere(&self) -> Result<Vec<Submission>> {
        let (country, indicator) = (self.permit.country(), self.permit.indicator());
        let shown = |state: &State| matches!(state, State::Released | State::Superseded | State::Withdrawn);
        let all = self.store.submissions(country)?.into_iter();
        let others = all.filter(|(submission, state)| shown(state) && *submission.indicator != *indicator);
        Ok(others.map(|(submission, _)| submission).collect())
    }

    fn identities(&self) -> Result<Vec<Identity>> {
        Ok(self.session.known(self.world)?.identities().to_vec())
    }
}

impl fmt::Debug for Permitted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Permitted({})", self.permit.act())
    }
}
