//! What comes as a file and is none, or not quite: each ends in its code at its place.

use super::said;
use dsm_core::source::{Encoding, Layout, Limits, Separator};
use std::io::{Cursor, Read, Seek, SeekFrom};

/// Text in Windows-1251.
fn cyrillic(text: &str) -> Vec<u8> {
    let byte = |letter: char| match letter {
        'А'..='я' => 0xC0 + u8::try_from(u32::from(letter) - 0x410).unwrap(),
        'Ё' => 0xA8,
        'ё' => 0xB8,
        'і' => 0xB3,
        'ї' => 0xBF,
        'є' => 0xBA,
        '№' => 0xB9,
        other => u8::try_from(u32::from(other)).unwrap(),
    };
    text.chars().map(byte).collect()
}

fn latin(text: &str) -> Vec<u8> {
    text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect()
}

fn wide(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

/// KOI8-R of the small Russian letters.
fn koi8(text: &str) -> Vec<u8> {
    const ORDER: &str = "юабцдефгхийклмнопярстужвьызшэщчъ";
    let small =
        |letter: char| ORDER.chars().position(|other| other == letter).map(|at| 0xC0 + u8::try_from(at).unwrap());
    text.chars().map(|letter| small(letter).unwrap_or_else(|| u8::try_from(u32::from(letter)).unwrap())).collect()
}

#[test]
fn every_bad_file_ends_in_its_code_at_its_place() {
    let layout = Layout::default;
    let of = |encoding| Layout::default().encoding(encoding);
    let fixed = || Layout::default().fixed(&[("LAND", 3), ("N", 4)]);
    let small = || Layout::default().limits(Limits { row: 40, value: 12, columns: 4, file: 100 });
    let cases: Vec<(&str, Layout, Vec<u8>, &[&str])> = vec![
        // Nothing there, or not enough.
        ("empty", layout(), b"".into(), &["SRC-011 f"]),
        ("a mark and nothing", layout(), b"\xEF\xBB\xBF".into(), &["SRC-011 f"]),
        ("blank lines", layout(), b"\n\r\n\n".into(), &["SRC-011 f"]),
        ("header only", layout(), b"A,B\n".into(), &[]),
        ("header only, no line end", layout(), b"A,B".into(), &[]),
        ("titles and nothing else", layout().title_lines(3), b"Table\n\n".into(), &["SRC-011 f"]),
        ("one of two header lines", layout().header_lines(2), b"A,B\n".into(), &["SRC-011 f"]),
        // What is no text in rows.
        ("xlsx", layout(), b"PK\x03\x04\x14\0\x06\0\x08\0[Content_Types].xml".into(), &["SRC-021 f"]),
        ("ods", layout(), b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet".into(), &["SRC-021 f"]),
        ("xls", layout(), b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0".into(), &["SRC-021 f"]),
        ("xlsx with a stated encoding", of(Encoding::Windows1251), b"PK\x03\x04 xl/workbook".into(), &["SRC-021 f"]),
        ("zip", layout(), b"PK\x03\x04\x14\0data.csv".into(), &["SRC-022 f"]),
        ("gzip", layout(), b"\x1F\x8B\x08\0".into(), &["SRC-022 f"]),
        ("docx", layout(), b"PK\x03\x04[Content_Types].xml word/document.xml".into(), &["SRC-023 f"]),
        ("pdf", layout(), b"%PDF-1.7\n%\xE2\xE3".into(), &["SRC-023 f"]),
        ("rtf", layout(), b"{\\rtf1\\ansi".into(), &["SRC-023 f"]),
        ("picture", layout(), b"\x89PNG\r\n\x1A\n".into(), &["SRC-023 f"]),
        ("html called xls", layout(), b"<html><table><tr><td>1</td>".into(), &["SRC-023 f"]),
        ("xml", layout(), b"\xEF\xBB\xBF<?xml version=\"1.0\"?>\n<Figures>1</Figures>".into(), &["SRC-024 f"]),
        ("json", layout(), b"{\"figures\": [1, 2]}".into(), &["SRC-024 f"]),
        (
            "xml in two bytes",
            layout(),
            [vec![0xFF, 0xFE], wide("<?xml?><Figures/>", u16::to_le_bytes)].concat(),
            &["SRC-024 f"],
        ),
        ("zero bytes", layout(), b"A,B\n1,\0\0\x012\n\x03\x04".into(), &["SRC-025 f"]),
        ("a zero byte late", of(Encoding::Utf8), b"A,B\n1,2\n3,\0\n".into(), &["SRC-025 f:3:2"]),
        // Encodings.
        (
            "a case file",
            layout(),
            b"<CASE>\n<FamilyName>X</FamilyName>\n<DateofBirth>1990-01-10</DateofBirth></CASE>".into(),
            &["SRC-038 f"],
        ),
        ("a case as json", layout(), b"[{\"passport_no\": \"C103\"}]".into(), &["SRC-038 f"]),
        ("Russian", layout(), cyrillic("Страна;Год;Число\nКазахстан;2023;5\n"), &["SRC-027 f", "SRC-034 f:1"]),
        ("Ukrainian", layout(), cyrillic("Країна,Рік,Число\nМолдова,2023,5\n"), &["SRC-027 f"]),
        ("Western", layout(), latin("Country,N\nCôte d'Ivoire,5\nSão Tomé and Príncipe,6\n"), &["SRC-027 f"]),
        ("KOI8-R", layout(), koi8("страна,год,число\nказахстан,молдова\n"), &["SRC-019 f:1"]),
        ("Romanian of Windows-1250", layout(), b"\xFEara,N\nBucure\xBAti,fat\xE3\n".into(), &["SRC-019 f:1"]),
        ("Polish of Windows-1250", layout(), b"Kraj,N\nSp\xF3\xB3ka,2\n".into(), &["SRC-019 f:2"]),
        ("one odd byte", layout(), b"A,B\n1,2\n3,\xFF\n".into(), &["SRC-019 f:3"]),
        ("two bytes a letter, no mark", layout(), wide("COUNTRY,YEAR\nKAZ,2023\n", u16::to_le_bytes), &["SRC-019 f:1"]),
        (
            "a broken letter in UTF-8",
            layout(),
            [("Страна,Год\nКазахстан,2023\n").as_bytes(), b"\xD0,1\n"].concat(),
            &["SRC-004 f:3:1"],
        ),
        ("UTF-8 stated", of(Encoding::Utf8), b"A,B\n1,2\n3,\xFF\n".into(), &["SRC-004 f:3:2"]),
        ("UTF-8 torn at the end", of(Encoding::Utf8), b"A,B\n1,\xD0".into(), &["SRC-004 f:2:2"]),
        ("no letter of Windows-1251", of(Encoding::Windows1251), b"A,B\n\xC0,\x98\n".into(), &["SRC-020 f:2:2"]),
        ("no letter of Latin-1", of(Encoding::Latin1), b"A,B\n1,2\n\x93x\x94,\n".into(), &["SRC-020 f:3:1"]),
        ("half a letter of UTF-16", of(Encoding::Utf16Le), b"A\0\n\0\x3D\xD8\n\0".into(), &["SRC-020 f:2:1"]),
        ("UTF-16 torn at the end", of(Encoding::Utf16Be), b"\0A\0\n\0B\0".into(), &["SRC-020 f:2:1"]),
        ("a mark against what is stated", of(Encoding::Windows1251), b"\xEF\xBB\xBFA,B\n".into(), &["SRC-028 f"]),
        // Lines, quotes, separators.
        ("two separators", layout(), b"A,B;C\n".into(), &["SRC-010 f:1"]),
        ("two separators, one stated", layout().separator(Separator::Semicolon), b"A,B;C\n1;2\n".into(), &[]),
        ("line ends of two kinds", layout(), b"A,B\r\n1,2\r\n3,4\n5,6\r\n".into(), &["SRC-035 f:3"]),
        ("line ends of two kinds within quotes", layout(), b"A,B\n1,\"x\r\ny\"\n".into(), &[]),
        ("a quote that is never closed", layout(), b"A,B\n1,\"2\n3,4\n".into(), &["SRC-005 f:2:2"]),
        ("a quote within", layout(), b"A,B\n1,2\n5\" wide,4\n".into(), &["SRC-006 f:3:1"]),
        ("text after a quote", layout(), b"A,B\n\"x\"y,1\n".into(), &["SRC-006 f:2:1"]),
        ("short and long rows", layout(), b"A,B\n1\n1,2\n1,2,3\n".into(), &["SRC-015 f:2", "SRC-015 f:4"]),
        ("names double and missing", layout(), b"A,A,\n".into(), &["SRC-013 f:1:2"]),
        ("merged names double", layout().header_lines(2), b"X,X\nA,A\n".into(), &["SRC-013 f:2:2"]),
        // Limits.
        ("a long row", small(), [b"A,B\n".as_slice(), &b"1234567,".repeat(6)].concat(), &["SRC-009 f:2:5"]),
        ("a long line", small(), [b"A,B\n1,".as_slice(), &b"x".repeat(50)].concat(), &["SRC-007 f:2"]),
        ("a long value", small(), b"A,B\n1,1234567890123\n".into(), &["SRC-008 f:2:2"]),
        ("many columns", small(), b"A,B\n1,2,3,4,5\n".into(), &["SRC-009 f:2:5"]),
        ("a long file", small(), [b"A\n".as_slice(), &b"1\n".repeat(70)].concat(), &["SRC-026 f:72"]),
        // Fixed width.
        (
            "lines of other widths",
            fixed(),
            b"KAZ   1\nMDA 1\nUKR     1\n\nTJK\xD0\xB0\xD0\xB0\xD0\xB0\xD0\xB0\n".into(),
            &["SRC-036 f:2", "SRC-036 f:3"],
        ),
        ("a field of no width", layout().fixed(&[("A", 0)]), b"".into(), &["SRC-037 f"]),
        ("fixed names double", layout().fixed(&[("A", 1), ("A", 1)]), b"12\n".into(), &["SRC-013 f:0:2"]),
    ];
    for (case, layout, bytes, expected) in cases {
        assert_eq!(said(Cursor::new(bytes), &layout), expected, "{case}");
    }
}

/// A file of a gibibyte that has no line end, or quotes that never close. It counts what is read of it.
struct Endless<'a> {
    start: &'static [u8],
    at: usize,
    read: &'a std::sync::atomic::AtomicUsize,
}

impl Read for Endless<'_> {
    fn read(&mut self, space: &mut [u8]) -> std::io::Result<usize> {
        let left = (1_usize << 30).saturating_sub(self.at).min(space.len());
        for (to, at) in space.iter_mut().take(left).zip(self.at..) {
            *to = self.start.get(at).copied().unwrap_or(b'x');
        }
        self.at += left;
        self.read.fetch_add(left, std::sync::atomic::Ordering::Relaxed);
        Ok(left)
    }
}

impl Seek for Endless<'_> {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        assert_eq!(to, SeekFrom::Start(0));
        self.at = 0;
        Ok(0)
    }
}

#[test]
fn a_line_of_a_gibibyte_is_refused_after_a_few_mebibytes() {
    let starts: [(&[u8], &str); 4] =
        [(b"", "SRC-007 f:1"), (b"A,B\n1,", "SRC-007 f:2"), (b"A,B\n1,\"", "SRC-005 f:2:2"), (b"<x>", "SRC-024 f")];
    for (start, expected) in starts {
        let read = std::sync::atomic::AtomicUsize::new(0);
        assert_eq!(said(Endless { start, at: 0, read: &read }, &Layout::default()), [expected]);
        assert!(read.into_inner() < 20 << 20);
    }
}
