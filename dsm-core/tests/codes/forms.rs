use crate::{
    provoked::{Example, Provoked, error, finding},
    replay::properties::sheets_properties::filled::{Book, number, text},
};
use dsm_core::{
    catalogue::{Catalogue, Dimension, Indicator},
    code::CodeList,
    error::{Code, Collected, Result, codes::exc},
    exchange::xlsx::{DocumentationAnswers, DocumentationForm, Form, Template, mark},
    measure::{Concept, Measure, Membership},
    table::{Axis, Table},
    text::Lang,
};
use std::io::Cursor;

fn entries() -> Indicator {
    Catalogue::built_in("ENTRIES").unwrap()
}

fn form(periods: &[&str]) -> Result<Template> {
    Template::new(&entries(), "MD", periods, Lang::En)
}

/// The form of a documentation table.
fn documentation() -> Vec<u8> {
    let mut out = Vec::new();
    DocumentationForm::new(&entries(), "MD", Lang::En).unwrap().write(&mut out).unwrap();
    out
}

/// A form that is filled in, with something done to it and the row of Romania.
fn changed(change: fn(&mut Book, u32)) -> Book {
    let mut book = Book::filled();
    let row = book.figures(0).row("CITIZENSHIP=ROU");
    change(&mut book, row);
    book
}

fn opened(book: &Book) -> Result<Form<Cursor<Vec<u8>>>> {
    Form::open(Cursor::new(book.bytes()), "form.xlsx").map(Option::unwrap)
}

/// What is found in such a form.
fn found(rule: Code, change: fn(&mut Book, u32)) -> Provoked {
    let mut found = Collected::new();
    let form = opened(&changed(change)).unwrap();
    let _ = form.read(&Catalogue::preset("dsm").unwrap(), &mut found);
    finding(found.findings(), rule)
}

/// A form in which the figure of Romania's women is written so.
fn written(rule: Code, cell: fn() -> String) -> Provoked {
    let mut book = Book::filled();
    let row = book.figures(0).row("CITIZENSHIP=ROU");
    book.figures(0).put(row, 3, cell());
    let mut found = Collected::new();
    let _ = opened(&book).unwrap().read(&Catalogue::preset("dsm").unwrap(), &mut found);
    finding(found.findings(), rule)
}

/// A questionnaire of entries and exits.
fn questionnaire() -> Book {
    let (exits, mut out) = (Catalogue::built_in("EXITS").unwrap(), Vec::new());
    let template = Template::questionnaire(&[&entries(), &exits], "MD", &["2006"], Lang::En).unwrap();
    template.write(&mut out).unwrap();
    Book::of(&out)
}

pub(super) const EXAMPLES: &[Example] = &[
    (exc::FORM_WITHOUT_TABLE, || error(Template::questionnaire(&[], "MD", &["2006"], Lang::En))),
    (exc::FORM_TABLE_TWICE, || error(Template::questionnaire(&[&entries(), &entries()], "MD", &["2006"], Lang::En))),
    (exc::FORM_OF_TABLES, || {
        error(DocumentationAnswers::open(Cursor::new(questionnaire().bytes()), "form.xlsx").map(|_| ()))
    }),
    (exc::FORM_COUNTED_OTHERWISE, || {
        let (mut book, mut found) = (questionnaire(), Collected::new());
        book.answer("DSM_FIELD_CHANGED_2", "yes");
        let _ = opened(&book).unwrap().read(&Catalogue::preset("dsm").unwrap(), &mut found);
        finding(found.findings(), exc::FORM_COUNTED_OTHERWISE)
    }),
    (exc::FORM_PERIOD_OTHER, || error(form(&["2006-Q1"]))),
    (exc::FORM_WITHOUT_PERIOD, || error(form(&[]))),
    (exc::FORM_PERIOD_TWICE, || error(form(&["2006", "2006"]))),
    (exc::FORM_TOO_LARGE, || {
        let countries = Dimension::new("DESTINATION", CodeList::built_in("COUNTRY").unwrap(), Membership::AtEvent);
        let years = ["2003", "2004", "2005", "2006", "2007"];
        error(Template::new(&entries().by(countries).unwrap(), "MD", &years, Lang::En))
    }),
    (exc::FORM_BESIDE_OTHER, || {
        let permits = Table::builder(Measure::parse("cases:permit:one", "flow").unwrap(), Concept::new("PERMITS"));
        let permits = permits.axis(Axis::time("TIME_PERIOD")).row(&["2005"], "3").build().unwrap().disclose().unwrap();
        error(form(&["2006"]).unwrap().beside(&permits))
    }),
    (exc::FORM_BEFORE_FIRST, || error(form(&["2002"]))),
    (exc::FORM_WITHOUT_IDENTITY, || {
        error(opened(&changed(|book, _| {
            book.property = None;
            book.pages.retain(|page| page.name != "_meta");
        })))
    }),
    (exc::FORM_IDENTITY_BROKEN, || error(opened(&changed(|book, _| book.page("_meta").put(2, 2, text("EXITS")))))),
    (exc::FORM_OF_OTHER_DEFINITION, || {
        let permits =
            Dimension::new("PERMIT_DECISION", CodeList::built_in("PERMIT_DECISION").unwrap(), Membership::AtEvent);
        let other = Catalogue::new().with(entries().by(permits).unwrap()).unwrap();
        error(opened(&Book::filled()).unwrap().template(&other))
    }),
    (exc::FORM_OTHER, || error(opened(&Book::filled()).unwrap().expect(Some(&["EXITS"]), None, None))),
    (exc::FORM_SET_ASIDE, || {
        let form = opened(&changed(|book, row| book.figures(0).put(row, 3, text("?")))).unwrap();
        error(form.read(&Catalogue::preset("dsm").unwrap(), &mut Collected::new()))
    }),
    (exc::FORM_SHEET_MISSING, || found(exc::FORM_SHEET_MISSING, |book, _| book.figures(0).clear(1, 1))),
    (exc::FORM_SHEET_TWICE, || {
        found(exc::FORM_SHEET_TWICE, |book, _| {
            let mut copy = book.figures(0).clone();
            copy.name = "Figures 2006 (2)".to_owned();
            book.pages.push(copy);
        })
    }),
    (exc::FORM_KEY_MISSING, || found(exc::FORM_KEY_MISSING, |book, _| book.figures(0).clear(1, 3))),
    (exc::FORM_KEY_TWICE, || found(exc::FORM_KEY_TWICE, |book, _| book.figures(0).put(1, 9, text("SEX=F")))),
    (exc::FORM_KEY_UNKNOWN, || found(exc::FORM_KEY_UNKNOWN, |book, _| book.figures(0).put(1, 9, text("SEX=Q")))),
    (exc::FORM_NAME_OTHER, || found(exc::FORM_NAME_OTHER, |book, row| book.figures(0).put(row, 2, text("Peru")))),
    (exc::FORM_TITLE_OTHER, || {
        found(exc::FORM_TITLE_OTHER, |book, _| book.figures(0).put(3, 2, text("Moldova · 2005")))
    }),
    (exc::FORM_FIGURE_BESIDE, || found(exc::FORM_FIGURE_BESIDE, |book, row| book.figures(0).put(row, 9, number("4")))),
    (exc::FORM_TEXT, || written(exc::FORM_TEXT, || text("many"))),
    (exc::FORM_LOOK_ALIKE, || written(exc::FORM_LOOK_ALIKE, || text("1\u{41e}"))),
    (exc::FORM_NUMBER_UNCLEAR, || written(exc::FORM_NUMBER_UNCLEAR, || text("1,234"))),
    (exc::FORM_DATE, || written(exc::FORM_DATE, || "s=\"1\"><v>45000</v>".to_owned())),
    (exc::FORM_CELL_ERROR, || written(exc::FORM_CELL_ERROR, || "t=\"e\"><v>#REF!</v>".to_owned())),
    (exc::FORM_TOTAL_DIFFERS, || found(exc::FORM_TOTAL_DIFFERS, |book, row| book.figures(0).put(row, 7, number("4")))),
    (exc::FORM_NUMBER_AS_TEXT, || written(exc::FORM_NUMBER_AS_TEXT, || text("1 234"))),
    (exc::FORM_FORMULA_ENTERED, || written(exc::FORM_FORMULA_ENTERED, || "><f>3+4</f><v>7</v>".to_owned())),
    (exc::FORM_FORMULA_STALE, || written(exc::FORM_FORMULA_STALE, || "><f>3+4</f><v>9</v>".to_owned())),
    (exc::FORM_FORMULA_REFERS, || written(exc::FORM_FORMULA_REFERS, || "><f>A1+4</f><v>9</v>".to_owned())),
    (exc::FORM_SHOWN_OTHERWISE, || written(exc::FORM_SHOWN_OTHERWISE, || "s=\"2\"><v>7</v>".to_owned())),
    (exc::FORM_FIGURE_HIDDEN, || found(exc::FORM_FIGURE_HIDDEN, |book, row| book.figures(0).hidden.push(row))),
    (exc::FORM_FIGURE_TOO_LARGE, || written(exc::FORM_FIGURE_TOO_LARGE, || number("1E+28"))),
    (exc::FORM_FINDINGS_MORE, || {
        found(exc::FORM_FINDINGS_MORE, |book, row| {
            for at in 0..200_001_u32 {
                book.figures(0).put(row + at / 10_000, 20 + at % 10_000, text("x"));
            }
        })
    }),
    (exc::FORM_OF_DOCUMENTATION, || error(Form::open(Cursor::new(documentation()), "form.xlsx").map(|_| ()))),
    (exc::ANSWER_BESIDE, || {
        let mut book = Book::of(&documentation());
        let row = book.pages[0].row("UNIT");
        book.pages[0].clear(row, 1);
        book.pages[0].put(row, 4, text("PERSONS"));
        let answers = DocumentationAnswers::open(Cursor::new(book.bytes()), "form.xlsx").unwrap().unwrap();
        finding(answers.documentation(None).unwrap_err().findings(), exc::ANSWER_BESIDE)
    }),
    (exc::FORM_ANSWER_MISSING, || {
        found(exc::FORM_ANSWER_MISSING, |book, _| {
            let _ = book.answer("DSM_FIELD_STATUS", "");
        })
    }),
    (exc::FORM_ANSWER_UNKNOWN, || {
        found(exc::FORM_ANSWER_UNKNOWN, |book, _| {
            let _ = book.answer("DSM_FIELD_STATUS", "so so");
        })
    }),
    (exc::FORM_SHEET_NOT_READ, || {
        found(exc::FORM_SHEET_NOT_READ, |book, _| {
            let mut own = book.page("Lists").clone();
            own.name = "Own".to_owned();
            book.pages.push(own);
        })
    }),
    (exc::FORM_EMPTY, || {
        found(exc::FORM_EMPTY, |book, _| {
            book.figures(0).cells.retain(|_, cell| !cell.starts_with("><v>"));
        })
    }),
    (exc::FORM_DOCUMENTATION_APART, || {
        found(exc::FORM_DOCUMENTATION_APART, |book, _| book.page("How we count").put(9, 5, text("Anew.")))
    }),
    (exc::FORM_NOT_REMADE, || {
        let damaged = changed(|book, row| book.figures(0).put(row, 2, text("Peru")));
        error(mark(Cursor::new(damaged.bytes()), "form.xlsx", None, None, &mut Vec::new()))
    }),
    (exc::FORM_NONE, || error(mark(Cursor::new("A,B\n1,2\n"), "f.csv", None, None, &mut Vec::new()))),
];
