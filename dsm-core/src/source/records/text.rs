use super::{Batch, ColumnType, Records, Refused, Wanted};
use crate::{
    error::{Code, Error, Finding, Place, Result, codes::src},
    source::{Grid, Input, Reader, Rows},
};
use std::{fmt, sync::Arc};

/// Records out of text in rows, delimited or of fixed width.
///
/// Whole numbers are read here, a value that is none is missing; every other column is [`super::Column::Texts`], whatever it is
/// declared to hold, since a day that is none is a finding where it is counted. A value in quotes ends in its line: a quotation
/// mark that nobody closed takes no other record with it. A broken row, and a line that is no text, is refused with its place and
/// does not end the file; where no next row can be told any more, the rest is refused.
///
/// ```
/// use dsm_core::source::{self, Batch, Column, ColumnType, Layout, Records, TextRecords, Wanted};
/// use std::io::Cursor;
///
/// let text = "person,day,sex\n7,2024-03-01,F\n8,2024-03-02\n9, 2024-03-04 ,M\n";
/// let rows = source::open(Cursor::new(text), "events.csv", &Layout::default())?;
/// let mut records = TextRecords::new(rows, &[Wanted::new("day", ColumnType::Date)])?;
/// let mut batch = Batch::new();
/// assert!(records.next(&mut batch)?);
/// let Some(Column::Texts(days)) = batch.columns.first() else { unreachable!() };
/// assert_eq!((batch.rows, days.get(0), days.get(1)), (2, "2024-03-01", "2024-03-04"));
/// assert_eq!(batch.place(1, Some(0)).to_string(), "events.csv:4:2");
/// let refused = records.refused();
/// assert_eq!(refused[0].finding().to_string(), "DSM-SRC-015 row-length (expected=3, found=2) at events.csv:3");
/// assert!(!records.next(&mut batch)?);
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
pub struct TextRecords<R> {
    rows: Reader<R>,
    grid: Grid,
    file: Arc<str>,
    /// The wanted columns with their numbers in the file, from one.
    columns: Arc<[(Arc<str>, u32)]>,
    /// The same, from zero, and what they hold.
    places: Vec<(usize, ColumnType)>,
    refused: Vec<Refused>,
    /// What ends the reading after the rows before it were given.
    failed: Option<Error>,
    ended: bool,
    size: Option<u64>,
}

impl<R: Input> TextRecords<R> {
    /// So many broken rows are handed on at a time.
    const MOST_REFUSED: usize = 4096;

    /// The wanted columns of text in rows.
    ///
    /// # Errors
    /// `SRC-012` where columns are missing: the first is the error, all are its findings.
    pub fn new(mut rows: Reader<R>, wanted: &[Wanted]) -> Result<Self> {
        let places = rows.header().need_each(wanted.iter().map(|column| &*column.name))?;
        rows.in_lines();
        let number = |place: &usize| u32::try_from(place + 1).unwrap_or(u32::MAX);
        let columns = wanted.iter().zip(&places).map(|(column, place)| (column.name.clone(), number(place))).collect();
        let (file, size) = (rows.lines().file().clone(), rows.lines().size());
        let places = places.into_iter().zip(wanted).map(|(place, column)| (place, column.kind)).collect();
        let (refused, failed) = (Vec::new(), None);
        Ok(Self { rows, grid: Grid::new(), file, columns, places, refused, failed, ended: false, size })
    }

    /// Whether the text broke off before its end, and the rest was refused.
    #[must_use]
    pub fn ended(&self) -> bool {
        self.ended
    }

    /// A row that breaks the format. The next line is a row again.
    fn broken(&mut self, error: Error) {
        let Self { rows, grid, .. } = self;
        let line = rows.lines().number();
        grid.give_up_row();
        let here = error.place().is_some_and(|place| *place == Place::line(place.file(), line, column(place)));
        let single = if BREAKS_A_ROW.contains(&error.code()) {
            here
        } else if BREAKS_A_LINE.contains(&error.code()) {
            match rows.lines().resume() {
                Ok(resumed) => resumed,
                Err(torn) => {
                    self.refused.push(Refused::Record(Finding::from(&error)));
                    (self.ended, self.failed) = (true, Some(torn));
                    return;
                }
            }
        } else {
            false
        };
        if single {
            self.refused.push(Refused::Record(Finding::from(&error)));
            return;
        }
        self.ended = true;
        if BREAKS_READING.contains(&error.code()) {
            self.failed = Some(error);
        } else {
            self.refused.push(Refused::Rest(Finding::from(&error)));
        }
    }
}

/// These break the row that they are in; the next line is a row again where it is in one line.
const BREAKS_A_ROW: [Code; 4] = [src::QUOTE_OPEN, src::QUOTE_STRAY, src::VALUE_TOO_LONG, src::TOO_MANY_COLUMNS];

/// These break their line.
const BREAKS_A_LINE: [Code; 3] = [src::NOT_UTF8, src::NOT_IN_ENCODING, src::FILE_IS_BINARY];

/// These say nothing about the rows: what follows may be good, and nobody has read it.
const BREAKS_READING: [Code; 2] = [src::READ_FAILED, src::FILE_TOO_LONG];

/// The column of a place in text; 0 is the whole line.
fn column(place: &Place) -> u32 {
    match place.position() {
        crate::error::At::Line { column, .. } => *column,
        _ => 0,
    }
}

impl<R: Input> Records for TextRecords<R> {
    fn next(&mut self, batch: &mut Batch) -> Result<bool> {
        batch.start_lines(&self.file, &self.columns, self.places.iter().map(|(_, kind)| *kind));
        self.refused.clear();
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        self.rows.start(&mut self.grid);
        while !self.ended && !self.grid.is_full() && self.refused.len() < Self::MOST_REFUSED {
            match self.rows.row(&mut self.grid) {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => self.broken(error),
            }
        }
        for row in self.grid.rows() {
            match row.complete(self.rows.header()) {
                Ok(()) => {
                    let values = self.places.iter().map(|(place, kind)| (row.text(*place), *kind));
                    for place in batch.add_line(row.line(), values) {
                        self.refused.push(Refused::Value(Finding::new(src::FIGURE_UNREADABLE).at(place)));
                    }
                }
                Err(error) => self.refused.push(Refused::Record(Finding::from(&error))),
            }
        }
        let any = !self.grid.is_empty() || !self.refused.is_empty();
        match self.failed.take_if(|_| !any) {
            Some(error) => Err(error),
            None => Ok(any),
        }
    }

    fn noticed(&self) -> &[Finding] {
        self.rows.noticed()
    }

    fn refused(&mut self) -> Vec<Refused> {
        std::mem::take(&mut self.refused)
    }

    fn progress(&self) -> (u64, Option<u64>) {
        (self.rows.read(), self.size)
    }
}

impl<R> fmt::Debug for TextRecords<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TextRecords({} columns)", self.columns.len())
    }
}
