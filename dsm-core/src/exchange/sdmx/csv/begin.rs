use super::{
    columns::{Version, split, whole},
    reader::{CsvReader, Current, Known},
};
use crate::{
    error::{Finding, FindingSink, Place, Safe, codes::exc},
    exchange::sdmx::{
        Action, Structure,
        data::{Batch, DataSet, Keys, Layout},
        structures::{Class, Identity},
    },
    source::{Input, Rows},
};
use std::sync::Arc;

impl<R: Input> CsvReader<R> {
    /// Takes over what the row says of its structure and action.
    pub(super) fn begin(&mut self, said: [String; 3], line: u64, findings: &mut dyn FindingSink) {
        let [kind, id, action] = &said;
        let file = self.file.clone();
        let place = |column: usize| Place::line(file.clone(), line, u32::try_from(column + 1).unwrap_or(u32::MAX));
        let class = match (self.columns.version, kind.to_ascii_lowercase().as_str()) {
            (Version::V10, _) | (_, "dataflow") => Class::Dataflow,
            (_, "datastructure") => Class::DataStructure,
            (_, "dataprovision" | "provisionagreement") => Class::ProvisionAgreement,
            _ => {
                let finding = Finding::new(exc::STRUCTURE_KIND_UNKNOWN).at(place(self.columns.structure));
                let _ = findings.put(finding.evidence_of(kind));
                Class::Dataflow
            }
        };
        let identity = Identity::parse(split(id).0);
        let structure = identity.ok().and_then(|identity| Structure::new(class, identity).ok());
        let action = match (self.columns.action, action.as_str()) {
            (None, _) | (_, "") => Action::Information,
            (Some(column), letter) => {
                let named = Action::named(letter);
                named.filter(|action| action.letter() == letter).unwrap_or_else(|| {
                    let _ = findings.put(Finding::new(exc::ACTION_UNKNOWN).at(place(column)).evidence_of(letter));
                    named.unwrap_or(Action::Append)
                })
            }
        };
        if structure.is_none() {
            let finding = Finding::new(exc::STRUCTURE_NOT_NAMED).at(place(self.columns.id)).evidence_of(id);
            let _ = findings.put(finding);
        }
        let known = self.known(structure.clone(), id, place(self.columns.id), findings);
        let Some(layout) = self.known.get(known).map(|known| known.layout.clone()) else { return };
        let data_set = DataSet { layout, structure, action, number: self.sets, in_series: false };
        self.sets = self.sets.saturating_add(1);
        self.current = Some(Current { said, known, data_set });
    }

    /// A data set begins with the row that was read. True where the rows before it are to be handed on first.
    pub(super) fn begins(&mut self, alone: bool, line: u64, batch: &Batch) -> bool {
        self.draft.keep(batch);
        self.begun = Some(line).filter(|_| !alone);
        if alone {
            self.renumber();
        }
        !alone
    }

    /// Begins a data set with the row that was kept, if one was.
    pub(super) fn begin_with_kept(&mut self, batch: &mut Batch) {
        let Some(line) = self.begun.take() else { return };
        self.renumber();
        let Some(current) = &self.current else { return };
        batch.start(&current.data_set.layout);
        self.draft.put_back(batch);
        self.draft.row(batch, line);
    }

    fn renumber(&mut self) {
        if let Some(current) = &mut self.current {
            current.data_set.number = self.sets;
            self.sets = self.sets.saturating_add(1);
        }
    }

    fn known(
        &mut self,
        structure: Option<Structure>,
        said: &str,
        place: Place,
        findings: &mut dyn FindingSink,
    ) -> usize {
        let unnamed = if structure.is_none() { said } else { "" };
        if let Some(found) = self.known.iter().position(|known| known.structure == structure && known.said == unnamed) {
            return found;
        }
        let found = structure.as_ref().and_then(|structure| self.structures.structure_of(structure));
        if let Some(other) = structure.as_ref().and_then(|named| self.structures.other_version(named)) {
            let _ = findings.put(other.at(place));
        }
        let layout = match (&structure, found) {
            (named, Some(found)) => Layout::of_data(found, named.as_ref(), &self.structures),
            (named, None) => {
                if let Some(named) = named {
                    let id = Safe::term(named.identity().id());
                    let finding = Finding::new(exc::STRUCTURE_NOT_THERE).with("structure", id);
                    let _ = findings.put(finding.at(whole(&self.file)));
                }
                let unnamed = || Identity::parse("DSM:UNNAMED(1.0)");
                match named.as_ref().map_or_else(unnamed, |named| Ok(named.identity().clone())) {
                    Ok(identity) => self.columns.inferred(identity),
                    Err(_) => return usize::MAX,
                }
            }
        };
        layout.told_patterns(&whole(&self.file), findings);
        let places = self.columns.places(self.rows.header(), &layout, findings);
        let (layout, said) = (Arc::new(layout), unnamed.to_owned());
        self.known.push(Known {
            structure,
            said,
            layout,
            places,
            keys: Keys::of_rows(),
            last: None,
            above: Vec::new(),
        });
        self.known.len() - 1
    }
}
