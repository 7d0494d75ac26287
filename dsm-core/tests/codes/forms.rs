use crate::provoked::{Example, error};
use dsm_core::{
    catalogue::{Catalogue, Dimension, Indicator},
    code::CodeList,
    error::{Result, codes::exc},
    exchange::xlsx::Template,
    measure::{Concept, Measure, Membership},
    table::{Axis, Table},
    text::Lang,
};

fn entries() -> Indicator {
    Catalogue::built_in("ENTRIES").unwrap()
}

fn form(periods: &[&str]) -> Result<Template> {
    Template::new(&entries(), "MD", periods, Lang::En)
}

pub(super) const EXAMPLES: &[Example] = &[
    (exc::FORM_PERIOD_OTHER, || error(form(&["2006-Q1"]))),
    (exc::FORM_WITHOUT_PERIOD, || error(form(&[]))),
    (exc::FORM_PERIOD_TWICE, || error(form(&["2006", "2006"]))),
    (exc::FORM_TOO_LARGE, || {
        let countries = Dimension::new("DESTINATION", CodeList::built_in("COUNTRY").unwrap(), Membership::AtEvent);
        let years = ["2003", "2004", "2005", "2006", "2007"];
        error(Template::new(&entries().by(countries).unwrap(), "MD", &years, Lang::En))
    }),
    (exc::FORM_BESIDE_OTHER, || {
        let permits = Table::builder(Measure::parse("cases:permit:one", "flow").unwrap(), Concept::new("PERMITS"));
        let permits = permits.axis(Axis::time("TIME_PERIOD")).row(&["2005"], "3").build().unwrap().disclose().unwrap();
        error(form(&["2006"]).unwrap().beside(&permits))
    }),
    (exc::FORM_BEFORE_FIRST, || error(form(&["2002"]))),
];
