//! The cells that an event is new in: those of sets with a dimension in which it differs from what its person had before.

use super::{
    shape::{Shape, Step},
    slots::Counters,
    tally::{AXES, Deltas},
};

/// With so many axes at most each set of differences has a way of its own; with more there is one for all that differs.
const FINE: usize = 7;
/// So many combinations of codes are remembered of a person.
const SEEN: usize = 8;

/// A step that is gone again: its set is that of another step and one dimension more.
#[derive(Clone, Copy, Debug)]
struct Turn {
    at: u16,
    parent: u16,
    dimension: u8,
    wanted: bool,
}

/// The sets without the time or those with it, and where the person was last.
#[derive(Clone, Debug, Default)]
struct Half {
    /// The axes whose differences matter.
    axes: usize,
    /// For each set of differences the steps that have one of them; at the end all steps, for a first event.
    ways: Vec<Vec<Turn>>,
    before: Deltas,
    /// Whether the person was nowhere yet.
    is_first: bool,
    /// Whether any set of this half is counted.
    is_wanted: bool,
}

/// Ways through the sets of a flow, all but the full combination.
#[derive(Clone, Debug)]
pub(super) struct Ways {
    over_time: Half,
    timed: Half,
    /// What stands at each step now.
    sums: Vec<u64>,
    /// Combinations of codes whose cells over all time are counted; the oldest is forgotten.
    seen: [u64; SEEN],
    held: usize,
}

impl Ways {
    pub(super) fn new(shape: &Shape) -> Self {
        let axes = shape.axes();
        let mut sets: Vec<u32> = Vec::with_capacity(shape.steps.len());
        for step in &shape.steps {
            let parent = sets.get(usize::from(step.parent)).map(|set| set | 1 << step.dimension);
            sets.push(parent.unwrap_or(0));
        }
        let time = 1_u32 << (axes - 1);
        let steps: Vec<(u16, u32, &Step)> =
            (0_u16..).zip(sets).zip(&shape.steps).map(|((at, set), step)| (at, set, step)).collect();
        let steps = steps.split_last().map(|(_, steps)| steps).unwrap_or_default();
        let half = |timed: bool| {
            let axes = if timed { axes } else { axes - 1 };
            let own = |differs: u32| -> Vec<Turn> {
                let steps = steps.iter().filter(|(_, set, _)| (set & time != 0) == timed);
                let steps = steps.filter(|(_, set, _)| differs == u32::MAX || set & differs != 0);
                let turn = |(at, _, step): &(u16, u32, &Step)| Turn {
                    at: *at,
                    parent: step.parent,
                    dimension: step.dimension,
                    wanted: step.wanted != 0,
                };
                steps.map(turn).collect()
            };
            let ways = match axes {
                0..=FINE => (0..1 << axes).chain([u32::MAX]).map(own).collect(),
                _ => vec![Vec::new(), own(u32::MAX), own(u32::MAX)],
            };
            let is_wanted = ways.last().is_some_and(|all: &Vec<Turn>| all.iter().any(|turn| turn.wanted));
            Half { axes, ways, is_wanted, ..Half::default() }
        };
        Self {
            over_time: half(false),
            timed: half(true),
            sums: vec![shape.base; shape.steps.len()],
            seen: [0; SEEN],
            held: 0,
        }
    }

    /// Another person begins.
    #[inline]
    pub(super) fn begin(&mut self) {
        (self.over_time.is_first, self.timed.is_first, self.held) = (true, true, 0);
    }

    /// Counts the person of an event in the cells of all sets that are new, the full combination apart.
    #[inline]
    pub(super) fn event<C: Counters>(
        &mut self,
        counters: &mut C,
        shape: &Shape,
        deltas: &Deltas,
        (full, stamp): (u64, u32),
    ) {
        let Self { over_time, timed, sums, seen, held } = self;
        let combination = full.wrapping_sub(deltas.get(shape.axes() - 1).copied().unwrap_or(0));
        if over_time.is_wanted && !seen.iter().take(*held).any(|seen| *seen == combination) {
            if let Some(slot) = seen.get_mut(*held % SEEN) {
                *slot = combination;
            }
            *held += 1;
            over_time.go(counters, shape, deltas, sums, stamp);
        }
        if timed.is_wanted {
            timed.go(counters, shape, deltas, sums, stamp);
        }
    }
}

impl Half {
    #[inline]
    fn go<C: Counters>(&mut self, counters: &mut C, shape: &Shape, deltas: &Deltas, sums: &mut [u64], stamp: u32) {
        let last = self.ways.len() - 1;
        let mut differs = 0;
        for (at, (before, delta)) in self.before.iter_mut().zip(deltas).take(self.axes.min(AXES)).enumerate() {
            differs |= usize::from(before != delta) << at;
            *before = *delta;
        }
        let way = match (std::mem::take(&mut self.is_first), self.axes > FINE) {
            (true, _) => last,
            (false, true) => differs.min(1),
            (false, false) => differs,
        };
        for turn in self.ways.get(way).map(Vec::as_slice).unwrap_or_default() {
            let sum = if turn.at == 0 {
                shape.base
            } else {
                let parent = sums.get(usize::from(turn.parent)).copied().unwrap_or(0);
                parent.wrapping_add(deltas.get(usize::from(turn.dimension)).copied().unwrap_or(0))
            };
            if let Some(slot) = sums.get_mut(usize::from(turn.at)) {
                *slot = sum;
            }
            if turn.wanted {
                counters.touch(sum, stamp);
            }
        }
    }
}
