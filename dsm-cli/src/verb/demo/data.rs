use super::road::{NAME, Road, Stop};
use crate::{
    failure::unread,
    input::{self, Taken},
};
use dsm_core::{
    catalogue::Catalogue,
    error::Result,
    translate::{Specification, Translated},
};
use std::{collections::BTreeSet, fs, path::Path};

/// The files that the demonstration walks with where no others are given: those of `examples/data/national`.
const FILES: [(&str, &[u8]); 14] = [
    (NAME, include_bytes!("../../../../examples/data/national/road.toml")),
    ("kazakhstan.csv", include_bytes!("../../../../examples/data/national/kazakhstan.csv")),
    ("kazakhstan.toml", include_bytes!("../../../../examples/data/national/kazakhstan.toml")),
    ("kyrgyzstan.toml", include_bytes!("../../../../examples/data/national/kyrgyzstan.toml")),
    ("kyrgyzstan.txt", include_bytes!("../../../../examples/data/national/kyrgyzstan.txt")),
    ("moldova.csv", include_bytes!("../../../../examples/data/national/moldova.csv")),
    ("moldova.toml", include_bytes!("../../../../examples/data/national/moldova.toml")),
    ("register.csv", include_bytes!("../../../../examples/data/national/register.csv")),
    ("register.toml", include_bytes!("../../../../examples/data/national/register.toml")),
    ("tajikistan.toml", include_bytes!("../../../../examples/data/national/tajikistan.toml")),
    ("tajikistan.txt", include_bytes!("../../../../examples/data/national/tajikistan.txt")),
    ("ukraine.corrected.csv", include_bytes!("../../../../examples/data/national/ukraine.corrected.csv")),
    ("ukraine.csv", include_bytes!("../../../../examples/data/national/ukraine.csv")),
    ("ukraine.toml", include_bytes!("../../../../examples/data/national/ukraine.toml")),
];

/// The files of a State.
#[derive(Debug)]
pub(super) struct National {
    pub(super) stop: Stop,
    /// Each file as it was read, the corrected ones after the first.
    pub(super) files: Vec<Taken>,
}

impl National {
    pub(super) fn country(&self) -> &str {
        &self.stop.country
    }

    /// The tables that the State stands by: those of its last file.
    pub(super) fn tables(&self) -> &[Translated] {
        self.files.last().map_or(&[], |taken| &taken.translation.tables)
    }

    /// Its indicators, each once, in the order of their ids.
    pub(super) fn indicators(&self) -> Vec<&str> {
        let all: BTreeSet<&str> = self.tables().iter().map(|table| &*table.indicator).collect();
        all.into_iter().collect()
    }

    pub(super) fn cells(&self) -> usize {
        self.tables().iter().map(|table| table.table.len()).sum()
    }
}

/// Everything that the demonstration begins with.
#[derive(Debug)]
pub(super) struct Data {
    pub(super) states: Vec<National>,
    pub(super) register: Option<(String, Taken)>,
    pub(super) source: Option<dsm_core::text::Text>,
    pub(super) catalogue: Catalogue,
}

/// The indicators of the demonstration: those of UNHCR, and entries as DSM defines them.
fn catalogue() -> Result<Catalogue> {
    let entries = Catalogue::preset("dsm")?.find(ENTRIES)?.clone();
    Catalogue::preset("unhcr")?.with(entries)
}

/// The indicator that a register of crossings counts.
pub(super) const ENTRIES: &str = "ENTRIES";

pub(super) fn load(folder: Option<&Path>) -> Result<Data> {
    let files = Files { folder };
    let road = Road::read(&files.text(NAME)?)?;
    let catalogue = catalogue()?;
    let mut states = Vec::new();
    for stop in road.states {
        let read = stop.files.iter().map(|name| files.taken(name)).collect::<Result<_>>()?;
        states.push(National { stop, files: read });
    }
    let register = match road.register {
        Some((country, file)) => Some((country, files.taken(&file)?)),
        None => None,
    };
    Ok(Data { states, register, source: road.source, catalogue })
}

/// Where files come from: a folder, or the figures that come along.
struct Files<'a> {
    folder: Option<&'a Path>,
}

impl Files<'_> {
    fn bytes(&self, name: &str) -> Result<Vec<u8>> {
        let Some(folder) = self.folder else {
            let own = FILES.iter().find(|(own, _)| *own == name).map(|(_, bytes)| bytes.to_vec());
            return own.ok_or_else(|| unread(Path::new(name), std::io::ErrorKind::NotFound.into()));
        };
        let path = folder.join(name);
        fs::read(&path).map_err(|error| unread(&path, error))
    }

    fn text(&self, name: &str) -> Result<String> {
        String::from_utf8(self.bytes(name)?)
            .map_err(|_| unread(Path::new(name), std::io::ErrorKind::InvalidData.into()))
    }

    /// A file as its specification says: `ukraine.corrected.csv` is read by `ukraine.toml`.
    fn taken(&self, name: &str) -> Result<Taken> {
        let specification = format!("{}.toml", name.split('.').next().unwrap_or(name));
        let specification = Specification::from_toml(&specification, &self.text(&specification)?)?;
        input::read(name, self.bytes(name)?, &specification)
    }
}
