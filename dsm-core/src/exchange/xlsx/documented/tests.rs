use super::{DocumentationAnswers, DocumentationForm};
use crate::{
    catalogue::{Catalogue, Indicator},
    documentation::{Documentation, fields},
    error::codes::exc,
    exchange::xlsx::{Form, Template},
    text::Lang,
    time::Day,
};
use std::io::Cursor;

fn indicator(id: &str) -> Indicator {
    Catalogue::built_in(id).unwrap()
}

/// Every field that has an answer of some kind.
fn whole(indicator: &str) -> Documentation {
    let day = |text| Some(Day::parse(text).unwrap());
    let mut said = Documentation::new("MD", indicator).unwrap().valid(day("2018-01-01"), day("2024-12-31")).unwrap();
    for field in fields() {
        let id = field.id();
        said = match field.kind() {
            crate::documentation::Kind::Text => {
                let long = format!("{id}: {}", "as registered, ".repeat(60).trim_end());
                said.say(id, Lang::En, &long).unwrap().say(id, Lang::Ru, "по учёту «М»").unwrap()
            }
            crate::documentation::Kind::Code => said.answer(id, field.codes().last().unwrap()).unwrap(),
            crate::documentation::Kind::Period => said.answer(id, "2018-Q3").unwrap(),
            crate::documentation::Kind::Day => said.answer(id, "2024-02-29").unwrap(),
            crate::documentation::Kind::Link => said.answer(id, "https://example.org/m").unwrap(),
        };
    }
    said
}

fn written(form: &DocumentationForm) -> Vec<u8> {
    let mut out = Vec::new();
    form.write(&mut out).unwrap();
    out
}

#[test]
fn what_was_said_is_read_again_in_both_languages_and_the_same_form_is_the_same_bytes() {
    for id in ["ASYLUM_APPLICATIONS", "ENTRIES", "FOREIGNERS", "ASYLUM_DECISIONS"] {
        for lang in Lang::ALL {
            let (own, said) = (indicator(id), whole(id));
            let form = DocumentationForm::new(&own, "MD", *lang).unwrap().said(&said).unwrap();
            let bytes = written(&form);
            assert_eq!(bytes, written(&form));
            let answers = DocumentationAnswers::open(Cursor::new(bytes), "form.xlsx").unwrap().unwrap();
            assert!(!answers.is_changes() && (answers.country(), answers.indicator()) == ("MD", id));
            let read = answers.documentation(None).unwrap();
            assert_eq!((read.from(), read.until()), (said.from(), said.until()));
            // Asked is what the indicator can have an answer to; of that nothing is lost or made otherwise.
            assert!(read.answers().count() > 20);
            for (field, answer) in read.answers() {
                assert_eq!(Some(answer), said.find(field.id()), "{id} {lang} {}", field.id());
            }
            assert!(read.completeness(&own).missing.is_empty());
        }
    }
}

#[test]
fn what_the_form_does_not_ask_stays_as_it_was_said() {
    let said = Documentation::new("MD", "ENTRIES").unwrap();
    let said = said.write("SOURCE", "en", "Cards").unwrap().write("SOURCE", "ro", "Fișe").unwrap();
    let said = said.write("NATIONAL_NAME", "ro", "Intrări").unwrap();
    let form = DocumentationForm::new(&indicator("ENTRIES"), "MD", Lang::En).unwrap().said(&said).unwrap();
    let answers = DocumentationAnswers::open(Cursor::new(written(&form)), "form.xlsx").unwrap().unwrap();
    assert_eq!(answers.documentation(Some(&said)).unwrap(), said);
    assert_eq!(answers.documentation(None).unwrap().answers().count(), 1);
}

#[test]
fn an_empty_form_is_an_empty_documentation_and_no_figures() {
    let bytes = written(&DocumentationForm::new(&indicator("ENTRIES"), "MD", Lang::Ru).unwrap());
    let answers = DocumentationAnswers::open(Cursor::new(bytes.clone()), "form.xlsx").unwrap().unwrap();
    assert!(answers.is_empty());
    assert_eq!(answers.documentation(None).unwrap(), Documentation::new("MD", "ENTRIES").unwrap());
    let refused = Form::open(Cursor::new(bytes), "form.xlsx").unwrap_err();
    assert_eq!(refused.code(), exc::FORM_OF_DOCUMENTATION);
    assert!(DocumentationAnswers::open(Cursor::new("A,B\n"), "f.csv").unwrap().is_none());
}

#[test]
fn a_form_for_figures_says_what_has_changed_on_top_of_what_was_said() {
    let mut bytes = Vec::new();
    let before = Documentation::new("MD", "ENTRIES").unwrap().answer("UNIT", "PERSONS").unwrap();
    Template::new(&indicator("ENTRIES"), "MD", &["2006"], Lang::En)
        .unwrap()
        .documented(&before)
        .write(&mut bytes)
        .unwrap();
    let answers = DocumentationAnswers::open(Cursor::new(bytes), "form.xlsx").unwrap().unwrap();
    assert!(answers.is_changes() && answers.is_empty());
    assert_eq!(answers.documentation(Some(&before)).unwrap(), before);
}
