use super::{Change, Outcome, Record, Situation, Step, record, step::private, user::is_whole};
use crate::{
    access::{Act, EVERYTHING, Request, Subject, User},
    error::Result,
    time::Moment,
};
use std::sync::Arc;

/// Lets a State join. Only by who administers the mechanism as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddCountry {
    code: Arc<str>,
    staff: bool,
}

/// The usual positions of a State and their roles.
const STAFF: &[(&str, &str)] = &[
    ("administrator", "national-administrator"),
    ("analyst", "user"),
    ("releaser", "content-manager"),
    ("submitter", "data-submitter"),
    ("verifier", "data-verifier"),
];

impl AddCountry {
    /// A State by its code, such as `MD`, without users.
    #[must_use]
    pub fn new(code: &str) -> Self {
        Self { code: Arc::from(code), staff: false }
    }

    /// With its usual positions: `administrator@md`, `analyst@md`, `releaser@md`, `submitter@md`, `verifier@md`.
    #[must_use]
    pub fn with_staff(mut self) -> Self {
        self.staff = true;
        self
    }
}

impl private::Sealed for AddCountry {}

impl Step for AddCountry {
    type Done = ();

    fn request<'a>(&'a self, who: &'a Subject, _record: Option<&'a Record>, at: Moment) -> Request<'a> {
        Request { who, act: Act::Administer, country: "", indicator: "", slice: &EVERYTHING, at }
    }

    fn apply(self, situation: &Situation<'_>, _record: Option<Record>) -> Result<Outcome<()>> {
        record::country(&self.code)?;
        if situation.world.countries.contains(&self.code) || is_whole(&self.code) {
            return Err(record::taken("country"));
        }
        let mut changes = vec![Change::CountryAdded { code: self.code.clone() }];
        if self.staff {
            for (position, role) in STAFF {
                let id = Arc::from(format!("{position}@{}", self.code.to_ascii_lowercase()));
                changes.push(Change::UserAdded { id, user: User::new(Some(&self.code), &[role]) });
            }
        }
        Ok(Outcome { changes, done: () })
    }
}
