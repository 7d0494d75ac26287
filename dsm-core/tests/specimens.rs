//! Whole files of UNHCR as they are published, read and held to the rules. The files are not part of DSM: they are looked for in
//! the folder of the variable `DSM_SPECIMENS`, and what reads them says so where they are not there.

use dsm_core::{
    catalogue::{Catalogue, Dimension, Indicator},
    check::check_into,
    code::{CodeId, CodeList, Entry, Scheme},
    error::{
        Collected, Finding, FindingSink,
        codes::{chk, src, trl},
    },
    measure::{Concept, Making, Measure, Membership, Unit},
    source::{Input, Layout},
    text::Text,
    time::Moment,
    translate::{Specification, Translated, Values, read_into},
};
use std::{
    collections::BTreeMap,
    fs::File,
    io::{BufRead, BufReader, Cursor},
    ops::ControlFlow,
    path::PathBuf,
};

/// A published file, where the specimens are.
pub(crate) fn specimen(name: &str) -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let folder = std::env::var_os("DSM_SPECIMENS").map_or_else(beside, PathBuf::from);
    let path = [folder.join("data").join(name), folder.join(name)].into_iter().find(|path| path.exists());
    if path.is_none() {
        println!("skipped: {name} (DSM_SPECIMENS)");
    }
    path
}

/// The rows of a file as this test reads it: values in quotes or not, by the names of the columns.
fn rows(path: &PathBuf) -> Vec<BTreeMap<String, String>> {
    let mut lines = BufReader::new(File::open(path).unwrap()).lines().map(Result::unwrap);
    let header = values(&lines.next().unwrap());
    lines.map(|line| header.iter().cloned().zip(values(&line)).collect()).collect()
}

fn values(line: &str) -> Vec<String> {
    let (mut values, mut value, mut quoted) = (Vec::new(), String::new(), false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => values.push(std::mem::take(&mut value)),
            other => value.push(other),
        }
    }
    values.push(value);
    values
}

fn list(id: &'static str, codes: &[&'static str]) -> CodeList {
    let entry = |code: &&'static str| Entry::new(CodeId::parse(code).unwrap(), Text::both(code, code));
    let names = Text::both(id, id);
    CodeList::new(CodeId::parse(id).unwrap(), Scheme::Unhcr, names, codes.iter().map(entry).collect(), false).unwrap()
}

/// The countries of origin of a scheme, and the population that UNHCR names beside them (TIB): whose citizens these are is the
/// sender's to say, so no list of ours has it.
fn origin(scheme: Scheme) -> Dimension {
    let list = CodeList::in_scheme("CITIZENSHIP", scheme).unwrap();
    let beside = Entry::new(CodeId::parse("TIB").unwrap(), Text::both("Tibetan", "тибетцы"));
    let entries = list.entries().iter().cloned().chain([beside]).collect();
    let list = CodeList::new(list.id().clone(), scheme, list.names().clone(), entries, false).unwrap();
    Dimension::new("CITIZENSHIP", list, Membership::AtEvent)
}

/// Columns that only repeat in words or other codes what is read.
fn plain() -> Specification {
    let columns = [("REF_AREA", "coa"), ("CITIZENSHIP", "coo"), ("TIME_PERIOD", "year")];
    let specification = columns.iter().fold(Specification::tidy(), |all, (id, column)| all.column(id, column));
    let ignored = ["coo_name", "coo_iso", "coa_name", "coa_iso"];
    let specification = ignored.iter().fold(specification, |all, column| all.ignore(column));
    specification.reporter_in(Scheme::Unhcr).unwrap().laid_out(Layout::default())
}

/// Findings that are only counted.
#[derive(Default)]
struct Counted {
    kept: Collected,
    first: Vec<String>,
}

impl FindingSink for Counted {
    fn put(&mut self, finding: Finding) -> ControlFlow<()> {
        if self.first.len() < 20 {
            self.first.push(finding.to_string());
        }
        self.kept.put(finding)
    }

    fn tally(&self) -> &dsm_core::error::Tally {
        self.kept.tally()
    }
}

/// The file, and how many rows were left out of it: those whose country of asylum is not known have no reporting country.
fn reported(path: &PathBuf) -> (Cursor<String>, usize) {
    let text = std::fs::read_to_string(path).unwrap();
    let unknown = |line: &&str| values(line).get(5).is_some_and(|coa| coa == "UKN");
    let kept: Vec<&str> = text.lines().filter(|line| !unknown(line)).collect();
    let left_out = text.lines().count() - kept.len();
    (Cursor::new(kept.join("\n")), left_out)
}

fn translated(
    input: impl Input,
    specification: &Specification,
    catalogue: &Catalogue,
) -> (Vec<Translated>, u64, Counted) {
    let mut found = Counted::default();
    let read = read_into(input, "specimen.csv", specification, catalogue, &mut found);
    let (tables, rows) = read.unwrap_or_else(|error| panic!("{error}: {:#?}", found.first));
    (tables, rows, found)
}

const PARTS: [(&str, &str); 5] = [
    ("dec_recognized", "REC"),
    ("dec_other", "COM"),
    ("dec_rejected", "REJ"),
    ("dec_closed", "CLO"),
    ("dec_total", "_T"),
];

/// UNHCR's decisions with the procedure and the level as dimensions of their own, so that each published row stands alone.
fn decisions(making: Making, of_totals: Making) -> Catalogue {
    let text = Text::both("Decisions", "Решения");
    let measure = Measure::parse("person-events:decision", "flow").unwrap();
    let indicator = Indicator::new("DECISIONS", text.clone(), text, Concept::new("ASYLUM_DECISION"), measure)
        .counted_in("P", Unit::parse("person-events:decision").unwrap())
        .and_then(|one| one.counted_in("C", Unit::parse("cases:decision:many").unwrap()))
        .and_then(|one| one.by(origin(Scheme::Unhcr)))
        .and_then(|one| one.by(Dimension::new("PROCEDURE", list("PROCEDURE", &["G", "U", "J"]), Membership::AtEvent)))
        .and_then(|one| {
            let levels =
                ["AR", "BL", "EO", "FA", "FI", "IN", "JR", "NA", "RA", "SP", "TA", "TP", "TR", "CA", "OT", "DP"];
            one.by(Dimension::new("LEVEL", list("LEVEL", &levels), Membership::AtEvent))
        })
        .and_then(|one| {
            one.by(Dimension::new("DECISION", CodeList::built_in("DECISION").unwrap(), Membership::AtEvent))
        })
        .unwrap()
        .made(making)
        .made_of_totals("DECISION", of_totals);
    Catalogue::new().with(indicator).unwrap()
}

#[test]
fn decisions_of_unhcr_do_not_add_up_exactly_and_mostly_do_within_their_intervals() {
    let Some(path) = specimen("refugees__asylum_decisions.csv") else { return };
    let columns = [("UNIT", "dec_pc"), ("PROCEDURE", "procedure_type"), ("LEVEL", "dec_level")];
    let specification = columns.iter().fold(plain().stated("INDICATOR", "DECISIONS"), |all, (id, c)| all.column(id, c));
    let specification = PARTS
        .iter()
        .fold(specification, |all, (column, code)| all.values(Values::in_column(column).stated("DECISION", code)));
    let broken = |catalogue: &Catalogue| {
        let (tables, rows, _) = translated(File::open(&path).unwrap(), &specification, catalogue);
        let mut found = Counted::default();
        tables.iter().for_each(|one| check_into(&one.table, Moment::parse("2030-01-01").unwrap(), &mut found));
        (rows, found.tally().of(chk::TOTAL_DIFFERS))
    };
    let exact = broken(&decisions(Making::Exact, Making::Exact));
    // The exact rule: 444 of 113,929 rows, whatever reads them.
    assert_eq!(exact, (113_929, 444));
    let own = rows(&path);
    let figure = |row: &BTreeMap<String, String>, column: &str| row[column].parse::<i64>().unwrap();
    let part = |row: &BTreeMap<String, String>| PARTS[..4].iter().map(|(c, _)| figure(row, c)).collect::<Vec<_>>();
    let off = |row: &BTreeMap<String, String>| part(row).iter().sum::<i64>() - figure(row, "dec_total");
    assert_eq!(own.iter().filter(|row| off(row) != 0).count(), 444);
    // A tolerance for five figures rounded to five, half a base each: 212 rows remain.
    assert_eq!(own.iter().filter(|row| 2 * off(row).abs() > 25).count(), 212);
    // The interval rule that is declared for the series: a part of 0 stands for 0 to 4, of 5 for 1 to 9, of 10 for 6 to 12, and a
    // total, which is a sum of four such parts, is at most 16 off. It allows for small parts what they may hide, and nothing for
    // large ones: fewer rows remain than with one tolerance for all.
    let (small, total) =
        (Making::parse("small:0=0..4,5=1..9,10=6..12:0..4").unwrap(), Making::parse("within:16").unwrap());
    let declared = broken(&decisions(small, total));
    let low = |v: i64| match v {
        0 => 0,
        5 => 1,
        10 => 6,
        other => other,
    };
    let high = |v: i64| match v {
        0 => 4,
        5 => 9,
        10 => 12,
        other => other,
    };
    let beyond = |row: &BTreeMap<String, String>| {
        let (parts, total) = (part(row), figure(row, "dec_total"));
        let (least, most) = (parts.iter().map(|v| low(*v)).sum::<i64>(), parts.iter().map(|v| high(*v)).sum::<i64>());
        most < (total - 16).max(0) || least > total + 16
    };
    let expected = own.iter().filter(|row| beyond(row)).count();
    println!(
        "decisions of UNHCR: 444 rows by the exact rule, 212 by the tolerance, {expected} by the declared intervals"
    );
    assert_eq!(declared, (113_929, expected as u64));
}

fn population(groups: &[&str]) -> (Catalogue, Specification) {
    let text = Text::both("Population", "Население");
    let measure = Measure::parse("persons-distinct", "stock").unwrap();
    let concept = Concept::new("REFUGEES").with("relative", "true").unwrap();
    let indicator = Indicator::new("POPULATION", text.clone(), text, concept, measure)
        .stock_at(dsm_core::time::Convention::parse("end").unwrap())
        .by(origin(Scheme::Unhcr))
        .and_then(|one| {
            one.by(Dimension::new(
                "GROUP",
                list(
                    "GROUP",
                    &[
                        "refugees",
                        "asylum_seekers",
                        "returned_refugees",
                        "idps",
                        "returned_idps",
                        "stateless",
                        "ooc",
                        "oip",
                        "hst",
                    ],
                ),
                Membership::Overlapping,
            ))
        })
        .unwrap();
    let all =
        ["refugees", "asylum_seekers", "returned_refugees", "idps", "returned_idps", "stateless", "ooc", "oip", "hst"];
    let specification = plain().stated("INDICATOR", "POPULATION").blanks_are_absent();
    let specification =
        all.iter().filter(|group| !groups.contains(group)).fold(specification, |s, column| s.ignore(column));
    let specification =
        groups.iter().fold(specification, |s, group| s.values(Values::in_column(group).stated("GROUP", group)));
    (Catalogue::new().with(indicator).unwrap(), specification)
}

#[test]
fn figures_in_scientific_notation_are_read_exactly_and_said() {
    let Some(path) = specimen("refugees__population.csv") else { return };
    let groups =
        ["refugees", "asylum_seekers", "returned_refugees", "idps", "returned_idps", "stateless", "ooc", "oip", "hst"];
    let (catalogue, specification) = population(&groups);
    let (file, left_out) = reported(&path);
    let (tables, rows, found) = translated(file, &specification, &catalogue);
    // None of the rows that were left out is written so.
    assert_eq!((rows + left_out as u64, found.tally().of(src::FIGURE_SCIENTIFIC)), (138_893, 161));
    let unknown =
        read_into(File::open(&path).unwrap(), "specimen.csv", &specification, &catalogue, &mut Counted::default());
    assert_eq!(unknown.unwrap_err().code(), trl::FILE_REFUSED, "rows without a reporting country pass");
    // Every one of them is in the table as the whole number that it is.
    let whole = tables[0].table.cells().filter_map(|cell| cell.figure()?.exact()).all(|figure| figure.scale() == 0);
    assert!(whole, "a figure has decimals");
}

#[test]
fn refugees_whose_origin_is_the_country_of_asylum_are_found() {
    let Some(path) = specimen("refugees__population.csv") else { return };
    let (catalogue, specification) = population(&["refugees"]);
    // Origins in the codes of ISO, so that they can be held against the reporting country.
    let specification = specification.label("CITIZENSHIP", "TIB", "TIB");
    let specification =
        specification.dimension_in("CITIZENSHIP", "CITIZENSHIP", Scheme::Unhcr, Scheme::Iso3166Alpha3).unwrap();
    let text = Text::both("Refugees", "Беженцы");
    let indicator = catalogue.find("POPULATION").unwrap();
    let iso =
        Indicator::new("POPULATION", text.clone(), text, indicator.concept().clone(), indicator.measure().clone())
            .stock_at(dsm_core::time::Convention::parse("end").unwrap())
            .by(origin(Scheme::Iso3166Alpha3))
            .and_then(|one| one.by(indicator.dimension("GROUP").unwrap().clone()))
            .unwrap();
    let (tables, _, _) = translated(reported(&path).0, &specification, &Catalogue::new().with(iso).unwrap());
    let mut found = Counted::default();
    tables.iter().for_each(|one| check_into(&one.table, Moment::parse("2030-01-01").unwrap(), &mut found));
    // 83 rows have one code for origin and asylum. In 42 of them both are unknown, which says nothing of anybody's citizens.
    let same = |row: &&BTreeMap<String, String>| row["coo"] == row["coa"] && !["", "0"].contains(&&*row["refugees"]);
    let rows = rows(&path);
    let (unknown, known): (Vec<_>, Vec<_>) = rows.iter().filter(same).partition(|row| row["coa"] == "UKN");
    assert_eq!((unknown.len(), known.len()), (42, 41));
    assert_eq!(found.tally().of(chk::OWN_CITIZENS), 41);
}

#[test]
fn three_letters_of_unhcr_are_not_those_of_iso() {
    let Some(path) = specimen("refugees__population.csv") else { return };
    let to_iso = dsm_core::code::Mapping::built_in("COUNTRY", Scheme::Unhcr, Scheme::Iso3166Alpha3).unwrap();
    let mut seen = BTreeMap::new();
    for row in rows(&path) {
        for side in ["coo", "coa"] {
            let (own, iso) = (row[side].clone(), row[&format!("{side}_iso")].clone());
            if ["AUS", "ARE", "MAR"].contains(&own.as_str()) {
                assert_eq!(to_iso.map(&own).unwrap().as_str(), iso);
                seen.insert(own, iso);
            }
        }
    }
    // Austria, Egypt, Martinique; at ISO they are Australia, the United Arab Emirates, Morocco.
    let expected = [("ARE", "EGY"), ("AUS", "AUT"), ("MAR", "MTQ")].map(|(own, iso)| (own.to_owned(), iso.to_owned()));
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), expected);
}
