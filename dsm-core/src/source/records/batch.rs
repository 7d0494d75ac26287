use super::{
    Column, ColumnType,
    column::{Fill, Value},
};
use crate::error::{At, Place};
use std::{fmt, sync::Arc};

/// A batch of records: the columns in the order in which they were wanted.
///
/// # Disclosure
/// It holds individuals. `Debug` shows how many rows there are and nothing of them.
#[derive(Clone, Default)]
pub struct Batch {
    /// How many records it holds.
    pub rows: usize,
    /// Which row the first one is, from one; of text its line.
    pub first: u64,
    /// The columns that were wanted.
    pub columns: Vec<Column>,
    origin: Origin,
    /// The dictionaries that coded columns were copied from.
    #[cfg(feature = "arrow")]
    pub(super) held: Vec<super::arrow::Held>,
}

/// Where the values of a batch stand.
#[derive(Clone, Default)]
struct Origin {
    file: Arc<str>,
    /// The wanted columns with their numbers in the file, from one.
    columns: Arc<[(Arc<str>, u32)]>,
    /// Of text: the line of each row.
    lines: Option<Vec<u64>>,
}

impl Batch {
    /// An empty batch, to be used again and again.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Where a record stands, or its value in one of the wanted columns; both are counted from zero.
    ///
    /// Text has lines and columns from one, typed columns have their names and rows from zero.
    #[must_use]
    pub fn place(&self, row: usize, column: Option<usize>) -> Place {
        self.numbered(self.number(row), column)
    }

    /// The line of a record in text, else its row: what its place is made of.
    pub(crate) fn number(&self, row: usize) -> u64 {
        let lines = self.origin.lines.as_ref().and_then(|lines| lines.get(row).copied());
        lines.unwrap_or_else(|| self.first.saturating_sub(1).saturating_add(u64::try_from(row).unwrap_or(u64::MAX)))
    }

    /// Where a record of that number stands, of this batch or of another one of the same carrier.
    pub(crate) fn numbered(&self, number: u64, column: Option<usize>) -> Place {
        let Origin { file, columns, lines } = &self.origin;
        let known = column.and_then(|column| columns.get(column));
        if lines.is_some() {
            return Place::line(file.clone(), number, known.map_or(0, |(_, number)| *number));
        }
        let column = known.map_or_else(|| Arc::from(""), |(name, _)| name.clone());
        Place::new(file.clone(), At::Row { column, row: number })
    }

    /// Empties it for records of a file in lines. A wanted column is one of whole numbers or of texts.
    pub(super) fn start_lines(
        &mut self,
        file: &Arc<str>,
        columns: &Arc<[(Arc<str>, u32)]>,
        kinds: impl Iterator<Item = ColumnType>,
    ) {
        self.start_rows(file, columns, 0);
        for (column, kind) in self.columns.iter_mut().zip(kinds) {
            column.empty_as(if kind == ColumnType::Integer { Fill::Integers } else { Fill::Texts });
        }
        let lines = self.origin.lines.get_or_insert_default();
        lines.clear();
    }

    /// Empties it for records of a typed carrier, of which the first is a row, from one. The columns stay for their buffers.
    pub(super) fn start_rows(&mut self, file: &Arc<str>, columns: &Arc<[(Arc<str>, u32)]>, first: u64) {
        (self.rows, self.first) = (0, first);
        self.origin.file.clone_from(file);
        self.origin.columns.clone_from(columns);
        #[cfg(feature = "arrow")]
        self.held.clear();
        self.columns.resize_with(columns.len(), Column::default);
        if first > 0 {
            self.origin.lines = None;
        }
    }

    /// Adds a row of text that stands in a line; gives back where a value is not the whole number that it is declared to be.
    pub(super) fn add_line<'a>(
        &mut self,
        line: u64,
        values: impl Iterator<Item = (&'a str, ColumnType)>,
    ) -> Vec<Place> {
        let mut unread = Vec::new();
        if self.rows == 0 {
            self.first = line;
        }
        for (at, ((text, kind), into)) in values.zip(&mut self.columns).enumerate() {
            match into {
                Column::Texts(texts) => texts.push(text),
                _ if kind == ColumnType::Integer => {
                    let (text, number) = (text.trim(), text.trim().parse().ok());
                    into.push(&number.map_or(Value::Missing, Value::Integer));
                    unread.extend((number.is_none() && !text.is_empty()).then_some(at));
                }
                _ => {}
            }
        }
        self.origin.lines.get_or_insert_default().push(line);
        self.rows += 1;
        unread.into_iter().map(|at| self.place(self.rows - 1, Some(at))).collect()
    }
}

impl fmt::Debug for Batch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Batch({} rows)", self.rows)
    }
}
