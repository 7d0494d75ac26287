//! Files of counts: masked or rounded, and audited as who reads them would.

use crate::place::{Place, done, dsm};
use std::collections::BTreeMap;

const INNER: &str = "region,citizen,sex,n\nASIA,AFG,F,4\nASIA,AFG,M,9\nASIA,SYR,F,30\nASIA,SYR,M,25\nEUROPE,UKR,F,40\n";
const READ: [&str; 4] = ["--count", "n", "--hierarchy", "citizen=region"];

/// The counts of a file by their codes.
fn counts(file: &str) -> BTreeMap<String, i64> {
    let text = std::fs::read_to_string(file).unwrap();
    let row = |line: &str| {
        let fields: Vec<&str> = line.split(',').collect();
        (format!("{}.{}", fields[1], fields[2]), fields[3].parse().unwrap())
    };
    text.lines().skip(1).map(row).collect()
}

#[test]
fn a_file_is_rounded_the_same_way_again() {
    let place = Place::new();
    let (inner, out, again, key) =
        (place.path("in.csv"), place.path("out.csv"), place.path("again.csv"), place.path("key"));
    std::fs::write(&inner, INNER).unwrap();
    std::fs::write(&key, "thirty-two bytes nobody can guess\n").unwrap();
    let round = |out: &str, more: &[&str]| dsm(&[&["protect", &inner, "-o", out], &READ[..], more].concat());
    let at_random = ["--round", "3", "--key-file", &key];
    assert!(round(&out, &at_random).out.contains("rounded"));
    let of = counts(&out);
    // Every combination of codes is written with all totals: four citizenships and regions and all, two sexes and all.
    assert_eq!(of.len(), 18);
    assert!(of.values().all(|count| count % 3 == 0) && of["UKR.M"] == 0 && of["SYR.F"] == 30);
    round(&again, &at_random);
    assert_eq!(counts(&again), of);
    // The file says how it was rounded, and is judged so.
    assert!(std::fs::read_to_string(&out).unwrap().contains(",A,random:3\n"));
    let judged = dsm(&[&["audit", &out, "--truth", &inner], &READ[..]].concat());
    assert!(judged.status <= 1 && judged.out.contains("rounded: 18"), "{judged:?}");
    // Sums are kept, and the four is a five or nothing.
    round(&out, &["--round", "5", "--round-by", "sums", "--key-file", &key]);
    let of = counts(&out);
    assert!(of["AFG.F"] == 0 || of["AFG.F"] == 5);
    assert_eq!((of["AFG.F"] + 9, of["_T.M"]), (of["AFG._T"], 34));
    let judged = dsm(&[&["audit", &out], &READ[..]].concat());
    assert!(judged.status <= 1, "{judged:?}");
}

#[test]
fn without_a_key_only_the_nearest_is_rounded_to() {
    let place = Place::new();
    let (inner, out) = (place.path("in.csv"), place.path("out.csv"));
    std::fs::write(&inner, INNER).unwrap();
    let round = |more: &[&str]| dsm(&[&["protect", &inner, "-o", &out], &READ[..], more].concat());
    assert!(round(&["--round", "3"]).err.contains("SDC-027"));
    assert!(round(&["--round", "1", "--round-by", "nearest"]).err.contains("SDC-026"));
    assert_eq!(round(&["--round-by", "nearest"]).status, 2);
    round(&["--round", "5", "--round-by", "nearest"]);
    assert_eq!(counts(&out)["AFG.F"], 5);
    // Masks hold, too.
    done(&[&["protect", &inner, "-o", &out], &READ[..]].concat());
    done(&[&["audit", &out, "--truth", &inner], &READ[..]].concat());
}

#[test]
fn everyone_of_a_total_in_one_category_is_masked_where_it_is_asked_for() {
    let place = Place::new();
    let (inner, out) = (place.path("in.csv"), place.path("out.csv"));
    std::fs::write(&inner, INNER).unwrap();
    let protect =
        |more: &[&str]| dsm(&[&["protect", &inner, "-o", &out, "--zeros", "maskable"], &READ[..], more].concat());
    // All forty of Ukraine are women: large, and known of each.
    let shown = |code: &str| {
        std::fs::read_to_string(&out).unwrap().lines().any(|line| line.contains(code) && line.contains("40"))
    };
    protect(&[]);
    assert!(shown("UKR,F"));
    protect(&["--group", "sex", "--differences"]);
    assert!(!shown("UKR,F"));
    assert!(protect(&["--group", "age"]).err.contains("TAB-008"));
    assert_eq!(protect(&["--group", "sex", "--round", "5"]).status, 2);
}

#[test]
fn wishes_are_kept_to_or_named() {
    let place = Place::new();
    let (inner, out) = (place.path("in.csv"), place.path("out.csv"));
    std::fs::write(&inner, INNER).unwrap();
    let protect = |more: &[&str]| dsm(&[&["protect", &inner, "-o", &out], &READ[..], more].concat());
    let masked = || {
        let text = place.read("out.csv");
        let rows = text.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
        rows.filter(|row| row[3].is_empty()).map(|row| format!("{}.{}", row[1], row[2])).collect::<Vec<_>>()
    };
    assert_eq!(protect(&[]).status, 0);
    let without = masked();
    assert!(without.iter().any(|cell| cell == "AFG.M"), "{without:?}");
    assert_eq!(protect(&["--never", "citizen=AFG,sex=M"]).status, 0);
    let with = masked();
    assert!(with != without && !with.iter().any(|cell| cell == "AFG.M"), "{with:?}");
    assert_eq!(protect(&["--prefer", "sex=_T"]).status, 0);
    assert!(masked().iter().any(|cell| cell.ends_with("._T")), "{:?}", masked());
    let refused = protect(&["--never", "sex=M", "--never", "sex=_T"]);
    assert!(refused.err.contains("DSM-SDC-035") && refused.err.contains("sex:M"), "{}", refused.err);
    assert!(protect(&["--never", "sex=X"]).err.contains("DSM-SDC-038"));
    assert_eq!(protect(&["--never", "sex"]).status, 2);
}
