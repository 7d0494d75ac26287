use super::*;
use crate::{
    catalogue::Statement,
    error::{Place, codes::rep},
};

/// A small report as statements: each a path and a text, at lines from one.
fn statements(of: &[(&str, &str)]) -> Vec<Statement> {
    let place = |line: usize| Place::line("own.toml", line as u64, 0);
    of.iter().enumerate().map(|(at, (path, text))| Statement::new(path, text, place(at + 1))).collect()
}

const SMALL: [(&str, &str); 9] = [
    ("format", "dsm-report/1"),
    ("id", "small"),
    ("title.en", "Applications"),
    ("title.ru", "Ходатайства"),
    ("query.applied.indicator", "ASYLUM_APPLICATIONS"),
    ("query.applied.by.0", "SEX"),
    ("section.0.title.en", "By sex"),
    ("section.0.title.ru", "По полу"),
    ("section.0.figures", "applied"),
];

#[test]
fn a_file_and_the_builder_say_the_same() {
    let read = Report::read(&statements(&SMALL)).unwrap();
    let built = Report::new("small", Text::both("Applications", "Ходатайства"))
        .query("applied", Ask::new("ASYLUM_APPLICATIONS").by(&["SEX"]))
        .and_then(|report| report.part(Part::new(Text::both("By sex", "По полу"), "applied")))
        .unwrap();
    assert_eq!(read, built);
}

/// The codes of what is wrong and the lines.
fn faults(of: &[(&str, &str)]) -> Vec<(String, String)> {
    let error = Report::read(&statements(of)).unwrap_err();
    assert_eq!(error.code(), rep::FILE_REFUSED, "{error}");
    let one = |finding: &crate::error::Finding| {
        (finding.rule().id().to_owned(), finding.place().map(ToString::to_string).unwrap_or_default())
    };
    error.findings().iter().map(one).collect()
}

#[test]
fn everything_that_is_wrong_is_told_at_its_line() {
    let mut wrong = SMALL.to_vec();
    wrong[1] = ("id", " ");
    wrong[3] = ("title.kz-", "Ходатайства");
    wrong[8] = ("section.0.figures", "decided");
    wrong.extend([
        ("section.0.chart", "pie"),
        ("section.0.rows", "0"),
        ("section.0.each", "year"),
        ("query.applied.assume.0", "all-is-well"),
        ("colour", "blue"),
        ("needs", "money"),
    ]);
    let mut found = faults(&wrong);
    found.sort();
    let line = |code: &str, line: u32| (code.to_owned(), format!("own.toml:{line}"));
    let mut expected = vec![
        line("REP-006", 2),
        line("TXT-001", 4),
        line("REP-006", 3),
        line("REP-008", 9),
        line("REP-007", 10),
        line("REP-007", 11),
        line("REP-007", 12),
        line("SEM-030", 13),
        line("REP-005", 14),
        line("REP-007", 15),
    ];
    expected.sort();
    assert_eq!(found, expected);
}

#[test]
fn a_proportion_is_of_two_queries_that_ask() {
    let with = |part: &str| {
        let mut report = SMALL.to_vec();
        report.extend([("query.rate.part", "applied"), ("query.rate.whole", "rate")]);
        report[8] = ("section.0.figures", "rate");
        report[10] = ("query.rate.whole", if part == "rate" { "rate" } else { "applied" });
        Report::read(&statements(&report))
    };
    assert!(with("applied").is_ok());
    assert_eq!(with("rate").unwrap_err().findings()[0].rule(), rep::QUERY_UNKNOWN);
}

#[test]
fn what_is_too_large_is_not_read() {
    let paths: Vec<String> = (0..5000).map(|n| format!("query.applied.by.{n}")).collect();
    let many: Vec<(&str, &str)> = SMALL.iter().copied().chain(paths.iter().map(|path| (&**path, "SEX"))).collect();
    assert_eq!(Report::read(&statements(&many)).unwrap_err().code(), rep::REPORT_TOO_LARGE);
    let paths: Vec<String> = (0..65).map(|n| format!("query.q{n}.indicator")).collect();
    let many: Vec<(&str, &str)> = SMALL.iter().copied().chain(paths.iter().map(|path| (&**path, "EXITS"))).collect();
    assert_eq!(Report::read(&statements(&many)).unwrap_err().code(), rep::REPORT_TOO_LARGE);
    let paths: Vec<String> =
        (1..65).flat_map(|n| ["title.en", "title.ru", "figures"].map(|key| format!("section.{n}.{key}"))).collect();
    let many: Vec<(&str, &str)> = SMALL.iter().copied().chain(paths.iter().map(|path| (&**path, "applied"))).collect();
    assert_eq!(Report::read(&statements(&many)).unwrap_err().code(), rep::REPORT_TOO_LARGE);
}

#[test]
fn every_shipped_report_is_read_and_says_so_in_both_languages() {
    let ids: Vec<&str> = Report::shipped_ids().collect();
    assert_eq!(
        ids,
        [
            "annual-overview",
            "asylum-overview",
            "country-profile",
            "cross-sections",
            "indicator",
            "regional-comparison",
            "workload"
        ]
    );
    for id in ids {
        let report = Report::shipped(id).unwrap();
        assert_eq!(report.id(), id);
        assert!(report.parts.iter().all(|part| part.title.iter().count() == 2));
        // Every query is shown, by itself or in a proportion.
        for name in report.queries.keys() {
            let within =
                |made: &Made| matches!(made, Made::Proportion { part, whole } if [part, whole].contains(&name));
            let used = report.parts.iter().any(|part| part.figures == *name) || report.queries.values().any(within);
            assert!(used, "{id}: {name}");
        }
    }
}
