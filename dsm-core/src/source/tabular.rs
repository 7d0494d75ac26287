use super::{Grid, Header, Input, Layout, Reader, Rows, open};
#[cfg(feature = "xlsx")]
use super::{SheetLimits, SheetRows, Workbook};
#[cfg(feature = "xlsx")]
use crate::error::{At, Error, Place, codes::src};
use crate::error::{Custody, Finding, Result};
use std::fmt;
#[cfg(feature = "xlsx")]
use std::io::{Read as _, SeekFrom};

/// The rows of a table, whether they came as text or on a sheet of a workbook.
pub struct Tabular<R>(Carried<R>);

enum Carried<R> {
    Text(Box<Reader<R>>),
    #[cfg(feature = "xlsx")]
    Sheet(Box<SheetRows<R>>),
}

/// Opens a table by what its bytes are: a workbook, of which the layout names the sheet, or text in rows. The ending of the name means
/// nothing.
///
/// ```
/// use dsm_core::source::{self, Layout, Rows};
/// use std::io::Cursor;
///
/// let rows = source::open_table(Cursor::new("A,B\n1,2\n"), "f.csv", &Layout::default())?;
/// assert_eq!(rows.header().len(), 2);
/// let old = source::open_table(Cursor::new(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "f.xls", &Layout::default()).unwrap_err();
/// assert!(["SRC-021", "SRC-061"].contains(&old.code().id()));
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
///
/// # Errors
/// Those of [`open`] for text, those of [`Workbook`] and [`SheetRows`] for a workbook: `SRC-077` where it has no sheet of that name,
/// `SRC-078` where none is named and it has several. Without the feature `xlsx` a workbook is `SRC-021`.
#[cfg_attr(not(feature = "xlsx"), expect(rustdoc::broken_intra_doc_links, reason = "they are of the feature `xlsx`"))]
pub fn open_table<R: Input>(input: R, name: &str, layout: &Layout) -> Result<Tabular<R>> {
    #[cfg(feature = "xlsx")]
    let mut input = input;
    #[cfg(feature = "xlsx")]
    if is_workbook(&mut input, name)? {
        let workbook = Workbook::open(input, name, SheetLimits::default())?;
        let sheet = match layout.stated_sheet() {
            Some(sheet) => workbook.find(sheet)?,
            None => workbook.only()?,
        };
        return Ok(Tabular(Carried::Sheet(Box::new(workbook.into_rows(&sheet, layout)?))));
    }
    Ok(Tabular(Carried::Text(Box::new(open(input, name, layout)?))))
}

/// Whether the bytes begin as those of a workbook, or of an old one, do. An archive without a workbook is refused as what it is.
#[cfg(feature = "xlsx")]
fn is_workbook(input: &mut impl Input, name: &str) -> Result<bool> {
    let mut head = Vec::new();
    let read = input.seek(SeekFrom::Start(0)).and_then(|_| {
        input.by_ref().take(64 << 10).read_to_end(&mut head)?;
        input.seek(SeekFrom::Start(0))
    });
    match read {
        Ok(_) => Ok(super::form::is_workbook(&head)),
        Err(error) => Err(Error::new(src::READ_FAILED).at(Place::new(name, At::Whole)).caused_by(error)),
    }
}

macro_rules! carried {
    ($this:expr, $rows:ident => $done:expr) => {
        match $this {
            Carried::Text($rows) => $done,
            #[cfg(feature = "xlsx")]
            Carried::Sheet($rows) => $done,
        }
    };
}

impl<R: Input> Rows for Tabular<R> {
    fn next(&mut self, batch: &mut Grid) -> Result<bool> {
        carried!(&mut self.0, rows => rows.next(batch))
    }

    fn header(&self) -> &Header {
        carried!(&self.0, rows => rows.header())
    }

    fn custody(&self) -> Custody {
        carried!(&self.0, rows => rows.custody())
    }

    fn noticed(&self) -> &[Finding] {
        carried!(&self.0, rows => rows.noticed())
    }
}

impl<R> fmt::Debug for Tabular<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        carried!(&self.0, rows => fmt::Debug::fmt(rows, f))
    }
}
