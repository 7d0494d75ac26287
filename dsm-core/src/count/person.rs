//! The records of one person, sorted by time, go through every program.

use super::{
    dimension::{Of, Pin},
    encode::{Encoder, FIRST_DIMENSION, TIME},
    layout::{Field, Layout},
    plan::{Job, Key, Plan, Program},
    shape::Shape,
    tally::{AXES, Deltas, Tally},
};
use crate::measure::Membership;

/// The sorted records of a person: the key, then the words of the record.
#[derive(Clone, Copy)]
pub(super) struct Records<'a> {
    pub(super) words: &'a [u64],
    pub(super) stride: usize,
    pub(super) key: usize,
    pub(super) known: Known,
}

/// What was seen of the records of a person; where it was not, it is still to be looked for.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Known {
    /// Each is of a later time than the one before.
    pub(super) apart: bool,
    /// All say the same of what is declared to be fixed.
    pub(super) fixed: bool,
}

impl<'a> Records<'a> {
    pub(super) fn iter(&self) -> impl Iterator<Item = &'a [u64]> + Clone + 'a {
        let key = self.key;
        self.words.chunks_exact(self.stride).map(move |record| record.get(key..).unwrap_or_default())
    }

    /// The bits that differ between any two records, and whether each is of another time than the one before it.
    pub(super) fn differences(&self, time: u64) -> ([u64; 4], bool) {
        let (mut all, mut apart, mut records) = ([0_u64; 4], true, self.iter());
        let Some(mut last) = records.next() else { return (all, apart) };
        for record in records {
            for (all, (own, before)) in all.iter_mut().zip(record.iter().zip(last)) {
                *all |= own ^ before;
            }
            // The time is in the first word.
            let first = |record: &[u64]| record.first().copied().unwrap_or(0);
            apart &= (first(record) ^ first(last)) & time != 0;
            last = record;
        }
        (all, apart)
    }

    pub(super) fn len(&self) -> usize {
        self.words.len() / self.stride.max(1)
    }
}

/// Where there are at most so many periods, a person has several events in the same cell.
const FEW: usize = 8;

/// A program at work.
#[derive(Clone, Debug)]
pub(super) struct Worker {
    pub(super) at: usize,
    pub(super) shape: Shape,
    pub(super) tally: Tally,
    pub(super) fields: Vec<Field>,
    pub(super) time: Field,
    pub(super) direction: Field,
    pub(super) flags: Field,
    pub(super) birth: Field,
    pub(super) end: Field,
    pub(super) row: Field,
    /// Of each day of the window, how many moments there are up to its start, and before an entry on it is long ago.
    pub(super) moments: Vec<[u32; 2]>,
    /// Of each moment, the last day that is long ago.
    pub(super) long_ago: Vec<i32>,
    /// The dimensions whose code follows from the moment.
    pub(super) ages: Vec<usize>,
    pub(super) pins: Vec<(usize, Pin, bool)>,
    pub(super) verified: Vec<usize>,
    /// The bits of a record that say these.
    pub(super) fixed: Vec<u64>,
    pub(super) at_moment: Vec<usize>,
    /// The bits of the codes in a record that is one word, of flows of few periods.
    pub(super) few: Option<u64>,
    pub(super) is_flow: bool,
    pub(super) is_plain: bool,
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
    pub(super) fn new(ground: Ground<'_>, at: usize, program: &Program, layout: &Layout, memory: &mut usize) -> Self {
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
        let verified = chosen(&|dimension| program.of_persons && dimension.membership == Membership::Fixed);
        let mut fixed = vec![0_u64; layout.words];
        for place in verified.iter().filter_map(|at| program.by.get(*at)) {
            let field = layout.field(FIRST_DIMENSION + place);
            fixed.get_mut(field.word()).into_iter().for_each(|word| *word |= field.mask());
        }
        let long_ago: Vec<i32> = match program.job {
            // The end of the records stands behind the last moment.
            Job::Crossings { long, .. } => {
                let days = program.times.spans.iter().map(|(day, _)| *day).chain([plan.until + 1]);
                days.map(|day| long_ago(day, long)).collect()
            }
            _ => Vec::new(),
        };
        let moments = |day: i32| {
            let here = program.times.moments(i32::MIN, day).end;
            let long = u32::try_from(long_ago.partition_point(|limit| *limit < day)).unwrap_or(here);
            [here, here.max(long)]
        };
        let own: Vec<Field> = program.by.iter().map(|place| layout.field(FIRST_DIMENSION + place)).collect();
        let is_plain = matches!(program.job, Job::Flow { .. });
        let of_state = matches!(program.job, Job::Intervals { .. } | Job::During { .. });
        Self {
            at,
            tally,
            time: layout.field(TIME),
            direction: layout.field(plan.direction_field()),
            flags: layout.field(plan.flags_field()),
            birth: layout.field(plan.birth_field()),
            end: layout.field(plan.end_field()),
            row: layout.field(plan.row_field()),
            moments: match program.job {
                Job::Crossings { .. } => (plan.from..=plan.until + 1).map(moments).collect(),
                _ => Vec::new(),
            },
            few: (is_plain && layout.words == 1 && program.times.len() <= FEW)
                .then(|| own.iter().fold(0, |all, field| all | field.mask())),
            fields: own,
            long_ago,
            ages: chosen(&|dimension| dimension.of == Of::AgeAtMoment),
            is_plain,
            is_flow: matches!(program.job, Job::Flow { .. } | Job::Cohort { .. }),
            pins: (0..program.by.len()).filter_map(pin).collect(),
            verified,
            fixed,
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
        if loose && !self.pins.is_empty() && !program.job.of_crossings() {
            self.unnamed(ground.plan, program, records);
        }
        match program.job {
            Job::Processing { with_pending } => self.lengths(ground, program, records, with_pending),
            Job::Crossings { .. } | Job::During { crossings: true } | Job::Residence { .. } if loose => {
                for record in records.iter() {
                    self.nobody(ground, program, record);
                }
            }
            Job::Crossings { counted_back, .. } => self.stock(ground, program, records, counted_back),
            Job::During { crossings: true } => self.stays(ground, program, records, stamp),
            Job::Residence { .. } => self.residence(ground, program, records, stamp),
            _ if several && self.is_careful() => {
                let items = self.items(ground, program, records);
                let all = self.used(program, records);
                let of_events = matches!(program.job, Job::Flow { .. } | Job::Cohort { .. });
                let own: Vec<(u32, Codes)> = items.iter().map(|item| (item.at, item.codes)).collect();
                self.verify(program, &items, if of_events { &own } else { &all });
                // What a person is by a pin does not hang on what of a cohort is still undecided.
                let deciding = if matches!(program.job, Job::Flow { .. }) { own } else { all };
                self.put(program, &items, &deciding, stamp, true);
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
    pub(super) fn end_day(&self, plan: &Plan, record: &[u64]) -> i32 {
        plan.origin + self.end.get(record).cast_signed()
    }

    /// What the codes of a record add, the time apart.
    #[inline]
    pub(super) fn deltas(&self, record: &[u64]) -> Deltas {
        let mut deltas = Deltas::default();
        self.put_deltas(record, &mut deltas);
        deltas
    }

    /// As [`Worker::deltas`], over those of another record.
    #[inline]
    pub(super) fn put_deltas(&self, record: &[u64], deltas: &mut Deltas) {
        for ((at, field), delta) in self.fields.iter().enumerate().zip(deltas) {
            *delta = self.shape.delta(at, field.get(record));
        }
    }

    #[inline]
    pub(super) fn at_time(&self, deltas: &mut Deltas, time: u32) {
        if let Some(delta) = deltas.get_mut(self.fields.len()) {
            *delta = self.shape.time_delta(time);
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
