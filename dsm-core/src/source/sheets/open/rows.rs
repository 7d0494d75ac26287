use super::{
    super::{
        SheetCell, SheetCells, SheetLook,
        address::LAST,
        dates::Shown,
        unfit::Unfit,
        xml::{Tag, Token},
    },
    cell::{Cell, Head},
};
use crate::{
    error::{Error, Result, codes::src},
    source::Area,
};
use std::io::{Read, Seek};

/// How many runs of columns a sheet may describe.
const MOST_COLUMNS: usize = 16_384;
/// Elements of a sheet in which rows and columns stand.
const AROUND: [&str; 8] = [
    "table-rows",
    "table-header-rows",
    "table-row-group",
    "table-columns",
    "table-header-columns",
    "table-column-group",
    "table-source",
    "title",
];

/// The rows of a sheet: one is held at a time, with how often it repeats.
#[derive(Default)]
pub(in super::super) struct Rows {
    /// The number of the sheet, from zero, and how many began.
    number: usize,
    begun: usize,
    inside: bool,
    /// The row that is held, from one, and the one after those that it repeats as.
    row: u32,
    next: u32,
    hidden: bool,
    cells: Vec<Cell>,
    /// Which cell comes next, and which of those that it stands for.
    at: usize,
    copy: u32,
    columns: Vec<Columns>,
    /// The next column that is described.
    column: u32,
    /// Merged cells that were passed.
    pub(in super::super) merged: Vec<Area>,
}

/// Columns beside each other that are described together.
struct Columns {
    first: u32,
    last: u32,
    hidden: bool,
    look: (Shown, SheetLook),
}

impl Rows {
    pub(in super::super) fn new(number: usize) -> Self {
        Self { number, next: 1, column: 1, ..Self::default() }
    }

    /// The next filled cell of the held row: its place among those held, its row and column.
    fn step(&mut self) -> Option<(usize, u32, u32)> {
        loop {
            let cell = self.cells.get(self.at)?;
            if self.copy < cell.repeat {
                self.copy += 1;
                return Some((self.at, self.row, cell.column.saturating_add(self.copy).saturating_sub(1)));
            }
            (self.at, self.copy) = (self.at + 1, 0);
            if self.at == self.cells.len() && self.row.saturating_add(1) < self.next {
                (self.row, self.at) = (self.row + 1, 0);
            }
        }
    }

    fn described(&self, column: u32) -> Option<&Columns> {
        let at = self.columns.partition_point(|one| one.last < column);
        self.columns.get(at).filter(|one| one.first <= column)
    }
}

impl<R: Read + Seek> SheetCells<R> {
    /// As [`SheetCells::next`], of an OpenDocument spreadsheet.
    pub(in super::super) fn next_open(&mut self) -> Result<Option<SheetCell<'_>>> {
        let (number, row, column) = loop {
            if let Some(step) = self.rows.as_deref_mut().and_then(Rows::step) {
                break step;
            }
            if !self.fill()? {
                return Ok(None);
            }
        };
        (self.row, self.column) = (row, column);
        self.cells += 1;
        if self.cells > self.limits.cells {
            let place = self.place(row, column);
            return Err(Unfit::beyond("cells-of-a-sheet", self.limits.cells).refused(place));
        }
        let broken = || Error::new(src::CELL_BROKEN).at(self.place(row, column));
        let rows = self.rows.as_deref().ok_or_else(broken)?;
        let cell = rows.cells.get(number).ok_or_else(broken)?;
        let value = cell.value().ok_or_else(broken)?;
        let look = match value {
            crate::source::SheetValue::Number(number) if number.bytes().any(|digit| (b'1'..=b'9').contains(&digit)) => {
                cell.look
            }
            _ => SheetLook::Plain,
        };
        let hidden = [rows.hidden, rows.described(column).is_some_and(|columns| columns.hidden)];
        Ok(Some(SheetCell { row, column, value, formula: cell.formula(), look, hidden }))
    }

    /// Reads on to a row in which anything stands; whether there is one.
    fn fill(&mut self) -> Result<bool> {
        let Some(mut rows) = self.rows.take() else { return Ok(false) };
        let filled = self.fill_rows(&mut rows);
        self.rows = Some(rows);
        filled
    }

    fn fill_rows(&mut self, rows: &mut Rows) -> Result<bool> {
        (rows.at, rows.copy) = (0, 0);
        rows.cells.clear();
        let mut beside: Option<usize> = None;
        loop {
            let depth = self.xml.depth;
            match self.xml.next()? {
                Token::Start(_, _) if beside.is_some() => {}
                Token::Start(tag, empty) => match (depth, tag.name()) {
                    (3, "table") => {
                        rows.inside = rows.begun == rows.number && !empty;
                        rows.begun += 1;
                    }
                    (_, "table-column") if rows.inside => {
                        let head = ColumnHead::of(&tag)?;
                        self.column_of(&head, rows)?;
                    }
                    (_, "table-row") if rows.inside => {
                        let head = RowHead::of(&tag)?;
                        self.row_of(&head, empty, rows)?;
                        if !rows.cells.is_empty() {
                            return Ok(true);
                        }
                    }
                    (_, other) if rows.inside && !AROUND.contains(&other) => beside = (!empty).then_some(depth + 1),
                    _ => {}
                },
                Token::End => {
                    beside = beside.filter(|at| *at < depth);
                    if rows.inside && depth == 4 {
                        rows.inside = false;
                        return Ok(false);
                    }
                }
                Token::Done => return Ok(false),
                _ => {}
            }
            if rows.begun > rows.number && !rows.inside {
                return Ok(false);
            }
        }
    }

    fn column_of(&self, head: &ColumnHead, rows: &mut Rows) -> Result<()> {
        let (first, last) = (rows.column, rows.column.saturating_add(head.repeat).saturating_sub(1));
        let look = self.shared.open.shown(head.style.as_deref().unwrap_or("Default"));
        rows.column = last.saturating_add(1);
        rows.columns.push(Columns { first, last, hidden: head.hidden, look });
        match rows.columns.len() > MOST_COLUMNS {
            true => Err(Unfit::beyond("cells-of-a-sheet", MOST_COLUMNS as u64).refused(self.place(0, 0))),
            false => Ok(()),
        }
    }

    /// Reads a row to its end.
    fn row_of(&mut self, head: &RowHead, empty: bool, rows: &mut Rows) -> Result<()> {
        (rows.row, rows.hidden) = (rows.next, head.hidden);
        rows.next = rows.next.saturating_add(head.repeat);
        if empty {
            return Ok(());
        }
        let (inner, mut column, mut bytes) = (self.xml.depth, 1_u32, 0_usize);
        while self.xml.depth >= inner {
            let depth = self.xml.depth;
            let (head, empty) = match self.xml.next()? {
                Token::Start(tag, empty)
                    if depth == inner && ["table-cell", "covered-table-cell"].contains(&tag.name()) =>
                {
                    (Head::of(&tag)?, empty)
                }
                Token::Done => break,
                _ => continue,
            };
            (self.row, self.column) = (rows.row, column);
            if head.spans != [1, 1] {
                let [down, across] = head.spans.map(|span| span.saturating_sub(1));
                let (last_row, last_column) = (rows.row.saturating_add(down), column.saturating_add(across));
                rows.merged.push(Area { first_row: rows.row, first_column: column, last_row, last_column });
                if rows.merged.len() > super::super::workbook::MOST_MERGED {
                    let most = super::super::workbook::MOST_MERGED as u64;
                    return Err(Unfit::beyond("merged-cells", most).refused(self.place(rows.row, column)));
                }
            }
            let styled = head.style.as_deref().map(|style| self.shared.open.shown(style));
            let look = styled.or_else(|| rows.described(column).map(|columns| columns.look));
            let look = look.unwrap_or((Shown::Moment, SheetLook::Plain));
            let mut cell = Cell::read(head, look, empty, &mut self.xml, self.limits.cell)?;
            cell.column = column;
            column = column.saturating_add(cell.repeat);
            if !cell.is_filled() {
                continue;
            }
            bytes = bytes.saturating_add(cell.len());
            if bytes > self.limits.text {
                let most = (self.limits.text >> 20) as u64;
                return Err(Unfit::beyond("mebibytes-of-shared-texts", most).refused(self.place(rows.row, column)));
            }
            if rows.next.saturating_sub(1) > LAST.0 || column.saturating_sub(1) > LAST.1 {
                return Err(Error::new(src::CELL_ADDRESS).at(self.place(rows.row, cell.column)));
            }
            rows.cells.push(cell);
        }
        Ok(())
    }
}

/// What the tag of columns says, and that of a row.
struct ColumnHead {
    repeat: u32,
    hidden: bool,
    style: Option<String>,
}

struct RowHead {
    repeat: u32,
    hidden: bool,
}

impl ColumnHead {
    fn of(tag: &Tag<'_>) -> Result<Self> {
        let mut head = Self { repeat: 1, hidden: false, style: None };
        tag.attributes(|name, value| {
            match name {
                "number-columns-repeated" => head.repeat = value.parse().unwrap_or(u32::MAX).max(1),
                "visibility" => head.hidden = value != "visible",
                "default-cell-style-name" => head.style = Some(value.into_owned()),
                _ => {}
            }
            Ok(())
        })?;
        Ok(head)
    }
}

impl RowHead {
    fn of(tag: &Tag<'_>) -> Result<Self> {
        let mut head = Self { repeat: 1, hidden: false };
        tag.attributes(|name, value| {
            match name {
                "number-rows-repeated" => head.repeat = value.parse().unwrap_or(u32::MAX).max(1),
                "visibility" => head.hidden = value != "visible",
                _ => {}
            }
            Ok(())
        })?;
        Ok(head)
    }
}
