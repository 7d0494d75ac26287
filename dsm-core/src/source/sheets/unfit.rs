use crate::error::{Error, Place, Safe, codes::src};
use std::io;

/// Why bytes are no workbook that can be read: what an error of the input carries up to where its place is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Unfit {
    /// The archive ends before its end.
    #[error("cut off")]
    Cut,
    /// What of it is not as it should be.
    #[error("broken: {0}")]
    Broken(&'static str),
    /// Two parts of the same name.
    #[error("a part stands there twice")]
    Twice,
    /// It asks for a password.
    #[error("encrypted")]
    Encrypted,
    /// More of something than the limit.
    #[error("beyond a limit: {what}")]
    Beyond {
        /// Of what.
        what: &'static str,
        /// The limit.
        limit: u64,
    },
}

impl Unfit {
    pub(super) fn beyond(what: &'static str, limit: u64) -> Self {
        Self::Beyond { what, limit }
    }

    /// The refusal.
    pub(super) fn refused(self, place: Place) -> Error {
        let error = match self {
            Self::Cut => Error::new(src::WORKBOOK_CUT),
            Self::Broken(what) => Error::new(src::WORKBOOK_BROKEN).with("what", Safe::word(what)),
            Self::Twice => Error::new(src::PART_TWICE),
            Self::Encrypted => Error::new(src::WORKBOOK_ENCRYPTED),
            Self::Beyond { what, limit } => {
                Error::new(src::WORKBOOK_LIMIT).with("what", Safe::word(what)).with("limit", limit)
            }
        };
        error.at(place)
    }
}

impl From<Unfit> for io::Error {
    fn from(unfit: Unfit) -> Self {
        Self::other(unfit)
    }
}

/// The refusal that an error of the input stands for.
pub(super) fn of_input(error: &io::Error, place: Place) -> Error {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<Unfit>()) {
        Some(unfit) => unfit.refused(place),
        None => Error::new(src::READ_FAILED).at(place).caused_by(io::Error::from(error.kind())),
    }
}
