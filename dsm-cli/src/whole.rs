use crate::failure::unwritten;
use dsm_core::error::Result;
use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

/// Whether a path stands for standard output.
pub(crate) fn is_standard(path: &Path) -> bool {
    path == Path::new("-")
}

/// Writes a file under another name until it is whole; what is half-written goes. `-` is standard output, which is given it whole.
///
/// # Errors
/// `EXC-001` where it cannot be written; what `write` reports.
pub fn written_whole(path: &Path, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    if is_standard(path) {
        let mut whole = Vec::new();
        write(&mut whole)?;
        let mut out = io::stdout().lock();
        return out.write_all(&whole).and_then(|()| out.flush()).map_err(|error| unwritten(path, error));
    }
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
