use super::wording::Said;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

/// A stable code: one id for one rule in the specification, the vectors, the comments and every language.
///
/// Codes are generated from `spec/codes/*.toml` into [`super::codes`]; numbers are never reused. Codes are in the order of
/// their ids.
#[derive(Clone, Copy)]
pub struct Code(&'static Definition);

/// What a code is and says.
pub(crate) struct Definition {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) channel: Channel,
    pub(crate) number: u32,
    pub(crate) sentence: Said,
    pub(crate) remedy: Said,
}

impl Code {
    pub(super) const fn new(definition: &'static Definition) -> Self {
        Self(definition)
    }

    /// What it says, in each language.
    pub(crate) fn definition(self) -> &'static Definition {
        self.0
    }

    /// The id as it stands in the specification, such as `SEM-004`.
    #[must_use]
    pub fn id(&self) -> &'static str {
        self.0.id
    }

    /// The short name in words, such as `stock-over-time`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.0.name
    }

    /// The family of the code.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.0.kind
    }

    /// Whether it is reported as an error or as a finding.
    #[must_use]
    pub fn channel(&self) -> Channel {
        self.0.channel
    }

    /// The number that stands for the code in C. Never reused.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.0.number
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.number() == other.number()
    }
}

impl Eq for Code {}

impl PartialOrd for Code {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Code {
    fn cmp(&self, other: &Self) -> Ordering {
        self.id().cmp(other.id())
    }
}

impl Hash for Code {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.number().hash(state);
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DSM-{}", self.id())
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DSM-{}", self.id())
    }
}

/// The channel that a code is reported on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Channel {
    /// It could not be done.
    Error,
    /// It was done; this was noticed: the data contradict a rule.
    FindingError,
    /// It was done; this deserves a look.
    FindingWarning,
    /// It was done; this stays on the result as a footnote.
    FindingInformation,
}

/// The family of an error: what a program branches on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// The caller asked to stop.
    Canceled,
    /// The reader or writer has no right to it, or it does not exist: one answer for both.
    Denied,
    /// What was handed in does not have the form that was declared.
    Format,
    /// A defect of DSM itself.
    Internal,
    /// The data contradict themselves or a rule.
    Invalid,
    /// The system underneath failed: a disk, a file, a process.
    Io,
    /// A stated limit was exceeded.
    Limit,
    /// The caller used a function in a way that it does not allow.
    Misuse,
    /// The figures do not support the operation.
    Semantics,
    /// The mechanism's file is damaged, foreign or too new.
    Store,
    /// The step is not possible in the present state of a submission.
    Workflow,
}
