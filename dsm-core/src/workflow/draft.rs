use crate::{error::Finding, table::Table};
use std::{fmt, sync::Arc};

/// What is handed in: the table, the findings of its checks, and the file that it was read from.
#[derive(Clone, Debug)]
pub struct Draft {
    pub(super) table: Table,
    pub(super) findings: Vec<Finding>,
    pub(super) received: Option<Received>,
}

impl Draft {
    /// The figures.
    #[must_use]
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// What the checks noticed. None is of severity error.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The file, byte for byte, where there was one.
    #[must_use]
    pub fn received(&self) -> Option<&Received> {
        self.received.as_ref()
    }
}

/// A file as it was received, kept byte for byte.
///
/// # Disclosure
/// The owner's alone; `Debug` prints the size only.
#[derive(Clone, PartialEq, Eq)]
pub struct Received {
    /// The name of the file, as the host gave it.
    pub name: Arc<str>,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
}

impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Received({} bytes)", self.bytes.len())
    }
}
