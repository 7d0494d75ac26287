use crate::{arguments::Format, console};
use dsm_core::{
    error::{At, Error, Kind, Place, codes},
    text::Lang,
};
use std::{
    io::{self, Write},
    path::Path,
};

/// The exit status of a use that the command does not know.
pub(crate) const USAGE: u8 = 2;
/// The exit status of work that is done, with findings of severity error.
pub(crate) const FOUND: u8 = 1;
const DENIED: u8 = 3;
const COULD_NOT: u8 = 4;

/// Why a verb did not come to its end.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The library said so.
    Said(Box<Error>),
    /// Nobody listens any more: what was written to went away.
    Unheard,
}

pub(crate) type Done<T> = Result<T, Failure>;

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Said(Box::new(error))
    }
}

impl From<io::Error> for Failure {
    fn from(_: io::Error) -> Self {
        Self::Unheard
    }
}

impl Failure {
    /// Says it, and gives the exit status.
    pub(crate) fn say(&self, lang: Lang, format: Format, err: &mut dyn Write) -> u8 {
        let Self::Said(error) = self else { return COULD_NOT };
        // Where it cannot be said, the status still says it.
        let _ = console::error(error, lang, format, err);
        match error.kind() {
            Kind::Denied => DENIED,
            Kind::Misuse => USAGE,
            // The work is done, and what is wrong was said.
            Kind::Format | Kind::Invalid | Kind::Limit => FOUND,
            _ => COULD_NOT,
        }
    }
}

/// The error that a file cannot be read, with its name.
pub(crate) fn unread(path: &Path, cause: io::Error) -> Error {
    let place = Place::new(path.display().to_string(), At::Whole);
    Error::new(codes::src::READ_FAILED).at(place).caused_by(cause)
}

/// The error that a file cannot be written, with its name.
pub(crate) fn unwritten(path: &Path, cause: io::Error) -> Error {
    let place = Place::new(path.display().to_string(), At::Whole);
    Error::new(codes::exc::NOT_WRITTEN).at(place).caused_by(cause)
}
