//! Forms that come back: what people and programs do to them, and what is said of it, at which cell.

use crate::replay::properties::sheets_properties::{
    filled::{Book, form, number, text},
    made,
};
use dsm_core::{
    catalogue::Catalogue,
    error::{Collected, FindingSink as _, Severity, codes::chk},
    exchange::xlsx::{Filled, Form, read_form},
    source::open_table,
    text::{Lang, message, remedy},
    time::Moment,
};
use std::io::Cursor;

type Read = Result<Filled, dsm_core::error::Error>;

fn read(book: &Book) -> (Read, Collected) {
    let mut found = Collected::new();
    let form = Form::open(Cursor::new(book.bytes()), "form.xlsx").map(Option::unwrap);
    let read = form.and_then(|form| form.read(&Catalogue::preset("dsm").unwrap(), &mut found));
    (read, found)
}

/// The findings of severity error: code and place.
fn errors(book: &Book) -> Vec<(&'static str, String)> {
    let (read, found) = read(book);
    let grave = found.findings().iter().filter(|finding| finding.severity() == Severity::Error);
    let said = grave.map(|finding| {
        let place = finding.place().map(ToString::to_string).unwrap_or_default();
        for lang in Lang::ALL {
            assert!(!message(finding, *lang).is_empty() && !remedy(finding, *lang).is_empty());
        }
        (finding.rule().id(), place.strip_prefix("form.xlsx:").unwrap_or(&place).to_owned())
    });
    let said: Vec<_> = said.collect();
    match read {
        Ok(_) => assert!(said.is_empty(), "{said:?}"),
        Err(error) if error.code().id() == "EXC-310" => {
            assert_eq!(
                error.args().named("count").unwrap().as_count(),
                Some(found.tally().of_severity(Severity::Error))
            );
        }
        Err(error) => return vec![(error.code().id(), String::new())],
    }
    said
}

/// A filled form with one thing done to its sheet of figures; ROU and UKR are filled in.
fn with(change: impl FnOnce(&mut Book, u32)) -> Vec<(&'static str, String)> {
    let mut book = Book::filled();
    let row = book.figures(0).row("CITIZENSHIP=ROU");
    change(&mut book, row);
    errors(&book)
}

fn at(row: u32, column: &str) -> String {
    format!("Figures 2006!{column}{row}")
}

fn kept(read: Read) -> String {
    read.unwrap().entries().to_owned()
}

#[test]
fn what_was_filled_in_is_what_is_kept_and_reads_again_as_the_same_table() {
    let (read, found) = read(&Book::filled());
    let filled = read.unwrap();
    assert!(found.findings().is_empty(), "{:?}", found.findings());
    assert_eq!(filled.rows, 8);
    assert_eq!(
        filled.entries().lines().take(2).collect::<Vec<_>>(),
        [
            "INDICATOR,REF_AREA,CITIZENSHIP,SEX,TIME_PERIOD,UNIT,OBS_VALUE,OBS_STATUS",
            "ENTRIES,MD,ROU,F,2006,PERSONS,7,"
        ]
    );
    let catalogue = Catalogue::preset("dsm").unwrap();
    let specification = dsm_core::translate::Specification::tidy();
    let input = Cursor::new(filled.entries().as_bytes().to_vec());
    let again = dsm_core::translate::read(input, "kept.csv", &specification, &catalogue).unwrap();
    assert_eq!(again.tables[0].table, filled.tables[0].table);
}

#[test]
fn a_form_is_found_wherever_its_sheets_rows_and_columns_are() {
    let plain = kept(read(&Book::filled()).0);
    let mut moved = Book::filled();
    moved.property = None;
    moved.pages.reverse();
    let page = moved.figures(0);
    (page.name, page.state) = ("Лист1 (2)".to_owned(), "state=\"hidden\"");
    // Two rows above, one column to the left, and the first two columns of figures changed places.
    let place = |column: u32| match column {
        3 => 4,
        4 => 3,
        other => other,
    };
    page.cells = page.cells.iter().map(|((row, column), cell)| ((row + 2, place(*column) + 1), cell.clone())).collect();
    assert_eq!(kept(read(&moved).0), plain);
}

#[test]
fn an_empty_cell_means_what_the_form_says() {
    let mut book = Book::filled();
    book.answer("DSM_FIELD_EMPTY", "Nobody: zero");
    let (_, found) = read(&book);
    assert_eq!(found.findings().iter().map(|one| one.rule().id()).collect::<Vec<_>>(), ["EXC-327"]);
    book.answer("DSM_FIELD_EMPTY", "0");
    let row = book.figures(0).row("CITIZENSHIP=ALB");
    book.figures(0).put(row, 8, text("L"));
    let all = kept(read(&book).0);
    assert!(all.contains(",AFG,F,2006,PERSONS,0,\n") && all.contains(",ALB,F,2006,PERSONS,,L\n"), "{all}");
    // A total is never zero because nobody wrote it.
    assert!(!all.contains(",_T,"));
    book.answer("DSM_FIELD_EMPTY", "");
    assert_eq!(errors(&book), [("EXC-326", "Start here!C22".to_owned())]);
    book.answer("DSM_FIELD_EMPTY", "O").answer("DSM_FIELD_STATUS", "P");
    assert!(kept(read(&book).0).contains(",ROU,F,2006,PERSONS,7,P\n"));
}

#[test]
fn numbers_that_are_texts_are_read_where_they_say_one_thing() {
    for written in ["1 234", "1\u{a0}234", "1\u{202f}234", "'1234", " 1234 ", "1'234", "1.234,0", "1,234.0"] {
        let mut book = Book::filled();
        let row = book.figures(0).row("CITIZENSHIP=ROU");
        book.figures(0).put(row, 3, text(written));
        let (read, found) = read(&book);
        assert!(kept(read).contains(",ROU,F,2006,PERSONS,1234"), "{written}");
        assert_eq!(found.findings().iter().map(|one| one.rule().id()).collect::<Vec<_>>(), ["EXC-324"], "{written}");
    }
    for (written, code) in [
        ("1,234", "EXC-320"),
        ("1.234", "EXC-320"),
        ("1О", "EXC-319"),
        ("З5", "EXC-319"),
        ("l2", "EXC-319"),
        ("О", "EXC-319"),
        ("-", "EXC-318"),
        ("нет", "EXC-318"),
        ("12 чел.", "EXC-318"),
        ("1 23", "EXC-318"),
        ("1,5", "TAB-004"),
        ("-3", "TAB-003"),
    ] {
        let found = with(|book, row| book.figures(0).put(row, 3, text(written)));
        assert_eq!(found.len(), 1, "{written}: {found:?}");
        assert_eq!(found[0].0, code, "{written}");
        assert!(found[0].1.starts_with("Figures 2006!C"), "{written}: {found:?}");
    }
    // What another figure of the form tells is no riddle.
    let found = with(|book, row| {
        book.figures(0).put(row, 3, text("1,234"));
        book.figures(0).put(row, 4, text("1,234,567"));
    });
    assert_eq!(found, []);
}

#[test]
fn what_is_no_number_is_said_at_its_cell() {
    for (cell, code) in [
        ("s=\"1\"><v>45000</v>", "EXC-321"),
        ("t=\"e\"><v>#REF!</v>", "EXC-322"),
        ("t=\"b\"><v>1</v>", "EXC-318"),
        ("><f>A1</f>", "SRC-076"),
        ("><v>-1</v>", "TAB-003"),
        ("><v>1.5</v>", "TAB-004"),
        ("><v>1E+300</v>", "SRC-003"),
        ("><v>1E+28</v>", "EXC-339"),
        ("><v>10000000001</v>", "EXC-339"),
        ("><f>3+4</f><v>8</v>", "EXC-334"),
        ("><f>SUM(3,4)</f><v>7</v>", "EXC-335"),
        ("><f>Z9</f><v>7</v>", "EXC-335"),
        ("t=\"str\"><f>Z9</f><v></v>", "EXC-335"),
        ("s=\"2\"><v>7</v>", "EXC-336"),
    ] {
        assert_eq!(with(|book, row| book.figures(0).put(row, 3, cell.to_owned())), with_place(code, "C"), "{cell}");
    }
    let mut book = Book::filled();
    let row = book.figures(0).row("CITIZENSHIP=ROU");
    book.figures(0).put(row, 3, "><f>3+4</f><v>7</v>".to_owned());
    let (_, found) = read(&book);
    assert_eq!(found.findings().iter().map(|one| one.rule().id()).collect::<Vec<_>>(), ["EXC-325"]);
}

fn with_place(code: &'static str, column: &str) -> Vec<(&'static str, String)> {
    let mut book = Book::filled();
    vec![(code, at(book.figures(0).row("CITIZENSHIP=ROU"), column))]
}

#[test]
fn totals_are_held_to_their_parts() {
    // The sexes of Romania: 4 × 7.
    for (cell, fine) in
        [("><v>28</v>", true), ("><v>29</v>", false), ("><f>1</f><v>28</v>", true), ("><f>1</f><v>0</v>", false)]
    {
        let found = with(|book, row| book.figures(0).put(row, 7, cell.to_owned()));
        assert_eq!(found, if fine { Vec::new() } else { with_place("EXC-323", "G") }, "{cell}");
    }
    // Parts that are not known leave room above their sum and none below it.
    for (total, fine) in [("21", true), ("30", true), ("20", false)] {
        let found = with(|book, row| {
            book.figures(0).clear(row, 3);
            book.figures(0).put(row, 7, number(total));
        });
        assert_eq!(found.is_empty(), fine, "{total}: {found:?}");
    }
}

#[test]
fn what_is_damaged_is_set_aside_with_the_reason() {
    let whole = || "Figures 2006".to_owned();
    // Keys of rows: gone, twice, another.
    let found = with(|book, row| book.figures(0).clear(row, 1));
    assert_eq!(found.iter().filter(|(code, _)| *code == "EXC-317").count(), 5);
    assert!(found.contains(&("EXC-313", whole())));
    let found = with(|book, row| book.figures(0).put(row + 1, 1, text("CITIZENSHIP=ROU")));
    assert!(found.iter().any(|(code, place)| *code == "EXC-314" && place.contains("!A")), "{found:?}");
    let found = with(|book, row| book.figures(0).put(row, 1, text("CITIZENSHIP=XXX")));
    assert!(found.iter().any(|(code, place)| *code == "EXC-315" && place.contains("!A")), "{found:?}");
    // Keys of columns.
    let found = with(|book, _| book.figures(0).clear(1, 3));
    assert!(found.iter().any(|(code, _)| *code == "EXC-313") && found.iter().any(|(code, _)| *code == "EXC-317"));
    assert_eq!(with(|book, _| book.figures(0).put(1, 9, text("SEX=F"))), [("EXC-314", "Figures 2006!I1".to_owned())]);
    assert_eq!(with(|book, _| book.figures(0).put(1, 9, text("SEX=Q"))), [("EXC-315", "Figures 2006!I1".to_owned())]);
    // Names that were sorted without their keys.
    let found = with(|book, row| book.figures(0).put(row, 2, text("Zambia")));
    assert_eq!(found, with_place("EXC-316", "B"));
    // Figures where the form asks for nothing.
    assert_eq!(with(|book, row| book.figures(0).put(row, 9, number("4"))), with_place("EXC-317", "I"));
    let end = |book: &mut Book| book.figures(0).row("dsm-end");
    let found = with(|book, _| {
        let row = end(book);
        book.figures(0).put(row, 3, number("4"));
    });
    assert_eq!(found.iter().map(|(code, _)| *code).collect::<Vec<_>>(), ["EXC-317"]);
    let found = with(|book, row| book.figures(0).merged.push(format!("C{row}:D{row}")));
    assert_eq!(found, with_place("SRC-085", "C"));
    // Sheets.
    let found = with(|book, _| {
        let copy = book.figures(0).clone();
        book.pages.push(renamed(copy, "Figures 2006 (2)"));
    });
    assert_eq!(found, [("EXC-312", "Figures 2006 (2)".to_owned())]);
    let found = with(|book, _| book.figures(0).put(1, 1, text("")));
    assert_eq!(found, [("EXC-311", "form.xlsx".to_owned())]);
    let found = with(|book, _| book.figures(0).put(1, 2, text("TIME_PERIOD=2007")));
    assert_eq!(found, [("EXC-315", "Figures 2006!B1".to_owned()), ("EXC-311", "form.xlsx".to_owned())]);
    let found = errors(Book::of(&form(&["2006"], Lang::Ru)).answer("DSM_FIELD_STATUS", "A"));
    assert_eq!(found.iter().map(|(code, _)| *code).collect::<Vec<_>>(), ["EXC-326", "EXC-326", "EXC-329"]);
}

pub(crate) fn renamed(
    mut page: crate::replay::properties::sheets_properties::filled::Page,
    name: &str,
) -> crate::replay::properties::sheets_properties::filled::Page {
    name.clone_into(&mut page.name);
    page
}

#[test]
fn what_says_nothing_or_two_things_of_itself_is_no_form() {
    let refused = |change: &dyn Fn(&mut Book)| {
        let mut book = Book::filled();
        change(&mut book);
        errors(&book)
    };
    let code = |code: &'static str| vec![(code, String::new())];
    assert_eq!(refused(&|book| book.property = Some("dsm-template/1 EXITS 1.0 MD en 00".to_owned())), code("EXC-307"));
    assert_eq!(refused(&|book| book.page("_meta").put(2, 2, text("EXITS"))), code("EXC-307"));
    assert_eq!(refused(&|book| book.pages.retain(|page| page.name != "_meta")), code("EXC-307"));
    let bare = |book: &mut Book| {
        book.property = None;
        book.pages.retain(|page| page.name != "_meta");
    };
    assert_eq!(refused(&bare), code("EXC-306"));
    // A workbook that is no form, another file, and an old workbook are for others to read or refuse.
    for bytes in [made::workbook("<sheetData/>"), b"A,B\n1,2\n".to_vec(), b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec()]
    {
        assert!(Form::open(Cursor::new(bytes.clone()), "f").map_or(true, |form| form.is_none()));
        let _ = open_table(Cursor::new(bytes), "f", &dsm_core::source::Layout::default());
    }
    let form = Form::open(Cursor::new(Book::filled().bytes()), "f").unwrap().unwrap();
    form.expect(Some(&["ENTRIES"]), Some("MD"), Some(&["2006"])).unwrap();
    for (indicator, country, periods) in
        [(Some(&["EXITS"][..]), None, None), (None, Some("UA"), None), (None, None, Some(&["2007"][..]))]
    {
        assert_eq!(form.expect(indicator, country, periods).unwrap_err().code().id(), "EXC-309");
    }
    assert_eq!(form.template(&Catalogue::preset("unhcr").unwrap()).unwrap_err().code().id(), "CAT-001");
}

#[test]
fn what_is_not_read_is_told() {
    let mut book = Book::filled();
    let copy = renamed(book.page("Lists").clone(), "Persons");
    book.pages.push(copy);
    book.page("How we count").put(9, 5, text("Since 2006 by border crossing."));
    let row = book.figures(0).row("CITIZENSHIP=ROU");
    book.figures(0).put(row, 12, text("check with Ion"));
    let (read, found) = read(&book);
    assert!(!kept(read).contains("Ion"));
    let said: Vec<_> = found.findings().iter().map(|one| (one.rule().id(), one.place().unwrap().to_string())).collect();
    assert_eq!(
        said,
        [
            ("SRC-084", format!("form.xlsx:Figures 2006!L{row}")),
            ("EXC-330", "form.xlsx:How we count!E9".to_owned()),
            ("EXC-328", "form.xlsx:Persons".to_owned()),
        ]
    );
}

#[test]
fn a_comma_before_three_digits_is_read_where_another_text_has_three_decimals_too() {
    let read = |first: &'static str, second: &'static str| {
        with(|book, row| {
            book.figures(0).put(row, 3, text(first));
            book.figures(0).put(row, 4, text(second));
        })
    };
    // Beside `12,00` a `1,000` is a thousand to some and one to others.
    assert_eq!(read("1,000", "12,00"), with_place("EXC-320", "C"));
    assert_eq!(read("1,000", "1,234,567"), []);
    assert_eq!(read("1,000", "0,000"), []);
}

#[test]
fn what_nobody_sees_is_told_and_a_fraction_that_is_shown_rounded_is_one() {
    let told = |change: &dyn Fn(&mut Book, u32)| {
        let mut book = Book::filled();
        let row = book.figures(0).row("CITIZENSHIP=ROU");
        change(&mut book, row);
        let (read, found) = read(&book);
        let said: Vec<_> =
            found.findings().iter().map(|one| (one.rule().id(), one.place().unwrap().to_string())).collect();
        (read.is_ok(), said)
    };
    let row = Book::filled().figures(0).row("CITIZENSHIP=ROU");
    let (fine, said) = told(&|book, row| book.figures(0).hidden.push(row));
    assert_eq!((fine, said), (true, vec![("EXC-338", format!("form.xlsx:{}", at(row, "C")))]));
    // A row that is hidden and empty is nobody's business.
    assert_eq!(told(&|book, row| book.figures(0).hidden.push(row + 3)), (true, Vec::new()));
    let (fine, said) = told(&|book, row| book.figures(0).put(row, 3, "s=\"3\"><v>7.5</v>".to_owned()));
    assert_eq!((fine, said.iter().map(|one| one.0).collect::<Vec<_>>()), (false, vec!["TAB-004"]));
}

#[test]
fn a_remark_stays_with_the_zeros_of_its_row() {
    let mut book = Book::filled();
    book.answer("DSM_FIELD_EMPTY", "0");
    let row = book.figures(0).row("CITIZENSHIP=ALB");
    book.figures(0).put(row, 8, text("E"));
    assert!(kept(read(&book).0).contains(",ALB,F,2006,PERSONS,0,E\n"));
}

#[test]
fn no_more_is_told_of_a_form_than_helps() {
    let mut book = Book::filled();
    for at in 0..250_000_u32 {
        book.figures(0).put(60 + at / 10_000, 20 + at % 10_000, text("x"));
    }
    let (_, found) = read(&book);
    assert_eq!(found.findings().len(), 200_001);
    assert_eq!(found.findings().last().unwrap().rule().id(), "EXC-359");
}

#[test]
fn what_the_checks_say_of_a_form_stands_at_its_cells() {
    let catalogue = Catalogue::preset("dsm").unwrap();
    let book = Book::filled();
    let (filled, _) = read_form(Cursor::new(book.bytes()), "form.xlsx", Some(&catalogue)).unwrap().unwrap();
    let (translation, entries, places) = filled.into_translation(Collected::new());
    assert!(entries.starts_with("INDICATOR,REF_AREA,"));
    // Nothing of 2006 had begun: each figure is a finding.
    let checked = places.checked(&translation.tables, Moment::parse("2005-06-01").unwrap());
    assert_eq!(checked.len(), translation.tables.len());
    let mut cells = 0;
    for finding in checked.iter().flat_map(Collected::findings) {
        let place = finding.place().unwrap().to_string();
        let cell = place.strip_prefix("form.xlsx:Figures 2006!").unwrap_or_else(|| panic!("{place}"));
        assert!(cell.starts_with(|letter: char| letter.is_ascii_uppercase()), "{place}");
        cells += usize::from(finding.rule() == chk::TIME_IN_FUTURE);
    }
    let figures: usize = translation.tables.iter().map(|one| one.table.len()).sum();
    assert!(cells > 0 && cells <= figures);
}
