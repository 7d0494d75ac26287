//! What stands above and beside the figures of a form has to be that of the form; what was typed is the figure.

use crate::replay::properties::sheets_properties::filled::{Book, number, text};
use dsm_core::{
    catalogue::Catalogue,
    error::{Collected, Severity},
    exchange::xlsx::{Form, Template},
    text::Lang,
    translate::{Specification, read},
};
use std::{collections::BTreeSet, io::Cursor};

/// A filled form with something done to it: its errors, with the cells of its sheet of figures.
fn errors(change: impl FnOnce(&mut Book, u32)) -> Vec<(&'static str, String)> {
    let mut book = Book::filled();
    let row = book.figures(0).row("CITIZENSHIP=ROU");
    change(&mut book, row);
    let mut found = Collected::new();
    let form = Form::open(Cursor::new(book.bytes()), "form.xlsx").unwrap().unwrap();
    let read = form.read(&Catalogue::preset("dsm").unwrap(), &mut found);
    let grave = found.findings().iter().filter(|finding| finding.severity() == Severity::Error);
    let place = |place: String| place.rsplit('!').next().unwrap_or_default().to_owned();
    let said: Vec<_> =
        grave.map(|one| (one.rule().id(), one.place().map(|at| place(at.to_string())).unwrap_or_default())).collect();
    assert_eq!(read.is_err(), !said.is_empty());
    said
}

#[test]
fn headings_that_changed_places_set_the_form_aside() {
    let exchanged = errors(|book, _| {
        let page = book.figures(0);
        let heads = [3, 4].map(|column| page.at(5, column).unwrap().clone());
        page.put(5, 3, heads[1].clone());
        page.put(5, 4, heads[0].clone());
    });
    assert_eq!(exchanged, [("EXC-316", "C5".to_owned()), ("EXC-316", "D5".to_owned())]);
}

#[test]
fn a_name_or_heading_that_was_cleared_sets_the_form_aside() {
    assert_eq!(errors(|book, _| book.figures(0).clear(5, 4)), [("EXC-316", "D5".to_owned())]);
    assert_eq!(errors(|book, _| book.figures(0).put(5, 4, text(" "))), [("EXC-316", "D5".to_owned())]);
    let row = Book::filled().figures(0).row("CITIZENSHIP=ROU");
    assert_eq!(errors(|book, row| book.figures(0).clear(row, 2)), [("EXC-316", format!("B{row}"))]);
    assert_eq!(errors(|book, row| book.figures(0).put(row, 2, text(""))), [("EXC-316", format!("B{row}"))]);
}

#[test]
fn a_title_of_another_form_or_year_sets_the_form_aside() {
    assert_eq!(errors(|book, _| book.figures(0).put(2, 2, text("Emigration"))), [("EXC-333", "B2".to_owned())]);
    assert_eq!(errors(|book, _| book.figures(0).put(3, 2, text("Moldova · 2005"))), [("EXC-333", "B3".to_owned())]);
    assert_eq!(errors(|book, _| book.figures(0).clear(2, 2)).len(), 1);
    // Blanks and breaks of lines are no other name.
    let same = errors(|book, _| {
        let page = book.figures(0);
        let title = page.at(2, 2).unwrap().replace(' ', "  ");
        page.put(2, 2, title);
    });
    assert_eq!(same, []);
}

#[test]
fn what_is_typed_into_a_form_of_rounded_figures_is_the_figure() {
    let catalogue = Catalogue::preset("unhcr").unwrap();
    let (mut bytes, decisions) = (Vec::new(), catalogue.find("ASYLUM_DECISIONS").unwrap());
    assert!(decisions.making().absent().is_some(), "the publisher rounds");
    Template::new(decisions, "MD", &["2020"], Lang::En).unwrap().write(&mut bytes).unwrap();
    let mut book = Book::of(&bytes);
    book.answer("DSM_FIELD_UNIT", "PERSON_EVENTS").answer("DSM_FIELD_STATUS", "A").answer("DSM_FIELD_EMPTY", "0");
    let page = book.figures(0);
    let columns = (3..40).filter(|column| page.at(1, *column).is_some_and(|key| key.contains('='))).collect::<Vec<_>>();
    let rows = ["0", "5", "10"].into_iter().zip(["CITIZENSHIP=AFG", "CITIZENSHIP=SYR", "CITIZENSHIP=IRQ"]);
    for (digits, key) in rows {
        let row = page.row(key);
        let column = columns.first().copied().unwrap_or(3);
        page.put(row, column, number(digits));
    }
    let mut found = Collected::new();
    let form = Form::open(Cursor::new(book.bytes()), "form.xlsx").unwrap().unwrap();
    let filled = form.read(&catalogue, &mut found).map_err(|error| (error, found.findings().to_vec())).unwrap();
    let figures: Vec<String> = filled.tables[0].table.rows().map(|row| row.cell.to_string()).collect();
    assert!(figures.iter().all(|figure| ["0", "5", "10"].contains(&&**figure)), "{figures:?}");
    assert!(figures.contains(&"10".to_owned()) && figures.contains(&"5".to_owned()));
    // The entries that are kept give the same table again, to whoever says that they are what was counted.
    let kept = |specification: &Specification| {
        let input = Cursor::new(filled.entries().as_bytes().to_vec());
        read(input, "kept.csv", specification, &catalogue).unwrap().tables.remove(0).table
    };
    let counted = Specification::tidy().declare("figures", "as-counted", "").unwrap();
    assert_eq!(kept(&counted), filled.tables[0].table);
    #[cfg(feature = "toml")]
    {
        let text = "format = \"dsm-translator/1\"\nfigures = \"as-counted\"\n";
        assert_eq!(kept(&Specification::from_toml("kept.toml", text).unwrap()), filled.tables[0].table);
        let wrong = Specification::from_toml("kept.toml", &text.replace("as-counted", "rounded")).unwrap_err();
        assert_eq!(wrong.code().id(), "TRL-007");
    }
    // A plain table file that says nothing of it is read as the indicator declares its publisher's figures.
    let published: BTreeSet<String> = kept(&Specification::tidy()).rows().map(|row| row.cell.to_string()).collect();
    assert_eq!(published, BTreeSet::from(["0..4", "1..9", "6..12"].map(str::to_owned)));
}
