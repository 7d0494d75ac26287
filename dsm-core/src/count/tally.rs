//! What a program has counted so far.

use super::{
    between::Between,
    plan::{Job, Program},
    shape::{Shape, TIMED, WHOLE},
    slots::{Counters, Slots},
    walk::{full_cell, walk},
    ways::Ways,
};
use crate::error::Code;
use std::collections::BTreeMap;

/// At most so many axes: twelve dimensions and the time.
pub(super) const AXES: usize = 13;
/// So many events wait until they are counted at once.
const WAITING: usize = 1024;
/// What the codes of an event add to the cell of all totals, one for each axis.
pub(super) type Deltas = [u64; AXES];

/// The counters of a program.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    /// Distinct persons for whom it is decided, and all for whom it may be.
    persons: Slots,
    any: Option<Slots>,
    /// Events at the full combination that are not decided, and those of nobody who is known; the decided ones stand with persons.
    undecided: Slots,
    loose: Slots,
    both: Slots,
    /// The persons with two codes of a dimension.
    pub(super) two_codes: Vec<u64>,
    /// Days from start to end: for each full combination the decided and the pending of each length.
    pub(super) lengths: BTreeMap<(u64, u32), [u32; 2]>,
    /// What the stocks of crossings rest on.
    pub(super) crossings: Vec<Between>,
    /// Crossings between moments that are not among those yet: exits of who is out and of who is in, then entries.
    kinds: Vec<[u64; 4]>,
    /// Crossings of nobody who is known, each at the first time of which it may change who is in.
    pub(super) nobody: Vec<u64>,
    /// Rows that findings are of, where places are wanted.
    pub(super) placed: Vec<(Code, u32)>,
    sums: Vec<u64>,
    ways: Ways,
    /// Events of flows at their full combination, with their persons, that are not counted yet.
    waiting: Vec<(u64, u32, u32)>,
}

/// The counts of a cell, each from what is decided to what may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Figures {
    pub(super) persons: [u32; 2],
    pub(super) events: [u32; 2],
    /// Events of nobody who is known: each may be a person of its own.
    pub(super) loose: u32,
    /// Persons who are in the cell and in what may come to be in it.
    pub(super) both: u32,
}

impl Tally {
    /// The counters of a program in what there is of memory; what they take of it is taken away.
    pub(super) fn new(program: &Program, shape: &Shape, undecided: bool, memory: &mut usize) -> Self {
        let mut slots = || {
            let slots = Slots::new(shape.cells, *memory);
            *memory = memory.saturating_sub(slots.bytes());
            slots
        };
        Self {
            persons: slots(),
            any: undecided.then(slots),
            undecided: Slots::new(None, 0),
            loose: Slots::new(None, 0),
            both: Slots::new(None, 0),
            two_codes: vec![0; program.by.len()],
            lengths: BTreeMap::new(),
            crossings: vec![Between::default(); program.times.len() + 1],
            kinds: vec![[0; 4]; program.times.len() + 1],
            nobody: vec![0; program.times.len() + 1],
            placed: Vec::new(),
            sums: vec![0; shape.steps.len()],
            ways: Ways::new(shape),
            waiting: Vec::with_capacity(WAITING),
        }
    }

    /// Counts a person in the cells of an event, in every set.
    #[inline]
    pub(super) fn person(&mut self, shape: &Shape, deltas: &Deltas, stamp: u32, decided: bool, which: u8) {
        let Self { persons, any, sums, .. } = self;
        let walk = |slots: &mut Slots, sums: &mut [u64]| match slots {
            Slots::Dense(dense) => walk(dense, shape, deltas, sums, (stamp, which)),
            Slots::Sparse(sparse) => walk(sparse, shape, deltas, sums, (stamp, which)),
        };
        if decided {
            walk(persons, sums);
        }
        if let Some(any) = any {
            walk(any, sums);
        }
    }

    /// Another person begins.
    #[inline]
    pub(super) fn begin(&mut self) {
        self.ways.begin();
    }

    /// Counts so many events of a flow that are decided, and their person in every set.
    #[inline]
    pub(super) fn flow(&mut self, shape: &Shape, deltas: &Deltas, stamp: u32, events: u32) {
        let full = full_cell(shape, deltas);
        self.wait(full, stamp, events);
        let Self { persons, ways, .. } = self;
        match persons {
            Slots::Dense(dense) => ways.event(dense, shape, deltas, (full, stamp)),
            Slots::Sparse(sparse) => ways.event(sparse, shape, deltas, (full, stamp)),
        }
    }

    /// As [`Tally::flow`], in the full combination alone. Many are counted at once: their counters stand far apart, and need not be
    /// waited for one after the other. A person whose events wait is counted in no other way.
    #[inline]
    pub(super) fn wait(&mut self, cell: u64, stamp: u32, events: u32) {
        if self.waiting.len() >= WAITING {
            self.count_waiting();
        }
        self.waiting.push((cell, stamp, events));
    }

    /// Counts a crossing of a person who is in or out before a moment.
    #[inline]
    pub(super) fn kind(&mut self, moment: usize, entering: bool, was: bool) {
        let kinds = self.kinds.get_mut(moment);
        let own = kinds.and_then(|kinds| kinds.get_mut(usize::from(entering) * 2 + usize::from(was)));
        own.into_iter().for_each(|own| *own = own.wrapping_add(1));
    }

    /// Counts what still waits.
    pub(super) fn count_waiting(&mut self) {
        fn all<C: Counters>(counters: &mut C, waiting: &[(u64, u32, u32)]) {
            for (cell, stamp, events) in waiting {
                counters.events(*cell, *events);
                counters.touch(*cell, *stamp);
            }
        }
        match &mut self.persons {
            Slots::Dense(dense) => all(dense, &self.waiting),
            Slots::Sparse(sparse) => all(sparse, &self.waiting),
        }
        self.waiting.clear();
        for (kinds, between) in self.kinds.iter_mut().zip(&mut self.crossings) {
            between.crossed(std::mem::take(kinds));
        }
    }

    /// Counts a person who is in a cell and in what may come to be in it.
    pub(super) fn both(&mut self, cell: u64) {
        self.both.add(cell, 1);
    }

    /// Counts an event at its full combination.
    #[inline]
    pub(super) fn event(&mut self, cell: u64, decided: bool, loose: bool) {
        if !decided {
            self.undecided.add(cell, 1);
        } else {
            self.persons.event(cell);
        }
        if loose {
            self.loose.add(cell, 1);
        }
    }

    /// Counts persons that are in a full combination and in no other of its time; negative numbers take them away again.
    pub(super) fn change(&mut self, cell: u64, by: i32) {
        self.persons.add(cell, by.cast_unsigned());
    }

    /// Adds what was counted of other persons.
    pub(super) fn absorb(&mut self, other: &Self) {
        self.persons.absorb(&other.persons);
        if let (Some(own), Some(other)) = (&mut self.any, &other.any) {
            own.absorb(other);
        }
        self.undecided.absorb(&other.undecided);
        self.loose.absorb(&other.loose);
        self.both.absorb(&other.both);
        self.two_codes.iter_mut().zip(&other.two_codes).for_each(|(own, other)| *own += other);
        for (key, [decided, pending]) in &other.lengths {
            let own = self.lengths.entry(*key).or_default();
            (own[0], own[1]) = (own[0] + decided, own[1] + pending);
        }
        self.crossings.iter_mut().zip(&other.crossings).for_each(|(own, other)| own.add(other));
        self.nobody.iter_mut().zip(&other.nobody).for_each(|(own, other)| *own += other);
        self.placed.extend_from_slice(&other.placed);
    }

    /// The cells with their figures, in their order: what is decided, and beside it all persons for whom it may be, and the
    /// events that are not decided.
    pub(super) fn cells(&self, program: &Program, shape: &Shape) -> Vec<(u64, Figures)> {
        let (mut cells, mut events): (Vec<(u64, Figures)>, _) = (Vec::new(), Vec::new());
        for (cell, [persons, of_events]) in self.persons.cells() {
            cells.extend((persons > 0).then(|| (cell, Figures { persons: [persons, 0], ..Figures::default() })));
            events.extend((of_events > 0).then_some((cell, of_events)));
        }
        if let Some(any) = &self.any {
            merge(&mut cells, &counts(any), |figures, n| figures.persons[1] += n);
        }
        merge(&mut cells, &counts(&self.both), |figures, n| figures.both += n);
        merge(&mut cells, &self.rolled(events, program, shape), |figures, n| figures.events[0] += n);
        merge(&mut cells, &self.rolled(counts(&self.undecided), program, shape), |figures, n| figures.events[1] += n);
        merge(&mut cells, &self.rolled(counts(&self.loose), program, shape), |figures, n| figures.loose += n);
        cells
    }

    /// Whether there is anything that is not decided yet.
    pub(super) fn is_undecided(&self) -> bool {
        self.any.is_some()
    }

    /// The counts of the full combinations, and the sums of them in every set.
    fn rolled(&self, full: Vec<(u64, u32)>, program: &Program, shape: &Shape) -> Vec<(u64, u32)> {
        let alone = program.sets.len() == 1 && !matches!(program.job, Job::During { .. });
        if full.is_empty() || alone {
            return full;
        }
        let mut sums = Slots::new(shape.cells, usize::MAX);
        // Who is in a state in several periods is so once in all of them: the whole is counted by itself.
        let state = matches!(program.job, Job::During { .. });
        let mut at = vec![shape.base; shape.steps.len()];
        for (cell, count) in full {
            let of_whole = Some(shape.digit(cell, shape.axes() - 1)) == program.times.total;
            let own = match (state, of_whole) {
                (false, _) => TIMED | WHOLE,
                (true, true) => WHOLE,
                (true, false) => TIMED,
            };
            let deltas = shape.deltas_of(cell);
            for (place, step) in shape.steps.iter().enumerate() {
                let parent = at.get(usize::from(step.parent)).copied().unwrap_or(0);
                let delta = deltas.get(usize::from(step.dimension)).copied().filter(|_| place > 0).unwrap_or(0);
                let sum = parent.wrapping_add(delta);
                at.get_mut(place).into_iter().for_each(|slot| *slot = sum);
                if step.wanted & own != 0 {
                    sums.add(sum, count);
                }
            }
        }
        counts(&sums)
    }

    /// Turns the changes from moment to moment into the persons at each moment, and adds them up in every set.
    pub(super) fn settle(&mut self, program: &Program, shape: &Shape) {
        let axis = shape.axes() - 1;
        let mut by_series: BTreeMap<u64, Vec<(u32, i64)>> = BTreeMap::new();
        for (cell, [change, _]) in self.persons.cells() {
            let series = cell - u64::from(shape.digit(cell, axis));
            by_series.entry(series).or_default().push((shape.digit(cell, axis), i64::from(change.cast_signed())));
        }
        let moments = u32::try_from(program.times.len()).unwrap_or(0);
        let mut persons = Slots::new(shape.cells, usize::MAX);
        for (series, changes) in by_series {
            let (mut now, mut changes) = (0_i64, changes.into_iter().peekable());
            for moment in 0..moments {
                while let Some((_, change)) = changes.next_if(|(at, _)| *at == moment) {
                    now += change;
                }
                let Ok(count @ 1..) = u32::try_from(now) else { continue };
                let cell = series + u64::from(moment);
                for set in &program.sets {
                    persons.add(shape.project(cell, *set), count);
                }
            }
        }
        self.persons = persons;
        let (mut inside, mut long) = (0_u64, 0_u64);
        for between in &mut self.crossings {
            (inside, long) = (inside.wrapping_add(between.end), long.wrapping_add(between.long_stays));
            (between.end, between.long_stays) = (inside, long);
        }
    }
}

/// Puts counts into figures; both are in the order of cells.
fn merge(cells: &mut Vec<(u64, Figures)>, counts: &[(u64, u32)], put: impl Fn(&mut Figures, u32)) {
    if counts.is_empty() {
        return;
    }
    let (mut merged, mut own) =
        (Vec::with_capacity(cells.len().max(counts.len())), std::mem::take(cells).into_iter().peekable());
    for (cell, count) in counts {
        while let Some(before) = own.next_if(|(held, _)| held < cell) {
            merged.push(before);
        }
        let same = own.next_if(|(held, _)| held == cell);
        let mut figures = same.map_or_else(Figures::default, |(_, figures)| figures);
        put(&mut figures, *count);
        merged.push((*cell, figures));
    }
    merged.extend(own);
    *cells = merged;
}

/// The cells of one kind with their counts.
fn counts(slots: &Slots) -> Vec<(u64, u32)> {
    slots.cells().into_iter().map(|(cell, [count, _])| (cell, count)).collect()
}
