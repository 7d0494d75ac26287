use super::{bytes_at, four, two};
use crate::source::sheets::{SheetLimits, unfit::Unfit};
use std::{
    collections::BTreeMap,
    io::{Error, Read, Seek, SeekFrom},
};

/// Where the parts of an archive stand.
#[derive(Debug)]
pub(in crate::source::sheets) struct Directory {
    entries: BTreeMap<Box<str>, Entry>,
}

/// A part, as the directory says that it is.
#[derive(Clone, Copy, Debug)]
pub(in crate::source::sheets) struct Entry {
    pub(super) method: u16,
    /// Its bytes in the archive, and unpacked.
    pub(super) packed: u64,
    pub(super) size: u64,
    pub(super) sum: u32,
    /// Where its own header stands, and what it must not reach into.
    pub(super) header: u64,
    pub(super) until: u64,
}

/// The end of the directory: its signature, its length, and the longest remark behind it.
const END: (&[u8], usize, usize) = (b"PK\x05\x06", 22, 0xFFFF);
/// The head of an entry: its signature and its length.
const HEAD: (&[u8], usize) = (b"PK\x01\x02", 46);
/// What a number says that stands elsewhere, in archives beyond 4 GiB.
const ELSEWHERE: u32 = u32::MAX;

impl Directory {
    /// Reads the directory of an archive.
    pub(in crate::source::sheets) fn read(input: &mut (impl Read + Seek), limits: &SheetLimits) -> Result<Self, Error> {
        let size = input.seek(SeekFrom::End(0))?;
        if size > limits.file {
            return Err(Unfit::beyond("mebibytes-of-a-workbook", limits.file >> 20).into());
        }
        let (many, start, end) = end(input, size)?;
        if many > limits.parts {
            return Err(Unfit::beyond("parts-of-a-workbook", limits.parts as u64).into());
        }
        let length = usize::try_from(end - start).map_err(|_| Unfit::Broken("zip-directory"))?;
        if length > many.saturating_mul(HEAD.1 + 1024) {
            return Err(Unfit::Broken("zip-directory").into());
        }
        let bytes = bytes_at(input, start, length)?;
        let (mut rest, mut found) = (&*bytes, Vec::new());
        for _ in 0..many {
            let (name, entry, after) = entry(rest)?;
            found.push((name, entry));
            rest = after;
        }
        Self::held(found, start, limits)
    }

    /// Holds the entries against each other: none twice, none within another, none that unpacks beyond the limits.
    fn held(mut found: Vec<(Box<str>, Entry)>, directory: u64, limits: &SheetLimits) -> Result<Self, Error> {
        found.sort_by_key(|(_, entry)| entry.header);
        let starts: Vec<u64> = found.iter().map(|(_, entry)| entry.header).skip(1).chain([directory]).collect();
        let mut entries = BTreeMap::new();
        let mut whole = 0_u64;
        for ((name, mut entry), next) in found.into_iter().zip(starts) {
            let head = entry.header.saturating_add(super::LOCAL.1 as u64);
            if head.saturating_add(entry.packed) > next {
                return Err(Unfit::Broken("zip-overlap").into());
            }
            entry.until = next;
            whole = whole.saturating_add(entry.size);
            limits.unpacked(entry.packed, entry.size, whole)?;
            if entries.insert(name, entry).is_some() {
                return Err(Unfit::Twice.into());
            }
        }
        Ok(Self { entries })
    }

    /// The part of a name; capital letters make no difference.
    pub(in crate::source::sheets) fn find(&self, name: &str) -> Option<Entry> {
        self.entries.get(name.to_ascii_lowercase().as_str()).copied()
    }
}

/// Finds the end of the directory: how many entries, where it starts, where it ends.
fn end(input: &mut (impl Read + Seek), size: u64) -> Result<(usize, u64, u64), Error> {
    let longest = (END.1 + END.2) as u64;
    let from = size.saturating_sub(longest);
    let tail = bytes_at(input, from, usize::try_from(size - from).unwrap_or(0))?;
    let at = tail.windows(END.0.len()).rposition(|part| part == END.0).ok_or(Unfit::Cut)?;
    let record = tail.get(at..).filter(|record| record.len() >= END.1).ok_or(Unfit::Cut)?;
    let (many, length, start) = (two(record, 10), four(record, 12), four(record, 16));
    if many == u16::MAX || length == ELSEWHERE || start == ELSEWHERE {
        return Err(Unfit::Broken("zip-sixty-four").into());
    }
    // An archive in several files has more entries in all than on its last disk.
    let whole = two(record, 8) == many && two(record, 4) == 0;
    let (start, end) = (u64::from(start), u64::from(start) + u64::from(length));
    if !whole || end > from + at as u64 {
        return Err(Unfit::Broken("zip-directory").into());
    }
    Ok((usize::from(many), start, end))
}

/// Reads an entry; gives its name as parts are named, the entry, and what stands behind it.
fn entry(bytes: &[u8]) -> Result<(Box<str>, Entry, &[u8]), Error> {
    let broken = || Unfit::Broken("zip-directory");
    let head = bytes.get(..HEAD.1).filter(|head| head.starts_with(HEAD.0)).ok_or_else(broken)?;
    let (flags, method) = (two(head, 8), two(head, 10));
    let (name, more) = (usize::from(two(head, 28)), usize::from(two(head, 30)) + usize::from(two(head, 32)));
    let rest = bytes.get(HEAD.1..).unwrap_or_default();
    let (name, rest) = rest.split_at_checked(name).ok_or_else(broken)?;
    let rest = rest.get(more..).ok_or_else(broken)?;
    if flags & 1 != 0 {
        return Err(Unfit::Encrypted.into());
    }
    let (packed, size, header) = (four(head, 20), four(head, 24), four(head, 42));
    if [packed, size, header].contains(&ELSEWHERE) {
        return Err(Unfit::Broken("zip-sixty-four").into());
    }
    // Parts of a workbook have plain names; other entries only have to be told apart.
    let name = String::from_utf8_lossy(name).replace('\\', "/").to_ascii_lowercase();
    let entry = Entry {
        method,
        packed: u64::from(packed),
        size: u64::from(size),
        sum: four(head, 16),
        header: u64::from(header),
        until: 0,
    };
    Ok((Box::from(name.trim_start_matches('/')), entry, rest))
}
