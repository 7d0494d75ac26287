use crate::provoked::{Example, error};
use dsm_core::code::{CodeId, CodeList, Entry, Mapping, Scheme, Weighted};
use dsm_core::error::{Result, codes::cod};
use dsm_core::text::{Lang, Text};
use rust_decimal::Decimal;

pub(super) const EXAMPLES: &[Example] = &[
    (cod::CODE_UNREADABLE, || error(CodeId::parse("two words"))),
    (cod::CODE_UNKNOWN, || error(CodeList::built_in("SEX").unwrap().find("W"))),
    (cod::CODE_TWICE, || error(list(&[("A", None), ("A", None)]))),
    (cod::PARENT_UNKNOWN, || error(list(&[("A", Some("B"))]))),
    (cod::PARENT_CIRCLE, || error(list(&[("A", Some("B")), ("B", Some("A"))]))),
    (cod::ONE_TO_MANY, || error(Mapping::new("OLD", "NEW", [(id("SUN"), id("UKR")), (id("SUN"), id("RUS"))]))),
    (cod::CODE_UNMAPPED, || {
        error(Mapping::built_in("CITIZENSHIP", Scheme::Unhcr, Scheme::Iso3166Alpha3).unwrap().map("TIB"))
    }),
    (cod::SCHEME_UNKNOWN, || error(Scheme::parse("iso"))),
    (cod::LIST_UNKNOWN, || error(CodeList::built_in("SHOE_SIZE"))),
    (cod::CODE_SUCCEEDED, || error(CodeList::built_in("COUNTRY").unwrap().find_in("SUN", 2000, 2000))),
    (cod::CODE_NOT_VALID, || error(CodeList::built_in("COUNTRY").unwrap().find_in("SCG", 1980, 1980))),
    (cod::NAME_UNKNOWN, || error(CodeList::built_in("COUNTRY").unwrap().named("Atlantis", &Lang::En.into()))),
    (cod::NAME_AMBIGUOUS, || error(CodeList::built_in("COUNTRY").unwrap().named("Congo", &Lang::En.into()))),
    (cod::WEIGHTS_NOT_ONE, || error(Weighted::new("OLD", "NEW", [(id("CSK"), id("CZE"), Decimal::new(66, 2))]))),
];

fn id(text: &str) -> CodeId {
    CodeId::parse(text).unwrap()
}

fn list(codes: &[(&str, Option<&str>)]) -> Result<CodeList> {
    let entry = |(code, parent): &(&str, Option<&str>)| {
        let entry = Entry::new(id(code), Text::both("name", "имя"));
        parent.map_or(entry.clone(), |parent| entry.under(id(parent)))
    };
    CodeList::new(id("OWN"), Scheme::Dsm, Text::both("own", "свой"), codes.iter().map(entry).collect(), true)
}
