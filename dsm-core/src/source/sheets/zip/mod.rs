//! The ZIP archive that a workbook is: its directory is read and held to the limits before any part is unpacked.

mod directory;
mod unpacked;

pub(super) use directory::{Directory, Entry};
pub(super) use unpacked::Unpacked;

use super::unfit::Unfit;
use std::io::{Error, Read, Seek, SeekFrom};

/// The signature and the length of the header that stands before the bytes of a part.
const LOCAL: (&[u8], usize) = (b"PK\x03\x04", 30);

/// A number of two bytes, the small one first.
fn two(bytes: &[u8], at: usize) -> u16 {
    let found = bytes.get(at..at + 2).and_then(|two| <[u8; 2]>::try_from(two).ok());
    found.map_or(0, u16::from_le_bytes)
}

/// A number of four bytes, the small one first.
fn four(bytes: &[u8], at: usize) -> u32 {
    let found = bytes.get(at..at + 4).and_then(|four| <[u8; 4]>::try_from(four).ok());
    found.map_or(0, u32::from_le_bytes)
}

/// So many bytes from a place on.
fn bytes_at(input: &mut (impl Read + Seek), at: u64, many: usize) -> Result<Vec<u8>, Error> {
    input.seek(SeekFrom::Start(at))?;
    let mut bytes = vec![0; many];
    match input.read_exact(&mut bytes) {
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Err(Unfit::Cut.into()),
        read => read.map(|()| bytes),
    }
}
