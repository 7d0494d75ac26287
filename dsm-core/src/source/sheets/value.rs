use super::{Area, SheetDate, SheetLook};
use std::fmt;

/// What stands in a cell. Foreign text until it is read as what its column says: `Debug` shows none of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum SheetValue<'a> {
    /// A number, in the digits of the file: `12`, `0.55000000000000004`, `7.5E-2`.
    Number(&'a str),
    /// A text: shared, of the cell itself, or of a formula; of rich text the pieces joined.
    Text(&'a str),
    /// A yes or no.
    Bool(bool),
    /// An error in place of a value, such as `#DIV/0!`.
    Error(&'a str),
    /// A number that its format shows as a date or a time.
    Date(SheetDate),
    /// A formula of which no value is kept: no program has reckoned it.
    Unreckoned,
}

/// A cell that is filled, with its place: row and column from one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SheetCell<'a> {
    /// The row.
    pub row: u32,
    /// The column.
    pub column: u32,
    /// What stands in it.
    pub value: SheetValue<'a>,
    /// The formula that says what stands in it, without the sign of equality; empty where other cells have it too, or where it is longer than
    /// 512 bytes. None where what stands in it was typed.
    pub formula: Option<&'a str>,
    /// What people see of a number.
    pub look: SheetLook,
    /// Whether its row, and whether its column, is hidden.
    pub hidden: [bool; 2],
}

impl SheetValue<'_> {
    /// What it is, as a word: `number`, `text`, `bool`, `error`, `date`, `unreckoned`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Number(_) => "number",
            Self::Text(_) => "text",
            Self::Bool(_) => "bool",
            Self::Error(_) => "error",
            Self::Date(_) => "date",
            Self::Unreckoned => "unreckoned",
        }
    }

    /// It as a text: a number in the digits of the file, yes or no as `TRUE` or `FALSE`, a date as its format shows it. Foreign text: not for
    /// messages.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Number(text) | Self::Text(text) | Self::Error(text) => (*text).to_owned(),
            Self::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
            Self::Date(date) => date.to_string(),
            Self::Unreckoned => String::new(),
        }
    }
}

impl SheetCell<'_> {
    /// Its address, such as `B12`.
    #[must_use]
    pub fn address(&self) -> String {
        let (row, column) = (self.row, self.column);
        Area { first_row: row, first_column: column, last_row: row, last_column: column }.to_string()
    }
}

impl fmt::Debug for SheetValue<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind())
    }
}

impl fmt::Debug for SheetCell<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SheetCell({}, {}: {:?})", self.row, self.column, self.value)
    }
}
