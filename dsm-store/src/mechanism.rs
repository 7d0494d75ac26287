use crate::{
    clock::{Clock, SystemClock},
    history::Receipt,
    identity::Identity,
    session::Session,
    sqlite::{Known, Sqlite},
};
use dsm_core::{access::Subject, error::Result};
use std::{
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

/// A mechanism: one file in which States share figures under rules.
///
/// Cheap to clone, may be used from several threads; each session has a connection of its own.
#[derive(Clone)]
pub struct Mechanism {
    path: Arc<PathBuf>,
    clock: Arc<dyn Clock>,
    patience: Duration,
    known: Arc<Known>,
}

const PATIENCE: Duration = Duration::from_secs(5);

impl Mechanism {
    /// Makes a new mechanism in a file that is not there yet, with a preset of roles and indicators: `dsm`, the handbook's
    /// six, or `unhcr`, the asylum accounting that UNHCR publishes.
    ///
    /// Its first user is `administrator@dsm`, who adds States and their users and reads no figures.
    ///
    /// # Errors
    /// `STO-002` when something stands at the path, `STO-006` for a folder, `STO-007` where it cannot be written, `STO-013`
    /// for an unknown preset.
    pub fn create(path: impl AsRef<Path>, preset: &str) -> Result<Self> {
        Self::create_with_clock(path, preset, Arc::new(SystemClock))
    }

    /// As [`Mechanism::create`], with a clock of the host.
    ///
    /// # Errors
    /// As [`Mechanism::create`].
    pub fn create_with_clock(path: impl AsRef<Path>, preset: &str, clock: Arc<dyn Clock>) -> Result<Self> {
        Sqlite::create(path.as_ref(), preset, clock.now()?)?;
        Self::open_with_clock(path, clock)
    }

    /// Opens a mechanism.
    ///
    /// # Errors
    /// `STO-001` when there is no file, `STO-003` when it is something else, `STO-004` when it is of a newer DSM, `STO-005`
    /// when it is damaged, `STO-006` for a folder.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        Self::open_with_clock(path, Arc::new(SystemClock))
    }

    /// As [`Mechanism::open`], with a clock of the host.
    ///
    /// # Errors
    /// As [`Mechanism::open`].
    pub fn open_with_clock(path: impl AsRef<Path>, clock: Arc<dyn Clock>) -> Result<Self> {
        let mechanism =
            Self { path: Arc::new(path.as_ref().to_owned()), clock, patience: PATIENCE, known: Arc::default() };
        mechanism.connect()?;
        Ok(mechanism)
    }

    /// The same, waiting so long while others write; five seconds unless told.
    #[must_use]
    pub fn waiting(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The preset of indicators that it was made with.
    ///
    /// # Errors
    /// As [`Mechanism::open`].
    pub fn preset(&self) -> Result<Arc<str>> {
        crate::store::Store::preset(&self.connect()?)
    }

    /// Opens a session of a user.
    ///
    /// # Errors
    /// `ACC-006` when there is no active user of that name, `ACC-008` when the user has a key on record and it was not proven; otherwise as [`Mechanism::open`].
    pub fn session(&self, who: &dyn Identity) -> Result<Session> {
        Session::begin(Box::new(self.connect()?), self.clock.clone(), who)
    }

    /// Opens a session of the public.
    ///
    /// # Errors
    /// As [`Mechanism::open`].
    pub fn public(&self) -> Result<Session> {
        Ok(Session::of(Box::new(self.connect()?), self.clock.clone(), Subject::public()))
    }

    /// Verifies that the history is whole and that what is kept is what it says; with a receipt that was kept elsewhere also
    /// that it has grown out of the history that the receipt was given for: nothing was cut off, and it is no other file.
    ///
    /// # Errors
    /// `STO-010` with the entry at which the chain breaks, `STO-011` with what differs, `STO-017` with the entry of the receipt
    /// that is not there or is another; otherwise as [`Mechanism::open`].
    pub fn verify_history(&self, receipt: Option<&Receipt>) -> Result<Receipt> {
        crate::store::Store::verify(&self.connect()?, receipt)
    }

    /// Copies the mechanism as it is at one moment into a file that is not there yet, while others read and write. The copy is
    /// verified before it has its name.
    ///
    /// # Disclosure
    /// The copy holds everything that the mechanism holds; on Unix only its owner may read it.
    ///
    /// # Errors
    /// `STO-002` when something stands at the path, `STO-006` for a folder, `STO-007` where it cannot be written, `STO-012` where
    /// the disk is full; what [`Mechanism::verify_history`] finds. Nothing is left behind then.
    pub fn backup(&self, path: impl AsRef<Path>) -> Result<Receipt> {
        self.connect()?.backup(path.as_ref())
    }

    /// Makes a mechanism out of a backup, in a file that is not there yet. The backup is verified first and stays as it is; one
    /// of an earlier format is brought up in the copy.
    ///
    /// # Errors
    /// As [`Mechanism::open`] and [`Mechanism::verify_history`] for the backup, as [`Mechanism::backup`] for the path.
    pub fn restore(backup: impl AsRef<Path>, path: impl AsRef<Path>) -> Result<Receipt> {
        Sqlite::restore(backup.as_ref(), path.as_ref())
    }

    fn connect(&self) -> Result<Sqlite> {
        Sqlite::open(&self.path, self.patience, self.known.clone())
    }
}

impl fmt::Debug for Mechanism {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mechanism({})", self.path.display())
    }
}
