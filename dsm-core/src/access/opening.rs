use super::{Slice, limits::in_force, recorded::Keyed, word_error};
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
    /// What is allowed: to see the figures, or to add them to those of others.
    pub right: Right,
    /// Whether it allows or forbids. A forbid wins, and it forbids to see and to add.
    pub effect: Effect,
    /// The moment from which it holds; always did, where there is none.
    pub from: Option<Moment>,
    /// The moment at which it ends; never, where there is none.
    pub until: Option<Moment>,
}

/// To whom something is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audience {
    /// The named States.
    States(BTreeSet<Arc<str>>),
    /// The States that fulfil the terms of the indicator; where it has none, those that have released figures of it.
    Contributors,
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

/// To see figures, or only to add them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// The figures may be seen.
    See,
    /// The figures may be part of totals.
    Add,
}

impl Right {
    /// The word in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::See => "see",
            Self::Add => "add",
        }
    }

    /// Reads the word.
    ///
    /// # Errors
    /// `ACC-020` when it is none.
    pub fn parse(word: &str) -> Result<Self> {
        match word {
            "see" => Ok(Self::See),
            "add" => Ok(Self::Add),
            _ => Err(word_error("right")),
        }
    }
}

impl Audience {
    /// Reads `public`, `participants`, `contributors`, or the codes of States with spaces between them.
    ///
    /// # Errors
    /// `ACC-020` when nobody is named.
    pub fn parse(text: &str) -> Result<Self> {
        match text {
            "public" => Ok(Self::Public),
            "participants" => Ok(Self::Participants),
            "contributors" => Ok(Self::Contributors),
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
            Self::Contributors => "contributors".into(),
            Self::States(states) => states.iter().map(|s| &**s).collect::<Vec<_>>().join(" "),
        }
    }
}

impl Opening {
    /// Opens an indicator of a State to an audience, without end.
    #[must_use]
    pub fn new(owner: &str, indicator: &str, audience: Audience) -> Self {
        let (owner, indicator) = (Arc::from(owner), Arc::from(indicator));
        let (slice, right, effect) = (Slice::everything(), Right::See, Effect::Allow);
        Self { owner, indicator, slice, audience, right, effect, from: None, until: None }
    }

    /// Forbids instead.
    #[must_use]
    pub fn forbidding(mut self) -> Self {
        self.effect = Effect::Forbid;
        self
    }

    /// Only to be added to figures of others.
    #[must_use]
    pub fn to_add(mut self) -> Self {
        self.right = Right::Add;
        self
    }

    /// Begins at a moment.
    #[must_use]
    pub fn from(mut self, moment: Moment) -> Self {
        self.from = Some(moment);
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

    /// Whether it holds at a moment.
    #[must_use]
    pub fn in_force(&self, at: Moment) -> bool {
        in_force(self.from, self.until, at)
    }
}

impl Keyed for Opening {
    fn key(&self) -> (&str, &str) {
        (&self.owner, &self.indicator)
    }
}
