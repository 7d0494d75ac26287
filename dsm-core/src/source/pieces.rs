use super::Input;
use std::io::{Error, ErrorKind, SeekFrom};

/// The bytes of a file, a piece at a time.
pub(super) struct Pieces<R> {
    input: R,
    piece: Vec<u8>,
}

impl<R: Input> Pieces<R> {
    /// How many bytes a piece has at most.
    pub(super) const SIZE: usize = 64 << 10;

    pub(super) fn new(input: R) -> Self {
        Self { input, piece: Vec::new() }
    }

    /// The piece that was read last.
    pub(super) fn piece(&self) -> &[u8] {
        &self.piece
    }

    /// Goes back to the start.
    pub(super) fn rewind(&mut self) -> Result<(), Error> {
        self.input.seek(SeekFrom::Start(0)).map(|_| ())
    }

    /// How many bytes the file has, where the input tells it. What is read next stays the same.
    pub(super) fn size(&mut self) -> Option<u64> {
        let here = self.input.stream_position().ok()?;
        let size = self.input.seek(SeekFrom::End(0));
        self.input.seek(SeekFrom::Start(here)).ok()?;
        size.ok()
    }

    /// Reads a piece; false at the end. A piece holds at least a whole mark, if the file does.
    pub(super) fn next(&mut self) -> Result<bool, Error> {
        self.piece.resize(Self::SIZE, 0);
        let mut held = 0;
        while held < 4 {
            let space = self.piece.get_mut(held..).unwrap_or_default();
            let room = space.len();
            match self.input.read(space) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
                Ok(0) => break,
                // A reader that claims more than there was room for is not believed.
                Ok(read) => held += read.min(room),
            }
        }
        self.piece.truncate(held);
        Ok(held > 0)
    }
}

/// How many line feeds there are.
pub(super) fn feeds(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.iter().filter(|byte| **byte == b'\n').count()).unwrap_or(u64::MAX)
}
