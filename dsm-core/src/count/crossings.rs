//! Who is in, by crossings: stays, stocks with their reconciliation, migrations by rules of residence.

use super::{
    encode::{ENTRY, EXIT},
    person::{Codes, Ground, Item, Records, Worker},
    plan::{Job, Program},
};

/// The events of an instant, and what they change.
pub(super) struct Instant<'r> {
    pub(super) time: u32,
    pub(super) entries: u32,
    pub(super) exits: u32,
    /// The records of it.
    pub(super) records: Vec<&'r [u64]>,
}

impl<'r> Instant<'r> {
    /// The records of a direction.
    pub(super) fn of(&self, worker: &Worker, entering: bool) -> Vec<&'r [u64]> {
        let wanted = if entering { ENTRY } else { EXIT };
        self.records.iter().copied().filter(|record| worker.direction.get(record) == wanted).collect()
    }

    /// Whether more enter than leave, or the other way round; neither changes nothing.
    pub(super) fn majority(&self) -> Option<bool> {
        (self.entries != self.exits).then_some(self.entries > self.exits)
    }
}

/// Since which moment somebody is in, with which codes, and the records that say so.
pub(super) type Stay<'r> = (usize, Codes, Vec<&'r [u64]>);

impl Worker {
    /// The instants of a person with a direction, in their order.
    pub(super) fn instants<'r>(&self, program: &Program, records: Records<'r>) -> Vec<Instant<'r>> {
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

    /// Counts a crossing of nobody who is known at the first time of which it may change who is in.
    pub(super) fn nobody(&mut self, ground: Ground<'_>, program: &Program, record: &[u64]) {
        if !self.has(program, record) || self.direction.get(record) == 0 {
            return;
        }
        let day = Self::day(ground.plan, self.time(record));
        let back = ground.plan.specification.counts.get(program.count).is_some_and(|count| count.counted_back);
        // What a crossing changes may be a migration up to the window of the rule before it (clause 6.7).
        let day = match program.job {
            Job::Residence { days, back, .. } => day.saturating_sub_unsigned(days.saturating_add(back)),
            _ => day,
        };
        let at = match program.job {
            // Who was in from the start on is told by crossings of any time.
            _ if back => 0,
            Job::Crossings { .. } => self.bucket(ground, day),
            Job::During { .. } | Job::Residence { .. } => usize::try_from(program.times.of_day(day)).unwrap_or(0),
            _ => 0,
        };
        let at = if day < ground.plan.from { 0 } else { at };
        self.tally.nobody.get_mut(at).into_iter().for_each(|count| *count += 1);
    }

    /// The codes of the entries (or exits) of an instant: of each dimension the smallest.
    pub(super) fn codes(&self, program: &Program, instant: &Instant<'_>, entering: bool) -> Codes {
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
    pub(super) fn crossed(&self, instants: &[Instant<'_>]) -> Vec<(u32, Codes)> {
        let all = instants.iter().flat_map(|instant| instant.records.iter().map(|record| (instant.time, *record)));
        all.map(|(time, record)| (time, self.codes_of(record))).collect()
    }

    /// What a fixed dimension with a pin says of a person.
    pub(super) fn fixed(&self, codes: &mut Codes, used: &[(u32, Codes)]) {
        for (at, pin, _) in self.pins.iter().filter(|(_, _, fixed)| *fixed) {
            if let (Some(slot), Some(code)) = (codes.get_mut(*at), self.pin(*at, *pin, used.iter().copied())) {
                *slot = code;
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
}
