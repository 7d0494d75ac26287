use std::{collections::BTreeMap, sync::Arc};

/// What a rule is found by.
pub trait Keyed {
    /// One or two ids: a user, and nothing; a State, and an indicator.
    fn key(&self) -> (&str, &str);
}

/// Rules by what they are found by, each in the order in which they were recorded.
///
/// A decision looks at the few that concern it, however many there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded<T>(BTreeMap<Arc<str>, BTreeMap<Arc<str>, Vec<T>>>);

impl<T> Default for Recorded<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T: Keyed + PartialEq> Recorded<T> {
    /// Records one more.
    pub fn push(&mut self, rule: T) {
        let (first, second) = rule.key();
        let (first, second) = (Arc::from(first), Arc::from(second));
        self.0.entry(first).or_default().entry(second).or_default().push(rule);
    }

    /// Takes the earliest equal one back; whether there was one.
    pub fn remove(&mut self, rule: &T) -> bool {
        let (first, second) = rule.key();
        let Some(by_second) = self.0.get_mut(first) else { return false };
        let Some(rules) = by_second.get_mut(second) else { return false };
        let Some(place) = rules.iter().position(|other| other == rule) else { return false };
        rules.remove(place);
        if rules.is_empty() {
            by_second.remove(second);
        }
        if by_second.is_empty() {
            self.0.remove(first);
        }
        true
    }

    /// Whether there is an equal one.
    #[must_use]
    pub fn contains(&self, rule: &T) -> bool {
        let (first, second) = rule.key();
        self.of(first, second).contains(rule)
    }

    /// Those of two ids, in the order in which they were recorded.
    #[must_use]
    pub fn of(&self, first: &str, second: &str) -> &[T] {
        self.0.get(first).and_then(|by_second| by_second.get(second)).map_or(&[], Vec::as_slice)
    }

    /// All of them, in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.values().flat_map(BTreeMap::values).flatten()
    }
}

impl<T: Keyed + PartialEq> FromIterator<T> for Recorded<T> {
    fn from_iter<I: IntoIterator<Item = T>>(rules: I) -> Self {
        let mut all = Self::default();
        rules.into_iter().for_each(|rule| all.push(rule));
        all
    }
}
