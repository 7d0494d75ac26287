use super::{
    SheetCell, SheetDate, SheetLimits, SheetValue,
    address::{LAST, cell, row_number},
    dates::Shown,
    escape,
    number::is_number,
    unfit::Unfit,
    workbook::Shared,
    xml::{Tag, Token, Xml},
};
use crate::error::{At, Code, Error, Place, Result, codes::src};
use std::{
    fmt,
    io::{Read, Seek},
    sync::Arc,
};

/// The filled cells of a sheet one after the other, by rows. Cells that only have a format are passed over.
pub struct SheetCells<R> {
    xml: Xml<R>,
    shared: Arc<Shared>,
    file: Arc<str>,
    sheet: Arc<str>,
    limits: SheetLimits,
    /// The row and the column of the cell that was read last.
    row: u32,
    column: u32,
    cells: u64,
    /// What is known of the cell that is being read.
    kind: Kind,
    shown: Shown,
    formula: bool,
    text: String,
}

/// What a cell says that it holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Shared,
    Formula,
    Inline,
    Bool,
    Error,
    Date,
    Unknown,
}

impl<R: Read + Seek> SheetCells<R> {
    pub(super) fn open(
        xml: Xml<R>,
        shared: Arc<Shared>,
        file: Arc<str>,
        sheet: Arc<str>,
        limits: SheetLimits,
    ) -> Result<Self> {
        let (kind, shown, formula, text) = (Kind::Number, Shown::Number, false, String::new());
        let mut this =
            Self { xml, shared, file, sheet, limits, row: 0, column: 0, cells: 0, kind, shown, formula, text };
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
        loop {
            let depth = self.xml.depth;
            match self.xml.next()? {
                Token::Start(tag, empty) => match (depth, tag.name()) {
                    (2, "row") => {
                        let number = attribute(&tag, "r")?;
                        self.begin_row(number.as_deref())?;
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
        Ok(Some(SheetCell { row: self.row, column: self.column, value, formula: self.formula }))
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
        Ok(())
    }

    /// Reads what stands in the cell, to its end; whether anything does.
    fn content(&mut self) -> Result<bool> {
        // The element whose text is the value: where it is open. Inline text stands in `is`, and its pieces in `r`; how it is spoken does not count.
        let (mut open, mut spoken, mut valued) = (0, 0, false);
        while self.xml.depth >= 4 {
            let depth = self.xml.depth;
            match self.xml.next()? {
                Token::Start(tag, empty) => {
                    let name = tag.name();
                    let inline = self.kind == Kind::Inline && spoken == 0 && (depth == 5 || depth == 6);
                    match name {
                        "f" if depth == 4 => self.formula = true,
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
                Token::End => {
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
                let date = || SheetDate::of(text, self.shown, self.shared.from_1904);
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

/// What the tag of a cell says.
struct Head {
    /// The address, where one is stated, if it can be read.
    at: Option<Option<(u32, u32)>>,
    style: usize,
    kind: Kind,
}

impl Head {
    fn of(tag: &Tag<'_>) -> Result<Self> {
        let mut head = Self { at: None, style: 0, kind: Kind::Number };
        tag.attributes(|name, value| {
            match name {
                "r" => head.at = Some(cell(&value)),
                "s" => head.style = value.parse().unwrap_or(0),
                "t" => head.kind = kind(&value),
                _ => {}
            }
            Ok(())
        })?;
        Ok(head)
    }
}

fn kind(text: &str) -> Kind {
    match text {
        "n" => Kind::Number,
        "s" => Kind::Shared,
        "str" => Kind::Formula,
        "inlineStr" => Kind::Inline,
        "b" => Kind::Bool,
        "e" => Kind::Error,
        "d" => Kind::Date,
        _ => Kind::Unknown,
    }
}

/// The value of an attribute.
fn attribute(tag: &Tag<'_>, wanted: &str) -> Result<Option<String>> {
    let mut found = None;
    tag.attributes(|name, value| {
        if name == wanted {
            found = Some(value.into_owned());
        }
        Ok(())
    })?;
    Ok(found)
}

impl<R> fmt::Debug for SheetCells<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SheetCells({} cells read)", self.cells)
    }
}
