//! Each verb, its exit status, and what it says to people and to programs.

use crate::place::{Place, done, dsm, examples};

fn national(file: &str) -> [String; 3] {
    [
        examples().join(file).display().to_string(),
        "--specification".into(),
        examples().join("national.toml").display().to_string(),
    ]
}

/// A region of two States of which one has released its figures.
fn region(place: &Place) -> String {
    released(place, &[])
}

/// The same, with options of the release.
fn released(place: &Place, options: &[&str]) -> String {
    let file = place.path("region.dsm");
    done(&["init", &file]);
    for country in ["MD", "KZ"] {
        done(&["country", &file, country, "--as", "administrator@dsm"]);
    }
    let [csv, option, specification] = national("mda.csv");
    let said = done(&["submit", &file, &csv, &option, &specification, "--as", "submitter@md"]);
    assert!(said.contains("was submitted: ASYLUM_APPLICATIONS"), "{said}");
    for id in ids(&file, "submitter@md") {
        done(&["verify", &file, &id, "--as", "verifier@md"]);
        done(&[&["release", file.as_str(), id.as_str(), "--as", "releaser@md"], options].concat());
    }
    file
}

#[test]
fn a_release_below_a_threshold_is_masked() {
    let place = Place::new();
    let file = released(&place, &["--threshold", "50"]);
    let csv = place.path("figures.csv");
    done(&["table", &file, "ASYLUM_APPLICATIONS", "--as", "analyst@md", "-o", &csv]);
    let text = place.read("figures.csv");
    let columns: Vec<&str> = text.lines().next().unwrap().split(',').collect();
    let column = |name: &str| columns.iter().position(|c| *c == name).unwrap();
    let (value, status) = (column("OBS_VALUE"), column("OBS_STATUS"));
    let (mut masked, mut shown) = (0, 0);
    for row in text.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>()) {
        // What is an interval by making is not masked: its figure is not there in the first place.
        assert!(!row[value].parse::<u32>().is_ok_and(|figure| (1..50).contains(&figure)), "{row:?}");
        masked += usize::from(row[value].is_empty() && row[status] == "Q");
        shown += usize::from(!row[value].is_empty());
    }
    assert!(masked > 10 && shown > 5, "{masked} {shown}");
    let wrong = dsm(&["release", &file, "MD-2026-0001", "--as", "releaser@md", "--threshold", "1"]);
    assert!(wrong.err.contains("DSM-SDC-006"), "{}", wrong.err);
}

fn ids(file: &str, user: &str) -> Vec<String> {
    let listed = done(&["--format", "json", "status", file, "--as", user]);
    let id = |line: &str| {
        serde_json::from_str::<serde_json::Value>(line).unwrap()["submission"].as_str().unwrap().to_owned()
    };
    listed.lines().map(id).collect()
}

#[test]
fn a_file_goes_all_the_way_verb_by_verb() {
    let place = Place::new();
    let file = region(&place);
    let asked = [file.as_str(), "ASYLUM_APPLICATIONS", "--as", "analyst@md"];
    let table = done(&[&["table"], asked.as_slice(), &["--codes", "CITIZENSHIP=UKR", "--time", "2023"]].concat());
    assert!(table.contains("3,708"), "{table}");
    let sum = done(
        &[
            &["table"],
            asked.as_slice(),
            &["--codes", "CITIZENSHIP=UKR", "--time", "2022-01-01/2023-12-31", "--sum", "TIME_PERIOD"],
        ]
        .concat(),
    );
    assert!(sum.contains("11,687"), "{sum}");
    let assumed = ["--time", "2022", "--sum", "CITIZENSHIP", "--assume", "parts-exhaustive"];
    let bounds = done(&[&["table"], asked.as_slice(), &assumed].concat());
    assert!(bounds.contains('–') && bounds.contains("the listed parts are the whole"), "{bounds}");
    let sdmx = place.path("figures.sdmx.csv");
    done(&[&["table"], asked.as_slice(), &["-o", &sdmx]].concat());
    assert!(place.read("figures.sdmx.csv").starts_with("STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,CITIZENSHIP,"));
    let page = place.path("page.html");
    done(&["--lang", "ru", "report", &file, "ASYLUM_APPLICATIONS", "--as", "analyst@md", "-o", &page]);
    assert!(place.read("page.html").contains("<html lang=\"ru\">"));
    assert!(done(&["history", &file, "--as", "submitter@md"]).contains("verifier@md"));
    assert!(done(&["history", &file, "--verify"]).contains("The history is whole"));
}

#[test]
fn denied_is_three_and_says_why() {
    let place = Place::new();
    let file = region(&place);
    let asked = ["table", &file, "ASYLUM_APPLICATIONS", "--country", "MD", "--as", "analyst@kz"];
    let refused = dsm(&asked);
    assert_eq!(refused.status, 3, "{refused:?}");
    assert!(refused.err.contains("DSM-ACC-002 Your State has not released") && refused.err.contains("→ "));
    let nobody = dsm(&["status", &file, "--as", "nobody@md"]);
    assert_eq!((nobody.status, nobody.err.contains("DSM-ACC-006")), (3, true), "{nobody:?}");
    let why = done(&["why", &file, "read", "ASYLUM_APPLICATIONS", "--country", "MD", "--as", "analyst@kz"]);
    assert!(why.contains("DSM-ACC-002"), "{why}");
    let why = done(&["why", &file, "read", "ASYLUM_APPLICATIONS", "--country", "MD", "--as", "analyst@md"]);
    assert!(why.starts_with("allowed: DSM-ACC-010"), "{why}");
}

#[test]
fn a_step_needs_its_state_and_returned_figures_say_why() {
    let place = Place::new();
    let file = place.path("region.dsm");
    done(&["init", &file]);
    done(&["country", &file, "KZ", "--as", "administrator@dsm"]);
    let [csv, option, specification] = national("kaz.csv");
    done(&["submit", &file, &csv, &option, &specification, "--as", "submitter@kz"]);
    let id = ids(&file, "verifier@kz").remove(0);
    let early = dsm(&["release", &file, &id, "--as", "releaser@kz"]);
    assert_eq!((early.status, early.err.contains("DSM-WFL-002")), (4, true), "{early:?}");
    done(&["return", &file, &id, "--as", "verifier@kz", "--reason", "2018 counts cases: is that right?"]);
    assert!(done(&["history", &file, "--as", "submitter@kz"]).contains("2018 counts cases"));
    assert!(done(&["status", &file, "--as", "submitter@kz"]).contains("returned with questions"));
}

#[test]
fn a_check_is_done_whatever_it_finds() {
    let place = Place::new();
    let [csv, option, specification] = national("kaz.csv");
    let clean = done(&["check", &csv, &option, &specification]);
    assert!(clean.contains("DSM-CHK-002 × 17") && clean.contains("Nothing found that contradicts a rule."), "{clean}");
    let header = "INDICATOR,REF_AREA,CITIZENSHIP,TIME_PERIOD,UNIT,OBS_VALUE\n";
    let wrong = place.write("wrong.csv", &format!("{header}ASYLUM_APPLICATIONS,KZ,AFG,2023,CASES,many\n"));
    let found = dsm(&["check", &wrong, "--preset", "unhcr"]);
    assert_eq!(found.status, 1, "{found:?}");
    // Who runs the check has handed the file in, so what was read may be shown.
    assert!(found.out.contains("DSM-SRC-001") && found.out.contains("wrong.csv:2:6  [many]"), "{}", found.out);
    let later = place.write("later.csv", &format!("{header}ASYLUM_APPLICATIONS,KZ,AFG,2999,CASES,7\n"));
    let found = dsm(&["--format", "json", "check", &later, "--preset", "unhcr"]);
    assert_eq!(found.status, 1);
    let lines: Vec<serde_json::Value> = found.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(lines.iter().any(|line| line["finding"]["code"] == "DSM-CHK-005"), "{}", found.out);
}

#[test]
fn wrong_usage_is_two_and_what_cannot_be_is_four() {
    let place = Place::new();
    assert_eq!(dsm(&["chekc"]).status, 2);
    assert_eq!(dsm(&["table"]).status, 2);
    let help = dsm(&["--help"]);
    assert_eq!(help.status, 0);
    assert!(help.out.contains("Begin with `dsm demo`") && help.out.contains("Exit status: 0 done"), "{}", help.out);
    let missing = dsm(&["check", &place.path("missing.csv")]);
    assert_eq!((missing.status, missing.err.contains("DSM-SRC-016")), (4, true), "{missing:?}");
    let missing = dsm(&["status", &place.path("missing.dsm")]);
    assert_eq!((missing.status, missing.err.contains("DSM-STO-001")), (4, true), "{missing:?}");
    let file = region(&place);
    let unknown = dsm(&[
        "table",
        &file,
        "ASYLUM_APPLICATIONS",
        "--as",
        "analyst@md",
        "--sum",
        "TIME_PERIOD",
        "--assume",
        "all-is-well",
    ]);
    assert_eq!((unknown.status, unknown.err.contains("DSM-SEM-030")), (4, true), "{unknown:?}");
    let specification = place.write("wrong.toml", "format = \"dsm-translator/1\"\n[colums]\nSEX = \"Geschlecht\"\n");
    let unreadable = dsm(&["check", &place.path("missing.csv"), "--specification", &specification]);
    assert_eq!((unreadable.status, unreadable.err.contains("DSM-TRL-007")), (1, true), "{unreadable:?}");
}

#[test]
fn a_year_beside_its_months_does_not_tell_the_masked_month() {
    let place = Place::new();
    let region = place.path("region.dsm");
    done(&["init", &region]);
    done(&["country", &region, "MD", "--as", "administrator@dsm"]);
    let header = "INDICATOR,REF_AREA,CITIZENSHIP,SEX,TIME_PERIOD,UNIT,OBS_VALUE\n";
    let row = |time: &str, figure: u32| format!("ENTRIES,MD,_T,_T,{time},PERSON_EVENTS,{figure}\n");
    let months: String =
        (1..=12).map(|month| row(&format!("2023-{month:02}"), if month == 2 { 3 } else { 20 })).collect();
    let hand_in = |name: &str, rows: &str| {
        let file = place.write(name, &format!("{header}{rows}"));
        let said = done(&["--format", "json", "submit", &region, &file, "--as", "submitter@md"]);
        let id = said.split("\"submission\":\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        done(&["verify", &region, &id, "--as", "verifier@md"]);
        id
    };
    let release = |id: &str, more: &[&str]| dsm(&[&["release", &region, id, "--as", "releaser@md"][..], more].concat());
    let months = hand_in("months.csv", &months);
    assert_eq!(release(&months, &["--threshold", "5"]).status, 0);
    // As it is it would tell: the refusal says with what. Masked it does not.
    let year = hand_in("year.csv", &row("2023", 223));
    let told = release(&year, &[]);
    let names = told.err.contains("DSM-SDC-001") && told.err.contains("SDC-017") && told.err.contains(&months);
    assert!(told.status != 0 && names, "{told:?}");
    assert_eq!(release(&year, &["--threshold", "5"]).status, 0);
    let seen = done(&["table", &region, "ENTRIES", "--country", "MD", "--as", "releaser@md"]);
    assert!(!seen.contains("223"), "{seen}");
    // Another year tells nothing.
    let other = hand_in("other.csv", &row("2022", 223));
    assert_eq!(release(&other, &[]).status, 0);
}
