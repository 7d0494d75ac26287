use crate::{
    failure::unread,
    input::{self, Taken},
};
use dsm_core::{
    error::{Error, Result, codes},
    text::{Lang, Text},
    translate::{Specification, Translated},
};
use std::{fs, path::Path, sync::Arc};

/// The figures that the demonstration walks with where no others are given: those of `examples/data`.
const FILES: [(&str, &[u8]); 2] = [
    ("kaz.csv", include_bytes!("../../../../examples/data/kaz.csv")),
    ("mda.csv", include_bytes!("../../../../examples/data/mda.csv")),
];
const SPECIFICATION: &str = include_str!("../../../../examples/data/national.toml");
/// What the specification of a folder is called.
const NAME: &str = "national.toml";

/// The file of a State.
#[derive(Debug)]
pub(super) struct National {
    pub(super) country: Arc<str>,
    pub(super) taken: Taken,
}

impl National {
    /// The tables of the file.
    pub(super) fn tables(&self) -> &[Translated] {
        &self.taken.translation.tables
    }

    fn cells(&self) -> usize {
        self.tables().iter().map(|table| table.table.len()).sum()
    }
}

/// The files of the States, the one with the most cells first, and the source of their figures.
#[derive(Debug)]
pub(super) struct Data {
    pub(super) states: Vec<National>,
    pub(super) source: Option<Text>,
}

pub(super) fn load(folder: Option<&Path>) -> Result<Data> {
    let (files, text) = match folder {
        None => (FILES.map(|(name, bytes)| (name.to_owned(), bytes.to_vec())).to_vec(), Some(SPECIFICATION.to_owned())),
        Some(folder) => folder_of(folder)?,
    };
    let (specification, source) = match &text {
        Some(text) => (input::specification(NAME, text)?, source(text)?),
        None => (Specification::tidy(), None),
    };
    let mut states = Vec::new();
    for (name, bytes) in files {
        let taken = input::read(&name, bytes, &specification)?;
        if let Some(country) = country(&taken.translation.tables) {
            states.push(National { country, taken });
        }
    }
    states.sort_by_key(|state| std::cmp::Reverse(state.cells()));
    if states.len() < 2 {
        // One State alone shares with nobody.
        let place = folder.map(|folder| folder.join("*.csv").display().to_string()).unwrap_or_default();
        return Err(
            Error::new(codes::src::READ_FAILED).at(dsm_core::error::Place::new(place, dsm_core::error::At::Whole))
        );
    }
    Ok(Data { states, source })
}

/// Names and bytes of files, and the text of their specification.
type Files = (Vec<(String, Vec<u8>)>, Option<String>);

/// The files of a folder in the order of their names, and its specification.
fn folder_of(folder: &Path) -> Result<Files> {
    let listed = fs::read_dir(folder).map_err(|error| unread(folder, error))?;
    let mut paths = Vec::new();
    for entry in listed {
        paths.push(entry.map_err(|error| unread(folder, error))?.path());
    }
    paths.sort();
    let mut files = Vec::new();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|ending| ending == "csv")) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        files.push((name, fs::read(path).map_err(|error| unread(path, error))?));
    }
    let specification = folder.join(NAME);
    let text = if specification.exists() {
        Some(fs::read_to_string(&specification).map_err(|error| unread(&specification, error))?)
    } else {
        None
    };
    Ok((files, text))
}

/// Where the figures come from, as the specification says in each language.
fn source(text: &str) -> Result<Option<Text>> {
    let table: toml::Table = text.parse().unwrap_or_default();
    let said =
        |lang: Lang| table.get("source").and_then(|source| source.get(lang.code())).and_then(toml::Value::as_str);
    let mut source: Option<Text> = None;
    for lang in Lang::ALL {
        if let Some(text) = said(*lang) {
            source = Some(match source {
                Some(source) => source.with(*lang, text)?,
                None => Text::new(*lang, text)?,
            });
        }
    }
    Ok(source)
}

/// The State whose figures they are.
fn country(tables: &[Translated]) -> Option<Arc<str>> {
    let axis = tables.first()?.table.axes().iter().find(|axis| axis.is_reporter())?;
    axis.codes().first().cloned()
}
