mod resume;

use super::{
    Encoding, Input, Layout,
    encoding::{Decoded, Decoder},
    form::{self, Form},
    pieces::{Pieces, feeds},
    start,
};
use crate::error::{Code, Error, Finding, Place, Result, Safe, codes::src};
use std::{ops::Range, sync::Arc};

/// The lines of a text file one by one, decoded, with their numbers.
pub(super) struct Lines<R> {
    pieces: Pieces<R>,
    file: Arc<str>,
    encoding: Encoding,
    mark: usize,
    decoder: Decoder,
    text: String,
    /// Where the line that was given last begins and ends in the text, and where the next begins.
    line: (usize, usize, usize),
    /// The next line feed in the text, and up to where it was looked for: files without any are not searched again and again.
    feed: Option<usize>,
    fed: usize,
    /// How many lines have been given.
    count: u64,
    most: usize,
    most_of_file: u64,
    read: u64,
    end: Option<Stop>,
    /// What is left of a piece that breaks off at bytes that are no text.
    left: Vec<u8>,
    /// The text from a zero byte on, and what ended it.
    behind_zero: (String, Option<Stop>),
}

/// What ends a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    Feed,
    Return,
    ReturnFeed,
    /// The end of the file.
    File,
    /// The limit of a row.
    Limit,
    /// The limit of the file.
    FileLimit,
    /// Bytes that are no text.
    Undefined,
    /// A zero byte, which no text has.
    Zero,
}

impl Stop {
    /// The text of a line end; none where the text breaks off.
    pub(super) fn text(self) -> Option<&'static str> {
        match self {
            Self::Feed => Some("\n"),
            Self::Return => Some("\r"),
            Self::ReturnFeed => Some("\r\n"),
            _ => None,
        }
    }
}

impl<R: Input> Lines<R> {
    /// So much text says whether a file is rows.
    const JUDGED: usize = 256;

    /// Finds out how the text is written, and stands before its first line.
    pub(super) fn open(input: R, file: &str, layout: &Layout, noticed: &mut Vec<Finding>) -> Result<Self> {
        let (limits, file) = (layout.most(), Arc::from(file));
        let mut pieces = Pieces::new(input);
        let (encoding, mark) =
            start::find(&mut pieces, &file, layout.stated_encoding(), layout.is_for_records(), noticed)?;
        let mut lines = Self {
            pieces,
            file,
            encoding,
            mark,
            decoder: Decoder::new(encoding),
            text: String::new(),
            line: (0, 0, 0),
            feed: None,
            fed: 0,
            count: 0,
            most: limits.row,
            most_of_file: limits.file,
            read: 0,
            end: None,
            left: Vec::new(),
            behind_zero: (String::new(), None),
        };
        lines.rewind()?;
        while lines.text.len() < Self::JUDGED && lines.end.is_none() {
            lines.more()?;
        }
        match form::of_text(&lines.text) {
            Some(form) => Err(lines.no_rows(form)?),
            None => Ok(lines),
        }
    }

    /// Goes back to the first line.
    pub(super) fn rewind(&mut self) -> Result<()> {
        self.pieces.rewind().map_err(|error| self.failed(error))?;
        self.decoder = Decoder::new(self.encoding);
        self.text.clear();
        self.left.clear();
        self.behind_zero = (String::new(), None);
        (self.line, self.feed, self.fed, self.count, self.read, self.end) = ((0, 0, 0), None, 0, 0, 0, None);
        Ok(())
    }

    /// Goes on to the next line; false at the end of the file.
    pub(super) fn next(&mut self) -> Result<Option<Stop>> {
        let start = self.line.2;
        let mut searched = start;
        loop {
            if let Some((end, after, stop)) = self.line_end(start, searched) {
                self.line = (start, end, after);
                self.count += 1;
                return Ok(Some(stop));
            }
            if self.text.len() - start > self.most {
                let end = floor(&self.text, start + self.most);
                self.line = (start, end, end);
                self.count += 1;
                return Ok(Some(Stop::Limit));
            }
            if let Some(end) = self.end {
                let nothing = self.text.len() == start;
                self.line = (start, self.text.len(), self.text.len());
                if nothing && end == Stop::File {
                    return Ok(None);
                }
                self.count += 1;
                return Ok(Some(end));
            }
            if self.line.2 > 0 {
                // What was read before the line goes.
                self.text.drain(..start);
                (self.fed, self.line, self.feed) = (self.fed.saturating_sub(start), (0, 0, 0), None);
                return self.next();
            }
            // A return at the very end may have its line feed in the next piece.
            searched = floor(&self.text, self.text.len().saturating_sub(1));
            self.more()?;
        }
    }

    /// Where the line that begins at `start` ends and the next begins, if the text so far tells it.
    fn line_end(&mut self, start: usize, searched: usize) -> Option<(usize, usize, Stop)> {
        if self.feed.is_none_or(|feed| feed < start) {
            let from = self.fed.max(start);
            self.feed = find(&self.text, from..self.text.len(), '\n');
            self.fed = self.feed.map_or(self.text.len(), |feed| feed + 1);
        }
        let until = self.feed.unwrap_or(self.text.len());
        let back = find(&self.text, searched.max(start).min(until)..until, '\r');
        match (back, self.feed) {
            (Some(back), Some(feed)) if back + 1 == feed => Some((back, feed + 1, Stop::ReturnFeed)),
            (Some(back), _) if back + 1 < self.text.len() || self.end.is_some() => Some((back, back + 1, Stop::Return)),
            (None, Some(feed)) => Some((feed, feed + 1, Stop::Feed)),
            _ => None,
        }
        .filter(|(end, _, _)| end - start <= self.most)
    }

    /// The line that was given last, without its end.
    pub(super) fn text(&self) -> &str {
        self.text.get(self.line.0..self.line.1).unwrap_or_default()
    }

    /// The number of the line that was given last, from one.
    pub(super) fn number(&self) -> u64 {
        self.count
    }

    /// How many bytes a line may have.
    pub(super) fn most(&self) -> usize {
        self.most
    }

    /// How many bytes have been read.
    pub(super) fn read(&self) -> u64 {
        self.read
    }

    /// How many bytes there are, where the input tells it.
    pub(super) fn size(&mut self) -> Option<u64> {
        self.pieces.size()
    }

    /// The name of the file.
    pub(super) fn file(&self) -> &Arc<str> {
        &self.file
    }

    /// The refusal of a line that breaks off, at a column.
    pub(super) fn broken(&self, stop: Stop, line: u64, column: usize) -> Error {
        let word = Safe::word(self.encoding.word());
        let error = match stop {
            Stop::Undefined if self.encoding == Encoding::Utf8 => Error::new(src::NOT_UTF8),
            Stop::Undefined => Error::new(src::NOT_IN_ENCODING).with("encoding", word),
            Stop::Zero => Error::new(src::FILE_IS_BINARY),
            Stop::FileLimit => Error::new(src::FILE_TOO_LONG).with("limit", Safe::count(self.most_of_file)),
            _ => Error::new(src::ROW_TOO_LONG).with("limit", Safe::from(self.most)),
        };
        error.at(self.place(line, column))
    }

    pub(super) fn place(&self, line: u64, column: usize) -> Place {
        Place::line(self.file.clone(), line, u32::try_from(column).unwrap_or(u32::MAX))
    }

    pub(super) fn refused(&self, rule: Code, line: u64, column: usize) -> Error {
        Error::new(rule).at(self.place(line, column))
    }

    /// The bytes broke off here.
    fn failed(&self, error: std::io::Error) -> Error {
        let line = self.count + 1 + self.text.as_bytes().get(self.line.2..).map_or(0, feeds);
        Error::new(src::READ_FAILED).at(self.place(line, 0)).caused_by(error)
    }

    /// The refusal of text that is no rows. A message is looked through for individuals.
    fn no_rows(&mut self, form: Form) -> Result<Error> {
        while matches!(form, Form::Message(_)) && self.end.is_none() && self.text.len() < self.most {
            self.more()?;
        }
        let individual = super::guard::in_message(&self.text, &self.file);
        Ok(individual.unwrap_or_else(|| form.refused(&self.file)))
    }

    /// Adds a piece of the file to the text.
    fn more(&mut self) -> Result<()> {
        let first = self.read == 0;
        if !self.pieces.next().map_err(|error| self.failed(error))? {
            self.end = Some(if self.decoder.is_torn() { Stop::Undefined } else { Stop::File });
            return Ok(());
        }
        self.read = self.read.saturating_add(u64::try_from(self.pieces.piece().len()).unwrap_or(u64::MAX));
        let skipped = if first { self.mark } else { 0 };
        let before = self.text.len();
        let bytes = self.pieces.piece().get(skipped..).unwrap_or_default();
        let decoded = self.decoder.decode(bytes, &mut self.text);
        if let Decoded::Undefined(at) = decoded {
            self.left.extend_from_slice(bytes.get(at..).unwrap_or_default());
        }
        self.decoded(decoded, before);
        Ok(())
    }

    /// Ends the text where it is no text any more, or too much of it; `before` is where it was looked at already.
    fn decoded(&mut self, decoded: Decoded, before: usize) {
        if decoded != Decoded::All {
            self.end = Some(Stop::Undefined);
        }
        if self.read > self.most_of_file {
            self.end = Some(Stop::FileLimit);
        }
        self.look_for_zero(before);
    }

    /// Ends the text before a zero byte, and keeps what is behind it.
    fn look_for_zero(&mut self, before: usize) {
        if let Some(zero) = find(&self.text, before..self.text.len(), '\0') {
            self.behind_zero = (self.text.split_off(zero), self.end);
            self.end = Some(Stop::Zero);
        }
    }
}

/// Where a sign of ASCII stands in a part of a text. The standard library looks at many bytes at a time.
fn find(text: &str, part: Range<usize>, sign: char) -> Option<usize> {
    let from = part.start;
    text.get(part).and_then(|part| part.find(sign)).map(|at| from + at)
}

/// The last place at or before `at` where a letter begins.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
