use super::*;
use crate::source::{self, Layout, Limits};
use std::io::{Cursor, Read, Seek, SeekFrom};

/// Every row of the records, texts as they are, and what was refused.
fn all(records: &mut (impl Records + ?Sized)) -> (Vec<Vec<String>>, Vec<String>, Option<&'static str>) {
    let (mut batch, mut rows, mut refused) = (Batch::new(), Vec::new(), Vec::new());
    let ended = loop {
        let next = records.next(&mut batch);
        assert!(batch.columns.iter().all(|column| column.len() == batch.rows));
        rows.extend((0..batch.rows).map(|row| batch.columns.iter().map(|column| shown(column, row)).collect()));
        refused.extend(records.refused().iter().map(|refused| format!("{refused:?}")));
        match next {
            Ok(true) => {}
            Ok(false) => break None,
            Err(error) => break Some(error.code().id()),
        }
    };
    assert!(matches!(records.next(&mut batch), Ok(false)) || ended.is_some());
    (rows, refused, ended)
}

fn shown(column: &Column, row: usize) -> String {
    let unless = |missing: &Option<Vec<bool>>, value: String| match missing.as_ref().is_some_and(|all| all[row]) {
        true => "-".to_owned(),
        false => value,
    };
    match column {
        Column::Texts(texts) => texts.get(row).to_owned(),
        Column::Coded { keys, values } => {
            usize::try_from(keys[row]).ok().and_then(|key| values.get(key)).map_or("-".to_owned(), |v| v.to_string())
        }
        Column::Integers { values, missing } => unless(missing, format!("{}", values[row])),
        Column::Days { values, missing } => unless(missing, format!("{}d", values[row])),
        Column::Instants { values, missing } => unless(missing, format!("{}s", values[row])),
    }
}

fn wanted(columns: &[(&str, ColumnType)]) -> Vec<Wanted> {
    columns.iter().map(|(name, kind)| Wanted::new(name, *kind)).collect()
}

fn texts(bytes: &[u8], layout: &Layout, names: &[&str]) -> (Vec<Vec<String>>, Vec<String>, Option<&'static str>) {
    let wanted: Vec<Wanted> = names.iter().map(|name| Wanted::new(name, ColumnType::Text)).collect();
    all(&mut TextRecords::new(source::open(Cursor::new(bytes.to_vec()), "f", layout).unwrap(), &wanted).unwrap())
}

#[test]
fn only_wanted_columns_are_in_the_batch_in_the_wanted_order() {
    let (rows, refused, ended) = texts(b"A,B,C\n1,2,3\n,\" x \",6\n", &Layout::default(), &["C", "B"]);
    assert_eq!(rows, [["3", "2"], ["6", "x"]]);
    assert!(refused.is_empty() && ended.is_none());
    let layout = Layout::default().fixed(&[("A", 2), ("B", 3)]);
    assert_eq!(texts(b"12345\nab c \n", &layout, &["B"]).0, [["345"], ["c"]]);
}

#[test]
fn missing_columns_are_all_named_before_any_row() {
    let rows = source::open(Cursor::new("A,B\n1,2\n"), "f", &Layout::default()).unwrap();
    let wanted = wanted(&[("X", ColumnType::Text), ("A", ColumnType::Text), ("Y", ColumnType::Date)]);
    let error = TextRecords::new(rows, &wanted).unwrap_err();
    assert_eq!(error.to_string(), "DSM-SRC-012 column-missing (column=X) at f");
    assert_eq!(error.findings().len(), 2);
}

#[test]
fn broken_rows_are_refused_and_do_not_end_the_file() {
    let bytes = b"A,B\n1,2\n1,2,3\nx\"y,2\n5,6\n\"7\n7\",8\n9,\"10\n11,12\n13,\"14";
    let (rows, refused, ended) = texts(bytes, &Layout::default(), &["A"]);
    assert_eq!(rows, [["1"], ["5"], ["11"]]);
    assert_eq!(
        refused,
        [
            "Record(Finding(DSM-SRC-006 quote-stray at f:4:1))",
            // A quotation mark that nobody closed takes no other record with it.
            "Record(Finding(DSM-SRC-005 quote-open at f:6:1))",
            "Record(Finding(DSM-SRC-006 quote-stray at f:7:1))",
            "Record(Finding(DSM-SRC-005 quote-open at f:8:2))",
            "Record(Finding(DSM-SRC-005 quote-open at f:10:2))",
            "Record(Finding(DSM-SRC-015 row-length (expected=2, found=3) at f:3))",
        ]
    );
    assert_eq!(ended, None);
}

#[test]
fn lines_that_are_no_text_are_refused_alone() {
    let good: String = (0..30_000).map(|row| format!("{row},имя\n")).collect();
    let bytes = [b"A,B\n1,\xFF2\n\xC0\n".as_slice(), good.as_bytes(), b"x,\xD0\n7,8\n9,\xD0"].concat();
    let open = |bytes: &[u8]| {
        let input = Box::new(Cursor::new(bytes.to_vec()));
        let mut records =
            source::open_records(input, "f", &Layout::default(), &wanted(&[("A", ColumnType::Text)])).unwrap();
        all(&mut *records)
    };
    let (rows, refused, ended) = open(&bytes);
    assert_eq!((rows.len(), &*rows[0][0], &*rows[30_000][0], ended), (30_001, "0", "7", None));
    let places = ["2:2", "3:1", "30004:2", "30006:2"];
    assert_eq!(refused, places.map(|place| format!("Record(Finding(DSM-SRC-004 not-utf8 at f:{place}))")));
    // Text of ASCII but for one line is text for records alone; where many lines are not, nothing is guessed.
    let (rows, refused, _) = open(b"A,B\n1,2\n3,\x95\n5,6\n");
    assert_eq!((rows.len(), refused.len()), (2, 1));
    // Where letters outweigh them, more than a line in a hundred is still not guessed at.
    let names = "имя".repeat(20);
    let mixed: Vec<u8> = (0..300)
        .flat_map(|row| {
            let bytes = names.as_bytes();
            [b"1,".as_slice(), bytes, if row % 50 == 0 { b"\xD0\n" } else { b"\n" }].concat()
        })
        .collect();
    let input = Box::new(Cursor::new([b"A,B\n".as_slice(), &mixed].concat()));
    assert_eq!(source::open_records(input, "f", &Layout::default(), &[]).err().unwrap().code().id(), "SRC-019");
    let many = [b"A,B\n".as_slice(), &b"3,\x81\x95\n".repeat(3)].concat();
    let input = Box::new(Cursor::new(many));
    assert_eq!(source::open_records(input, "f", &Layout::default(), &[]).err().unwrap().code().id(), "SRC-019");
    assert!(source::open(Cursor::new(b"A,B\n3,\x95\n".to_vec()), "f", &Layout::default()).is_err());
}

#[test]
fn lines_with_zero_bytes_are_refused_alone() {
    let good: String = (0..400).map(|row| format!("{row},имя\n")).collect();
    let far = "x".repeat(200_000);
    let bytes = format!("A,B\n1,\0\n{good}2,\0{far}\0\0{far}\n7,8\n9,\0");
    let open = |bytes: &[u8], layout: &Layout| {
        let input = Box::new(Cursor::new(bytes.to_vec()));
        let wanted = wanted(&[("A", ColumnType::Text)]);
        source::open_records(input, "f", layout, &wanted).map(|mut records| all(&mut *records))
    };
    let (rows, refused, ended) = open(bytes.as_bytes(), &Layout::default()).unwrap();
    assert_eq!((rows.len(), &*rows[0][0], &*rows[400][0], ended), (401, "0", "7", None));
    let places = ["2:2", "403:2", "405:2"];
    assert_eq!(refused, places.map(|place| format!("Record(Finding(DSM-SRC-025 file-is-binary at f:{place}))")));
    // The same in two bytes a letter.
    let wide: Vec<u8> = bytes.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (rows, refused, _) = open(&wide, &Layout::default().encoding(source::Encoding::Utf16Le)).unwrap();
    assert_eq!((rows.len(), refused.len()), (401, 3));
    // Zeros behind bytes that are no text, and the other way round, in one line and in two.
    let mixed = ["A,B\n".as_bytes(), good.as_bytes(), b"1,\0\xFF\n2,\xFF\0\n3,4\n5,\0\n6,\xFF\n8,9\n"].concat();
    let (rows, refused, _) = open(&mixed, &Layout::default()).unwrap();
    assert_eq!((rows.len(), &*rows[400][0], &*rows[401][0], refused.len()), (402, "3", "8", 4));
    // What is no text at all is refused as a whole.
    let binary = b"A,B\n\0\0,\0\n\0,\0\n\0,\0\n";
    assert_eq!(open(binary, &Layout::default()).err().unwrap().code().id(), "SRC-025");
}

#[test]
fn whole_numbers_of_text_are_read_as_they_are_declared() {
    let rows = source::open(Cursor::new("A,B\n007,1\n 7 ,2\n,3\n7a,4\n"), "f", &Layout::default()).unwrap();
    let mut records = TextRecords::new(rows, &wanted(&[("B", ColumnType::Text), ("A", ColumnType::Integer)])).unwrap();
    let (rows, refused, _) = all(&mut records);
    assert_eq!(rows, [["1", "7"], ["2", "7"], ["3", "-"], ["4", "-"]]);
    assert_eq!(refused, ["Value(Finding(DSM-SRC-001 figure-unreadable at f:5:1))"]);
}

#[test]
fn a_file_without_names_of_columns_shows_nobody() {
    let input = Box::new(Cursor::new("P7,Smith,Smith\nP8,Jones,Ray\n"));
    let error = source::open_records(input, "f", &Layout::default(), &wanted(&[("A", ColumnType::Text)]));
    let error = error.err().unwrap();
    assert_eq!(error.code().id(), "SRC-013");
    assert!(error.findings().iter().all(|finding| finding.evidence().is_none() && finding.place().is_some()));
}

#[test]
fn values_that_are_too_long_and_rows_that_are_too_wide_are_refused_alone() {
    let layout = Layout::default().limits(Limits { row: 100, value: 4, columns: 3, file: 90 });
    let (rows, refused, ended) = texts(b"A,B\n12345,2\n1,2,3,4\n3,4\n", &layout, &["A", "B"]);
    assert_eq!((rows.len(), refused.len(), ended), (1, 2, None), "{refused:?}");
    let (rows, refused, ended) = texts(&[b"A,B\n".as_slice(), &b"1,2\n".repeat(50)].concat(), &layout, &["A", "B"]);
    assert!(refused.is_empty() && !rows.is_empty());
    assert_eq!(ended, Some("SRC-026"));
}

#[test]
fn places_are_lines_and_columns_of_the_file() {
    let rows = source::open(Cursor::new("A,B,C\n1,2,3\n\n4,5,6\n"), "f", &Layout::default()).unwrap();
    let wanted = wanted(&[("C", ColumnType::Text), ("A", ColumnType::Text)]);
    let mut records = TextRecords::new(rows, &wanted).unwrap();
    let mut batch = Batch::new();
    assert!(records.next(&mut batch).unwrap());
    let place = |row, column| batch.place(row, column).to_string();
    assert_eq!([place(0, Some(0)), place(0, Some(1)), place(0, None)], ["f:2:3", "f:2:1", "f:2"]);
    assert_eq!([place(1, Some(0)), place(1, None)], ["f:4:3", "f:4"]);
    assert_eq!((batch.first, batch.rows), (2, 2));
    assert_eq!(format!("{batch:?} {:?}", batch.columns[0]), "Batch(2 rows) Column(2 rows)");
    assert_eq!(records.progress(), (19, Some(19)));
}

#[test]
fn a_carrier_that_fails_gives_the_rows_before_and_then_the_error() {
    struct Torn(Cursor<Vec<u8>>);
    impl Read for Torn {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            let room = into.len().min(40_000);
            match self.0.position() > 80_000 {
                true => Err(std::io::Error::other("torn")),
                false => self.0.read(&mut into[..room]),
            }
        }
    }
    impl Seek for Torn {
        fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
            self.0.seek(to)
        }
    }
    let bytes = [b"A,B\n".as_slice(), &b"1,2\n".repeat(60_000)].concat();
    let rows = source::open(Torn(Cursor::new(bytes)), "f", &Layout::default()).unwrap();
    let (rows, refused, ended) = all(&mut TextRecords::new(rows, &wanted(&[("A", ColumnType::Text)])).unwrap());
    assert_eq!((rows.len() > 10_000, refused.len(), ended), (true, 0, Some("SRC-016")));
}

#[test]
fn many_rows_come_in_many_batches_that_use_their_buffers_again() {
    let body: String = (0..30_000).map(|row| format!("{row},x{row}\n")).collect();
    let (rows, _, _) = texts(format!("A,B\n{body}").as_bytes(), &Layout::default(), &["B"]);
    assert_eq!((rows.len(), &*rows[29_999][0]), (30_000, "x29999"));
    let broken = "1\n".repeat(30_000);
    let (rows, refused, _) = texts(format!("A,B\n{broken}").as_bytes(), &Layout::default(), &["B"]);
    assert_eq!((rows.len(), refused.len()), (0, 30_000));
}

/// A binary COPY of tuples of fields.
fn copied(tuples: &[&[Option<&[u8]>]]) -> Vec<u8> {
    let mut bytes = b"PGCOPY\n\xFF\r\n\0\0\0\0\0\0\0\0\x03xyz".to_vec();
    for tuple in tuples {
        bytes.extend(i16::try_from(tuple.len()).unwrap().to_be_bytes());
        for field in *tuple {
            bytes.extend(field.map_or(-1, |field| i32::try_from(field.len()).unwrap()).to_be_bytes());
            bytes.extend(field.unwrap_or_default());
        }
    }
    bytes.extend((-1_i16).to_be_bytes());
    bytes
}

/// A reader that gives a few bytes at a time.
struct Slow<'a>(&'a [u8], usize);

impl Read for Slow<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let room = into.len().min(self.1);
        self.0.read(&mut into[..room])
    }
}

const REGISTER: [(&str, CopyType); 7] = [
    ("id", CopyType::Integer),
    ("small", CopyType::Integer),
    ("day", CopyType::Date),
    ("note", CopyType::Other),
    ("at", CopyType::Timestamp),
    ("name", CopyType::Text),
    ("adult", CopyType::Boolean),
];

fn copy(bytes: &[u8], names: &[(&str, ColumnType)]) -> (Vec<Vec<String>>, Vec<String>, Option<&'static str>) {
    let fast = all(&mut CopyRecords::new(bytes, "pg", &REGISTER, &wanted(names)).unwrap());
    let slow = all(&mut CopyRecords::new(Slow(bytes, 3), "pg", &REGISTER, &wanted(names)).unwrap());
    assert_eq!(fast, slow);
    fast
}

const EVERY: [(&str, ColumnType); 6] = [
    ("adult", ColumnType::Text),
    ("id", ColumnType::Text),
    ("small", ColumnType::Integer),
    ("day", ColumnType::Date),
    ("at", ColumnType::DateTime),
    ("name", ColumnType::Text),
];

#[test]
fn a_binary_copy_is_read_by_its_types() {
    let long = vec![0; 2 << 20];
    let bytes = copied(&[
        &[
            Some(&7_i64.to_be_bytes()),
            Some(&(-3_i16).to_be_bytes()),
            Some(&0_i32.to_be_bytes()),
            Some(&long),
            Some(&(-1_i64).to_be_bytes()),
            Some("Имя ".as_bytes()),
            Some(&[1]),
        ],
        &[None; 7],
        &[
            Some(&8_i32.to_be_bytes()),
            None,
            Some(&i32::MAX.to_be_bytes()),
            None,
            Some(&i64::MIN.to_be_bytes()),
            Some(b""),
            Some(&[0]),
        ],
    ]);
    let (rows, refused, ended) = copy(&bytes, &EVERY);
    assert_eq!(
        rows,
        [["t", "7", "-3", "10957d", "946684799s", "Имя"], ["-", "-", "-", "-", "-", ""], ["f", "8", "-", "-", "-", ""]]
    );
    let beyond = |column| format!("Value(Finding(DSM-SRC-050 date-beyond-calendar at pg:{column}[2]))");
    assert_eq!((refused, ended), (vec![beyond("day"), beyond("at")], None));
    let texts = copy(&bytes, &[("day", ColumnType::Text), ("at", ColumnType::Text)]).0;
    assert_eq!(texts[0], ["2000-01-01", "1999-12-31T23:59:59"]);
    let crossed = copy(&bytes, &[("day", ColumnType::DateTime), ("at", ColumnType::Date)]).0;
    assert_eq!(crossed[0], ["946684800s", "10956d"]);
}

#[test]
fn a_copy_that_breaks_off_gives_what_was_whole_and_one_error() {
    let seven = 7_i32.to_be_bytes();
    let tuple: &[Option<&[u8]>] = &[Some(&seven), None, Some(&seven), Some(b"note"), None, Some(b"name"), None];
    let bytes = copied(&[tuple, tuple]);
    assert_eq!(copy(&bytes, &EVERY).0.len(), 2);
    for end in 0..bytes.len() {
        let (rows, refused, ended) = copy(&bytes[..end], &EVERY);
        let expected = if end < 22 { "SRC-047" } else { "SRC-048" };
        assert_eq!((rows.len() < 3, refused.len(), ended), (true, 0, Some(expected)), "{end}");
    }
    assert_eq!(copy(&[&*bytes, b"PGCOPY"].concat(), &EVERY).2, Some("SRC-049"));
    let error = |bytes: &[u8]| {
        let mut records = CopyRecords::new(bytes, "pg", &REGISTER, &wanted(&EVERY)).unwrap();
        let mut batch = Batch::new();
        records.next(&mut batch).unwrap();
        assert_eq!(batch.rows, 1);
        let error = records.next(&mut batch).unwrap_err();
        assert_eq!((batch.rows, records.next(&mut batch).unwrap()), (0, false));
        error.to_string()
    };
    let wrong = |place: usize, field: &[u8]| {
        let mut fields = tuple.to_vec();
        fields[place] = Some(field);
        error(&copied(&[tuple, &fields]))
    };
    assert_eq!(wrong(0, &[1, 2, 3]), "DSM-SRC-049 copy-broken at pg:id[1]");
    assert_eq!(wrong(2, &[1, 2, 3]), "DSM-SRC-049 copy-broken at pg:day[1]");
    assert_eq!(wrong(6, &[]), "DSM-SRC-049 copy-broken at pg:adult[1]");
    assert_eq!(wrong(5, b"\xFF"), "DSM-SRC-004 not-utf8 at pg:name[1]");
    assert_eq!(wrong(5, &[b'x'; (1 << 20) + 1]), "DSM-SRC-008 value-too-long (limit=1048576) at pg:name[1]");
    assert_eq!(error(&copied(&[tuple, &tuple[..6]])), "DSM-SRC-049 copy-broken at pg:[1]");
}

#[test]
fn columns_that_cannot_be_what_is_wanted_are_refused_before_any_row() {
    let columns = [("at", CopyType::TimestampZoned), ("id", CopyType::Integer), ("x", CopyType::Other)];
    let refused = |name: &str, kind: ColumnType| {
        let error = CopyRecords::new(&b""[..], "pg", &columns, &wanted(&[(name, kind)])).unwrap_err();
        error.to_string()
    };
    assert_eq!(refused("at", ColumnType::DateTime), "DSM-SRC-046 time-zone-stated (column=at) at pg");
    let impossible = "DSM-SRC-045 column-type-impossible (column=id, kind=date, type=Int) at pg";
    assert_eq!(refused("id", ColumnType::Date), impossible);
    assert!(refused("x", ColumnType::Text).starts_with("DSM-SRC-045"));
    assert_eq!(refused("y", ColumnType::Text), "DSM-SRC-012 column-missing (column=y) at pg");
}

#[test]
fn many_tuples_come_in_many_batches() {
    let fields: Vec<[u8; 4]> = (0..40_000_i32).map(i32::to_be_bytes).collect();
    let tuples: Vec<[Option<&[u8]>; 7]> =
        fields.iter().map(|id| [Some(&id[..]), None, None, None, None, None, None]).collect();
    let tuples: Vec<&[Option<&[u8]>]> = tuples.iter().map(|tuple| &tuple[..]).collect();
    let bytes = copied(&tuples);
    let mut records = CopyRecords::new(&bytes[..], "pg", &REGISTER, &wanted(&[("id", ColumnType::Integer)])).unwrap();
    let (mut batch, mut firsts) = (Batch::new(), Vec::new());
    while records.next(&mut batch).unwrap() {
        firsts.push((batch.first, batch.rows));
    }
    assert_eq!(firsts, [(1, 16_384), (16_385, 16_384), (32_769, 7_232)]);
    assert_eq!(records.progress(), (u64::try_from(bytes.len()).unwrap(), None));
}

#[cfg(feature = "arrow")]
mod arrow;
#[cfg(feature = "parquet")]
mod parquet;
