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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Its id.
    pub id: Arc<str>,
    /// Whether it is only a test.
    pub test: bool,
    /// The moment it was prepared, as written: a date or a moment of ISO 8601.
    pub prepared: Arc<str>,
    /// Who sends it.
    pub sender: Arc<str>,
    /// Who gets it.
    pub receivers: Vec<Arc<str>>,
    /// What it is called.
    pub names: Wording,
    /// Where its contents come from.
    pub source: Wording,
}

impl Header {
    /// A header of what every message must say.
    #[must_use]
    pub fn new(id: &str, sender: &str, prepared: &str) -> Self {
        let (id, sender, prepared) = (Arc::from(id), Arc::from(sender), Arc::from(prepared));
        let (names, source) = (Wording::none(), Wording::none());
        Self { id, test: false, prepared, sender, receivers: Vec::new(), names, source }
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
}
