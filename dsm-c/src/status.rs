//! How a call went.

use dsm_core::error::{Error, Kind, codes::ffi};

/// How a call went: 0 is success, every other number a family of errors.
///
/// A program branches on it; the error says the rest. Numbers are never reused.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum dsm_status {
    /// Done; the outputs are written.
    Ok = 0,
    /// The work was canceled.
    Canceled = 1,
    /// The reader or writer has no right to it, or it does not exist: one answer for both.
    Denied = 2,
    /// What was handed in does not have the form that was declared.
    Format = 3,
    /// A defect of DSM itself.
    Internal = 4,
    /// The data contradict themselves or a rule.
    Invalid = 5,
    /// The system underneath failed: a disk, a file, a process.
    Io = 6,
    /// A stated limit was exceeded.
    Limit = 7,
    /// The function was used in a way that it does not allow.
    Misuse = 8,
    /// The figures do not support the operation: the error says why and what to do instead.
    Semantics = 9,
    /// The mechanism's file is damaged, foreign or too new.
    Store = 10,
    /// The step is not possible in the present state of a submission.
    Workflow = 11,
    /// An argument that must not be NULL is NULL.
    NullArgument = 100,
    /// DSM met a defect of its own and broke off the call; the process may go on.
    Panic = 101,
}

impl dsm_status {
    /// The family of an error.
    pub(crate) fn of(error: &Error) -> Self {
        match error.code() {
            code if code == ffi::NULL_ARGUMENT => Self::NullArgument,
            code if code == ffi::PANIC => Self::Panic,
            code => Self::of_kind(code.kind()),
        }
    }

    fn of_kind(kind: Kind) -> Self {
        match kind {
            Kind::Canceled => Self::Canceled,
            Kind::Denied => Self::Denied,
            Kind::Format => Self::Format,
            Kind::Invalid => Self::Invalid,
            Kind::Io => Self::Io,
            Kind::Limit => Self::Limit,
            Kind::Misuse => Self::Misuse,
            Kind::Semantics => Self::Semantics,
            Kind::Store => Self::Store,
            Kind::Workflow => Self::Workflow,
            _ => Self::Internal,
        }
    }
}
