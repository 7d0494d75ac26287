use super::super::{SheetCells, SheetValue, number::plain};
use crate::error::{Error, Result, Safe, codes::src};
use std::io::{Read, Seek};

/// The filled cells of a row of a sheet.
#[derive(Default)]
pub(super) struct Line {
    /// The row, from one.
    pub(super) row: u32,
    text: String,
    cells: Vec<Part>,
}

/// A cell of a line: its column, where its text ends, and what it is.
struct Part {
    column: u32,
    end: usize,
    what: What,
}

/// What a cell is as a value of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Number,
    Text,
    Date,
    Error,
    Unreckoned,
}

impl Line {
    fn put(&mut self, column: u32, value: SheetValue<'_>) {
        let what = match value {
            SheetValue::Number(number) => {
                self.text.push_str(&plain(number).unwrap_or_else(|| number.to_owned()));
                What::Number
            }
            SheetValue::Text(text) => {
                // What nobody sees on a sheet is no part of its text.
                self.text.push_str(text.trim());
                What::Text
            }
            SheetValue::Bool(yes) => {
                self.text.push_str(if yes { "TRUE" } else { "FALSE" });
                What::Text
            }
            SheetValue::Error(error) => {
                self.text.push_str(error.trim());
                What::Error
            }
            SheetValue::Date(date) => {
                self.text.push_str(&date.to_string());
                What::Date
            }
            SheetValue::Unreckoned => What::Unreckoned,
        };
        let start = self.cells.last().map_or(0, |part| part.end);
        if self.text.len() > start || what == What::Unreckoned {
            self.cells.push(Part { column, end: self.text.len(), what });
        }
    }

    /// The filled cells: column, text, what they are.
    pub(super) fn cells(&self) -> impl Iterator<Item = (u32, &str, What)> {
        let starts = std::iter::once(0).chain(self.cells.iter().map(|part| part.end));
        let cells = starts.zip(&self.cells);
        cells.map(|(start, part)| (part.column, self.text.get(start..part.end).unwrap_or_default(), part.what))
    }

    /// The text in a column; none where nothing stands there.
    pub(super) fn text(&self, column: u32) -> Option<&str> {
        let at = self.cells.binary_search_by_key(&column, |part| part.column).ok()?;
        let start = at.checked_sub(1).and_then(|before| self.cells.get(before)).map_or(0, |part| part.end);
        self.text.get(start..self.cells.get(at)?.end)
    }

    /// How many bytes its texts have.
    pub(super) fn size(&self) -> usize {
        self.text.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// How many cells are filled.
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }
}

/// The rows of a sheet that have anything in them.
pub(super) struct LineReader<R> {
    pub(super) cells: SheetCells<R>,
    next: Line,
    /// How many bytes the texts of a row may have: many cells may share one long text.
    most: usize,
}

impl<R: Read + Seek> LineReader<R> {
    pub(super) fn new(cells: SheetCells<R>, most: usize) -> Self {
        Self { cells, next: Line::default(), most }
    }

    /// The next row in which anything stands; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<Line>> {
        while let Some(cell) = self.cells.next()? {
            if cell.row != self.next.row {
                let mut line = Line { row: cell.row, ..Line::default() };
                line.put(cell.column, cell.value);
                let line = std::mem::replace(&mut self.next, line);
                if !line.is_empty() {
                    return Ok(Some(line));
                }
            } else {
                self.next.put(cell.column, cell.value);
            }
            if self.next.size() > self.most {
                let error = Error::new(src::ROW_TOO_LONG).with("limit", Safe::from(self.most));
                return Err(error.at(self.cells.place(self.next.row, 0)));
            }
        }
        let line = std::mem::take(&mut self.next);
        Ok(Some(line).filter(|line| !line.is_empty()))
    }
}
