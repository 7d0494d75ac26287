use super::field::{Field, Kind};
use crate::{
    error::{Error, Result, Safe, codes},
    text::Text,
    time::{Day, Period},
};
use std::sync::Arc;

/// What a State says in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Answer {
    /// A text in several languages.
    Text(Text),
    /// One of the field's codes.
    Code(Arc<str>),
    /// A period.
    Period(Period),
    /// A day.
    Day(Day),
    /// An address.
    Link(Arc<str>),
}

/// How long an answer may be in one language, in bytes.
pub(super) const LONGEST: usize = 20_000;

impl Answer {
    /// Reads an answer that is not a text in several languages.
    pub(super) fn parse(field: &Field, text: &str) -> Result<Self> {
        let text = text.trim();
        let wrong = |code| Error::new(code).with("field", Safe::term(field.id()));
        short(field, text)?;
        match field.kind() {
            Kind::Text => Err(wrong(codes::doc::LANGUAGE_NOT_SAID)),
            Kind::Code if field.codes().contains(&text) => Ok(Self::Code(Arc::from(text))),
            Kind::Code => Err(wrong(codes::doc::CODE_NOT_OF_FIELD).with("codes", Safe::terms(field.codes()))),
            Kind::Period => Period::parse(text).map(Self::Period),
            Kind::Day => Day::parse(text).map(Self::Day),
            Kind::Link => {
                let known = ["https://", "http://", "dsm:"].iter().any(|scheme| text.starts_with(scheme));
                let plain = text.chars().all(|c| !c.is_whitespace() && !c.is_control());
                if known && plain { Ok(Self::Link(Arc::from(text))) } else { Err(wrong(codes::doc::LINK_UNREADABLE)) }
            }
        }
    }

    /// Each language with its text; of other answers the one text without a language.
    #[must_use]
    pub fn written(&self) -> Vec<(String, String)> {
        let plain = |text: String| vec![(String::new(), text)];
        match self {
            Self::Text(text) => text.iter().map(|(tag, text)| (tag.to_string(), text.to_owned())).collect(),
            Self::Code(text) | Self::Link(text) => plain(text.to_string()),
            Self::Period(period) => plain(period.to_string()),
            Self::Day(day) => plain(day.to_string()),
        }
    }
}

/// Refuses what is longer than an answer may be.
pub(super) fn short(field: &Field, text: &str) -> Result<()> {
    if text.len() <= LONGEST {
        return Ok(());
    }
    Err(Error::new(codes::doc::ANSWER_TOO_LONG).with("field", Safe::term(field.id())).with("limit", LONGEST))
}
