use super::*;
use crate::error::wording::{Forms, Said, Wording};
use crate::error::{Args, Error, Finding, Safe, codes};
use rust_decimal::Decimal;

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// All texts of a wording.
fn texts(wording: &Wording) -> Vec<&'static str> {
    match wording {
        Wording::Plain(text) => vec![text],
        Wording::Plural(Forms { one, few, many, other, .. }) => vec![one, few, many, other],
    }
}

fn everything_said() -> Vec<(String, &'static Said)> {
    let mut all = Vec::new();
    for code in codes::ALL {
        all.push((format!("{code} sentence"), &code.definition().sentence));
        all.push((format!("{code} remedy"), &code.definition().remedy));
    }
    all.extend(Label::ALL.iter().map(|l| (l.name().to_owned(), l.said())));
    all.extend(Phrase::ALL.iter().map(|p| (p.name().to_owned(), p.said())));
    all
}

#[test]
fn everything_is_said_in_both_languages_with_the_same_arguments() {
    let cyrillic = |text: &str| text.chars().any(|c| ('\u{400}'..='\u{4ff}').contains(&c));
    for (name, said) in everything_said() {
        let mut arguments: Option<Vec<&str>> = None;
        for (lang, wording) in [(Lang::En, &said.en), (Lang::Ru, &said.ru)] {
            for text in texts(wording) {
                // A phrase of placeholders alone says nothing that could be translated.
                let bare = wording.arguments().iter().fold(text.to_owned(), |t, a| t.replace(&format!("{{{a}}}"), ""));
                assert!(
                    !bare.chars().any(char::is_alphabetic) || cyrillic(&bare) == (lang == Lang::Ru),
                    "{name}: {text}"
                );
                let mut found = Wording::Plain(text).arguments();
                found.sort_unstable();
                assert_eq!(*arguments.get_or_insert_with(|| found.clone()), found, "{name}: {text}");
            }
            if let Wording::Plural(Forms { one, other, few, many, .. }) = wording {
                assert!(one != other && (lang == Lang::En || (one != few && one != many)), "{name}: forms alike");
            }
        }
    }
}

#[test]
fn russian_plural_forms_follow_the_last_digits() {
    let forms = |n| Plural::of_count(n, Lang::Ru);
    for n in [1, 21, 31, 101, 1001] {
        assert_eq!(forms(n), Plural::One, "{n}");
    }
    for n in [2, 3, 4, 22, 34, 102] {
        assert_eq!(forms(n), Plural::Few, "{n}");
    }
    for n in [0, 5, 11, 12, 13, 14, 19, 20, 25, 100, 111, 112, 1011, u64::MAX] {
        assert_eq!(forms(n), Plural::Many, "{n}");
    }
}

#[test]
fn english_has_one_and_other() {
    assert_eq!(Plural::of_count(1, Lang::En), Plural::One);
    for n in [0, 2, 11, 21, 101] {
        assert_eq!(Plural::of_count(n, Lang::En), Plural::Other, "{n}");
    }
}

#[test]
fn decimals_take_the_form_of_their_whole_part_or_of_a_fraction() {
    assert_eq!(Plural::of_number(decimal("1.5"), Lang::Ru), Plural::Other);
    assert_eq!(Plural::of_number(decimal("1.0"), Lang::En), Plural::Other);
    assert_eq!(Plural::of_number(decimal("-21"), Lang::Ru), Plural::One);
    assert_eq!(Plural::of_number(decimal("79228162514264337593543950332"), Lang::Ru), Plural::Few);
    assert_eq!(Plural::of_number(decimal("1000001"), Lang::En), Plural::Other);
}

#[test]
fn numbers_are_grouped_as_in_the_language() {
    let cases = [
        ("0", "0", "0"),
        ("-0.00", "0.00", "0,00"),
        ("999", "999", "999"),
        ("1000", "1,000", "1\u{a0}000"),
        ("1234567.89", "1,234,567.89", "1\u{a0}234\u{a0}567,89"),
        ("-1234.50", "−1,234.50", "−1\u{a0}234,50"),
        ("0.005", "0.005", "0,005"),
    ];
    for (figure, en, ru) in cases {
        assert_eq!(number(decimal(figure), Lang::En), en);
        assert_eq!(number(decimal(figure), Lang::Ru), ru);
    }
    assert_eq!(count(u64::MAX, Lang::En), "18,446,744,073,709,551,615");
}

#[test]
fn a_message_takes_the_plural_form_and_groups_its_count() {
    let said = |bytes: u64, lang| message(&Error::memory_limit(bytes << 20), lang);
    assert!(said(1, Lang::En).contains("1 mebibyte "));
    assert!(said(2048, Lang::En).contains("2,048 mebibytes "));
    assert!(said(21, Lang::Ru).ends_with("21 мебибайт."));
    assert!(said(2, Lang::Ru).ends_with("2 мебибайта."));
    assert!(said(5, Lang::Ru).ends_with("5 мебибайт."));
}

#[test]
fn a_word_of_dsm_is_said_in_the_language_of_the_reader() {
    let error = Error::new(codes::err::DEFECT).with("where", Safe::word("stock"));
    assert!(message(&error, Lang::Ru).contains(label(Label::Stock, Lang::Ru)));
}

#[test]
fn labels_are_found_by_their_names() {
    assert!(Label::ALL.iter().all(|label| Label::named(label.name()) == Some(*label)));
    assert_eq!(Label::named("ratio form"), Some(Label::RatioForm));
    assert_eq!(Label::named("1 234"), None);
}

#[test]
fn a_figure_or_foreign_text_in_an_argument_is_replaced() {
    for foreign in ["12 345", "12345", "1234", "999", "Иванов Иван", "{where}", "=cmd()", "a b", "-7", "1234,5"]
    {
        let finding =
            Finding::new(codes::txt::LANGUAGE_NOT_SPOKEN).with("tag", Safe::term(foreign)).evidence_of(foreign);
        for lang in Lang::ALL {
            for text in [message(&finding, *lang), remedy(&finding, *lang), finding.to_string(), format!("{finding:?}")]
            {
                assert!(!text.contains(foreign), "{text}");
            }
        }
        assert!(message(&finding, Lang::En).contains('…'));
    }
}

#[test]
fn an_argument_that_is_not_given_shows_as_an_ellipsis() {
    assert!(message(&(codes::txt::LANGUAGE_NOT_SPOKEN, &Args::new()), Lang::En).contains("language …."));
    assert_eq!(arguments(codes::txt::LANGUAGE_NOT_SPOKEN), ["tag"]);
}

#[test]
fn phrases_are_filled_in_one_pass() {
    let tricky = Value::Text("{high}");
    assert_eq!(
        phrase(Phrase::Between, Lang::En, &[("low", tricky), ("high", Value::Count(5))]),
        "between {high} and 5"
    );
    assert_eq!(phrase(Phrase::CountPersons, Lang::Ru, &[("count", Value::Count(22))]), "22 лица");
    assert_eq!(phrase(Phrase::CountPersons, Lang::Ru, &[("count", Value::Number(decimal("1.5")))]), "1,5 лица");
    assert_eq!(phrase(Phrase::CountPersons, Lang::En, &[("count", Value::Count(1))]), "1 person");
}

#[test]
fn languages_are_read_from_tags() {
    assert_eq!(Lang::parse("RU_ru.UTF-8").unwrap(), Lang::Ru);
    assert_eq!(Lang::parse("kk").unwrap_err().code(), codes::txt::LANGUAGE_NOT_SPOKEN);
    assert_eq!(Lang::from_tag(""), Lang::En);
    assert_eq!(Tag::parse("UZ_Cyrl").unwrap().as_str(), "uz-cyrl");
    for wrong in ["", "e", "english", "en-", "en--us", "ру", "en us"] {
        assert_eq!(Tag::parse(wrong).unwrap_err().code(), codes::txt::TAG_UNREADABLE, "{wrong}");
    }
}

#[test]
fn a_text_falls_back_and_is_never_blank() {
    let tag = |t: &str| Tag::parse(t).unwrap();
    let text = Text::new(tag("kk"), " Баспана ").unwrap();
    assert_eq!(text.in_lang(Lang::En), "Баспана");
    assert_eq!(text.exactly(&tag("en")), None);
    let text = text.with(Lang::Ru, "Убежище").unwrap();
    assert_eq!(text.for_tag(&tag("ka")), "Убежище");
    assert_eq!(text.for_tag(&tag("kk-Cyrl")), "Баспана");
    assert_eq!(text.iter().map(|(t, _)| t.to_string()).collect::<Vec<_>>(), ["kk", "ru"]);
    assert_eq!(Text::new(Lang::En, " \t").unwrap_err().code(), codes::txt::TEXT_BLANK);
}
