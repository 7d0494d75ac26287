use crate::error::{Error, Result, codes};
use std::{fmt, sync::Arc};

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
    kind: &'static str,
    id: Arc<str>,
}

impl Structure {
    /// A dataflow by its agency, id and version.
    ///
    /// # Errors
    /// `EXC-002` when it is not written like `AGENCY:ID(1.0)`.
    pub fn dataflow(id: &str) -> Result<Self> {
        Self::of("dataflow", id)
    }

    /// A data structure definition by its agency, id and version.
    ///
    /// # Errors
    /// As [`Structure::dataflow`].
    pub fn data_structure(id: &str) -> Result<Self> {
        Self::of("datastructure", id)
    }

    fn of(kind: &'static str, id: &str) -> Result<Self> {
        let unreadable = || Error::new(codes::exc::STRUCTURE_UNREADABLE);
        let (agency, rest) = id.split_once(':').ok_or_else(unreadable)?;
        let (name, version) = rest.strip_suffix(')').and_then(|rest| rest.split_once('(')).ok_or_else(unreadable)?;
        let word = |c: char| c.is_ascii_alphanumeric() || "_-$@".contains(c);
        let named = |text: &str| (1..=64).contains(&text.len()) && text.chars().all(word);
        let agency = agency.split('.').all(|part| named(part) && part.starts_with(|c: char| c.is_ascii_alphabetic()));
        let part = |part: &str| !part.is_empty() && part.len() <= 9 && part.bytes().all(|byte| byte.is_ascii_digit());
        let version = version.split('.').count() <= 3 && version.split('.').all(part);
        if agency && named(name) && version { Ok(Self { kind, id: Arc::from(id) }) } else { Err(unreadable()) }
    }

    /// What it is, as the first column of a file says it.
    pub(super) fn kind(&self) -> &'static str {
        self.kind
    }

    /// Its id, as the second column says it.
    pub(super) fn id(&self) -> &str {
        &self.id
    }
}

impl fmt::Display for Structure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id)
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
    /// The letter of SDMX-CSV 2.0.
    #[must_use]
    pub fn letter(self) -> &'static str {
        match self {
            Self::Information => "I",
            Self::Append => "A",
            Self::Replace => "R",
            Self::Delete => "D",
        }
    }
}
