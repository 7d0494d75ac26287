//! A report as data: what is asked, and how it is laid out.

mod ask;
mod reading;
mod shape;
mod ship;
mod shipped;
#[cfg(test)]
mod tests;
#[cfg(feature = "toml")]
mod toml;

pub use ask::{Ask, Made};
pub use shape::{Chart, Each, Part};

use crate::{
    error::{Error, Result, Safe, codes::rep},
    text::Text,
};
use std::{collections::BTreeMap, sync::Arc};

/// A report that is declared and not yet filled: queries, and sections that show what they answer.
///
/// It holds no figure. [`Report::fill`] asks the queries for a reader, and gives a [`Page`](super::Page) of what that reader may see.
///
/// ```
/// use dsm_core::report::Report;
/// let report = Report::shipped("asylum-overview")?;
/// assert_eq!(report.id(), "asylum-overview");
/// let unknown = Report::shipped("asylum").unwrap_err();
/// assert_eq!(unknown.code().id(), "REP-009");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    pub(super) id: Arc<str>,
    pub(super) version: Arc<str>,
    pub(super) title: Text,
    pub(super) lead: Option<Text>,
    pub(super) of_one_country: bool,
    pub(super) queries: BTreeMap<Arc<str>, Made>,
    pub(super) parts: Vec<Part>,
}

impl Report {
    /// How many queries and how many sections a report has at most.
    pub const MOST: usize = 64;

    /// A report of an id and a title, with nothing in it.
    #[must_use]
    pub fn new(id: &str, title: Text) -> Self {
        let (queries, parts) = (BTreeMap::new(), Vec::new());
        let (id, version) = (Arc::from(id), Arc::from("1.0"));
        Self { id, version, title, lead: None, of_one_country: false, queries, parts }
    }

    /// Sets the version of what it shows.
    #[must_use]
    pub fn versioned(mut self, version: &str) -> Self {
        self.version = Arc::from(version);
        self
    }

    /// Says in a sentence or two what it is about.
    #[must_use]
    pub fn lead(mut self, lead: Text) -> Self {
        self.lead = Some(lead);
        self
    }

    /// It is about one State, which is named when it is filled.
    #[must_use]
    pub fn of_one_country(mut self) -> Self {
        self.of_one_country = true;
        self
    }

    /// Adds a query under a name; one of that name gives way.
    ///
    /// # Errors
    /// `REP-011` where there are too many; `REP-016` where State or time are among its dimensions: they always are.
    pub fn query(mut self, name: &str, made: impl Into<Made>) -> Result<Self> {
        let made = made.into();
        if let Made::Asked(ask) | Made::Share { of: ask, .. } = &made {
            let mut named = ask.by.iter().chain(ask.codes.keys());
            if named.any(|axis| Ask::ALWAYS_THERE.contains(&&**axis)) {
                return Err(Error::new(rep::AXIS_ALWAYS_THERE));
            }
        }
        self.queries.insert(Arc::from(name), made);
        if self.queries.len() > Self::MOST { Err(too_large("queries")) } else { Ok(self) }
    }

    /// Adds a section.
    ///
    /// # Errors
    /// `REP-008` where it shows a query that the report does not have; `REP-011` where there are too many.
    pub fn part(mut self, part: Part) -> Result<Self> {
        self.answerable(&part.figures)?;
        self.parts.push(part);
        if self.parts.len() > Self::MOST { Err(too_large("sections")) } else { Ok(self) }
    }

    /// The id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The version of what it shows.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The title. `{indicator}` and `{country}` in it stand for what it is filled for.
    #[must_use]
    pub fn title(&self) -> &Text {
        &self.title
    }

    /// Whether it is about one indicator, which is named when it is filled.
    #[must_use]
    pub fn needs_indicator(&self) -> bool {
        self.queries.values().any(|made| matches!(made, Made::Asked(ask) if ask.is_of_the_one_named()))
    }

    /// Whether it is about one State, which is named when it is filled.
    #[must_use]
    pub fn needs_country(&self) -> bool {
        self.of_one_country
    }

    /// Whether a query can be answered: it is there, and what it is made of asks a mechanism.
    fn answerable(&self, name: &str) -> Result<()> {
        let asks = |name: &str| matches!(self.queries.get(name), Some(Made::Asked(_) | Made::Share { .. }));
        let plain = |name: &str| matches!(self.queries.get(name), Some(Made::Asked(_)));
        let sound = match self.queries.get(name) {
            Some(Made::Proportion { part, whole }) => plain(part) && plain(whole),
            _ => asks(name),
        };
        if sound { Ok(()) } else { Err(Error::new(rep::QUERY_UNKNOWN)) }
    }
}

pub(super) fn too_large(what: &'static str) -> Error {
    Error::new(rep::REPORT_TOO_LARGE).with("most", Report::MOST).with("what", Safe::word(what))
}
