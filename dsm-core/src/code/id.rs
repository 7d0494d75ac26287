use crate::error::{Error, Result, codes};
use std::{borrow::Borrow, fmt, sync::Arc};

/// The id of a code: 1 to 64 of `A–Z a–z 0–9 _ @ $ . + -`, the first none of `. + -`.
///
/// It says nothing without its list and scheme.
///
/// ```
/// use dsm_core::code::CodeId;
/// assert!(CodeId::parse("_T")?.is_total());
/// assert_eq!(CodeId::parse("two words").unwrap_err().code().id(), "COD-001");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodeId(Arc<str>);

impl CodeId {
    /// The total of a dimension.
    pub const TOTAL: &str = "_T";
    /// Unknown: a part of the total.
    pub const UNKNOWN: &str = "_U";
    /// Not applicable.
    pub const NOT_APPLICABLE: &str = "_Z";

    /// Reads a code.
    ///
    /// # Errors
    /// `COD-001` for a text that is not written like a code.
    pub fn parse(text: &str) -> Result<Self> {
        let start = |c: char| c.is_ascii_alphanumeric() || "_@$".contains(c);
        let written =
            text.len() <= 64 && text.starts_with(start) && text.chars().all(|c| start(c) || ".+-".contains(c));
        if written { Ok(Self(Arc::from(text))) } else { Err(Error::new(codes::cod::CODE_UNREADABLE)) }
    }

    /// The code as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is the total of a dimension, `_T`.
    #[must_use]
    pub fn is_total(&self) -> bool {
        &*self.0 == Self::TOTAL
    }

    /// Whether it is "unknown", `_U`.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        &*self.0 == Self::UNKNOWN
    }

    /// Whether it is "not applicable", `_Z`.
    #[must_use]
    pub fn is_not_applicable(&self) -> bool {
        &*self.0 == Self::NOT_APPLICABLE
    }
}

impl AsRef<str> for CodeId {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for CodeId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl From<CodeId> for Arc<str> {
    fn from(code: CodeId) -> Self {
        code.0
    }
}

impl fmt::Display for CodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for CodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CodeId({})", self.0)
    }
}
