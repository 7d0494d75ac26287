use crate::{
    error::Result,
    source::{Input, SheetCell, SheetCells, SheetValue},
};

/// How many letters of a text are kept: no figure, key or answer is longer, and many cells may share one long text.
const MOST: usize = 256;

/// A filled cell of a row.
#[derive(Clone, Debug)]
pub(super) struct Content {
    pub(super) column: u32,
    pub(super) held: Held,
    pub(super) formula: bool,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Held {
    Number(Box<str>),
    Text(Box<str>),
    Bool(bool),
    Error(Box<str>),
    Date(Box<str>),
    Unreckoned,
}

impl Held {
    /// It as a text, for evidence.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Number(text) | Self::Text(text) | Self::Error(text) | Self::Date(text) => text,
            Self::Bool(true) => "TRUE",
            Self::Bool(false) => "FALSE",
            Self::Unreckoned => "",
        }
    }

    /// Whether nobody sees anything: an empty text, or blanks.
    pub(super) fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if text.trim().is_empty())
    }
}

/// The rows of a sheet in which anything stands, as they are in the file.
pub(super) struct Lines<R> {
    cells: SheetCells<R>,
    next: Option<(u32, Content)>,
}

impl<R: Input> Lines<R> {
    pub(super) fn new(cells: SheetCells<R>) -> Self {
        Self { cells, next: None }
    }

    /// Reads the next row into the line, which is emptied first, and gives its number; none at the end.
    pub(super) fn next(&mut self, line: &mut Vec<Content>) -> Result<Option<u32>> {
        line.clear();
        let mut row = self.next.take().map(|(row, content)| {
            line.push(content);
            row
        });
        while let Some(cell) = self.cells.next()? {
            let content = content(&cell);
            if *row.get_or_insert(cell.row) != cell.row {
                self.next = Some((cell.row, content));
                break;
            }
            line.push(content);
        }
        Ok(row)
    }
}

fn content(cell: &SheetCell<'_>) -> Content {
    let held = match cell.value {
        SheetValue::Number(text) => Held::Number(Box::from(text)),
        SheetValue::Text(text) => Held::Text(cut(text)),
        SheetValue::Bool(yes) => Held::Bool(yes),
        SheetValue::Error(text) => Held::Error(cut(text)),
        SheetValue::Date(date) => Held::Date(date.to_string().into()),
        SheetValue::Unreckoned => Held::Unreckoned,
    };
    Content { column: cell.column, held, formula: cell.formula }
}

fn cut(text: &str) -> Box<str> {
    let end = text.char_indices().nth(MOST).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or_default().into()
}
