//! Who is in, by crossings: stays, stocks with their reconciliation, migrations by rules of residence.

use super::{
    encode::{ENTRY, EXIT},
    person::{Codes, Ground, Item, Records, Worker},
    plan::{Job, Program},
    tally::full_cell,
    times::NONE,
};
use crate::error::codes::cnt;

/// The events of an instant, and what they change.
struct Instant<'r> {
    time: u32,
    entries: u32,
    exits: u32,
    /// The records of it.
    records: Vec<&'r [u64]>,
}

impl<'r> Instant<'r> {
    /// The records of a direction.
    fn of(&self, worker: &Worker, entering: bool) -> Vec<&'r [u64]> {
        let wanted = if entering { ENTRY } else { EXIT };
        self.records.iter().copied().filter(|record| worker.direction.get(record) == wanted).collect()
    }

    /// Whether more enter than leave, or the other way round; neither changes nothing.
    fn majority(&self) -> Option<bool> {
        (self.entries != self.exits).then_some(self.entries > self.exits)
    }
}

/// Since which moment somebody is in, with which codes, and the records that say so.
type Stay<'r> = (usize, Codes, Vec<&'r [u64]>);

/// A crossing that changes who is in.
struct Change {
    day: i32,
    at: u32,
    entering: bool,
    codes: Codes,
}

impl Worker {
    /// The instants of a person with a direction, in their order.
    fn instants<'r>(&self, program: &Program, records: Records<'r>) -> Vec<Instant<'r>> {
        let mut instants: Vec<Instant<'r>> = Vec::new();
        for record in records.iter().filter(|record| self.has(program, record)) {
            let (time, direction) = (self.time(record), self.direction.get(record));
            if ![ENTRY, EXIT].contains(&direction) {
                continue;
            }
            let (entries, exits) = (u32::from(direction == ENTRY), u32::from(direction == EXIT));
            match instants.last_mut() {
                Some(last) if last.time == time => {
                    last.entries += entries;
                    last.exits += exits;
                    last.records.push(record);
                }
                _ => instants.push(Instant { time, entries, exits, records: vec![record] }),
            }
        }
        instants
    }

    /// The codes of the entries (or exits) of an instant: of each dimension the smallest.
    fn codes(&self, program: &Program, instant: &Instant<'_>, entering: bool) -> Codes {
        let wanted = if entering { ENTRY } else { EXIT };
        let own = || instant.records.iter().filter(|record| self.direction.get(record) == wanted);
        let mut codes = own().next().map_or(Codes::default(), |first| self.codes_of(first));
        if instant.records.len() > 1 {
            for (at, code) in codes.iter_mut().enumerate().take(program.by.len()) {
                let field = self.field_of(at);
                let smallest = own().map(|record| field.get(record)).min_by_key(|code| self.shape.rank(at, *code));
                *code = smallest.unwrap_or(*code);
            }
        }
        codes
    }

    /// The codes of all crossings of a person, with their times.
    fn crossed(&self, instants: &[Instant<'_>]) -> Vec<(u32, Codes)> {
        let all = instants.iter().flat_map(|instant| instant.records.iter().map(|record| (instant.time, *record)));
        all.map(|(time, record)| (time, self.codes_of(record))).collect()
    }

    /// What a fixed dimension with a pin says of a person.
    fn fixed(&self, codes: &mut Codes, used: &[(u32, Codes)]) {
        for (at, pin, _) in self.pins.iter().filter(|(_, _, fixed)| *fixed) {
            if let (Some(slot), Some(code)) = (codes.get_mut(*at), self.pin(*at, *pin, used.iter().copied())) {
                *slot = code;
            }
        }
    }

    /// Persons after their last crossing at each moment, and what that rests on.
    pub(super) fn stock(&mut self, ground: Ground<'_>, program: &Program, records: Records<'_>, counted_back: bool) {
        let plan = ground.plan;
        if !self.looks() && !self.has_ages() && self.plain_stock(ground, program, records, counted_back) {
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
    fn stay(
        &mut self,
        ground: Ground<'_>,
        program: &Program,
        ((first, mut codes, records), used): (Stay<'_>, &[(u32, Codes)]),
        until: Option<usize>,
    ) {
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
        for (at, change) in [(first, 1_u64), (until, 1_u64.wrapping_neg())] {
            if let Some(between) = self.tally.crossings.get_mut(at) {
                between.end = between.end.wrapping_add(change);
            }
        }
    }

    /// Counts the moments up to one at which the last event of a person who is in is an entry long ago.
    fn long(&mut self, ground: Ground<'_>, last: Option<u32>, until: Option<usize>) {
        let Some(last) = last else { return };
        let day = Self::day(ground.plan, last);
        let until = until.unwrap_or(self.long_ago.len());
        let first = self.bucket(ground, day).max(self.long_ago.partition_point(|limit| *limit < day));
        if first < until {
            for (at, change) in [(first, 1_u64), (until, 1_u64.wrapping_neg())] {
                if let Some(between) = self.tally.crossings.get_mut(at) {
                    between.long_stays = between.long_stays.wrapping_add(change);
                }
            }
        }
    }

    /// How many moments there are up to the start of a day, its own among them.
    fn bucket(&self, ground: Ground<'_>, day: i32) -> usize {
        let at = usize::try_from(day - ground.plan.from).ok();
        at.and_then(|at| self.buckets.get(at)).map_or(0, |bucket| *bucket as usize)
    }

    /// As [`Worker::stock`], where no two crossings are of one instant and nothing but the codes of the crossing counts; false, and
    /// nothing is counted, where some are.
    fn plain_stock(&mut self, ground: Ground<'_>, program: &Program, records: Records<'_>, counted_back: bool) -> bool {
        let plan = ground.plan;
        let directed = |worker: &Self, record: &&[u64]| {
            worker.has(program, record) && [ENTRY, EXIT].contains(&worker.direction.get(record))
        };
        let mut before = None;
        for record in records.iter().filter(|record| directed(self, record)) {
            let time = Some(self.time(record));
            if before == time {
                return false;
            }
            before = time;
        }
        let from = u32::try_from(plan.from - plan.origin).unwrap_or(0).saturating_mul(plan.resolution.a_day());
        let count = program.times.len();
        let (mut inside, mut last, mut is_first) = (None, None, true);
        for record in records.iter() {
            if !directed(self, &record) {
                continue;
            }
            let (time, entering) = (self.time(record), self.direction.get(record) == ENTRY);
            let here = self.bucket(ground, Self::day(plan, time));
            if is_first && counted_back && !entering {
                inside = Some((0, self.series(record)));
            }
            is_first = false;
            let was = inside.is_some();
            if was {
                self.long(ground, last, Some(here));
            }
            last = entering.then_some(time);
            match (inside, entering) {
                (None, true) => inside = Some((here, self.series(record))),
                (Some(stay), false) => {
                    self.plain_stay(stay, here.min(count), count);
                    inside = None;
                }
                _ => {}
            }
            if time >= from
                && let Some(between) = self.tally.crossings.get_mut(here)
            {
                between.entries += u64::from(entering);
                between.exits += u64::from(!entering);
                let (rule, slot) = match (entering, was) {
                    (true, false) => (None, &mut between.effective_entries),
                    (false, true) => (None, &mut between.effective_exits),
                    (true, true) => (Some(cnt::ENTRY_WHILE_IN), &mut between.entries_while_in),
                    (false, false) => (Some(cnt::EXIT_WITHOUT_ENTRY), &mut between.exits_without_entry),
                };
                *slot += 1;
                let row = self.row.get(record);
                self.tally.placed.extend(rule.filter(|_| row > 0).map(|rule| (rule, row)));
            }
        }
        if let Some(stay) = inside {
            self.plain_stay(stay, count, count);
            self.long(ground, last, None);
        }
        true
    }

    /// The cell of a record without its time.
    fn series(&self, record: &[u64]) -> u64 {
        full_cell(&self.shape, &self.deltas(record))
    }

    /// A stay from one moment on, up to and without another.
    fn plain_stay(&mut self, (first, series): (usize, u64), until: usize, count: usize) {
        if first >= until {
            return;
        }
        for (at, person, change) in [(first, 1, 1_u64), (until, -1, 1_u64.wrapping_neg())] {
            if at < count {
                let time = self.shape.time_delta(u32::try_from(at).unwrap_or(NONE));
                self.tally.change(series.wrapping_add(time), person);
            }
            if let Some(between) = self.tally.crossings.get_mut(at) {
                between.end = between.end.wrapping_add(change);
            }
        }
    }

    /// Puts the events of an instant where they belong between two moments.
    fn reconcile(&mut self, instant: &Instant<'_>, here: usize, majority: Option<bool>, changed: bool, was: bool) {
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

    /// Persons who were in on any day of a period.
    pub(super) fn stays(&mut self, ground: Ground<'_>, program: &Program, records: Records<'_>, stamp: u32) {
        let plan = ground.plan;
        let instants = self.instants(program, records);
        let mut items: Vec<Item> = Vec::new();
        let mut inside: Option<(i32, u32, Codes)> = None;
        let mut put = |(first, at, codes): (i32, u32, Codes), last: i32| {
            let whole = program.times.total.filter(|_| last >= plan.from);
            let times = program.times.periods(first, last).chain(whole);
            items.extend(times.map(|time| Item { time, decided: true, at, codes, age: None }));
        };
        let counted_back = plan.specification.counts.get(program.count).is_some_and(|count| count.counted_back);
        if let Some(first) = instants.first().filter(|first| counted_back && first.majority() == Some(false)) {
            inside = Some((plan.from, 0, self.codes(program, first, false)));
        }
        for instant in &instants {
            let Some(entering) = instant.majority().filter(|entering| *entering != inside.is_some()) else { continue };
            let day = Self::day(plan, instant.time);
            match inside.take() {
                Some(stay) => put(stay, day),
                None if entering => inside = Some((day, instant.time, self.codes(program, instant, true))),
                None => {}
            }
        }
        if let Some(stay) = inside {
            put(stay, plan.until);
        }
        let used = self.crossed(&instants);
        self.verify(program, &items, &used);
        self.put(program, &items, &used, stamp, false);
    }

    /// Migrations by a rule of residence.
    pub(super) fn residence(&mut self, ground: Ground<'_>, program: &Program, records: Records<'_>, stamp: u32) {
        let Job::Residence { days, back, exits, unknown } = program.job else { return };
        let instants = self.instants(program, records);
        let used = self.crossed(&instants);
        self.verify(program, &[], &used);
        let mut changes: Vec<Change> = Vec::new();
        let mut inside = None;
        for instant in &instants {
            let Some(entering) = instant.majority().filter(|entering| inside != Some(*entering)) else { continue };
            inside = Some(entering);
            let day = Self::day(ground.plan, instant.time);
            let codes = self.codes(program, instant, entering);
            changes.push(Change { day, at: instant.time, entering, codes });
        }
        let end = ground.plan.until + 1;
        let Some(first) = changes.first() else { return };
        // A resident is one, who is none two: what is possible before each crossing.
        let mut status = match (unknown, first.entering) {
            (true, _) => [true, true],
            (false, entering) => [!entering, entering],
        };
        let mut items: Vec<Item> = Vec::new();
        for (at, change) in changes.iter().enumerate() {
            let outcome = moved(changes.get(at..).unwrap_or_default(), end, days, back);
            let [resident, other] = status;
            // Only one who is in the other status can migrate by this crossing.
            let (migrates, stays) = if change.entering { (other, resident) } else { (resident, other) };
            let (decided, possible) = match outcome {
                Some(true) => (migrates && !stays, migrates),
                Some(false) => (false, false),
                None => (false, migrates),
            };
            let (keeps, flips) = (migrates && outcome != Some(true), migrates && outcome != Some(false));
            status = if change.entering { [resident || flips, keeps] } else { [keeps, other || flips] };
            let period = program.times.of_day(change.day);
            if change.entering == exits || period == NONE || !possible {
                continue;
            }
            items.push(Item { time: period, decided, at: change.at, codes: change.codes, age: None });
        }
        self.put(program, &items, &used, stamp, true);
    }
}

/// Whether the first of several crossings is a migration: the days in the new place come to so many before the days back come to
/// more than so many. None where neither has happened when the records end.
fn moved(changes: &[Change], end: i32, days: u32, back: u32) -> Option<bool> {
    let mut sums = [0_u32; 2];
    for (at, change) in changes.iter().enumerate() {
        let next = changes.get(at + 1).map_or(end, |next| next.day);
        let [there, home] = &mut sums;
        let side = if at % 2 == 0 { &mut *there } else { &mut *home };
        *side = side.saturating_add(u32::try_from(next - change.day).unwrap_or(0));
        if *there >= days {
            return Some(true);
        }
        if *home > back {
            return Some(false);
        }
    }
    None
}
