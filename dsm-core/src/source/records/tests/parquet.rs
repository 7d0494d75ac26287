use super::*;
use ::parquet::{
    arrow::ArrowWriter,
    basic::Compression,
    file::properties::{WriterProperties, WriterPropertiesBuilder},
};
use arrow_array::{types::Int32Type, *};
use std::sync::Arc;

/// A file of events in three groups of rows, of which the last is short.
fn file(properties: WriterPropertiesBuilder) -> Vec<u8> {
    let rows = 0..2500_i32;
    let column =
        |of: &dyn Fn(i32) -> Option<String>| -> ArrayRef { Arc::new(rows.clone().map(of).collect::<StringArray>()) };
    let columns: Vec<(&str, ArrayRef)> = vec![
        ("person", Arc::new(Int64Array::from_iter_values(rows.clone().map(|row| i64::from(row) * 7)))),
        ("note", column(&|row| Some(format!("note {row}")))),
        ("sex", column(&|row| (row % 3 != 0).then(|| ["F", "M"][usize::from(row % 2 == 0)].to_owned()))),
        ("day", Arc::new(rows.clone().map(|row| (row % 5 != 0).then_some(row)).collect::<Date32Array>())),
        ("at", Arc::new(TimestampMicrosecondArray::from_iter_values(rows.clone().map(|row| i64::from(row) * 500_000)))),
        (
            "zoned",
            Arc::new(TimestampMillisecondArray::from_iter_values(rows.clone().map(i64::from)).with_timezone("UTC")),
        ),
        (
            "kept",
            Arc::new(
                rows.clone().map(|row| Some(["a", "b"][usize::from(row > 9)])).collect::<DictionaryArray<Int32Type>>(),
            ),
        ),
        ("bytes", Arc::new(BinaryArray::from_iter_values(rows.map(|_| b"\xFF")))),
    ];
    let batch = RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(n, a)| (n, a, true))).unwrap();
    let properties = properties.set_max_row_group_row_count(Some(1000)).set_data_page_row_count_limit(300);
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), Some(properties.build())).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    bytes
}

fn open(bytes: &[u8], columns: &[(&str, ColumnType)]) -> Result<ParquetRecords> {
    ParquetRecords::new(Box::new(Cursor::new(bytes.to_vec())), "f.parquet", &wanted(columns))
}

const WANTED: [(&str, ColumnType); 5] = [
    ("sex", ColumnType::Text),
    ("person", ColumnType::Text),
    ("day", ColumnType::Date),
    ("at", ColumnType::DateTime),
    ("kept", ColumnType::Text),
];

#[test]
fn wanted_columns_are_read_group_by_group_under_every_compression() {
    for compression in [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::GZIP(Default::default()),
        Compression::LZ4,
        Compression::LZ4_RAW,
        Compression::ZSTD(Default::default()),
    ] {
        let bytes = file(WriterProperties::builder().set_compression(compression));
        let mut records = open(&bytes, &WANTED).unwrap();
        let (mut batch, mut sizes) = (Batch::new(), Vec::new());
        while records.next(&mut batch).unwrap() {
            sizes.push((batch.first, batch.rows));
            assert!(matches!(&batch.columns[0], Column::Coded { values, .. } if values.len() == 2));
        }
        assert_eq!(sizes, [(1, 1000), (1001, 1000), (2001, 500)]);
        assert_eq!(records.progress(), (2500, Some(2500)));
        let (rows, refused, ended) = all(&mut open(&bytes, &WANTED).unwrap());
        assert_eq!((rows[0].join(" "), rows[1].join(" ")), ("- 0 - 0s a".to_owned(), "F 7 1d 0s a".to_owned()));
        assert_eq!(rows[2499].join(" "), "- 17493 2499d 1249s b");
        assert_eq!((rows.len(), refused.len(), ended), (2500, 0, None));
    }
}

#[test]
fn texts_that_are_in_no_dictionary_stay_texts() {
    let bytes = file(WriterProperties::builder().set_dictionary_enabled(false));
    let mut records = open(&bytes, &[("note", ColumnType::Text), ("kept", ColumnType::Text)]).unwrap();
    let mut batch = Batch::new();
    assert!(records.next(&mut batch).unwrap());
    assert!(batch.columns.iter().all(|column| matches!(column, Column::Texts(_))));
    assert_eq!([shown(&batch.columns[0], 7), shown(&batch.columns[1], 10)], ["note 7", "b"]);
    assert_eq!(all(&mut open(&bytes, &[]).unwrap()).0.len(), 2500);
}

#[test]
fn what_cannot_be_read_is_refused_before_any_row() {
    let bytes = file(WriterProperties::builder());
    let refused = |name: &str, kind| open(&bytes, &[(name, kind)]).unwrap_err().to_string();
    let zoned = "DSM-SRC-046 time-zone-stated (column=zoned) at f.parquet";
    assert_eq!(refused("zoned", ColumnType::DateTime), zoned);
    let impossible = "DSM-SRC-045 column-type-impossible (column=bytes, kind=text, type=Binary) at f.parquet";
    assert_eq!(refused("bytes", ColumnType::Text), impossible);
    assert_eq!(refused("gone", ColumnType::Text), "DSM-SRC-012 column-missing (column=gone) at f.parquet");
    for foreign in [&b""[..], b"PAR1", b"PK\x03\x04", b"PAR1\0\0\0\0PAR1", b"PAR1\xFF\xFF\xFF\x7FPAR1"] {
        assert_eq!(open(foreign, &[]).unwrap_err().to_string(), "DSM-SRC-051 parquet-unreadable at f.parquet");
    }
}

#[test]
fn a_truncated_file_is_one_clear_error() {
    let bytes = file(WriterProperties::builder().set_compression(Compression::ZSTD(Default::default())));
    for end in (0..bytes.len()).step_by(97) {
        assert_eq!(open(&bytes[..end], &WANTED).unwrap_err().code().id(), "SRC-051", "{end}");
    }
    // The middle is gone and the end is there.
    let torn = [&bytes[..4], &bytes[2000..]].concat();
    match open(&torn, &WANTED) {
        Err(error) => assert_eq!(error.code().id(), "SRC-051"),
        Ok(mut records) => assert!(all(&mut records).1.iter().any(|refused| refused.contains("SRC-052"))),
    }
}

#[test]
fn a_corrupt_byte_never_panics_and_never_changes_how_many_rows_there_are() {
    let quiet = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| ()));
    let mut broken = 0;
    for compression in [Compression::UNCOMPRESSED, Compression::SNAPPY] {
        let bytes = file(WriterProperties::builder().set_compression(compression));
        for at in (0..bytes.len()).step_by(101) {
            let mut bytes = bytes.clone();
            bytes[at] ^= 1 << (at % 8);
            let Ok(mut records) = open(&bytes, &WANTED) else { continue };
            let total = records.progress().1;
            let (rows, refused, ended) = all(&mut records);
            let lost = refused.iter().filter_map(|said| said.strip_prefix("Records(")).map(|said| {
                assert!(said.contains("SRC-052"), "{said}");
                said.rsplit([' ', ')']).find_map(|count| count.parse::<usize>().ok()).unwrap()
            });
            let lost: Vec<usize> = lost.collect();
            broken += usize::from(!lost.is_empty());
            let rows = rows.len() + lost.iter().sum::<usize>();
            assert!(ended.is_some() || u64::try_from(rows).ok() == total, "{at}");
        }
    }
    std::panic::set_hook(quiet);
    assert!(broken > 10, "{broken}");
}

#[test]
fn a_host_that_fails_is_not_a_broken_file() {
    struct Gone(Cursor<Vec<u8>>, usize);
    impl Read for Gone {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            self.1 = self.1.checked_sub(1).ok_or_else(|| std::io::Error::other("gone"))?;
            self.0.read(into)
        }
    }
    impl Seek for Gone {
        fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
            self.0.seek(to)
        }
    }
    let bytes = file(WriterProperties::builder());
    for reads in [0, 1, 5, 20] {
        let input = Box::new(Gone(Cursor::new(bytes.clone()), reads));
        let records = ParquetRecords::new(input, "f", &wanted(&WANTED));
        let code = records.map_or_else(|error| Some(error.code().id()), |mut records| all(&mut records).2);
        assert_eq!(code, Some("SRC-016"), "{reads}");
    }
}
