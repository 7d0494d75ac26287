//! Parts are sorted and counted one after the other, or several at once; what they give adds up.

use super::{
    Counted,
    counted::Finished,
    encode::{Encoder, TIME},
    layout::Layout,
    partitions::{Partitions, Sorter},
    person::{Ground, Known, Records, Worker},
    plan::{Job, Key, Plan},
    quality::Notice,
    several::Several,
};
use crate::{
    error::{Error, Result, Safe, codes::cnt},
    source::Means,
};
use std::{ops::Range, sync::Mutex};

/// The part of the memory that is for counters; the rest is for records.
const TABLES: usize = 4;

/// The workers of the programs, and what is told of persons whatever is counted.
#[derive(Clone, Debug, Default)]
struct Team {
    workers: Vec<Worker>,
    stamp: u32,
    repeated: u64,
    shared: u64,
    /// The rows of equal records, where places are wanted.
    rows: Vec<u32>,
    sorter: Sorter,
    /// Where the records of each person of a part stand, and what is known of them.
    persons: Vec<(Range<usize>, Known)>,
}

/// Counts what was packed.
pub(super) fn finish(
    plan: Plan,
    encoder: &Encoder,
    mut persons: Partitions,
    mut cases: Option<Partitions>,
    means: &Means<'_>,
    notice: &mut Notice<'_>,
) -> Result<Counted> {
    let Some(layout) = encoder.layouts.last() else { return Err(Error::defect("count")) };
    if !layout.fits() {
        return Err(Error::new(cnt::TOO_MANY).with("what", Safe::word("dimensions")).with("limit", 256_u64));
    }
    let ground = Ground { plan: &plan, encoder };
    let workers = workers(ground, layout, means.memory / TABLES);
    if workers.iter().any(|worker| worker.shape.cells.is_none()) {
        return Err(Error::new(cnt::TOO_MANY).with("what", Safe::word("cells")).with("limit", u64::MAX));
    }
    let mut team = Team { workers, ..Team::default() };
    let spilled = persons.spilled + cases.as_ref().map_or(0, |cases| cases.spilled);
    run(ground, &mut team, &mut persons, Key::Person, means)?;
    if let Some(cases) = &mut cases {
        run(ground, &mut team, cases, Key::Case, means)?;
    }
    let told = Several { repeated: team.repeated, shared: team.shared, rows: &team.rows };
    told.tell(&plan, &mut team.workers, notice)?;
    let mut finished = Vec::new();
    for (mut worker, program) in team.workers.into_iter().zip(&plan.programs) {
        if matches!(program.job, Job::Crossings { .. }) {
            worker.tally.settle(program, &worker.shape);
        }
        finished.push(Finished::new(program, worker));
    }
    Ok(Counted::new(plan, finished, notice.quality.clone(), spilled))
}

/// The workers of all programs: counters of cells stand beside each other while there is memory for it.
fn workers(ground: Ground<'_>, layout: &Layout, mut memory: usize) -> Vec<Worker> {
    let worker = |(at, program)| Worker::new(ground, at, program, layout, &mut memory);
    ground.plan.programs.iter().enumerate().map(worker).collect()
}

/// Takes part after part, by as many threads as there may be.
fn run(ground: Ground<'_>, team: &mut Team, parts: &mut Partitions, key: Key, means: &Means<'_>) -> Result<()> {
    let (count, words) = (parts.len(), parts.key);
    let layouts = &ground.encoder.layouts;
    let threads = means.threads.clamp(1, 64);
    if threads == 1 {
        let mut records = Vec::new();
        for at in 0..count {
            parts.take(at, layouts, &mut records)?;
            team.part(ground, &mut records, words, key, at + 1 == count);
            means.step(at as u64, Some(count as u64))?;
        }
        return Ok(());
    }
    let fresh = team.fresh(ground, means.memory / TABLES / threads);
    let shared = Mutex::new((parts, 0_usize));
    let work = || -> Result<Team> {
        let (mut team, mut records) = (fresh.clone(), Vec::new());
        loop {
            let at = {
                let mut shared = shared.lock().map_err(|_| Error::defect("count"))?;
                let (parts, next) = &mut *shared;
                let at = *next;
                if at >= count {
                    return Ok(team);
                }
                *next += 1;
                parts.take(at, layouts, &mut records)?;
                at
            };
            team.part(ground, &mut records, words, key, at + 1 == count);
            means.step(at as u64, Some(count as u64))?;
        }
    };
    let teams: Vec<Result<Team>> = std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        running.into_iter().map(|thread| thread.join().unwrap_or_else(|_| Err(Error::defect("count")))).collect()
    });
    for other in teams {
        team.absorb(&other?);
    }
    Ok(())
}

impl Team {
    /// The same workers with nothing counted.
    fn fresh(&self, ground: Ground<'_>, memory: usize) -> Self {
        let Some(layout) = ground.encoder.layouts.last() else { return self.clone() };
        Self { workers: workers(ground, layout, memory), ..Self::default() }
    }

    fn absorb(&mut self, other: &Self) {
        self.workers.iter_mut().zip(&other.workers).for_each(|(own, other)| own.tally.absorb(&other.tally));
        self.repeated += other.repeated;
        self.shared += other.shared;
        self.rows.extend_from_slice(&other.rows);
    }

    /// Counts the records of a part; those of the last one belong to nobody who is known.
    fn part(&mut self, ground: Ground<'_>, words: &mut Vec<u64>, key: usize, of: Key, loose: bool) {
        let Some(layout) = ground.encoder.layouts.last() else { return };
        let stride = key + layout.words;
        if loose {
            for record in words.chunks_exact(stride) {
                self.stamp = self.stamp.wrapping_add(1);
                self.loose(ground, Records { words: record, stride, key, known: Known::default() }, of);
            }
            self.workers.iter_mut().for_each(|worker| worker.tally.count_waiting());
            return;
        }
        self.sorter.sort(words, stride);
        let same = |a: usize, b: usize| match key {
            1 => words.get(a) == words.get(b),
            _ => words.get(a..a + key) == words.get(b..b + key),
        };
        let (mut persons, mut start) = (std::mem::take(&mut self.persons), 0);
        persons.clear();
        while start < words.len() {
            let mut end = start + stride;
            while end < words.len() && same(start, end) {
                end += stride;
            }
            let single = end - start == stride;
            persons.push((start..end, Known { apart: single, fixed: single }));
            start = end;
        }
        if of == Key::Person {
            self.look_at(ground, words, &mut persons, (stride, key));
        }
        // One worker after the other: its counters stay where the processor is fastest.
        let before = self.stamp;
        for worker in &mut self.workers {
            let Some(program) = ground.plan.programs.get(worker.at).filter(|program| program.key == of) else {
                continue;
            };
            for ((person, known), stamp) in persons.iter().zip(1_u32..) {
                let words = words.get(person.clone()).unwrap_or_default();
                let records = Records { words, stride, key, known: *known };
                worker.person(ground, program, records, before.wrapping_add(stamp), false);
            }
            worker.tally.count_waiting();
        }
        self.stamp = before.wrapping_add(u32::try_from(persons.len()).unwrap_or(0));
        self.persons = persons;
    }

    /// What is told of each person; where equal records are dropped, each stays once.
    fn look_at(
        &mut self,
        ground: Ground<'_>,
        words: &mut [u64],
        persons: &mut [(Range<usize>, Known)],
        (stride, key): (usize, usize),
    ) {
        let Some(layout) = ground.encoder.layouts.last() else { return };
        let mut single = Vec::new();
        let mut fixed = vec![0_u64; layout.words];
        for worker in &self.workers {
            fixed.iter_mut().zip(&worker.fixed).for_each(|(own, other)| *own |= other);
        }
        let (time, birth) = (layout.field(TIME).mask(), layout.field(ground.plan.birth_field()));
        for (person, known) in persons.iter_mut().filter(|(person, _)| person.len() > stride) {
            let records =
                Records { words: words.get(person.clone()).unwrap_or_default(), stride, key, known: Known::default() };
            let (differs, apart) = records.differences(time);
            *known = Known { apart, fixed: differs.iter().zip(&fixed).all(|(differs, fixed)| differs & fixed == 0) };
            if differs.get(birth.word()).is_some_and(|differs| differs & birth.mask() != 0) {
                let mut births = records.iter().map(|record| birth.get(record)).filter(|birth| *birth > 0);
                let first = births.next();
                self.shared += u64::from(births.any(|birth| Some(birth) != first));
            }
            if apart {
                continue;
            }
            self.look(ground, records, layout, &mut single);
            if ground.plan.specification.drop_duplicates && !single.is_empty() {
                person.end = person.start + single.len();
                words.get_mut(person.clone()).into_iter().for_each(|own| own.copy_from_slice(&single));
            }
        }
    }

    fn loose(&mut self, ground: Ground<'_>, records: Records<'_>, of: Key) {
        for worker in &mut self.workers {
            if let Some(program) = ground.plan.programs.get(worker.at).filter(|program| program.key == of) {
                worker.person(ground, program, records, self.stamp, true);
            }
        }
    }

    /// Equal records. `single` gets each record once where some are equal.
    fn look(&mut self, ground: Ground<'_>, records: Records<'_>, layout: &Layout, single: &mut Vec<u64>) {
        let plan = ground.plan;
        let row = layout.field(plan.row_field());
        let places = plan.specification.places;
        let plain = |record: &[u64]| -> Vec<u64> {
            let mut plain = record.to_vec();
            if let Some(word) = plain.get_mut(row.word()).filter(|_| places) {
                *word &= !(u64::from(row.get(record)) << row.shift());
            }
            plain
        };
        single.clear();
        let (mut repeated, mut last): (u64, Option<&[u64]>) = (0, None);
        for (at, record) in records.iter().enumerate() {
            let equal = last.is_some_and(|last| {
                last.first() == record.first() && last == record
                    || (places && last.first() == record.first() && plain(last) == plain(record))
            });
            if equal {
                if repeated == 0 {
                    single.extend_from_slice(records.words.get(..at * records.stride).unwrap_or_default());
                }
                repeated += 1;
                self.rows.extend(places.then(|| row.get(record)));
            } else if repeated > 0 {
                let own = records.words.get(at * records.stride..(at + 1) * records.stride);
                single.extend_from_slice(own.unwrap_or_default());
            }
            last = Some(record);
        }
        self.repeated += repeated;
    }
}
