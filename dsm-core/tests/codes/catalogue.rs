use crate::provoked::{Example, error};
use dsm_core::catalogue::{Catalogue, Identity, Indicator, Timeliness};
use dsm_core::error::codes::cat;
use dsm_core::measure::{Concept, Measure};
use dsm_core::text::Text;

pub(super) const EXAMPLES: &[Example] = &[
    (cat::INDICATOR_UNKNOWN, || error(Catalogue::preset("unhcr").unwrap().find("SHOE_SIZES"))),
    (cat::UNIT_NOT_DECLARED, || error(stock().measure_in("CASES"))),
    (cat::MOMENT_NOT_DECLARED, || error(stock().time("2023"))),
    (cat::DIMENSION_UNKNOWN, || error(stock().dimension("SEX"))),
    (cat::TOTAL_NOT_DECLARED, || {
        let catalogue = Catalogue::preset("unhcr").unwrap();
        error(catalogue.find("ASYLUM_APPLICATIONS").unwrap().making_at(&["_T"]))
    }),
    (cat::TIMELINESS_UNREADABLE, || error(Timeliness::parse("three months"))),
    (cat::PRESET_UNKNOWN, || error(Catalogue::preset("oecd"))),
    (cat::IDENTITY_UNREADABLE, || error(Identity::new("PARTS", Text::both("Parts", "Части"), Vec::new()))),
    (cat::DECLARED_TWICE, || error(Catalogue::new().with(stock()).unwrap().with(stock()))),
];

fn stock() -> Indicator {
    let measure = Measure::parse("persons-distinct", "stock").unwrap();
    let text = || Text::both("Foreigners", "Иностранцы");
    Indicator::new("FOREIGNERS", text(), text(), Concept::new("FOREIGNER"), measure)
}
