//! What needs all records of a person at once: pins, verified declarations, what is decided and what is not.

use super::{
    dimension::Pin,
    frame::Frame,
    person::{Codes, Ground, Item, Records, Worker},
    plan::{Job, Plan, Program},
    shape::{TIMED, WHOLE},
    tally::Deltas,
    times::NONE,
    walk::{all_cells, full_cell},
};
use std::collections::BTreeSet;

impl Worker {
    /// Whether something is to be looked at that needs all of a person at once.
    pub(super) fn is_careful(&self) -> bool {
        self.shape.open.iter().any(Option::is_some)
            || !self.pins.is_empty()
            || !self.at_moment.is_empty()
            || (!self.is_flow && !self.verified.is_empty())
    }

    /// The codes of the records of the count, with their times.
    pub(super) fn used(&self, program: &Program, records: Records<'_>) -> Vec<(u32, Codes)> {
        let own = records.iter().filter(|record| self.has(program, record));
        own.map(|record| (self.time(record), self.codes_of(record))).collect()
    }

    /// Records of nobody who is known, each of which may be the one that decides a code of somebody.
    pub(super) fn unnamed(&mut self, plan: &Plan, program: &Program, records: Records<'_>) {
        let flow = matches!(program.job, Job::Flow { .. });
        let own = records.iter().filter(|record| self.has(program, record));
        let count = own.filter(|record| !flow || self.counts(plan, program, record).is_some()).count();
        self.tally.nobody.last_mut().into_iter().for_each(|all| *all += count as u64);
    }

    /// Whether all records of a person say the same code of what is declared to be fixed.
    pub(super) fn says_one(&self, records: Records<'_>) -> bool {
        let mut all = records.iter();
        let looks = !records.known.fixed && !self.verified.is_empty();
        let Some(first) = all.next().filter(|_| looks) else { return true };
        let same = |record: &[u64]| record.iter().zip(first).zip(&self.fixed).all(|((a, b), mask)| (a ^ b) & mask == 0);
        all.all(same)
    }

    /// As [`Worker::verify`], for what is declared to be fixed in a flow.
    pub(super) fn verify_flow(&mut self, plan: &Plan, program: &Program, records: Records<'_>) {
        if self.says_one(records) {
            return;
        }
        for place in 0..self.verified.len() {
            let Some(at) = self.verified.get(place).copied() else { continue };
            let field = self.field_of(at);
            let mut first = None;
            let later = self.shape.open_delta(at).is_some();
            let twice = records.iter().any(|record| {
                let code = field.get(record);
                let known = self.counts(plan, program, record).is_some_and(|(_, decided)| decided || !later);
                known && *first.get_or_insert(code) != code
            });
            if twice {
                self.tally.two_codes.get_mut(at).into_iter().for_each(|count| *count += 1);
            }
        }
    }

    /// What a flow or intervals count of a person, one by one.
    pub(super) fn items(&self, ground: Ground<'_>, program: &Program, records: Records<'_>) -> Vec<Item> {
        let plan = ground.plan;
        let mut items = Vec::with_capacity(records.len());
        for record in records.iter().filter(|record| self.has(program, record)) {
            let at = if program.job == (Job::Flow { end: true }) { self.end.get(record) } else { self.time(record) };
            let item = |time, decided| Item { time, decided, at, codes: self.codes_of(record), age: None };
            if matches!(program.job, Job::Flow { .. } | Job::Cohort { .. }) {
                items.extend(self.counts(plan, program, record).map(|(period, decided)| item(period, decided)));
                continue;
            }
            for time in self.covered(plan, program, record) {
                let age = self.age_at(ground, program, record, time);
                items.push(Item { age, ..item(time, true) });
            }
            items.extend(self.whole(plan, program, record).map(|total| item(total, true)));
        }
        items
    }

    /// Counts what there is of a person under the rules of the specification; `used` are the codes that are declared to be fixed.
    pub(super) fn put(&mut self, program: &Program, items: &[Item], used: &[(u32, Codes)], stamp: u32, events: bool) {
        let total = program.times.total;
        // Who has something decided and something that is not is one person in the upper bound.
        let mixed = items.iter().any(|item| item.decided) && items.iter().any(|item| !item.decided);
        let (mut decided, mut open) = (BTreeSet::new(), BTreeSet::new());
        let of_window = |item: &Item| total.is_some() && Some(item.time) == total;
        for item in items {
            if events {
                let cell = full_cell(&self.shape, &self.deltas_of(item, item.time));
                self.tally.event(cell, item.decided, false);
            }
            for which in [TIMED, WHOLE] {
                // A period says nothing of the whole, where the whole is among what is counted.
                if of_window(item) && which == TIMED {
                    continue;
                }
                let mut pinned = *item;
                for (at, pin, fixed) in &self.pins {
                    let same = items.iter().filter(|other| which == WHOLE || other.time == item.time);
                    let code = match fixed {
                        true => self.pin(*at, *pin, used.iter().copied()),
                        false => self.pin(*at, *pin, same.map(|item| (item.at, item.codes))),
                    };
                    if let (Some(slot), Some(code)) = (pinned.codes.get_mut(*at), code) {
                        *slot = code;
                    }
                }
                let deltas = self.deltas_of(&pinned, item.time);
                self.tally.person(&self.shape, &deltas, stamp, item.decided, which);
                if mixed {
                    let cells = if item.decided { &mut decided } else { &mut open };
                    cells.extend(all_cells(&self.shape, &deltas, which));
                }
            }
        }
        let frame = if mixed { Frame::of(&self.shape) } else { return };
        for cell in decided {
            if frame.open_cell(cell).is_some_and(|later| open.contains(&later)) {
                self.tally.both(cell);
            }
        }
    }

    /// What the codes of an item add.
    pub(super) fn deltas_of(&self, item: &Item, time: u32) -> Deltas {
        let mut deltas = Deltas::default();
        for (at, (code, delta)) in item.codes.iter().zip(&mut deltas).enumerate().take(self.fields.len()) {
            *delta = self.shape.delta(at, *code);
        }
        if let Some((at, code)) = item.age
            && let Some(delta) = deltas.get_mut(at)
        {
            *delta = self.shape.delta(at, code);
        }
        self.at_time(&mut deltas, time);
        if !item.decided {
            self.open(&mut deltas);
        }
        deltas
    }

    /// The code of the first or last of several; at one instant the smallest.
    pub(super) fn pin(&self, at: usize, pin: Pin, all: impl Iterator<Item = (u32, Codes)>) -> Option<u32> {
        let code = |codes: &Codes| codes.get(at).copied().unwrap_or(0);
        let order = |(time, codes): &(u32, Codes)| {
            (if pin == Pin::First { *time } else { NONE - time }, self.shape.rank(at, code(codes)))
        };
        all.min_by_key(order).map(|(_, codes)| code(&codes))
    }

    /// The codes of a record.
    pub(super) fn codes_of(&self, record: &[u64]) -> Codes {
        let mut codes = Codes::default();
        self.fields.iter().zip(&mut codes).for_each(|(field, code)| *code = field.get(record));
        codes
    }

    /// The first dimension whose code follows from the moment, with its code.
    pub(super) fn age_at(
        &self,
        ground: Ground<'_>,
        program: &Program,
        record: &[u64],
        moment: u32,
    ) -> Option<(usize, u32)> {
        let at = self.ages.first().copied()?;
        let place = program.by.get(at).copied()?;
        let (axis, coder) = (ground.plan.dimensions.get(place)?, ground.encoder.coders.get(place)?);
        let day = program.times.spans.get(moment as usize).map_or(0, |(day, _)| *day);
        let birth = i32::try_from(self.birth.get(record)).ok().filter(|birth| *birth > 0);
        let known = |birth| coder.group(axis, ground.encoder.calendar.age(birth, day));
        Some((at, birth.map_or(coder.not_known(), known).code().unwrap_or(0)))
    }

    /// The ages at a moment of what several records of one instant say: the smallest code.
    pub(super) fn aged(
        &self,
        ground: Ground<'_>,
        program: &Program,
        records: &[&[u64]],
        deltas: &mut Deltas,
        moment: u32,
    ) {
        let ages = records.iter().filter_map(|record| self.age_at(ground, program, record, moment));
        if let Some((at, code)) = ages.min_by_key(|(at, code)| self.shape.rank(*at, *code))
            && let Some(delta) = deltas.get_mut(at)
        {
            *delta = self.shape.delta(at, code);
        }
        self.at_time(deltas, moment);
    }

    /// Counts the persons with two codes of what was declared to be one: of all that is used, or at a moment.
    pub(super) fn verify(&mut self, program: &Program, items: &[Item], used: &[(u32, Codes)]) {
        let code = |codes: &Codes, at: usize| codes.get(at).copied();
        let mut two: Vec<usize> = Vec::new();
        for at in &self.verified {
            let mut codes = used.iter().map(|(_, codes)| code(codes, *at));
            let first = codes.next();
            two.extend(codes.any(|code| Some(code) != first).then_some(*at));
        }
        for at in &self.at_moment {
            let own = items.iter().filter(|item| program.times.total != Some(item.time));
            let of = |item: &Item| {
                item.age.filter(|(age, _)| age == at).map_or(code(&item.codes, *at), |(_, age)| Some(age))
            };
            let mut seen: Vec<(u32, Option<u32>)> = own.map(|item| (item.time, of(item))).collect();
            seen.sort_unstable();
            seen.dedup();
            let twice = seen.windows(2).any(|pair| matches!(pair, [a, b] if a.0 == b.0));
            two.extend(twice.then_some(*at));
        }
        for at in two {
            self.tally.two_codes.get_mut(at).into_iter().for_each(|count| *count += 1);
        }
    }
}
