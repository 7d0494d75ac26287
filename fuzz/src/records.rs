//! The properties of records of individuals.

use dsm_core::source::{Batch, Column, ColumnType, CopyRecords, CopyType, Records, Wanted};
use std::io::Read;

/// A reader that gives a few bytes at a time.
struct Slow<'a>(&'a [u8], usize);

impl Read for Slow<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let room = into.len().min(self.1);
        self.0.read(into.get_mut(..room).unwrap_or_default())
    }
}

/// The rows of each batch with a text of every value, what was refused, and how it ended.
fn read(records: &mut impl Records) -> (Vec<String>, Vec<String>, Option<&'static str>) {
    let (mut batch, mut rows, mut refused) = (Batch::new(), Vec::new(), Vec::new());
    loop {
        let next = records.next(&mut batch);
        assert!(batch.columns.iter().all(|column| column.len() == batch.rows));
        assert!(next.is_ok() || batch.rows == 0);
        for row in 0..batch.rows {
            rows.extend(batch.columns.iter().map(|column| value(column, row)));
            assert_eq!(batch.place(row, None), batch.place(row, None));
        }
        refused.extend(records.refused().iter().map(|refused| format!("{refused:?}")));
        match next {
            Ok(true) => {}
            Ok(false) => return (rows, refused, None),
            Err(error) => {
                assert!(matches!(records.next(&mut batch), Ok(false)), "there is nothing after an error");
                return (rows, refused, Some(error.code().id()));
            }
        }
    }
}

fn value(column: &Column, row: usize) -> String {
    let known = |missing: &Option<Vec<bool>>| missing.as_ref().is_none_or(|missing| missing.get(row) == Some(&false));
    match column {
        Column::Texts(texts) => texts.get(row).to_owned(),
        Column::Coded { keys, values } => {
            let key = keys.get(row).and_then(|key| usize::try_from(*key).ok());
            key.and_then(|key| values.get(key)).map(|value| value.to_string()).unwrap_or_default()
        }
        Column::Integers { values, missing } | Column::Instants { values, missing } => {
            values.get(row).filter(|_| known(missing)).map(i64::to_string).unwrap_or_default()
        }
        Column::Days { values, missing } => {
            values.get(row).filter(|_| known(missing)).map(i32::to_string).unwrap_or_default()
        }
    }
}

/// Whatever the bytes are: the same records or the same error in pieces of any length, and none after an error.
pub fn copied(data: &[u8]) {
    let columns = [
        ("id", CopyType::Integer),
        ("day", CopyType::Date),
        ("note", CopyType::Other),
        ("at", CopyType::Timestamp),
        ("name", CopyType::Text),
        ("adult", CopyType::Boolean),
    ];
    for kinds in [
        [ColumnType::Integer, ColumnType::Date, ColumnType::DateTime, ColumnType::Text, ColumnType::Text],
        [ColumnType::Text, ColumnType::Text, ColumnType::Text, ColumnType::Date, ColumnType::Text],
        [ColumnType::Text, ColumnType::DateTime, ColumnType::Date, ColumnType::Integer, ColumnType::Text],
    ] {
        let names = ["id", "day", "at", "name", "adult"];
        let wanted: Vec<Wanted> = names.iter().zip(kinds).map(|(name, kind)| Wanted::new(name, kind)).collect();
        let read = |piece: usize| {
            CopyRecords::new(Slow(data, piece), "fuzz", &columns, &wanted).map(|mut records| read(&mut records)).ok()
        };
        let whole = read(usize::MAX);
        assert!(whole.is_some());
        assert_eq!(whole, read(1));
    }
}

/// Whatever the bytes are: as many records as the file says, or one error; the same again.
#[cfg(feature = "parquet")]
pub fn parquet(data: &[u8]) {
    use dsm_core::source::ParquetRecords;
    let wanted =
        [("id", ColumnType::Text), ("day", ColumnType::Date), ("at", ColumnType::DateTime), ("name", ColumnType::Text)];
    // A file of other columns is read as far as it can be.
    for wanted in [&wanted[..], &wanted[..1], &wanted[3..], &[]] {
        let wanted: Vec<Wanted> = wanted.iter().map(|(name, kind)| Wanted::new(name, *kind)).collect();
        let once = || {
            let input = Box::new(std::io::Cursor::new(data.to_vec()));
            let mut records = ParquetRecords::new(input, "fuzz", &wanted).map_err(|error| error.code().id())?;
            let read = read(&mut records);
            let (done, total) = records.progress();
            assert!(read.2.is_some() || Some(done) == total, "another number of records than the file says");
            Ok::<_, &'static str>(read)
        };
        assert_eq!(once(), once());
    }
}
