use crate::error::Place;
use std::{fmt, sync::Arc};

/// What a file states at one place: a path of keys such as `name.en` or `dimension.0.id`, and the text that stands there.
///
/// However a file is written, it becomes statements; what they mean is decided in one place.
///
/// # Disclosure
/// Path and text are foreign: `Debug` shows the place alone.
#[derive(Clone, PartialEq, Eq)]
pub struct Statement {
    /// The keys that lead there, joined by dots.
    pub path: Arc<str>,
    /// What stands there.
    pub text: Arc<str>,
    /// Where.
    pub place: Place,
}

impl Statement {
    /// A statement at a place.
    #[must_use]
    pub fn new(path: &str, text: &str, place: Place) -> Self {
        Self { path: Arc::from(path), text: Arc::from(text), place }
    }
}

impl fmt::Debug for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Statement({})", self.place)
    }
}
