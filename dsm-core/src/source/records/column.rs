use std::fmt;

/// The values of a column, one a row.
#[derive(Clone)]
pub enum Column {
    /// Texts; an empty one is missing.
    Texts(Texts),
    /// Texts by their places in a dictionary.
    Coded {
        /// The place of each row's value; [`u32::MAX`] is missing.
        keys: Vec<u32>,
        /// The dictionary. Surrounding spaces are not part of a value; an empty one is missing.
        values: Vec<Box<str>>,
    },
    /// Whole numbers.
    Integers {
        /// The numbers.
        values: Vec<i64>,
        /// Which rows have none, where some do not.
        missing: Option<Vec<bool>>,
    },
    /// Days.
    Days {
        /// Days since 1970-01-01.
        values: Vec<i32>,
        /// Which rows have none, where some do not.
        missing: Option<Vec<bool>>,
    },
    /// Instants of a civil clock.
    Instants {
        /// Seconds since 1970-01-01T00:00:00.
        values: Vec<i64>,
        /// Which rows have none, where some do not.
        missing: Option<Vec<bool>>,
    },
}

impl Default for Column {
    fn default() -> Self {
        Self::Texts(Texts::default())
    }
}

impl Column {
    /// How many rows it has.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Texts(texts) => texts.len(),
            Self::Coded { keys, .. } => keys.len(),
            Self::Integers { values, .. } | Self::Instants { values, .. } => values.len(),
            Self::Days { values, .. } => values.len(),
        }
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Becomes an empty column of a form; the buffers stay where it has it already. A dictionary stays as it is.
    pub(super) fn empty_as(&mut self, form: Fill) {
        let missing = None;
        match (form, &mut *self) {
            (Fill::Texts, Self::Texts(_))
            | (Fill::Coded, Self::Coded { .. })
            | (Fill::Integers, Self::Integers { .. })
            | (Fill::Days, Self::Days { .. })
            | (Fill::Instants, Self::Instants { .. }) => self.truncate(0),
            (Fill::Texts, _) => *self = Self::default(),
            (Fill::Coded, _) => *self = Self::Coded { keys: Vec::new(), values: Vec::new() },
            (Fill::Integers, _) => *self = Self::Integers { values: Vec::new(), missing },
            (Fill::Days, _) => *self = Self::Days { values: Vec::new(), missing },
            (Fill::Instants, _) => *self = Self::Instants { values: Vec::new(), missing },
        }
    }

    /// Adds a value of the column's form; what is of another is missing.
    pub(super) fn push(&mut self, value: &Value<'_>) {
        match (self, value) {
            (Self::Texts(texts), Value::Text(text)) => texts.push(text),
            (Self::Texts(texts), _) => texts.push(""),
            (Self::Coded { keys, .. }, Value::Key(key)) => keys.push(*key),
            (Self::Coded { keys, .. }, _) => keys.push(u32::MAX),
            (Self::Integers { values, missing }, Value::Integer(value))
            | (Self::Instants { values, missing }, Value::Instant(value)) => add(values, missing, Some(*value)),
            (Self::Days { values, missing }, Value::Day(day)) => add(values, missing, Some(*day)),
            (Self::Integers { values, missing } | Self::Instants { values, missing }, _) => add(values, missing, None),
            (Self::Days { values, missing }, _) => add(values, missing, None),
        }
    }

    /// Texts of arrays become the whole numbers that they are declared to be; the rows where they are none are missing and given back.
    #[cfg(feature = "arrow")]
    pub(super) fn read_integers(&mut self) -> Vec<usize> {
        let read = |text: &str| (!text.is_empty()).then(|| text.parse::<i64>().ok());
        let mut numbers = Self::Integers { values: Vec::with_capacity(self.len()), missing: None };
        let mut unread = Vec::new();
        let mut put = |row: usize, number: Option<Option<i64>>| {
            unread.extend((number == Some(None)).then_some(row));
            numbers.push(&number.flatten().map_or(Value::Missing, Value::Integer));
        };
        match self {
            Self::Texts(texts) => (0..texts.len()).for_each(|row| put(row, read(texts.get(row)))),
            Self::Coded { keys, values } => {
                let read: Vec<_> = values.iter().map(|value| read(value.trim())).collect();
                let of = |key: &u32| read.get(*key as usize).copied().flatten();
                keys.iter().enumerate().for_each(|(row, key)| put(row, of(key)));
            }
            Self::Integers { .. } | Self::Days { .. } | Self::Instants { .. } => return unread,
        }
        *self = numbers;
        unread
    }

    /// Takes away the rows from one on.
    pub(super) fn truncate(&mut self, rows: usize) {
        let cut = |missing: &mut Option<Vec<bool>>| match rows {
            0 => *missing = None,
            _ => missing.iter_mut().for_each(|missing| missing.truncate(rows)),
        };
        match self {
            Self::Texts(texts) => texts.truncate(rows),
            Self::Coded { keys, .. } => keys.truncate(rows),
            Self::Integers { values, missing } | Self::Instants { values, missing } => {
                values.truncate(rows);
                cut(missing);
            }
            Self::Days { values, missing } => {
                values.truncate(rows);
                cut(missing);
            }
        }
    }
}

fn add<T: Default>(values: &mut Vec<T>, missing: &mut Option<Vec<bool>>, value: Option<T>) {
    if value.is_none() || missing.is_some() {
        missing.get_or_insert_with(|| vec![false; values.len()]).push(value.is_none());
    }
    values.push(value.unwrap_or_default());
}

/// The forms that a column can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fill {
    Texts,
    Coded,
    Integers,
    Days,
    Instants,
}

/// A value of a row.
pub(super) enum Value<'a> {
    Missing,
    Text(&'a str),
    Key(u32),
    Integer(i64),
    Day(i32),
    Instant(i64),
}

impl fmt::Debug for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Column({} rows)", self.len())
    }
}

/// Texts one after the other.
#[derive(Clone, Default)]
pub struct Texts {
    text: String,
    ends: Vec<usize>,
}

impl Texts {
    /// The text of a row without the spaces around it; empty where there is no such row. Of an individual: not for messages.
    ///
    /// ```
    /// use dsm_core::source::Texts;
    /// let mut texts = Texts::default();
    /// texts.push(" MDA ");
    /// assert_eq!((texts.get(0), texts.get(1), texts.len()), ("MDA", "", 1));
    /// ```
    #[must_use]
    pub fn get(&self, row: usize) -> &str {
        let start = row.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(row).copied().unwrap_or(0);
        self.text.get(start..end).unwrap_or_default().trim()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Takes all of them away and keeps the room.
    pub fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    /// Takes away those from one on.
    pub(super) fn truncate(&mut self, rows: usize) {
        self.ends.truncate(rows);
        self.text.truncate(self.ends.last().copied().unwrap_or(0));
    }

    /// How many bytes they have.
    pub(super) fn size(&self) -> usize {
        self.text.len()
    }

    /// Adds one.
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
    }
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Texts({})", self.len())
    }
}
