//! The demonstration: everything that it shows and writes is computed from the files.

use crate::place::{Place, done, dsm, examples};
use std::{collections::BTreeMap, fs};

const FILES: [&str; 3] = ["kaz.csv", "mda.csv", "national.toml"];
const WRITTEN: [&str; 6] = [
    "asylum.en.html",
    "asylum.ru.html",
    "asylum_applications.csv",
    "asylum_applications.sdmx.csv",
    "asylum_decisions.csv",
    "asylum_decisions.sdmx.csv",
];

/// A copy of the figures of the examples, one line of which may be another.
fn data(place: &Place, was: &str, is: &str) -> String {
    fs::create_dir_all(place.path("data")).unwrap();
    for file in FILES {
        let text = fs::read_to_string(examples().join(file)).unwrap();
        place.write(&format!("data/{file}"), &text.replace(was, is));
    }
    place.path("data")
}

/// The applications of Ukrainians in Moldova by year, as this test reads the file itself.
fn ukrainians() -> BTreeMap<String, u64> {
    let text = fs::read_to_string(examples().join("mda.csv")).unwrap();
    let rows = text.lines().filter(|line| line.starts_with("ASYLUM_APPLICATIONS,MDA,UKR,"));
    let cell = |line: &str| {
        let fields: Vec<&str> = line.split(',').collect();
        (fields[3].to_owned(), fields[6].parse().unwrap())
    };
    rows.map(cell).collect()
}

/// A figure as the English page writes it.
fn grouped(figure: u64) -> String {
    if figure < 1000 { figure.to_string() } else { format!("{},{:03}", figure / 1000, figure % 1000) }
}

#[test]
fn it_walks_the_main_job_and_lists_what_it_wrote() {
    let place = Place::new();
    let said = done(&["demo", "--dir", &place.path("out")]);
    let figures = ukrainians();
    let sum = grouped(figures["2022"] + figures["2023"]);
    // Read, checked, refused to the submitter, refused before and without a release of one's own, allowed after, added.
    for part in [
        "mda.csv, reported by Republic of Moldova: 565 rows",
        "DSM-CHK-002 × 94",
        "DSM-WFL-001",
        "DSM-ACC-002",
        "✓ DSM-ACC-012",
        sum.as_str(),
        "Under the assumption: the listed parts are the whole.",
        "DSM-SEM-017",
        "DSM-SEM-038",
    ] {
        assert!(said.contains(part), "{part} is not in\n{said}");
    }
    assert_eq!(
        said.matches("✗ DSM-ACC-002").count(),
        2,
        "the reader too early, and the State that has released nothing"
    );
    for file in WRITTEN.iter().chain(&["index.html", "region.dsm", "demo.txt"]) {
        assert!(said.contains(&place.path(&format!("out/{file}"))), "{file} is not listed");
        assert!(fs::metadata(place.path(&format!("out/{file}"))).unwrap().len() > 0, "{file} is empty");
    }
    assert_eq!(place.read("out/demo.txt"), said);
    assert!(done(&["history", &place.path("out/region.dsm"), "--verify"]).contains("The history is whole"));
}

#[test]
fn one_figure_that_changes_in_the_file_changes_everywhere() {
    let place = Place::new();
    let figures = ukrainians();
    let (was, is) = (figures["2023"], figures["2023"] + 613);
    let line = |figure: u64| format!("ASYLUM_APPLICATIONS,MDA,UKR,2023,PERSON_EVENTS,_Z,{figure}\n");
    let changed = data(&place, &line(was), &line(is));
    let before = done(&["demo", "--dir", &place.path("before")]);
    let after = done(&["demo", "--dir", &place.path("after"), "--data", &changed]);
    let (sum_before, sum_after) = (grouped(figures["2022"] + was), grouped(figures["2022"] + is));
    assert!(before.contains(&sum_before) && !before.contains(&sum_after));
    assert!(after.contains(&sum_after) && !after.contains(&sum_before));
    for page in ["asylum.en.html", "asylum.ru.html"] {
        let blank = |figure: &str| if page.contains("ru") { figure.replace(',', "\u{a0}") } else { figure.to_owned() };
        for (folder, figure, sum) in [("before", was, &sum_before), ("after", is, &sum_after)] {
            let text = place.read(&format!("{folder}/{page}"));
            assert!(text.contains(&format!("<td>{}</td>", blank(&grouped(figure)))), "{folder}/{page}: {figure}");
            assert!(text.contains(&blank(sum)), "{folder}/{page}: {sum}");
        }
    }
    let row = |figure: u64| format!(",MD,UKR,2023,{figure},");
    let [old, new] = ["before", "after"].map(|folder| place.read(&format!("{folder}/asylum_applications.sdmx.csv")));
    assert!(old.contains(&row(was)) && !old.contains(&row(is)));
    assert!(new.contains(&row(is)) && !new.contains(&row(was)));
    // Nothing else in the file is another.
    assert_eq!(old.replace(&row(was), &row(is)), new);
}

#[test]
fn the_same_figures_give_the_same_bytes_in_either_language() {
    let place = Place::new();
    done(&["demo", "--dir", &place.path("one")]);
    done(&["--lang", "ru", "demo", "--dir", &place.path("two")]);
    for file in WRITTEN {
        assert_eq!(place.read(&format!("one/{file}")), place.read(&format!("two/{file}")), "{file}");
    }
}

#[test]
fn in_russian_everything_that_is_said_is_russian() {
    let place = Place::new();
    let said = done(&["--lang", "ru", "demo", "--dir", &place.path("out")]);
    for part in ["Передавший MD-", "Разрешено:", "11\u{a0}687", "При допущении:"] {
        assert!(said.contains(part), "{part} is not in\n{said}");
    }
    let english: Vec<_> = said
        .lines()
        .filter(|line| line.contains(' ') && !line.chars().any(|c| matches!(c, 'а'..='я' | 'А'..='Я')))
        .filter(|line| line.chars().filter(char::is_ascii_lowercase).count() > 12 && !line.contains('/'))
        .collect();
    assert!(english.is_empty(), "{english:?}");
}

#[test]
fn it_can_be_repeated_and_overwrites_nobody_elses_mechanism() {
    let place = Place::new();
    let folder = place.path("out");
    done(&["demo", "--dir", &folder]);
    done(&["demo", "--dir", &folder]);
    let other = Place::new();
    done(&["init", &other.path("region.dsm")]);
    let kept = fs::read(other.path("region.dsm")).unwrap();
    let refused = dsm(&["demo", "--dir", &other.path("")]);
    assert_eq!((refused.status, refused.err.contains("DSM-STO-002")), (4, true), "{refused:?}");
    assert_eq!(fs::read(other.path("region.dsm")).unwrap(), kept);
}

#[test]
fn figures_that_contradict_themselves_stop_it_with_all_findings() {
    let place = Place::new();
    let wrong = data(&place, ",_T,", ",TOTAL,");
    let refused = dsm(&["demo", "--dir", &place.path("out"), "--data", &wrong]);
    assert_eq!(refused.status, 4, "{refused:?}");
    assert!(refused.err.contains("DSM-TRL-001") && refused.err.contains("DSM-COD-002"), "{}", refused.err);
}
