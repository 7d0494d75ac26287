use super::{
    columns::{Columns, Version, code_of, split, whole},
    values::{several, with_point},
};
use crate::{
    error::{Error, Finding, FindingSink, Result, Safe, codes::exc, codes::src},
    exchange::sdmx::{
        Action, Header, Structure,
        data::{Batch, DataSet, Draft, Intake, Layout, Observations, Part, Seen, Spot, Within},
        structures::{Class, Identity, Structures},
    },
    source::{Grid, Input, Reader, Row, Rows, Separator, open as open_rows},
};
use std::{
    fmt,
    io::{Read, SeekFrom},
    sync::Arc,
};

/// Reads SDMX-CSV 1.0 and 2.0, an observation a line.
pub struct CsvReader<R = Box<dyn Input>> {
    rows: Reader<R>,
    columns: Columns,
    structures: Structures,
    header: Header,
    file: Arc<str>,
    grid: Grid,
    at: usize,
    /// The structures that came so far, each with its layout and where its components stand.
    known: Vec<Known>,
    current: Option<Current>,
    sets: u32,
    draft: Draft,
    commas: bool,
    told: bool,
}

struct Known {
    structure: Option<Structure>,
    /// What a row says of it, where that is no structure.
    said: String,
    layout: Arc<Layout>,
    places: Vec<(usize, usize, bool)>,
    seen: Seen,
}

struct Current {
    /// What the row says of its structure and action, as written.
    said: [String; 3],
    known: usize,
    data_set: DataSet,
}

/// Opens SDMX-CSV; `file` is the name that places are given with, `structures` what it is checked against.
///
/// The separator is found out, and so are labels beside ids (`SEX: Sex`) and fields of several values.
///
/// # Errors
/// `EXC-215` where the first column is neither `DATAFLOW` nor `STRUCTURE`; what [`crate::source::open`] reports.
///
/// # Sources
/// SDMX-CSV 1.0 and 2.0 field guides.
pub fn open<R: Input>(input: R, file: &str, structures: &Structures) -> Result<CsvReader<R>> {
    let mut input = input;
    let separator = separator(&mut input, file)?;
    let unstated = crate::source::Layout::default();
    let layout = separator.map_or(unstated.clone(), |separator| unstated.separator(separator));
    let rows = open_rows(input, file, &layout)?;
    let columns = Columns::of(rows.header())?;
    let commas = separator == Some(Separator::Semicolon);
    Ok(CsvReader {
        rows,
        columns,
        structures: structures.clone(),
        header: Header::default(),
        file: Arc::from(file),
        grid: Grid::new(),
        at: 0,
        known: Vec::new(),
        current: None,
        sets: 0,
        draft: Draft::default(),
        commas,
        told: false,
    })
}

/// The sign after the first name, which is the same in every file of a version.
pub(in crate::exchange::sdmx) fn separator(input: &mut impl Input, file: &str) -> Result<Option<Separator>> {
    let failed = |error: std::io::Error| Error::new(src::READ_FAILED).at(whole(&Arc::from(file))).caused_by(error);
    let mut head = Vec::new();
    input.by_ref().take(128).read_to_end(&mut head).map_err(failed)?;
    input.seek(SeekFrom::Start(0)).map_err(failed)?;
    let text: String = head.iter().filter(|byte| (1..128).contains(*byte)).map(|byte| char::from(*byte)).collect();
    let first = text.trim_start_matches('"');
    let rest = ["DATAFLOW", "STRUCTURE", "MDSTRUCTURE"].iter().find_map(|name| first.strip_prefix(name));
    let rest = rest.map(|rest| rest.strip_prefix('[').map_or(rest, |rest| rest.get(2..).unwrap_or_default()));
    let sign = rest.and_then(|rest| rest.trim_start_matches('"').bytes().next());
    Ok(Separator::ALL.into_iter().find(|separator| Some(separator.byte()) == sign))
}

impl<R: Input> CsvReader<R> {
    /// Takes over what the row says of its structure and action.
    fn begin(&mut self, said: [String; 3], line: u64, findings: &mut dyn FindingSink) {
        let [kind, id, action] = &said;
        let place = |column: usize| {
            crate::error::Place::line(self.file.clone(), line, u32::try_from(column + 1).unwrap_or(u32::MAX))
        };
        let class = match (self.columns.version, kind.as_str()) {
            (Version::V10, _) => Class::Dataflow,
            (_, "datastructure") => Class::DataStructure,
            (_, "dataprovision" | "provisionagreement") => Class::ProvisionAgreement,
            _ => Class::Dataflow,
        };
        let identity = Identity::parse(split(id).0);
        let structure = identity.ok().and_then(|identity| Structure::new(class, identity).ok());
        let action = match (self.columns.action, action.as_str()) {
            (None, _) | (_, "") => Action::Information,
            (Some(column), letter) => Action::named(letter).unwrap_or_else(|| {
                let _ = findings.put(Finding::new(exc::ACTION_UNKNOWN).at(place(column)).evidence_of(letter));
                Action::Append
            }),
        };
        if structure.is_none() {
            let finding = Finding::new(exc::STRUCTURE_NOT_NAMED).at(place(self.columns.id)).evidence_of(id);
            let _ = findings.put(finding);
        }
        let known = self.known(structure.clone(), id, findings);
        let Some(layout) = self.known.get(known).map(|known| known.layout.clone()) else { return };
        let data_set = DataSet { layout, structure, action, number: self.sets, in_series: false };
        self.sets = self.sets.saturating_add(1);
        self.current = Some(Current { said, known, data_set });
    }

    fn known(&mut self, structure: Option<Structure>, said: &str, findings: &mut dyn FindingSink) -> usize {
        let unnamed = if structure.is_none() { said } else { "" };
        if let Some(found) = self.known.iter().position(|known| known.structure == structure && known.said == unnamed) {
            return found;
        }
        let found = structure.as_ref().and_then(|structure| self.structures.structure_of(structure));
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
        self.known.push(Known { structure, said, layout, places, seen: Seen::default() });
        self.known.len() - 1
    }

    fn said_of<'r>(&self, row: &Row<'r>) -> [&'r str; 3] {
        let action = self.columns.action.map_or("", |column| row.text(column));
        [row.text(self.columns.structure), row.text(self.columns.id), action]
    }
}

/// How the fields of a row are to be taken.
#[derive(Clone, Copy)]
struct Way {
    separator: Option<char>,
    labeled: bool,
    commas: bool,
}

fn take(intake: &mut Intake<'_>, row: &Row<'_>, places: &[(usize, usize, bool)], way: Way) {
    // What stood in the row before belongs to no key of this one.
    places.iter().for_each(|(_, component, _)| intake.unset(*component));
    for (column, component, many) in places {
        let text = row.text(*column);
        if text.is_empty() {
            continue;
        }
        let within = Within::Column(u32::try_from(*column + 1).unwrap_or(u32::MAX));
        let spot = Spot { line: row.line(), within };
        match way.separator {
            Some(separator) if *many => intake.set_many(*component, &several(text, separator), spot),
            _ => {
                let part = intake.data_set.layout.parts().get(*component);
                let pointed = if way.commas && part.is_some_and(Part::is_measure) { with_point(text) } else { None };
                let text = if way.labeled { code_of(text, part) } else { text };
                intake.set(*component, pointed.as_deref().unwrap_or(text), spot);
            }
        }
    }
    intake.observe(Spot { line: row.line(), within: Within::Column(0) });
}

impl<R: Input> Observations for CsvReader<R> {
    fn header(&self) -> &Header {
        &self.header
    }

    fn file(&self) -> Option<Arc<str>> {
        Some(self.file.clone())
    }

    fn next<'a>(&'a mut self, batch: &mut Batch, findings: &mut dyn FindingSink) -> Result<Option<&'a DataSet>> {
        batch.clear();
        if !std::mem::replace(&mut self.told, true) {
            for finding in self.rows.noticed().to_vec() {
                let _ = findings.put(finding);
            }
        }
        loop {
            if self.at >= self.grid.len() {
                let mut grid = std::mem::take(&mut self.grid);
                let more = self.rows.next(&mut grid);
                (self.grid, self.at) = (grid, 0);
                if !more? {
                    break;
                }
            }
            let grid = std::mem::take(&mut self.grid);
            let stopped = self.read_on(&grid, batch, findings);
            self.grid = grid;
            if stopped {
                break;
            }
        }
        if batch.is_empty() {
            self.known.iter_mut().for_each(|known| known.seen = Seen::default());
            return Ok(None);
        }
        Ok(self.current.as_ref().map(|current| &current.data_set))
    }
}

impl<R: Input> CsvReader<R> {
    /// Reads rows of one data set; true where the batch is full or the next row is of another.
    fn read_on(&mut self, grid: &Grid, batch: &mut Batch, findings: &mut dyn FindingSink) -> bool {
        let way = Way { separator: self.columns.separator, labeled: self.columns.labeled, commas: self.commas };
        for row in grid.rows().skip(self.at) {
            if let Err(error) = row.complete(self.rows.header()) {
                let _ = findings.put(Finding::from(&error));
                self.at += 1;
                continue;
            }
            let said = self.said_of(&row);
            let same = self.current.as_ref().is_some_and(|current| current.said.iter().eq(said));
            if !same {
                if !batch.is_empty() {
                    return true;
                }
                self.begin(said.map(str::to_owned), row.line(), findings);
            }
            let Some(current) = &self.current else { return true };
            let Some(known) = self.known.get_mut(current.known) else { return true };
            if batch.is_empty() {
                batch.start(&known.layout);
                self.draft.start(&known.layout);
            }
            let data_set = &current.data_set;
            let (draft, seen, file) = (&mut self.draft, &mut known.seen, &self.file);
            let mut intake = Intake { batch, draft, seen, data_set, file, findings };
            take(&mut intake, &row, &known.places, way);
            self.at += 1;
            if batch.is_full() {
                return true;
            }
        }
        false
    }
}

impl<R> fmt::Debug for CsvReader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CsvReader({})", self.file)
    }
}
