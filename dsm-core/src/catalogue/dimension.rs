use crate::{code::CodeList, measure::Membership, text::Text};
use std::sync::Arc;

/// A dimension of an indicator: its id, its codes, and how the counted units fall into them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dimension {
    id: Arc<str>,
    list: Arc<CodeList>,
    membership: Membership,
    rule: Option<Text>,
}

impl Dimension {
    /// A dimension with the codes of a list.
    #[must_use]
    pub fn new(id: &str, list: impl Into<Arc<CodeList>>, membership: Membership) -> Self {
        Self { id: Arc::from(id), list: list.into(), membership, rule: None }
    }

    /// Says which code a unit gets that could have several: the pin of a pinned dimension.
    #[must_use]
    pub fn ruled(mut self, rule: Text) -> Self {
        self.rule = Some(rule);
        self
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

    /// Which code a unit gets that could have several, where it is said.
    #[must_use]
    pub fn rule(&self) -> Option<&Text> {
        self.rule.as_ref()
    }
}
