use super::{
    Grid, Header, Input, Layout, Rows, Separator,
    delimited::{Delimited, find_separator},
    fixed::Fixed,
    lines::Lines,
};
use crate::error::{At, Custody, Error, Finding, Place, Result, Safe, codes::src};
use std::{fmt, sync::Arc};

/// Rows out of text: delimited, or of fixed width.
pub struct Reader<R = Box<dyn Input>> {
    lines: Lines<R>,
    shape: Shape,
    header: Header,
    noticed: Vec<Finding>,
}

/// How the values of a line are told apart.
enum Shape {
    Delimited(Delimited),
    Fixed(Fixed),
}

/// Opens text in rows and reads the names of its columns. `file` is the name that places are given with.
///
/// What the layout does not state is found out: the encoding and the separator. What was found out otherwise than UTF-8 with
/// commas is a finding of [`Rows::noticed`].
///
/// # Errors
/// `SRC-011` where there is not even a line of names; `SRC-010` where the separator is not stated and the names do not tell it;
/// `SRC-019` where the encoding is not; `SRC-021`–`SRC-025` where it is no text in rows, and `SRC-038` where it is a message about
/// individuals; `SRC-004`–`SRC-009`, `SRC-020`, `SRC-026` where the bytes cannot be read on; `SRC-013`, `SRC-014` where names are
/// missing or double; `SRC-037` where the layout states a width that no line has.
///
/// ```
/// use dsm_core::source::{self, Grid, Layout, Rows};
/// use std::io::Cursor;
///
/// let mut rows = source::open(Cursor::new("A;B\n1;2\n"), "f.csv", &Layout::default())?;
/// assert_eq!(rows.noticed()[0].to_string(), "DSM-SRC-034 separator-detected (separator=semicolon) at f.csv:1");
///
/// let fixed = Layout::default().fixed(&[("COUNTRY", 3), ("VALUE", 6)]);
/// let mut rows = source::open(Cursor::new("KAZ    12\nMDA 7\n"), "f.txt", &fixed)?;
/// let mut batch = Grid::new();
/// rows.next(&mut batch)?;
/// let refused: Vec<_> = batch.rows().map(|row| row.complete(rows.header()).is_err()).collect();
/// assert_eq!(refused, [false, true]);
///
/// let workbook = source::open(Cursor::new(b"PK\x03\x04 [Content_Types].xml"), "f.xlsx", &Layout::default());
/// assert_eq!(workbook.unwrap_err().to_string(), "DSM-SRC-021 file-is-workbook (form=excel-workbook) at f.xlsx");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
pub fn open<R: Input>(input: R, file: &str, layout: &Layout) -> Result<Reader<R>> {
    let mut noticed = Vec::new();
    let mut lines = Lines::open(input, file, layout, &mut noticed)?;
    skip(&mut lines, layout.titles())?;
    if !layout.fields().is_empty() {
        let shape = Shape::Fixed(Fixed::new(layout, file)?);
        skip(&mut lines, layout.headers())?;
        let header = Header::new(file, lines.number(), layout.fields().iter().map(|(name, _)| &**name))?;
        return Ok(Reader { lines, shape, header, noticed });
    }
    let before = noticed.len();
    let separator = match layout.stated_separator() {
        Some(separator) => separator,
        None => {
            let separator = find_separator(&mut lines, layout.headers().max(1))?;
            lines.rewind()?;
            skip(&mut lines, layout.titles())?;
            separator
        }
    };
    let mut rows = Delimited::new(separator, layout.most());
    let header = header(&mut lines, &mut rows, layout, &mut noticed)?;
    if layout.stated_separator().is_none() && separator != Separator::Comma {
        let finding = Finding::new(src::SEPARATOR_DETECTED).with("separator", Safe::word(separator.word()));
        noticed.insert(before, finding.at(header.place_of_names()));
    }
    Ok(Reader { lines, shape: Shape::Delimited(rows), header, noticed })
}

/// Passes over lines that are no rows.
fn skip<R: Input>(lines: &mut Lines<R>, count: usize) -> Result<()> {
    for _ in 0..count {
        match lines.next()? {
            None => return Ok(()),
            Some(stop) if stop.text().is_none() && stop != super::lines::Stop::File => {
                return Err(lines.broken(stop, lines.number(), 0));
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// Reads the lines with the names of the columns and joins them.
fn header<R: Input>(
    lines: &mut Lines<R>,
    rows: &mut Delimited,
    layout: &Layout,
    noticed: &mut Vec<Finding>,
) -> Result<Header> {
    let mut names = Grid::new();
    let file: Arc<str> = lines.file().clone();
    names.start(&file);
    let most = layout.headers().max(1);
    for _ in 0..most {
        if !rows.next(lines, &mut names, false, noticed)? {
            return Err(Error::new(src::FILE_EMPTY).at(Place::new(file, At::Whole)));
        }
    }
    let held: Vec<_> = names.rows().collect();
    let (width, line) = (held.iter().map(|row| row.len()).max().unwrap_or(0), held.last().map_or(1, |row| row.line()));
    if let [row] = held.as_slice() {
        return Header::new(file, line, (0..width).map(|column| row.text(column)));
    }
    let mut joined = vec![Vec::<&str>::new(); width];
    for (at, row) in held.iter().enumerate() {
        let (mut left, upper) = ("", at + 1 < held.len());
        for (column, parts) in joined.iter_mut().enumerate() {
            let own = row.text(column).trim();
            left = if own.is_empty() && upper { left } else { own };
            parts.extend(Some(left).filter(|part| !part.is_empty()));
        }
    }
    let joined: Vec<String> = joined.iter().map(|parts| parts.join(" | ")).collect();
    Header::new(file, line, joined.iter().map(String::as_str))
}

impl<R: Input> Reader<R> {
    /// Empties a batch for rows.
    pub(super) fn start(&self, batch: &mut Grid) {
        batch.start(self.lines.file());
    }

    /// Adds a row to the batch; false at the end.
    pub(super) fn row(&mut self, batch: &mut Grid) -> Result<bool> {
        let blank = self.header.len() == 1;
        match &mut self.shape {
            Shape::Delimited(rows) => rows.next(&mut self.lines, batch, blank, &mut self.noticed),
            Shape::Fixed(rows) => rows.next(&mut self.lines, batch, &mut self.noticed),
        }
    }

    /// Values in quotes end in their line from here on.
    pub(super) fn in_lines(&mut self) {
        if let Shape::Delimited(rows) = &mut self.shape {
            rows.one_line = true;
        }
    }

    /// How many bytes have been read.
    pub(super) fn read(&self) -> u64 {
        self.lines.read()
    }

    /// The lines as they are read.
    pub(super) fn lines(&mut self) -> &mut Lines<R> {
        &mut self.lines
    }
}

impl<R: Input> Rows for Reader<R> {
    fn next(&mut self, batch: &mut Grid) -> Result<bool> {
        self.start(batch);
        while !batch.is_full() {
            match self.row(batch) {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    batch.start(self.lines.file());
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
        &self.noticed
    }
}

impl<R> fmt::Debug for Reader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reader({:?})", self.header)
    }
}
