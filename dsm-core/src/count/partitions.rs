//! Packed records, apart by person: in memory while there is room, put aside beyond.

use super::{encode::Packed, keys::Key, layout::Layout};
use crate::{
    error::{Error, Result, codes::cnt},
    source::{Means, Spool},
};
use std::{
    fmt,
    hash::{BuildHasher, RandomState},
    io::{Read, Seek, SeekFrom, Write},
};

/// Into so many parts the persons fall: a part is sorted where the processor is fastest.
const PARTS: usize = 1024;
const PART_BITS: u32 = 10;
/// So many words at least a piece of a part holds.
const PIECE: usize = 480;

/// The records of all persons.
pub(super) struct Partitions {
    parts: Vec<Part>,
    /// How many words a key has: one for whole numbers, two where there are texts.
    pub(super) key: usize,
    words: usize,
    most: usize,
    spool: Option<Box<dyn Spool>>,
    /// What is put aside is masked by it: it is new in every run, and nowhere but in memory.
    mask: RandomState,
    written: u64,
    /// How many parts were put aside at least once.
    pub(super) spilled: usize,
}

/// The records of some persons.
#[derive(Default)]
struct Part {
    /// The piece that records are added to.
    open: Piece,
    pieces: Vec<Piece>,
    aside: Vec<Aside>,
}

/// Records of one layout one after the other.
#[derive(Default)]
struct Piece {
    layout: u16,
    words: Vec<u64>,
}

/// Where records were put aside.
struct Aside {
    layout: u16,
    at: u64,
    words: usize,
}

impl Partitions {
    /// Room for records with keys of so many words.
    pub(super) fn new(key: usize, memory: usize) -> Self {
        let parts = (0..=PARTS).map(|_| Part::default()).collect();
        Self {
            parts,
            key,
            words: 0,
            most: (memory / 32 * 3).max(1 << 14),
            spool: None,
            mask: RandomState::new(),
            written: 0,
            spilled: 0,
        }
    }

    /// How many parts there are; the last one has the records that nobody is known of.
    pub(super) fn len(&self) -> usize {
        self.parts.len()
    }

    /// Adds the records of a batch that are to be counted; a record without a key belongs to nobody who is known.
    pub(super) fn push(&mut self, keys: &[Option<Key>], packed: Packed<'_>) {
        match (self.key, packed.words) {
            (1, 1) => self.push_by::<2>(keys, packed),
            (1, 2) | (2, 1) => self.push_by::<3>(keys, packed),
            (2, 2) => self.push_by::<4>(keys, packed),
            (1, _) => self.push_by::<5>(keys, packed),
            _ => self.push_by::<6>(keys, packed),
        }
    }

    /// As [`Partitions::push`], of records that are so many words with their keys.
    fn push_by<const N: usize>(&mut self, keys: &[Option<Key>], packed: Packed<'_>) {
        let records = packed.records.chunks_exact(packed.words).zip(packed.keep).enumerate();
        for (row, (record, _)) in records.filter(|(_, (_, keep))| **keep) {
            let key = keys.get(row).copied().flatten();
            let [first, second] = key.unwrap_or_default();
            let at = if key.is_some() { (first >> (64 - PART_BITS)) as usize } else { PARTS };
            let mut words = [0_u64; N];
            let own = if self.key == 2 { [first, second] } else { [first, record.first().copied().unwrap_or(0)] };
            if let Some(head) = words.first_chunk_mut::<2>() {
                *head = own;
            }
            let rest = if self.key == 2 { record } else { record.get(1..).unwrap_or_default() };
            words.iter_mut().skip(2).zip(rest).for_each(|(slot, word)| *slot = *word);
            let Some(part) = self.parts.get_mut(at) else { continue };
            if part.open.layout != packed.layout || part.open.words.len() + N > part.open.words.capacity() {
                // A small part begins small.
                let size = if part.open.words.is_empty() && part.pieces.is_empty() { N * 8 } else { PIECE };
                let fresh = Piece { layout: packed.layout, words: Vec::with_capacity(size) };
                self.words += fresh.words.capacity();
                part.close(fresh);
            }
            part.open.words.extend_from_slice(&words);
        }
    }

    /// Puts parts aside where there is more than there may be, the largest first.
    pub(super) fn make_room(&mut self, means: &Means<'_>) -> Result<()> {
        if self.words <= self.most {
            return Ok(());
        }
        let mut order: Vec<(usize, usize)> =
            self.parts.iter().enumerate().map(|(at, part)| (part.words(), at)).collect();
        order.sort_unstable_by(|a, b| b.cmp(a));
        for (_, at) in order {
            if self.words <= self.most / 2 {
                break;
            }
            self.put_aside(at, means)?;
        }
        Ok(())
    }

    fn put_aside(&mut self, at: usize, means: &Means<'_>) -> Result<()> {
        let Some(part) = self.parts.get_mut(at) else { return Ok(()) };
        let spool = match &mut self.spool {
            Some(spool) => spool,
            none => none.insert(means.scratch.space()?),
        };
        spool.seek(SeekFrom::Start(self.written)).map_err(scratch)?;
        part.close(Piece::default());
        self.spilled += usize::from(part.aside.is_empty() && !part.pieces.is_empty());
        let mut bytes = Vec::new();
        for piece in std::mem::take(&mut part.pieces) {
            self.words = self.words.saturating_sub(piece.words.capacity());
            bytes.clear();
            let at = self.written / 8;
            let masked = piece.words.iter().zip(at..).map(|(word, at)| word ^ self.mask.hash_one(at));
            bytes.extend(masked.flat_map(u64::to_le_bytes));
            spool.write_all(&bytes).map_err(scratch)?;
            match part.aside.last_mut() {
                Some(last) if last.layout == piece.layout && last.at + 8 * last.words as u64 == self.written => {
                    last.words += piece.words.len();
                }
                _ => part.aside.push(Aside { layout: piece.layout, at: self.written, words: piece.words.len() }),
            }
            self.written += bytes.len() as u64;
        }
        Ok(())
    }

    /// Takes the records of a part, each the words of its key and its own in the last of the layouts.
    pub(super) fn take(&mut self, at: usize, layouts: &[Layout], into: &mut Vec<u64>) -> Result<()> {
        into.clear();
        let (Some(part), Some(last)) = (self.parts.get_mut(at), layouts.last()) else { return Ok(()) };
        let current = u16::try_from(layouts.len() - 1).unwrap_or(u16::MAX);
        let key = self.key;
        let mut add = |layout: u16, words: &[u64]| {
            if layout == current {
                into.extend_from_slice(words);
                return;
            }
            let Some(own) = layouts.get(usize::from(layout)) else { return };
            for record in words.chunks_exact(key + own.words) {
                let (key, record) = record.split_at(key);
                into.extend_from_slice(key);
                own.carry(record, last, into);
            }
        };
        let mut bytes = Vec::new();
        for aside in std::mem::take(&mut part.aside) {
            let Some(spool) = &mut self.spool else { continue };
            bytes.resize(aside.words * 8, 0);
            spool.seek(SeekFrom::Start(aside.at)).map_err(scratch)?;
            spool.read_exact(&mut bytes).map_err(scratch)?;
            let own = bytes.chunks_exact(8).map(|word| u64::from_le_bytes(word.try_into().unwrap_or_default()));
            let words: Vec<u64> = own.zip(aside.at / 8..).map(|(word, at)| word ^ self.mask.hash_one(at)).collect();
            add(aside.layout, &words);
        }
        part.close(Piece::default());
        for piece in std::mem::take(&mut part.pieces) {
            add(piece.layout, &piece.words);
        }
        Ok(())
    }
}

impl Part {
    /// Begins another piece.
    fn close(&mut self, fresh: Piece) {
        let full = std::mem::replace(&mut self.open, fresh);
        self.pieces.extend((!full.words.is_empty()).then_some(full));
    }

    fn words(&self) -> usize {
        self.pieces.iter().chain([&self.open]).map(|piece| piece.words.capacity()).sum()
    }
}

impl fmt::Debug for Partitions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Partitions({} put aside)", self.spilled)
    }
}

/// Scratch space that cannot be written or read.
fn scratch(error: std::io::Error) -> Error {
    Error::new(cnt::SCRATCH_FAILED).caused_by(error)
}

/// Sorts the records of parts.
#[derive(Clone, Debug, Default)]
pub(super) struct Sorter {
    spare: Vec<u64>,
    starts: Vec<usize>,
}

impl Sorter {
    /// Sorts records of a part by their keys and words.
    pub(super) fn sort(&mut self, words: &mut Vec<u64>, stride: usize) {
        match stride {
            // One number is compared at once.
            2 => self.by(words, |[key, rest]: &[u64; 2]| (u128::from(*key) << 64) | u128::from(*rest)),
            3 => self.by(words, |record: &[u64; 3]| *record),
            4 => self.by(words, |record: &[u64; 4]| *record),
            5 => self.by(words, |record: &[u64; 5]| *record),
            _ => self.by(words, |record: &[u64; 6]| *record),
        }
    }

    /// Keys are spread evenly: the bits behind those that are the same in a part say nearly where a record stands. What is left to
    /// be sorted are the few records of about one person.
    fn by<const N: usize, K: Ord>(&mut self, words: &mut Vec<u64>, order: impl Fn(&[u64; N]) -> K + Copy) {
        let records = words.as_chunks::<N>().0;
        let bits = (records.len() / 4).max(1).ilog2().min(12);
        let bucket = |record: &[u64; N]| {
            let key = record.first().copied().unwrap_or(0) << PART_BITS;
            usize::try_from(key >> (63 - bits) >> 1).unwrap_or(0)
        };
        let Self { spare, starts } = self;
        starts.clear();
        starts.resize((1 << bits) + 1, 0);
        for record in records {
            starts.get_mut(bucket(record) + 1).into_iter().for_each(|count| *count += 1);
        }
        let mut sum = 0;
        for start in starts.iter_mut() {
            sum += *start;
            *start = sum;
        }
        spare.clear();
        spare.resize(words.len(), 0);
        let sorted = spare.as_chunks_mut::<N>().0;
        for record in records {
            if let Some(start) = starts.get_mut(bucket(record)) {
                sorted.get_mut(*start).into_iter().for_each(|slot| *slot = *record);
                *start += 1;
            }
        }
        // Each start is now that of the next bucket.
        let mut from = 0;
        for end in starts.iter() {
            if let Some(few) = sorted.get_mut(from..*end) {
                few.sort_unstable_by_key(order);
            }
            from = *end;
        }
        std::mem::swap(words, spare);
    }
}
