use super::{Header, Numbers, figure, whereabouts::Whereabouts};
use crate::error::{Code, Error, Finding, Place, Result, Safe, codes};
use rust_decimal::Decimal;
use std::{fmt, sync::Arc};

/// A batch of rows: texts with their places, and no meaning yet.
///
/// # Disclosure
/// What a grid holds belongs to who handed the bytes in. `Debug` shows how many rows there are and nothing of them.
#[derive(Clone, Default)]
pub struct Grid {
    whereabouts: Whereabouts,
    /// The values, each followed by one byte that is not part of it.
    text: String,
    /// Where each value ends in the text.
    ends: Vec<u32>,
    rows: Vec<End>,
    /// The values that do not start in the line of their row, with their lines.
    moved: Vec<(u32, u64)>,
    /// The rows that have another width than their layout says: the row, the width, what it should be.
    odd: Vec<(u32, [u32; 2])>,
    /// The values that are numbers in a workbook.
    typed: Vec<u32>,
}

/// Where a row ends among the values, and the line that it starts in.
#[derive(Clone, Copy)]
struct End {
    last: u32,
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
        let starts = std::iter::once(0).chain(self.rows.iter().map(|row| row.last));
        let rows = starts.zip(&self.rows).zip(0..);
        rows.map(|((first, end), at)| Row { grid: self, at, first, last: end.last, line: end.line })
    }

    /// Empties it for rows of a file.
    pub(super) fn start(&mut self, file: &Arc<str>) {
        if self.whereabouts.file() != file || self.whereabouts.is_sheet() {
            self.whereabouts = Whereabouts::text(file.clone());
        }
        self.clear();
    }

    /// Empties it for rows that stand somewhere.
    #[cfg(feature = "xlsx")]
    pub(super) fn start_at(&mut self, whereabouts: &Whereabouts) {
        self.whereabouts = whereabouts.clone();
        self.clear();
    }

    fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.rows.clear();
        self.moved.clear();
        self.odd.clear();
        self.typed.clear();
    }

    /// Adds the values of a line between signs; false, and nothing is added, where one of them has a quotation mark.
    pub(super) fn line(&mut self, line: &str, separator: u8) -> bool {
        let (before, base) = (self.ends.len(), self.text.len());
        for (at, byte) in line.bytes().enumerate() {
            if byte == separator {
                self.ends.push(offset(base + at));
            } else if byte == b'"' {
                self.ends.truncate(before);
                return false;
            }
        }
        self.text.push_str(line);
        self.end_value();
        true
    }

    /// Adds the values of a line of which some are in quotes, none with a quotation mark in it; false, and nothing is added, where
    /// the line is not like that.
    pub(super) fn quoted_line(&mut self, line: &str, separator: u8) -> bool {
        let (before, base, separator) = (self.ends.len(), self.text.len(), char::from(separator));
        let mut rest = line;
        loop {
            let (value, after) = match rest.strip_prefix('"') {
                Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "\"")),
                None => rest.split_at(rest.find(separator).unwrap_or(rest.len())),
            };
            let next = after.strip_prefix(separator);
            let plain = rest.starts_with('"') || !value.contains('"');
            if !plain || (next.is_none() && !after.is_empty()) {
                self.ends.truncate(before);
                self.text.truncate(base);
                return false;
            }
            self.text.push_str(value);
            self.end_value();
            match next {
                Some(next) => rest = next,
                None => return true,
            }
        }
    }

    /// Adds to the value that is being read.
    pub(super) fn add(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Says that the value that ends next is a number in a workbook, in plain digits.
    #[cfg(feature = "xlsx")]
    pub(super) fn typed(&mut self) {
        self.typed.push(offset(self.ends.len()));
    }

    /// Ends the value that is being read.
    pub(super) fn end_value(&mut self) {
        self.ends.push(offset(self.text.len()));
        self.text.push('\0');
    }

    /// Says that the value that ends next starts in another line than its row.
    pub(super) fn moved(&mut self, line: u64) {
        self.moved.push((offset(self.ends.len()), line));
    }

    /// Says that the row that ends next has another width than its layout says.
    pub(super) fn odd(&mut self, found: usize, expected: usize) {
        self.odd.push((offset(self.rows.len()), [offset(found), offset(expected)]));
    }

    /// Ends the row, which starts in a line.
    pub(super) fn end_row(&mut self, line: u64) {
        self.rows.push(End { last: offset(self.ends.len()), line });
    }

    /// Takes away what there is of a row that turned out to be broken.
    pub(super) fn give_up_row(&mut self) {
        let last = self.rows.last().map_or(0, |row| row.last);
        self.ends.truncate(index(last));
        let end = self.ends.last().map_or(0, |end| index(*end) + 1);
        self.text.truncate(end);
        self.moved.retain(|(value, _)| *value < last);
        let rows = offset(self.rows.len());
        self.odd.retain(|(row, _)| *row < rows);
    }

    /// How many values there are of the row that is being read.
    pub(super) fn open_values(&self) -> usize {
        self.ends.len() - self.rows.last().map_or(0, |row| index(row.last))
    }

    /// Whether no more rows should be added.
    pub(super) fn is_full(&self) -> bool {
        self.text.len() >= Self::FULL.0 || self.rows.len() >= Self::FULL.1
    }
}

/// A place in a batch. A batch ends after the row that fills it, and rows are shorter than 4 GiB.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The same as an index.
fn index(offset: u32) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
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
    at: u32,
    first: u32,
    last: u32,
    line: u64,
}

impl<'a> Row<'a> {
    /// How many values it has, which may be fewer or more than the header has names.
    #[must_use]
    pub fn len(&self) -> usize {
        index(self.last - self.first)
    }

    /// Whether it has no values.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The line that it starts in, from one.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The text in a column; empty where the row is too short. Foreign text: not for messages.
    #[must_use]
    pub fn text(&self, column: usize) -> &'a str {
        if column >= self.len() {
            return "";
        }
        let value = index(self.first) + column;
        let start = value.checked_sub(1).and_then(|before| self.grid.ends.get(before)).map_or(0, |end| index(*end) + 1);
        let end = self.grid.ends.get(value).map_or(0, |end| index(*end));
        self.grid.text.get(start..end).unwrap_or_default()
    }

    /// All that stands in the row, its values apart by one sign each.
    pub(super) fn whole(&self) -> &'a str {
        let end = |value: Option<usize>| value.and_then(|value| self.grid.ends.get(value)).map(|end| index(*end));
        let start = end(index(self.first).checked_sub(1)).map_or(0, |end| end + 1);
        self.grid.text.get(start..end(index(self.last).checked_sub(1)).unwrap_or(0)).unwrap_or_default()
    }

    /// Where the value of a column stands.
    #[must_use]
    pub fn place(&self, column: usize) -> Place {
        let line = self.line_of(column);
        self.grid.whereabouts.place(line, u32::try_from(column + 1).unwrap_or(u32::MAX))
    }

    /// The line that the value of a column starts in.
    pub(super) fn line_of(&self, column: usize) -> u64 {
        if self.grid.moved.is_empty() {
            return self.line;
        }
        let value = offset(index(self.first) + column);
        let moved = self.grid.moved.binary_search_by_key(&value, |(value, _)| *value).ok();
        let moved = moved.filter(|_| value < self.last).and_then(|at| self.grid.moved.get(at));
        moved.map_or(self.line, |(_, line)| *line)
    }

    /// Whether a column holds a number of a workbook: plain digits, however people write figures in texts beside it.
    pub(crate) fn is_number(&self, column: usize) -> bool {
        let value = offset(index(self.first) + column);
        value < self.last && self.grid.typed.binary_search(&value).is_ok()
    }

    /// The figure in a column.
    ///
    /// # Errors
    /// As [`figure`], with the place.
    pub fn figure(&self, column: usize) -> Result<Decimal> {
        figure(self.text(column)).map_err(|error| error.at(self.place(column)))
    }

    /// The figure in a column, written in a stated way.
    ///
    /// # Errors
    /// As [`Numbers::figure`], with the place.
    pub fn figure_as(&self, column: usize, numbers: Numbers) -> Result<Decimal> {
        numbers.figure(self.text(column)).map_err(|error| error.at(self.place(column)))
    }

    /// A finding about the value in a column, with its place and with its text as evidence.
    #[must_use]
    pub fn finding(&self, rule: Code, column: usize) -> Finding {
        Finding::new(rule).at(self.place(column)).evidence_of(self.text(column))
    }

    /// Refuses a row that has more or fewer values than the header has names, or another width than its layout says.
    ///
    /// # Errors
    /// `SRC-015` or `SRC-036` with the line.
    pub fn complete(&self, header: &Header) -> Result<()> {
        let place = || self.grid.whereabouts.place(self.line(), 0);
        let odd = self.grid.odd.binary_search_by_key(&self.at, |(row, _)| *row).ok();
        if let Some((_, [found, expected])) = odd.and_then(|at| self.grid.odd.get(at)) {
            let (expected, found) = (Safe::from(index(*expected)), Safe::from(index(*found)));
            return Err(Error::new(codes::src::LINE_WIDTH).with("expected", expected).with("found", found).at(place()));
        }
        if self.len() == header.len() {
            return Ok(());
        }
        let (expected, found) = (Safe::from(header.len()), Safe::from(self.len()));
        Err(Error::new(codes::src::ROW_LENGTH).with("expected", expected).with("found", found).at(place()))
    }
}

impl fmt::Debug for Row<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Row(line {}, {} values)", self.line(), self.len())
    }
}
