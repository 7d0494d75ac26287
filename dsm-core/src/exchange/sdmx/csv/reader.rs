use super::{
    columns::{Columns, code_of, whole},
    values::{several, with_point},
};
use crate::{
    error::{Error, Finding, FindingSink, Result, codes::src},
    exchange::sdmx::{
        Action, Header, Structure,
        data::{Above, Batch, DataSet, Draft, Intake, Keys, Layout, Observations, Part, Spot, Within},
        structures::Structures,
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
    pub(super) rows: Reader<R>,
    pub(super) columns: Columns,
    pub(super) structures: Structures,
    header: Header,
    pub(super) file: Arc<str>,
    grid: Grid,
    at: usize,
    /// The structures that came so far, each with its layout and where its components stand.
    pub(super) known: Vec<Known>,
    pub(super) current: Option<Current>,
    pub(super) sets: u32,
    pub(super) draft: Draft,
    /// The line of the row that the next data set begins with, where it was read.
    pub(super) begun: Option<u64>,
    commas: bool,
    told: bool,
}

pub(super) struct Known {
    pub(super) structure: Option<Structure>,
    /// What a row says of it, where that is no structure.
    pub(super) said: String,
    pub(super) layout: Arc<Layout>,
    pub(super) places: Vec<(usize, usize, bool)>,
    pub(super) keys: Keys,
    /// The action that its rows came with last.
    pub(super) last: Option<Action>,
    /// Of each action what is said of more than one row.
    pub(super) above: Vec<(Action, Above)>,
}

pub(super) struct Current {
    /// What the row says of its structure and action, as written.
    pub(super) said: [String; 3],
    pub(super) known: usize,
    pub(super) data_set: DataSet,
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
        begun: None,
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

fn take(
    intake: &mut Intake<'_>,
    row: &Row<'_>,
    (places, named): (&[(usize, usize, bool)], &[bool]),
    way: Way,
    mut above: Option<&mut Above>,
) -> bool {
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
                let (text, fine) = if way.labeled { code_of(text, part) } else { (text, true) };
                if !fine && named.get(*column) == Some(&true) {
                    intake.unlabeled(*component, text, spot);
                }
                intake.set(*component, pointed.as_deref().unwrap_or(text), spot);
            }
        }
    }
    let spot = Spot { line: row.line(), within: Within::Column(0) };
    if intake.data_set.action != Action::Replace {
        if let Some(above) = above {
            intake.above(above, true, spot);
        }
        return intake.observe(spot);
    }
    // What begins a data set may say otherwise what was said before.
    let begins = intake.observe(spot);
    if let Some(above) = &mut above {
        if begins {
            above.turn();
        }
        intake.above(above, true, spot);
    }
    begins
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
        self.begin_with_kept(batch);
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
            for known in &mut self.known {
                known.keys = Keys::of_rows();
                for (_, mut above) in std::mem::take(&mut known.above) {
                    above.tell(&known.layout, &self.file, findings);
                }
            }
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
            let data_set = &current.data_set;
            if batch.is_empty() {
                batch.start(&known.layout);
                self.draft.start(&known.layout);
                let fresh = known.above.iter().all(|(action, _)| *action != data_set.action);
                if fresh && data_set.action != Action::Delete {
                    known.above.push((data_set.action, Above::of(&known.layout)));
                }
            }
            let turns = known.last.replace(data_set.action) != Some(data_set.action);
            let alone = batch.is_empty();
            let (draft, keys, file) = (&mut self.draft, &mut known.keys, &self.file);
            let mut intake = Intake { batch, draft, keys, data_set, file, findings };
            let above = known.above.iter_mut().find(|(action, _)| *action == data_set.action);
            let mut above = above.map(|(_, above)| above);
            if let Some(above) = above.as_mut().filter(|_| turns && data_set.action != Action::Information) {
                above.turn();
            }
            let begins = take(&mut intake, &row, (&known.places, &self.columns.named), way, above);
            self.at += 1;
            if (begins && self.begins(alone, row.line(), batch)) || batch.is_full() {
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
