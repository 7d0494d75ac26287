//! Questionnaires: several tables in one workbook, read back as a whole.

use crate::replay::properties::sheets_properties::filled::{Book, number, text};
use dsm_core::{
    catalogue::{Catalogue, Indicator},
    error::{Collected, FindingSink as _, Result, Severity},
    exchange::xlsx::{DocumentationAnswers, Filled, Form, Template, mark, read_form},
    text::{Lang, message, remedy},
    time::Moment,
};
use std::io::Cursor;

const BALANCE: [&str; 3] = ["ASYLUM_APPLICATIONS_ALL_LEVELS", "ASYLUM_DECISIONS_ALL_LEVELS", "ASYLUM_PENDING"];

fn written(preset: &str, indicators: &[&str], periods: &[&str], lang: Lang) -> Vec<u8> {
    let catalogue = Catalogue::preset(preset).unwrap();
    let indicators: Vec<&Indicator> = indicators.iter().map(|id| catalogue.find(id).unwrap()).collect();
    let mut bytes = Vec::new();
    Template::questionnaire(&indicators, "MD", periods, lang).unwrap().write(&mut bytes).unwrap();
    bytes
}

/// Puts a figure into the row of a citizenship, in the column of these codes, or in the first.
fn put(book: &mut Book, sheet: usize, row: &str, column: Option<&str>, digits: &str) -> (u32, u32) {
    let page = book.figures(sheet);
    let row = page.row(&format!("CITIZENSHIP={row}"));
    let column = column.map_or(3, |key| (3..100).find(|at| page.at(1, *at) == Some(&text(key))).unwrap());
    page.put(row, column, number(digits));
    (row, column)
}

/// Entries and exits of 2006, with a figure in each.
fn filled() -> Book {
    let mut book = Book::of(&written("dsm", &["ENTRIES", "EXITS"], &["2006"], Lang::En));
    book.answer("DSM_FIELD_UNIT_1", "PERSONS").answer("DSM_FIELD_STATUS", "A").answer("DSM_FIELD_EMPTY", "O");
    put(&mut book, 0, "ROU", None, "7");
    put(&mut book, 1, "UKR", None, "5");
    book
}

fn read(book: &Book) -> (Result<Filled>, Collected) {
    let mut found = Collected::new();
    let form = Form::open(Cursor::new(book.bytes()), "q.xlsx").map(Option::unwrap);
    let read = form.and_then(|form| {
        let catalogue = form.catalogue()?;
        form.read(&catalogue, &mut found)
    });
    (read, found)
}

fn said(found: &Collected) -> Vec<(&'static str, String)> {
    let one = |one: &dsm_core::error::Finding| {
        for lang in Lang::ALL {
            assert!(!message(one, *lang).is_empty() && !remedy(one, *lang).is_empty());
        }
        (one.rule().id(), one.place().unwrap().to_string())
    };
    found.findings().iter().map(one).collect()
}

#[test]
fn a_questionnaire_is_read_as_a_whole_and_reads_again_as_the_same_tables() {
    let (read, found) = read(&filled());
    let filled = read.unwrap();
    assert_eq!(said(&found), []);
    assert_eq!(
        filled.entries().lines().collect::<Vec<_>>(),
        [
            "INDICATOR,REF_AREA,CITIZENSHIP,SEX,TIME_PERIOD,UNIT,OBS_VALUE,OBS_STATUS",
            "ENTRIES,MD,ROU,F,2006,PERSONS,7,",
            "EXITS,MD,UKR,F,2006,PERSON_EVENTS,5,"
        ]
    );
    assert_eq!(filled.tables.iter().map(|one| &*one.indicator).collect::<Vec<_>>(), ["ENTRIES", "EXITS"]);
    let specification = dsm_core::translate::Specification::tidy();
    let input = Cursor::new(filled.entries().as_bytes().to_vec());
    let again = dsm_core::translate::read(input, "kept.csv", &specification, &Catalogue::preset("dsm").unwrap());
    let again = again.unwrap();
    assert!(again.tables.iter().zip(&filled.tables).all(|(one, other)| one.table == other.table));
    assert_eq!(again.tables.len(), 2);
}

#[test]
fn of_one_indicator_it_is_its_form() {
    for lang in Lang::ALL {
        let entries = Catalogue::built_in("ENTRIES").unwrap();
        let mut alone = Vec::new();
        Template::new(&entries, "MD", &["2006"], *lang).unwrap().write(&mut alone).unwrap();
        assert!(alone == written("dsm", &["ENTRIES"], &["2006"], *lang));
        let both = |lang| written("dsm", &["ENTRIES", "EXITS"], &["2006"], lang);
        assert!(both(*lang) == both(*lang));
    }
}

#[test]
fn tables_of_other_dimensions_moments_and_units_stand_beside_each_other() {
    let all: Vec<String> = Catalogue::preset("dsm").unwrap().iter().map(|one| one.id().to_owned()).collect();
    let ids: Vec<&str> = all.iter().map(String::as_str).collect();
    let mut book = Book::of(&written("dsm", &ids, &["2005", "2006"], Lang::Ru));
    book.answer("DSM_FIELD_STATUS", "P").answer("DSM_FIELD_EMPTY", "O");
    let units: Vec<String> = book.names.iter().map(|(name, ..)| name.clone()).collect();
    for name in units.iter().filter(|name| name.starts_with("DSM_FIELD_UNIT_")) {
        let (list, page) = (name.replace("FIELD_", "") + "_CODES", "Списки");
        let (_, _, area) = book.names.iter().find(|(own, ..)| *own == list).unwrap().clone();
        let code = book.page(page).at(area.first_row, area.first_column).unwrap().clone();
        let code = code.split('>').nth(3).unwrap().split('<').next().unwrap().to_owned();
        book.answer(name, &code);
    }
    for sheet in 0..ids.len() * 2 {
        let (row, column) = put(&mut book, sheet, "ROU", None, "3");
        assert!(row > 1 && column == 3);
    }
    // Sheets are found by what they are, in whatever order and under whatever name.
    book.pages.reverse();
    book.figures(0).name = "Лист1".to_owned();
    let (read, found) = read(&book);
    assert_eq!(said(&found), []);
    let filled = read.unwrap();
    assert_eq!(filled.rows, 2 * ids.len() as u64);
    assert_eq!(filled.tables.iter().map(|one| &*one.indicator).collect::<Vec<_>>(), ids);
    assert!(filled.entries().lines().skip(1).all(|line| line.ends_with("3,P")), "{}", filled.entries());
}

#[test]
fn what_is_wrong_in_one_table_sets_all_aside_and_stands_at_its_cell() {
    let mut book = filled();
    let (row, _) = put(&mut book, 1, "ROU", None, "1");
    book.figures(1).put(row, 3, text("many"));
    let (refused, found) = read(&book);
    assert_eq!(refused.unwrap_err().code().id(), "EXC-310");
    assert_eq!(said(&found), [("EXC-318", format!("q.xlsx:Table 2 · 2006!C{row}"))]);
    // A sheet that is gone is named by its table, and one that nobody filled in.
    let mut gone = filled();
    gone.figures(1).clear(1, 1);
    let (_, found) = read(&gone);
    let missing = found.findings().iter().find(|one| one.rule().id() == "EXC-311").unwrap();
    assert!(message(missing, Lang::En).contains("EXITS"));
    let mut empty = filled();
    let row = empty.figures(1).row("CITIZENSHIP=UKR");
    empty.figures(1).clear(row, 3);
    assert_eq!(said(&read(&empty).1), [("EXC-329", "q.xlsx:Table 2 · 2006".to_owned())]);
    // The unit of a table is asked for where it can be stated in several.
    let mut unsaid = filled();
    unsaid.answer("DSM_FIELD_UNIT_1", "");
    let codes: Vec<_> = said(&read(&unsaid).1).into_iter().filter(|(_, place)| place.contains("Start")).collect();
    assert_eq!(codes.iter().map(|one| one.0).collect::<Vec<_>>(), ["EXC-326"]);
    // A sheet of one table under the key of another.
    let mut other = filled();
    other.figures(1).put(1, 2, text("TIME_PERIOD=2006;INDICATOR=ENTRIES"));
    assert!(said(&read(&other).1).iter().any(|(code, _)| *code == "EXC-312"));
    let mut title = filled();
    let named = title.figures(0).at(2, 2).unwrap().clone();
    title.figures(1).put(2, 2, named);
    assert_eq!(said(&read(&title).1), [("EXC-333", "q.xlsx:Table 2 · 2006!B2".to_owned())]);
}

#[test]
fn an_identity_between_tables_is_found_at_a_cell_of_its_equation() {
    let both = |pending: &str| {
        let mut book = Book::of(&written("unhcr", &BALANCE, &["2005", "2006"], Lang::En));
        book.answer("DSM_FIELD_STATUS", "A").answer("DSM_FIELD_EMPTY", "O");
        for name in ["DSM_FIELD_UNIT_1", "DSM_FIELD_UNIT_2", "DSM_FIELD_UNIT_3"] {
            if book.names.iter().any(|(own, ..)| own == name) {
                book.answer(name, "PERSON_EVENTS");
            }
        }
        for year in 0..2 {
            put(&mut book, year, "ROU", Some("APPLICATION_TYPE=_T;LEVEL=_T"), "50");
            put(&mut book, 2 + year, "ROU", Some("LEVEL=_T;DECISION=_T"), "30");
        }
        put(&mut book, 4, "ROU", None, "100");
        put(&mut book, 5, "ROU", None, pending);
        let (row, column) = (book.figures(5).row("CITIZENSHIP=ROU"), 3);
        let catalogue = Catalogue::preset("unhcr").unwrap();
        let (filled, found) = read_form(Cursor::new(book.bytes()), "q.xlsx", Some(&catalogue)).unwrap().unwrap();
        assert_eq!(said(&found), []);
        let (translation, _, places) = filled.into_translation(Collected::new());
        let checked = places.checked(&translation.tables, Moment::parse("2008-01-01").unwrap());
        let all: Vec<(&str, String)> = checked.iter().flat_map(said).collect();
        let broken: Vec<_> = all.into_iter().filter(|(code, _)| ["CHK-008", "CHK-009"].contains(code)).collect();
        assert_eq!(column, 3);
        (row, broken)
    };
    assert_eq!(both("120").1, []);
    let (row, broken) = both("200");
    assert_eq!(broken, [("CHK-009", format!("q.xlsx:Table 3 · 2006!C{row}"))]);
}

#[test]
fn a_copy_is_marked_in_its_tables() {
    let mut book = filled();
    let (row, _) = put(&mut book, 1, "ROU", None, "1");
    book.figures(1).put(row, 3, text("many"));
    let mut copy = Vec::new();
    let found = mark(Cursor::new(book.bytes()), "q.xlsx", None, None, &mut copy).unwrap();
    assert_eq!(found.tally().of_severity(Severity::Error), 1);
    let mut again = Book::of(&copy);
    assert_eq!(again.property, filled().property);
    // The copy is read with its figures as texts here, which is told.
    let grave: Vec<_> = said(&read(&again).1).into_iter().filter(|(code, _)| *code != "EXC-324").collect();
    assert_eq!(grave, [("EXC-318", format!("q.xlsx:Table 2 · 2006!C{row}"))]);
    again.figures(1).put(row, 3, number("4"));
    assert_eq!(read(&again).0.unwrap().rows, 3);
}

#[test]
fn a_questionnaire_asks_whether_tables_are_counted_otherwise_and_nothing_else_of_it() {
    let mut book = filled();
    book.answer("DSM_FIELD_CHANGED_2", "Yes").answer("DSM_FIELD_CHANGED_1", "No");
    let (kept, found) = read(&book);
    assert_eq!(kept.unwrap().rows, 2);
    assert_eq!(found.findings().iter().map(|one| one.rule().id()).collect::<Vec<_>>(), ["EXC-387"]);
    assert!(message(&found.findings()[0], Lang::En).contains("EXITS"));
    let refused = DocumentationAnswers::open(Cursor::new(book.bytes()), "q.xlsx").unwrap_err();
    assert_eq!(refused.code().id(), "EXC-386");
}

#[test]
fn a_questionnaire_is_of_the_indicators_that_it_says() {
    let form = Form::open(Cursor::new(filled().bytes()), "q.xlsx").unwrap().unwrap();
    assert_eq!(form.indicators(), ["ENTRIES", "EXITS"]);
    form.expect(Some(&["ENTRIES", "EXITS"]), Some("MD"), Some(&["2006"])).unwrap();
    assert_eq!(form.expect(Some(&["ENTRIES"]), None, None).unwrap_err().code().id(), "EXC-309");
    let mut other = filled();
    other.page("_meta").put(5, 2, text("EXITS"));
    assert_eq!(read(&other).0.unwrap_err().code().id(), "EXC-307");
    let mut other = filled();
    other.property = other.property.map(|text| text.replace(" 2 MD", " 3 MD"));
    assert_eq!(read(&other).0.unwrap_err().code().id(), "EXC-307");
}

#[test]
fn what_is_asked_of_all_tables_is_refused_for_one() {
    let catalogue = Catalogue::preset("dsm").unwrap();
    let (entries, exits) = (catalogue.find("ENTRIES").unwrap(), catalogue.find("EXITS").unwrap());
    let refused = |indicators: &[&Indicator], periods: &[&str]| {
        Template::questionnaire(indicators, "MD", periods, Lang::En).unwrap_err().code().id()
    };
    assert_eq!(refused(&[], &["2006"]), "EXC-384");
    assert_eq!(refused(&[entries, entries], &["2006"]), "EXC-385");
    assert_eq!(refused(&[entries, exits], &["2006-Q1"]), "EXC-300");
    assert_eq!(refused(&[entries, exits], &["2006", "2006"]), "EXC-302");
    assert_eq!(refused(&[entries, exits], &[]), "EXC-301");
}
