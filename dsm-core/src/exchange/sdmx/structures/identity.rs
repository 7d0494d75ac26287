use super::Class;
use crate::error::{Error, Result, codes};
use std::{fmt, sync::Arc};

/// The agency, id and version of an artefact.
///
/// ```
/// use dsm_core::exchange::sdmx::structures::Identity;
/// let list = Identity::parse("SDMX:CL_SEX(2.1)")?;
/// assert_eq!((list.agency(), list.id(), list.version()), ("SDMX", "CL_SEX", "2.1"));
/// assert_eq!(Identity::parse("CL SEX").unwrap_err().code().id(), "EXC-002");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identity {
    agency: Arc<str>,
    id: Arc<str>,
    version: Arc<str>,
}

impl Identity {
    /// An identity of its parts.
    ///
    /// # Errors
    /// `EXC-002` when a part is not written as SDMX writes it: agencies in letters, digits, `_`, `-` with dots between, ids
    /// in letters, digits, `_`, `-`, `@`, `$`, versions in numbers with dots, with an extension or a wildcard of 3.0.
    pub fn new(agency: &str, id: &str, version: &str) -> Result<Self> {
        let unreadable = || Error::new(codes::exc::STRUCTURE_UNREADABLE);
        let word = |c: char| c.is_ascii_alphanumeric() || "_-$@".contains(c);
        let named = |text: &str| (1..=255).contains(&text.len()) && text.chars().all(word);
        let agency_read =
            agency.split('.').all(|part| named(part) && part.starts_with(|c: char| c.is_ascii_alphabetic()));
        if agency_read && named(id) && is_version(version) {
            Ok(Self { agency: Arc::from(agency), id: Arc::from(id), version: Arc::from(version) })
        } else {
            Err(unreadable())
        }
    }

    /// Reads `AGENCY:ID(VERSION)`; without a version it is `1.0`.
    ///
    /// # Errors
    /// As [`Identity::new`].
    pub fn parse(text: &str) -> Result<Self> {
        let unreadable = || Error::new(codes::exc::STRUCTURE_UNREADABLE);
        let (agency, rest) = text.split_once(':').ok_or_else(unreadable)?;
        match rest.strip_suffix(')') {
            Some(rest) => {
                let (id, version) = rest.split_once('(').ok_or_else(unreadable)?;
                Self::new(agency, id, version)
            }
            None => Self::new(agency, rest, "1.0"),
        }
    }

    /// The agency that maintains it, with dots between agencies and their parts.
    #[must_use]
    pub fn agency(&self) -> &str {
        &self.agency
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its version.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The same with another version.
    ///
    /// # Errors
    /// As [`Identity::new`].
    pub fn at_version(&self, version: &str) -> Result<Self> {
        Self::new(&self.agency, &self.id, version)
    }

    /// Whether its version says that the artefact does not change any more, as versions of 3.0 do: three numbers without an
    /// extension.
    #[must_use]
    pub fn is_final(&self) -> bool {
        self.version.split('.').count() == 3 && self.version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    }

    /// Its URN as an artefact of a class.
    #[must_use]
    pub fn urn(&self, class: Class) -> String {
        format!("urn:sdmx:org.sdmx.infomodel.{}.{}={self}", class.package(), class.name())
    }
}

/// `1.0`, `1.0.0`, `2.1.0-draft`, and what 3.0 asks for: `1.0+`, `2.*`, `latest`.
fn is_version(text: &str) -> bool {
    if ["*", "+", "~", "latest"].contains(&text) {
        return true;
    }
    let (numbers, extension) = text.split_once('-').map_or((text, None), |(numbers, rest)| (numbers, Some(rest)));
    let extended = extension.is_none_or(|rest| {
        (1..=64).contains(&rest.len()) && rest.chars().all(|c| c.is_ascii_alphanumeric() || "-.".contains(c))
    });
    let number = |part: &str| {
        let part = part.strip_suffix('+').unwrap_or(part);
        part == "*" || ((1..=9).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    extended && numbers.split('.').count() <= 4 && numbers.split('.').all(number)
}

impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}({})", self.agency, self.id, self.version)
    }
}
