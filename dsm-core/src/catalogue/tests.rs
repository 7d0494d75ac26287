use super::{presets::PRESETS, *};
use crate::{
    code::CodeList,
    measure::{Concept, Measure, Membership},
    text::{Lang, Text},
    time::Convention,
};
use rust_decimal::Decimal;

fn stock() -> Indicator {
    let measure = Measure::parse("persons-distinct", "stock").unwrap();
    let text = || Text::both("Foreigners", "Иностранцы");
    Indicator::new("FOREIGNERS", text(), text(), Concept::new("FOREIGNER"), measure)
}

fn code_of<T>(result: Result<T>) -> &'static str {
    result.err().map_or("no error", |error| error.code().id())
}

#[test]
fn every_preset_is_whole_in_both_languages() {
    let catalogue = Catalogue::preset("unhcr").unwrap();
    assert_eq!(catalogue.iter().count(), PRESETS.len());
    for (preset, indicator) in PRESETS.iter().zip(catalogue.iter()) {
        for text in [indicator.names(), indicator.definition()] {
            assert_ne!(text.in_lang(Lang::En), text.in_lang(Lang::Ru));
        }
        assert!(!indicator.source().is_empty());
        assert!(preset.dimensions.iter().all(|(_, _, membership)| Membership::parse(membership).is_some()));
        let units = CodeList::built_in("UNIT").unwrap();
        assert!(indicator.units().all(|(code, _)| units.get(code).is_some()), "{}", indicator.id());
    }
}

#[test]
fn asylum_as_unhcr_publishes_it() {
    let catalogue = Catalogue::preset("unhcr").unwrap();
    let applications = catalogue.find("ASYLUM_APPLICATIONS").unwrap();
    let decisions = catalogue.find("ASYLUM_DECISIONS").unwrap();
    assert_eq!(applications.measure_in("PERSON_EVENTS").unwrap(), *applications.measure());
    assert_eq!(
        decisions.measure_in("CASES").unwrap().to_string(),
        "cases:decision:many flow level=first type=unstated"
    );
    assert_eq!(code_of(applications.measure_in("PERSONS")), "CAT-002");
    assert!(decisions.dimension("DECISION").unwrap().list().is_exhaustive());
    assert_eq!(code_of(applications.dimension("DECISION")), "CAT-004");
    assert_eq!(code_of(catalogue.find("SHOE_SIZES")), "CAT-001");
    assert_eq!(applications.concept().id.as_ref(), "ASYLUM_APPLICATION");
}

#[test]
fn perturbed_figures_stand_for_intervals_and_totals_for_wider_ones() {
    let catalogue = Catalogue::preset("unhcr").unwrap();
    let interval = |indicator: &str, codes: &[&str], published: i64| {
        let found = catalogue.find(indicator).unwrap().interval(codes, published.into()).unwrap();
        found.map(|(low, high)| (low.to_string(), high.to_string()))
    };
    let some = |low: &str, high: &str| Some((low.to_owned(), high.to_owned()));
    assert_eq!(interval("ASYLUM_APPLICATIONS", &["AFG"], 5), some("1", "5"));
    assert_eq!(interval("ASYLUM_APPLICATIONS", &["AFG"], 6), None);
    assert_eq!(interval("ASYLUM_DECISIONS", &["AFG", "REC"], 0), some("0", "4"));
    assert_eq!(interval("ASYLUM_DECISIONS", &["AFG", "REC"], 5), some("1", "9"));
    assert_eq!(interval("ASYLUM_DECISIONS", &["AFG", "REC"], 10), some("6", "12"));
    assert_eq!(interval("ASYLUM_DECISIONS", &["AFG", "REC"], 11), None);
    assert_eq!(interval("ASYLUM_DECISIONS", &["AFG", "_T"], 115), some("99", "131"));
    assert_eq!(interval("ASYLUM_DECISIONS", &["AFG", "_T"], 5), some("0", "21"));
    // Nobody has said how far off a total over citizenships is: it is not taken for exact.
    for codes in [["_T", "REC"], ["_T", "_T"]] {
        let refused = catalogue.find("ASYLUM_DECISIONS").unwrap().interval(&codes, Decimal::ONE_THOUSAND);
        assert_eq!(code_of(refused), "CAT-006");
    }
    assert_eq!(stock().interval(&["_T"], Decimal::ONE).unwrap(), None);
    // What any four parts may hide is never more than what is said of their total.
    let decisions = catalogue.find("ASYLUM_DECISIONS").unwrap();
    for part in [0_i64, 5, 10, 11, 79] {
        let (low, high) =
            decisions.interval(&["AFG", "REC"], part.into()).unwrap().unwrap_or((part.into(), part.into()));
        let (published, four) = (Decimal::from(part), Decimal::from(4));
        assert!(published - low <= four && high - published <= four);
    }
}

#[test]
fn the_label_of_a_period_becomes_the_declared_moment() {
    let time = |indicator: &Indicator, label: &str| indicator.time(label).map(|time| time.to_string());
    let at_end = stock().stock_at(Convention::End);
    assert_eq!(time(&at_end, "2023").unwrap(), "2024-01-01");
    assert_eq!(time(&at_end, "2023-12-31").unwrap(), "2024-01-01");
    assert_eq!(time(&at_end, "2023-12-31T12:00").unwrap(), "2023-12-31T12:00:00");
    assert_eq!(code_of(time(&stock(), "2023")), "CAT-003");
    assert_eq!(time(&stock(), "2023-12-31").unwrap(), "2023-12-31");
    assert_eq!(code_of(time(&stock(), "summer")), "TIM-006");
    let catalogue = Catalogue::preset("unhcr").unwrap();
    let flow = catalogue.find("ASYLUM_APPLICATIONS").unwrap();
    assert!(flow.time("2023").unwrap().period().is_some());
    assert_eq!(code_of(time(flow, "summer")), "TIM-001");
}

#[test]
fn nothing_is_declared_twice() {
    let sex = || Dimension::new("SEX", CodeList::built_in("SEX").unwrap(), Membership::Fixed);
    let once = stock().by(sex()).unwrap();
    assert_eq!(code_of(once.clone().by(sex())), "CAT-005");
    assert_eq!(code_of(Catalogue::new().with(once.clone()).unwrap().with(once)), "CAT-005");
    let unit = || crate::measure::Unit::single_cases("permit");
    assert_eq!(code_of(stock().counted_in("CASES", unit()).unwrap().counted_in("CASES", unit())), "CAT-005");
}
