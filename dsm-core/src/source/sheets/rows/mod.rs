//! The table of a sheet as rows: titles stand above it, notes below, and anything beside it is told.

mod line;
mod names;
mod notice;

use super::{Area, SheetCells};
use crate::{
    error::{At, Custody, Error, Finding, Place, Result, Safe, codes::src},
    source::{Grid, Header, Layout, Limits, Rows, whereabouts::Whereabouts},
};
use line::{Line, LineReader, What};
use names::{AHEAD, found, taken};
use notice::Notices;
use std::{
    collections::{BTreeMap, VecDeque},
    fmt,
    io::{Read, Seek},
};

/// The rows of the table of a sheet.
///
/// Where the layout does not say in which rows the names of the columns stand, they are found: `SRC-081` says where. Rows with nothing in
/// them are passed over. Rows at the end with one text alone are notes: `SRC-082` names each. What stands beside the table is
/// `SRC-084`. A number is a figure however people write figures; what is a text has to be read as one.
pub struct SheetRows<R> {
    lines: LineReader<R>,
    ahead: VecDeque<Line>,
    header: Header,
    whereabouts: Whereabouts,
    columns: Vec<u32>,
    limits: Limits,
    /// The merged cells, by their first.
    merged: BTreeMap<(u32, u32), Area>,
    /// The texts that merged cells have in the rows to come: by column, to which row.
    carried: BTreeMap<u32, (u32, String)>,
    /// Rows that may turn out to be notes.
    waiting: Vec<Line>,
    notices: Notices,
    table: SheetTable,
}

/// A table on a sheet, as far as it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SheetTable {
    /// From the last row of names to the last row of values.
    pub area: Area,
    /// How many rows of values it has.
    pub rows: u64,
    /// How many of them call themselves totals.
    pub totals: u64,
    /// How many notes stand below it.
    pub notes: u64,
}

impl<R: Read + Seek> SheetRows<R> {
    pub(super) fn open(cells: SheetCells<R>, merged: &[Area], layout: &Layout) -> Result<Self> {
        let place = |row, column| cells.place(row, column);
        let whole = place(0, 0);
        let (file, sheet) = match whole.position() {
            At::Sheet { sheet, .. } => (whole.file().into(), sheet.clone()),
            _ => return Err(Error::defect("sheets::rows")),
        };
        let limits = layout.most();
        let (mut lines, mut ahead) = (LineReader::new(cells, limits.row), VecDeque::new());
        while ahead.len() < AHEAD {
            match lines.next()? {
                Some(line) => ahead.push_back(line),
                None => break,
            }
        }
        if ahead.is_empty() {
            return Err(Error::new(src::FILE_EMPTY).at(whole));
        }
        let mut notices = Notices::default();
        let (first, last) = match layout.stated_titles() {
            None => {
                let row = found(&ahead).ok_or_else(|| Error::new(src::NAMES_UNCLEAR).at(whole.clone()))?;
                (row, row)
            }
            Some(titles) => {
                let rows = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
                let first = rows(titles).saturating_add(1);
                (first, rows(titles).saturating_add(rows(layout.headers().max(1))))
            }
        };
        let names = taken(&ahead, first, last, merged);
        if names.columns.is_empty() {
            return Err(Error::new(src::FILE_EMPTY).at(whole));
        }
        let whereabouts = Whereabouts::sheet(&file, &sheet, names.columns.clone());
        if names.columns.len() > limits.columns {
            let error = Error::new(src::TOO_MANY_COLUMNS).with("limit", Safe::from(limits.columns));
            return Err(error.at(whereabouts.place(u64::from(names.row), 0)));
        }
        let header = Header::on(whereabouts.clone(), u64::from(names.row), names.names.iter().map(String::as_str))?;
        if layout.stated_titles().is_none() {
            notices.add(Finding::new(src::NAMES_FOUND).at(header.place_of_names()))?;
        }
        let ends = (names.columns.first().copied().unwrap_or(1), names.columns.last().copied().unwrap_or(1));
        let area = Area { first_row: names.row, first_column: ends.0, last_row: names.row, last_column: ends.1 };
        while ahead.front().is_some_and(|line| line.row <= names.row) {
            ahead.pop_front();
        }
        let several = |area: &&Area| area.first_row != area.last_row || area.first_column != area.last_column;
        let merged = merged.iter().filter(several).map(|area| ((area.first_row, area.first_column), *area)).collect();
        let (columns, carried, waiting) = (names.columns, BTreeMap::new(), Vec::new());
        let table = SheetTable { area, rows: 0, totals: 0, notes: 0 };
        Ok(Self { lines, ahead, header, whereabouts, columns, limits, merged, carried, waiting, notices, table })
    }

    /// The table, as far as it was read: all of it when the last row has been.
    #[must_use]
    pub fn table(&self) -> SheetTable {
        self.table
    }

    fn place(&self, line: &Line, column: u32) -> Place {
        self.lines.cells.place(line.row, column)
    }

    /// Whether a row may be a note: one text alone, in a table of three columns or more.
    fn may_be_note(&self, line: &Line) -> bool {
        let mut cells = line.cells().filter(|(column, _, _)| self.columns.binary_search(column).is_ok());
        let alone = matches!((cells.next(), cells.next()), (Some((_, _, What::Text)), None));
        alone && self.columns.len() >= 3 && line.size() <= LONGEST_NOTE
    }

    /// Adds the next rows to the batch; false at the end.
    fn more(&mut self, batch: &mut Grid) -> Result<bool> {
        let line = match self.ahead.pop_front() {
            Some(line) => Some(line),
            None => self.lines.next()?,
        };
        let Some(line) = line else {
            for note in std::mem::take(&mut self.waiting) {
                self.table.notes += 1;
                let (column, text, _) = note.cells().next().unwrap_or((0, "", What::Text));
                let finding = Finding::new(src::NOTE_PASSED_OVER).at(self.place(&note, column));
                self.notices.add(finding.evidence_of(notice::short(text)))?;
                self.beside(&note)?;
            }
            return Ok(false);
        };
        if self.may_be_note(&line) && self.waiting.len() < MOST_NOTES {
            self.waiting.push(line);
            return Ok(true);
        }
        for waited in std::mem::take(&mut self.waiting) {
            self.row(&waited, batch)?;
        }
        self.row(&line, batch)?;
        Ok(true)
    }

    /// Tells what stands beside the table.
    fn beside(&mut self, line: &Line) -> Result<()> {
        for (column, text, _) in line.cells() {
            if self.columns.binary_search(&column).is_err() {
                let finding = Finding::new(src::CELL_BESIDE_TABLE).at(self.place(line, column));
                self.notices.add(finding.evidence_of(notice::short(text)))?;
            }
        }
        Ok(())
    }

    /// Adds a row to the batch, where anything of it stands in the table.
    fn row(&mut self, line: &Line, batch: &mut Grid) -> Result<()> {
        self.beside(line)?;
        let inside = |column: &u32| self.columns.binary_search(column).is_ok();
        if !line.cells().any(|(column, _, _)| inside(&column)) {
            return Ok(());
        }
        let mut cells = line.cells().filter(|(column, _, _)| inside(column)).peekable();
        if let Some((column, text, What::Text)) = cells.peek()
            && self.columns.first() == Some(column)
            && notice::is_total(text)
        {
            self.table.totals += 1;
            let finding = Finding::new(src::TOTALS_ROW).at(self.lines.cells.place(line.row, *column));
            self.notices.once(*column, finding)?;
        }
        for column in &self.columns {
            match cells.next_if(|(own, _, _)| own == column) {
                Some((column, text, what)) => {
                    let place = || self.lines.cells.place(line.row, column);
                    let merged = self.merged.get(&(line.row, column));
                    let most = merged.map_or(self.limits.value, |_| self.limits.value.min(LONGEST_MERGED));
                    if text.len() > most {
                        return Err(Error::new(src::VALUE_TOO_LONG).with("limit", Safe::from(most)).at(place()));
                    }
                    batch.add(text);
                    if what == What::Number {
                        batch.typed();
                    }
                    self.notices.of_cell((column, text, what), place)?;
                    match merged {
                        Some(area) if what == What::Text => {
                            self.carried.insert(column, (area.last_row, text.to_owned()));
                        }
                        Some(_) => self.notices.add(Finding::new(src::FIGURE_MERGED).at(place()).evidence_of(text))?,
                        None => drop(self.carried.remove(&column)),
                    }
                }
                None => {
                    if let Some((_, text)) = self.carried.get(column).filter(|(last, _)| line.row <= *last) {
                        batch.add(text);
                    }
                }
            }
            batch.end_value();
        }
        batch.end_row(u64::from(line.row));
        self.table.rows += 1;
        self.table.area.last_row = line.row;
        Ok(())
    }
}

/// So many rows at the end may be notes; where more look like it, they are rows.
const MOST_NOTES: usize = 1000;
/// How many bytes a note may have; what is longer is a row.
const LONGEST_NOTE: usize = 8 << 10;
/// How many bytes a text may have that merged cells carry down.
const LONGEST_MERGED: usize = 1 << 10;

impl<R: Read + Seek> Rows for SheetRows<R> {
    fn next(&mut self, batch: &mut Grid) -> Result<bool> {
        batch.start_at(&self.whereabouts);
        while !batch.is_full() {
            match self.more(batch) {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    batch.start_at(&self.whereabouts);
                    return Err(error);
                }
            }
        }
        Ok(!batch.is_empty())
    }

    fn header(&self) -> &Header {
        &self.header
    }

    fn custody(&self) -> Custody {
        Custody::of_own_bytes()
    }

    fn noticed(&self) -> &[Finding] {
        self.notices.all()
    }
}

impl<R> fmt::Debug for SheetRows<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SheetRows({:?})", self.header)
    }
}
