use super::{Header, figure};
use crate::error::{Code, Error, Finding, Place, Result, Safe, codes};
use rust_decimal::Decimal;
use std::{fmt, sync::Arc};

/// A batch of rows: texts with their places, and no meaning yet.
///
/// # Disclosure
/// What a grid holds belongs to who handed the bytes in. `Debug` shows how many rows there are and nothing of them.
#[derive(Clone, Default)]
pub struct Grid {
    file: Arc<str>,
    text: String,
    values: Vec<Value>,
    rows: Vec<usize>,
}

/// Where a value ends in the text of the batch, and the line that it starts in.
#[derive(Clone, Copy)]
struct Value {
    end: usize,
    line: u64,
}

impl Grid {
    /// How much text and how many rows a batch holds at most, give or take a row.
    const FULL: (usize, usize) = (256 << 10, 4096);

    /// An empty batch, to be used again and again.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many rows it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Its rows in the order of the file.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let starts = std::iter::once(0).chain(self.rows.iter().copied());
        starts.zip(&self.rows).map(|(first, last)| Row { grid: self, first, last: *last })
    }

    /// Empties it for rows of a file.
    pub(super) fn start(&mut self, file: &Arc<str>) {
        self.file = file.clone();
        self.text.clear();
        self.values.clear();
        self.rows.clear();
    }

    /// Adds a value to the row that is being read.
    pub(super) fn value(&mut self, text: &str, line: u64) {
        self.text.push_str(text);
        self.values.push(Value { end: self.text.len(), line });
    }

    /// Ends the row.
    pub(super) fn end_row(&mut self) {
        self.rows.push(self.values.len());
    }

    /// Whether no more rows should be added.
    pub(super) fn is_full(&self) -> bool {
        self.text.len() >= Self::FULL.0 || self.rows.len() >= Self::FULL.1
    }
}

impl fmt::Debug for Grid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Grid({} rows)", self.rows.len())
    }
}

/// A row of a batch. Columns are counted from zero, as [`Header`] gives them; places count from one, as people do.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    grid: &'a Grid,
    first: usize,
    last: usize,
}

impl<'a> Row<'a> {
    /// How many values it has, which may be fewer or more than the header has names.
    #[must_use]
    pub fn len(&self) -> usize {
        self.last - self.first
    }

    /// Whether it has no values.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The line that it starts in, from one.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.grid.values.get(self.first).map_or(0, |value| value.line)
    }

    /// The text in a column; empty where the row is too short. Foreign text: not for messages.
    #[must_use]
    pub fn text(&self, column: usize) -> &'a str {
        let place = self.first + column;
        let end = if place < self.last { self.grid.values.get(place) } else { None };
        let start = place.checked_sub(1).and_then(|before| self.grid.values.get(before)).map_or(0, |value| value.end);
        end.and_then(|value| self.grid.text.get(start..value.end)).unwrap_or_default()
    }

    /// Where the value of a column stands.
    #[must_use]
    pub fn place(&self, column: usize) -> Place {
        let value = if column < self.len() { self.grid.values.get(self.first + column) } else { None };
        let line = value.map_or(self.line(), |value| value.line);
        Place::line(self.grid.file.clone(), line, u32::try_from(column + 1).unwrap_or(u32::MAX))
    }

    /// The figure in a column.
    ///
    /// # Errors
    /// As [`figure`], with the place.
    pub fn figure(&self, column: usize) -> Result<Decimal> {
        figure(self.text(column)).map_err(|error| error.at(self.place(column)))
    }

    /// A finding about the value in a column, with its place and with its text as evidence.
    #[must_use]
    pub fn finding(&self, rule: Code, column: usize) -> Finding {
        Finding::new(rule).at(self.place(column)).evidence_of(self.text(column))
    }

    /// Refuses a row that has more or fewer values than the header has names.
    ///
    /// # Errors
    /// `SRC-015` with the line.
    pub fn complete(&self, header: &Header) -> Result<()> {
        if self.len() == header.len() {
            return Ok(());
        }
        let place = Place::line(self.grid.file.clone(), self.line(), 0);
        let (expected, found) = (Safe::from(header.len()), Safe::from(self.len()));
        Err(Error::new(codes::src::ROW_LENGTH).with("expected", expected).with("found", found).at(place))
    }
}

impl fmt::Debug for Row<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Row(line {}, {} values)", self.line(), self.len())
    }
}
