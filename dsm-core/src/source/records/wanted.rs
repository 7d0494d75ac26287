use std::sync::Arc;

/// What a column is declared to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ColumnType {
    /// Text.
    Text,
    /// Whole numbers.
    Integer,
    /// Days.
    Date,
    /// Days with a time of the day.
    DateTime,
    /// Numbers that tell persons, documents or cases apart: text or whole numbers. Truth values and days tell nobody apart.
    Identifier,
}

impl ColumnType {
    /// Those that a specification can declare.
    pub const ALL: [Self; 4] = [Self::Text, Self::Integer, Self::Date, Self::DateTime];

    /// The type of that name; none for another.
    ///
    /// ```
    /// use dsm_core::source::ColumnType;
    /// assert_eq!(ColumnType::parse("datetime"), Some(ColumnType::DateTime));
    /// assert_eq!(ColumnType::parse("float"), None);
    /// ```
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Its name.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Date => "date",
            Self::DateTime => "datetime",
            Self::Identifier => "identifier",
        }
    }
}

/// A column that is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Its name, exactly as the records have it.
    pub name: Arc<str>,
    /// What it is declared to hold.
    pub kind: ColumnType,
}

impl Wanted {
    /// A column of a name and a type.
    #[must_use]
    pub fn new(name: &str, kind: ColumnType) -> Self {
        Self { name: Arc::from(name), kind }
    }
}
