use super::{
    Layout, Limits, Separator,
    bytes::{Byte, Bytes},
};
use crate::{
    error::{Code, Error, Place, Result, Safe, codes},
    source::{Grid, Input},
};
use std::sync::Arc;

/// The rows of delimited text, one after the other.
pub(super) struct Records<R> {
    bytes: Bytes<R>,
    separator: u8,
    limits: Limits,
    value: Vec<u8>,
}

/// Where in a value the next byte stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    Plain,
    Quoted,
    Closed,
}

/// What is known of the row that is being read.
struct Reading {
    state: State,
    columns: usize,
    size: usize,
    /// The line that the value starts in.
    line: u64,
}

impl<R: Input> Records<R> {
    /// Starts at the first row, having found the separator in it where none is stated.
    pub(super) fn open(input: R, file: &str, layout: &Layout) -> Result<Self> {
        let (bytes, limits) = (Bytes::open(input, file)?, layout.most());
        let mut records = Self { bytes, separator: b',', limits, value: Vec::new() };
        records.separator = match layout.stated() {
            Some(separator) => separator.byte(),
            None => records.find_separator()?,
        };
        Ok(records)
    }

    /// The name of the file.
    pub(super) fn file(&self) -> &Arc<str> {
        self.bytes.file()
    }

    /// The one separator that stands outside of quotes in the first row; a comma where there is none.
    fn find_separator(&mut self) -> Result<u8> {
        let (mut quoted, mut found, mut size) = (false, Vec::new(), 0);
        while let Some(Byte { byte, .. }) = self.bytes.next()? {
            size += 1;
            match byte {
                b'"' => quoted = !quoted,
                // Lines before the names that are empty are not rows.
                b'\n' | b'\r' if !quoted && size > 1 => break,
                b'\n' | b'\r' if !quoted => size = 0,
                _ if quoted || found.contains(&byte) => {}
                _ if Separator::ALL.iter().any(|separator| separator.byte() == byte) => found.push(byte),
                _ => {}
            }
            if size > self.limits.row {
                break;
            }
        }
        self.bytes.rewind()?;
        match found.as_slice() {
            [] => Ok(b','),
            [one] => Ok(*one),
            _ => Err(self.refused(codes::src::SEPARATOR_UNCLEAR, 1, 0)),
        }
    }

    /// Reads a row into the batch; false at the end. Empty lines are rows only where `blank` says so.
    pub(super) fn next(&mut self, grid: &mut Grid, blank: bool) -> Result<bool> {
        let mut row = Reading { state: State::Start, columns: 0, size: 0, line: self.bytes.line() };
        self.value.clear();
        loop {
            let Some(Byte { byte, joined }) = self.bytes.next()? else {
                return self.at_end(grid, &mut row);
            };
            if joined && row.state != State::Quoted {
                continue;
            }
            row.size += 1;
            if row.size > self.limits.row {
                return Err(self.too_long(&row));
            }
            match (row.state, byte) {
                (State::Quoted, b'"') => row.state = State::Closed,
                (State::Closed, b'"') => {
                    self.value.push(byte);
                    row.state = State::Quoted;
                }
                (State::Quoted, _) => self.value.push(byte),
                (State::Start, b'"') => row.state = State::Quoted,
                (_, byte) if byte == self.separator => {
                    self.end_value(grid, &mut row)?;
                    row.line = self.bytes.line();
                }
                (State::Start, b'\n' | b'\r') if row.columns == 0 && !blank => {
                    (row.size, row.line) = (0, self.bytes.line());
                }
                (_, b'\n' | b'\r') => {
                    self.end_value(grid, &mut row)?;
                    grid.end_row();
                    return Ok(true);
                }
                (State::Closed, _) | (State::Plain, b'"') => {
                    return Err(self.refused(codes::src::QUOTE_STRAY, row.line, row.columns + 1));
                }
                (State::Plain | State::Start, _) => {
                    self.value.push(byte);
                    row.state = State::Plain;
                }
            }
        }
    }

    /// The end of the bytes: of a row that has no line end, or of all rows.
    fn at_end(&mut self, grid: &mut Grid, row: &mut Reading) -> Result<bool> {
        match row.state {
            State::Quoted => Err(self.refused(codes::src::QUOTE_OPEN, row.line, row.columns + 1)),
            State::Start if row.columns == 0 => Ok(false),
            _ => {
                self.end_value(grid, row)?;
                grid.end_row();
                Ok(true)
            }
        }
    }

    fn end_value(&mut self, grid: &mut Grid, row: &mut Reading) -> Result<()> {
        row.columns += 1;
        let refused =
            |rule: Code, limit: usize| Err(self.refused(rule, row.line, row.columns).with("limit", Safe::from(limit)));
        if row.columns > self.limits.columns {
            return refused(codes::src::TOO_MANY_COLUMNS, self.limits.columns);
        }
        if self.value.len() > self.limits.value {
            return refused(codes::src::VALUE_TOO_LONG, self.limits.value);
        }
        match std::str::from_utf8(&self.value) {
            Ok(text) => grid.value(text, row.line),
            Err(_) => return Err(self.refused(codes::src::NOT_UTF8, row.line, row.columns)),
        }
        self.value.clear();
        row.state = State::Start;
        Ok(())
    }

    /// A row that is longer than rows may be. A quote that nobody closed is the usual reason.
    fn too_long(&self, row: &Reading) -> Error {
        match row.state {
            State::Quoted => self.refused(codes::src::QUOTE_OPEN, row.line, row.columns + 1),
            _ => self.refused(codes::src::ROW_TOO_LONG, row.line, 0).with("limit", Safe::from(self.limits.row)),
        }
    }

    fn refused(&self, rule: Code, line: u64, column: usize) -> Error {
        Error::new(rule).at(Place::line(self.file().clone(), line, u32::try_from(column).unwrap_or(u32::MAX)))
    }
}
