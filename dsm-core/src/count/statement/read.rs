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

/// The rows of a result while they are read.
pub(super) struct Reading<'a> {
    program: &'a Program,
    /// By codes, time, and whether it is the total over time.
    cells: BTreeMap<(Vec<Arc<str>>, u32, bool), [u64; COUNTS]>,
    two_codes: Vec<u64>,
    times: BTreeMap<Arc<str>, u32>,
}

fn unreadable(why: &'static str) -> Error {
    Error::new(cnt::RESULT_UNREADABLE).with("why", Safe::word(why))
}

impl<'a> Reading<'a> {
    pub(super) fn new(program: &'a Program) -> Self {
        let times = program.times.labels.iter().zip(0_u32..).map(|(label, at)| (label.clone(), at)).collect();
        Self { program, cells: BTreeMap::new(), two_codes: vec![0; program.by.len()], times }
    }

    /// Reads a row.
    pub(super) fn row(&mut self, row: &[Field<'_>]) -> Result<()> {
        let dimensions = self.program.by.len();
        let columns = || unreadable("number-of-columns");
        let (Some((kind, rest)), true) = (row.split_first(), row.len() == 2 * dimensions + 3 + COUNTS) else {
            return Err(columns());
        };
        let (keys, rest) = rest.split_at_checked(2 * dimensions).ok_or_else(columns)?;
        let [time, whole, counts @ ..] = rest else { return Err(columns()) };
        let counts: Vec<u64> = counts.iter().map(Field::number).collect::<Result<_>>()?;
        let counts: [u64; COUNTS] = counts.try_into().map_err(|_| columns())?;
        if kind.text() == Some("two-codes") {
            for (pair, own) in keys.chunks_exact(2).zip(&mut self.two_codes) {
                let [_, flag] = pair else { continue };
                *own += if flag.number()? == 0 { counts.get(2).copied().unwrap_or(0) } else { 0 };
            }
            return Ok(());
        }
        if kind.text() != Some("cell") {
            return Err(unreadable("kind-of-row"));
        }
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
        let own = self.cells.entry((codes, time, whole)).or_default();
        own.iter_mut().zip(counts).for_each(|(own, count)| *own = own.saturating_add(count));
        Ok(())
    }

    /// What was counted.
    pub(super) fn finish(self, plan: Arc<Plan>) -> Result<Counted> {
        let mut codes: Vec<BTreeSet<Arc<str>>> = self
            .program
            .by
            .iter()
            .map(|place| {
                let absent = plan.dimensions.get(*place).into_iter();
                absent.flat_map(|axis| [axis.of.missing.code(), axis.of.unknown.code()]).flatten().cloned().collect()
            })
            .collect();
        for (at, codes) in codes.iter_mut().enumerate() {
            let total = self.program.sets.iter().any(|set| set & (1 << at) == 0);
            codes.extend(total.then(|| Arc::from(TOTAL)));
        }
        for (key, _, _) in self.cells.keys() {
            codes.iter_mut().zip(key).for_each(|(codes, code)| {
                codes.insert(code.clone());
            });
        }
        let mut codes: Vec<Vec<Arc<str>>> = codes.into_iter().map(|codes| codes.into_iter().collect()).collect();
        codes.push(self.program.times.labels.clone());
        let cells = codes.iter().try_fold(1_u64, |cells, codes| cells.checked_mul(codes.len() as u64));
        if cells.is_none() {
            return Err(Error::new(cnt::TOO_MANY).with("what", Safe::word("cells")).with("limit", u64::MAX));
        }
        let frame = Frame::new(codes, vec![false; self.program.by.len() + 1]);
        let small = |count: u64| u32::try_from(count).map_err(|_| unreadable("figure"));
        let mut cells = Vec::with_capacity(self.cells.len());
        let own = &self.cells;
        // A window that is a period has one time for both, and its cells stand once.
        let once = own.iter().filter(|((key, time, whole), _)| !whole || !own.contains_key(&(key.clone(), *time, false)));
        for ((key, time, _), [cases, cases_high, persons, persons_high, unnumbered]) in once {
            let digit = |(code, codes): (&Arc<str>, &Vec<Arc<str>>)| {
                codes.binary_search(code).ok().and_then(|digit| u32::try_from(digit).ok()).unwrap_or(0)
            };
            let cell = frame.cell(key.iter().zip(&frame.codes).map(digit).chain([*time]));
            let figures = Figures {
                persons: [small(*persons)?, small(persons_high.saturating_sub(*unnumbered))?],
                events: [small(*cases)?, small(cases_high.saturating_sub(*cases))?],
                loose: small(*unnumbered)?,
            };
            cells.push((cell, figures));
        }
        cells.sort_unstable_by_key(|(cell, _)| *cell);
        let finished = Finished {
            frame,
            cells,
            two_codes: self.two_codes,
            lengths: BTreeMap::new(),
            crossings: Vec::new(),
            undecided: matches!(self.program.job, Job::Cohort { .. }),
        };
        Ok(Counted::new(plan, vec![finished], Quality::default(), 0))
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
        number.ok_or_else(|| unreadable("figure"))
    }
}
