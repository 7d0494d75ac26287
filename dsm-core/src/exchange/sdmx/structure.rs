use super::structures::{Class, Identity};
use crate::error::{Error, Result, codes};
use std::fmt;

/// The structure that data are of: an agency, an id and a version.
///
/// ```
/// use dsm_core::exchange::sdmx::Structure;
/// let flow = Structure::dataflow("DSM:ASYLUM_DECISIONS(1.0)")?;
/// assert_eq!(flow.to_string(), "DSM:ASYLUM_DECISIONS(1.0)");
/// assert_eq!(Structure::dataflow("ASYLUM DECISIONS").unwrap_err().code().id(), "EXC-002");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Structure {
    class: Class,
    identity: Identity,
}

impl Structure {
    /// A dataflow by its agency, id and version.
    ///
    /// # Errors
    /// `EXC-002` when it is not written like `AGENCY:ID(1.0)`.
    pub fn dataflow(id: &str) -> Result<Self> {
        Self::of(Class::Dataflow, id)
    }

    /// A data structure definition by its agency, id and version.
    ///
    /// # Errors
    /// As [`Structure::dataflow`].
    pub fn data_structure(id: &str) -> Result<Self> {
        Self::of(Class::DataStructure, id)
    }

    /// A provision agreement by its agency, id and version.
    ///
    /// # Errors
    /// As [`Structure::dataflow`].
    pub fn provision_agreement(id: &str) -> Result<Self> {
        Self::of(Class::ProvisionAgreement, id)
    }

    /// A structure of a class and an identity.
    ///
    /// # Errors
    /// `EXC-002` when data cannot be of that class.
    pub fn new(class: Class, identity: Identity) -> Result<Self> {
        match class {
            Class::Dataflow | Class::DataStructure | Class::ProvisionAgreement => Ok(Self { class, identity }),
            _ => Err(Error::new(codes::exc::STRUCTURE_UNREADABLE)),
        }
    }

    fn of(class: Class, id: &str) -> Result<Self> {
        if id.ends_with(')') {
            return Self::new(class, Identity::parse(id)?);
        }
        Err(Error::new(codes::exc::STRUCTURE_UNREADABLE))
    }

    /// What it is.
    #[must_use]
    pub fn class(&self) -> Class {
        self.class
    }

    /// Its agency, id and version.
    #[must_use]
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// What it is, as the first column of SDMX-CSV 2.0 says it.
    pub(super) fn kind(&self) -> &'static str {
        match self.class {
            Class::DataStructure => "datastructure",
            Class::ProvisionAgreement => "dataprovision",
            _ => "dataflow",
        }
    }
}

impl fmt::Display for Structure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.identity.fmt(f)
    }
}

/// What the receiver is to do with the data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Action {
    /// For information only.
    #[default]
    Information,
    /// Add, or update what is given.
    Append,
    /// Replace what is there.
    Replace,
    /// Delete what is given.
    Delete,
}

impl Action {
    /// Every action, its letter in SDMX-CSV 2.0 and its word in SDMX-ML and SDMX-JSON.
    const ALL: [(Self, &'static str, &'static str); 4] = [
        (Self::Information, "I", "Information"),
        (Self::Append, "A", "Append"),
        (Self::Replace, "R", "Replace"),
        (Self::Delete, "D", "Delete"),
    ];

    /// The letter of SDMX-CSV 2.0.
    #[must_use]
    pub fn letter(self) -> &'static str {
        self.entry().1
    }

    /// The word of SDMX-ML and SDMX-JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.entry().2
    }

    /// The action of a letter or word, whatever its case.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let same = |(_, letter, word): &(Self, &str, &str)| {
            letter.eq_ignore_ascii_case(name) || word.eq_ignore_ascii_case(name)
        };
        Self::ALL.iter().find(|entry| same(entry)).map(|(action, ..)| *action)
    }

    fn entry(self) -> (Self, &'static str, &'static str) {
        Self::ALL.into_iter().find(|(action, ..)| *action == self).unwrap_or((self, "I", "Information"))
    }
}
