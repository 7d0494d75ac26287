//! The rows of a result become what was counted.

use super::{
    super::{
        counted::{Counted, Finished},
        frame::Frame,
        plan::{Job, Plan, Program},
        quality::Quality,
        tally::Figures,
    },
    Field,
};
use crate::error::{Error, Result, Safe, codes::cnt};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// The code of a total.
const TOTAL: &str = "_T";
/// The columns of counts.
const COUNTS: usize = 5;

/// The counts of cells: by codes, time, and whether it is the total over time.
type Cells = BTreeMap<(Vec<Arc<str>>, u32, bool), [u64; COUNTS]>;

/// The rows of a result while they are read.
pub(super) struct Reading<'a> {
    plan: &'a Arc<Plan>,
    program: &'a Program,
    /// The cells of each program.
    cells: Vec<Cells>,
    two_codes: Vec<u64>,
    times: BTreeMap<Arc<str>, u32>,
    /// How many rows were read, and how many each says that there are.
    rows: u64,
    said: Option<u64>,
    /// How many records are used, where the row that says it was read.
    used: Option<u64>,
}

fn unreadable(why: &'static str) -> Error {
    Error::new(cnt::RESULT_UNREADABLE).with("why", Safe::word(why))
}

impl<'a> Reading<'a> {
    pub(super) fn new(plan: &'a Arc<Plan>, program: &'a Program) -> Self {
        let times = program.times.labels.iter().zip(0_u32..).map(|(label, at)| (label.clone(), at)).collect();
        let cells = plan.programs.iter().map(|_| Cells::new()).collect();
        Self { plan, program, cells, two_codes: vec![0; program.by.len()], times, rows: 0, said: None, used: None }
    }

    /// Reads a row.
    pub(super) fn row(&mut self, row: &[Field<'_>]) -> Result<()> {
        let dimensions = self.program.by.len();
        let columns = || unreadable("number-of-columns");
        let (Some((kind, rest)), true) = (row.split_first(), row.len() == 2 * dimensions + 4 + COUNTS) else {
            return Err(columns());
        };
        let (keys, rest) = rest.split_at_checked(2 * dimensions).ok_or_else(columns)?;
        let [time, whole, counts @ .., rows] = rest else { return Err(columns()) };
        let rows = rows.number()?;
        if *self.said.get_or_insert(rows) != rows {
            return Err(unreadable("rows-not-all"));
        }
        self.rows += 1;
        let counts: Vec<u64> = counts.iter().map(Field::number).collect::<Result<_>>()?;
        let counts: [u64; COUNTS] = counts.try_into().map_err(|_| columns())?;
        if kind.text() == Some("records") {
            self.used = counts.first().copied();
            return Ok(());
        }
        if kind.text() == Some("two-codes") {
            for (pair, own) in keys.chunks_exact(2).zip(&mut self.two_codes) {
                let [_, flag] = pair else { continue };
                *own += if flag.number()? == 0 { counts.get(2).copied().unwrap_or(0) } else { 0 };
            }
            return Ok(());
        }
        let own = self.plan.programs.iter().position(|program| kind.text() == Some(super::kind(self.plan, program)));
        let Some(cells) = own.and_then(|at| self.cells.get_mut(at)) else { return Err(unreadable("kind-of-row")) };
        if counts.iter().all(|count| *count == 0) {
            return Ok(());
        }
        let code = |pair: &[Field<'_>]| match pair {
            [code, flag] if flag.number()? == 0 => code.text().map(Arc::from).ok_or_else(|| unreadable("missing-code")),
            _ => Ok(Arc::from(TOTAL)),
        };
        let codes: Vec<Arc<str>> = keys.chunks_exact(2).map(code).collect::<Result<_>>()?;
        let whole = whole.number()? != 0;
        let time = match whole {
            false => time.text().and_then(|label| self.times.get(label)).copied(),
            true => self.program.times.total,
        };
        let time = time.ok_or_else(|| unreadable("unknown-time"))?;
        match cells.insert((codes, time, whole), counts) {
            Some(_) => Err(unreadable("row-twice")),
            None => Ok(()),
        }
    }

    /// What was counted.
    pub(super) fn finish(self) -> Result<Counted> {
        // Half of a result would be figures of half of the records.
        let (Some(used), true) = (self.used, self.said == Some(self.rows)) else {
            return Err(unreadable("rows-not-all"));
        };
        let chosen = !self.plan.filters.is_empty() || self.program.flag.is_some();
        let nothing = (used == 0 && !chosen).then_some((cnt::NOTHING_USED, 1));
        let quality = Quality { used, findings: nothing.into_iter().collect(), ..Quality::default() };
        let finished = self.plan.programs.iter().zip(&self.cells);
        let finished = finished.map(|(program, cells)| self.finished(program, cells)).collect::<Result<_>>()?;
        Ok(Counted::new(self.plan.clone(), finished, quality, 0))
    }

    /// The codes of each dimension: those that are there, and those of what is missing and of totals.
    fn codes(&self, program: &Program, cells: &Cells) -> Vec<Vec<Arc<str>>> {
        let of = |place: &usize| {
            let axis = self.plan.dimensions.get(*place).into_iter();
            axis.flat_map(|axis| [axis.of.missing.code(), axis.of.unknown.code()]).flatten().cloned().collect()
        };
        let mut codes: Vec<BTreeSet<Arc<str>>> = program.by.iter().map(of).collect();
        for (at, codes) in codes.iter_mut().enumerate() {
            let total = program.sets.iter().any(|set| set & (1 << at) == 0);
            codes.extend(total.then(|| Arc::from(TOTAL)));
        }
        for (key, _, _) in cells.keys() {
            codes.iter_mut().zip(key).for_each(|(codes, code)| {
                codes.insert(code.clone());
            });
        }
        let times = program.times.labels.clone();
        codes.into_iter().map(|codes| codes.into_iter().collect()).chain([times]).collect()
    }

    fn finished(&self, program: &Program, cells: &Cells) -> Result<Finished> {
        let codes = self.codes(program, cells);
        if codes.iter().try_fold(1_u64, |cells, codes| cells.checked_mul(codes.len() as u64)).is_none() {
            return Err(Error::new(cnt::TOO_MANY).with("what", Safe::word("cells")).with("limit", u64::MAX));
        }
        let frame = Frame::new(codes, vec![false; program.by.len() + 1]);
        let small = |count: u64| u32::try_from(count).map_err(|_| unreadable("unreadable-count"));
        let mut numbered = Vec::with_capacity(cells.len());
        for ((key, time, whole), counts) in cells {
            // A window that is a period has one time for both, and its cells stand once.
            if *whole && cells.contains_key(&(key.clone(), *time, false)) {
                continue;
            }
            let [cases, cases_high, persons, persons_high, unnumbered] = *counts;
            let digit = |(code, codes): (&Arc<str>, &Vec<Arc<str>>)| {
                codes.binary_search(code).ok().and_then(|digit| u32::try_from(digit).ok()).unwrap_or(0)
            };
            let cell = frame.cell(key.iter().zip(&frame.codes).map(digit).chain([*time]));
            let figures = Figures {
                persons: [small(persons)?, small(persons_high.saturating_sub(unnumbered))?],
                events: [small(cases)?, small(cases_high.saturating_sub(cases))?],
                loose: small(unnumbered)?,
                ..Figures::default()
            };
            numbered.push((cell, figures));
        }
        numbered.sort_unstable_by_key(|(cell, _)| *cell);
        Ok(Finished {
            nobody: vec![0; program.times.len() + 1],
            frame,
            cells: numbered,
            two_codes: if program.of_persons { self.two_codes.clone() } else { vec![0; program.by.len()] },
            lengths: BTreeMap::new(),
            crossings: Vec::new(),
            undecided: matches!(program.job, Job::Cohort { .. }),
        })
    }
}

impl Field<'_> {
    fn text(&self) -> Option<&str> {
        match self {
            Field::Text(text) if !text.is_empty() => Some(text),
            _ => None,
        }
    }

    fn number(&self) -> Result<u64> {
        let number = match self {
            Field::Number(number) => u64::try_from(*number).ok(),
            Field::Text(text) => text.parse().ok(),
            Field::Missing => None,
        };
        number.ok_or_else(|| unreadable("unreadable-count"))
    }
}
