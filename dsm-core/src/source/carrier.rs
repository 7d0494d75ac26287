use super::{Input, Layout, NoRecords, Records, TextRecords, Wanted, open};
use crate::error::{Error, Finding, Result, codes::src};
#[cfg(feature = "parquet")]
use {
    super::ParquetRecords,
    crate::error::{At, Place},
    std::io::{Read as _, SeekFrom},
};

/// Opens records by what their bytes are: a Parquet file, or text in rows as the layout says. The ending of the name means nothing.
///
/// An empty file and a Parquet file that is not whole (`SRC-011`, `SRC-051`) are carriers of which no record can be told: they are opened as
/// [`NoRecords`], since other carriers may be whole.
///
/// Text of which hardly a line is not UTF-8 is UTF-8: these lines are refused where they are read. Names of columns are in no
/// evidence, since without a line of names they are of an individual.
///
/// ```
/// use dsm_core::source::{self, Batch, ColumnType, Layout, Wanted};
/// use std::io::Cursor;
///
/// let text = Cursor::new("person,day\n7,2024-03-01\n");
/// let wanted = [Wanted::new("day", ColumnType::Date)];
/// let mut records = source::open_records(Box::new(text), "events", &Layout::default(), &wanted)?;
/// let mut batch = Batch::new();
/// assert!(records.next(&mut batch)?);
/// assert_eq!(batch.rows, 1);
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
///
/// # Errors
/// `SRC-012` where a wanted column is missing; `SRC-045`, `SRC-046` for a Parquet file that cannot be read so, and `SRC-023` for any where the feature `parquet` is not built in; the codes of [`open`] for other bytes.
pub fn open_records(input: Box<dyn Input>, name: &str, layout: &Layout, wanted: &[Wanted]) -> Result<Box<dyn Records>> {
    #[cfg(feature = "parquet")]
    let mut input = input;
    #[cfg(feature = "parquet")]
    if begins(&mut input, b"PAR1", name)? {
        return match ParquetRecords::new(input, name, wanted) {
            Err(error) if error.code() == src::PARQUET_UNREADABLE => Ok(Box::new(NoRecords::of(&error))),
            records => Ok(Box::new(records?)),
        };
    }
    match open(input, name, &layout.for_records()) {
        Err(error) if error.code() == src::FILE_EMPTY => Ok(Box::new(NoRecords::of(&error))),
        rows => Ok(Box::new(TextRecords::new(rows.map_err(nameless)?, wanted)?)),
    }
}

/// An error about the names of columns without these names.
fn nameless(error: Error) -> Error {
    if ![src::COLUMN_TWICE, src::COLUMN_UNNAMED].contains(&error.code()) {
        return error;
    }
    let own = |finding: &Finding| {
        let plain = Finding::new(finding.rule());
        finding.place().map_or(plain.clone(), |place| plain.at(place.clone()))
    };
    let plain = Error::new(error.code()).findings_of(error.findings().iter().map(own).collect());
    match error.place() {
        Some(place) => plain.at(place.clone()),
        None => plain,
    }
}

/// Whether the bytes begin so; they are read from their start afterwards.
#[cfg(feature = "parquet")]
fn begins(input: &mut Box<dyn Input>, with: &[u8; 4], name: &str) -> Result<bool> {
    let mut head = Vec::new();
    let read = input.seek(SeekFrom::Start(0)).and_then(|_| {
        input.take(4).read_to_end(&mut head)?;
        input.seek(SeekFrom::Start(0))
    });
    match read {
        Ok(_) => Ok(head == with),
        Err(error) => Err(Error::new(src::READ_FAILED).at(Place::new(name, At::Whole)).caused_by(error)),
    }
}
