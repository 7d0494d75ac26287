use crate::exchange::sdmx::{Action, Header, Structure};

/// How observations are written as a message.
#[derive(Clone, Debug, Default)]
pub struct Options {
    pub(in crate::exchange::sdmx) header: Header,
    pub(in crate::exchange::sdmx) structure: Option<Structure>,
    pub(super) action: Option<Action>,
    pub(super) flat: bool,
}

impl Options {
    /// In series, under a header, of the structure and with the action that the observations come with.
    #[must_use]
    pub fn new(header: Header) -> Self {
        Self { header, ..Self::default() }
    }

    /// The same of another flow or structure.
    #[must_use]
    pub fn structure(mut self, structure: Structure) -> Self {
        self.structure = Some(structure);
        self
    }

    /// The same with one action for all.
    #[must_use]
    pub fn action(mut self, action: Action) -> Self {
        self.action = Some(action);
        self
    }

    /// The same with each observation beside its whole key, in no series.
    #[must_use]
    pub fn flat(mut self) -> Self {
        self.flat = true;
        self
    }
}
