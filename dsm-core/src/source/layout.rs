use super::{Encoding, Numbers};
use std::sync::Arc;

/// What separates the values of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Separator {
    /// `,`
    Comma,
    /// `|`
    Pipe,
    /// `;`
    Semicolon,
    /// A tab.
    Tab,
}

impl Separator {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Comma, Self::Semicolon, Self::Tab, Self::Pipe];

    /// Its byte.
    #[must_use]
    pub fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Pipe => b'|',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
        }
    }

    /// Its name.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Comma => "comma",
            Self::Pipe => "pipe",
            Self::Semicolon => "semicolon",
            Self::Tab => "tab",
        }
    }
}

/// What a file may be at most. Whatever is more is refused with its place; nothing is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The bytes of a row with its quotes, 1 MiB unless said otherwise; more than 1 GiB is taken as 1 GiB.
    pub row: usize,
    /// The bytes of a value, 64 KiB unless said otherwise.
    pub value: usize,
    /// The columns, 10,000 unless said otherwise.
    pub columns: usize,
    /// The bytes of the file, 4 GiB unless said otherwise.
    pub file: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { row: 1 << 20, value: 64 << 10, columns: 10_000, file: 4 << 30 }
    }
}

/// How text in rows is laid out. What is not stated is found out from the file, or refused where the file does not tell it.
///
/// ```
/// use dsm_core::source::{self, Encoding, Grid, Layout, Numbers, Rows};
/// use std::io::Cursor;
///
/// // A title line, names in two merged lines, letters in Windows-1251.
/// let bytes = b"\xD2\xE0\xE1\xEB\xE8\xF6\xE0 1\n;2023;\n\xCF\xEE\xEB;\xE4\xE5\xEB\xE0;\xEB\xE8\xF6\xE0\n\xEC;1;2,5\n";
/// let layout = Layout::default().encoding(Encoding::Windows1251).title_lines(1).header_lines(2);
/// let mut rows = source::open(Cursor::new(bytes), "kaz.csv", &layout)?;
/// assert_eq!(rows.header().names().collect::<Vec<_>>(), ["Пол", "2023 | дела", "2023 | лица"]);
/// let mut batch = Grid::new();
/// rows.next(&mut batch)?;
/// let row = batch.rows().next().unwrap();
/// assert_eq!(row.figure_as(2, Numbers::Comma)?.to_string(), "2.5");
/// assert_eq!(row.figure_as(0, Numbers::Comma).unwrap_err().to_string(), "DSM-SRC-001 figure-unreadable at kaz.csv:4:1");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    separator: Option<Separator>,
    encoding: Option<Encoding>,
    numbers: Option<Numbers>,
    title_lines: Option<usize>,
    header_lines: Option<usize>,
    sheet: Option<Arc<str>>,
    fields: Vec<(Arc<str>, usize)>,
    limits: Limits,
    /// Whether the rows are individual records: what is wrong with one of them says nothing of the others.
    records: bool,
}

impl Layout {
    /// States the separator. Unless it is stated, it is the one that the names of the columns have, if they have only one.
    #[must_use]
    pub fn separator(mut self, separator: Separator) -> Self {
        self.separator = Some(separator);
        self
    }

    /// States how letters are written in bytes.
    #[must_use]
    pub fn encoding(mut self, encoding: Encoding) -> Self {
        self.encoding = Some(encoding);
        self
    }

    /// States how figures are written.
    #[must_use]
    pub fn numbers(mut self, numbers: Numbers) -> Self {
        self.numbers = Some(numbers);
        self
    }

    /// So many lines stand above the names of the columns and are no part of the table.
    #[must_use]
    pub fn title_lines(mut self, lines: usize) -> Self {
        self.title_lines = Some(lines);
        self
    }

    /// So many lines hold the names of the columns, with merged cells: a blank in an upper line takes the value to its left. The
    /// name of a column is its lines joined with ` | `, blank parts left out.
    ///
    /// Text of fixed width has names in its layout; its header lines, none unless stated here, are passed over.
    #[must_use]
    pub fn header_lines(mut self, lines: usize) -> Self {
        self.header_lines = Some(lines);
        self
    }

    /// States which sheet of a workbook holds the table; text in rows has none. Unless it is stated, it is the only one that people
    /// see. The rows of its names are found, unless the lines above them or of them are stated.
    #[must_use]
    pub fn sheet(mut self, name: &str) -> Self {
        self.sheet = Some(Arc::from(name));
        self
    }

    /// Values stand at fixed places: the names of the columns with their widths in characters. Values are trimmed.
    #[must_use]
    pub fn fixed(mut self, fields: &[(&str, usize)]) -> Self {
        self.fields = fields.iter().map(|(name, width)| (Arc::from(*name), *width)).collect();
        self
    }

    /// Sets other limits.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// How figures are written, where it is stated.
    #[must_use]
    pub fn stated_numbers(&self) -> Option<Numbers> {
        self.numbers
    }

    /// The same for rows that are individual records.
    pub(super) fn for_records(&self) -> Self {
        Self { records: true, ..self.clone() }
    }

    pub(super) fn is_for_records(&self) -> bool {
        self.records
    }

    pub(super) fn stated_separator(&self) -> Option<Separator> {
        self.separator
    }

    pub(super) fn stated_encoding(&self) -> Option<Encoding> {
        self.encoding
    }

    /// The sheet, where it is stated.
    #[cfg(feature = "xlsx")]
    pub(super) fn stated_sheet(&self) -> Option<&str> {
        self.sheet.as_deref()
    }

    /// How many lines stand above the names, where that or the lines of names are stated.
    #[cfg(feature = "xlsx")]
    pub(super) fn stated_titles(&self) -> Option<usize> {
        self.title_lines.or(self.header_lines.map(|_| 0))
    }

    /// How many lines stand above the names.
    pub(super) fn titles(&self) -> usize {
        self.title_lines.unwrap_or(0)
    }

    /// How many lines hold names: one of delimited text, none of fixed width, unless stated.
    pub(super) fn headers(&self) -> usize {
        self.header_lines.unwrap_or(usize::from(self.fields.is_empty()))
    }

    /// The columns of fixed width; none of delimited text.
    pub(super) fn fields(&self) -> &[(Arc<str>, usize)] {
        &self.fields
    }

    pub(super) fn most(&self) -> Limits {
        Limits { row: self.limits.row.min(1 << 30), ..self.limits }
    }
}
