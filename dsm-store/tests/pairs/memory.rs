use crate::region::Folder;
use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};

/// A folder in memory where there is one: nothing here is about what survives the machine.
pub(super) struct Memory {
    _folder: Option<Folder>,
    path: PathBuf,
}

impl Memory {
    pub(super) fn new() -> Self {
        static PLACES: AtomicU32 = AtomicU32::new(0);
        let number = PLACES.fetch_add(1, Ordering::Relaxed);
        let memory = Path::new("/dev/shm");
        if memory.is_dir() {
            let path = memory.join(format!("dsm-pairs-{}-{number}", std::process::id()));
            std::fs::create_dir_all(&path).unwrap();
            return Self { _folder: None, path };
        }
        let folder = Folder::new();
        let path = folder.path("");
        Self { _folder: Some(folder), path }
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Takes the file of a mechanism away, with its log.
    pub(super) fn clear(&self, name: &str) {
        for ending in ["", "-wal", "-shm", "-journal"] {
            let _ = std::fs::remove_file(self.path(&format!("{name}{ending}")));
        }
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.path);
    }
}
