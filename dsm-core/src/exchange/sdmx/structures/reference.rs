use super::{Class, Identity};
use crate::error::{Error, Result, codes};
use std::{fmt, sync::Arc};

/// A reference to an artefact, or to an item of one.
///
/// ```
/// use dsm_core::exchange::sdmx::structures::{Class, Reference};
/// let code = Reference::parse("urn:sdmx:org.sdmx.infomodel.codelist.Code=SDMX:CL_FREQ(2.0).A")?;
/// assert_eq!((code.class(), code.item()), (Class::Code, Some("A")));
/// assert_eq!(code.to_string(), "urn:sdmx:org.sdmx.infomodel.codelist.Code=SDMX:CL_FREQ(2.0).A");
/// assert_eq!(Reference::parse("urn:isbn:1").unwrap_err().code().id(), "EXC-002");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference {
    class: Class,
    identity: Identity,
    item: Option<Arc<str>>,
}

impl Reference {
    /// A reference to an artefact.
    #[must_use]
    pub fn to(class: Class, identity: Identity) -> Self {
        Self { class, identity, item: None }
    }

    /// A reference to an item: `class` is the class of the item, `identity` that of its scheme.
    #[must_use]
    pub fn to_item(class: Class, identity: Identity, item: &str) -> Self {
        Self { class, identity, item: Some(Arc::from(item)) }
    }

    /// Reads a URN.
    ///
    /// # Errors
    /// `EXC-002` when it is none, or of a class that is not known.
    pub fn parse(urn: &str) -> Result<Self> {
        let unreadable = || Error::new(codes::exc::STRUCTURE_UNREADABLE);
        let rest = urn.trim().strip_prefix("urn:sdmx:org.sdmx.infomodel.").ok_or_else(unreadable)?;
        let (path, named) = rest.split_once('=').ok_or_else(unreadable)?;
        let (_, class) = path.split_once('.').ok_or_else(unreadable)?;
        let class = Class::named(class).ok_or_else(unreadable)?;
        match named.split_once(").") {
            Some((scheme, item)) => Ok(Self::to_item(class, Identity::parse(&format!("{scheme})"))?, item)),
            None => Ok(Self::to(class, Identity::parse(named)?)),
        }
    }

    /// The class of what it names.
    #[must_use]
    pub fn class(&self) -> Class {
        self.class
    }

    /// The artefact; of an item its scheme.
    #[must_use]
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// The id of the item, where it names one.
    #[must_use]
    pub fn item(&self) -> Option<&str> {
        self.item.as_deref()
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.identity.urn(self.class))?;
        self.item.as_ref().map_or(Ok(()), |item| write!(f, ".{item}"))
    }
}
