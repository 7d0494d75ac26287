use super::*;
use crate::{
    error::{At, Code, Place},
    measure::AssumptionName,
    table::Table,
    text,
};
use rust_decimal::Decimal;

fn table() -> Table {
    let builder = Table::builder(Measure::parse("cases:permit:one", "flow").unwrap(), Concept::new("PERMITS"));
    builder.axis(Axis::category("SEX")).axis(Axis::time("TIME_PERIOD")).row(&["F", "2024"], "3").build().unwrap()
}

fn described() -> Description {
    Description::of(&table().disclose().unwrap())
}

/// An argument of each kind that a message may have.
fn argument(kind: usize) -> Safe {
    match kind % 4 {
        0 => Safe::count(7),
        1 => Safe::term("SEX"),
        2 => Safe::terms(["A", "B"]),
        _ => Safe::word("stock"),
    }
}

fn places() -> Vec<Place> {
    let key: Vec<Arc<str>> = vec!["F".into(), "KZ".into()];
    vec![
        Place::new("a.csv", At::Whole),
        Place::line("a.csv", 3, 0),
        Place::new("a.xlsx", At::Sheet { sheet: "S".into(), row: 2, column: 28 }),
        Place::new("a.xml", At::Element { line: 9, column: 4, path: "/a/b".into() }),
        Place::series("t", key.clone(), Some("2024".into())),
        Place::series("t", key, None),
        Place::row("OBS_VALUE", 5),
    ]
}

#[test]
fn every_code_comes_back_with_its_arguments() {
    for (kind, code) in codes::ALL.iter().copied().enumerate() {
        let mut finding = Finding::new(code);
        for (i, name) in text::arguments(code).into_iter().enumerate() {
            finding = finding.with(name, argument(kind + i));
        }
        let read = finding_from_json(&finding_to_json(&finding)).unwrap();
        assert_eq!(read, finding);
        for lang in text::Lang::ALL {
            assert_eq!(text::message(&read, *lang), text::message(&finding, *lang));
        }
    }
}

#[test]
fn every_place_comes_back_and_no_evidence() {
    for place in places() {
        let finding = Finding::new(codes::tab::NEGATIVE_COUNT).at(place.clone());
        let text = finding_to_json(&finding.clone().evidence_of("-98765"));
        assert!(!text.contains("98765"), "{text}");
        assert_eq!(finding_from_json(&text).unwrap(), finding);
        let error = Error::new(codes::tab::TABLE_INVALID).with("count", 3_u64).at(place);
        let read = error_from_json(&error_to_json(&error)).unwrap();
        assert_eq!(read.to_string(), error.to_string());
    }
}

#[test]
fn every_assumption_and_declaration_comes_back() {
    for name in AssumptionName::ALL {
        let assumption = Assumption::new(*name)
            .on("SEX")
            .value(Decimal::new(-17, 1))
            .weight("A>B", Decimal::new(1, 28))
            .source("register")
            .because("who", "“why”\n");
        let mut description = described();
        description.assumptions = vec![assumption, Assumption::new(*name)];
        description.making = Making::parse("small:5=1..5:0..4").unwrap();
        assert_eq!(Description::parse(&description.to_json()).unwrap(), (description, Vec::new()));
    }
}

#[test]
#[expect(clippy::string_slice, reason = "the text is cut at signs of one byte")]
fn broken_texts_are_refused_and_never_panic() {
    let text = described().to_json();
    let refused: [(&str, Code); 6] = [
        ("", codes::exc::DESCRIPTION_UNREADABLE),
        ("[]", codes::exc::DESCRIPTION_UNREADABLE),
        ("{\"format\":\"dsm-table/2\"}", codes::exc::FORMAT_NEWER),
        ("{\"format\":\"dsm-table/1\"}", codes::exc::DESCRIPTION_UNREADABLE),
        ("{\"format\":1}", codes::exc::DESCRIPTION_UNREADABLE),
        ("null", codes::exc::DESCRIPTION_UNREADABLE),
    ];
    for (text, code) in refused {
        assert_eq!(Description::parse(text).unwrap_err().code(), code, "{text}");
    }
    // Every value in turn is of the wrong type: refused, or left out as an absent entry is.
    for wrong in ["7", "[[[]]]", "{\"a\":{}}", "\"\u{0}\"", "-1e999"] {
        let parts = text.match_indices(':').map(|(at, _)| at + 1).collect::<Vec<_>>();
        for at in parts {
            let end = text[at..].find([',', '}']).map_or(text.len(), |e| at + e);
            let _ = Description::parse(&format!("{}{wrong}{}", &text[..at], &text[end..]));
        }
    }
    for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
        assert!(Description::parse(&text[..end]).is_err());
    }
}

#[test]
fn a_note_of_a_code_that_is_not_known_is_noticed() {
    let text = described().to_json().replace("\"notes\":[]", "\"notes\":[{\"code\":\"SEM-999\"}]");
    let (description, findings) = Description::parse(&text).unwrap();
    assert!(description.notes.is_empty());
    assert_eq!(findings[0].to_string(), "DSM-EXC-107 description-unknown (entry=SEM-999)");
}
