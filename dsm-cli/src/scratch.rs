use dsm_core::{
    error::{Error, Result, codes::cnt},
    source::{Scratch, Spool},
};
use std::{
    fs::{File, OpenOptions},
    io,
    path::PathBuf,
};

/// Scratch space in files of a folder that only their owner may open. Where the system can, a file has no name any more as soon as it
/// is there: whatever ends the program, nothing is left behind.
#[derive(Clone, Debug)]
pub struct ScratchFiles {
    folder: PathBuf,
}

impl ScratchFiles {
    /// In a folder; in that of the system for temporary files where none is named.
    #[must_use]
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self { folder: folder.unwrap_or_else(std::env::temp_dir) }
    }

    /// A file that is nowhere to be found.
    ///
    /// # Errors
    /// `CNT-009` where the folder takes none.
    pub(crate) fn file(&self) -> Result<File> {
        self.made().map_err(|error| Error::new(cnt::SCRATCH_FAILED).caused_by(error))
    }

    fn made(&self) -> io::Result<File> {
        let mut word = [0; 8];
        getrandom::fill(&mut word).map_err(io::Error::other)?;
        let path = self.folder.join(format!("dsm-{:016x}.scratch", u64::from_ne_bytes(word)));
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
        Ok(Box::new(self.file()?))
    }
}
