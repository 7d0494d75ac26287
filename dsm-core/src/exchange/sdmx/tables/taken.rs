use super::{
    columns::Columns,
    gather::Gathered,
    key::{Key, NEW},
};
use crate::{
    error::{Error, Finding, FindingSink, Place, Result, Safe, codes::exc},
    exchange::sdmx::data::{Batch, Layout, deletes_observations},
    table::Coded,
};
use std::collections::HashMap;

/// What a message takes out again of what came before in it: actions are done in the order in which they stand.
#[derive(Debug, Default)]
pub(super) struct Taken {
    all: Vec<One>,
    /// By the axes of the key: its values, and which deletions are of it, the first one first.
    shapes: Vec<(Vec<usize>, Keyed)>,
}

/// Of each key which deletions are of it.
type Keyed = HashMap<Box<[u32]>, Vec<usize>>;

/// A deletion.
#[derive(Debug)]
struct One {
    /// How many rows came before it.
    before: usize,
    line: u64,
    key: Safe,
    hit: bool,
    /// Whether it is said where nothing came before: not of a row that replaces another.
    told: bool,
}

/// A table is taken apart along so many combinations of axes at most.
const MOST_SHAPES: usize = 256;

impl Taken {
    /// Takes a deletion: for each axis the place of its code, none where every code is meant.
    ///
    /// # Errors
    /// `EXC-218` for deletions along too many combinations of axes.
    pub(super) fn put(&mut self, key: &[Option<u32>], deletion: (usize, u64, Safe), told: bool) -> Result<()> {
        let own: Vec<usize> =
            key.iter().enumerate().filter(|(_, place)| place.is_some()).map(|(axis, _)| axis).collect();
        let places: Box<[u32]> = key.iter().filter_map(|place| *place).collect();
        let at = match self.shapes.iter().position(|(axes, _)| *axes == own) {
            Some(at) => at,
            None if self.shapes.len() >= MOST_SHAPES => {
                let error = Error::new(exc::MESSAGE_LIMIT).with("what", Safe::word("shapes-of-deletions"));
                return Err(error.with("limit", MOST_SHAPES));
            }
            None => {
                self.shapes.push((own, Keyed::new()));
                self.shapes.len() - 1
            }
        };
        if let Some((_, known)) = self.shapes.get_mut(at) {
            known.entry(places).or_default().push(self.all.len());
        }
        let (before, line, key) = deletion;
        self.all.push(One { before, line, key, hit: false, told });
        Ok(())
    }

    /// Which rows stay; nothing where all do.
    pub(super) fn stay(&mut self, rows: usize, keys: &[&Coded]) -> Option<Vec<bool>> {
        if self.all.is_empty() {
            return None;
        }
        let (mut stay, mut key, mut gone) = (vec![true; rows], Vec::new(), false);
        for (row, stays) in stay.iter_mut().enumerate() {
            let mut first = None;
            for (axes, known) in &self.shapes {
                key.clear();
                key.extend(axes.iter().filter_map(|axis| keys.get(*axis)).map(|column| column.keys.at(row)));
                let Some(deletions) = known.get(key.as_slice()) else { continue };
                let later = deletions.partition_point(|at| self.all.get(*at).is_some_and(|one| one.before <= row));
                first = first.into_iter().chain(deletions.get(later).copied()).min();
            }
            if let Some(one) = first.and_then(|at| self.all.get_mut(at)) {
                (one.hit, *stays, gone) = (true, false, true);
            }
        }
        gone.then_some(stay)
    }

    /// Says which deletions are of nothing that came before.
    pub(super) fn tell(&self, file: &str, findings: &mut dyn FindingSink) {
        for one in self.all.iter().filter(|one| one.told && !one.hit) {
            elsewhere(one.key.clone(), one.line, file, findings);
        }
    }
}

impl Gathered {
    /// Takes the deletions of a batch.
    pub(super) fn delete(
        &mut self,
        batch: &Batch,
        layout: &Layout,
        columns: &Columns,
        file: &str,
        findings: &mut dyn FindingSink,
    ) -> Result<()> {
        for row in 0..batch.len() {
            if !takes_cells(batch, row, layout, file, findings) {
                continue;
            }
            // A code that did not come yet is of no row.
            let place = |(key, axis): (&Key, &usize)| {
                batch.value(row, *axis).map(|text| key.places.get(text).copied().unwrap_or(NEW))
            };
            let own: Vec<Option<u32>> = self.keys.iter().zip(&columns.axes).map(place).collect();
            let line = batch.line(row);
            let taken = self.taken.put(&own, (self.figures.len(), line, key(batch, row, layout)), true);
            taken.map_err(|error| error.at(Place::line(file, line, 0)))?;
        }
        Ok(())
    }

    /// Takes out what deletions are of, and says which are of nothing that came before.
    pub(super) fn take_out(&mut self, columns: &Columns, file: &str, findings: &mut dyn FindingSink) {
        let rows = self.figures.len();
        let keys: Vec<&Coded> = self.keys.iter().map(|key| &key.column).collect();
        let stay = self.taken.stay(rows, &keys);
        self.taken.tell(file, findings);
        self.whole = self.said.iter().map(|runs| runs.whole(rows, stay.as_deref())).collect();
        self.say_anew(columns, rows);
        let Some(stay) = stay else { return };
        for key in &mut self.keys {
            let all = std::mem::take(&mut key.column);
            let staying = stay.iter().enumerate().filter(|(_, stays)| **stays);
            staying.for_each(|(row, _)| key.column.keys.push(all.keys.at(row)));
            key.column.dictionary = all.dictionary;
        }
        self.lines = self.lines.staying(&stay);
        self.figures.keep(&stay);
    }
}

/// Says that a deletion is of nothing that came before.
fn elsewhere(key: Safe, line: u64, file: &str, findings: &mut dyn FindingSink) {
    let finding = Finding::new(exc::DELETION_OF_ELSEWHERE).with("key", key);
    let _ = findings.put(finding.at(Place::line(file, line, 0)));
}

/// Whether a row of a deletion takes cells out; says where it is of attributes alone, which stay as they were.
pub(super) fn takes_cells(
    batch: &Batch,
    row: usize,
    layout: &Layout,
    file: &str,
    findings: &mut dyn FindingSink,
) -> bool {
    let has = |at: usize| batch.value(row, at).is_some();
    if deletes_observations(layout, &has) {
        return true;
    }
    let named = layout.parts().iter().enumerate().skip(layout.dimensions()).filter(|(at, _)| has(*at));
    let components = Safe::terms(named.map(|(_, part)| &*part.id));
    let finding =
        Finding::new(exc::DELETION_OF_ATTRIBUTES).with("components", components).with("key", key(batch, row, layout));
    let _ = findings.put(finding.at(Place::line(file, batch.line(row), 0)));
    false
}

/// Says of every deletion of a batch that nothing came before.
pub(super) fn nothing_before(batch: &Batch, layout: &Layout, file: &str, findings: &mut dyn FindingSink) {
    for row in 0..batch.len() {
        if takes_cells(batch, row, layout, file, findings) {
            elsewhere(key(batch, row, layout), batch.line(row), file, findings);
        }
    }
}

/// The key of a row as far as it has one.
pub(super) fn key(batch: &Batch, row: usize, layout: &Layout) -> Safe {
    Safe::terms((0..layout.dimensions()).filter_map(|at| batch.value(row, at)))
}
