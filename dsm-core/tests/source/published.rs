//! Published files: statistics are read and left alone, data of persons are refused, figures are exact.

use super::specimens;
use dsm_core::error::Finding;
use dsm_core::source::{Grid, Guard, Layout, Numbers, NumbersSeen, Rows, is_scientific, open};
use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

/// What reading a file and guarding it comes to: the error, or the rows, what was noticed and what the guard found.
fn judged(path: &Path) -> Result<(u64, Vec<Finding>, Vec<Finding>), dsm_core::error::Error> {
    let mut rows = open(File::open(path).unwrap(), "f", &Layout::default())?;
    let (mut batch, mut guard, mut count) = (Grid::new(), Guard::new(rows.header()), 0);
    while rows.next(&mut batch)? {
        for row in batch.rows() {
            guard.row(&row);
            count += 1;
        }
    }
    Ok((count, rows.noticed().to_vec(), guard.settle()))
}

fn ids(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.rule().id()).collect()
}

#[test]
fn statistics_are_left_alone_and_data_of_persons_are_refused() {
    let Some(folder) = specimens() else { return };
    let mut files: Vec<_> = ["", "erff", "sdc"]
        .iter()
        .flat_map(|inner| std::fs::read_dir(folder.join(inner)).unwrap().map(|entry| entry.unwrap().path()))
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    let (mut statistics, mut lists, mut persons, mut others) = (0, 0, 0, 0);
    for path in files {
        let name = path.strip_prefix(&folder).unwrap().to_string_lossy().into_owned();
        let extension = path.extension().unwrap_or_default().to_string_lossy().into_owned();
        let judged = judged(&path);
        match (name.as_str(), extension.as_str()) {
            ("migstat__border_crossings.csv", _) => {
                assert_eq!(ids(&judged.unwrap().2), ["SRC-040"], "{name}");
                persons += 1;
            }
            ("singleRcapture__netherlandsimmigrant.csv", _) => {
                assert_eq!(ids(&judged.unwrap().2), ["SRC-044"], "{name}");
                persons += 1;
            }
            (_, "xml") => {
                let error = judged.unwrap_err();
                assert_eq!(error.code().id(), "SRC-038", "{name}");
                let kinds: std::collections::BTreeSet<_> = ids(error.findings()).into_iter().collect();
                assert!(
                    kinds.contains("SRC-039") && kinds.contains("SRC-041") && kinds.contains("SRC-042"),
                    "{kinds:?}"
                );
                assert!(error.findings().iter().all(|finding| finding.evidence().is_none()));
                persons += 1;
            }
            // Lists of codes whose columns have no names, or the same, are refused as tables.
            (_, "csv") if name.starts_with("erff") => match judged {
                Ok((_, _, guarded)) => assert!(guarded.is_empty(), "{name} {guarded:?}"),
                Err(error) => {
                    assert!(["SRC-013", "SRC-014"].contains(&error.code().id()), "{name} {error}");
                    lists += 1;
                }
            },
            (_, "csv") => {
                let (count, _, guarded) = judged.unwrap_or_else(|error| panic!("{name}: {error}"));
                assert!(guarded.is_empty() && count > 0, "{name} {guarded:?}");
                statistics += 1;
            }
            (_, "xlsx") => assert_eq!(judged.unwrap_err().code().id(), "SRC-021"),
            (_, "json") => assert_eq!(judged.unwrap_err().code().id(), "SRC-024", "{name}"),
            _ => others += 1,
        }
    }
    println!("{statistics} statistics, {persons} files of persons, {lists} lists without names, {others} others");
    assert!(statistics > 20 && persons == 6);
}

#[test]
fn western_letters_are_found_out_in_published_files() {
    let Some(folder) = specimens() else { return };
    for (name, rows) in [("migr_eipre_1_Data_allcitizens.csv", 29_580), ("migr_eirfs_1_Data_mit2012.csv", 29_040)] {
        let mut open = open(File::open(folder.join(name)).unwrap(), name, &Layout::default()).unwrap();
        assert_eq!(open.noticed()[0].args().to_string(), "encoding=iso-8859-1");
        let [citizen, value] = open.header().need_all(["CITIZEN", "Value"]).unwrap();
        let (mut batch, mut names, mut seen, mut count) = (Grid::new(), BTreeMap::new(), NumbersSeen::default(), 0);
        while open.next(&mut batch).unwrap() {
            for row in batch.rows() {
                *names.entry(row.text(citizen).to_owned()).or_insert(0) += 1;
                seen.see(row.text(value));
                count += 1;
            }
        }
        assert_eq!(count, rows);
        assert!(
            names.contains_key("São Tomé and Príncipe") && names.keys().any(|name| name.starts_with("Côte d'Ivoire"))
        );
        // Thousands in groups, and no figure that tells so by itself: the file is asked back, not guessed.
        let code = seen.settle().map(|(numbers, _)| numbers.word()).map_err(|error| error.code().id());
        println!("{name}: {code:?}");
        assert!(matches!(code, Ok("1,234.5") | Err("SRC-030")));
    }
}

#[test]
fn figures_in_scientific_notation_are_read_exactly() {
    let Some(folder) = specimens() else { return };
    let texts = [("refugees__population.csv", 161, 7), ("refugees__demographics.csv", 1, 11)];
    for (name, expected, first) in texts {
        let mut rows = open(File::open(folder.join(name)).unwrap(), name, &Layout::default()).unwrap();
        let (mut batch, mut scientific) = (Grid::new(), 0);
        while rows.next(&mut batch).unwrap() {
            for row in batch.rows() {
                for column in first..row.len() {
                    let text = row.text(column);
                    if is_scientific(text) {
                        scientific += 1;
                        let (mantissa, power) = text.split_once("e+").unwrap();
                        let zeros = "0".repeat(power.parse().unwrap());
                        let figure = row.figure_as(column, Numbers::Point).unwrap();
                        assert_eq!(figure.to_string(), format!("{mantissa}{zeros}"));
                    }
                }
            }
        }
        assert_eq!(scientific, expected, "{name}");
    }
}
