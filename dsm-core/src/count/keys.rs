//! Person numbers become keys that are only compared. They are keyed anew in every run, so that what is put aside holds none.

use crate::source::Column;
use std::{
    collections::{HashMap, HashSet},
    fmt,
    hash::{BuildHasher, Hasher, RandomState},
};

/// The key of a person, a document or a case.
pub(super) type Key = [u64; 2];

/// Whose a document is; of nobody who is known where the table contradicts itself, and in which line it first stands.
#[derive(Clone, Copy)]
struct Link {
    person: Option<Key>,
    line: u64,
}

/// Makes keys out of numbers.
pub(super) struct Keys {
    secret: u64,
    first: RandomState,
    second: RandomState,
    /// Documents and their persons.
    links: HashMap<Key, Link>,
    /// The persons that the link table names.
    linked: HashSet<Key>,
}

impl Keys {
    pub(super) fn new() -> Self {
        let (first, second) = (RandomState::new(), RandomState::new());
        let secret = first.hash_one(0_u64);
        Self { secret, first, second, links: HashMap::new(), linked: HashSet::new() }
    }

    /// The key of a whole number: one number, one key.
    #[inline]
    pub(super) fn whole(&self, number: i64) -> Key {
        [mixed(number.cast_unsigned() ^ self.secret), 0]
    }

    /// The key of a text. A plain whole number is the number that it is.
    pub(super) fn text(&self, text: &str) -> Key {
        if let Some(number) = plain(text) {
            return self.whole(number);
        }
        let hash = |state: &RandomState| {
            let mut hasher = state.build_hasher();
            hasher.write(text.as_bytes());
            hasher.finish()
        };
        // The lowest bit tells texts from numbers.
        [hash(&self.first), hash(&self.second) | 1]
    }

    /// The key of what a record says of a person.
    pub(super) fn record(&self, person: Key, record: &[u32]) -> Key {
        [self.first.hash_one((person, record)), self.second.hash_one((person, record)) | 1]
    }

    /// Says whose a document is; false where it was said to be somebody else's, so that nobody is known whose it is.
    pub(super) fn link(&mut self, document: Key, person: Key, line: u64) -> bool {
        self.linked.insert(person);
        let link = self.links.entry(document).or_insert(Link { person: Some(person), line });
        let agrees = link.person == Some(person);
        if !agrees {
            link.person = None;
        }
        agrees
    }

    /// Where the person of a document is a document of somebody else's, nobody is known whose it is: the lines, in their order.
    pub(super) fn settle(&mut self) -> Vec<u64> {
        let other = |person: &Key| self.links.get(person).is_some_and(|link| link.person != Some(*person));
        let chained = self.links.iter().filter(|(_, link)| link.person.as_ref().is_some_and(other));
        let chained: Vec<(Key, u64)> = chained.map(|(document, link)| (*document, link.line)).collect();
        for (document, _) in &chained {
            self.links.entry(*document).and_modify(|link| link.person = None);
        }
        let mut lines: Vec<u64> = chained.into_iter().map(|(_, line)| line).collect();
        lines.sort_unstable();
        lines
    }

    /// The person of a document, or the document where nobody is linked; none where the table contradicts itself.
    pub(super) fn person(&self, document: Key) -> Option<Key> {
        if self.links.is_empty() {
            return Some(document);
        }
        self.links.get(&document).map_or(Some(document), |link| link.person)
    }

    /// Whether the link table names a number, as a document or as a person.
    pub(super) fn is_linked(&self, number: Key) -> bool {
        self.links.contains_key(&number) || self.linked.contains(&number)
    }

    /// The keys of a column, one for each row; none where there is no number.
    pub(super) fn of_column(&self, column: &Column, keys: &mut Vec<Option<Key>>) {
        keys.clear();
        match column {
            Column::Texts(texts) => {
                let key = |text: &str| (!text.is_empty()).then(|| self.text(text));
                keys.extend((0..texts.len()).map(|row| key(texts.get(row))));
            }
            Column::Coded { keys: places, values } => {
                let key = |text: &str| (!text.trim().is_empty()).then(|| self.text(text.trim()));
                let coded: Vec<Option<Key>> = values.iter().map(|value| key(value)).collect();
                keys.extend(places.iter().map(|place| coded.get(*place as usize).copied().flatten()));
            }
            Column::Integers { values, missing } | Column::Instants { values, missing } => {
                keys.extend(values.iter().map(|value| Some(self.whole(*value))));
                forget(keys, missing.as_deref());
            }
            Column::Days { values, missing } => {
                keys.extend(values.iter().map(|value| Some(self.whole(i64::from(*value)))));
                forget(keys, missing.as_deref());
            }
        }
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keys({} links)", self.links.len())
    }
}

fn forget(keys: &mut [Option<Key>], missing: Option<&[bool]>) {
    for (key, missing) in keys.iter_mut().zip(missing.unwrap_or_default()) {
        if *missing {
            *key = None;
        }
    }
}

/// One value for each value, every bit of it depending on all of the other.
#[inline]
fn mixed(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

/// A whole number as it is written without signs and zeros before it.
fn plain(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let canonical = (digits == "0" && text == "0") || digits.starts_with(|c: char| ('1'..='9').contains(&c));
    (canonical && digits.len() <= 19 && digits.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}
