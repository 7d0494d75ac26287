use super::*;
use crate::{
    error::{Place, Result},
    text::{Lang, Tag, Text},
};
use proptest::prelude::*;
use rust_decimal::Decimal;

fn id(text: &str) -> CodeId {
    CodeId::parse(text).unwrap()
}

fn entry(code: &str) -> Entry {
    Entry::new(id(code), Text::both("name", "имя"))
}

fn list(entries: Vec<Entry>) -> Result<CodeList> {
    CodeList::new(id("OWN"), Scheme::Dsm, Text::both("own", "свой"), entries, true)
}

fn code_of<T>(result: Result<T>) -> &'static str {
    result.err().map_or("no error", |error| error.code().id())
}

#[test]
fn codes_have_a_grammar() {
    for good in ["M", "_T", "004", "Y_LT18", "Y18-34", "@a", "$1", "A.B+C", &"x".repeat(64)] {
        assert_eq!(id(good).to_string(), good);
    }
    for bad in ["", "-1", ".a", "+a", "a b", "а", "a,b", "a\n", "=cmd", &"x".repeat(65)] {
        assert_eq!(code_of(CodeId::parse(bad)), "COD-001", "{bad}");
    }
    assert!(id("_U").is_unknown() && id("_Z").is_not_applicable() && !id("_Z").is_total());
}

#[test]
fn every_built_in_list_is_whole() {
    for list in CodeList::built_in_ids() {
        let list = CodeList::built_in(list).unwrap();
        assert!(!list.entries().is_empty());
        for entry in list.entries() {
            let names = entry.names();
            assert_ne!(names.in_lang(Lang::En), names.in_lang(Lang::Ru), "{}", entry.id());
        }
    }
    assert_eq!(CodeList::built_in("COUNTRY").unwrap().entries().len(), 249 + 1 + 5);
    assert_eq!(CodeList::built_in("CITIZENSHIP").unwrap().entries().len(), 255 + 5);
}

#[test]
fn a_code_says_nothing_without_its_scheme() {
    let name = |scheme, code: &str| {
        let list = CodeList::in_scheme("CITIZENSHIP", scheme).unwrap();
        list.find(code).map(|entry| entry.names().in_lang(Lang::En).to_owned())
    };
    assert_eq!(name(Scheme::Iso3166Alpha3, "AUS").unwrap(), "Australia");
    assert_eq!(name(Scheme::Unhcr, "AUS").unwrap(), "Austria");
    assert_eq!(name(Scheme::Unhcr, "STA").unwrap(), "stateless");
    assert_eq!(name(Scheme::Unhcr, "MOR").unwrap(), "Morocco");
    assert_eq!(name(Scheme::M49, "498").unwrap(), "Republic of Moldova");
    assert_eq!(name(Scheme::Iso3166Alpha2, "KZ").unwrap(), "Kazakhstan");
    assert_eq!(code_of(name(Scheme::M49, "KAZ")), "COD-002");
    assert_eq!(code_of(CodeList::in_scheme("SEX", Scheme::M49)), "COD-009");
    assert_eq!(code_of(CodeList::built_in("SHOE_SIZE")), "COD-009");
    assert_eq!(code_of(Scheme::parse("ISO")), "COD-008");
    for scheme in Scheme::ALL {
        assert_eq!(Scheme::parse(&scheme.to_string()).unwrap(), *scheme);
    }
}

#[test]
fn an_unknown_code_is_an_error_with_its_place_and_without_its_text() {
    let place = Place::line("mda.csv", 12, 3);
    let error = CodeList::built_in("SEX").unwrap().find_at("Ivanova", &place).unwrap_err();
    assert_eq!((error.code().id(), error.place()), ("COD-002", Some(&place)));
    assert!(!format!("{error} {error:?}").contains("Ivanova"));
}

#[test]
fn a_list_is_a_forest_of_codes_that_stand_once() {
    let tree =
        list(vec![entry("_T"), entry("EU"), entry("DE").under(id("EU")), entry("BY").under(id("DE")), entry("TR")]);
    let tree = tree.unwrap();
    let above: Vec<&str> = tree.ancestors(tree.find("BY").unwrap()).map(|e| e.id().as_str()).collect();
    assert_eq!(above, ["DE", "EU"]);
    assert_eq!(tree.leaves().map(|e| e.id().as_str()).collect::<Vec<_>>(), ["BY", "TR"]);
    assert_eq!(tree.children("EU").count(), 1);
    assert_eq!(code_of(list(vec![entry("A"), entry("A")])), "COD-003");
    assert_eq!(code_of(list(vec![entry("A").under(id("B"))])), "COD-004");
    assert_eq!(code_of(list(vec![entry("A").under(id("A"))])), "COD-005");
    assert_eq!(code_of(list(vec![entry("X"), entry("A").under(id("B")), entry("B").under(id("A"))])), "COD-005");
}

#[test]
fn one_to_many_is_refused_with_all_codes() {
    let pairs = [("SUN", "UKR"), ("SUN", "RUS"), ("YUG", "SRB"), ("YUG", "HRV"), ("DDR", "DEU"), ("DEU", "DEU")];
    let error = Mapping::new("OLD", "NEW", pairs.map(|(a, b)| (id(a), id(b)))).unwrap_err();
    assert_eq!(error.to_string(), "DSM-COD-006 one-to-many (code=SUN, codes=RUS, UKR)");
    assert_eq!(error.findings().len(), 2);
    let merged = Mapping::new("OLD", "NEW", [("DDR", "DEU"), ("DEU", "DEU")].map(|(a, b)| (id(a), id(b)))).unwrap();
    assert_eq!((merged.map("DDR").unwrap().as_str(), merged.pairs().count()), ("DEU", 2));
}

#[test]
fn unhcr_codes_become_iso_codes_one_by_one() {
    let to_iso = Mapping::built_in("CITIZENSHIP", Scheme::Unhcr, Scheme::Iso3166Alpha3).unwrap();
    for (unhcr, iso) in [
        ("AUS", "AUT"),
        ("AUL", "AUS"),
        ("ARE", "EGY"),
        ("UAE", "ARE"),
        ("MAR", "MTQ"),
        ("MOR", "MAR"),
        ("STA", "XXA"),
        ("UKN", "_U"),
    ] {
        assert_eq!(to_iso.map(unhcr).unwrap().as_str(), iso);
    }
    assert_eq!(code_of(to_iso.map("TIB")), "COD-007");
    let back = Mapping::built_in("CITIZENSHIP", Scheme::Iso3166Alpha3, Scheme::Unhcr).unwrap();
    for (unhcr, iso) in to_iso.pairs().filter(|(code, _)| code.as_str() != "_U") {
        assert_eq!(back.map(iso.as_str()).unwrap(), unhcr);
    }
}

#[test]
fn a_list_is_made_once_and_shared() {
    let one = CodeList::built_in("COUNTRY").unwrap();
    assert!(std::ptr::eq(one.entries(), CodeList::built_in("COUNTRY").unwrap().entries()));
    let at_unhcr = CodeList::in_scheme("COUNTRY", Scheme::Unhcr).unwrap();
    assert!(std::ptr::eq(at_unhcr.find("AUS").unwrap().names(), one.find("AUT").unwrap().names()));
}

#[test]
fn schemes_say_what_a_code_means() {
    let own = |scheme, code: &str| {
        let list = CodeList::in_scheme("CITIZENSHIP", scheme).unwrap();
        list.find(code).map(|entry| entry.own_id().to_string())
    };
    for (scheme, code, id) in [
        (Scheme::Eurostat, "EL", "GRC"),
        (Scheme::Eurostat, "UK", "GBR"),
        (Scheme::Eurostat, "XK", "XKX"),
        (Scheme::Eurostat, "STLS", "XXA"),
        (Scheme::Eurostat, "TOTAL", "_T"),
        (Scheme::M49, "412", "XKX"),
        (Scheme::M49, "890", "YUG"),
        (Scheme::M49, "891", "SCG"),
        (Scheme::Unhcr, "AUS", "AUT"),
        (Scheme::Unhcr, "ARE", "EGY"),
        (Scheme::Unhcr, "MAR", "MTQ"),
        (Scheme::Iso3166Alpha3, "XXX", "_U"),
        (Scheme::Iso3166Alpha3, "XXB", "XXB"),
    ] {
        assert_eq!(own(scheme, code).unwrap(), id, "{scheme} {code}");
    }
    assert_eq!(code_of(own(Scheme::Eurostat, "GR")), "COD-002");
    // What is read is written in one way only.
    let list = CodeList::built_in("CITIZENSHIP").unwrap();
    assert_eq!(list.entries().iter().filter(|entry| entry.id().is_unknown()).count(), 1);
    let read = Mapping::built_in("CITIZENSHIP", Scheme::Iso3166Alpha3, Scheme::Eurostat).unwrap();
    assert_eq!(read.map("XXX").unwrap().as_str(), "UNK");
}

#[test]
fn a_former_state_has_years_and_successors() {
    let list = CodeList::built_in("CITIZENSHIP").unwrap();
    for (code, last, successors) in
        [("SUN", 1991, 15), ("YUG", 2003, 6), ("SCG", 2006, 2), ("CSK", 1992, 2), ("DDR", 1990, 1)]
    {
        let entry = list.find_in(code, last, last).unwrap();
        assert_eq!((entry.valid_until(), entry.successors().len()), (Some(last), successors), "{code}");
        assert_eq!(code_of(list.find_in(code, last, last + 1)), "COD-010");
        assert!(entry.successors().iter().all(|one| list.get(one.as_str()).is_some()));
    }
    assert_eq!(code_of(list.find_in("SCG", 1991, 1992)), "COD-011");
    // Series of present States are carried back.
    assert_eq!(list.find_in("CZE", 1970, 1970).unwrap().id().as_str(), "CZE");
    let numbers = CodeList::in_scheme("COUNTRY", Scheme::M49).unwrap();
    let error = numbers.find_in("200", 1993, 1993).unwrap_err();
    assert_eq!(error.to_string(), "DSM-COD-010 code-succeeded (code=CSK, codes=CZE, SVK, list=COUNTRY, until=1992)");
    assert_eq!(numbers.find("200").unwrap().successors()[0].as_str(), "203");
}

#[test]
fn unhcr_counts_kosovo_with_serbia_and_the_mapping_says_so() {
    let to_iso = Mapping::built_in("CITIZENSHIP", Scheme::Unhcr, Scheme::Iso3166Alpha3).unwrap();
    assert_eq!(to_iso.map("SRB").unwrap().as_str(), "SRB");
    assert_eq!(to_iso.also_covered("SRB"), [id("XKX")]);
    assert!(to_iso.also_covered("ALB").is_empty());
    let to_eurostat = Mapping::built_in("COUNTRY", Scheme::Unhcr, Scheme::Eurostat).unwrap();
    assert_eq!(to_eurostat.also_covered("SRB"), [id("XK")]);
}

#[test]
fn every_name_is_found_back_or_could_be_two_places() {
    let mut refused = Vec::new();
    for list in CodeList::built_in_ids() {
        let list = CodeList::built_in(list).unwrap();
        for entry in list.entries() {
            for (lang, name) in entry.names().iter().chain(entry.other_names()) {
                for name in [name.to_owned(), name.to_uppercase(), format!(" {}\u{a0}", name.replace(' ', "  "))] {
                    match list.named(&name, lang) {
                        Ok(found) => assert_eq!(found.id(), entry.id(), "{name}"),
                        Err(error) => {
                            assert_eq!(error.code().id(), "COD-013", "{lang} {name}");
                            refused.push(format!("{} {lang} {}", list.id(), plain::plain(&name)));
                        }
                    }
                }
            }
        }
    }
    refused.sort();
    refused.dedup();
    // Each of them stands on the list for review.
    let review = include_str!("../../../spec/lists/REVIEW.md").lines().map(plain::plain).collect::<Vec<_>>();
    for one in &refused {
        let mut parts = one.splitn(3, ' ');
        let (_, lang, name) = (parts.next(), parts.next().unwrap(), parts.next().unwrap());
        assert!(review.iter().any(|line| line.contains(lang) && line.contains(&format!("| {name} |"))), "{one}");
    }
    assert!(refused.iter().any(|one| one == "COUNTRY ru конго"), "{refused:?}");
}

#[test]
fn labels_of_national_files_are_codes() {
    let list = CodeList::built_in("CITIZENSHIP").unwrap();
    let ro = Tag::parse("ro-MD").unwrap();
    for (lang, name, code) in [
        (&Lang::Ru.into(), "Киргизия", "KGZ"),
        (&Lang::Ru.into(), "Молдавия", "MDA"),
        (&Lang::Ru.into(), "США", "USA"),
        (&Lang::Ru.into(), "объединённые арабские эмираты", "ARE"),
        (&Lang::Ru.into(), "Лица\u{a0}без гражданства", "XXA"),
        (&Lang::Ru.into(), "СССР", "SUN"),
        (&Lang::En.into(), "Czech Republic", "CZE"),
        (&Lang::En.into(), "Turkey", "TUR"),
        (&Lang::En.into(), "Russia", "RUS"),
        (&Lang::En.into(), "Iran, Islamic Republic of", "IRN"),
        (&Lang::En.into(), "Vietnam", "VNM"),
        (&ro, "Federaţia Rusă", "RUS"),
        (&ro, "RUSIA", "RUS"),
        (&ro, "Republica Moldova", "MDA"),
    ] {
        assert_eq!(list.named(name, lang).unwrap().id().as_str(), code, "{name}");
    }
    // A label of another language is not a name in this one.
    assert_eq!(code_of(list.named("Германия", &ro)), "COD-012");
    let place = Place::line("mda.csv", 12, 3);
    let error = list.named_at("Ivanova", &ro, &place).unwrap_err();
    assert_eq!((error.code().id(), error.place()), ("COD-012", Some(&place)));
    assert!(!format!("{error} {error:?}").contains("Ivanova"));
    for (name, codes) in
        [("Congo", "COD, COG"), ("korea", "KOR, PRK"), ("Saint Martin", "MAF, SXM"), ("Virgin Islands", "VGB, VIR")]
    {
        let at_unhcr = CodeList::in_scheme("COUNTRY", Scheme::Iso3166Alpha2).unwrap();
        let error = at_unhcr.named(name, &Lang::En.into()).unwrap_err();
        assert_eq!(error.to_string(), format!("DSM-COD-013 name-ambiguous (codes={codes}, list=COUNTRY)"));
    }
}

#[test]
fn every_country_of_m49_has_its_place_among_the_regions() {
    let regions = CodeList::built_in("REGION").unwrap();
    let top: Vec<&str> = regions.at_level(1).map(|entry| entry.id().as_str()).collect();
    // Antarctica belongs to no region.
    assert_eq!(top, ["002", "009", "019", "142", "150", "010"]);
    let world = regions.grouped(&["001"]).unwrap();
    assert!(regions.entries().iter().all(|entry| world.map(entry.id().as_str()).is_ok()));
    let parts = regions.grouped(&top).unwrap();
    let leaves: Vec<&Entry> = regions.leaves().filter(|entry| entry.valid_until().is_none()).collect();
    assert_eq!(leaves.len(), 250);
    assert!(leaves.iter().all(|entry| parts.map(entry.id().as_str()).is_ok()));
    let above = |code| regions.ancestors(regions.find(code).unwrap()).map(|e| e.id().to_string()).collect::<Vec<_>>();
    assert_eq!(above("417"), ["143", "142", "001"]);
    assert_eq!(above("192"), ["029", "419", "019", "001"]);
    let alpha2 = CodeList::in_scheme("REGION", Scheme::Iso3166Alpha2).unwrap();
    assert_eq!(alpha2.find("KG").unwrap().parent(), None);
}

#[test]
fn a_code_is_split_by_weights_that_sum_to_one() {
    let part = |from, to, weight| (id(from), id(to), Decimal::new(weight, 2));
    let split = Weighted::new("OLD", "NEW", [part("CSK", "SVK", 34), part("CSK", "CZE", 66), part("DDR", "DEU", 100)]);
    let split = split.unwrap();
    assert_eq!(split.split("CSK").unwrap(), [(id("CZE"), Decimal::new(66, 2)), (id("SVK"), Decimal::new(34, 2))]);
    assert_eq!(split.weights().next().unwrap(), ("CSK>CZE".to_owned(), Decimal::new(66, 2)));
    assert_eq!(split.targets()["CSK"], ["CZE", "SVK"]);
    assert_eq!(code_of(split.split("SUN")), "COD-007");
    for wrong in [
        vec![part("CSK", "CZE", 66), part("CSK", "SVK", 33)],
        vec![part("CSK", "CZE", 150), part("CSK", "SVK", -50)],
        vec![part("CSK", "CZE", 50), part("CSK", "CZE", 50)],
        vec![part("CSK", "CZE", 100), part("CSK", "SVK", 0)],
    ] {
        assert_eq!(code_of(Weighted::new("OLD", "NEW", wrong)), "COD-014");
    }
    let both = [part("CSK", "CZE", 1), part("SUN", "RUS", 1), part("DDR", "DEU", 100)];
    assert_eq!(Weighted::new("OLD", "NEW", both).unwrap_err().findings().len(), 2);
}

proptest! {
    #[test]
    fn any_text_has_one_plain_form_and_is_a_name_or_refused(text in "\\PC{0,40}|[иеa]?[\u{306}\u{308}. —-]{0,6}") {
        let form = plain::plain(&text);
        prop_assert_eq!(&plain::plain(&form), &form);
        let countries = CodeList::built_in("COUNTRY").unwrap();
        match countries.named(&text, &Lang::Ru.into()) {
            Ok(entry) => prop_assert!(entry.names().iter().chain(entry.other_names()).any(|(_, name)| plain::plain(name) == form)),
            Err(error) => prop_assert!(["COD-012", "COD-013"].contains(&error.code().id())),
        }
    }

    #[test]
    fn a_code_stands_in_its_years_and_in_no_others(first in 1900_u16..2030, years in 0_u16..50, at in 0_usize..255) {
        let countries = CodeList::built_in("COUNTRY").unwrap();
        let entry = &countries.entries()[at];
        let last = first + years;
        let inside = entry.valid_from().is_none_or(|from| from <= first) && entry.valid_until().is_none_or(|until| last <= until);
        prop_assert_eq!(countries.find_in(entry.id().as_str(), first, last).is_ok(), inside);
    }
}
