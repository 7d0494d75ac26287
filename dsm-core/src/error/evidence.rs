use std::fmt;

/// A figure or foreign text that a finding rests on. Redacted in `Debug`, without `Display`.
///
/// # Disclosure
/// Revealed only to who handed the bytes in, or may see them: [`Evidence::reveal`] takes a [`Custody`].
///
/// ```compile_fail
/// let evidence = dsm_core::error::Evidence::new("12 345");
/// println!("{evidence}"); // no Display: the figure does not get into a message
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Evidence(Box<str>);

impl Evidence {
    /// Wraps a piece of what was read.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(Box::from(text))
    }

    /// Reveals it against a proof of custody.
    #[must_use]
    pub fn reveal(&self, _custody: &Custody) -> &str {
        &self.0
    }
}

impl fmt::Debug for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Evidence(…)")
    }
}

/// A proof: you handed these bytes in yourself, or a permit lets you see them.
///
/// A reader of bytes gives one to whoever opened it (`source::Rows::custody`); a permit of room `access` gives one too.
pub struct Custody(());

impl Custody {
    /// The custody of who hands bytes in: whoever holds the bytes may see what they say.
    ///
    /// It is asked for where bytes are opened, and given to nobody else by this library.
    #[must_use]
    pub fn of_own_bytes() -> Self {
        Self(())
    }
}

impl fmt::Debug for Custody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Custody")
    }
}
