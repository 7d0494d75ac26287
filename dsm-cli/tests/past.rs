//! The figures of then, what changed since, and what is due.

use crate::place::{Place, done, dsm};
use dsm_core::{
    error::Result,
    measure::{Concept, Measure},
    table::{Axis, Membership, Table},
    time::Moment,
    workflow::{AddCountry, Release, Step, SubmissionId, Submit, Verify, Withdraw},
};
use dsm_store::{AssertedByHost, Clock, Mechanism};
use serde_json::Value as Json;
use std::sync::Arc;

/// A clock that stands at the start of a day.
struct Standing(&'static str);

impl Clock for Standing {
    fn now(&self) -> Result<Moment> {
        Moment::parse(self.0)
    }
}

fn take<S: Step>(file: &str, day: &'static str, who: &str, step: S) -> S::Done {
    let mechanism = Mechanism::open_with_clock(file, Arc::new(Standing(day))).unwrap();
    mechanism.session(&AssertedByHost::new(who)).unwrap().perform(step).unwrap()
}

fn release(file: &str, day: &'static str, figure: &str, earlier: Option<&SubmissionId>) -> SubmissionId {
    let table = Table::builder(Measure::parse("cases:decision:many", "flow").unwrap(), Concept::new("ASYLUM_DECISION"))
        .axis(Axis::category("CITIZENSHIP").membership(Membership::AtEvent))
        .axis(Axis::time("TIME_PERIOD"))
        .row(&["AFG", "2019"], figure)
        .build()
        .unwrap();
    let step = Submit::new("ASYLUM_DECISIONS", table);
    let step = match earlier {
        Some(earlier) => step.revising(earlier, "A late form"),
        None => step,
    };
    let id = take(file, day, "submitter@md", step);
    take(file, day, "verifier@md", Verify::new(&id));
    take(file, day, "releaser@md", Release::new(&id));
    id
}

/// 30 since January 2020, 31 since March, withdrawn in June.
fn region(place: &Place) -> String {
    let file = place.path("region.dsm");
    Mechanism::create_with_clock(&file, "dsm", Arc::new(Standing("2020-01-01"))).unwrap();
    take(&file, "2020-01-01", "administrator@dsm", AddCountry::new("MD").with_staff());
    let first = release(&file, "2020-01-10", "30", None);
    let second = release(&file, "2020-03-10", "31", Some(&first));
    take(&file, "2020-06-10", "releaser@md", Withdraw::as_wrong(&second, "Counted twice"));
    file
}

#[test]
fn a_table_is_shown_as_it_stood() {
    let place = Place::new();
    let file = region(&place);
    let table = |moment: &str| {
        dsm(&["table", &file, "ASYLUM_DECISIONS", "--country", "MD", "--as", "analyst@md", "--as-of", moment])
    };
    let january = table("2020-02-01").out;
    assert!(january.contains("30") && !january.contains("Counted twice"), "{january}");
    let march = table("2020-03-10").out;
    assert!(march.contains("31") && march.contains("withdrawn as wrong on 2020-06-10"), "{march}");
    assert!(march.ends_with("Reason: Counted twice\n"), "{march}");
    assert_eq!(table("2020-06-10").status, 3);
    let early = table("2999-01-01");
    assert!(early.status == 2 && early.err.contains("DSM-ACC-022"), "{early:?}");
    assert!(table("March").err.contains("DSM-TIM-006"));
}

#[test]
fn what_changed_since_then_is_a_message() {
    let place = Place::new();
    let file = region(&place);
    let changes = place.path("changes.sdmx.csv");
    let asked = |since: &str, out: &str| {
        let of = ["table", &file, "ASYLUM_DECISIONS", "--country", "MD", "--as", "analyst@md", "--as-of", "2020-04-01"];
        dsm(&[&of[..], &["--since", since, "-o", out]].concat())
    };
    let said = asked("2020-02-01", &changes);
    assert_eq!(said.status, 0, "{}", said.err);
    let written = std::fs::read_to_string(&changes).unwrap();
    let lines: Vec<&str> = written.lines().skip(1).collect();
    assert!(lines.len() == 1 && lines[0].contains("(1.0),R,") && lines[0].contains(",2019,31,"), "{written}");
    let beside = place.path("changes.xml");
    assert_eq!(asked("2020-02-01", &beside).status, 0);
    assert!(std::fs::read_to_string(&beside).unwrap().contains("ss:action=\"Replace\""));
    assert!(std::path::Path::new(&place.path("changes.structures.xml")).exists());
    let refused = asked("2020-02-01", &place.path("changes.json"));
    assert!(refused.status == 2 && refused.err.contains("EXC-238"), "{}", refused.err);
}

#[test]
fn standard_output_holds_the_figures_and_nothing_else() {
    let place = Place::new();
    let file = region(&place);
    for (format, begins) in [("csv", "CITIZENSHIP,"), ("json-stat-2.0", "{"), ("sdmx-ml-2.1", "<?xml")] {
        let asked = [
            "table",
            &file,
            "ASYLUM_DECISIONS",
            "--country",
            "MD",
            "--as",
            "analyst@md",
            "--as-of",
            "2020-04-01",
            "--to",
            format,
            "-o",
            "-",
        ];
        let done = std::process::Command::new(env!("CARGO_BIN_EXE_dsm"))
            .args(asked)
            .current_dir(place.path("."))
            .output()
            .unwrap();
        let (out, err) = (String::from_utf8(done.stdout).unwrap(), String::from_utf8(done.stderr).unwrap());
        assert!(done.status.success() && out.starts_with(begins) && err.is_empty(), "{format} {out} {err}");
        assert!(!out.contains("written") && (format != "csv" || out.lines().count() == 2), "{out}");
        let left = std::fs::read_dir(place.path("."))
            .unwrap()
            .flatten()
            .any(|entry| entry.file_name().to_string_lossy().starts_with('-'));
        assert!(!left, "a file was made");
    }
}

#[test]
fn figures_leave_in_every_format_and_nothing_is_left_where_they_do_not() {
    let place = Place::new();
    let file = region(&place);
    let written = |more: &[&str]| {
        let of = ["table", &file, "ASYLUM_DECISIONS", "--country", "MD", "--as", "analyst@md", "--as-of", "2020-04-01"];
        dsm(&[&of[..], more].concat())
    };
    let formats = [
        ("csv", "OBS_VALUE", ""),
        ("json-stat-2.0", "\"class\":\"dataset\"", ""),
        ("sdmx-csv-1.0", "MDA:ASYLUM_DECISIONS(1.0),", ""),
        ("sdmx-csv-2.0", "dataflow,MDA:ASYLUM_DECISIONS(1.0),R,", ""),
        ("sdmx-json-2.0", "\"sender\":{\"id\":\"STAT_MD\"", "codelists"),
        ("sdmx-ml-2.1", "data/structurespecific", "Codelist"),
        ("sdmx-ml-3.0", "\"STAT_MD\"", "Codelist"),
    ];
    for (format, of_data, of_structures) in formats {
        let to = place.path(&format!("{format}.out"));
        let said =
            written(&["--to", format, "--agency", "MDA", "--sender", "STAT_MD", "--prepared", "2025-03-01", "-o", &to]);
        assert_eq!(said.status, 0, "{format} {}", said.err);
        let data = std::fs::read_to_string(&to).unwrap();
        assert!(data.contains(of_data), "{format} {data}");
        let beside = std::fs::read_to_string(place.path(&format!("{format}.structures.out"))).unwrap_or_default();
        assert!(beside.contains(of_structures) && beside.is_empty() == of_structures.is_empty(), "{format} {beside}");
    }
    for (more, code) in [(["--to", "gesmes"], "EXC-238"), (["--prepared", "yesterday"], "EXC-289")] {
        let to = place.path("no.xml");
        let refused = written(&[&more[..], &["-o", &to]].concat());
        assert!(refused.status != 0 && refused.err.contains(code), "{}", refused.err);
        assert!(
            !std::path::Path::new(&to).exists() && !std::path::Path::new(&place.path("no.structures.xml")).exists()
        );
    }
    let russian = place.path("ru.json");
    assert_eq!(written(&["--lang", "ru", "-o", &russian]).status, 0);
    assert!(std::fs::read_to_string(&russian).unwrap().contains("Афганистан"));
}

#[test]
fn notices_say_what_changed() {
    let place = Place::new();
    let file = region(&place);
    let since =
        |since: &str, until: &str| done(&["notices", &file, "--as", "analyst@md", "--since", since, "--until", until]);
    let told = since("2020-01-31", "2020-03-31");
    let expected = "MD, ASYLUM_DECISIONS (cases:decision:many): 1 cell came, changed or went\n  AFG 2019: 30 → 31\n";
    assert_eq!(told, expected);
    assert!(since("2020-03-31", "2020-06-30").ends_with("AFG 2019: 31 → –\n"));
    assert_eq!(since("2020-01-31", "2020-02-20"), "Nothing that you may see has changed.\n");
    // Until now; to programs; to who may see nothing.
    let json = ["--format", "json", "notices", &file, "--since", "2020-01-31"];
    let told: Json = serde_json::from_str(&done(&[&json[..], &["--as", "analyst@md"]].concat())).unwrap();
    assert_eq!(told["changes"][0]["before"]["OBS_VALUE"], "30");
    assert_eq!((&told["changes"][0]["after"], &told["axes"][0]), (&Json::Null, &Json::from("CITIZENSHIP")));
    assert_eq!(done(&json), "{\"notices\":[]}\n");
}

#[test]
fn due_says_by_when() {
    let place = Place::new();
    let file = region(&place);
    let text = done(&["due", &file, "--as", "analyst@md"]);
    assert!(text.lines().count() >= 6 && text.contains("MD, ASYLUM_DECISIONS, 20"), "{text}");
    let json = done(&["--format", "json", "due", &file, "--as", "analyst@md"]);
    let first: Json = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    assert!(["due", "overdue"].contains(&first["state"].as_str().unwrap()), "{first}");
    assert!(first["deadline"].as_str().unwrap().ends_with("-03-31"), "{first}");
    assert_eq!(done(&["--format", "json", "due", &file]), "{\"due\":[]}\n");
}
