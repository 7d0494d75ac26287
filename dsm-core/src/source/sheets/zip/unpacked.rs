use super::{Entry, LOCAL, bytes_at, two};
use crate::source::sheets::unfit::Unfit;
use flate2::{Crc, Decompress, FlushDecompress, Status};
use std::io::{BufRead, Error, ErrorKind, Read, Seek, SeekFrom};

/// How much is read and unpacked at a time.
const PIECE: usize = 32 << 10;

/// The bytes of a part, unpacked as they are asked for. It never gives more than the directory says, and says at its end whether it
/// was what the directory says.
pub(in crate::source::sheets) struct Unpacked<R> {
    input: R,
    entry: Entry,
    inflate: Option<Decompress>,
    /// Bytes of the archive that were not unpacked yet, and how many are left after them.
    raw: Vec<u8>,
    raw_at: usize,
    left: u64,
    /// What was unpacked and not taken yet.
    made: Vec<u8>,
    made_at: usize,
    given: u64,
    sum: Crc,
    ended: bool,
    /// How many bytes may be taken before the reader begins a token anew.
    pub(in crate::source::sheets) token: usize,
}

impl<R: Read + Seek> Unpacked<R> {
    pub(in crate::source::sheets) fn open(mut input: R, entry: Entry) -> Result<Self, Error> {
        let head = bytes_at(&mut input, entry.header, LOCAL.1)?;
        let names = u64::from(two(&head, 26)) + u64::from(two(&head, 28));
        let start = entry.header + LOCAL.1 as u64 + names;
        if !head.starts_with(LOCAL.0) || start.saturating_add(entry.packed) > entry.until {
            return Err(Unfit::Broken("zip-overlap").into());
        }
        let inflate = match entry.method {
            0 if entry.packed == entry.size => None,
            8 => Some(Decompress::new(false)),
            _ => return Err(Unfit::Broken("zip-method").into()),
        };
        input.seek(SeekFrom::Start(start))?;
        let (raw, made) = (Vec::new(), Vec::new());
        let left = entry.packed;
        let (raw_at, made_at, given, sum, ended) = (0, 0, 0, Crc::new(), false);
        Ok(Self { input, entry, inflate, raw, raw_at, left, made, made_at, given, sum, ended, token: usize::MAX })
    }

    /// Reads on in the archive; nothing is left to read where it reads nothing.
    fn feed(&mut self) -> Result<(), Error> {
        let many = usize::try_from(self.left).unwrap_or(PIECE).min(PIECE);
        self.raw.resize(many, 0);
        self.raw_at = 0;
        if many == 0 {
            return Ok(());
        }
        loop {
            match self.input.read(&mut self.raw) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
                Ok(0) => return Err(Unfit::Cut.into()),
                Ok(read) => {
                    self.raw.truncate(read.min(many));
                    self.left -= self.raw.len() as u64;
                    return Ok(());
                }
            }
        }
    }

    /// Unpacks the next piece; it is empty only at the end.
    fn unpack(&mut self) -> Result<(), Error> {
        self.made_at = 0;
        self.made.clear();
        while !self.ended && self.made.is_empty() {
            if self.raw_at >= self.raw.len() {
                self.feed()?;
            }
            let raw = self.raw.get(self.raw_at..).unwrap_or_default();
            let Some(inflate) = &mut self.inflate else {
                self.made.extend_from_slice(raw);
                self.raw_at = self.raw.len();
                self.ended = self.made.is_empty();
                break;
            };
            let raw_is_empty = raw.is_empty();
            self.made.resize(PIECE, 0);
            let (before, made) = (inflate.total_in(), inflate.total_out());
            let status = inflate.decompress(raw, &mut self.made, FlushDecompress::None);
            let status = status.map_err(|_| Unfit::Broken("zip-compression"))?;
            let taken = usize::try_from(inflate.total_in() - before).unwrap_or(usize::MAX);
            let made = usize::try_from(inflate.total_out() - made).unwrap_or(0);
            self.raw_at = self.raw_at.saturating_add(taken);
            self.made.truncate(made);
            self.ended = status == Status::StreamEnd;
            let starved = self.left == 0 || !raw_is_empty;
            if !self.ended && taken == 0 && made == 0 && starved {
                return Err(Unfit::Cut.into());
            }
        }
        self.given += self.made.len() as u64;
        self.sum.update(&self.made);
        if self.given > self.entry.size {
            return Err(Unfit::Broken("zip-size").into());
        }
        if self.ended && self.made.is_empty() {
            return self.settled();
        }
        Ok(())
    }

    /// Whether the part was what the directory says.
    fn settled(&self) -> Result<(), Error> {
        match self.given == self.entry.size {
            true if self.sum.sum() == self.entry.sum => Ok(()),
            true => Err(Unfit::Broken("zip-checksum").into()),
            false => Err(Unfit::Broken("zip-size").into()),
        }
    }
}

impl<R: Read + Seek> BufRead for Unpacked<R> {
    fn fill_buf(&mut self) -> Result<&[u8], Error> {
        if self.made_at >= self.made.len() {
            if self.token == 0 {
                return Err(Unfit::beyond("bytes-of-a-text", super::super::limits::TOKEN as u64).into());
            }
            self.unpack()?;
        }
        Ok(self.made.get(self.made_at..).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        self.made_at = self.made_at.saturating_add(amount).min(self.made.len());
        self.token = self.token.saturating_sub(amount);
    }
}

impl<R: Read + Seek> Read for Unpacked<R> {
    fn read(&mut self, into: &mut [u8]) -> Result<usize, Error> {
        let from = self.fill_buf()?;
        let many = from.len().min(into.len());
        if let (Some(into), Some(from)) = (into.get_mut(..many), from.get(..many)) {
            into.copy_from_slice(from);
        }
        self.consume(many);
        Ok(many)
    }
}
