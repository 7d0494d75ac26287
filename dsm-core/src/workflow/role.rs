use super::{Change, Outcome, Record, Situation, Step, record, step::private};
use crate::{
    access::{Act, EVERYTHING, Request, Role, Subject, word_error},
    error::Result,
    time::Moment,
};

/// Adds a role to the mechanism: an id and the acts that it has. Only by who administers the whole.
///
/// A role that is there stays as it is, so that nobody's rights change unseen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclareRole(Role);

impl DeclareRole {
    /// A role of an id, such as `statistician`, and acts.
    #[must_use]
    pub fn new(id: &str, acts: &[Act]) -> Self {
        Self(Role::new(id, acts))
    }
}

impl private::Sealed for DeclareRole {}

impl Step for DeclareRole {
    type Done = ();

    fn request<'a>(&'a self, who: &'a Subject, _record: Option<&'a Record>, at: Moment) -> Request<'a> {
        Request { who, act: Act::Administer, country: "", indicator: "", slice: &EVERYTHING, at }
    }

    fn apply(self, situation: &Situation<'_>, _record: Option<Record>) -> Result<Outcome<()>> {
        if !record::is_id(&self.0.id) {
            return Err(record::unreadable("user-role"));
        }
        if self.0.acts.is_empty() || !self.0.acts.iter().all(|act| act.is_of_roles()) {
            return Err(word_error("right"));
        }
        if situation.world.roles.contains_key(&self.0.id) {
            return Err(record::taken("user-role"));
        }
        Ok(Outcome::of(Change::RoleDeclared(self.0)))
    }
}
