//! The parts of a workbook: which is what, and how they are told apart.

use super::{
    SheetLimits,
    unfit::of_input,
    xml::Xml,
    zip::{Directory, Entry, Unpacked},
};
use crate::error::{At, Error, Place, Result, Safe, codes::src};
use std::{
    io::{Read, Seek},
    sync::Arc,
};

/// An archive with the name that places are given with.
pub(super) struct Archive<R> {
    pub(super) input: R,
    pub(super) directory: Arc<Directory>,
    pub(super) file: Arc<str>,
    pub(super) limits: SheetLimits,
}

/// What a part says of others: id, what they are, where they are.
pub(super) struct Relation {
    pub(super) id: Box<str>,
    pub(super) kind: Box<str>,
    pub(super) target: String,
}

impl<R: Read + Seek> Archive<R> {
    pub(super) fn open(mut input: R, file: &str, limits: SheetLimits) -> Result<Self> {
        let file: Arc<str> = Arc::from(file);
        let whole = Place::new(file.clone(), At::Whole);
        let directory = Directory::read(&mut input, &limits).map_err(|error| of_input(&error, whole))?;
        Ok(Self { input, directory: Arc::new(directory), file, limits })
    }

    pub(super) fn whole(&self) -> Place {
        Place::new(self.file.clone(), At::Whole)
    }

    /// The place of something in the XML of a part.
    pub(super) fn place(&self, part: &str) -> Place {
        Place::new(self.file.clone(), At::Element { line: 1, column: 0, path: Box::from(part) })
    }

    pub(super) fn has(&self, part: &str) -> bool {
        self.directory.find(part).is_some()
    }

    fn entry(&self, part: &str, what: &'static str) -> Result<Entry> {
        let missing = || Error::new(src::PART_MISSING).with("part", Safe::word(what)).at(self.whole());
        self.directory.find(part).ok_or_else(missing)
    }

    /// The XML of a part that has to be there; `what` is what it is called.
    pub(super) fn xml(&mut self, part: &str, what: &'static str) -> Result<Xml<&mut R>> {
        let (entry, place) = (self.entry(part, what)?, self.place(part));
        let unpacked = Unpacked::open(&mut self.input, entry).map_err(|error| of_input(&error, place.clone()))?;
        Xml::open(unpacked, place)
    }

    /// As [`Archive::xml`], with the archive handed over.
    pub(super) fn into_xml(self, part: &str, what: &'static str) -> Result<Xml<R>> {
        let (entry, place) = (self.entry(part, what)?, self.place(part));
        let unpacked = Unpacked::open(self.input, entry).map_err(|error| of_input(&error, place.clone()))?;
        Xml::open(unpacked, place)
    }

    /// What a part says of others, those within the archive; nothing where it says nothing.
    pub(super) fn relations(&mut self, part: &str) -> Result<Vec<Relation>> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let beside =
            if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
        let mut relations = Vec::new();
        if !self.has(&beside) {
            return Ok(relations);
        }
        self.xml(&beside, "relations")?.each(|_, path, tag| {
            let inner = path.len() == 2 && &*tag.name == "Relationship";
            if let (true, Some(id), Some(kind), Some(target)) =
                (inner, tag.get("Id"), tag.get("Type"), tag.get("Target"))
                && tag.get("TargetMode") != Some("External")
            {
                // Strict workbooks have another beginning of the same name.
                let kind = kind.rsplit('/').next().unwrap_or(kind);
                relations.push(Relation { id: Box::from(id), kind: Box::from(kind), target: resolved(folder, target) });
            }
            Ok(())
        })?;
        Ok(relations)
    }
}

/// The name of a part that is given from a folder.
fn resolved(folder: &str, target: &str) -> String {
    let mut names: Vec<&str> = Vec::new();
    let from = if target.starts_with('/') { "" } else { folder };
    for name in from.split('/').chain(target.split('/')) {
        match name {
            "" | "." => {}
            ".." => drop(names.pop()),
            other => names.push(other),
        }
    }
    names.join("/")
}
