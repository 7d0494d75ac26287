use super::*;
use crate::{
    error::{Place, Result},
    text::{Lang, Text},
};

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
    assert_eq!(CodeList::built_in("COUNTRY").unwrap().entries().len(), 249);
    assert_eq!(CodeList::built_in("CITIZENSHIP").unwrap().entries().len(), 252);
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
    for (unhcr, iso) in [("AUS", "AUT"), ("AUL", "AUS"), ("ARE", "EGY"), ("UAE", "ARE"), ("STA", "XXA"), ("UKN", "_U")]
    {
        assert_eq!(to_iso.map(unhcr).unwrap().as_str(), iso);
    }
    assert_eq!(code_of(to_iso.map("TIB")), "COD-007");
    let back = Mapping::built_in("CITIZENSHIP", Scheme::Iso3166Alpha3, Scheme::Unhcr).unwrap();
    for (unhcr, iso) in to_iso.pairs().filter(|(code, _)| code.as_str() != "_U") {
        assert_eq!(back.map(iso.as_str()).unwrap(), unhcr);
    }
}
