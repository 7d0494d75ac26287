use dsm_core::{
    error::{Error, Result, codes::sto},
    time::Moment,
};
use std::{fmt, sync::Arc};

/// One entry of the history as its reader may see it: who did what, when. No figure.
///
/// # Disclosure
/// Numbered in the reader's own view, so that it tells nothing about other States' doings.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// The number in the reader's view, from one.
    pub number: u64,
    /// When.
    pub at: Moment,
    /// Who, by position.
    pub who: Arc<str>,
    /// On whose behalf, by position, where it was done under a delegation.
    pub behalf: Option<Arc<str>>,
    /// What proved who it was.
    pub proof: Arc<str>,
    /// What was done: `submitted`, `verified`, `released`, `returned`, `superseded`, `withdrawn`, `country-added` …
    pub what: Arc<str>,
    /// To what: a submission, a user, a State, an indicator.
    pub subject: Arc<str>,
    /// The questions or the reason, in the words of who did it.
    pub reason: Option<Arc<str>>,
}

/// What a file of a receipt begins with.
const FORMAT: &str = "dsm-receipt/1";

/// What a verified history comes to: keep it, and a later history that does not grow out of it is found out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Receipt {
    /// How many entries there are.
    pub entries: u64,
    /// The last link of the chain.
    pub head: [u8; 32],
}

impl Receipt {
    /// A receipt as it stands in a file of its own, kept where the mechanism is not: `dsm-receipt/1`.
    ///
    /// ```
    /// use dsm_store::Receipt;
    /// let receipt = Receipt { entries: 55, head: [7; 32] };
    /// assert_eq!(Receipt::parse(&receipt.text())?, receipt);
    /// assert_eq!(Receipt::parse("55 entries").unwrap_err().code().id(), "STO-019");
    /// # Ok::<(), dsm_core::error::Error>(())
    /// ```
    #[must_use]
    pub fn text(&self) -> String {
        format!("format = \"{FORMAT}\"\nentries = {}\nhead = \"{}\"\n", self.entries, self.head_text())
    }

    /// Reads it.
    ///
    /// # Errors
    /// `STO-019` where it is no receipt.
    pub fn parse(text: &str) -> Result<Self> {
        let unreadable = || Error::new(sto::RECEIPT_UNREADABLE);
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let mut stated = |name: &str| {
            let (found, value) = lines.next().and_then(|line| line.split_once('=')).ok_or_else(unreadable)?;
            if found.trim() == name { Ok(value.trim()) } else { Err(unreadable()) }
        };
        let quoted = |value: &'_ str| value.strip_prefix('"').and_then(|v| v.strip_suffix('"')).map(str::to_owned);
        if quoted(stated("format")?).as_deref() != Some(FORMAT) {
            return Err(unreadable());
        }
        let entries = stated("entries")?.parse().map_err(|_| unreadable())?;
        let head = quoted(stated("head")?).ok_or_else(unreadable)?;
        if head.len() != 64 || !head.is_ascii() || lines.next().is_some() {
            return Err(unreadable());
        }
        let mut link = [0; 32];
        for (place, digits) in link.iter_mut().zip(head.as_bytes().chunks(2)) {
            let digits = std::str::from_utf8(digits).ok().filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()));
            let digits = digits.ok_or_else(unreadable)?;
            *place = u8::from_str_radix(digits, 16).map_err(|_| unreadable())?;
        }
        Ok(Self { entries, head: link })
    }

    /// The last link in hexadecimal digits.
    #[must_use]
    pub fn head_text(&self) -> String {
        crate::body::hex(&self.head)
    }
}

impl fmt::Debug for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Receipt({} entries, {})", self.entries, self.head_text())
    }
}
