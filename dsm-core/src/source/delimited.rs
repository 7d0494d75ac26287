//! Delimited text: RFC 4180 quotes; comma, semicolon, tab or pipe; any of the three line ends.

use super::{
    Grid, Input, Limits, Separator,
    lines::{Lines, Stop},
};
use crate::error::{Code, Error, Finding, Result, Safe, codes::src};

/// The rows of delimited text, one after the other.
pub(super) struct Delimited {
    separator: u8,
    limits: Limits,
    /// What has been read of a value in quotes or with quotes.
    value: String,
    ends: Ends,
    /// Whether a value in quotes ends in its line.
    pub(super) one_line: bool,
}

/// How the lines of a file end.
#[derive(Default)]
struct Ends {
    first: Option<Stop>,
    mixed: bool,
}

/// Where in a value the next sign stands.
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
    /// The line that the row starts in, and the one that the value starts in.
    row: u64,
    value: u64,
    size: usize,
}

impl Delimited {
    pub(super) fn new(separator: Separator, limits: Limits) -> Self {
        Self { separator: separator.byte(), limits, value: String::new(), ends: Ends::default(), one_line: false }
    }

    /// Reads a row into the batch; false at the end. Empty lines are rows only where `blank` says so.
    pub(super) fn next<R: Input>(
        &mut self,
        lines: &mut Lines<R>,
        grid: &mut Grid,
        blank: bool,
        noticed: &mut Vec<Finding>,
    ) -> Result<bool> {
        loop {
            let Some(stop) = lines.next()? else { return Ok(false) };
            let (text, line) = (lines.text(), lines.number());
            if text.is_empty() && stop.text().is_some() && !blank {
                continue;
            }
            let whole = stop.text().is_some() || stop == Stop::File;
            let short = whole && text.len() <= self.limits.value;
            if !(short && (grid.line(text, self.separator) || grid.quoted_line(text, self.separator))) {
                return self.quoted(lines, stop, grid, noticed).map(|()| true);
            }
            if grid.open_values() > self.limits.columns {
                return Err(self.too_many(lines, line, self.limits.columns + 1));
            }
            grid.end_row(line);
            self.ends.see(stop, line, lines, noticed);
            return Ok(true);
        }
    }

    /// Reads the row that begins with the present line, sign by sign.
    fn quoted<R: Input>(
        &mut self,
        lines: &mut Lines<R>,
        stop: Stop,
        grid: &mut Grid,
        noticed: &mut Vec<Finding>,
    ) -> Result<()> {
        let first = lines.number();
        let mut row = Reading { state: State::Start, row: first, value: first, size: 0 };
        let mut stop = stop;
        self.value.clear();
        loop {
            row.size += lines.text().len() + 1;
            self.line(lines, grid, &mut row)?;
            if row.size > self.limits.row.saturating_add(1) {
                return Err(self.broken(lines, Stop::Limit, grid, &row));
            }
            match (stop.text(), row.state) {
                (Some(_), State::Quoted) if self.one_line => {
                    return Err(self.refused(lines, src::QUOTE_OPEN, &row, grid));
                }
                (Some(end), State::Quoted) => self.value.push_str(end),
                (Some(_), _) => break self.end_value(lines, grid, &mut row)?,
                (None, State::Quoted) if stop == Stop::File => {
                    return Err(self.refused(lines, src::QUOTE_OPEN, &row, grid));
                }
                (None, _) if stop == Stop::File => break self.end_value(lines, grid, &mut row)?,
                (None, _) => return Err(self.broken(lines, stop, grid, &row)),
            }
            stop = match lines.next()? {
                Some(stop) => stop,
                None => return Err(self.refused(lines, src::QUOTE_OPEN, &row, grid)),
            };
        }
        grid.end_row(row.row);
        // Line ends within quotes are part of a value.
        self.ends.see(stop, lines.number(), lines, noticed);
        Ok(())
    }

    /// Reads what a line has of a row.
    fn line<R: Input>(&mut self, lines: &Lines<R>, grid: &mut Grid, row: &mut Reading) -> Result<()> {
        let (mut rest, separator) = (lines.text(), char::from(self.separator));
        while let Some(next) = rest.chars().next() {
            let after = rest.get(next.len_utf8()..).unwrap_or_default();
            rest = match (row.state, next) {
                (State::Quoted, '"') => {
                    row.state = State::Closed;
                    after
                }
                (State::Closed, '"') => {
                    self.value.push('"');
                    row.state = State::Quoted;
                    after
                }
                (State::Start, '"') => {
                    row.state = State::Quoted;
                    after
                }
                (State::Start | State::Plain | State::Closed, next) if next == separator => {
                    self.end_value(lines, grid, row)?;
                    row.value = lines.number();
                    after
                }
                (State::Closed, _) | (State::Plain, '"') => {
                    return Err(self.refused(lines, src::QUOTE_STRAY, row, grid));
                }
                (State::Quoted, _) => self.take(rest, |c| c == '"'),
                (State::Start | State::Plain, _) => {
                    row.state = State::Plain;
                    self.take(rest, |c| c == '"' || c == separator)
                }
            };
        }
        Ok(())
    }

    /// Adds to the value all that stands before a sign; gives back the rest.
    fn take<'a>(&mut self, text: &'a str, sign: impl Fn(char) -> bool) -> &'a str {
        let (before, rest) = text.split_at(text.find(sign).unwrap_or(text.len()));
        self.value.push_str(before);
        rest
    }

    fn end_value<R: Input>(&mut self, lines: &Lines<R>, grid: &mut Grid, row: &mut Reading) -> Result<()> {
        let column = grid.open_values() + 1;
        if column > self.limits.columns {
            return Err(self.too_many(lines, row.value, column));
        }
        if self.value.len() > self.limits.value {
            let error = lines.refused(src::VALUE_TOO_LONG, row.value, column);
            return Err(error.with("limit", Safe::from(self.limits.value)));
        }
        if row.value != row.row {
            grid.moved(row.value);
        }
        grid.add(&self.value);
        grid.end_value();
        self.value.clear();
        row.state = State::Start;
        Ok(())
    }

    fn too_many<R: Input>(&self, lines: &Lines<R>, line: u64, column: usize) -> Error {
        lines.refused(src::TOO_MANY_COLUMNS, line, column).with("limit", Safe::from(self.limits.columns))
    }

    /// A row that breaks off at a limit or at bytes that are no text.
    ///
    /// A quotation mark that nobody closed is the usual reason of a row that is too long.
    fn broken<R: Input>(&self, lines: &Lines<R>, stop: Stop, grid: &Grid, row: &Reading) -> Error {
        match stop {
            Stop::Limit if row.state == State::Quoted && !self.one_line => {
                self.refused(lines, src::QUOTE_OPEN, row, grid)
            }
            Stop::Limit | Stop::FileLimit => lines.broken(stop, row.row, 0),
            _ => lines.broken(stop, lines.number(), grid.open_values() + 1),
        }
    }

    fn refused<R: Input>(&self, lines: &Lines<R>, rule: Code, row: &Reading, grid: &Grid) -> Error {
        lines.refused(rule, row.value, grid.open_values() + 1)
    }
}

impl Ends {
    /// Notices the first line that ends otherwise than the first.
    fn see<R: Input>(&mut self, stop: Stop, line: u64, lines: &Lines<R>, noticed: &mut Vec<Finding>) {
        if stop.text().is_none() || self.mixed {
            return;
        }
        let first = *self.first.get_or_insert(stop);
        if first != stop {
            self.mixed = true;
            noticed.push(Finding::new(src::LINE_ENDS_MIXED).at(lines.place(line, 0)));
        }
    }
}

/// The one separator that stands outside of quotes in the lines of the header; a comma where there is none.
pub(super) fn find_separator<R: Input>(lines: &mut Lines<R>, headers: usize) -> Result<Separator> {
    let (mut quoted, mut found, mut seen, mut size, mut first) = (false, Vec::new(), 0, 0, None);
    while seen < headers && size <= lines.most() {
        let Some(stop) = lines.next()? else { break };
        if lines.text().is_empty() && !quoted {
            if stop.text().is_none() {
                break;
            }
            continue;
        }
        first.get_or_insert(lines.number());
        for byte in lines.text().bytes() {
            quoted ^= byte == b'"';
            let separator = Separator::ALL.into_iter().find(|separator| separator.byte() == byte && !quoted);
            found.extend(separator.filter(|separator| !found.contains(separator)));
        }
        size += lines.text().len();
        seen += usize::from(!quoted);
        if stop.text().is_none() {
            break;
        }
    }
    match found.as_slice() {
        [] => Ok(Separator::Comma),
        [one] => Ok(*one),
        _ => Err(lines.refused(src::SEPARATOR_UNCLEAR, first.unwrap_or(1), 0)),
    }
}
