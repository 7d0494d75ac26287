use crate::{
    error::{At, Error, Place, Result, codes},
    source::Input,
};
use std::{
    io::{ErrorKind, SeekFrom},
    sync::Arc,
};

/// The bytes of a file one by one, with the line that each stands in.
pub(super) struct Bytes<R> {
    input: R,
    file: Arc<str>,
    buffer: Vec<u8>,
    at: usize,
    line: u64,
    after_return: bool,
}

/// A byte, and whether it is the line feed of a return that was read before it.
#[derive(Clone, Copy)]
pub(super) struct Byte {
    pub(super) byte: u8,
    pub(super) joined: bool,
}

impl<R: Input> Bytes<R> {
    const BUFFER: usize = 64 << 10;

    /// Starts at the first byte after the mark of UTF-8, where there is one.
    pub(super) fn open(input: R, file: &str) -> Result<Self> {
        let (file, buffer) = (Arc::from(file), Vec::new());
        let mut bytes = Self { input, file, buffer, at: 0, line: 1, after_return: false };
        bytes.rewind()?;
        Ok(bytes)
    }

    /// Goes back to the start.
    pub(super) fn rewind(&mut self) -> Result<()> {
        self.input.seek(SeekFrom::Start(0)).map_err(|error| self.failed(error))?;
        self.buffer.clear();
        (self.at, self.line, self.after_return) = (0, 1, false);
        while self.buffer.len() < 3 && self.fill()? {}
        if self.buffer.starts_with(&[0xFE, 0xFF]) || self.buffer.starts_with(&[0xFF, 0xFE]) {
            return Err(Error::new(codes::src::NOT_UTF8).at(Place::new(self.file.clone(), At::Whole)));
        }
        if self.buffer.starts_with(&[0xEF, 0xBB, 0xBF]) {
            self.at = 3;
        }
        Ok(())
    }

    /// The next byte; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<Byte>> {
        if self.at == self.buffer.len() {
            self.buffer.clear();
            self.at = 0;
            if !self.fill()? {
                return Ok(None);
            }
        }
        let Some(byte) = self.buffer.get(self.at).copied() else { return Ok(None) };
        self.at += 1;
        let joined = byte == b'\n' && self.after_return;
        self.after_return = byte == b'\r';
        if !joined && (byte == b'\n' || byte == b'\r') {
            self.line += 1;
        }
        Ok(Some(Byte { byte, joined }))
    }

    /// The line of the next byte, from one.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// The name of the file.
    pub(super) fn file(&self) -> &Arc<str> {
        &self.file
    }

    /// Adds bytes to the buffer; false at the end.
    fn fill(&mut self) -> Result<bool> {
        let held = self.buffer.len();
        self.buffer.resize(held + Self::BUFFER, 0);
        let read = loop {
            let space = self.buffer.get_mut(held..).unwrap_or_default();
            match self.input.read(space) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        // A reader that claims more than there was room for is not believed.
        self.buffer.truncate(held + read.as_ref().map_or(0, |read| (*read).min(Self::BUFFER)));
        read.map(|read| read > 0).map_err(|error| self.failed(error))
    }

    fn failed(&self, error: std::io::Error) -> Error {
        Error::new(codes::src::READ_FAILED).at(Place::line(self.file.clone(), self.line, 0)).caused_by(error)
    }
}
