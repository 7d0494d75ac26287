use super::{Slice, word_error};
use crate::{error::Result, time::Moment};
use std::{collections::BTreeSet, sync::Arc};

/// What the owner of data says about who may read them, or may not: beside the agreement, and revocable.
///
/// Source: access, rule 4; handbook annex 14 section 8, "other countries by grant".
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Opening {
    /// The State whose data they are.
    pub owner: Arc<str>,
    /// The indicator.
    pub indicator: Arc<str>,
    /// The part of it.
    pub slice: Slice,
    /// To whom.
    pub audience: Audience,
    /// Whether it allows or forbids. A forbid wins.
    pub effect: Effect,
    /// The moment at which it ends; never, where there is none.
    pub until: Option<Moment>,
}

/// To whom something is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audience {
    /// The named States.
    States(BTreeSet<Arc<str>>),
    /// All States of the mechanism.
    Participants,
    /// Everybody.
    Public,
}

/// Allow or forbid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It may be read.
    Allow,
    /// It may not be read, whatever else allows it.
    Forbid,
}

impl Audience {
    /// Reads `public`, `participants`, or the codes of States with spaces between them.
    ///
    /// # Errors
    /// `ACC-020` when nobody is named.
    pub fn parse(text: &str) -> Result<Self> {
        match text {
            "public" => Ok(Self::Public),
            "participants" => Ok(Self::Participants),
            _ => {
                let states: BTreeSet<Arc<str>> = text.split_ascii_whitespace().map(Arc::from).collect();
                if states.is_empty() { Err(word_error("audience")) } else { Ok(Self::States(states)) }
            }
        }
    }

    /// The word or words that [`Audience::parse`] reads.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Public => "public".into(),
            Self::Participants => "participants".into(),
            Self::States(states) => states.iter().map(|s| &**s).collect::<Vec<_>>().join(" "),
        }
    }

    /// Whether a State of the mechanism is among them; the public where no State is given.
    #[must_use]
    pub fn includes(&self, state: Option<&str>) -> bool {
        match (self, state) {
            (Self::Public, _) | (Self::Participants, Some(_)) => true,
            (Self::States(states), Some(state)) => states.contains(state),
            (_, None) => false,
        }
    }
}

impl Opening {
    /// Opens an indicator of a State to an audience, without end.
    #[must_use]
    pub fn new(owner: &str, indicator: &str, audience: Audience) -> Self {
        let (owner, indicator) = (Arc::from(owner), Arc::from(indicator));
        Self { owner, indicator, slice: Slice::everything(), audience, effect: Effect::Allow, until: None }
    }

    /// Forbids instead.
    #[must_use]
    pub fn forbidding(mut self) -> Self {
        self.effect = Effect::Forbid;
        self
    }

    /// Ends at a moment.
    #[must_use]
    pub fn until(mut self, moment: Moment) -> Self {
        self.until = Some(moment);
        self
    }

    /// Only a part.
    #[must_use]
    pub fn part(mut self, slice: Slice) -> Self {
        self.slice = slice;
        self
    }

    /// Whether it is about an indicator of a State, is in force at a moment, and names the reader's State.
    #[must_use]
    pub fn concerns(&self, owner: &str, indicator: &str, reader: Option<&str>, at: Moment) -> bool {
        let in_force = self.until.is_none_or(|until| at < until);
        in_force && *self.owner == *owner && *self.indicator == *indicator && self.audience.includes(reader)
    }
}
