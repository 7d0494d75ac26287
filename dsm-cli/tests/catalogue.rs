//! `dsm indicator` and `dsm doc`.

use crate::place::{Place, done, dsm, examples};

const OWN: &str = r#"format = "dsm-indicators/1"
id = "RETURNS"
version = "1.0"
name.en = "Returned foreigners"
name.ru = "Возвращённые иностранцы"
definition.en = "Foreigners who left following an order"
definition.ru = "Иностранцы, выехавшие по предписанию"
source = "a ministry's own"
periodicity = "Q"
footnote = ["CASES"]

[concept]
id = "RETURN"
relative = true

[measure]
unit = "person-events:return"
temporality = "flow"

[units]
CASES = "cases:return:many"
PERSON_EVENTS = "person-events:return"

[[dimension]]
id = "CITIZENSHIP"
list = "CITIZENSHIP"
membership = "at-event"
"#;

#[test]
fn indicators_are_listed_and_shown_in_both_languages() {
    let listed = done(&["indicator", "list"]);
    assert_eq!(listed.lines().count(), 7);
    assert!(listed.contains("FOREIGNERS 1.0  Foreigners in the country"));
    assert!(done(&["indicator", "list", "--preset", "unhcr"]).contains("ASYLUM_PENDING"));
    let shown = done(&["indicator", "show", "ASYLUM_APPLICATIONS", "--lang", "ru"]);
    assert!(
        shown.contains("name: Ходатайства о предоставлении убежища") && shown.contains("timeliness: P3M"),
        "{shown}"
    );
    assert!(shown.contains("unit: CASES = cases:application:many *"), "{shown}");
    let unknown = dsm(&["indicator", "list", "--preset", "oecd"]);
    assert_eq!(unknown.status, 2);
    assert!(unknown.err.contains("CAT-008") && unknown.err.contains("dsm, unhcr"), "{}", unknown.err);
}

#[test]
fn an_indicator_of_ones_own_is_added_and_a_broken_file_ends_in_all_its_faults() {
    let place = Place::new();
    let region = place.path("region.dsm");
    done(&["init", &region]);
    let broken =
        OWN.replace("periodicity = \"Q\"", "periodicity = \"often\"\nshoe_size = 44").replace("name.ru", "nome.ru");
    let file = place.write("broken.toml", &broken);
    let refused = dsm(&["indicator", "add", &region, &file, "--as", "administrator@dsm"]);
    assert_eq!(refused.status, 1);
    for fault in ["CAT-010", "CAT-012", "broken.toml:5", "CAT-013", "TIM-009", "broken.toml:9", "broken.toml:10"] {
        assert!(refused.err.contains(fault), "{fault}: {}", refused.err);
    }
    let no_toml = place.write("no.toml", "format = \"dsm-indicators/1\"\nid = \n");
    let refused = dsm(&["indicator", "add", &region, &no_toml, "--as", "administrator@dsm"]);
    assert!(refused.err.contains("CAT-011") && refused.err.contains("no.toml:2"), "{}", refused.err);
    assert_eq!(done(&["indicator", "list", "--mechanism", &region]).lines().count(), 7);
    let file = place.write("own.toml", OWN);
    assert!(done(&["indicator", "add", &region, &file, "--as", "administrator@dsm"]).contains("RETURNS was added"));
    assert!(done(&["indicator", "show", "RETURNS", "--mechanism", &region]).contains("name: Returned foreigners"));
    // Figures of it are read and handed in like those of the preset.
    done(&["country", &region, "MD", "--as", "administrator@dsm"]);
    let header = "INDICATOR,REF_AREA,TIME_PERIOD,UNIT,CITIZENSHIP,OBS_VALUE\n";
    let csv = place.write("md.csv", &format!("{header}RETURNS,MD,2024-Q1,PERSON_EVENTS,UKR,12\n"));
    assert!(done(&["submit", &region, &csv, "--as", "submitter@md"]).contains("RETURNS"));
    let id = &id(&region);
    done(&["verify", &region, id, "--as", "verifier@md"]);
    done(&["release", &region, id, "--as", "releaser@md"]);
    let page = place.path("returns.html");
    done(&["report", &region, "RETURNS", "--as", "analyst@md", "--lang", "ru", "-o", &page]);
    assert!(place.read("returns.html").contains("Возвращённые иностранцы"));
    // Open to who releases its own, from now on.
    done(&["indicator", "add", &region, &file, "--reciprocal", "--as", "administrator@dsm"]);
}

#[test]
fn a_form_asks_every_question_and_comes_back_as_a_documentation() {
    let place = Place::new();
    let form = place.path("kz.toml");
    done(&["doc", "new", "ASYLUM_APPLICATIONS", "--country", "KZ", "--lang", "ru", "-o", &form]);
    let text = place.read("kz.toml");
    assert!(text.contains("# Единица учёта *. Учитывается каждое лицо"), "{text}");
    let empty = done(&["doc", "check", &form]);
    assert!(empty.contains("DOC-009") && empty.contains("Required fields with an answer: 0 of"), "{empty}");
    // Filled in, with faults: each at its line.
    let filled = text
        .replace("UNIT = \"\"", "UNIT = \"FAMILIES\"")
        .replace("[TITLE]\nen = \"\"", "[TITLE]\nen = \"Applications\"");
    let filled = place.write("filled.toml", &filled);
    let found = dsm(&["doc", "check", &filled]);
    assert_eq!(found.status, 1);
    let line = text.lines().position(|line| line.starts_with("UNIT =")).unwrap() + 1;
    assert!(found.out.contains("DOC-005") && found.out.contains(&format!("filled.toml:{line}")), "{}", found.out);
    let newer = place.write("newer.toml", "format = \"dsm-documentation/2\"\n");
    assert!(dsm(&["doc", "check", &newer]).err.contains("DOC-015"));
    assert!(dsm(&["doc", "new", "SHOE_SIZES", "--country", "KZ"]).err.contains("CAT-001"));
    assert!(dsm(&["doc", "new", "ENTRIES", "--country", "Kazakhstan"]).err.contains("COD-002"));
}

#[test]
fn the_documentation_of_the_examples_is_sound_and_says_what_is_missing() {
    let mut files = 0;
    for entry in std::fs::read_dir(examples().join("national/documentation")).unwrap() {
        let path = entry.unwrap().path().display().to_string();
        let found = done(&["doc", "check", &path, "--preset", "unhcr"]);
        let cases = path.contains("_2018.toml");
        assert_eq!(found.contains("DOC-010"), cases, "{path}: {found}");
        assert!(found.contains("DOC-009") && found.contains("LEGAL_BASIS"), "{path}: {found}");
        files += 1;
    }
    assert_eq!(files, 14);
}

#[test]
fn what_a_state_says_is_kept_shown_and_stands_below_its_figures() {
    let place = Place::new();
    let region = place.path("region.dsm");
    done(&["init", &region, "--preset", "unhcr"]);
    done(&["country", &region, "KZ", "--as", "administrator@dsm"]);
    let folder = examples();
    let file = folder.join("national/documentation/kaz_applications_2018.toml").display().to_string();
    assert_eq!(dsm(&["doc", "add", &region, &file, "--as", "analyst@kz"]).status, 3);
    done(&["doc", "add", &region, &file, "--as", "submitter@kz"]);
    let shown = ["doc", "show", &region, "ASYLUM_APPLICATIONS", "--country", "KZ"];
    assert!(done(&[&shown[..], &["--as", "analyst@kz"]].concat()).contains("Counting unit: CASES"));
    // The public sees no figures, and is told of nothing.
    assert!(done(&shown).contains("KZ: there is no documentation"));
    let [csv, specification] = ["kaz.csv", "national.toml"].map(|name| folder.join(name).display().to_string());
    done(&["submit", &region, &csv, "--specification", &specification, "--as", "submitter@kz"]);
    let listed = done(&["--format", "json", "status", &region, "--as", "submitter@kz"]);
    for line in listed.lines() {
        let listed: serde_json::Value = serde_json::from_str(line).unwrap();
        let id = listed["submission"].as_str().unwrap();
        done(&["verify", &region, id, "--as", "verifier@kz"]);
        done(&["release", &region, id, "--as", "releaser@kz"]);
    }
    let page = place.path("page.html");
    let asked = ["--as", "analyst@kz", "--unit", "cases:application:many", "-o", &page];
    done(&[&["report", &region, "ASYLUM_APPLICATIONS"][..], &asked].concat());
    let html = place.read("page.html");
    for note in
        ["Kazakhstan: cases are counted, not persons.", "Kazakhstan: the series breaks: Cases are counted in 2018"]
    {
        assert!(html.contains(note), "{note}: {html}");
    }
}

#[test]
fn what_a_state_says_leaves_and_arrives_as_a_metadata_report() {
    let place = Place::new();
    let [region, other] = ["region.dsm", "other.dsm"].map(|name| place.path(name));
    for region in [&region, &other] {
        done(&["init", region, "--preset", "unhcr"]);
        done(&["country", region, "KZ", "--as", "administrator@dsm"]);
    }
    let file = examples().join("national/documentation/kaz_applications_2018.toml").display().to_string();
    done(&["doc", "add", &region, &file, "--as", "submitter@kz"]);
    let shown = |region: &str| {
        done(&[
            "doc",
            "show",
            region,
            "ASYLUM_APPLICATIONS",
            "--country",
            "KZ",
            "--as",
            "analyst@kz",
            "--format",
            "json",
        ])
    };
    for name in ["kaz.xml", "kaz.csv"] {
        let report = place.path(name);
        let asked = ["ASYLUM_APPLICATIONS", "--country", "KZ", "--as", "analyst@kz", "-o", &report];
        done(&[&["doc", "show", &region][..], &asked].concat());
        done(&["doc", "add", &other, &report, "--as", "submitter@kz"]);
        assert_eq!(shown(&other), shown(&region), "{name}");
    }
    assert!(place.read("kaz.structures.xml").contains("MSD_DOCUMENTATION"));
    let head = "MDSTRUCTURE[;],MDSTRUCTURE_ID,METADATASET_ID,TARGET_TYPES,TARGET_IDS,COST_BURDEN[en],UNIT_MEASURE";
    let line = "metadataflow,ESTAT:ESMS(1.0),ESTAT:S(1.0),dataflow,ESTAT:D(1.0),en:low,FAMILIES";
    let foreign = place.write("esms.csv", &format!("{head}\n{line}\n"));
    assert!(dsm(&["doc", "check", &foreign]).err.contains("EXC-281"));
    let stated = ["--country", "KZ", "--indicator", "ASYLUM_APPLICATIONS"];
    let found = dsm(&[&["doc", "check", &foreign][..], &stated].concat());
    assert!(found.out.contains("EXC-280") && found.out.contains("esms.csv:2:6"), "{}", found.out);
    assert!(found.out.contains("DOC-005") && found.status == 1, "{}", found.out);
    let kept = shown(&other);
    let refused = dsm(&[&["doc", "add", &other, &foreign, "--as", "submitter@kz"][..], &stated].concat());
    assert_eq!((refused.status, shown(&other)), (1, kept));
    let unknown = place.path("kaz.pdf");
    let asked = ["ASYLUM_APPLICATIONS", "--country", "KZ", "--as", "analyst@kz", "-o", &unknown];
    assert!(dsm(&[&["doc", "show", &region][..], &asked].concat()).err.contains("EXC-286"));
}

/// The only submission of MD.
fn id(region: &str) -> String {
    let listed = done(&["--format", "json", "status", region, "--as", "submitter@md"]);
    let listed: serde_json::Value = serde_json::from_str(listed.trim()).unwrap();
    listed["submission"].as_str().unwrap().to_owned()
}
