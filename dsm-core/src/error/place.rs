use std::{fmt, sync::Arc};

/// A place in something that was read: a file and where in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    file: Arc<str>,
    at: At,
}

/// Where in a file, or which cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum At {
    /// The file as a whole.
    Whole,
    /// A line and a column of delimited text, both from one; column 0 is the whole line.
    Line {
        /// The line, from one.
        line: u64,
        /// The column (field), from one; 0 is the whole line.
        column: u32,
    },
    /// A cell of a workbook, shown as its A1 address.
    Sheet {
        /// The name of the sheet.
        sheet: Arc<str>,
        /// The row, from one; 0 is the whole sheet.
        row: u32,
        /// The column, from one; 0 is the whole row.
        column: u32,
    },
    /// An element of an XML or JSON message.
    Element {
        /// The line that it begins in, from one.
        line: u64,
        /// The sign of the line that it begins with, from one; 0 where that is not known.
        column: u32,
        /// The path of the element.
        path: Box<str>,
    },
    /// A series of a table, by the ids of its codes, and its period.
    Series {
        /// The codes in the order of the dimensions.
        key: Box<[Arc<str>]>,
        /// The period or moment.
        period: Option<Arc<str>>,
    },
    /// The row of a column that was handed over in memory, from zero as the host counts.
    Row {
        /// The column's id.
        column: Arc<str>,
        /// The row, from zero.
        row: u64,
    },
}

impl Place {
    /// A place in a named file or table.
    #[must_use]
    pub fn new(file: impl Into<Arc<str>>, at: At) -> Self {
        Self { file: file.into(), at }
    }

    /// A line and column (from one) of a file.
    #[must_use]
    pub fn line(file: impl Into<Arc<str>>, line: u64, column: u32) -> Self {
        Self::new(file, At::Line { line, column })
    }

    /// A row (from zero) of a column handed over in memory.
    #[must_use]
    pub fn row(column: impl Into<Arc<str>>, row: u64) -> Self {
        Self::new("", At::Row { column: column.into(), row })
    }

    /// A cell of a table by the ids of its codes.
    #[must_use]
    pub fn series(table: impl Into<Arc<str>>, key: Vec<Arc<str>>, period: Option<Arc<str>>) -> Self {
        Self::new(table, At::Series { key: key.into(), period })
    }

    /// The name of the file as the caller gave it, or of the table.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Where in it.
    #[must_use]
    pub fn position(&self) -> &At {
        &self.at
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        let colon = if self.file.is_empty() { "" } else { ":" };
        match &self.at {
            At::Whole => Ok(()),
            At::Line { line, column: 0 } => write!(f, "{colon}{line}"),
            At::Line { line, column } => write!(f, "{colon}{line}:{column}"),
            At::Sheet { sheet, row: 0, .. } => write!(f, "{colon}{sheet}"),
            At::Sheet { sheet, row, column } => write!(f, "{colon}{sheet}!{}{row}", letters(*column)),
            At::Element { line, column: 0, path } => write!(f, "{colon}{line}:{path}"),
            At::Element { line, column, path } => write!(f, "{colon}{line}:{column}:{path}"),
            At::Series { key, period } => {
                write!(f, "{colon}{}", key.join("."))?;
                period.as_ref().map_or(Ok(()), |p| write!(f, "@{p}"))
            }
            At::Row { column, row } => write!(f, "{colon}{column}[{row}]"),
        }
    }
}

/// The letters of a column in a workbook: 1 is A, 27 is AA.
fn letters(column: u32) -> String {
    let (mut rest, mut letters) = (column, Vec::new());
    while rest > 0 {
        let digit = (rest - 1) % 26;
        letters.push(char::from_u32(u32::from(b'A') + digit).unwrap_or('?'));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}
