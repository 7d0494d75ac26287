use crate::scratch::ScratchFiles;
use dsm_core::{
    error::{
        Error, Result,
        codes::{cnt, src},
    },
    source::Input,
};
use std::{
    io::{self, Cursor, ErrorKind, Read, Seek, SeekFrom, Write as _},
    sync::{Arc, Mutex, PoisonError},
};

/// So much of a stream can be read again: more than is looked through before its first row.
const KEPT: usize = 17 << 20;

/// A stream that cannot be read from its start again, as an input whose beginning can. It is never put on a disk.
#[derive(Debug)]
struct Stream<R> {
    stream: R,
    kept: Vec<u8>,
    at: usize,
    /// Whether more was read than is kept.
    passed: bool,
}

/// Records that come in a stream: of text only the beginning is kept in memory, of Parquet all.
///
/// # Errors
/// `SRC-016` where it cannot be read.
pub(crate) fn input(stream: impl Read + Send + 'static) -> Result<Box<dyn Input>> {
    let mut stream = Stream { stream, kept: Vec::new(), at: 0, passed: false };
    let mut head = Vec::new();
    let unread = |error: io::Error| Error::new(src::READ_FAILED).caused_by(error);
    stream.by_ref().take(4).read_to_end(&mut head).map_err(unread)?;
    stream.rewind().map_err(unread)?;
    if head != *b"PAR1" {
        return Ok(Box::new(stream));
    }
    let mut all = Vec::new();
    stream.read_to_end(&mut all).map_err(unread)?;
    Ok(Box::new(Cursor::new(all)))
}

impl<R: Read> Read for Stream<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let again = self.kept.get(self.at..).unwrap_or_default();
        if !again.is_empty() {
            let read = Cursor::new(again).read(into)?;
            self.at += read;
            return Ok(read);
        }
        let read = self.stream.read(into)?;
        let new = into.get(..read).unwrap_or_default();
        if !self.passed && self.kept.len() + read <= KEPT {
            self.kept.extend_from_slice(new);
            self.at = self.kept.len();
        } else if read > 0 {
            (self.passed, self.at) = (true, 0);
            self.kept = Vec::new();
        }
        Ok(read)
    }
}

impl<R: Read> Seek for Stream<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let refused = || io::Error::from(ErrorKind::Unsupported);
        let to = match to {
            SeekFrom::Start(to) => usize::try_from(to).ok(),
            SeekFrom::Current(by) => isize::try_from(by).ok().and_then(|by| self.at.checked_add_signed(by)),
            SeekFrom::End(_) => None,
        };
        let to = to.filter(|to| !self.passed && *to <= self.kept.len()).ok_or_else(refused)?;
        self.at = to;
        u64::try_from(to).map_err(|_| refused())
    }
}

/// A stream of figures that is opened several times, and can be read from its end as files are: kept in memory, and where it is long
/// in scratch space that has no name. Records of persons are never kept so.
#[derive(Clone)]
pub(crate) struct Again(Arc<Mutex<Box<dyn Input>>>);

impl Again {
    /// All of a stream.
    ///
    /// # Errors
    /// `SRC-016` where it cannot be read; `CNT-009` where there is no room to keep it.
    pub(crate) fn of(mut stream: impl Read, scratch: &ScratchFiles) -> Result<Self> {
        let unread = |error: io::Error| Error::new(src::READ_FAILED).caused_by(error);
        let mut head = Vec::new();
        let most = u64::try_from(KEPT).unwrap_or(u64::MAX);
        let read = stream.by_ref().take(most).read_to_end(&mut head).map_err(unread)?;
        if read < KEPT {
            return Ok(Self(Arc::new(Mutex::new(Box::new(Cursor::new(head))))));
        }
        let mut kept = scratch.file()?;
        let full = |error: io::Error| Error::new(cnt::SCRATCH_FAILED).caused_by(error);
        kept.write_all(&head).map_err(full)?;
        let mut piece = vec![0; 1 << 16];
        loop {
            let read = match stream.read(&mut piece) {
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                read => read.map_err(unread)?,
            };
            let Some(new) = piece.get(..read).filter(|new| !new.is_empty()) else { break };
            kept.write_all(new).map_err(full)?;
        }
        Ok(Self(Arc::new(Mutex::new(Box::new(kept)))))
    }

    /// It from its start.
    ///
    /// # Errors
    /// `SRC-016` where what was kept cannot be read.
    pub(crate) fn opened(&self) -> Result<Box<dyn Input>> {
        let mut again = self.clone();
        again.rewind().map_err(|error| Error::new(src::READ_FAILED).caused_by(error))?;
        Ok(Box::new(again))
    }
}

impl Read for Again {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).read(into)
    }
}

impl Seek for Again {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).seek(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_that_is_opened_again_begins_anew() {
        let again = Again::of(Cursor::new(b"a message".to_vec()), &ScratchFiles::new(None)).unwrap();
        for _ in 0..2 {
            let mut text = String::new();
            again.opened().unwrap().read_to_string(&mut text).unwrap();
            assert_eq!(text, "a message");
        }
    }

    #[test]
    fn a_long_stream_is_whole_each_time() {
        let bytes: Vec<u8> = (0..KEPT + 100_000).map(|at| at.to_le_bytes()[0]).collect();
        let again = Again::of(Cursor::new(bytes.clone()), &ScratchFiles::new(None)).unwrap();
        for _ in 0..2 {
            let mut all = Vec::new();
            again.opened().unwrap().read_to_end(&mut all).unwrap();
            assert!(all == bytes);
        }
        assert_eq!(again.opened().unwrap().seek(SeekFrom::End(0)).unwrap(), bytes.len() as u64);
        let nowhere = ScratchFiles::new(Some("/nowhere/to/be/found".into()));
        let refused = Again::of(Cursor::new(bytes), &nowhere).err().unwrap();
        assert_eq!(refused.code().id(), "CNT-009");
    }

    #[test]
    fn the_beginning_is_read_again_and_the_rest_is_not_kept() {
        let bytes: Vec<u8> = (0..KEPT + 100_000).map(|at| at.to_le_bytes()[0]).collect();
        let mut stream = input(Cursor::new(bytes.clone())).unwrap();
        let mut head = vec![0; 100_000];
        stream.read_exact(&mut head).unwrap();
        assert!(stream.seek(SeekFrom::End(0)).is_err());
        stream.rewind().unwrap();
        let mut all = Vec::new();
        stream.read_to_end(&mut all).unwrap();
        assert!(all == bytes && head == bytes[..100_000]);
        assert!(stream.rewind().is_err());
        let mut parquet = input(Cursor::new(b"PAR1....PAR1".to_vec())).unwrap();
        assert_eq!(parquet.seek(SeekFrom::End(0)).unwrap(), 12);
    }
}
