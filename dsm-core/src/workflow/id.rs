use super::Record;
use crate::{
    access::{Act, EVERYTHING, Request, Subject},
    error::{Error, Result, Safe, codes::wfl},
    time::Moment,
};
use std::{fmt, sync::Arc};

/// The id of a submission: the State, the year, and a number in that State's year, such as `MD-2026-0001`.
///
/// # Disclosure
/// Numbers are per State, so that an id tells nothing about what other States do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SubmissionId {
    country: Arc<str>,
    year: i16,
    number: u32,
}

impl SubmissionId {
    /// The id of a number in a State's year.
    #[must_use]
    pub fn new(country: &str, year: i16, number: u32) -> Self {
        Self { country: Arc::from(country), year, number }
    }

    /// Reads `MD-2026-0001`.
    ///
    /// # Errors
    /// `WFL-004` when it is not written like that: no such submission can exist.
    pub fn parse(text: &str) -> Result<Self> {
        let parts: Vec<&str> = text.split('-').collect();
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        let id = match *parts.as_slice() {
            [country, year, number] if is_country(country) && digits(year) && digits(number) => {
                year.parse().ok().zip(number.parse().ok()).map(|(year, number)| Self::new(country, year, number))
            }
            _ => None,
        };
        // One id has one spelling.
        let spelled = id.filter(|id| id.to_string() == text);
        spelled.ok_or_else(|| Error::new(wfl::SUBMISSION_UNKNOWN).with("submission", Safe::term(text)))
    }

    /// The State.
    #[must_use]
    pub fn country(&self) -> &str {
        &self.country
    }

    /// The year in which it was submitted.
    #[must_use]
    pub fn year(&self) -> i16 {
        self.year
    }

    /// The number in the State's year, from one.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// The id as an argument of a message.
    pub(super) fn safe(&self) -> Safe {
        Safe::term(&self.to_string())
    }
}

impl fmt::Display for SubmissionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:04}-{:04}", self.country, self.year, self.number)
    }
}

/// Whether a text can be the code of a State: 2 to 8 capital letters and digits, first a letter.
pub(super) fn is_country(text: &str) -> bool {
    let sign = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit();
    (2..=8).contains(&text.len()) && text.bytes().all(sign) && text.starts_with(|c: char| c.is_ascii_uppercase())
}

impl SubmissionId {
    /// The request of a step about the submission. Where there is none it is about the State alone.
    pub(super) fn request<'a>(
        &'a self,
        act: Act,
        who: &'a Subject,
        record: Option<&'a Record>,
        at: Moment,
    ) -> Request<'a> {
        let indicator = record.map_or("", |record| &record.submission().indicator);
        let slice = record.map_or(&EVERYTHING, |record| record.submission().part());
        Request { who, act, country: self.country(), indicator, slice, at }
    }
}
