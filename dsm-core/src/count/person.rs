//! The records of one person, sorted by time, go through every program.

use super::{
    dimension::{Of, Pin},
    encode::{ENTRY, EXIT, Encoder, FIRST_DIMENSION, TIME},
    layout::{Field, Layout},
    plan::{Job, Key, Plan, Program},
    shape::{Shape, TIMED, WHOLE},
    tally::{Deltas, Tally, full_cell},
    times::NONE,
};
use crate::measure::Membership;

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
    /// The moments in the units of packed time.
    pub(super) moments: Vec<u32>,
    /// The dimensions whose code follows from the moment.
    ages: Vec<usize>,
    pins: Vec<(usize, Pin, bool)>,
    verified: Vec<usize>,
    at_moment: Vec<usize>,
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
        let a_day = plan.resolution.a_day();
        let unit = |day: i32| u32::try_from(day - plan.origin).unwrap_or(0).saturating_mul(a_day);
        let chosen = |wanted: &dyn Fn(&super::Dimension) -> bool| -> Vec<usize> {
            (0..program.by.len()).filter(|at| program.by.get(*at).and_then(of).is_some_and(wanted)).collect()
        };
        let pin = |at: usize| {
            let dimension = program.by.get(at).and_then(of)?;
            let pin = dimension.pin.filter(|_| program.of_persons)?;
            let whole = dimension.membership == Membership::Fixed;
            (whole || dimension.membership == Membership::Pinned).then_some((at, pin, whole))
        };
        let of_interval = matches!(program.job, Job::Intervals { .. } | Job::During { crossings: false });
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
            moments: program.times.spans.iter().map(|(first, _)| unit(*first)).collect(),
            ages: chosen(&|dimension| dimension.of == Of::AgeAtMoment),
            pins: (0..program.by.len()).filter_map(pin).collect(),
            verified: chosen(&|dimension| program.of_persons && dimension.membership == Membership::Fixed),
            at_moment: chosen(&|dimension| {
                program.of_persons && of_interval && dimension.membership == Membership::AtEvent
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
        match program.job {
            Job::Flow { .. } | Job::Cohort { .. } => {
                if !self.pins.is_empty() && !loose && records.len() > 1 {
                    self.pinned(ground, program, records, stamp);
                } else {
                    self.flow(ground, program, records, stamp, loose_person);
                }
            }
            Job::Intervals { .. } | Job::During { crossings: false } => {
                self.intervals(ground, program, records, stamp, loose_person);
            }
            Job::Processing { with_pending } => self.lengths(ground, program, records, with_pending),
            Job::Crossings { .. } | Job::During { crossings: true } | Job::Residence { .. } if loose => {}
            Job::Crossings { counted_back, long } => self.stock(ground, program, records, (counted_back, long)),
            Job::During { .. } => self.stays(ground, program, records, stamp),
            Job::Residence { .. } => self.residence(ground, program, records, stamp),
        }
        let counted = !loose && program.of_persons && records.len() > 1;
        if counted && !(self.verified.is_empty() && self.at_moment.is_empty()) {
            self.verify(ground, program, records);
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

    /// The ages at a moment.
    pub(super) fn aged(&self, ground: Ground<'_>, program: &Program, record: &[u64], deltas: &mut Deltas, moment: u32) {
        for at in &self.ages {
            let place = program.by.get(*at).copied().unwrap_or_default();
            let (Some(axis), Some(coder)) = (ground.plan.dimensions.get(place), ground.encoder.coders.get(place))
            else {
                continue;
            };
            let day = program.times.spans.get(moment as usize).map_or(0, |(day, _)| *day);
            let birth = i32::try_from(self.birth.get(record)).ok().filter(|birth| *birth > 0);
            let age = birth.and_then(|birth| ground.encoder.calendar.age(birth, day));
            let code = coder.group(axis, age).code().unwrap_or(0);
            if let Some(delta) = deltas.get_mut(*at) {
                *delta = self.shape.delta(*at, code);
            }
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

    /// As a flow, where the first or last event says the code of a person.
    fn pinned(&mut self, ground: Ground<'_>, program: &Program, records: Records<'_>, stamp: u32) {
        let mut events = Vec::with_capacity(records.len());
        for record in records.iter() {
            let Some((period, decided)) = self.counts(ground.plan, program, record) else { continue };
            let mut deltas = self.deltas(record);
            self.at_time(&mut deltas, period);
            if !decided {
                self.open(&mut deltas);
            }
            self.tally.event(full_cell(&self.shape, &deltas), decided, false);
            events.push((period, decided, deltas, record));
        }
        for (period, decided, own, _) in &events {
            for which in [TIMED, WHOLE] {
                let mut deltas = *own;
                for (at, pin, whole) in &self.pins {
                    let code = if *whole {
                        self.pin(*at, *pin, records.iter())
                    } else {
                        let same = events.iter().filter(|event| which == WHOLE || event.0 == *period);
                        self.pin(*at, *pin, same.map(|event| event.3))
                    };
                    if let (Some(delta), Some(code)) = (deltas.get_mut(*at), code) {
                        *delta = self.shape.delta(*at, code);
                    }
                }
                self.tally.person(&self.shape, &deltas, stamp, *decided, which);
            }
        }
    }

    /// The code of the first or last of several records; at one instant the smallest.
    fn pin<'r>(&self, at: usize, pin: Pin, records: impl Iterator<Item = &'r [u64]>) -> Option<u32> {
        let field = self.fields.get(at)?;
        let order = |record: &&[u64]| {
            let time = self.time(record);
            (if pin == Pin::First { time } else { NONE - time }, self.shape.rank(at, field.get(record)))
        };
        records.min_by_key(order).map(|record| field.get(record))
    }

    /// Intervals at moments or in periods.
    fn intervals(&mut self, ground: Ground<'_>, program: &Program, records: Records<'_>, stamp: u32, loose: bool) {
        for record in records.iter() {
            if !self.has(program, record) {
                continue;
            }
            let mut deltas = self.deltas(record);
            for time in self.covered(ground.plan, program, record) {
                self.aged(ground, program, record, &mut deltas, time);
                self.tally.event(full_cell(&self.shape, &deltas), true, loose);
                if !loose {
                    self.tally.person(&self.shape, &deltas, stamp, true, TIMED);
                }
            }
            if let (Job::During { .. }, Some(total), false) = (program.job, program.times.total, loose) {
                let (start, end) = (Self::day(ground.plan, self.time(record)), self.end_day(ground.plan, record));
                if start <= ground.plan.until && end >= ground.plan.from {
                    self.at_time(&mut deltas, total);
                    self.tally.person(&self.shape, &deltas, stamp, true, WHOLE);
                }
            }
        }
    }

    /// The moments or periods that an interval covers.
    fn covered(&self, plan: &Plan, program: &Program, record: &[u64]) -> Vec<u32> {
        let (start, end) = (Self::day(plan, self.time(record)), self.end_day(plan, record));
        match program.job {
            Job::Intervals { files } => program.times.moments(start, if files { end } else { end + 1 }).collect(),
            _ => program.times.periods(start, end).collect(),
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

    /// Counts the persons with two codes of what was declared to be one.
    fn verify(&mut self, ground: Ground<'_>, program: &Program, records: Records<'_>) {
        let plan = ground.plan;
        let events = matches!(program.job, Job::Flow { .. } | Job::Cohort { .. });
        let directed =
            matches!(program.job, Job::Crossings { .. } | Job::Residence { .. } | Job::During { crossings: true });
        let counted = |record: &&[u64]| match () {
            () if events => self.counts(plan, program, record).is_some(),
            () if directed => self.has(program, record) && [ENTRY, EXIT].contains(&self.direction.get(record)),
            () => self.has(program, record) && !self.covered(plan, program, record).is_empty(),
        };
        let mut two = Vec::new();
        for at in &self.verified {
            let Some(field) = self.fields.get(*at) else { continue };
            let mut codes = records.iter().filter(counted).map(|record| field.get(record));
            let first = codes.next();
            if codes.any(|code| Some(code) != first) {
                two.push(*at);
            }
        }
        for at in &self.at_moment {
            let Some(field) = self.fields.get(*at) else { continue };
            let mut seen: Vec<(u32, u32)> = Vec::new();
            for record in records.iter().filter(|record| self.has(program, record)) {
                seen.extend(self.covered(plan, program, record).into_iter().map(|time| (time, field.get(record))));
            }
            seen.sort_unstable();
            seen.dedup();
            if seen.windows(2).any(|pair| matches!(pair, [a, b] if a.0 == b.0)) {
                two.push(*at);
            }
        }
        for at in two {
            self.tally.two_codes.get_mut(at).into_iter().for_each(|count| *count += 1);
        }
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
