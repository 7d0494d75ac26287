use super::*;
use crate::{
    catalogue::{Catalogue, Indicator, Statement},
    error::{FindingSink as _, Place, codes::doc},
    table::{Axis, Cell, Status, Table, View},
    text::{Lang, Tag, Text},
    time::{Day, Moment},
};

fn indicator(id: &str) -> Indicator {
    Catalogue::preset("dsm").unwrap().find(id).unwrap().clone()
}

fn now() -> Moment {
    Moment::parse("2026-06-01").unwrap()
}

/// A documentation in which every field of a bit of a number is answered.
fn filled(bits: u64, id: &str) -> Documentation {
    let begun = Documentation::new("MD", id).unwrap();
    (0..).zip(fields()).filter(|(at, _)| bits >> at & 1 == 1).fold(begun, |documentation, (_, field)| {
        let answer = match field.kind() {
            Kind::Text => return documentation.say(field.id(), Lang::Ru, "так").unwrap(),
            Kind::Code => field.codes()[0],
            Kind::Period => "2003",
            Kind::Day => "2026-01-15",
            Kind::Link => "https://example.org/act",
        };
        documentation.answer(field.id(), answer).unwrap()
    })
}

#[test]
fn completeness_adds_up_whatever_is_answered() {
    let mut bits = 0x9e37_79b9_7f4a_7c15_u64;
    for id in ["FOREIGNERS", "ENTRIES", "ASYLUM_APPLICATIONS", "ASYLUM_DECISIONS"] {
        let indicator = indicator(id);
        for _ in 0..200 {
            bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let documentation = filled(bits >> 20, id);
            let complete = documentation.completeness(&indicator);
            assert_eq!(complete.filled + complete.missing.len(), complete.required);
            assert!(complete.missing.iter().all(|id| documentation.find(id).is_none()));
            // What is missing is found, each field once.
            let found = documentation.check(&indicator, now());
            assert_eq!(found.tally().of(doc::FIELD_MISSING), complete.missing.len() as u64);
            // What is written comes back.
            let again =
                documentation.answers().fold(Documentation::new("MD", id).unwrap(), |again, (field, answer)| {
                    answer.written().iter().fold(again, |d, (tag, text)| d.write(field.id(), tag, text).unwrap())
                });
            assert_eq!(again, documentation);
        }
        let all = filled(u64::MAX, id).completeness(&indicator);
        assert_eq!((all.filled, all.missing.len()), (all.required, 0));
        assert_eq!(filled(0, id).completeness(&indicator).filled, 0);
    }
    let required = |id: &str| Documentation::new("MD", id).unwrap().completeness(&indicator(id));
    assert!(
        required("FOREIGNERS").missing.contains(&"REFERENCE") && !required("ENTRIES").missing.contains(&"INSTANCE")
    );
    assert!(required("ASYLUM_DECISIONS").missing.contains(&"INSTANCE"));
}

#[test]
fn what_is_documented_is_held_against_what_the_indicator_counts() {
    let of = |id: &str, field: &str, code: &str| {
        let documentation = Documentation::new("MD", id).unwrap().answer(field, code).unwrap();
        let found = documentation.check(&indicator(id), now());
        (found.tally().of(doc::SAID_OTHERWISE), found.tally().of(doc::NOT_OF_INDICATOR))
    };
    assert_eq!(of("ASYLUM_APPLICATIONS", "UNIT", "PERSON_EVENTS"), (0, 0));
    assert_eq!(of("ASYLUM_APPLICATIONS", "UNIT", "CASES"), (1, 0));
    // Border crossings are never counted as persons, each once: box 2.10.
    assert_eq!(of("ENTRIES", "UNIT", "PERSONS"), (0, 1));
    assert_eq!(of("FOREIGNERS", "TEMPORALITY", "flow"), (0, 1));
    assert_eq!(of("FOREIGNERS", "TEMPORALITY", "stock"), (0, 0));
    assert_eq!(of("ASYLUM_DECISIONS", "INSTANCE", "final"), (1, 0));
    assert_eq!(of("ASYLUM_DECISIONS", "APPLICATION_TYPE", "first-time"), (0, 0));
    assert_eq!(of("ENTRIES", "PERIODICITY", "M"), (1, 0));
    let found = Documentation::new("MD", "ENTRIES").unwrap().check(&indicator("ENTRIES"), now());
    assert_eq!(found.findings()[0].place().unwrap().to_string(), "ENTRIES:MD.TITLE");
}

#[test]
fn a_year_after_it_was_confirmed_a_documentation_is_stale() {
    let stale = |day: &str| {
        let documentation = Documentation::new("MD", "ENTRIES").unwrap().answer("CERTIFIED", day).unwrap();
        documentation.is_stale(now())
    };
    assert!(stale("2025-05-30") && stale("2025-05-31") && !stale("2025-06-01") && !stale("2026-06-01"));
    assert!(Documentation::new("MD", "ENTRIES").unwrap().is_stale(now()));
}

/// A view of asylum applications in cases or persons of KZ and MD.
fn view(unit: &str) -> View {
    let indicator = indicator("ASYLUM_APPLICATIONS");
    let builder = Table::builder(indicator.measure_in(unit).unwrap(), indicator.concept().clone());
    let mut builder = builder.axis(Axis::reporter("REF_AREA")).axis(Axis::time("TIME_PERIOD"));
    builder.push(&["KZ", "2018"], Cell::exact(10), Status::NORMAL);
    builder.push(&["MD", "2018"], Cell::exact(20), Status::PROVISIONAL);
    builder.build().unwrap().disclose().unwrap()
}

fn notes(documentation: &[Documentation], unit: &str) -> Vec<String> {
    let (indicator, view) = (indicator("ASYLUM_APPLICATIONS"), view(unit));
    let notes = footnotes(documentation, &Shown::new(&indicator, &view, now()));
    notes.iter().map(|note| note.said(note.country(), Lang::En)).collect()
}

#[test]
fn footnotes_are_chosen_by_what_is_shown() {
    let day = |text: &str| Some(Day::parse(text).unwrap());
    let kz = Documentation::new("KZ", "ASYLUM_APPLICATIONS").unwrap();
    let cases = kz.clone().valid(None, day("2018-12-31")).unwrap();
    let cases = cases.say("EXCLUSIONS", Lang::En, "minors.").unwrap().answer("CERTIFIED", "2026-01-15").unwrap();
    let persons = kz.valid(day("2019-01-01"), None).unwrap().say("EXCLUSIONS", Lang::En, "nobody").unwrap();
    let other = Documentation::new("KZ", "ENTRIES").unwrap().say("BREAKS", Lang::En, "2010").unwrap();
    let said = notes(&[cases, persons, other], "CASES");
    // The documentation of the years shown, not of others; the unit of both; what nobody has documented.
    assert_eq!(
        said,
        [
            "KZ: cases are counted, not persons.",
            "KZ: not included: minors.",
            "MD: cases are counted, not persons.",
            "MD: figures are provisional.",
            "MD: there is no documentation.",
        ]
    );
    assert!(!notes(&[], "PERSON_EVENTS").iter().any(|note| note.contains("cases")));
}

#[test]
fn a_note_is_in_the_language_of_the_reader_as_far_as_somebody_wrote_it() {
    let documentation = Documentation::new("KZ", "ASYLUM_APPLICATIONS").unwrap();
    let documentation = documentation.say("BREAKS", Tag::parse("kk").unwrap(), "2019 жылы").unwrap();
    let documentation = documentation.say("BREAKS", Lang::Ru, "в 2019 году").unwrap();
    let documentation = documentation.answer("INSTANCE", "final").unwrap();
    let (indicator, view) = (indicator("ASYLUM_APPLICATIONS"), view("PERSON_EVENTS"));
    let notes = footnotes(&[documentation], &Shown::new(&indicator, &view, now()));
    let said: Vec<String> =
        notes.iter().filter(|note| note.country() == "KZ").map(|note| note.said("Казахстан", Lang::Ru)).collect();
    assert_eq!(
        said,
        [
            "Казахстан: отличается от общего определения: Инстанция — final.",
            "Казахстан: разрыв ряда: в 2019 году.",
            "Казахстан: документация не подтверждалась более года.",
        ]
    );
    assert_eq!(
        notes[1].text(),
        Some(&Text::new(Lang::Ru, "в 2019 году").unwrap().with(Tag::parse("kk").unwrap(), "2019 жылы").unwrap())
    );
}

#[test]
fn a_file_comes_back_with_all_its_faults_at_their_places() {
    let lines = [
        ("format", "dsm-documentation/1"),
        ("template", "1.0"),
        ("country", "XX"),
        ("indicator", "ENTRIES"),
        ("valid_from", "soon"),
        ("NATIONAL_NAME.ro", "Intrări"),
        ("NATIONAL_NAME.?", "?"),
        ("SHOE_SIZE.en", "44"),
        ("answers.UNIT", "FAMILIES"),
        ("answers.CERTIFIED", "yesterday"),
        ("answers.NEXT_REVIEW", ""),
    ];
    let statement =
        |(line, (path, text)): (u64, &(&str, &str))| Statement::new(path, text, Place::line("md.toml", line, 0));
    let statements: Vec<Statement> = (1..).zip(&lines).map(statement).collect();
    let refused = Documentation::read(&statements).unwrap_err();
    let faults: Vec<String> =
        refused.findings().iter().map(|f| format!("{} {}", f.rule().id(), f.place().unwrap())).collect();
    assert_eq!(
        faults,
        [
            "COD-002 md.toml:3",
            "TIM-007 md.toml:5",
            "TXT-001 md.toml:7",
            "DOC-001 md.toml:8",
            "DOC-005 md.toml:9",
            "TIM-007 md.toml:10"
        ]
    );
    let sound: Vec<Statement> = statements.into_iter().filter(|s| [1, 2, 4, 6, 11].contains(&line(&s.place))).collect();
    let country = Statement::new("country", "MD", Place::line("md.toml", 3, 0));
    let read = Documentation::read(&[sound, vec![country]].concat()).unwrap();
    assert_eq!((read.country(), read.answers().count()), ("MD", 1));
}

fn line(place: &Place) -> u64 {
    match place.position() {
        crate::error::At::Line { line, .. } => *line,
        _ => 0,
    }
}
