//! Events in periods, intervals at moments, days from start to end.

use super::{
    person::{Ground, Records, Worker},
    plan::{Job, Plan, Program},
    shape::{TIMED, WHOLE},
    tally::Deltas,
    times::NONE,
    walk::full_cell,
};

/// So many cells of a person are held before they are counted.
const HELD: usize = 16;

impl Worker {
    /// When a record of a flow or a cohort counts, and whether that is decided.
    #[inline]
    pub(super) fn counts(&self, plan: &Plan, program: &Program, record: &[u64]) -> Option<(u32, bool)> {
        if !self.has(program, record) {
            return None;
        }
        if program.job == (Job::Flow { end: false }) {
            let period = program.times.of_day(Self::day(plan, self.time(record)));
            return (period != NONE).then_some((period, true));
        }
        self.counts_at(plan, program, record)
    }

    /// As [`Worker::counts`], by what is there at the end.
    fn counts_at(&self, plan: &Plan, program: &Program, record: &[u64]) -> Option<(u32, bool)> {
        let day = match program.job {
            Job::Flow { end: true } => self.end_day(plan, record),
            _ => Self::day(plan, self.time(record)),
        };
        let period = program.times.of_day(day);
        if period == NONE {
            return None;
        }
        let Job::Cohort { months } = program.job else { return Some((period, true)) };
        let (end, last) = (self.end_day(plan, record), super::days::months_later(day, months));
        match end <= plan.until {
            true => (end <= last).then_some((period, true)),
            false => (last > plan.until).then_some((period, false)),
        }
    }

    pub(super) fn flow(
        &mut self,
        ground: Ground<'_>,
        program: &Program,
        records: Records<'_>,
        stamp: u32,
        loose: bool,
    ) {
        self.tally.begin();
        if let Some(codes) = self.few.filter(|_| !loose) {
            self.few(ground.plan, program, records, (codes, stamp));
            return;
        }
        let mut deltas = Deltas::default();
        for record in records.iter() {
            let Some((period, decided)) = self.counts(ground.plan, program, record) else { continue };
            if decided && !loose && self.is_plain && self.shape.is_full_only {
                let cell = self.series(record).wrapping_add(self.shape.time_delta(period));
                self.tally.wait(cell, stamp, 1);
                continue;
            }
            self.put_deltas(record, &mut deltas);
            self.at_time(&mut deltas, period);
            if decided && !loose && self.is_plain {
                self.tally.flow(&self.shape, &deltas, stamp, 1);
                continue;
            }
            if !decided {
                self.open(&mut deltas);
            }
            self.tally.event(full_cell(&self.shape, &deltas), decided, loose);
            if !loose {
                self.tally.person(&self.shape, &deltas, stamp, decided, TIMED | WHOLE);
            }
        }
    }

    /// The same where a person has several events in most cells: those of a cell are counted at once.
    fn few(&mut self, plan: &Plan, program: &Program, records: Records<'_>, (codes, stamp): (u64, u32)) {
        // The period stands where the time does, and it is no more than that.
        let (mut cells, mut held, shift) = ([(0_u64, 0_u32); HELD], 0, self.time.shift());
        for record in records.iter() {
            let Some((period, _)) = self.counts(plan, program, record) else { continue };
            let own = record.first().map_or(0, |word| word & codes) | u64::from(period) << shift;
            if let Some((_, events)) = cells.iter_mut().take(held).find(|(cell, _)| *cell == own) {
                *events += 1;
                continue;
            }
            if held == HELD {
                self.count_few(&cells, stamp);
                held = 0;
            }
            if let Some(cell) = cells.get_mut(held) {
                *cell = (own, 1);
            }
            held += 1;
        }
        self.count_few(cells.get(..held).unwrap_or_default(), stamp);
    }

    /// Counts the events of some cells, each a record of a period.
    fn count_few(&mut self, cells: &[(u64, u32)], stamp: u32) {
        let mut deltas = Deltas::default();
        for (cell, events) in cells {
            let (record, period) = ([*cell], self.time.get(&[*cell]));
            if self.shape.is_full_only {
                let cell = self.series(&record).wrapping_add(self.shape.time_delta(period));
                self.tally.wait(cell, stamp, *events);
                continue;
            }
            self.put_deltas(&record, &mut deltas);
            self.at_time(&mut deltas, period);
            self.tally.flow(&self.shape, &deltas, stamp, *events);
        }
    }

    /// What is known only at the end is not known yet.
    pub(super) fn open(&self, deltas: &mut Deltas) {
        for (at, delta) in deltas.iter_mut().enumerate().take(self.fields.len()) {
            if let Some(open) = self.shape.open_delta(at) {
                *delta = open;
            }
        }
    }

    /// Intervals at moments or in periods.
    pub(super) fn intervals(
        &mut self,
        ground: Ground<'_>,
        program: &Program,
        records: Records<'_>,
        stamp: u32,
        loose: bool,
    ) {
        for record in records.iter() {
            if !self.has(program, record) {
                continue;
            }
            let mut deltas = self.deltas(record);
            for time in self.covered(ground.plan, program, record) {
                self.aged(ground, program, &[record], &mut deltas, time);
                self.tally.event(full_cell(&self.shape, &deltas), true, loose);
                if !loose {
                    self.tally.person(&self.shape, &deltas, stamp, true, TIMED);
                }
            }
            if let Some(total) = self.whole(ground.plan, program, record) {
                self.at_time(&mut deltas, total);
                self.tally.event(full_cell(&self.shape, &deltas), true, loose);
                if !loose {
                    self.tally.person(&self.shape, &deltas, stamp, true, WHOLE);
                }
            }
        }
    }

    /// The whole window, where it is wanted and an interval has a day of it.
    pub(super) fn whole(&self, plan: &Plan, program: &Program, record: &[u64]) -> Option<u32> {
        let of_window = Self::day(plan, self.time(record)) <= plan.until && self.end_day(plan, record) >= plan.from;
        program.times.total.filter(|_| of_window && matches!(program.job, Job::During { .. }))
    }

    /// The moments or periods that an interval covers.
    pub(super) fn covered(&self, plan: &Plan, program: &Program, record: &[u64]) -> Vec<u32> {
        let (start, end) = (Self::day(plan, self.time(record)), self.end_day(plan, record));
        match program.job {
            Job::Intervals { files } => program.times.moments(start, if files { end } else { end + 1 }).collect(),
            _ => program.times.periods(start, end).collect(),
        }
    }

    pub(super) fn lengths(&mut self, ground: Ground<'_>, program: &Program, records: Records<'_>, with_pending: bool) {
        let plan = ground.plan;
        for record in records.iter() {
            let (start, end) = (Self::day(plan, self.time(record)), self.end_day(plan, record));
            let decided = end <= plan.until;
            let (period, last) = match (with_pending, decided) {
                (false, true) => (program.times.of_day(end), end),
                (false, false) => continue,
                (true, true) => (program.times.of_day(start), end),
                (true, false) => (program.times.of_day(start), plan.until),
            };
            if period == NONE || !self.has(program, record) {
                continue;
            }
            let mut deltas = self.deltas(record);
            self.at_time(&mut deltas, period);
            let length = u32::try_from(last - start).unwrap_or(0);
            let slot = self.tally.lengths.entry((full_cell(&self.shape, &deltas), length)).or_default();
            let [ended, pending] = slot;
            *(if decided { ended } else { pending }) += 1;
        }
    }
}
