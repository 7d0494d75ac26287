//! Reports as the command lists and writes them.

use crate::place::{Place, done, dsm, examples};

/// A mechanism in which Moldova has released its applications.
fn region(place: &Place) -> String {
    let file = place.path("region.dsm");
    done(&["init", &file, "--preset", "unhcr"]);
    done(&["country", &file, "MD", "--as", "administrator@dsm"]);
    let [csv, specification] = ["mda.csv", "national.toml"].map(|name| examples().join(name).display().to_string());
    done(&["submit", &file, &csv, "--specification", &specification, "--as", "submitter@md"]);
    let listed = done(&["--format", "json", "status", &file, "--as", "submitter@md"]);
    for line in listed.lines() {
        let listed: serde_json::Value = serde_json::from_str(line).unwrap();
        let id = listed["submission"].as_str().unwrap();
        done(&["verify", &file, id, "--as", "verifier@md"]);
        done(&["release", &file, id, "--as", "releaser@md"]);
    }
    file
}

const OWN: &str = r#"format = "dsm-report/1"
id = "own"
title.en = "Ours"
title.ru = "Наш"

[query.applied]
indicator = "ASYLUM_APPLICATIONS"
by = ["CITIZENSHIP"]
last = 2

[[section]]
title.en = "Applications"
title.ru = "Ходатайства"
figures = "applied"
rows = 3
"#;

#[test]
fn reports_are_listed_and_written_in_every_form() {
    let place = Place::new();
    let file = region(&place);
    let listed = done(&["report", &file]);
    assert!(listed.contains("asylum-overview — Asylum: applied, decided, pending"), "{listed}");
    assert!(listed.contains("country-profile --country — ") && listed.contains("ASYLUM_PENDING — "), "{listed}");
    let names = [
        &["asylum-overview"][..],
        &["country-profile", "--country", "MD"],
        &["indicator", "--indicator", "ASYLUM_APPLICATIONS"],
        &["regional-comparison", "--indicator", "ASYLUM_APPLICATIONS"],
        &["ASYLUM_APPLICATIONS"],
    ];
    for (at, name) in names.iter().enumerate() {
        for ending in ["html", "md", "csv", "shown.csv"] {
            let output = place.path(&format!("{at}.{ending}"));
            let asked = [&["report", file.as_str()][..], name, &["--as", "analyst@md", "-o", &output]].concat();
            done(&asked);
            let written = place.read(&format!("{at}.{ending}"));
            assert!(written.contains("3,708") || written.contains(",3708,"), "{name:?} {ending}: {written}");
            // The public is told of the State and shown nothing of it.
            let of_all = [&["report", file.as_str()][..], name, &["-o", &output]].concat();
            done(&of_all);
            let written = place.read(&format!("{at}.{ending}"));
            assert!(!written.contains("3,708") && !written.contains("3708"), "{name:?} {ending}: {written}");
        }
        let output = place.path(&format!("{at}.xlsx"));
        let asked = [&["report", file.as_str()][..], name, &["--as", "analyst@md", "-o", &output]].concat();
        done(&asked);
        let first = std::fs::read(&output).unwrap();
        assert!(first.starts_with(b"PK"), "{name:?}");
    }
}

#[test]
fn a_report_of_ones_own_is_read_from_a_file_and_told_what_is_wrong_with_it() {
    let place = Place::new();
    let file = region(&place);
    let (own, page) = (place.write("own.toml", OWN), place.path("own.html"));
    done(&["report", &file, &own, "--as", "analyst@md", "--lang", "ru", "-o", &page]);
    let written = place.read("own.html");
    assert!(
        written.contains("<html lang=\"ru\">") && written.contains("<h1>Наш</h1>") && written.contains("<h1>Ours</h1>")
    );
    let broken =
        place.write("own.toml", &OWN.replace("rows = 3", "rows = 0\nwidth = 3").replace("last = 2", "last = two"));
    let refused = dsm(&["report", &file, &broken, "--as", "analyst@md", "-o", &page]);
    assert!(
        refused.status == 1 && refused.err.contains("REP-017") && refused.err.contains("own.toml:9"),
        "{refused:?}"
    );
    let broken = place.write("own.toml", &OWN.replace("rows = 3", "rows = 0\nwidth = 3"));
    let refused = dsm(&["report", &file, &broken, "--as", "analyst@md", "-o", &page]);
    assert_eq!(refused.status, 1, "{refused:?}");
    for said in ["REP-004", "REP-007", "own.toml:15", "REP-005", "own.toml:16"] {
        assert!(refused.err.contains(said), "{said}: {}", refused.err);
    }
}

#[test]
fn what_is_not_known_is_said_with_what_there_is() {
    let place = Place::new();
    let file = region(&place);
    let page = place.path("page.html");
    let refused = dsm(&["report", &file, "annual", "--as", "analyst@md", "-o", &page]);
    assert!(
        refused.status == 2 && refused.err.contains("REP-009") && refused.err.contains("country-profile"),
        "{refused:?}"
    );
    let refused = dsm(&["report", &file, "country-profile", "--as", "analyst@md", "-o", &page]);
    assert!(refused.status == 2 && refused.err.contains("REP-010"), "{refused:?}");
    let other = place.path("page.docx");
    let refused = dsm(&["report", &file, "asylum-overview", "--as", "analyst@md", "-o", &other]);
    assert!(
        refused.status == 2 && refused.err.contains("REP-012") && refused.err.contains(".shown.csv"),
        "{refused:?}"
    );
    let past = ["--as-of", "2001-01-01", "--as", "analyst@md", "-o", &page];
    done(&[&["report", &file, "asylum-overview"][..], &past].concat());
    assert!(place.read("page.html").contains("2001-01-01 23:59:59 UTC") && !place.read("page.html").contains("3,708"));
}
