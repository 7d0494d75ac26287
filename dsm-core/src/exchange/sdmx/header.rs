use super::structures::Wording;
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
