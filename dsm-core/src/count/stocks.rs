//! Persons after their last crossing, and what that rests on.

use super::{
    between::stays,
    crossings::{Instant, Stay},
    person::{Codes, Ground, Item, Records, Worker},
    plan::Program,
    times::NONE,
    walk::full_cell,
};
use crate::error::codes::cnt;

impl Worker {
    /// Persons after their last crossing at each moment, and what that rests on.
    pub(super) fn stock(&mut self, ground: Ground<'_>, program: &Program, records: Records<'_>, counted_back: bool) {
        let plan = ground.plan;
        if self.pins.is_empty() && !self.has_ages() && self.plain_stock(ground, program, records, counted_back) {
            return;
        }
        let instants = self.instants(program, records);
        let used = if self.looks() { self.crossed(&instants) } else { Vec::new() };
        if self.looks() {
            self.verify(program, &[], &used);
        }
        let from = u32::try_from(plan.from - plan.origin).unwrap_or(0).saturating_mul(plan.resolution.a_day());
        // Who is in: since which moment, with which codes and record, and when the last event was.
        let mut inside: Option<Stay<'_>> = None;
        let mut last: Option<u32> = None;
        for (at, instant) in instants.iter().enumerate() {
            let majority = instant.majority();
            if at == 0 && counted_back && majority == Some(false) {
                inside = Some((0, self.codes(program, instant, false), instant.of(self, false)));
            }
            let (was, here) = (inside.is_some(), self.bucket(ground, Self::day(plan, instant.time)));
            if was {
                self.long(ground, last, Some(here));
            }
            last = (majority != Some(false)).then_some(instant.time);
            let changed = majority.is_some_and(|entering| entering != was);
            match (majority, changed) {
                (Some(true), true) => {
                    inside = Some((here, self.codes(program, instant, true), instant.of(self, true)));
                }
                (Some(false), true) => {
                    if let Some(stay) = inside.take() {
                        self.stay(ground, program, (stay, &used), Some(here));
                    }
                }
                _ => {}
            }
            if instant.time >= from {
                self.reconcile(instant, here, majority, changed, was);
            }
        }
        if let Some(stay) = inside {
            self.stay(ground, program, (stay, &used), None);
            self.long(ground, last, None);
        }
    }

    /// A stay from one moment on, up to and without another.
    pub(super) fn stay(
        &mut self,
        ground: Ground<'_>,
        program: &Program,
        ((first, mut codes, records), used): (Stay<'_>, &[(u32, Codes)]),
        until: Option<usize>,
    ) {
        stays(&mut self.tally.crossings, first, until);
        self.fixed(&mut codes, used);
        let mut deltas = self.deltas_of(&Item { time: NONE, decided: true, at: 0, codes, age: None }, NONE);
        let count = program.times.len();
        let until = until.unwrap_or(count).min(count);
        if first >= until {
            return;
        }
        let number = |at: usize| u32::try_from(at).unwrap_or(NONE);
        let aged = self.has_ages();
        let mut put = |worker: &mut Self, from: usize, to: usize| {
            worker.aged(ground, program, &records, &mut deltas, number(from));
            worker.tally.change(full_cell(&worker.shape, &deltas), 1);
            if to < count {
                let end = worker.timed(deltas, number(to));
                worker.tally.change(full_cell(&worker.shape, &end), -1);
            }
        };
        if aged {
            (first..until).for_each(|at| put(self, at, at + 1));
        } else {
            put(self, first, until);
        }
    }

    /// Counts the moments up to one at which the last event of a person who is in is an entry long ago.
    pub(super) fn long(&mut self, ground: Ground<'_>, last: Option<u32>, until: Option<usize>) {
        let Some(last) = last else { return };
        let [_, first] = self.moments_of(ground, Self::day(ground.plan, last));
        self.long_between(first, until.unwrap_or(self.long_ago.len()));
    }

    /// Counts the moments from one to another as those of a long stay.
    #[inline]
    pub(super) fn long_between(&mut self, first: usize, until: usize) {
        if first < until {
            for (at, change) in [(first, 1_u64), (until, 1_u64.wrapping_neg())] {
                if let Some(between) = self.tally.crossings.get_mut(at) {
                    between.long_stays = between.long_stays.wrapping_add(change);
                }
            }
        }
    }

    /// How many moments there are up to the start of a day, its own among them.
    pub(super) fn bucket(&self, ground: Ground<'_>, day: i32) -> usize {
        self.moments_of(ground, day)[0]
    }

    /// The first moment after a day has begun, and the first at which an entry on it is long ago.
    #[inline]
    pub(super) fn moments_of(&self, ground: Ground<'_>, day: i32) -> [usize; 2] {
        let at = usize::try_from(day.wrapping_sub(ground.plan.from)).ok();
        match at.and_then(|at| self.moments.get(at)) {
            Some([here, long]) => [*here as usize, *long as usize],
            None => [0, self.long_ago.partition_point(|limit| *limit < day)],
        }
    }

    /// Puts the events of an instant where they belong between two moments.
    pub(super) fn reconcile(
        &mut self,
        instant: &Instant<'_>,
        here: usize,
        majority: Option<bool>,
        changed: bool,
        was: bool,
    ) {
        let events = u64::from(instant.entries + instant.exits);
        let Some(between) = self.tally.crossings.get_mut(here) else { return };
        between.entries += u64::from(instant.entries);
        between.exits += u64::from(instant.exits);
        let rule = match (majority, changed, events) {
            (Some(true), true, _) => {
                between.effective_entries += 1;
                None
            }
            (_, true, _) => {
                between.effective_exits += 1;
                None
            }
            (_, false, 1) if was => {
                between.entries_while_in += 1;
                Some(cnt::ENTRY_WHILE_IN)
            }
            (_, false, 1) => {
                between.exits_without_entry += 1;
                Some(cnt::EXIT_WITHOUT_ENTRY)
            }
            _ => None,
        };
        if events > 1 {
            between.simultaneous += events - u64::from(changed);
        }
        if let (Some(rule), Some(record)) = (rule, instant.records.first()) {
            let row = self.row.get(record);
            if row > 0 {
                self.tally.placed.push((rule, row));
            }
        }
    }
}
