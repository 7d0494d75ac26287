use crate::{code::CodeList, measure::Membership};
use std::sync::Arc;

/// A dimension of an indicator: its id, its codes, and how the counted units fall into them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dimension {
    id: Arc<str>,
    list: Arc<CodeList>,
    membership: Membership,
}

impl Dimension {
    /// A dimension with the codes of a list.
    #[must_use]
    pub fn new(id: &str, list: impl Into<Arc<CodeList>>, membership: Membership) -> Self {
        Self { id: Arc::from(id), list: list.into(), membership }
    }

    /// Its id, such as `CITIZENSHIP`: the name of its column.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its codes and what they are called.
    #[must_use]
    pub fn list(&self) -> &CodeList {
        &self.list
    }

    /// How the counted units fall into its codes.
    #[must_use]
    pub fn membership(&self) -> Membership {
        self.membership
    }
}
