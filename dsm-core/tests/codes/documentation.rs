use crate::provoked::{Example, Provoked, error, finding};
use dsm_core::catalogue::{Catalogue, Statement};
use dsm_core::documentation::Documentation;
use dsm_core::error::{Code, Place, codes::doc};
use dsm_core::text::{Lang, Tag};
use dsm_core::time::{Day, Moment};

fn begun() -> Documentation {
    Documentation::new("MD", "ASYLUM_APPLICATIONS").unwrap()
}

fn found(rule: Code, documentation: &Documentation) -> Provoked {
    let catalogue = Catalogue::preset("dsm").unwrap();
    let now = Moment::parse("2026-06-01").unwrap();
    finding(documentation.check(catalogue.find("ASYLUM_APPLICATIONS").unwrap(), now).findings(), rule)
}

/// What reading a file comes to, whose lines are a path and a text.
fn read(lines: &[(&str, &str)]) -> dsm_core::error::Result<Documentation> {
    let statement =
        |(line, (path, text)): (u64, &(&str, &str))| Statement::new(path, text, Place::line("md.toml", line, 0));
    let statements: Vec<Statement> = (1..).zip(lines).map(statement).collect();
    Documentation::read(&statements)
}

pub(super) const EXAMPLES: &[Example] = &[
    (doc::FIELD_UNKNOWN, || error(begun().answer("SHOE_SIZE", "44"))),
    (doc::VALIDITY_UPSIDE_DOWN, || {
        let day = |text| Some(Day::parse(text).unwrap());
        error(begun().valid(day("2024-01-01"), day("2023-01-01")))
    }),
    (doc::LANGUAGE_SAID, || error(begun().say("UNIT", Lang::Ru, "лица"))),
    (doc::LANGUAGE_NOT_SAID, || error(begun().answer("AGENCY", "Inspectorate"))),
    (doc::CODE_NOT_OF_FIELD, || error(begun().answer("UNIT", "FAMILIES"))),
    (doc::ANSWER_TOO_LONG, || error(begun().say("AGENCY", Lang::En, &"long ".repeat(5000)))),
    (doc::LINK_UNREADABLE, || error(begun().answer("LEGAL_LINK", "the yellow book"))),
    (doc::NEITHER_LANGUAGE, || {
        found(doc::NEITHER_LANGUAGE, &begun().say("AGENCY", Tag::parse("ro").unwrap(), "Inspectoratul").unwrap())
    }),
    (doc::FIELD_MISSING, || found(doc::FIELD_MISSING, &begun())),
    (doc::SAID_OTHERWISE, || found(doc::SAID_OTHERWISE, &begun().answer("UNIT", "CASES").unwrap())),
    (doc::NOT_OF_INDICATOR, || found(doc::NOT_OF_INDICATOR, &begun().answer("TEMPORALITY", "stock").unwrap())),
    (doc::STALE, || found(doc::STALE, &begun().answer("CERTIFIED", "2025-05-31").unwrap())),
    (doc::CERTIFIED_IN_FUTURE, || found(doc::CERTIFIED_IN_FUTURE, &begun().answer("CERTIFIED", "2026-06-02").unwrap())),
    (doc::FILE_REFUSED, || {
        let lines =
            [("format", "dsm-documentation/1"), ("template", "1.0"), ("country", "MD"), ("indicator", "ENTRIES")];
        error(read(&[&lines[..], &[("answers.SHOE_SIZE", "44")]].concat()))
    }),
    (doc::FORMAT_OTHER, || error(read(&[("format", "dsm-documentation/2")]))),
    (doc::INDICATOR_NOT_SAID, || {
        let refused = read(&[("format", "dsm-documentation/1"), ("template", "1.0"), ("country", "MD")]).unwrap_err();
        // It is one of the faults of the file.
        let fault = &refused.findings()[0];
        assert_eq!(fault.rule(), doc::INDICATOR_NOT_SAID);
        error::<()>(Err(dsm_core::error::Error::new(fault.rule())))
    }),
];
