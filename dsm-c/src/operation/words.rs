//! Words of the specification that stand for a choice.

use dsm_core::{
    error::{Error, Result, Safe, codes},
    measure::Timespan,
    table::{Reading, Relation},
};

fn unknown(kind: &'static str) -> Error {
    Error::new(codes::mea::WORD_UNKNOWN).with("kind", Safe::word(kind))
}

/// Reads `days` or `years`.
pub(super) fn timespan(word: &str) -> Result<Timespan> {
    match word {
        "days" => Ok(Timespan::Days),
        "years" => Ok(Timespan::Years),
        _ => Err(unknown("timespan")),
    }
}

/// Reads `in-none-of-part` or `in-another-part`.
pub(super) fn reading(word: &str) -> Result<Reading> {
    Reading::parse(word).ok_or_else(|| unknown("reading"))
}

/// Reads `less`, `equal` or `greater`.
pub(super) fn relation(word: &str) -> Result<Relation> {
    Relation::parse(word).ok_or_else(|| unknown("relation"))
}
