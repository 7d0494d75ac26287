//! Scratch space in files.

use dsm_core::{
    error::{Error, Result, codes::cnt},
    source::{Scratch, Spool},
};
use std::{
    collections::BTreeMap,
    fs::{File, OpenOptions},
    hash::{BuildHasher as _, RandomState},
    io,
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

/// Scratch space in files of a folder that only their owner may open, and that have no name as soon as they are there, where
/// the system can.
pub(super) struct ScratchFiles {
    folder: PathBuf,
}

/// The folders of this process. A counter is a handle without an end that is known, so they stay.
static FOLDERS: Mutex<BTreeMap<PathBuf, &'static ScratchFiles>> = Mutex::new(BTreeMap::new());

impl ScratchFiles {
    /// In a folder; in that of the system for temporary files where none is named.
    pub(super) fn of(folder: &str) -> &'static Self {
        let folder = if folder.is_empty() { std::env::temp_dir() } else { PathBuf::from(folder) };
        let mut folders = FOLDERS.lock().unwrap_or_else(PoisonError::into_inner);
        folders.entry(folder.clone()).or_insert_with(|| Box::leak(Box::new(Self { folder })))
    }

    fn file(&self) -> io::Result<File> {
        let word = RandomState::new().hash_one(std::process::id());
        let path = self.folder.join(format!("dsm-{word:016x}.scratch"));
        let mut options = OpenOptions::new();
        options.read(true).write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        // FILE_FLAG_DELETE_ON_CLOSE, and nobody else may open it.
        #[cfg(windows)]
        std::os::windows::fs::OpenOptionsExt::custom_flags(
            std::os::windows::fs::OpenOptionsExt::share_mode(&mut options, 0),
            0x0400_0000,
        );
        let file = options.open(&path)?;
        #[cfg(unix)]
        std::fs::remove_file(&path)?;
        Ok(file)
    }
}

impl Scratch for ScratchFiles {
    fn space(&self) -> Result<Box<dyn Spool>> {
        let file = self.file().map_err(|error| Error::new(cnt::SCRATCH_FAILED).caused_by(error))?;
        Ok(Box::new(file))
    }
}
