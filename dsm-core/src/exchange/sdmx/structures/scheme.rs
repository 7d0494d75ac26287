use super::{Annotation, Class, Maintained, Representation, Wording};
use std::{collections::HashSet, sync::Arc};

/// A list of items: codes, concepts, agencies, providers, consumers, categories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemScheme {
    /// The class of the scheme, such as [`Class::Codelist`].
    pub class: Class,
    /// What it says of itself.
    pub about: Maintained,
    /// Its items in their order.
    pub items: Vec<Item>,
    /// Whether it holds only a part of its items.
    pub partial: bool,
}

impl ItemScheme {
    /// A scheme without items.
    #[must_use]
    pub fn new(class: Class, about: Maintained) -> Self {
        Self { class, about, items: Vec::new(), partial: false }
    }

    /// An item by its id.
    #[must_use]
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| &*item.id == id)
    }

    /// Takes the items of the same scheme out of another message that it has not.
    pub(super) fn complete(&mut self, other: Self) {
        let known: HashSet<Arc<str>> = self.items.iter().map(|item| item.id.clone()).collect();
        self.items.extend(other.items.into_iter().filter(|item| !known.contains(&item.id)));
        if self.about.elsewhere {
            self.about = other.about;
            self.partial = other.partial;
        } else {
            self.partial &= other.partial;
        }
    }
}

/// A code, a concept, an agency, a provider, a category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its id; of a category under others their ids and its own, with dots between, as references name it.
    pub id: Arc<str>,
    /// What it is called.
    pub names: Wording,
    /// What it is.
    pub descriptions: Wording,
    /// The item that it is under.
    pub parent: Option<Arc<str>>,
    /// What else is said of it.
    pub annotations: Vec<Annotation>,
    /// Of a concept: how its values are written where a structure says nothing else.
    pub representation: Option<Representation>,
}

impl Item {
    /// An item of an id, about which nothing else is said.
    #[must_use]
    pub fn new(id: &str) -> Self {
        let (names, descriptions, annotations) = (Wording::none(), Wording::none(), Vec::new());
        Self { id: Arc::from(id), names, descriptions, parent: None, annotations, representation: None }
    }

    /// The same with names.
    #[must_use]
    pub fn named(mut self, names: Wording) -> Self {
        self.names = names;
        self
    }
}
