use super::{Act, Request, Slice};
use crate::error::{Args, Code, Custody, Error, Finding, Safe};
use crate::time::Moment;
use std::sync::Arc;

/// May or may not, because.
#[derive(Debug)]
pub enum Decision {
    /// It may be done.
    Allow {
        /// The proof that whoever moves figures asks for.
        permit: Permit,
        /// The rules that it rests on.
        because: Vec<Finding>,
    },
    /// It may not.
    Deny(Denial),
}

impl Decision {
    /// The permit, or the denial as an error.
    ///
    /// # Errors
    /// `ACC-…` of kind *denied*.
    pub fn permit(self) -> crate::error::Result<Permit> {
        match self {
            Self::Allow { permit, .. } => Ok(permit),
            Self::Deny(denial) => Err(denial.into()),
        }
    }

    /// Whether it may be done.
    #[must_use]
    pub fn is_allowed(&self) -> bool {
        matches!(self, Self::Allow { .. })
    }
}

/// Why not: from the asker's own State and public rules only, so that it tells nothing about anybody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Denial {
    rule: Code,
    args: Args,
}

impl Denial {
    pub(super) fn new(rule: Code) -> Self {
        Self { rule, args: Args::new() }
    }

    pub(super) fn with(mut self, name: &'static str, value: Safe) -> Self {
        self.args.set(name, value);
        self
    }

    /// The rule that was not fulfilled.
    #[must_use]
    pub fn rule(&self) -> Code {
        self.rule
    }

    /// The arguments of its sentence.
    #[must_use]
    pub fn args(&self) -> &Args {
        &self.args
    }
}

impl From<Denial> for Error {
    fn from(denial: Denial) -> Self {
        denial.args.iter().fold(Self::new(denial.rule), |error, (name, value)| error.with(name, value.clone()))
    }
}

/// The proof that somebody may do something to a part of a State's figures at a moment.
///
/// Only [`super::decide`] makes one; it is not `Clone`, so that one decision moves figures once.
///
/// ```compile_fail
/// fn twice(permit: dsm_core::access::Permit) -> (dsm_core::access::Permit, dsm_core::access::Permit) {
///     (permit.clone(), permit) // a permit cannot be copied
/// }
/// ```
#[derive(Debug)]
pub struct Permit {
    act: Act,
    who: Arc<str>,
    country: Arc<str>,
    indicator: Arc<str>,
    scope: Slice,
    at: Moment,
    on_behalf: Option<Arc<str>>,
}

impl Permit {
    pub(super) fn new(request: &Request<'_>) -> Self {
        Self {
            act: request.act,
            who: Arc::from(request.who.id()),
            country: Arc::from(request.country),
            indicator: Arc::from(request.indicator),
            scope: request.slice.clone(),
            at: request.at,
            on_behalf: None,
        }
    }

    /// The same on behalf of who has delegated the right.
    pub(super) fn on_behalf_of(mut self, giver: &str) -> Self {
        self.on_behalf = Some(Arc::from(giver));
        self
    }

    /// What may be done.
    #[must_use]
    pub fn act(&self) -> Act {
        self.act
    }

    /// By whom.
    #[must_use]
    pub fn who(&self) -> &str {
        &self.who
    }

    /// To the data of which State.
    #[must_use]
    pub fn country(&self) -> &str {
        &self.country
    }

    /// To which indicator.
    #[must_use]
    pub fn indicator(&self) -> &str {
        &self.indicator
    }

    /// To which part of it.
    #[must_use]
    pub fn scope(&self) -> &Slice {
        &self.scope
    }

    /// When it was decided.
    #[must_use]
    pub fn at(&self) -> Moment {
        self.at
    }

    /// On whose behalf, where the right is a delegated one.
    #[must_use]
    pub fn on_behalf(&self) -> Option<&str> {
        self.on_behalf.as_deref()
    }

    /// Who may see the figures may see what findings quote of them.
    #[must_use]
    pub fn custody(&self) -> Custody {
        Custody::of_own_bytes()
    }
}
