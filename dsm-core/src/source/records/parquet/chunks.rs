use crate::source::Input;
use bytes::Bytes;
use parquet::{
    errors::{ParquetError, Result},
    file::reader::{ChunkReader, Length},
};
use std::io::{BufReader, Error, ErrorKind, Read, SeekFrom};
use std::sync::{Arc, Mutex, PoisonError};

/// The bytes of a file, at any place.
#[derive(Clone)]
pub(super) struct Chunks {
    shared: Arc<Mutex<Shared>>,
    size: u64,
}

struct Shared {
    input: Box<dyn Input>,
    /// What the host said when it could not be read.
    failed: Option<Error>,
}

impl Chunks {
    pub(super) fn new(mut input: Box<dyn Input>) -> std::io::Result<Self> {
        let size = input.seek(SeekFrom::End(0))?;
        Ok(Self { shared: Arc::new(Mutex::new(Shared { input, failed: None })), size })
    }

    /// Why the host could not be read, where that was it.
    pub(super) fn failed(&self) -> Option<Error> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner).failed.take()
    }

    /// Reads bytes at a place, as many as come.
    fn read_at(&self, at: u64, into: &mut [u8]) -> std::io::Result<usize> {
        let room = into.len();
        let mut shared = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
        let read = shared.input.seek(SeekFrom::Start(at)).and_then(|_| {
            loop {
                match shared.input.read(into) {
                    Err(error) if error.kind() == ErrorKind::Interrupted => {}
                    read => break read,
                }
            }
        });
        // A reader that claims more than there was room for is not believed.
        read.map(|read| read.min(room)).map_err(|error| {
            let kind = error.kind();
            shared.failed = Some(error);
            kind.into()
        })
    }
}

impl Length for Chunks {
    fn len(&self) -> u64 {
        self.size
    }
}

impl ChunkReader for Chunks {
    type T = BufReader<Chunk>;

    fn get_read(&self, start: u64) -> Result<Self::T> {
        Ok(BufReader::with_capacity(4 << 10, Chunk { chunks: self.clone(), at: start }))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        let end = u64::try_from(length).ok().and_then(|length| start.checked_add(length));
        if end.is_none_or(|end| end > self.size) {
            return Err(ParquetError::EOF("beyond the end of the file".to_owned()));
        }
        let mut bytes = vec![0; length];
        let mut chunk = Chunk { chunks: self.clone(), at: start };
        chunk.read_exact(&mut bytes)?;
        Ok(bytes.into())
    }
}

/// The bytes of a file from a place on.
pub(super) struct Chunk {
    chunks: Chunks,
    at: u64,
}

impl Read for Chunk {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = self.chunks.read_at(self.at, into)?;
        self.at = self.at.saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
        Ok(read)
    }
}
