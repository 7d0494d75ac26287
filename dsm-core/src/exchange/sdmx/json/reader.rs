use crate::{
    error::{Error, Place, Result, Safe, codes::exc, codes::src},
    exchange::sdmx::{
        data::{Spot, Within},
        xml::{MOST_BYTES, MOST_NESTED, Unfit, Utf8},
    },
    source::Input,
};
use std::{
    fmt,
    io::{self, BufRead},
    sync::Arc,
};

/// Reads the values of a message one after the other; what is not wanted is passed over without being kept.
pub(in crate::exchange::sdmx) struct JsonText<R> {
    pub(super) input: Utf8<R>,
    file: Arc<str>,
    line: u64,
    /// The signs of the line that were read.
    column: u64,
    /// For each object or array that is open: whether it is an object, whether something stood in it.
    open: Vec<(bool, bool)>,
    /// The bytes of the text that is read.
    pub(super) bytes: Vec<u8>,
    /// Where the value or key began that was read last.
    began: (u64, u64),
    /// Names that came before in their object, and where.
    pub(super) twice: Vec<(String, Spot)>,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exchange::sdmx) enum Kind {
    Object,
    Array,
    Text,
    Number,
    /// `true` or `false`.
    Flag,
    Null,
}

impl<R: Input> JsonText<R> {
    /// Opens a message; `file` is the name that places are given with.
    ///
    /// # Errors
    /// `EXC-345` where its encoding is not one that is read; `SRC-016` where the bytes cannot be read.
    pub(in crate::exchange::sdmx) fn open(input: R, file: &Arc<str>) -> Result<Self> {
        let input = Utf8::open(input).map_err(|error| of_input(error, Place::line(file.clone(), 1, 1)))?;
        let (open, bytes, twice) = (Vec::new(), Vec::new(), Vec::new());
        Ok(Self { input, file: file.clone(), line: 1, column: 0, open, bytes, began: (1, 1), twice })
    }

    /// The name that places are given with.
    pub(in crate::exchange::sdmx) fn file(&self) -> &Arc<str> {
        &self.file
    }

    /// Where the value or key began that was read last.
    pub(in crate::exchange::sdmx) fn spot(&self) -> Spot {
        let (line, column) = self.began;
        Spot { line, within: Within::Column(u32::try_from(column).unwrap_or(u32::MAX)) }
    }

    /// The same as a place.
    pub(in crate::exchange::sdmx) fn place(&self) -> Place {
        let (line, column) = self.began;
        Place::line(self.file.clone(), line, u32::try_from(column).unwrap_or(u32::MAX))
    }

    /// The place that was read to.
    fn here(&self) -> Place {
        Place::line(self.file.clone(), self.line, u32::try_from(self.column + 1).unwrap_or(u32::MAX))
    }

    /// The names that came before in their object since this was asked.
    pub(in crate::exchange::sdmx) fn twice(&mut self) -> Vec<(String, Spot)> {
        std::mem::take(&mut self.twice)
    }

    /// What the next value is.
    ///
    /// # Errors
    /// `EXC-230` where there is none, `EXC-221` where the message ends.
    pub(in crate::exchange::sdmx) fn kind(&mut self) -> Result<Kind> {
        self.pass_blank()?;
        self.began = (self.line, self.column + 1);
        match self.peek()? {
            Some(b'{') => Ok(Kind::Object),
            Some(b'[') => Ok(Kind::Array),
            Some(b'"') => Ok(Kind::Text),
            Some(b'-' | b'0'..=b'9') => Ok(Kind::Number),
            Some(b't' | b'f') => Ok(Kind::Flag),
            Some(b'n') => Ok(Kind::Null),
            Some(_) => Err(self.broken()),
            None => Err(self.torn()),
        }
    }

    /// Goes into the object or array that comes next.
    pub(in crate::exchange::sdmx) fn enter(&mut self) -> Result<()> {
        let object = match self.kind()? {
            Kind::Object => true,
            Kind::Array => false,
            _ => return Err(self.broken()),
        };
        if self.open.len() >= MOST_NESTED {
            let error = Error::new(exc::MESSAGE_LIMIT).with("what", Safe::word("nested-elements"));
            return Err(error.with("limit", MOST_NESTED).at(self.here()));
        }
        self.open.push((object, false));
        self.step(1);
        Ok(())
    }

    /// Whether there is another value in the array that is open; where there is none, it is left.
    pub(in crate::exchange::sdmx) fn item(&mut self) -> Result<bool> {
        self.another(b']')
    }

    /// The next name in the object that is open; where there is none, it is left.
    pub(in crate::exchange::sdmx) fn key(&mut self, into: &mut String) -> Result<bool> {
        if !self.another(b'}')? {
            return Ok(false);
        }
        self.pass_blank()?;
        let began = (self.line, self.column + 1);
        if self.peek()? != Some(b'"') {
            return Err(self.broken_or_torn()?);
        }
        self.text_into(into)?;
        self.pass_blank()?;
        if self.peek()? != Some(b':') {
            return Err(self.broken_or_torn()?);
        }
        self.step(1);
        self.began = began;
        Ok(true)
    }

    fn another(&mut self, end: u8) -> Result<bool> {
        self.pass_blank()?;
        let begun = self.open.last().is_some_and(|(_, begun)| *begun);
        match self.peek()? {
            Some(byte) if byte == end && self.open.pop().is_some() => {
                self.step(1);
                return Ok(false);
            }
            Some(b',') if begun => {
                self.step(1);
                self.pass_blank()?;
                if self.peek()? == Some(end) {
                    return Err(self.broken());
                }
            }
            Some(_) if !begun => {}
            Some(_) => return Err(self.broken()),
            None => return Err(self.torn()),
        }
        if let Some((_, begun)) = self.open.last_mut() {
            *begun = true;
        }
        Ok(true)
    }

    /// Passes over the value that comes next.
    pub(in crate::exchange::sdmx) fn skip(&mut self) -> Result<()> {
        let depth = self.open.len();
        let mut name = String::new();
        loop {
            match self.kind()? {
                Kind::Object | Kind::Array => self.enter()?,
                Kind::Text => self.text_bytes(false)?,
                Kind::Number | Kind::Flag | Kind::Null => self.word(&mut name)?,
            }
            loop {
                if self.open.len() <= depth {
                    return Ok(());
                }
                let object = self.open.last().is_some_and(|(object, _)| *object);
                if if object { self.key(&mut name)? } else { self.item()? } {
                    break;
                }
            }
        }
    }

    /// Says that nothing may follow.
    pub(in crate::exchange::sdmx) fn end(&mut self) -> Result<()> {
        self.pass_blank()?;
        if self.peek()?.is_some() { Err(self.broken()) } else { Ok(()) }
    }

    fn pass_blank(&mut self) -> Result<()> {
        loop {
            self.input.begin();
            let place = (self.line, self.column);
            let bytes = self.input.fill_buf().map_err(|error| failed(error, &self.file, place))?;
            let many = bytes.iter().take_while(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t')).count();
            let whole = many == bytes.len() && many > 0;
            for byte in bytes.iter().take(many) {
                (self.line, self.column) =
                    if *byte == b'\n' { (self.line + 1, 0) } else { (self.line, self.column + 1) };
            }
            self.input.consume(many);
            if !whole {
                return Ok(());
            }
        }
    }

    pub(super) fn peek(&mut self) -> Result<Option<u8>> {
        let place = (self.line, self.column);
        let bytes = self.input.fill_buf().map_err(|error| failed(error, &self.file, place))?;
        Ok(bytes.first().copied())
    }

    /// Goes on by bytes among which no line ends.
    pub(super) fn step(&mut self, many: usize) {
        self.input.consume(many);
        self.column += many as u64;
    }

    /// Goes on by bytes of a text, so many of which begin a sign.
    pub(super) fn step_text(&mut self, many: usize, signs: u64) {
        self.input.consume(many);
        self.column += signs;
    }

    pub(super) fn failed(&self, error: io::Error) -> Error {
        failed(error, &self.file, (self.line, self.column))
    }

    pub(super) fn broken(&self) -> Error {
        Error::new(exc::JSON_BROKEN).at(self.here())
    }

    pub(super) fn torn(&self) -> Error {
        Error::new(exc::MESSAGE_TRUNCATED).at(self.here())
    }

    fn broken_or_torn(&mut self) -> Result<Error> {
        Ok(if self.peek()?.is_none() { self.torn() } else { self.broken() })
    }

    /// That what is kept goes beyond a limit.
    pub(in crate::exchange::sdmx) fn too_much(&self, what: &'static str, bytes: u64) -> Error {
        let error = Error::new(exc::MESSAGE_LIMIT).with("what", Safe::word(what));
        error.with("limit", bytes >> 20).at(self.here())
    }
}

fn failed(error: io::Error, file: &Arc<str>, (line, column): (u64, u64)) -> Error {
    of_input(error, Place::line(file.clone(), line, u32::try_from(column + 1).unwrap_or(u32::MAX)))
}

fn of_input(error: io::Error, place: Place) -> Error {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<Unfit>()) {
        Some(Unfit::TooLong) => {
            let error = Error::new(exc::MESSAGE_LIMIT).with("what", Safe::word("mebibytes-of-a-value"));
            error.with("limit", MOST_BYTES >> 20).at(place)
        }
        Some(Unfit::Encoding(name)) => Error::new(exc::MESSAGE_ENCODING).with("encoding", Safe::term(name)).at(place),
        Some(Unfit::Undefined) => Error::new(exc::JSON_BROKEN).at(place),
        None => Error::new(src::READ_FAILED).at(place).caused_by(error),
    }
}

impl<R> fmt::Debug for JsonText<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "JsonText({})", self.file)
    }
}
