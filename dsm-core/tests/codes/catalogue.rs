use crate::provoked::{Example, error};
use crate::provoked::{Provoked, finding};
use dsm_core::catalogue::{Catalogue, Identity, Indicator, Statement, Timeliness};
use dsm_core::error::{Code, Error, Place, codes::cat};
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
    (cat::FILE_REFUSED, || error(read(&[("format", "dsm-indicators/1")]))),
    (cat::FORMAT_OTHER, || error(read(&[("format", "dsm-indicators/2")]))),
    (cat::KEY_UNKNOWN, || fault(cat::KEY_UNKNOWN, &[("format", "dsm-indicators/1"), ("shoe_size", "44")])),
    (cat::KEY_MISSING, || fault(cat::KEY_MISSING, &[("format", "dsm-indicators/1")])),
    (cat::DECLARED_TWICE, || error(Catalogue::new().with(stock()).unwrap().with(stock()))),
];

fn stock() -> Indicator {
    let measure = Measure::parse("persons-distinct", "stock").unwrap();
    let text = || Text::both("Foreigners", "Иностранцы");
    Indicator::new("FOREIGNERS", text(), text(), Concept::new("FOREIGNER"), measure)
}

/// What reading a file comes to, whose lines are a path and a text.
fn read(lines: &[(&str, &str)]) -> dsm_core::error::Result<Indicator> {
    let statement =
        |(line, (path, text)): (u64, &(&str, &str))| Statement::new(path, text, Place::line("own.toml", line, 0));
    Indicator::read(&(1..).zip(lines).map(statement).collect::<Vec<_>>())
}

/// One of the faults of a file, as the error that it is.
fn fault(rule: Code, lines: &[(&str, &str)]) -> Provoked {
    let refused = read(lines).unwrap_err();
    let fault = refused.findings().iter().find(|finding| finding.rule() == rule).unwrap();
    finding(refused.findings(), rule);
    let with = |error: Error, (name, value): (&'static str, &dsm_core::error::Safe)| error.with(name, value.clone());
    fault.args().iter().fold(Error::new(rule), with).into()
}
