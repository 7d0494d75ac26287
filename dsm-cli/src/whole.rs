use crate::failure::unwritten;
use dsm_core::error::Result;
use std::{
    fs::{self, File},
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

/// Writes a file under another name until it is whole; what is half-written goes.
///
/// # Errors
/// `EXC-001` where it cannot be written; what `write` reports.
pub fn written_whole(path: &Path, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    let part = PathBuf::from(format!("{}.part", path.display()));
    let mut file = BufWriter::new(File::create(&part).map_err(|error| unwritten(path, error))?);
    let done = write(&mut file).and_then(|()| file.flush().map_err(|error| unwritten(path, error)));
    drop(file);
    let done = done.and_then(|()| fs::rename(&part, path).map_err(|error| unwritten(path, error)));
    if done.is_err() {
        // The error that led here is the one to say.
        let _ = fs::remove_file(&part);
    }
    done
}
