use std::fmt;

/// How the counted units fall into the codes of a category.
///
/// Whether a sum over the category is exact follows from this, the unit and the period: see `spec/vectors/README.md`.
///
/// Source: semantics, "Dimension"; cases 3, 17, 19.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Membership {
    /// One code for the unit for ever: country of birth, sex as registered once.
    Fixed,
    /// The code at the event or moment; at the next event it may be another.
    AtEvent,
    /// One code per unit and period by a stated rule, such as age at the end of the period.
    Pinned,
    /// One unit may be in several codes at once: ground, purpose, both of two citizenships.
    Overlapping,
}

impl Membership {
    /// All of them.
    pub const ALL: &[Self] = &[Self::Fixed, Self::AtEvent, Self::Pinned, Self::Overlapping];

    /// The word in files and the other languages.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Fixed => "fixed",
            Self::AtEvent => "at-event",
            Self::Pinned => "pinned",
            Self::Overlapping => "overlapping",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|m| m.word() == word)
    }
}

impl fmt::Display for Membership {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
