//! Code lists: read from `spec/lists`, held against each other, and carried into the core.

mod check;
mod data;
mod emit;
mod names;
#[path = "../../../dsm-core/src/code/plain.rs"]
mod plain;
mod tables;
#[cfg(test)]
mod tests;

use crate::{Generated, read};
use data::{Ambiguous, List, Names, OtherNames, OwnNames, Repairs};
use std::path::Path;

/// The schemes that `code::Scheme` knows.
const SCHEMES: [&str; 7] = ["dsm", "eurostat", "iso3166-alpha2", "iso3166-alpha3", "m49", "sdmx", "unhcr"];
/// The languages in which countries and citizenships have names; every other list has the first two.
const LANGS: [&str; 9] = ["en", "ru", "kk", "ro", "tg", "uk", "ky", "es", "fr"];

/// Everything that `spec/lists` says.
pub(crate) struct Lists {
    lists: Vec<(String, List)>,
    names: Vec<(String, Names)>,
    other: Vec<(String, OtherNames)>,
    own: OwnNames,
    ambiguous: Ambiguous,
    repairs: Repairs,
}

impl Lists {
    /// Reads the folder.
    pub(crate) fn read(folder: &Path, problems: &mut Vec<String>) -> Self {
        let mut lists: Vec<(String, List)> = read::folder(folder, problems);
        lists.sort_by(|a, b| a.1.id.cmp(&b.1.id));
        let own = read::file(&folder.join("curated/own_names.toml"), problems);
        Self {
            lists,
            names: read::folder(&folder.join("names"), problems),
            other: read::folder(&folder.join("other_names"), problems),
            own: own.unwrap_or_default(),
            ambiguous: read::file(&folder.join("curated/ambiguous.toml"), problems).unwrap_or_default(),
            repairs: read::file(&folder.join("carry/repairs.toml"), problems).unwrap_or_default(),
        }
    }

    fn list(&self, id: &str) -> Option<&List> {
        self.lists.iter().map(|(_, list)| list).find(|list| list.id == id)
    }
}

/// The code lists as `dsm-core/src/code/lists.rs`, how many names there are, and which names could be two places.
pub(crate) fn generated(folder: &Path, problems: &mut Vec<String>) -> Vec<Generated> {
    let lists = Lists::read(folder, problems);
    problems.extend(check::all(&lists));
    vec![
        ("dsm-core/src/code/lists.rs", emit::rust(&lists)),
        ("spec/lists/COUNTS.md", tables::counts(&lists)),
        ("spec/lists/REVIEW.md", tables::review(&lists)),
    ]
}
