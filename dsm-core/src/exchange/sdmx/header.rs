use super::structures::Wording;
use crate::{
    error::{Error, Result, Safe, codes::exc},
    time::Day,
};
use std::sync::Arc;

/// What a message says of itself: who sends it to whom, when it was prepared.
///
/// ```
/// use dsm_core::exchange::sdmx::Header;
/// let header = Header::new("ASYLUM_2024", "MDA", "2025-03-01T00:00:00Z").to("DSM").test();
/// assert!(header.test && header.receivers.iter().eq(["DSM"].map(std::sync::Arc::from).iter()));
/// ```
///
/// Source: SDMX-ML 2.1 and 3.0, `BaseHeaderType`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// Its id, given by the sender.
    pub id: Arc<str>,
    /// Whether it is only a test.
    pub test: bool,
    /// When it was prepared, as written: a day, or a day and an hour.
    pub prepared: Arc<str>,
    /// Who sends it.
    pub sender: Arc<str>,
    /// Who gets it.
    pub receivers: Vec<Arc<str>>,
    /// What it is called.
    pub names: Wording,
    /// Where its content comes from.
    pub source: Wording,
    /// The id of its data set.
    pub data_set: Option<Arc<str>>,
    /// When the data were taken out of their store, as written.
    pub extracted: Option<Arc<str>>,
    /// The first and last period that it reports, as written.
    pub reporting: [Option<Arc<str>>; 2],
}

impl Header {
    /// A header of an id, a sender and the time of its making, which the caller knows.
    #[must_use]
    pub fn new(id: &str, sender: &str, prepared: &str) -> Self {
        Self { id: Arc::from(id), sender: Arc::from(sender), prepared: Arc::from(prepared), ..Self::default() }
    }

    /// The same, where a message may say so.
    ///
    /// # Errors
    /// `EXC-289` where the time is neither a day nor a day and an hour, or the sender is no id.
    pub fn checked(self) -> Result<Self> {
        let refused = |part: &'static str| Err(Error::new(exc::HEADER_INVALID).with("part", Safe::word(part)));
        let (day, hour) = self.prepared.split_once('T').unwrap_or((&self.prepared, "00:00:00"));
        let clock = hour.trim_end_matches('Z').split(['+', '-', '.']).next().unwrap_or_default();
        let is_clock = |clock: &str| {
            let parts: Vec<Option<u8>> =
                clock.split(':').map(|part| part.parse().ok().filter(|_| part.len() == 2)).collect();
            matches!(parts.as_slice(), [Some(0..24), Some(0..60), Some(0..60)])
        };
        let signs = hour.bytes().all(|byte| byte.is_ascii_digit() || b":.+-Z".contains(&byte));
        if day.len() != 10 || Day::parse(day).is_err() || !is_clock(clock) || !signs {
            return refused("prepared");
        }
        let is_id = |byte: u8| byte.is_ascii_alphanumeric() || b"_@$-".contains(&byte);
        if self.sender.is_empty() || !self.sender.bytes().all(is_id) {
            return refused("sender");
        }
        Ok(self)
    }

    /// The same for a receiver more.
    #[must_use]
    pub fn to(mut self, receiver: &str) -> Self {
        self.receivers.push(Arc::from(receiver));
        self
    }

    /// The same as a test.
    #[must_use]
    pub fn test(mut self) -> Self {
        self.test = true;
        self
    }

    /// This header, and what it does not say of id, sender and preparation from another.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        let or = |own: &Arc<str>, other: &Arc<str>| if own.is_empty() { other.clone() } else { own.clone() };
        Self {
            id: or(&self.id, &other.id),
            sender: or(&self.sender, &other.sender),
            prepared: or(&self.prepared, &other.prepared),
            ..self.clone()
        }
    }

    /// When it was prepared, as SDMX-JSON asks for it: with an hour and a zone; a day is its beginning.
    pub(super) fn moment(&self) -> String {
        match self.prepared.split_once('T') {
            None if self.prepared.len() == 10 => format!("{}T00:00:00Z", self.prepared),
            Some((_, hour)) if !hour.contains(['Z', '+', '-']) => format!("{}Z", self.prepared),
            _ => self.prepared.to_string(),
        }
    }
}
