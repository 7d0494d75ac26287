use super::{Figure, Table};
use crate::error::{Custody, Error, Result, codes};
use rust_decimal::Decimal;
use std::{fmt, ops::Deref};

/// A figure that only its owner may see. Redacted in `Debug`, without `Display`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Concealed(Figure);

impl Concealed {
    /// Reveals it against a proof of custody.
    #[must_use]
    pub fn reveal(&self, _custody: &Custody) -> Figure {
        self.0
    }
}

impl fmt::Debug for Concealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Concealed(…)")
    }
}

/// A table in which no concealed figure is: all that writers, reports and the other languages are given.
///
/// It reads like a [`Table`] and has all its operations.
///
/// # Disclosure
/// Concealed figures are physically absent. Made by [`Table::disclose`], which refuses a table that holds any, or by
/// [`Table::without_concealed`].
#[derive(Clone, Debug, PartialEq)]
pub struct View(Table);

impl View {
    /// The table inside, free of concealed figures.
    #[must_use]
    pub fn into_table(self) -> Table {
        self.0
    }
}

impl Deref for View {
    type Target = Table;

    fn deref(&self) -> &Table {
        &self.0
    }
}

impl Table {
    /// Gives the table out.
    ///
    /// # Errors
    /// `TAB-012` when a concealed figure is inside.
    pub fn disclose(self) -> Result<View> {
        if self.columns.concealed.is_empty() {
            // What a sum was made of stays behind: it may hold more than the sum shows.
            Ok(View(Self { origin: None, ..self }))
        } else {
            Err(Error::new(codes::tab::FIGURES_CONCEALED))
        }
    }

    /// Gives the table out with its concealed figures removed for good: their cells stay suppressed.
    #[must_use]
    pub fn without_concealed(self) -> View {
        if self.columns.concealed.is_empty() {
            return View(Self { origin: None, ..self });
        }
        let mut columns = (*self.columns).clone();
        columns.concealed = Vec::new();
        View(Self { columns: columns.into(), origin: None, ..self })
    }

    /// Whether a concealed figure is inside.
    #[must_use]
    pub fn holds_concealed(&self) -> bool {
        !self.columns.concealed.is_empty()
    }

    /// The concealed figure of a key, for those in custody of it.
    #[must_use]
    pub fn concealed<S: AsRef<str>>(&self, key: &[S], _custody: &Custody) -> Option<Concealed> {
        let place = u32::try_from(self.find(key).ok()?).ok()?;
        let found = self.columns.concealed.binary_search_by_key(&place, |(row, _)| *row).ok()?;
        self.columns.concealed.get(found).map(|(_, figure): &(u32, Decimal)| Concealed(Figure::Exact(*figure)))
    }
}
