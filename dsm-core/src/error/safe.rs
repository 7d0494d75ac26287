use rust_decimal::Decimal;
use std::{collections::BTreeMap, fmt, sync::Arc};

/// An argument that a message may show: an id of ours, a count of problems, a period; never a figure or foreign text.
///
/// The constructors let nothing else through: a text that is not written like an identifier becomes `…`.
///
/// ```
/// use dsm_core::error::Safe;
/// assert_eq!(Safe::term("SEX").to_string(), "SEX");
/// // A figure or a sentence from somebody's file is not an identifier, so it does not get into a message.
/// assert_eq!(Safe::term("1 234").to_string(), "…");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Safe(Inner);

/// An id and a word of the same text are one argument.
impl PartialEq for Inner {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Count(a), Self::Count(b)) => a == b,
            (Self::Terms(a), Self::Terms(b)) => a == b,
            (Self::Term(a), Self::Term(b)) => a == b,
            (Self::Word(a), Self::Word(b)) => a == b,
            (Self::Words(a), Self::Words(b)) => a == b,
            (Self::Terms(ids), Self::Words(words)) | (Self::Words(words), Self::Terms(ids)) => {
                ids.iter().map(|id| &**id).eq(words.iter().copied())
            }
            (Self::Term(id), Self::Word(word)) | (Self::Word(word), Self::Term(id)) => **id == **word,
            _ => false,
        }
    }
}

impl Eq for Inner {}

#[derive(Clone, Debug)]
enum Inner {
    Count(u64),
    Term(Arc<str>),
    Terms(Arc<[Arc<str>]>),
    Word(&'static str),
    Words(Arc<[&'static str]>),
}

impl Safe {
    /// A word that stands in the source of DSM itself.
    #[must_use]
    pub const fn word(word: &'static str) -> Self {
        Self(Inner::Word(word))
    }

    /// Several words that stand in the source of DSM itself, in the given order.
    #[must_use]
    pub fn words(words: impl IntoIterator<Item = &'static str>) -> Self {
        Self(Inner::Words(words.into_iter().collect()))
    }

    /// How many problems, rows, cells or periods: never how many persons or cases.
    #[must_use]
    pub const fn count(count: u64) -> Self {
        Self(Inner::Count(count))
    }

    /// A bound that a structure declares for its values: a number, but no figure of anybody's data.
    ///
    /// ```
    /// use dsm_core::error::Safe;
    /// assert_eq!(Safe::bound("-2.50").to_string(), "-2.5");
    /// // What is no number is not shown.
    /// assert_eq!(Safe::bound("many").to_string(), "…");
    /// ```
    #[must_use]
    pub fn bound(declared: &str) -> Self {
        let read = Decimal::from_str_exact(declared.trim());
        Self(Inner::Term(read.map_or_else(|_| Arc::from("…"), |bound| Arc::from(bound.normalize().to_string()))))
    }

    /// The id of a declared thing: a dimension, a code of a list, an indicator, a user, a period or a moment.
    ///
    /// What is not written like an identifier is replaced by `…`: ids start with a letter, `_` or a four-digit year.
    #[must_use]
    pub fn term(id: &str) -> Self {
        Self(Inner::Term(if identifier(id) { Arc::from(id) } else { Arc::from("…") }))
    }

    /// Several ids, in the given order.
    #[must_use]
    pub fn terms<I: IntoIterator<Item = S>, S: AsRef<str>>(ids: I) -> Self {
        let safe = |id: S| if identifier(id.as_ref()) { Arc::from(id.as_ref()) } else { Arc::from("…") };
        Self(Inner::Terms(ids.into_iter().map(safe).collect()))
    }

    /// The count, where the argument is one.
    #[must_use]
    pub fn as_count(&self) -> Option<u64> {
        match self.0 {
            Inner::Count(n) => Some(n),
            _ => None,
        }
    }

    /// The ids, where the argument is a list of them.
    #[must_use]
    pub fn as_terms(&self) -> Option<&[Arc<str>]> {
        match &self.0 {
            Inner::Terms(all) => Some(all),
            _ => None,
        }
    }

    /// The words, where the argument is a list of DSM's own.
    #[must_use]
    pub fn as_words(&self) -> Option<&[&'static str]> {
        match &self.0 {
            Inner::Words(all) => Some(all),
            _ => None,
        }
    }

    /// The word, where the argument is one of DSM's own.
    #[must_use]
    pub fn as_word(&self) -> Option<&'static str> {
        match self.0 {
            Inner::Word(word) => Some(word),
            _ => None,
        }
    }
}

/// Whether a text is written like an identifier: at most 64 of `A–Z a–z 0–9 _ - . @ : / +`, first a letter or `_`, or a
/// period or moment: a year from 1800 to 2199 and a separator or the end, so that hardly a figure passes for one.
fn identifier(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-.@:/+".contains(c);
    if text.is_empty() || text.len() > 64 || !text.chars().all(plain) {
        return false;
    }
    let mut chars = text.chars();
    match chars.next() {
        Some(c) if c.is_ascii_alphabetic() || c == '_' => true,
        Some(c) if c.is_ascii_digit() => {
            let year: String = std::iter::once(c).chain(chars.by_ref().take(3)).collect();
            let near = year.parse().is_ok_and(|year: u16| (1800..2200).contains(&year));
            near && chars.next().is_none_or(|c| c == '-' || c == '/')
        }
        _ => false,
    }
}

impl fmt::Display for Safe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Inner::Count(n) => write!(f, "{n}"),
            Inner::Term(t) => f.write_str(t),
            Inner::Terms(all) => {
                for (i, t) in all.iter().enumerate() {
                    if i > 0 {
                        f.write_str(", ")?;
                    }
                    f.write_str(t)?;
                }
                Ok(())
            }
            Inner::Word(w) => f.write_str(w),
            Inner::Words(all) => f.write_str(&all.join(", ")),
        }
    }
}

impl From<u64> for Safe {
    fn from(count: u64) -> Self {
        Self::count(count)
    }
}

impl From<usize> for Safe {
    fn from(count: usize) -> Self {
        Self::count(count as u64)
    }
}

/// The named arguments of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Args(BTreeMap<&'static str, Safe>);

impl Args {
    /// No arguments.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets an argument.
    pub fn set(&mut self, name: &'static str, value: Safe) {
        self.0.insert(name, value);
    }

    /// The argument of that name.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Safe> {
        self.0.get(name)
    }

    /// All arguments in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Safe)> {
        self.0.iter().map(|(n, v)| (*n, v))
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Args {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, (name, value)) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str(", ")?;
            }
            write!(f, "{name}={value}")?;
        }
        Ok(())
    }
}
