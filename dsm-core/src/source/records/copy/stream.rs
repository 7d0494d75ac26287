use std::io::{Error, ErrorKind, Read};

/// The bytes of a stream, as many at a time as are asked for.
pub(super) struct Stream<R> {
    input: R,
    held: Vec<u8>,
    /// What of them has not been given yet.
    from: usize,
    to: usize,
    read: u64,
}

/// Why there are no more bytes.
pub(super) enum Torn {
    /// The stream ends.
    End,
    /// It could not be read.
    Failed(Error),
}

impl<R: Read> Stream<R> {
    const SIZE: usize = 256 << 10;

    pub(super) fn new(input: R) -> Self {
        Self { input, held: vec![0; Self::SIZE], from: 0, to: 0, read: 0 }
    }

    /// How many bytes have been given or passed over.
    pub(super) fn done(&self) -> u64 {
        self.read.saturating_sub(u64::try_from(self.to - self.from).unwrap_or(0))
    }

    /// The next bytes.
    pub(super) fn take(&mut self, count: usize) -> Result<&[u8], Torn> {
        while self.to - self.from < count {
            self.more(count)?;
        }
        let start = self.from;
        self.from += count;
        Ok(self.held.get(start..self.from).unwrap_or_default())
    }

    /// So many of the next bytes as their type says.
    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], Torn> {
        self.take(N)?.try_into().map_err(|_| Torn::End)
    }

    /// Passes over bytes.
    pub(super) fn skip(&mut self, count: usize) -> Result<(), Torn> {
        let mut left = count;
        loop {
            let here = left.min(self.to - self.from);
            self.from += here;
            left -= here;
            if left == 0 {
                return Ok(());
            }
            self.more(1)?;
        }
    }

    /// Whether the stream ends here.
    pub(super) fn is_over(&mut self) -> Result<bool, Torn> {
        match self.take(1) {
            Ok(_) => Ok(false),
            Err(Torn::End) => Ok(true),
            Err(torn) => Err(torn),
        }
    }

    /// Reads on, where so many bytes are wanted in one piece.
    fn more(&mut self, wanted: usize) -> Result<(), Torn> {
        if self.from > 0 {
            self.held.copy_within(self.from..self.to, 0);
            (self.to, self.from) = (self.to - self.from, 0);
        }
        if self.held.len() < wanted {
            self.held.resize(wanted, 0);
        }
        let room = self.held.get_mut(self.to..).unwrap_or_default();
        let most = room.len();
        match self.input.read(room) {
            Ok(0) => Err(Torn::End),
            // A reader that claims more than there was room for is not believed.
            Ok(read) => {
                self.to += read.min(most);
                self.read = self.read.saturating_add(u64::try_from(read.min(most)).unwrap_or(0));
                Ok(())
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => Ok(()),
            Err(error) => Err(Torn::Failed(error)),
        }
    }
}
