use super::road::{NAME, Road, Stop, texts};
use crate::{
    failure::unread,
    input::{self, Taken},
};
use dsm_core::{
    catalogue::Catalogue,
    documentation::Documentation,
    error::{Error, Result},
    text::Text,
    translate::{Specification, Translated},
};
use std::{collections::BTreeSet, fs, path::Path};

/// The files that the demonstration walks with where no others are given: those of `examples/data/national`.
#[rustfmt::skip]
const FILES: [(&str, &[u8]); 27] = [
    ("road.toml", include_bytes!("../../../../examples/data/national/road.toml")),
    ("crossings.csv", include_bytes!("../../../../examples/data/national/crossings.csv")),
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
    ("documentation/kaz_applications.toml", include_bytes!("../../../../examples/data/national/documentation/kaz_applications.toml")),
    ("documentation/kaz_applications_2018.toml", include_bytes!("../../../../examples/data/national/documentation/kaz_applications_2018.toml")),
    ("documentation/kaz_decisions.toml", include_bytes!("../../../../examples/data/national/documentation/kaz_decisions.toml")),
    ("documentation/kaz_decisions_2018.toml", include_bytes!("../../../../examples/data/national/documentation/kaz_decisions_2018.toml")),
    ("documentation/kgz_applications.toml", include_bytes!("../../../../examples/data/national/documentation/kgz_applications.toml")),
    ("documentation/kgz_decisions.toml", include_bytes!("../../../../examples/data/national/documentation/kgz_decisions.toml")),
    ("documentation/mda_applications.toml", include_bytes!("../../../../examples/data/national/documentation/mda_applications.toml")),
    ("documentation/mda_decisions.toml", include_bytes!("../../../../examples/data/national/documentation/mda_decisions.toml")),
    ("documentation/tjk_applications.toml", include_bytes!("../../../../examples/data/national/documentation/tjk_applications.toml")),
    ("documentation/tjk_decisions.toml", include_bytes!("../../../../examples/data/national/documentation/tjk_decisions.toml")),
    ("documentation/ukr_applications.toml", include_bytes!("../../../../examples/data/national/documentation/ukr_applications.toml")),
    ("documentation/ukr_decisions.toml", include_bytes!("../../../../examples/data/national/documentation/ukr_decisions.toml")),
];

/// The files of a State.
#[derive(Debug)]
pub(super) struct National {
    pub(super) stop: Stop,
    /// How its files are laid out.
    pub(super) about: Option<Text>,
    /// Each file as it was read, the corrected ones after the first.
    pub(super) files: Vec<Taken>,
    /// What it says of its figures.
    pub(super) documentation: Vec<Documentation>,
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
    /// A file of persons, with the State whose officer hands it in and why it was refused.
    pub(super) individuals: Option<(String, String, Error)>,
    pub(super) source: Option<Text>,
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
        let documentation = stop.documentation.iter().map(|name| files.documentation(name)).collect::<Result<_>>()?;
        let about = stop.files.first().map_or(Ok(None), |name| files.about(name))?;
        states.push(National { stop, about, files: read, documentation });
    }
    let register = match road.register {
        Some((country, file)) => Some((country, files.taken(&file)?)),
        None => None,
    };
    let individuals = match road.individuals {
        Some((country, file)) => files.bytes(&file).map(|bytes| {
            let refused = input::read(&file, bytes, &Specification::tidy()).err();
            refused.map(|error| (country, file, error))
        })?,
        None => None,
    };
    Ok(Data { states, register, individuals, source: road.source, catalogue })
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

    /// What a State says of its figures.
    fn documentation(&self, name: &str) -> Result<Documentation> {
        Documentation::from_toml(name, &self.text(name)?)
    }

    /// How a file is laid out, as its specification says in words.
    fn about(&self, name: &str) -> Result<Option<Text>> {
        let table = self.text(&specification_of(name))?.parse().unwrap_or_default();
        texts(&table, "about")
    }

    /// A file as its specification says.
    fn taken(&self, name: &str) -> Result<Taken> {
        let specification = specification_of(name);
        let specification = Specification::from_toml(&specification, &self.text(&specification)?)?;
        input::read(name, self.bytes(name)?, &specification)
    }
}

/// The specification of a file: `ukraine.corrected.csv` is read by `ukraine.toml`.
fn specification_of(name: &str) -> String {
    format!("{}.toml", name.split('.').next().unwrap_or(name))
}
