use super::{presets::PRESETS, *};
use crate::{
    code::CodeList,
    measure::{Concept, Measure, Membership, Temporality},
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
    let catalogues: Vec<Catalogue> =
        Catalogue::PRESETS.iter().map(|preset| Catalogue::preset(preset).unwrap()).collect();
    assert_eq!(catalogues.iter().map(|catalogue| catalogue.iter().count()).sum::<usize>(), PRESETS.len());
    for (preset, indicator) in PRESETS.iter().zip(catalogues.iter().flat_map(Catalogue::iter)) {
        assert!(indicator.timeliness().is_some() && indicator.first_period().is_some());
        let is_stock = indicator.measure().temporality() == Temporality::Stock;
        assert_eq!(indicator.convention().is_some(), is_stock, "{}", indicator.id());
        for text in [indicator.names(), indicator.definition()] {
            assert_ne!(text.in_lang(Lang::En), text.in_lang(Lang::Ru));
        }
        assert!(!indicator.source().is_empty());
        assert!(preset.dimensions.iter().all(|(_, _, membership, _)| Membership::parse(membership).is_some()));
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

#[test]
fn the_handbooks_six_are_seven_measures() {
    let catalogue = Catalogue::preset("dsm").unwrap();
    let ids: Vec<&str> = catalogue.iter().map(Indicator::id).collect();
    let seven =
        "ASYLUM_APPLICATIONS ASYLUM_DECISIONS ENTRIES EXITS FOREIGNERS WORK_PERMIT_APPLICATIONS WORK_PERMIT_DECISIONS";
    assert_eq!(ids.join(" "), seven);
    for indicator in catalogue.iter() {
        // Persons, calendar years from 2003, three months later: annex 12.
        assert!(!matches!(indicator.measure().unit(), crate::measure::Unit::Cases(_)));
        assert_eq!(indicator.measure().time_basis(), crate::measure::Basis::Calendar);
        assert_eq!(indicator.first_period().unwrap().to_string(), "2003");
        assert_eq!(indicator.timeliness().unwrap().to_string(), "P3M");
        assert_eq!(*indicator.making(), crate::measure::Making::Exact);
        assert!(indicator.dimension("CITIZENSHIP").unwrap().rule().is_some());
        assert_eq!(indicator.dimension("SEX").unwrap().membership(), Membership::Fixed);
        // Cases are never shown without saying so; persons need no footnote.
        assert!(!indicator.is_footnoted(indicator.measure().unit()));
        assert!(
            indicator.measure_in("CASES").is_ok_and(|m| indicator.is_footnoted(m.unit()))
                || indicator.measure_in("CASES").is_err()
        );
    }
    let foreigners = catalogue.find("FOREIGNERS").unwrap();
    assert_eq!(foreigners.measure().to_string(), "persons-distinct stock");
    assert_eq!(foreigners.time("2024").unwrap().to_string(), "2024-01-01");
    assert_eq!(code_of(Catalogue::preset("oecd")), "CAT-008");
    assert_eq!(code_of(stock().footnoted_in("CASES")), "CAT-002");
}

#[test]
fn the_indicator_of_a_table_is_found_by_its_concept() {
    let unhcr = Catalogue::preset("unhcr").unwrap();
    let concept = unhcr.find("ASYLUM_APPLICATIONS").unwrap().concept();
    let of = |concept: &Concept| Catalogue::describing("ASYLUM_APPLICATIONS", concept).unwrap();
    assert_eq!(of(concept).names().in_lang(Lang::En), "New asylum applications");
    assert_eq!(of(&Concept::new("ASYLUM_APPLICATION")).names().in_lang(Lang::En), "Asylum applications");
    assert_eq!(of(&Concept::new("OTHER")).names().in_lang(Lang::En), "Asylum applications");
    assert_eq!(code_of(Catalogue::describing("SHOE_SIZES", concept)), "CAT-001");
}

#[test]
fn figures_are_due_at_the_end_of_a_month_or_after_days() {
    let due = |text: &str, period: &str| {
        Timeliness::parse(text).unwrap().due(&crate::time::Period::parse(period).unwrap()).unwrap().to_string()
    };
    assert_eq!(due("P3M", "2023"), "2024-03-31");
    assert_eq!(due("P2M", "2023"), "2024-02-29");
    assert_eq!(due("P2M", "2024"), "2025-02-28");
    assert_eq!(due("P0M", "2024-Q1"), "2024-03-31");
    assert_eq!(due("P1M", "2024-01-30"), "2024-02-29");
    assert_eq!(due("P45D", "2024"), "2025-02-14");
    for wrong in ["", "P", "PM", "3M", "P-3M", "P+3M", "P3Y", "P99999M", "P3M1D", "P٣M"] {
        assert_eq!(code_of(Timeliness::parse(wrong)), "CAT-007", "{wrong}");
    }
}

#[test]
fn identities_name_what_their_terms_count() {
    for preset in Catalogue::PRESETS {
        let catalogue = Catalogue::preset(preset).unwrap();
        assert!(!catalogue.identities().is_empty());
        for identity in catalogue.identities() {
            assert!(!identity.source().is_empty());
            for term in identity.terms() {
                // The indicator can be delivered as the term asks for it.
                let indicator = catalogue.find(&term.indicator).unwrap();
                let units = indicator.units().map(|(code, _)| indicator.measure_in(code).unwrap());
                assert!(units.into_iter().any(|measure| measure == term.measure), "{} {}", identity.id(), term.measure);
            }
        }
    }
    let names = || Text::both("Parts", "Части");
    let term = || Term::new("FOREIGNERS", stock().measure().clone());
    assert_eq!(code_of(Identity::new("X", names(), vec![term()])), "CAT-009");
    let two = || Identity::new("X", names(), vec![term(), term().taken_away()]).unwrap();
    assert_eq!(code_of(two().tolerating(Decimal::NEGATIVE_ONE, true)), "CAT-009");
    assert_eq!(code_of(Catalogue::new().with_identity(two())), "CAT-001");
    let catalogue = Catalogue::new().with(stock()).unwrap();
    assert_eq!(code_of(catalogue.clone().with_identity(two()).unwrap().with_identity(two())), "CAT-005");
    let of_sex = Identity::new("X", names(), vec![term(), term().of("SEX", "F")]).unwrap();
    assert_eq!(code_of(catalogue.with_identity(of_sex)), "CAT-004");
    assert_eq!(code_of(TermTime::parse("noon")), "CAT-009");
}

/// The statements of a file of an indicator, a path and a text a line.
fn statements(lines: &str) -> Vec<Statement> {
    let line = |(at, line): (u64, &str)| {
        let (path, text) = line.trim().split_once(" = ").unwrap();
        Statement::new(path, text, crate::error::Place::line("own.toml", at, 0))
    };
    (1..).zip(lines.trim().lines()).map(line).collect()
}

const OWN: &str = "format = dsm-indicators/1
    id = RETURNS
    version = 1.0
    name.en = Returned foreigners
    name.ru = Возвращённые иностранцы
    name.ro = Străini returnați
    definition.en = Foreigners who left following an order
    definition.ru = Иностранцы, выехавшие по предписанию
    source = a ministry's own
    periodicity = Q
    timeliness = P45D
    begins = 2015
    footnote.0 = CASES
    concept.id = RETURN
    concept.relative = true
    measure.unit = person-events:return
    measure.temporality = flow
    units.CASES = cases:return:many
    units.PERSON_EVENTS = person-events:return
    dimension.0.id = CITIZENSHIP
    dimension.0.list = CITIZENSHIP
    dimension.0.membership = at-event
    dimension.1.id = SEX
    dimension.1.list = SEX
    dimension.1.membership = pinned
    dimension.1.rule.en = as first registered
    dimension.1.rule.ru = по первой регистрации";

#[test]
fn an_indicator_of_ones_own_is_read_from_a_file() {
    let own = Indicator::read(&statements(OWN)).unwrap();
    assert_eq!((own.id(), own.periodicity().letter()), ("RETURNS", "Q"));
    assert_eq!(own.names().for_tag(&crate::text::Tag::parse("ro").unwrap()), "Străini returnați");
    assert!(own.concept().relative && own.is_footnoted(own.measure_in("CASES").unwrap().unit()));
    assert_eq!(own.dimensions().iter().map(Dimension::id).collect::<Vec<_>>(), ["CITIZENSHIP", "SEX"]);
    assert_eq!(own.dimension("SEX").unwrap().rule().unwrap().in_lang(Lang::En), "as first registered");
}

#[test]
fn a_broken_file_of_an_indicator_ends_in_all_its_faults_at_their_places() {
    let broken = OWN
        .replace("name.ru = Возвращённые иностранцы", "nome.ru = Возвращённые иностранцы")
        .replace("periodicity = Q", "periodicity = often")
        .replace("footnote.0 = CASES", "footnote.0 = FAMILIES")
        .replace("measure.temporality = flow", "measure.temporality = river")
        .replace("dimension.0.list = CITIZENSHIP", "dimension.0.list = PASSPORTS");
    let faults = |text: &str| -> Vec<String> {
        let refused = Indicator::read(&statements(text)).unwrap_err();
        assert_eq!(refused.code(), codes::cat::FILE_REFUSED);
        refused.findings().iter().map(|f| format!("{} {}", f.rule().id(), f.place().unwrap())).collect()
    };
    let found = faults(&broken);
    assert_eq!(
        found,
        [
            "CAT-013 own.toml:4",
            "MEA-001 own.toml:17",
            "TIM-009 own.toml:10",
            "CAT-002 own.toml:13",
            "COD-009 own.toml:21",
            "CAT-012 own.toml:5"
        ]
    );
    let unruled = OWN.lines().filter(|line| !line.contains("rule")).collect::<Vec<_>>().join("\n");
    assert_eq!(faults(&unruled), ["CAT-013 own.toml:23"]);
    let newer = OWN.replace("dsm-indicators/1", "dsm-indicators/2");
    assert_eq!(code_of(Indicator::read(&statements(&newer))), "CAT-011");
    assert_eq!(code_of(Indicator::read(&[])), "CAT-011");
}
