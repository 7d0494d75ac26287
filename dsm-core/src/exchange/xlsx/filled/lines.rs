use crate::{
    error::Result,
    source::{Input, SheetCell, SheetCells, SheetLook, SheetValue},
};

/// How many letters of a text are kept: no figure, key or answer is longer, and many cells may share one long text.
const MOST: usize = 256;
/// As [`MOST`], where texts are asked for: one letter more than an answer about the documentation may have bytes.
const LONGEST: usize = 20_001;

/// A filled cell of a row.
#[derive(Clone, Debug)]
pub(in crate::exchange::xlsx) struct Content {
    pub(in crate::exchange::xlsx) column: u32,
    pub(in crate::exchange::xlsx) held: Held,
    /// As [`SheetCell::formula`].
    pub(super) formula: Option<Box<str>>,
    pub(super) look: SheetLook,
    /// Whether its row, and whether its column, is hidden.
    pub(super) hidden: [bool; 2],
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::exchange::xlsx) enum Held {
    Number(Box<str>),
    Text(Box<str>),
    Bool(bool),
    Error(Box<str>),
    Date(Box<str>),
    Unreckoned,
}

impl Held {
    /// It as a text, for evidence.
    pub(in crate::exchange::xlsx) fn text(&self) -> &str {
        match self {
            Self::Number(text) | Self::Text(text) | Self::Error(text) | Self::Date(text) => text,
            Self::Bool(true) => "TRUE",
            Self::Bool(false) => "FALSE",
            Self::Unreckoned => "",
        }
    }

    /// Whether nobody sees anything: an empty text, or blanks.
    pub(in crate::exchange::xlsx) fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if text.trim().is_empty())
    }
}

/// The rows of a sheet in which anything stands, as they are in the file.
pub(in crate::exchange::xlsx) struct Lines<R> {
    cells: SheetCells<R>,
    next: Option<(u32, Content)>,
    most: usize,
}

impl<R: Input> Lines<R> {
    pub(super) fn new(cells: SheetCells<R>) -> Self {
        Self { cells, next: None, most: MOST }
    }

    /// As [`Lines::new`], with texts as long as answers about the documentation are.
    pub(in crate::exchange::xlsx) fn whole(cells: SheetCells<R>) -> Self {
        Self { cells, next: None, most: LONGEST }
    }

    /// Reads the next row into the line, which is emptied first, and gives its number; none at the end.
    pub(in crate::exchange::xlsx) fn next(&mut self, line: &mut Vec<Content>) -> Result<Option<u32>> {
        line.clear();
        let mut row = self.next.take().map(|(row, content)| {
            line.push(content);
            row
        });
        while let Some(cell) = self.cells.next()? {
            let content = content(&cell, self.most);
            if *row.get_or_insert(cell.row) != cell.row {
                self.next = Some((cell.row, content));
                break;
            }
            line.push(content);
        }
        Ok(row)
    }
}

fn content(cell: &SheetCell<'_>, most: usize) -> Content {
    let held = match cell.value {
        SheetValue::Number(text) => Held::Number(Box::from(text)),
        SheetValue::Text(text) => Held::Text(cut(text, most)),
        SheetValue::Bool(yes) => Held::Bool(yes),
        SheetValue::Error(text) => Held::Error(cut(text, most)),
        SheetValue::Date(date) => Held::Date(date.to_string().into()),
        SheetValue::Unreckoned => Held::Unreckoned,
    };
    Content { column: cell.column, held, formula: cell.formula.map(Box::from), look: cell.look, hidden: cell.hidden }
}

fn cut(text: &str, most: usize) -> Box<str> {
    let end = text.char_indices().nth(most).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or_default().into()
}
