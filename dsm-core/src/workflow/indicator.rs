use super::{Change, Outcome, Record, Situation, Step, record, step::private};
use crate::{
    access::{Act, EVERYTHING, Reciprocity, Request, Subject},
    catalogue::{Indicator, Statement},
    error::Result,
    time::Moment,
};
use std::sync::Arc;

/// Adds an indicator to the mechanism, or changes the terms under which it is open. Only by who administers the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclareIndicator {
    id: Arc<str>,
    terms: Option<Reciprocity>,
    statements: Vec<Statement>,
}

impl DeclareIndicator {
    /// An indicator that is open to nobody but its owners and whom they open it to.
    #[must_use]
    pub fn new(id: &str) -> Self {
        Self { id: Arc::from(id), terms: None, statements: Vec::new() }
    }

    /// With what it is, as a file states it: an indicator that no preset has.
    #[must_use]
    pub fn defined(mut self, statements: &[Statement]) -> Self {
        self.statements = statements.to_vec();
        self
    }

    /// Open to those who release theirs.
    #[must_use]
    pub fn under(mut self, terms: Reciprocity) -> Self {
        self.terms = Some(terms);
        self
    }
}

impl private::Sealed for DeclareIndicator {}

impl Step for DeclareIndicator {
    type Done = ();

    fn request<'a>(&'a self, who: &'a Subject, _record: Option<&'a Record>, at: Moment) -> Request<'a> {
        Request { who, act: Act::Administer, country: "", indicator: &self.id, slice: &EVERYTHING, at }
    }

    fn apply(self, _situation: &Situation<'_>, _record: Option<Record>) -> Result<Outcome<()>> {
        let sign = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_';
        let first = self.id.starts_with(|c: char| c.is_ascii_uppercase());
        if !first || self.id.len() > 64 || !self.id.bytes().all(sign) {
            return Err(record::unreadable("indicator"));
        }
        if !self.statements.is_empty() && *Indicator::read(&self.statements)?.id() != *self.id {
            return Err(record::unreadable("indicator"));
        }
        let definition = self.statements.into_iter().map(|statement| (statement.path, statement.text)).collect();
        Ok(Outcome::of(Change::IndicatorDeclared { id: self.id, terms: self.terms, definition }))
    }
}
