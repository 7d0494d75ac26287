//! Stocks of persons of whom every crossing is of an instant of its own: most are.

use super::{
    between::stays,
    encode::{ENTRY, EXIT},
    person::{Ground, Records, Worker},
    plan::Program,
    times::NONE,
};
use crate::error::codes::cnt;

impl Worker {
    /// As [`Worker::stock`], where no two crossings are of one instant, nothing but the codes of the crossing counts, and what is
    /// declared to be fixed is; false, and nothing is counted, otherwise.
    pub(super) fn plain_stock(
        &mut self,
        ground: Ground<'_>,
        program: &Program,
        records: Records<'_>,
        counted_back: bool,
    ) -> bool {
        if !self.says_one(records) || (!records.known.apart && self.is_at_once(program, records)) {
            return false;
        }
        let plan = ground.plan;
        let from = u32::try_from(plan.from - plan.origin).unwrap_or(0).saturating_mul(plan.resolution.a_day());
        let count = program.times.len();
        // Who is in: since which moment, by which record; and since which moment this is long ago.
        let (mut inside, mut long, mut back): (Option<(usize, &[u64])>, _, _) = (None, usize::MAX, counted_back);
        for record in records.iter() {
            let direction = self.direction.get(record);
            if ![ENTRY, EXIT].contains(&direction) || !self.has(program, record) {
                continue;
            }
            let (time, entering) = (self.time(record), direction == ENTRY);
            let [here, later] = self.moments_of(ground, Self::day(plan, time));
            if back && !entering {
                inside = Some((0, record));
            }
            back = false;
            let was = inside.is_some();
            if was {
                self.long_between(long, here);
            }
            match (inside, entering) {
                (None, true) => inside = Some((here, record)),
                (Some(stay), false) => {
                    self.plain_stay(stay, Some(here), count);
                    inside = None;
                }
                _ => {}
            }
            if entering {
                long = later;
            }
            if time >= from {
                self.tally.kind(here, entering, was);
                let row = self.row.get(record);
                if row > 0 && entering == was {
                    let rule = if was { cnt::ENTRY_WHILE_IN } else { cnt::EXIT_WITHOUT_ENTRY };
                    self.tally.placed.push((rule, row));
                }
            }
        }
        if let Some(stay) = inside {
            self.plain_stay(stay, None, count);
            self.long_between(long, self.long_ago.len());
        }
        true
    }

    /// Whether two crossings of a person are of one instant.
    fn is_at_once(&self, program: &Program, records: Records<'_>) -> bool {
        let directed =
            |record: &&[u64]| self.has(program, record) && [ENTRY, EXIT].contains(&self.direction.get(record));
        let mut before = None;
        records.iter().filter(directed).map(|record| Some(self.time(record))).any(|time| {
            let same = before == time;
            before = time;
            same
        })
    }

    /// The cell of a record without its time.
    pub(super) fn series(&self, record: &[u64]) -> u64 {
        let deltas = self.fields.iter().enumerate().map(|(at, field)| self.shape.delta(at, field.get(record)));
        deltas.fold(self.shape.base, u64::wrapping_add)
    }

    /// A stay from one moment on, up to and without another.
    fn plain_stay(&mut self, (first, record): (usize, &[u64]), until: Option<usize>, count: usize) {
        stays(&mut self.tally.crossings, first, until);
        let until = until.unwrap_or(count).min(count);
        if first >= until {
            return;
        }
        let series = self.series(record);
        for (at, person) in [(first, 1), (until, -1)] {
            if at < count {
                let time = self.shape.time_delta(u32::try_from(at).unwrap_or(NONE));
                self.tally.change(series.wrapping_add(time), person);
            }
        }
    }
}
