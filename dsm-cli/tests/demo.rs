//! The demonstration: everything that it shows and writes is computed from the files.

use crate::place::{Place, done, dsm, examples};
use std::{collections::BTreeMap, fs, path::Path};

const WRITTEN: [&str; 6] = [
    "overview.en.html",
    "overview.ru.html",
    "asylum_applications.csv",
    "asylum_applications.sdmx.csv",
    "asylum_decisions.csv",
    "asylum_decisions.sdmx.csv",
];
/// The file that Ukraine stands by.
const CORRECTED: &str = "ukraine.corrected.csv";

/// A copy of a folder, with all that is in it.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A copy of the figures of the examples, one line of one file of which may be another.
fn data(place: &Place, was: &str, is: &str) -> String {
    copy(&examples().join("national"), Path::new(&place.path("data")));
    let file = format!("data/{CORRECTED}");
    let text = place.read(&file);
    assert!(text.contains(was), "{was}");
    place.write(&file, &text.replace(was, is));
    place.path("data")
}

/// The applications of Russian citizens in Ukraine by year, as this test reads the file itself.
fn applications() -> BTreeMap<String, u64> {
    let text = fs::read_to_string(examples().join("national").join(CORRECTED)).unwrap();
    let rows = text.lines().filter(|line| line.contains(",RUS,applications,"));
    let cell = |line: &str| {
        let fields: Vec<&str> = line.split(',').collect();
        (fields[0].to_owned(), fields[4].parse().unwrap())
    };
    rows.map(cell).collect()
}

#[test]
fn it_walks_the_main_job_and_lists_what_it_wrote() {
    let place = Place::new();
    let said = done(&["demo", "--dir", &place.path("out")]);
    let figures = applications();
    let sum = (figures["2022"] + figures["2023"]).to_string();
    // Read in five layouts, checked, sent back, refused to the submitter, documented, refused before and without a release of
    // one's own, allowed after, added, protected.
    for part in [
        "kazakhstan.csv, reported by Kazakhstan: 129 rows",
        "Windows-1251",
        "moldova.csv, reported by Republic of Moldova: 113 rows",
        "tajikistan.txt, reported by Tajikistan: 13 rows",
        "kyrgyzstan.txt, reported by Kyrgyzstan: 204 rows",
        "DSM-CHK-001 × 1",
        "ASYLUM_DECISION:UA.AFG._T@2019",
        "DSM-TRL-008",
        "DSM-WFL-001",
        "DSM-WFL-003",
        "DSM-ACC-002",
        "✓ DSM-ACC-012",
        sum.as_str(),
        "Under the assumption: the listed parts are the whole.",
        "Under the assumption: nobody repeats within the period.",
        "DSM-SDC-001",
        "* — suppressed",
        "DSM-SEM-036",
        "DSM-SEM-038",
    ] {
        assert!(said.contains(part), "{part} is not in\n{said}");
    }
    // Tajikistan before it hands its decisions in, and Kyrgyzstan before it hands anything in.
    assert_eq!(said.matches("✗ DSM-ACC-002").count(), 3);
    for file in WRITTEN.iter().chain(&["index.html", "region.dsm", "demo.txt"]) {
        assert!(said.contains(&place.path(&format!("out/{file}"))), "{file} is not listed");
        assert!(fs::metadata(place.path(&format!("out/{file}"))).unwrap().len() > 0, "{file} is empty");
    }
    assert_eq!(place.read("out/demo.txt"), said);
    assert!(done(&["history", &place.path("out/region.dsm"), "--verify"]).contains("The history is whole"));
}

#[test]
fn nothing_of_the_file_of_persons_is_kept_or_said() {
    let place = Place::new();
    let said = done(&["demo", "--dir", &place.path("out")]);
    let persons = fs::read_to_string(examples().join("national/crossings.csv")).unwrap();
    let mechanism = fs::read(place.path("out/region.dsm")).unwrap();
    for value in persons.lines().skip(1).flat_map(|line| line.split(',').take(3).map(str::to_owned).collect::<Vec<_>>())
    {
        assert!(!said.contains(&value), "a value of a person was said");
        assert!(!mechanism.windows(value.len()).any(|bytes| bytes == value.as_bytes()), "a value of a person was kept");
    }
}

#[test]
fn one_figure_that_changes_in_the_file_changes_everywhere() {
    let place = Place::new();
    let figures = applications();
    let (was, is) = (figures["2023"], figures["2023"] + 613);
    let line = |figure: u64| format!("2023,RUS,applications,persons,{figure}\n");
    let changed = data(&place, &line(was), &line(is));
    let before = done(&["demo", "--dir", &place.path("before")]);
    let after = done(&["demo", "--dir", &place.path("after"), "--data", &changed]);
    let sum = |figure: u64| format!(" {}\n", figures["2022"] + figure);
    assert!(before.contains(&sum(was)) && !before.contains(&sum(is)));
    assert!(after.contains(&sum(is)) && !after.contains(&sum(was)));
    for page in ["overview.en.html", "overview.ru.html"] {
        let cell = |figure: u64| format!("<td>{}</td>", figures["2022"] + figure);
        let [old, new] = ["before", "after"].map(|folder| place.read(&format!("{folder}/{page}")));
        assert!(old.contains(&cell(was)) && !old.contains(&cell(is)), "{page}");
        assert!(new.contains(&cell(is)) && !new.contains(&cell(was)), "{page}");
    }
    let row = |figure: u64| format!(",UA,RUS,2023,{figure},");
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
    for part in ["Передавший KZ-", "Разрешено:", "208–400", "При допущении:"] {
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
    let wrong = data(&place, ",rejected,", ",refused,");
    let refused = dsm(&["demo", "--dir", &place.path("out"), "--data", &wrong]);
    assert_eq!(refused.status, 1, "{refused:?}");
    assert!(refused.err.contains("DSM-TRL-001") && refused.err.contains("DSM-CAT-001 × 219"), "{}", refused.err);
}
