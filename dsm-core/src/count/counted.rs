use super::{
    Between, Quality, Unit,
    frame::Frame,
    medians,
    person::Worker,
    plan::{Job, Output, Plan, Program},
    table,
    tally::Figures,
};
use crate::{
    error::{Error, Finding, Result, Safe, codes::cnt},
    table::{Absent, Table},
};
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::Arc,
};

/// What was counted: tables with the persons behind their cells, and what the records were like.
///
/// # Units
/// A table is named `<count>.<unit>`, such as `entries.persons`; of residence `<count>.<rule>.<unit>`; of a balance
/// `<count>.pending.cases`, `<count>.opened.cases`, `<count>.closed.cases`; of processing times `<count>.median`, and
/// `<count>.cases` for the cases behind each median.
///
/// # Disclosure
/// It is the holder's: figures of any size, and the number of persons behind each. Nothing in it is of an individual record.
#[derive(Clone)]
pub struct Counted {
    plan: Arc<Plan>,
    pub(super) finished: Vec<Finished>,
    pub(super) quality: Quality,
    spilled: usize,
}

/// What a program has counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Finished {
    pub(super) frame: Frame,
    pub(super) cells: Vec<(u64, Figures)>,
    pub(super) two_codes: Vec<u64>,
    /// Days from start to end, by full combination: ended and pending.
    pub(super) lengths: BTreeMap<(u64, u32), [u32; 2]>,
    pub(super) crossings: Vec<Between>,
    /// Crossings of nobody who is known, each at the first time of which it may change who is in.
    pub(super) nobody: Vec<u64>,
    /// Whether some of it is not decided yet.
    pub(super) undecided: bool,
}

impl Finished {
    pub(super) fn new(program: &Program, worker: Worker) -> Self {
        let (cells, undecided) = (worker.tally.cells(program, &worker.shape), worker.tally.is_undecided());
        Self {
            nobody: worker.tally.nobody,
            undecided,
            frame: Frame::of(&worker.shape),
            cells,
            two_codes: worker.tally.two_codes,
            lengths: worker.tally.lengths,
            crossings: worker.tally.crossings,
        }
    }

    /// How many crossings of nobody who is known may have changed who is in, or who migrates, at a time.
    pub(super) fn strangers(&self, program: &Program, time: u32) -> u32 {
        if !program.job.of_crossings() {
            return 0;
        }
        let all = program.times.total == Some(time);
        let until = if all { self.nobody.len() } else { (time as usize).saturating_add(1) };
        let sum = self.nobody.iter().take(until).fold(0_u64, |sum, count| sum.saturating_add(*count));
        u32::try_from(sum).unwrap_or(u32::MAX)
    }

    /// By how much they may have changed a cell: each is of one person, who is in it once, or with each migration of its own
    /// (clauses 4.4, 6.7). Nothing bounds the migrations of one person by some rules.
    pub(super) fn strange(&self, program: &Program, time: u32, distinct: bool) -> u32 {
        let strangers = self.strangers(program, time);
        let Job::Residence { days, back, .. } = program.job else { return strangers };
        let most = if distinct { 1 } else { super::residence::most(days, back, program.times.covered(time)) };
        strangers.saturating_mul(most)
    }

    /// The cells with bounds: of persons and of events, each from what is decided to what may be.
    pub(super) fn bounded(&self) -> Cow<'_, [(u64, Figures)]> {
        if !self.undecided && self.cells.iter().all(|(_, figures)| figures.loose == 0) {
            return Cow::Borrowed(&self.cells);
        }
        let frame = &self.frame;
        let is_open = |cell: u64| (0..frame.axes()).any(|axis| frame.is_open(axis, frame.digit(cell, axis)));
        let (later, mut cells): (Vec<_>, Vec<_>) = self.cells.iter().copied().partition(|(cell, _)| is_open(*cell));
        let later: BTreeMap<u64, Figures> = later.into_iter().collect();
        self.add_possible(&later, &mut cells);
        for (cell, figures) in &mut cells {
            let open = self.open_cell(*cell);
            let open = open.map(|open| later.get(&open).copied().unwrap_or_default());
            let [low, any] = figures.persons;
            // Parts come from elsewhere: what is beyond all counts is the most that there can be.
            let possible = match (self.undecided, open) {
                (false, _) => low,
                (true, None) => any.max(low),
                (true, Some(open)) => {
                    low.saturating_add(open.persons[1]).saturating_add(open.loose).saturating_sub(figures.both)
                }
            };
            figures.persons[1] = possible.saturating_add(figures.loose).max(low);
            // Who is of a record that has not ended is among those without a number, too.
            figures.loose = figures.loose.saturating_add(open.filter(|_| self.undecided).map_or(0, |open| open.loose));
            let later = open.map_or(0, |open| open.events[1]);
            figures.events[1] = figures.events[1].saturating_add(figures.events[0]).saturating_add(later);
        }
        Cow::Owned(cells)
    }

    /// Adds cells in which nothing is decided but something may be: with each code that what has ended has.
    fn add_possible(&self, later: &BTreeMap<u64, Figures>, cells: &mut Vec<(u64, Figures)>) {
        let frame = &self.frame;
        let held: BTreeSet<u64> = cells.iter().map(|(cell, _)| *cell).collect();
        let mut seen: Vec<BTreeSet<u32>> = vec![BTreeSet::new(); frame.axes()];
        for (cell, _) in cells.iter().filter(|(_, figures)| figures.events[0] > 0 || figures.persons[0] > 0) {
            seen.iter_mut().enumerate().for_each(|(axis, seen)| {
                seen.insert(frame.digit(*cell, axis));
            });
        }
        let total = |axis: usize, digit: u32| {
            frame.codes.get(axis).and_then(|codes| codes.get(digit as usize)).is_some_and(|code| **code == *"_T")
        };
        let mut more = BTreeSet::new();
        for cell in later.keys() {
            let mut all = vec![frame.digits(*cell)];
            for axis in 0..frame.axes() {
                let codes: Vec<u32> =
                    seen.get(axis).into_iter().flatten().copied().filter(|digit| !total(axis, *digit)).collect();
                all = all
                    .into_iter()
                    .flat_map(|digits| {
                        let open = digits.get(axis).is_some_and(|digit| frame.is_open(axis, *digit));
                        let own = digits.get(axis).copied().unwrap_or(0);
                        let codes = if open { codes.clone() } else { vec![own] };
                        codes.into_iter().map(move |code| {
                            let mut digits = digits.clone();
                            digits.get_mut(axis).into_iter().for_each(|digit| *digit = code);
                            digits
                        })
                    })
                    .collect();
            }
            more.extend(
                all.into_iter().map(|digits| frame.cell(digits.into_iter())).filter(|cell| !held.contains(cell)),
            );
        }
        cells.extend(more.into_iter().map(|cell| (cell, Figures::default())));
        cells.sort_unstable_by_key(|(cell, _)| *cell);
    }

    /// The cell of what may come to be in this one, where a code of it is known at the end only.
    fn open_cell(&self, cell: u64) -> Option<u64> {
        self.frame.open_cell(cell)
    }
}

/// What happened from one moment of a stock of crossings to the next (clause 5.5).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reconciliation {
    /// The moment that it begins with: the first day of the records, or a moment of the stock.
    pub from: Arc<str>,
    /// The moment that it ends with; none for what came after the last moment.
    pub until: Option<Arc<str>>,
    /// Persons in at the beginning.
    pub start: u64,
    /// What happened, and the persons in at the end.
    pub between: Between,
}

impl Counted {
    pub(super) fn new(plan: impl Into<Arc<Plan>>, finished: Vec<Finished>, quality: Quality, spilled: usize) -> Self {
        Self { plan: plan.into(), finished, quality, spilled }
    }

    pub(super) fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The names of the tables, in the order of the specification.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        self.plan.tables.iter().map(|output| output.name.as_str()).collect()
    }

    /// A table: its measure, concept and notes say what it counts. A key that is not there is zero.
    ///
    /// # Errors
    /// `CNT-061` where there is none of that name; `TAB-…` where what came out is no table.
    pub fn table(&self, name: &str) -> Result<Table> {
        let (output, program, finished) = self.find(name)?;
        let table = match program.job {
            Job::Processing { with_pending } => medians::medians(&self.plan, output, program, finished, with_pending),
            _ => table::table(&self.plan, output, program, finished, output.unit),
        };
        table.map(|table| self.lacking(table))
    }

    /// A table that says which records are not in it.
    fn lacking(&self, table: Table) -> Table {
        let rest = self.quality.of(cnt::CARRIER_NOT_WHOLE) > 0;
        let refused = (self.quality.refused_in_all() > 0).then(|| Finding::new(cnt::RECORDS_REFUSED));
        let rest_of = rest.then(|| Finding::new(cnt::CARRIER_NOT_WHOLE));
        let nothing = self.quality.of(cnt::NOTHING_USED) > 0;
        let nothing_of = nothing.then(|| Finding::new(cnt::NOTHING_USED));
        let unknown = (rest || nothing).then_some(Absent::Missing);
        table.noted(refused.into_iter().chain(rest_of).chain(nothing_of), unknown)
    }

    /// The number of distinct persons behind each cell of a table, for its owner: what protection needs. None where the records
    /// have no person numbers.
    ///
    /// # Errors
    /// As [`Counted::table`].
    pub fn persons_behind(&self, name: &str) -> Result<Option<Table>> {
        let (output, _, _) = self.find(name)?;
        let Some(behind) = output.behind else { return Ok(None) };
        let (Some(program), Some(finished)) = (self.plan.programs.get(behind), self.finished.get(behind)) else {
            return Ok(None);
        };
        let behind = table::table(&self.plan, output, program, finished, Unit::Persons)?;
        Ok(Some(self.lacking(behind)))
    }

    /// What the records were like.
    #[must_use]
    pub fn quality(&self) -> &Quality {
        &self.quality
    }

    /// What a stock of crossings rests on, from moment to moment; empty for other tables.
    ///
    /// # Errors
    /// `CNT-061` where there is no table of that name.
    pub fn reconciliation(&self, name: &str) -> Result<Vec<Reconciliation>> {
        let (_, program, finished) = self.find(name)?;
        if !matches!(program.job, Job::Crossings { .. }) {
            return Ok(Vec::new());
        }
        let first: Arc<str> = crate::time::Day::from_number(self.plan.from)
            .map_or_else(|_| Arc::from(""), |day| Arc::from(day.to_string()));
        let mut all: Vec<Reconciliation> = Vec::new();
        // A moment that the records begin with has nothing before it.
        let mut begun = None;
        for (at, between) in finished.crossings.iter().enumerate() {
            let until = program.times.labels.get(at).cloned();
            if at == 0 && until.as_ref() == Some(&first) {
                begun = Some(between.end);
                continue;
            }
            let between = *between;
            let (from, start) = match (all.last(), begun) {
                (Some(last), _) => (last.until.clone().unwrap_or_default(), last.between.end),
                (None, Some(start)) => (first.clone(), start),
                (None, None) => {
                    let before = between.end.saturating_add(between.effective_exits);
                    let start = before.saturating_sub(between.effective_entries);
                    (first.clone(), start)
                }
            };
            all.push(Reconciliation { from, until, start, between });
        }
        Ok(all)
    }

    /// The columns that were read: nothing else of a record was.
    #[must_use]
    pub fn columns_read(&self) -> Vec<&str> {
        self.plan.wanted.iter().map(|wanted| &*wanted.name).collect()
    }

    /// How many parts of the records were put aside on scratch space.
    #[must_use]
    pub fn spilled(&self) -> usize {
        self.spilled
    }

    /// The indicator that a table is of, where it is of one.
    ///
    /// # Errors
    /// `CNT-061` where there is no table of that name.
    pub fn indicator(&self, name: &str) -> Result<Option<&crate::catalogue::Indicator>> {
        Ok(self.find(name)?.0.indicator.as_ref())
    }

    pub(super) fn find(&self, name: &str) -> Result<(&Output, &Program, &Finished)> {
        let output = self.plan.tables.iter().find(|output| output.name == name);
        let found = output.and_then(|output| {
            Some((output, self.plan.programs.get(output.program)?, self.finished.get(output.program)?))
        });
        found.ok_or_else(|| Error::new(cnt::TABLE_UNKNOWN).with("names", Safe::terms(self.names())))
    }
}

impl fmt::Debug for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Counted({} tables)", self.plan.tables.len())
    }
}
