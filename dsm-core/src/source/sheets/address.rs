//! Addresses as people write them: A1.

use std::fmt;

/// The last row and the last column of a sheet of Excel.
pub(super) const LAST: (u32, u32) = (1 << 20, 1 << 14);

/// The row and the column of an address such as `B12` or `$B$12`, both from one; none where there is no such cell.
pub(super) fn cell(text: &str) -> Option<(u32, u32)> {
    let text = text.strip_prefix('$').unwrap_or(text);
    let digits = text.find(|sign: char| !sign.is_ascii_alphabetic())?;
    let (letters, row) = text.split_at_checked(digits)?;
    let row = row.strip_prefix('$').unwrap_or(row);
    Some((row_number(row)?, column(letters)?))
}

/// The number of a row, from one.
pub(super) fn row_number(text: &str) -> Option<u32> {
    let plain = !text.is_empty() && text.len() <= 7 && text.bytes().all(|byte| byte.is_ascii_digit());
    let row = plain.then(|| text.parse().ok()).flatten()?;
    (1..=LAST.0).contains(&row).then_some(row)
}

/// The number of a column by its letters, from one.
pub(super) fn column(letters: &str) -> Option<u32> {
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let mut column = 0;
    for byte in letters.bytes() {
        let upper = byte.to_ascii_uppercase();
        if !upper.is_ascii_uppercase() {
            return None;
        }
        column = column * 26 + u32::from(upper - b'A') + 1;
    }
    (column <= LAST.1).then_some(column)
}

/// The letters of a column, which is counted from one.
fn letters(column: u32) -> String {
    let (mut rest, mut letters) = (column, String::new());
    while rest > 0 {
        letters.insert(0, char::from_u32(u32::from(b'A') + (rest - 1) % 26).unwrap_or('?'));
        rest = (rest - 1) / 26;
    }
    letters
}

/// A rectangle of cells, corners included: first row, first column, last row, last column, all from one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// The first row.
    pub first_row: u32,
    /// The first column.
    pub first_column: u32,
    /// The last row.
    pub last_row: u32,
    /// The last column.
    pub last_column: u32,
}

impl Area {
    /// Reads `A1:C3`, `$A$1:$C$3`, or one cell.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (first, last) = text.split_once(':').unwrap_or((text, text));
        let ((first_row, first_column), (last_row, last_column)) = (cell(first)?, cell(last)?);
        let in_order = first_row <= last_row && first_column <= last_column;
        in_order.then_some(Self { first_row, first_column, last_row, last_column })
    }

    /// Whether a cell is in it.
    #[must_use]
    pub fn holds(&self, row: u32, column: u32) -> bool {
        (self.first_row..=self.last_row).contains(&row) && (self.first_column..=self.last_column).contains(&column)
    }
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", letters(self.first_column), self.first_row)?;
        if (self.first_row, self.first_column) == (self.last_row, self.last_column) {
            return Ok(());
        }
        write!(f, ":{}{}", letters(self.last_column), self.last_row)
    }
}
