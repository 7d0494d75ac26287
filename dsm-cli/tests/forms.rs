//! `dsm template`.

use crate::place::{Place, done, dsm};

#[test]
fn a_form_is_written_and_what_cannot_be_asked_leaves_none() {
    let place = Place::new();
    let form = place.path("form.xlsx");
    let asked = ["template", "ENTRIES", "--country", "MD", "--lang", "ru", "-o", &form];
    let with = |period: &str| dsm(&[&asked[..], &["--period", period]].concat());
    assert!(with("2006-Q1").err.contains("DSM-EXC-300"));
    assert!(!std::path::Path::new(&form).exists());
    assert!(with("2006").out.contains("form.xlsx"));
    let first = std::fs::read(&form).unwrap();
    assert_eq!(with("2006").status, 0);
    assert_eq!(std::fs::read(&form).unwrap(), first);
}

#[test]
fn last_times_figures_stand_beside_for_who_may_see_them() {
    let place = Place::new();
    let region = place.path("region.dsm");
    done(&["init", &region]);
    done(&["country", &region, "MD", "--as", "administrator@dsm"]);
    let header = "INDICATOR,REF_AREA,TIME_PERIOD,UNIT,CITIZENSHIP,SEX,OBS_VALUE\n";
    let csv = place.write("md.csv", &format!("{header}ENTRIES,MD,2005,PERSON_EVENTS,UKR,F,120\n"));
    done(&["submit", &region, &csv, "--as", "submitter@md"]);
    let listed = done(&["--format", "json", "status", &region, "--as", "submitter@md"]);
    let listed: serde_json::Value = serde_json::from_str(listed.trim()).unwrap();
    let id = listed["submission"].as_str().unwrap();
    let form = |name: &str, who: &[&str]| {
        let path = place.path(name);
        let asked = ["template", "ENTRIES", "--mechanism", &region, "--country", "MD", "--period", "2006", "-o", &path];
        done(&[&asked[..], who].concat());
        std::fs::read(&path).unwrap()
    };
    let analyst = ["--as", "analyst@md"];
    // Nothing is released: nothing stands beside, for whoever asks.
    let plain = form("plain.xlsx", &[]);
    assert_eq!(form("early.xlsx", &analyst), plain);
    done(&["verify", &region, id, "--as", "verifier@md"]);
    done(&["release", &region, id, "--as", "releaser@md"]);
    assert_ne!(form("late.xlsx", &analyst), plain);
    assert_eq!(form("public.xlsx", &[]), plain);
}
