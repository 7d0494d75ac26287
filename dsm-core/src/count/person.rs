//! The records of one person, sorted by time, go through every program.

use super::{
    dimension::{Of, Pin},
    encode::{Encoder, FIRST_DIMENSION, TIME},
    frame::Frame,
    layout::{Field, Layout},
    plan::{Job, Key, Plan, Program},
    shape::{Shape, TIMED, WHOLE},
    tally::{AXES, Deltas, Tally, all_cells, full_cell},
    times::NONE,
};
use crate::measure::Membership;
use std::collections::BTreeSet;

/// The sorted records of a person: the key, then the words of the record.
#[derive(Clone, Copy)]
pub(super) struct Records<'a> {
    pub(super) words: &'a [u64],
    pub(super) stride: usize,
    pub(super) key: usize,
}

impl<'a> Records<'a> {
    pub(super) fn iter(&self) -> impl Iterator<Item = &'a [u64]> + Clone + 'a {
        let key = self.key;
        self.words.chunks_exact(self.stride).map(move |record| record.get(key..).unwrap_or_default())
    }

    pub(super) fn len(&self) -> usize {
        self.words.len() / self.stride.max(1)
    }
}

/// A program at work.
#[derive(Clone, Debug)]
pub(super) struct Worker {
    pub(super) at: usize,
    pub(super) shape: Shape,
    pub(super) tally: Tally,
    fields: Vec<Field>,
    time: Field,
    pub(super) direction: Field,
    flags: Field,
    birth: Field,
    end: Field,
    pub(super) row: Field,
    /// How many moments there are up to the start of each day of the window.
    pub(super) buckets: Vec<u32>,
    /// Of each moment, the last day that is long ago.
    pub(super) long_ago: Vec<i32>,
    /// The dimensions whose code follows from the moment.
    ages: Vec<usize>,
    pub(super) pins: Vec<(usize, Pin, bool)>,
    pub(super) verified: Vec<usize>,
    at_moment: Vec<usize>,
    is_flow: bool,
    is_plain: bool,
}

/// The last day of which so many months later is before another day.
fn long_ago(day: i32, months: u16) -> i32 {
    let mut last = day;
    while last > crate::time::Day::FIRST.number() && super::days::months_later(last, months) >= day {
        last -= 1;
    }
    last
}

/// The codes of an event, one for each dimension.
pub(super) type Codes = [u32; AXES];

/// What is counted of a person: a time with its codes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub(super) time: u32,
    pub(super) decided: bool,
    /// When it was, in packed time: the first and the last decide.
    pub(super) at: u32,
    pub(super) codes: Codes,
    /// The code of the dimension that follows from the moment.
    pub(super) age: Option<(usize, u32)>,
}

/// What is known of where a program stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ground<'a> {
    pub(super) plan: &'a Plan,
    pub(super) encoder: &'a Encoder,
}

impl Worker {
    pub(super) fn new(ground: Ground<'_>, at: usize, program: &Program, layout: &Layout, memory: usize) -> Self {
        let plan = ground.plan;
        let shape = Shape::new(plan, program, &ground.encoder.coders);
        let undecided = matches!(program.job, Job::Cohort { .. } | Job::Residence { .. });
        let tally = Tally::new(program, &shape, undecided, memory);
        let of = |place: &usize| plan.dimensions.get(*place).map(|axis| &axis.of);
        let chosen = |wanted: &dyn Fn(&super::Dimension) -> bool| -> Vec<usize> {
            (0..program.by.len()).filter(|at| program.by.get(*at).and_then(of).is_some_and(wanted)).collect()
        };
        let pin = |at: usize| {
            let dimension = program.by.get(at).and_then(of)?;
            let pin = dimension.pin.filter(|_| program.of_persons)?;
            let whole = dimension.membership == Membership::Fixed;
            (whole || dimension.membership == Membership::Pinned).then_some((at, pin, whole))
        };
        let of_state = matches!(program.job, Job::Intervals { .. } | Job::During { .. });
        Self {
            at,
            tally,
            fields: program.by.iter().map(|place| layout.field(FIRST_DIMENSION + place)).collect(),
            time: layout.field(TIME),
            direction: layout.field(plan.direction_field()),
            flags: layout.field(plan.flags_field()),
            birth: layout.field(plan.birth_field()),
            end: layout.field(plan.end_field()),
            row: layout.field(plan.row_field()),
            buckets: match program.job {
                Job::Crossings { .. } => {
                    (plan.from..=plan.until + 1).map(|day| program.times.moments(i32::MIN, day).end).collect()
                }
                _ => Vec::new(),
            },
            long_ago: match program.job {
                Job::Crossings { long, .. } => {
                    program.times.spans.iter().map(|(day, _)| long_ago(*day, long)).collect()
                }
                _ => Vec::new(),
            },
            ages: chosen(&|dimension| dimension.of == Of::AgeAtMoment),
            is_plain: matches!(program.job, Job::Flow { .. }),
            is_flow: matches!(program.job, Job::Flow { .. } | Job::Cohort { .. }),
            pins: (0..program.by.len()).filter_map(pin).collect(),
            verified: chosen(&|dimension| program.of_persons && dimension.membership == Membership::Fixed),
            at_moment: chosen(&|dimension| {
                (program.of_persons || program.key == Key::Case)
                    && of_state
                    && dimension.membership == Membership::AtEvent
            }),
            shape,
        }
    }

    /// Goes through the records of a person, or of one whom nobody knows.
    pub(super) fn person(
        &mut self,
        ground: Ground<'_>,
        program: &Program,
        records: Records<'_>,
        stamp: u32,
        loose: bool,
    ) {
        let loose_person = loose && program.key == Key::Person;
        let several = !loose && records.len() > 1;
        match program.job {
            Job::Processing { with_pending } => self.lengths(ground, program, records, with_pending),
            Job::Crossings { .. } | Job::During { crossings: true } | Job::Residence { .. } if loose => {
                let mut own = records.iter().filter(|record| self.has(program, record));
                self.tally.nobody += u64::from(own.any(|record| self.direction.get(record) > 0));
            }
            Job::Crossings { counted_back, .. } => self.stock(ground, program, records, counted_back),
            Job::During { crossings: true } => self.stays(ground, program, records, stamp),
            Job::Residence { .. } => self.residence(ground, program, records, stamp),
            _ if several && self.is_careful() => {
                let items = self.items(ground, program, records);
                let used: Vec<(u32, Codes)> = match program.job {
                    Job::Flow { .. } | Job::Cohort { .. } => items.iter().map(|item| (item.at, item.codes)).collect(),
                    _ => self.used(program, records),
                };
                self.verify(program, &items, &used);
                self.put(program, &items, &used, stamp, true);
            }
            Job::Flow { .. } | Job::Cohort { .. } => {
                self.flow(ground, program, records, stamp, loose_person);
                if several && !self.verified.is_empty() {
                    self.verify_flow(ground.plan, program, records);
                }
            }
            _ => self.intervals(ground, program, records, stamp, loose_person),
        }
    }

    /// Whether something is to be looked at that needs all of a person at once.
    pub(super) fn is_careful(&self) -> bool {
        self.shape.open.iter().any(Option::is_some)
            || !self.pins.is_empty()
            || !self.at_moment.is_empty()
            || (!self.is_flow && !self.verified.is_empty())
    }

    /// The codes of the records of the count, with their times.
    fn used(&self, program: &Program, records: Records<'_>) -> Vec<(u32, Codes)> {
        let own = records.iter().filter(|record| self.has(program, record));
        own.map(|record| (self.time(record), self.codes_of(record))).collect()
    }

    /// As [`Worker::verify`], for what is declared to be fixed in a flow.
    fn verify_flow(&mut self, plan: &Plan, program: &Program, records: Records<'_>) {
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

    /// Whether a record is of the count.
    #[inline]
    pub(super) fn has(&self, program: &Program, record: &[u64]) -> bool {
        program.flag.is_none_or(|flag| self.flags.get(record) >> flag & 1 == 1)
    }

    #[inline]
    pub(super) fn time(&self, record: &[u64]) -> u32 {
        self.time.get(record)
    }

    /// The day of a packed time.
    #[inline]
    pub(super) fn day(plan: &Plan, time: u32) -> i32 {
        let days = match plan.resolution {
            super::plan::Resolution::Days => time,
            super::plan::Resolution::Minutes => time / 1440,
            super::plan::Resolution::Seconds => time / 86_400,
        };
        plan.origin + days.cast_signed()
    }

    /// The last day of an interval; one after the records end for what is open.
    fn end_day(&self, plan: &Plan, record: &[u64]) -> i32 {
        plan.origin + self.end.get(record).cast_signed()
    }

    /// What the codes of a record add, the time apart.
    #[inline]
    pub(super) fn deltas(&self, record: &[u64]) -> Deltas {
        let mut deltas = Deltas::default();
        for ((at, field), delta) in self.fields.iter().enumerate().zip(&mut deltas) {
            *delta = self.shape.delta(at, field.get(record));
        }
        deltas
    }

    #[inline]
    fn at_time(&self, deltas: &mut Deltas, time: u32) {
        if let Some(delta) = deltas.get_mut(self.fields.len()) {
            *delta = self.shape.time_delta(time);
        }
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

    /// When a record of a flow or a cohort counts, and whether that is decided.
    #[inline]
    fn counts(&self, plan: &Plan, program: &Program, record: &[u64]) -> Option<(u32, bool)> {
        if !self.has(program, record) {
            return None;
        }
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

    fn flow(&mut self, ground: Ground<'_>, program: &Program, records: Records<'_>, stamp: u32, loose: bool) {
        for record in records.iter() {
            let Some((period, decided)) = self.counts(ground.plan, program, record) else { continue };
            let mut deltas = self.deltas(record);
            self.at_time(&mut deltas, period);
            if decided && !loose && self.is_plain {
                self.tally.flow(&self.shape, &deltas, stamp);
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

    /// What is known only at the end is not known yet.
    fn open(&self, deltas: &mut Deltas) {
        for (at, delta) in deltas.iter_mut().enumerate().take(self.fields.len()) {
            if let Some(open) = self.shape.open_delta(at) {
                *delta = open;
            }
        }
    }

    /// Intervals at moments or in periods.
    fn intervals(&mut self, ground: Ground<'_>, program: &Program, records: Records<'_>, stamp: u32, loose: bool) {
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
    fn whole(&self, plan: &Plan, program: &Program, record: &[u64]) -> Option<u32> {
        let of_window = Self::day(plan, self.time(record)) <= plan.until && self.end_day(plan, record) >= plan.from;
        program.times.total.filter(|_| of_window && matches!(program.job, Job::During { .. }))
    }

    /// The moments or periods that an interval covers.
    fn covered(&self, plan: &Plan, program: &Program, record: &[u64]) -> Vec<u32> {
        let (start, end) = (Self::day(plan, self.time(record)), self.end_day(plan, record));
        match program.job {
            Job::Intervals { files } => program.times.moments(start, if files { end } else { end + 1 }).collect(),
            _ => program.times.periods(start, end).collect(),
        }
    }

    /// What a flow or intervals count of a person, one by one.
    fn items(&self, ground: Ground<'_>, program: &Program, records: Records<'_>) -> Vec<Item> {
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
    fn age_at(&self, ground: Ground<'_>, program: &Program, record: &[u64], moment: u32) -> Option<(usize, u32)> {
        let at = self.ages.first().copied()?;
        let place = program.by.get(at).copied()?;
        let (axis, coder) = (ground.plan.dimensions.get(place)?, ground.encoder.coders.get(place)?);
        let day = program.times.spans.get(moment as usize).map_or(0, |(day, _)| *day);
        let birth = i32::try_from(self.birth.get(record)).ok().filter(|birth| *birth > 0);
        let known = |birth| coder.group(axis, ground.encoder.calendar.age(birth, day));
        Some((at, birth.map_or(coder.not_known(), known).code().unwrap_or(0)))
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

    fn lengths(&mut self, ground: Ground<'_>, program: &Program, records: Records<'_>, with_pending: bool) {
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

    /// Whether all crossings of a person say something of one.
    pub(super) fn looks(&self) -> bool {
        !self.pins.is_empty() || !self.verified.is_empty()
    }

    pub(super) fn has_ages(&self) -> bool {
        !self.ages.is_empty()
    }

    pub(super) fn field_of(&self, at: usize) -> Field {
        self.fields.get(at).copied().unwrap_or_default()
    }

    /// The time of the deltas is a period or moment.
    pub(super) fn timed(&self, mut deltas: Deltas, time: u32) -> Deltas {
        self.at_time(&mut deltas, time);
        deltas
    }
}
