use super::*;
use crate::error::Result;
use proptest::prelude::*;
use std::io::{Cursor, Error as IoError, Read, Seek, SeekFrom};

fn open(text: &str) -> Result<Reader<Cursor<Vec<u8>>>> {
    super::open(Cursor::new(text.as_bytes().to_vec()), "f.csv", &Layout::default())
}

/// Every row as texts.
fn read(text: &str) -> Result<Vec<Vec<String>>> {
    let (mut rows, mut batch, mut all) = (open(text)?, Grid::new(), Vec::new());
    while rows.next(&mut batch)? {
        all.extend(batch.rows().map(|row| (0..row.len()).map(|column| row.text(column).to_owned()).collect()));
    }
    Ok(all)
}

fn failed<T>(result: Result<T>) -> String {
    result.err().map_or("no error".into(), |error| {
        let place = error.place().map(ToString::to_string).unwrap_or_default();
        format!("{} {place}", error.code().id())
    })
}

#[test]
fn quotes_separators_and_line_ends() {
    for text in [
        "A,B\n1,2\n3,4\n",
        "A,B\r\n1,2\r\n3,4",
        "A,B\r1,2\r3,4\r",
        "\u{feff}A,B\n1,2\n3,4",
        "\n\nA,B\n\n1,2\n\r\n3,4\n\n",
        "A;B\n1;2\n3;4\n",
        "A\tB\n1\t2\n\"3\"\t4\n",
        "A|B\n1|2\n3|4\n",
        "\"A\",\"B\"\n\"1\",2\n3,\"4\"",
    ] {
        assert_eq!(read(text).unwrap(), [["1", "2"], ["3", "4"]], "{text:?}");
    }
    assert_eq!(read("A,B\n\"a\"\"b\",\"x,\r\ny\"\n").unwrap(), [["a\"b", "x,\r\ny"]]);
    assert_eq!(read("A,B\n,\n\"\",\n").unwrap(), [["", ""], ["", ""]]);
    assert_eq!(read("A,B\n1\n1,2,3\n").unwrap(), [vec!["1"], vec!["1", "2", "3"]]);
    assert_eq!(read("A\n1\n\n2\n").unwrap(), [["1"], [""], ["2"]]);
    assert_eq!(read("A,B\n").unwrap(), Vec::<Vec<String>>::new());
    assert_eq!(read("\"A;B\",C\n1,2").unwrap(), [["1", "2"]]);
}

#[test]
fn what_cannot_be_read_is_refused_with_its_place() {
    for (text, expected) in [
        ("", "SRC-011 f.csv"),
        ("\n\n", "SRC-011 f.csv"),
        ("A,B\n1,\"2\n3,4\n", "SRC-005 f.csv:2:2"),
        ("A,B\n1,2\n\"3\"x,4\n", "SRC-006 f.csv:3:1"),
        ("A,B\n1,2\"\n", "SRC-006 f.csv:2:2"),
        ("A,B;C\n1,2\n", "SRC-010 f.csv:1"),
        ("A|B,C\n1,2\n", "SRC-010 f.csv:1"),
        ("A,A\n1,2\n", "SRC-013 f.csv:1:2"),
        ("A, \n1,2\n", "SRC-014 f.csv:1:2"),
    ] {
        assert_eq!(failed(read(text)), expected, "{text:?}");
    }
    let bytes = |bytes: &[u8]| {
        let layout = Layout::default().encoding(Encoding::Utf8);
        failed(super::open(Cursor::new(bytes.to_vec()), "f.csv", &layout))
    };
    assert_eq!(bytes(b"A,\xC3\x28\n"), "SRC-004 f.csv:1:2");
}

#[test]
fn every_problem_of_the_names_is_found() {
    let error = open("A,,A,B, \n").unwrap_err();
    assert_eq!(error.findings().len(), 3);
    let error = open("A,B\n").unwrap().header().need_all(["A", "TIME_PERIOD", "OBS_VALUE"]).unwrap_err();
    assert_eq!(error.to_string(), "DSM-SRC-012 column-missing (column=TIME_PERIOD) at f.csv");
    assert_eq!(error.findings().len(), 2);
    assert_eq!(open("A,B\n").unwrap().header().need_all(["B", "A"]).unwrap(), [1, 0]);
}

#[test]
fn limits_are_kept() {
    let limits = Limits { row: 20, value: 8, columns: 3, ..Limits::default() };
    let limited = |text: &str| {
        let mut rows = super::open(Cursor::new(text.to_owned()), "f.csv", &Layout::default().limits(limits))?;
        rows.next(&mut Grid::new())
    };
    assert!(limited("A,B,C\n12345678,2,3\n").unwrap());
    assert_eq!(failed(limited("A,B,C\n123456789,2\n")), "SRC-008 f.csv:2:1");
    assert_eq!(failed(limited("A,B,C\n1,2,3,4\n")), "SRC-009 f.csv:2:4");
    assert_eq!(failed(limited("A,B,C\n1234567,1234567,1234567\n")), "SRC-007 f.csv:2");
    assert_eq!(failed(limited("A,B,C\n1,\"2345678901234567890123\n")), "SRC-005 f.csv:2:2");
    assert_eq!(failed(limited(&format!("{},B\n", "A".repeat(100)))), "SRC-007 f.csv:1");
    // A mebibyte that nobody closes ends at the limit, not in memory.
    let hostile = format!("A,B\n1,\"{}", "x".repeat(3 << 20));
    assert_eq!(failed(read(&hostile)), "SRC-005 f.csv:2:2");
}

#[test]
fn every_value_knows_its_place() {
    let (mut rows, mut batch) = (open("A,B\n\"1\n1\",x\n3,y\n").unwrap(), Grid::new());
    assert!(rows.next(&mut batch).unwrap());
    let places: Vec<_> = batch.rows().map(|row| format!("{} {}", row.place(0), row.place(1))).collect();
    assert_eq!(places, ["f.csv:2:1 f.csv:3:2", "f.csv:4:1 f.csv:4:2"]);
    let row = batch.rows().last().unwrap();
    assert_eq!(failed(row.figure(1)), "SRC-001 f.csv:4:2");
    assert_eq!(
        row.finding(crate::error::codes::src::FIGURE_UNREADABLE, 1).evidence().unwrap().reveal(&rows.custody()),
        "y"
    );
    assert!(row.complete(rows.header()).is_ok());
    assert_eq!((row.text(7), row.place(7).to_string().as_str()), ("", "f.csv:4:8"));
    assert!(!rows.next(&mut batch).unwrap() && batch.is_empty());
}

#[test]
fn nothing_shows_what_was_read() {
    let (mut rows, mut batch) = (open("Ivanova,B\nIvanova,2\n").unwrap(), Grid::new());
    rows.next(&mut batch).unwrap();
    let shown = format!("{rows:?} {batch:?} {:?} {:?}", rows.header(), batch.rows().next());
    assert!(!shown.contains("Ivanova"), "{shown}");
}

#[test]
fn batches_hold_all_rows_once() {
    let text: String = std::iter::once("A,B\n".into()).chain((0..20_000).map(|n| format!("{n},x\n"))).collect();
    let (mut rows, mut batch, mut seen, mut batches) = (open(&text).unwrap(), Grid::new(), 0, 0);
    while rows.next(&mut batch).unwrap() {
        batches += 1;
        for row in batch.rows() {
            assert_eq!((row.text(0), row.line()), (seen.to_string().as_str(), seen + 2));
            seen += 1;
        }
    }
    assert_eq!(seen, 20_000);
    assert!(batches > 1);
}

#[test]
fn figures_are_exact_or_refused() {
    for (text, value) in [
        ("0", "0"),
        ("-0", "0"),
        ("007", "7"),
        ("1.10", "1.10"),
        ("-0.5", "-0.5"),
        ("79228162514264337593543950335", "79228162514264337593543950335"),
    ] {
        assert_eq!(figure(text).unwrap().to_string(), value);
    }
    for text in [
        "",
        "-",
        "--1",
        "+1",
        "1.",
        ".1",
        "1.2.3",
        "1_0",
        "1e3",
        "NaN",
        "inf",
        "∞",
        "１",
        "0x1",
        " 1",
        "1 ",
        "1\u{a0}000",
        "−1",
    ] {
        assert_eq!(failed(figure(text)), "SRC-001 ", "{text}");
    }
    assert_eq!(failed(figure(&"9".repeat(1_000_000))), "SRC-002 ");
    for text in ["79228162514264337593543950336", "0.00000000000000000000000000001", &"1".repeat(64)] {
        assert_eq!(failed(figure(text)), "SRC-003 ", "{text}");
    }
}

/// An input that gives a byte at a time, is interrupted, and breaks off.
struct Torn(Cursor<Vec<u8>>, usize);

impl Read for Torn {
    fn read(&mut self, space: &mut [u8]) -> std::io::Result<usize> {
        self.1 += 1;
        match self.1 % 3 {
            0 => Err(IoError::from(std::io::ErrorKind::Interrupted)),
            _ if self.0.position() > 20 => Err(IoError::other("gone")),
            _ => self.0.read(&mut space[..1]),
        }
    }
}

impl Seek for Torn {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.0.seek(to)
    }
}

#[test]
fn a_reader_that_breaks_off_is_an_error_with_its_line() {
    let input = Torn(Cursor::new("\u{feff}A,B\n1,2\n3,4\n5,6\n7,8\n9,0\n".into()), 0);
    let read = super::open(input, "f.csv", &Layout::default()).and_then(|mut rows| rows.next(&mut Grid::new()));
    assert_eq!(failed(read), "SRC-016 f.csv:5");
}

#[test]
fn means_can_be_had_without_a_host() {
    let means = Means::quiet(crate::time::Moment::parse("2024-01-01").unwrap());
    let mut space = means.scratch.space().unwrap();
    std::io::Write::write_all(&mut space, b"kept").unwrap();
    space.rewind().unwrap();
    let mut kept = String::new();
    space.read_to_string(&mut kept).unwrap();
    assert_eq!(kept, "kept");
    assert!(means.step(1, None).is_ok());
    struct Stop;
    impl Watch for Stop {
        fn step(&self, _: u64, _: Option<u64>) -> std::ops::ControlFlow<()> {
            std::ops::ControlFlow::Break(())
        }
    }
    assert_eq!(failed(Means { watch: &Stop, ..means }.step(1, None)), "SRC-017 ");
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

proptest! {
    #[test]
    fn what_is_written_is_read(table in prop::collection::vec(prop::collection::vec("[a-z0-9,;\"\t\r\n \u{434}]{0,6}", 3), 0..20), end in "\n|\r\n|\r") {
        let lines = std::iter::once(["A", "B", "C"].join(",")).chain(table.iter().map(|row| {
            row.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(",")
        }));
        let text = lines.collect::<Vec<_>>().join(&end);
        prop_assert_eq!(read(&text).unwrap(), table);
    }

    #[test]
    fn quotes_only_where_they_are_needed_say_the_same(table in prop::collection::vec(prop::collection::vec("[a;\"\n \u{434}]{0,3}", 3), 0..20)) {
        let value = |text: &String| if text.contains([';', '"', '\n']) { quoted(text) } else { text.clone() };
        let lines = table.iter().map(|row| row.iter().map(value).collect::<Vec<_>>().join(";"));
        let text: String = std::iter::once("A;B;C".to_owned()).chain(lines).map(|line| line + "\n").collect();
        prop_assert_eq!(read(&text).unwrap(), table);
    }

    #[test]
    fn any_bytes_are_rows_or_an_error(bytes in prop::collection::vec(prop::sample::select(b"a1\",;\t\r\n\xC3\xA9\xFF\xFE\xEF\xBB\xBF".to_vec()), 0..200)) {
        if let Ok(mut rows) = super::open(Cursor::new(bytes), "f", &Layout::default()) {
            let mut batch = Grid::new();
            while let Ok(true) = rows.next(&mut batch) {
                prop_assert!(batch.rows().all(|row| !row.is_empty() && row.line() > 0));
            }
        }
    }

    #[test]
    fn a_figure_is_what_it_says(mantissa in any::<i64>(), scale in 0..19_u32) {
        let figure = rust_decimal::Decimal::new(mantissa, scale);
        prop_assert_eq!(super::figure(&figure.to_string()).unwrap(), figure);
    }
}
