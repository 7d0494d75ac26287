//! Broken national files: each ends in its findings at their places, exit status 1, and an unchanged mechanism.

use crate::place::{Place, done, dsm};
use std::fs;

const TRANSLATOR: &str = "format = \"dsm-translator/1\"\n\
    [catalogue]\npreset = \"unhcr\"\n\
    [stated]\nINDICATOR = \"ASYLUM_APPLICATIONS\"\nREF_AREA = \"MD\"\n\
    [schemes]\nCITIZENSHIP = \"iso3166-alpha3\"\n";
const HEADER: &str = "CITIZENSHIP;TIME_PERIOD;OBS_VALUE\n";

/// A mechanism with Moldova in it.
fn mechanism(place: &Place) -> String {
    let region = place.path("region.dsm");
    done(&["init", &region, "--preset", "unhcr"]);
    done(&["country", &region, "MD", "--as", "administrator@dsm"]);
    region
}

/// What a file ends in when it is checked and when it is handed in, with what the mechanism has on record before and after.
fn refused(place: &Place, name: &str, bytes: &[u8], translator: &str, expected: &[&str]) {
    let region = mechanism(place);
    let (file, specification) = (place.path(name), place.write("translator.toml", translator));
    fs::write(&file, bytes).unwrap();
    let history = || done(&["--format", "json", "history", &region, "--as", "administrator@md"]);
    let before = history();
    for verb in [
        &["check", &file, "--specification", &specification][..],
        &["submit", &region, &file, "--specification", &specification, "--as", "submitter@md"],
    ] {
        let ran = dsm(verb);
        let said = format!("{}{}", ran.out, ran.err);
        assert_eq!(ran.status, 1, "{name}, {}: {said}", verb[0]);
        for part in expected {
            assert!(said.contains(part), "{name}, {}: {part} is not in {said}", verb[0]);
        }
    }
    assert_eq!(history(), before, "{name}");
    assert!(done(&["history", &region, "--verify"]).contains("The history is whole"));
    fs::remove_file(&region).unwrap();
}

#[test]
fn broken_files_end_in_all_their_findings_and_change_nothing() {
    let place = Place::new();
    let rows = |rows: &str| format!("{HEADER}{rows}").into_bytes();
    let utf16: Vec<u8> = "A;B\n1;2\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let long = [HEADER.as_bytes(), &vec![b'7'; 2 << 20]].concat();
    let cases: Vec<(&str, Vec<u8>, &[&str])> = vec![
        (
            "unknown column",
            b"CITIZENSHIP;TIME_PERIOD;REMARK;OBS_VALUE\nAFG;2020;new;7\n".to_vec(),
            &["TRL-002", ":1:3"],
        ),
        ("two schemes in one column", rows("AFG;2020;7\nIQ;2020;8\nIR;2020;9\n"), &["COD-007 × 2", ":3:1"]),
        ("one figure or two", rows("AFG;2020;12,345\n"), &["SRC-030", ":2:3"]),
        ("two spellings of figures", rows("AFG;2020;1 234\nIRN;2020;12,000\n"), &["SRC-030 × 2", ":2:3"]),
        ("words for figures", rows("AFG;2020;many\nIRN;2020;1.2.3\n"), &["SRC-001 × 2", ":2:3"]),
        ("a quote gone wrong", rows("AFG;2020;7\n\"IRN;2020;8\nSYR;2020;9\n"), &["SRC-005", ":3:1"]),
        ("a former State", rows("SUN;2020;7\nYUG;2020;8\n"), &["COD-010 × 2", ":2:1"]),
        ("twice", rows("AFG;2020;7\nAFG;2020;7\n"), &["TAB-002", ":3:3"]),
        ("below zero", rows("AFG;2020;-7\n"), &["TAB-003", ":2:3"]),
        ("half a person", rows("AFG;2020;7.5\n"), &["TAB-004", ":2:3"]),
        ("no period", rows("AFG;summer;7\n"), &["TIM-001", ":2:2"]),
        ("a row too short", rows("AFG;2020\n"), &["SRC-015", ":2"]),
        ("nothing", Vec::new(), &["SRC-011"]),
        ("names only", rows(""), &["TRL-010"]),
        ("binary", (0..=255).cycle().take(4096).collect(), &["SRC-0"]),
        ("packed", b"\x1f\x8b\x08\0\0\0\0\0\0\x03abcdef".to_vec(), &["SRC-0"]),
        ("a workbook that was cut off", b"PK\x03\x04 [Content_Types].xml".to_vec(), &["SRC-065"]),
        ("an old workbook", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), &["SRC-061"]),
        ("two bytes a letter and no mark", utf16, &["SRC-0"]),
        ("a line without end", long, &["SRC-0"]),
        ("persons", b"passport_no;date_of_birth;OBS_VALUE\nX1234567;1990-02-03;1\n".to_vec(), &["TRL-008", "SRC-040"]),
    ];
    for (name, bytes, expected) in cases {
        refused(&place, &format!("{name}.csv"), &bytes, TRANSLATOR, expected);
    }
}

#[test]
fn a_specification_that_is_broken_or_names_what_is_not_there_is_refused() {
    let place = Place::new();
    let file = format!("{HEADER}AFG;2020;7\n").into_bytes();
    let column = format!("{TRANSLATOR}[columns]\nUNIT = \"Учтены\"\n");
    refused(&place, "counted.csv", &file, &column, &["TRL-009", "Учтены"]);
    let broken = format!("{TRANSLATOR}[colums]\nSEX = \"Geschlecht\"\n[layout]\nencoding = \"koi\"\n");
    refused(&place, "broken.csv", &file, &broken, &["translator.toml:10", "translator.toml:12"]);
    refused(&place, "toml.csv", &file, "format = \"dsm-translator/1\"\n[columns\n", &["TRL-007", "translator.toml:2"]);
}

#[test]
fn a_state_hands_in_its_own_figures_only() {
    let place = Place::new();
    let other = TRANSLATOR.replace("\"MD\"", "\"UA\"");
    let region = mechanism(&place);
    let file = place.write("other.csv", &format!("{HEADER}AFG;2020;7\n"));
    let specification = place.write("translator.toml", &other);
    let ran = dsm(&["submit", &region, &file, "--specification", &specification, "--as", "submitter@md"]);
    assert!(ran.status != 0 && ran.err.contains("another reporting country"), "{ran:?}");
}

#[test]
fn a_million_wrong_rows_are_counted_and_not_kept() {
    let place = Place::new();
    let rows = format!("{HEADER}{}", "AFX;2020;7\n".repeat(200_000));
    let (file, specification) = (place.write("wrong.csv", &rows), place.write("translator.toml", TRANSLATOR));
    let ran = dsm(&["check", &file, "--specification", &specification]);
    assert_eq!(ran.status, 1);
    assert!(ran.out.contains("COD-007 × 200000") && ran.out.len() < 2000, "{}", ran.out);
}
