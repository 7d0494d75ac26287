//! The same table in every encoding and layout reads the same.

use super::{read, said};
use dsm_core::source::{Encoding, Grid, Layout, Numbers, Rows, open};
use std::io::Cursor;

const TABLE: [[&str; 3]; 3] =
    [["Страна", "Год", "Лица"], ["Казахстан", "2023", "1 234,5"], ["Кыргызстан", "2024", "№ «7»"]];

fn windows(text: &str) -> Vec<u8> {
    let byte = |letter: char| match letter {
        'А'..='я' => 0xC0 + u8::try_from(u32::from(letter) - 0x410).unwrap(),
        '№' => 0xB9,
        '«' => 0xAB,
        '»' => 0xBB,
        other => u8::try_from(u32::from(other)).unwrap(),
    };
    text.chars().map(byte).collect()
}

#[test]
fn one_table_in_every_encoding_and_separator_reads_the_same() {
    for separator in [";", "\t", "|"] {
        for end in ["\n", "\r\n", "\r"] {
            let text: String = TABLE.iter().map(|row| format!("{}{end}", row.join(separator))).collect();
            let wide = |unit: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
            let encoded: [(Encoding, Vec<u8>); 4] = [
                (Encoding::Utf8, text.clone().into_bytes()),
                (Encoding::Windows1251, windows(&text)),
                (Encoding::Utf16Le, wide(u16::to_le_bytes)),
                (Encoding::Utf16Be, wide(u16::to_be_bytes)),
            ];
            for (encoding, bytes) in encoded {
                let stated = Layout::default().encoding(encoding);
                assert_eq!(read(&bytes, &stated).unwrap().0, TABLE, "{encoding:?}");
                let mark: &[u8] = match encoding {
                    Encoding::Utf8 => b"\xEF\xBB\xBF",
                    Encoding::Utf16Le => b"\xFF\xFE",
                    Encoding::Utf16Be => b"\xFE\xFF",
                    _ => b"",
                };
                let marked = [mark, &bytes].concat();
                let (found, noticed) = read(&marked, &Layout::default()).unwrap();
                assert_eq!(found, TABLE, "{encoding:?}");
                let kinds: Vec<&str> = noticed.iter().map(|finding| finding.rule().id()).collect();
                let expected: &[&str] = if encoding == Encoding::Utf8 { &["SRC-034"] } else { &["SRC-027", "SRC-034"] };
                assert_eq!(kinds, expected);
            }
        }
    }
}

#[test]
fn letters_beyond_the_first_piece_tell_the_encoding_too() {
    let mut bytes = b"N,M\n".repeat(40_000);
    bytes[..4].copy_from_slice(b"A,B\n");
    bytes.extend(windows("Казахстан,Молдова\nРоссия,Украина\n"));
    let (rows, noticed) = read(&bytes, &Layout::default()).unwrap();
    assert_eq!((rows.len(), rows.last().unwrap()[1].as_str()), (40_002, "Украина"));
    assert_eq!(noticed[0].to_string(), "DSM-SRC-027 encoding-detected (encoding=windows-1251) at f");
}

#[test]
fn merged_names_take_what_stands_to_their_left() {
    let text = "Отчёт\nза год\nȚara,Persoane,,Cazuri,\n,2022,2023,2022,2023\n,F,,M,\nMDA,1,2,3,4\n";
    let layout = Layout::default().title_lines(2).header_lines(3);
    let (rows, _) = read(text.as_bytes(), &layout).unwrap();
    assert_eq!(
        rows,
        [
            ["Țara", "Persoane | 2022 | F", "Persoane | 2023", "Cazuri | 2022 | M", "Cazuri | 2023"],
            ["MDA", "1", "2", "3", "4"]
        ]
    );
    let mut open = open(Cursor::new(text), "f", &layout).unwrap();
    let mut batch = Grid::new();
    open.next(&mut batch).unwrap();
    assert_eq!(batch.rows().next().unwrap().place(2).to_string(), "f:6:3");
    assert_eq!(open.header().place(1).to_string(), "f:5:2");
    // Quotes in the header, and a row of names shorter than the others.
    let (rows, _) = read(b"\"A\",\"x, y\"\n,1,2\n7,8,9\n", &Layout::default().header_lines(2)).unwrap();
    assert_eq!(rows[0], ["A", "x, y | 1", "x, y | 2"]);
}

#[test]
fn fixed_width_counts_letters_and_trims() {
    let layout = Layout::default().title_lines(1).header_lines(1).fixed(&[("LAND", 10), ("N", 6)]);
    let text = "Отчёт\nСтрана    Лица  \nКыргызстан  12,5\nМолдова        7\n";
    for bytes in [text.as_bytes().to_vec(), windows(text.replace('ё', "е").as_str())] {
        let (rows, _) = read(&bytes, &layout).unwrap();
        assert_eq!(rows, [["LAND", "N"], ["Кыргызстан", "12,5"], ["Молдова", "7"]]);
        assert!(!said(Cursor::new(bytes), &layout).iter().any(|said| said.starts_with("SRC-036")));
    }
}

#[test]
fn figures_are_read_as_stated_or_refused() {
    for (text, read) in [
        ("0", [Some("0"); 7]),
        ("12345", [Some("12345"); 7]),
        ("-7", [Some("-7"); 7]),
        ("5e+05", [Some("500000"); 7]),
        ("1E3", [Some("1000"); 7]),
        ("25e-1", [Some("2.5"); 7]),
        ("1.5e+07", [Some("15000000"), None, None, Some("15000000"), Some("15000000"), None, Some("15000000")]),
        ("12 345", [None, None, Some("12345"), Some("12345"), None, None, None]),
        ("12\u{a0}345", [None, None, Some("12345"), Some("12345"), None, None, None]),
        ("12\u{202f}345", [None, None, Some("12345"), Some("12345"), None, None, None]),
        ("1 234,5", [None, None, Some("1234.5"), None, None, None, None]),
        ("1 234.5", [None, None, None, Some("1234.5"), None, None, None]),
        ("12,345", [None, Some("12.345"), Some("12.345"), None, Some("12345"), Some("12.345"), None]),
        ("12.345", [Some("12.345"), None, None, Some("12.345"), Some("12.345"), Some("12345"), Some("12.345")]),
        ("0,125", [None, Some("0.125"), Some("0.125"), None, None, Some("0.125"), None]),
        ("1,234,567.8", [None, None, None, None, Some("1234567.8"), None, None]),
        ("1.234.567,8", [None, None, None, None, None, Some("1234567.8"), None]),
        ("1'234", [None, None, None, None, None, None, Some("1234")]),
        ("1’234.5", [None, None, None, None, None, None, Some("1234.5")]),
        ("1 23", [None; 7]),
        ("1234 567", [None; 7]),
        ("1 234\u{a0}567", [None; 7]),
        ("1,23,456", [None; 7]),
        ("1,2,3", [None; 7]),
        (" 1", [None; 7]),
        ("1 ", [None; 7]),
        ("+1", [None; 7]),
        ("1e", [None; 7]),
        ("e5", [None; 7]),
        ("1e+5e", [None; 7]),
        ("1e0005", [None; 7]),
        ("", [None; 7]),
        ("-", [None; 7]),
        ("−1", [None; 7]),
        (",5", [None; 7]),
        ("5,", [None; 7]),
        ("n/a", [None; 7]),
    ] {
        for (numbers, expected) in Numbers::ALL.into_iter().zip(read) {
            let figure = numbers.figure(text).map(|figure| figure.to_string());
            assert_eq!(figure.as_deref().ok(), expected, "{text} as {}", numbers.word());
            if let Err(error) = figure {
                assert_eq!(error.code().id(), "SRC-001", "{text}");
            }
        }
    }
    for text in ["1e29", "1e-29", "9e999", "79228162514264337593543950336", "123456789012345678901234567.8e-28"] {
        assert_eq!(Numbers::Point.figure(text).unwrap_err().code().id(), "SRC-003", "{text}");
    }
    assert_eq!(Numbers::Point.figure(&"1,".repeat(40)).unwrap_err().code().id(), "SRC-002");
    assert_eq!(Numbers::Point.figure("0e99").unwrap().to_string(), "0");
}

#[test]
fn the_way_figures_are_written_follows_from_all_of_them_or_is_refused() {
    for (texts, expected) in [
        (&["12", "5e+05", ""][..], "1234.5"),
        (&["12.5", "1234.125"], "1234.5"),
        (&["1,5", "12,345"], "1234,5 SRC-032"),
        (&["12 345", "7"], "1 234,5 SRC-032"),
        (&["12\u{a0}345", "7,5"], "1 234,5 SRC-032"),
        (&["12 345.5"], "1 234.5 SRC-032"),
        (&["213,925", "57,945", ":", "1,213,925"], "1,234.5 SRC-032"),
        (&["213,925", "0.5"], "1,234.5 SRC-032"),
        (&["1.234.567"], "1.234,5 SRC-032"),
        (&["1.234", "7,5"], "1.234,5 SRC-032"),
        (&["0.125", "1.234"], "1234.5"),
        (&["12,345"], "SRC-030"),
        (&["12.345"], "SRC-030"),
        (&["12,345", "405", "7"], "SRC-030"),
        (&["1.5", "1,5"], "SRC-031"),
        (&["1 234", "1,234.5"], "SRC-031"),
    ] {
        let mut seen = dsm_core::source::NumbersSeen::default();
        texts.iter().for_each(|text| seen.see(text));
        let settled = match seen.settle() {
            Ok((numbers, None)) => numbers.word().to_owned(),
            Ok((numbers, Some(finding))) => format!("{} {}", numbers.word(), finding.rule().id()),
            Err(error) => error.code().id().to_owned(),
        };
        assert_eq!(settled, expected, "{texts:?}");
    }
}
