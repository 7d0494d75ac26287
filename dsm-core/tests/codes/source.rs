use crate::provoked::{Example, Provoked, error, finding};
use dsm_core::error::{Code, Result, codes::src};
use dsm_core::source::{
    self, Batch, ColumnType, CopyRecords, CopyType, Encoding, Grid, Guard, Layout, Limits, Means, Numbers, NumbersSeen,
    Reader, Records, Refused, Rows, Wanted, Watch, figure,
};
use dsm_core::time::Moment;
use std::io::{Cursor, Error, Read, Seek, SeekFrom};
use std::ops::ControlFlow;

pub(super) const EXAMPLES: &[Example] = &[
    (src::FIGURE_UNREADABLE, || error(figure("NaN"))),
    (src::FIGURE_TOO_LONG, || error(figure(&"9".repeat(1_000_000)))),
    (src::FIGURE_NOT_EXACT, || error(figure(&"9".repeat(30)))),
    (src::NOT_UTF8, || error(read_as(&Layout::default().encoding(Encoding::Utf8), b"A,B\n1,\xFF\n"))),
    (src::QUOTE_OPEN, || error(read(b"A,B\n1,\"2\n"))),
    (src::QUOTE_STRAY, || error(read(b"A,B\n1,2\"\n"))),
    (src::ROW_TOO_LONG, || error(read(b"A,B\n1234567890,1234567890\n"))),
    (src::VALUE_TOO_LONG, || error(read(b"A,B\n12345678901,2\n"))),
    (src::TOO_MANY_COLUMNS, || error(read(b"A,B,C,D\n"))),
    (src::SEPARATOR_UNCLEAR, || error(read(b"A,B;C\n"))),
    (src::FILE_EMPTY, || error(read(b""))),
    (src::COLUMN_MISSING, || error(open(b"A,B\n").unwrap().header().need("OBS_VALUE"))),
    (src::COLUMN_TWICE, || error(read(b"A,A\n"))),
    (src::COLUMN_UNNAMED, || error(read(b"A,\n"))),
    (src::ROW_LENGTH, || incomplete(&Layout::default(), b"A,B\n1\n")),
    (src::READ_FAILED, || error(source::open(Gone, "gone.csv", &Layout::default()))),
    (src::STOPPED, || {
        let means = Means { watch: &Stop, ..Means::quiet(Moment::parse("2024-01-01").unwrap()) };
        error(means.step(1, None))
    }),
    (src::ENCODING_UNKNOWN, || error(Encoding::parse("ansi"))),
    (src::ENCODING_UNCLEAR, || error(read(b"A,B\n1,\xFF\n"))),
    (src::NOT_IN_ENCODING, || error(read_as(&Layout::default().encoding(Encoding::Windows1251), b"A\n\x98\n"))),
    (src::FILE_IS_WORKBOOK, || error(read(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))),
    (src::FILE_IS_PACKED, || error(read(b"\x1F\x8B\x08"))),
    (src::FILE_IS_DOCUMENT, || error(read(b"%PDF-1.7"))),
    (src::FILE_IS_MESSAGE, || error(read(b"<?xml version=\"1.0\"?><Table/>"))),
    (src::FILE_IS_BINARY, || error(read(b"A,B\n1,\0\n"))),
    (src::FILE_TOO_LONG, || error(read(&[b"A\n".as_slice(), &b"1\n".repeat(500)].concat()))),
    (src::ENCODING_DETECTED, || {
        noticed(b"\xD1\xF2\xF0\xE0\xED\xE0;\xC3\xEE\xE4;\xD7\xE8\xF1\xEB\xEE\n", src::ENCODING_DETECTED)
    }),
    (src::MARK_AGAINST_ENCODING, || {
        let layout = Layout::default().encoding(Encoding::Windows1251);
        let rows = source::open(Cursor::new(b"\xEF\xBB\xBFA,B\n"), "f.csv", &layout).unwrap();
        finding(rows.noticed(), src::MARK_AGAINST_ENCODING)
    }),
    (src::NUMBERS_UNKNOWN, || error(Numbers::parse("1,234,5"))),
    (src::NUMBERS_UNCLEAR, || error(settled(&["12,345"]))),
    (src::NUMBERS_MIXED, || error(settled(&["1.5", "1,5"]))),
    (src::NUMBERS_DETECTED, || settled(&["1,5"]).unwrap().1.unwrap().into()),
    (src::FIGURE_SCIENTIFIC, || {
        let (mut rows, mut batch) = (open(b"N\n5e+05\n").unwrap(), Grid::new());
        rows.next(&mut batch).unwrap();
        let row = batch.rows().next().unwrap();
        assert!(source::is_scientific(row.text(0)) && row.figure_as(0, Numbers::Point).is_ok());
        row.finding(src::FIGURE_SCIENTIFIC, 0).into()
    }),
    (src::SEPARATOR_DETECTED, || noticed(b"A;B\n", src::SEPARATOR_DETECTED)),
    (src::LINE_ENDS_MIXED, || noticed(b"A,B\n1,2\r\n", src::LINE_ENDS_MIXED)),
    (src::LINE_WIDTH, || incomplete(&Layout::default().fixed(&[("A", 2), ("B", 3)]), b"12\n")),
    (src::LAYOUT_UNREADABLE, || error(read_as(&Layout::default().fixed(&[("A", 0)]), b"12\n"))),
    (src::MESSAGE_OF_INDIVIDUALS, || error(read(b"<CASE><FamilyName>X</FamilyName></CASE>"))),
    (src::PERSONS_NAMED, || guarded("Surname,Sex\n", src::PERSONS_NAMED)),
    (src::DOCUMENT_NUMBERS, || guarded("passport_no\n", src::DOCUMENT_NUMBERS)),
    (src::PERSONAL_NUMBERS, || guarded("ИИН\n", src::PERSONAL_NUMBERS)),
    (src::BIRTH_DATES, || guarded("Date of birth\n", src::BIRTH_DATES)),
    (src::CONTACTS, || guarded("Who\na@b.org\nc@d.org\ne@f.org\n", src::CONTACTS)),
    (src::COLUMN_TYPE_IMPOSSIBLE, || error(copy(CopyType::Other, &[]))),
    (src::TIME_ZONE_STATED, || error(copy(CopyType::TimestampZoned, &[]))),
    (src::COPY_FOREIGN, || error(copy(CopyType::Date, b"PK"))),
    (src::RECORDS_TRUNCATED, || error(copy(CopyType::Date, &START[..]))),
    (src::COPY_BROKEN, || error(copy(CopyType::Date, &[&START[..], b"\0\x02"].concat()))),
    (src::DATE_BEYOND_CALENDAR, || {
        let infinite = [&START[..], b"\0\x01\0\0\0\x04\x7F\xFF\xFF\xFF\xFF\xFF"].concat();
        copy(CopyType::Date, &infinite).unwrap()[0].finding().clone().into()
    }),
    (src::ROW_PER_PERSON, || guarded("id,Sex,Age\nk7,F,31\nk9,M,32\nk4,F,40\n", src::ROW_PER_PERSON)),
];

/// The start of a binary COPY.
const START: [u8; 19] = *b"PGCOPY\n\xFF\r\n\0\0\0\0\0\0\0\0\0";

/// What is refused of a binary COPY with one column of a type.
fn copy(of: CopyType, bytes: &[u8]) -> Result<Vec<Refused>> {
    let mut records = CopyRecords::new(bytes, "pg", &[("A", of)], &[Wanted::new("A", ColumnType::Date)])?;
    records.next(&mut Batch::new())?;
    Ok(records.refused())
}

fn open(bytes: &[u8]) -> Result<Reader<Cursor<Vec<u8>>>> {
    let layout = Layout::default().limits(Limits { row: 20, value: 10, columns: 3, file: 900 });
    source::open(Cursor::new(bytes.to_vec()), "f.csv", &layout)
}

fn read(bytes: &[u8]) -> Result<bool> {
    open(bytes)?.next(&mut Grid::new())
}

fn read_as(layout: &Layout, bytes: &[u8]) -> Result<bool> {
    source::open(Cursor::new(bytes.to_vec()), "f.csv", layout)?.next(&mut Grid::new())
}

/// The refusal of the first row as no complete one.
fn incomplete(layout: &Layout, bytes: &[u8]) -> Provoked {
    let (mut rows, mut batch) = (source::open(Cursor::new(bytes.to_vec()), "f", layout).unwrap(), Grid::new());
    rows.next(&mut batch).unwrap();
    error(batch.rows().next().unwrap().complete(rows.header()))
}

fn noticed(bytes: &[u8], rule: Code) -> Provoked {
    let mut rows = source::open(Cursor::new(bytes.to_vec()), "f.csv", &Layout::default()).unwrap();
    while rows.next(&mut Grid::new()).unwrap() {}
    finding(rows.noticed(), rule)
}

fn settled(texts: &[&str]) -> Result<(Numbers, Option<dsm_core::error::Finding>)> {
    let mut seen = NumbersSeen::default();
    texts.iter().for_each(|text| seen.see(text));
    seen.settle()
}

fn guarded(text: &'static str, rule: Code) -> Provoked {
    let (mut rows, mut batch) = (source::open(Cursor::new(text), "f", &Layout::default()).unwrap(), Grid::new());
    let mut guard = Guard::new(rows.header());
    while rows.next(&mut batch).unwrap() {
        batch.rows().for_each(|row| guard.row(&row));
    }
    finding(&guard.settle(), rule)
}

struct Gone;

impl Read for Gone {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(Error::other("gone"))
    }
}

impl Seek for Gone {
    fn seek(&mut self, _: SeekFrom) -> std::io::Result<u64> {
        Ok(0)
    }
}

struct Stop;

impl Watch for Stop {
    fn step(&self, _: u64, _: Option<u64>) -> ControlFlow<()> {
        ControlFlow::Break(())
    }
}
