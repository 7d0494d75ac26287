mod head;

use super::{
    SheetCell, SheetDate, SheetLimits, SheetLook, SheetValue,
    address::{LAST, row_number},
    dates::Shown,
    escape,
    look::Looks,
    number::is_number,
    open::Rows,
    unfit::Unfit,
    workbook::Shared,
    xml::{Token, Xml},
};
use crate::error::{At, Code, Error, Place, Result, codes::src};
pub(super) use head::MOST_FORMULA;
use head::{Head, Kind, MOST_COLUMNS, attributes, is_hidden};
use std::{
    fmt,
    io::{Read, Seek},
    sync::Arc,
};

/// The filled cells of a sheet one after the other, by rows. Cells that only have a format are passed over.
pub struct SheetCells<R> {
    pub(super) xml: Xml<R>,
    pub(super) shared: Arc<Shared>,
    file: Arc<str>,
    sheet: Arc<str>,
    pub(super) limits: SheetLimits,
    /// The row and the column of the cell that was read last.
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) cells: u64,
    /// What is known of the cell that is being read.
    kind: Kind,
    shown: (Shown, Looks),
    formula: bool,
    /// What the formula says, and whether it is longer than what is kept of one.
    stated: String,
    long: bool,
    text: String,
    /// Whether the row is hidden, and which columns are.
    hidden: bool,
    columns: Vec<(u32, u32)>,
    /// The rows of an OpenDocument spreadsheet.
    pub(super) rows: Option<Box<Rows>>,
}

impl<R: Read + Seek> SheetCells<R> {
    pub(super) fn open(
        xml: Xml<R>,
        shared: Arc<Shared>,
        file: Arc<str>,
        sheet: Arc<str>,
        limits: SheetLimits,
    ) -> Result<Self> {
        let (kind, shown, formula) = (Kind::Number, (Shown::Number, Looks::default()), false);
        let (stated, text, columns) = (String::new(), String::new(), Vec::new());
        let (row, column, cells, long, hidden) = (0, 0, 0, false, false);
        let mut this = Self {
            xml,
            shared,
            file,
            sheet,
            limits,
            row,
            column,
            cells,
            kind,
            shown,
            formula,
            stated,
            long,
            text,
            hidden,
            columns,
            rows: None,
        };
        this.xml.stand_at(this.place(0, 0));
        Ok(this)
    }

    /// The place of a cell.
    pub(super) fn place(&self, row: u32, column: u32) -> Place {
        Place::new(self.file.clone(), At::Sheet { sheet: self.sheet.clone(), row, column })
    }

    fn refused(&self, rule: Code) -> Error {
        Error::new(rule).at(self.place(self.row, self.column))
    }

    /// The next filled cell; none at the end of the sheet.
    ///
    /// # Errors
    /// `SRC-072`–`SRC-074` where a cell is not as the standard says, `SRC-069` beyond a limit, `SRC-065`, `SRC-066`, `SRC-070`, `SRC-071`
    /// where the part breaks off or is damaged.
    #[expect(clippy::should_implement_trait, reason = "a cell lends its text from the reader")]
    pub fn next(&mut self) -> Result<Option<SheetCell<'_>>> {
        if self.rows.is_some() {
            return self.next_open();
        }
        loop {
            let depth = self.xml.depth;
            match self.xml.next()? {
                Token::Start(tag, empty) => match (depth, tag.name()) {
                    (2, "row") => {
                        let [number, hidden, height] = attributes(&tag, ["r", "hidden", "ht"])?;
                        self.begin_row(number.as_deref())?;
                        self.hidden = is_hidden(hidden.as_deref(), height.as_deref());
                    }
                    (2, "col") => {
                        let [first, last, hidden, width] = attributes(&tag, ["min", "max", "hidden", "width"])?;
                        let area =
                            first.and_then(|text| text.parse().ok()).zip(last.and_then(|text| text.parse().ok()));
                        let more = is_hidden(hidden.as_deref(), width.as_deref()) && self.columns.len() < MOST_COLUMNS;
                        self.columns.extend(area.filter(|_| more));
                    }
                    (3, "c") => {
                        let cell = Head::of(&tag)?;
                        self.begin_cell(&cell)?;
                        if !empty && self.content()? {
                            break;
                        }
                    }
                    _ => {}
                },
                Token::Done => return Ok(None),
                _ => {}
            }
        }
        let value = self.value()?;
        let look = match value {
            SheetValue::Number(number) => self.shown.1.of(number),
            _ => SheetLook::Plain,
        };
        let column = self.columns.iter().any(|(first, last)| (*first..=*last).contains(&self.column));
        let formula = self.formula.then_some(if self.long { "" } else { &*self.stated });
        Ok(Some(SheetCell { row: self.row, column: self.column, value, formula, look, hidden: [self.hidden, column] }))
    }

    fn begin_row(&mut self, number: Option<&str>) -> Result<()> {
        let before = self.row;
        self.column = 0;
        self.row = match number {
            Some(number) => row_number(number).ok_or_else(|| self.refused(src::CELL_ADDRESS))?,
            None => before + 1,
        };
        if self.row <= before {
            return Err(self.refused(src::CELL_ORDER));
        }
        if self.row > LAST.0 {
            return Err(self.refused(src::CELL_ADDRESS));
        }
        Ok(())
    }

    fn begin_cell(&mut self, head: &Head) -> Result<()> {
        let before = self.column;
        self.column = match head.at {
            None => before + 1,
            Some(Some((row, column))) if row == self.row => column,
            Some(_) => return Err(self.refused(src::CELL_ADDRESS)),
        };
        if self.column <= before {
            return Err(self.refused(src::CELL_ORDER));
        }
        if self.column > LAST.1 {
            return Err(self.refused(src::CELL_ADDRESS));
        }
        self.cells += 1;
        if self.cells > self.limits.cells {
            let place = self.place(self.row, self.column);
            return Err(Unfit::beyond("cells-of-a-sheet", self.limits.cells).refused(place));
        }
        (self.kind, self.formula) = (head.kind, false);
        self.shown = self.shared.formats.shown(head.style);
        self.text.clear();
        self.stated.clear();
        self.long = false;
        Ok(())
    }

    /// Reads what stands in the cell, to its end; whether anything does.
    fn content(&mut self) -> Result<bool> {
        // The element whose text is the value: where it is open. Inline text stands in `is`, and its pieces in `r`; how it is spoken does not count.
        let (mut open, mut spoken, mut valued, mut stated) = (0, 0, false, 0);
        while self.xml.depth >= 4 {
            let depth = self.xml.depth;
            match self.xml.next()? {
                Token::Start(tag, empty) => {
                    let name = tag.name();
                    let inline = self.kind == Kind::Inline && spoken == 0 && (depth == 5 || depth == 6);
                    match name {
                        "f" if depth == 4 => {
                            self.formula = true;
                            stated = if empty { 0 } else { depth + 1 };
                        }
                        "v" if depth == 4 && self.kind != Kind::Inline => {
                            valued = true;
                            open = if empty { 0 } else { depth + 1 };
                        }
                        "is" if depth == 4 && self.kind == Kind::Inline => valued = true,
                        "t" if inline && !empty => open = depth + 1,
                        "rPh" if !empty && spoken == 0 => spoken = depth + 1,
                        _ => {}
                    }
                }
                Token::Text(text) if open == depth => {
                    self.text.push_str(&text);
                    if self.text.len() > self.limits.cell {
                        let place = self.place(self.row, self.column);
                        return Err(Unfit::beyond("bytes-of-a-text", self.limits.cell as u64).refused(place));
                    }
                }
                Token::Text(text) if stated == depth => {
                    self.long |= self.stated.len() + text.len() > MOST_FORMULA;
                    if !self.long {
                        self.stated.push_str(&text);
                    }
                }
                Token::End => {
                    stated = if stated == depth { 0 } else { stated };
                    open = if open == depth { 0 } else { open };
                    spoken = if spoken == depth { 0 } else { spoken };
                }
                Token::Done => break,
                _ => {}
            }
        }
        // Programs that reckon nothing leave an empty value beside a formula; a formula that gives an empty text says that it is text.
        let empty = self.text.is_empty() && !(self.kind == Kind::Formula && valued);
        if matches!(self.kind, Kind::Inline | Kind::Formula) {
            escape::resolve(&mut self.text, 0);
        }
        if empty {
            self.kind = Kind::Number;
        }
        Ok(self.formula || !empty)
    }

    /// What was read, as what the cell says that it is.
    fn value(&self) -> Result<SheetValue<'_>> {
        let text = &*self.text;
        if text.is_empty() && self.kind != Kind::Formula {
            return Ok(SheetValue::Unreckoned);
        }
        let value = match self.kind {
            Kind::Number => {
                let text = text.trim();
                let date = || SheetDate::of(text, self.shown.0, self.shared.from_1904);
                is_number(text).then(|| date().map_or(SheetValue::Number(text), SheetValue::Date))
            }
            Kind::Shared => {
                let number = text.trim().parse().ok();
                number.and_then(|number| self.shared.strings.get(number)).map(SheetValue::Text)
            }
            Kind::Formula | Kind::Inline => Some(SheetValue::Text(text)),
            Kind::Date => Some(SheetValue::Text(text.strip_suffix("T00:00:00").unwrap_or(text))),
            Kind::Bool => match text.trim() {
                "1" | "true" => Some(SheetValue::Bool(true)),
                "0" | "false" => Some(SheetValue::Bool(false)),
                _ => None,
            },
            Kind::Error => Some(SheetValue::Error(text)),
            Kind::Unknown => None,
        };
        value.ok_or_else(|| self.refused(src::CELL_BROKEN))
    }
}

impl<R> fmt::Debug for SheetCells<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SheetCells({} cells read)", self.cells)
    }
}
