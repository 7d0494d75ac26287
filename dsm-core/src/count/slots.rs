//! Counters of cells: one beside the other where there is room for all, in a table of those that occur elsewhere.

/// So many cells stand beside each other at most, whatever the memory.
const DENSE: u64 = 1 << 26;
/// No cell.
const NONE: u64 = u64::MAX;

/// The persons of a cell and the last one who was counted; the events of a full combination.
#[derive(Clone, Copy, Debug, Default)]
struct Counter {
    stamp: u32,
    count: u32,
    events: u32,
}

/// Counters of distinct persons, or of events.
#[derive(Clone, Debug)]
pub(super) enum Slots {
    Dense(Dense),
    Sparse(Sparse),
}

#[derive(Clone, Debug)]
pub(super) struct Dense(Vec<Counter>);

/// Open addressing: a cell stands at its place or behind it.
#[derive(Clone, Debug)]
pub(super) struct Sparse {
    cells: Vec<u64>,
    slots: Vec<Counter>,
    held: usize,
}

/// Counters that are found by the number of a cell.
pub(super) trait Counters {
    /// The counter of a cell.
    fn at(&mut self, cell: u64) -> Option<Slot<'_>>;
}

impl Counters for Dense {
    #[inline]
    fn at(&mut self, cell: u64) -> Option<Slot<'_>> {
        usize::try_from(cell).ok().and_then(|cell| self.0.get_mut(cell)).map(Slot)
    }
}

/// The counter of a cell.
pub(super) struct Slot<'a>(&'a mut Counter);

impl Slot<'_> {
    /// Counts a person once.
    #[inline]
    pub(super) fn touch(self, stamp: u32) {
        // Without a branch: whether it is a new person is hardly to be foreseen, and the next cells need not wait for the answer.
        self.0.count = self.0.count.wrapping_add(u32::from(self.0.stamp != stamp));
        self.0.stamp = stamp;
    }

    /// Counts an event, and its person once.
    #[inline]
    pub(super) fn event(self, stamp: u32) {
        self.0.events = self.0.events.wrapping_add(1);
        self.touch(stamp);
    }

    /// Counts an event of nobody.
    #[inline]
    pub(super) fn event_alone(self) {
        self.0.events = self.0.events.wrapping_add(1);
    }

    /// Adds persons.
    #[inline]
    pub(super) fn add(self, count: u32) {
        self.0.count = self.0.count.wrapping_add(count);
    }
}

impl Sparse {
    fn new() -> Self {
        Self { cells: vec![NONE; 1024], slots: vec![Counter::default(); 1024], held: 0 }
    }

    fn slot(&mut self, cell: u64) -> Option<&mut Counter> {
        if self.held * 2 >= self.cells.len() {
            self.grow();
        }
        let mask = self.cells.len() - 1;
        let mut at = place(cell, mask);
        loop {
            let held = self.cells.get_mut(at)?;
            if *held == cell {
                break;
            }
            if *held == NONE {
                *held = cell;
                self.held += 1;
                break;
            }
            at = (at + 1) & mask;
        }
        self.slots.get_mut(at)
    }

    fn grow(&mut self) {
        let size = self.cells.len() * 2;
        let cells = std::mem::replace(&mut self.cells, vec![NONE; size]);
        let slots = std::mem::replace(&mut self.slots, vec![Counter::default(); size]);
        for (cell, slot) in cells.into_iter().zip(slots).filter(|(cell, _)| *cell != NONE) {
            let mut at = place(cell, size - 1);
            while self.cells.get(at).is_some_and(|held| *held != NONE) {
                at = (at + 1) & (size - 1);
            }
            if let (Some(held), Some(place)) = (self.cells.get_mut(at), self.slots.get_mut(at)) {
                (*held, *place) = (cell, slot);
            }
        }
    }
}

/// Where a cell is looked for first. The mask is of a table in memory: the upper bits do not matter.
#[inline]
fn place(cell: u64, mask: usize) -> usize {
    usize::try_from(cell.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20).unwrap_or(0) & mask
}

impl Counters for Sparse {
    fn at(&mut self, cell: u64) -> Option<Slot<'_>> {
        self.slot(cell).map(Slot)
    }
}

impl Slots {
    /// Counters of so many cells, in so many bytes if they can be.
    pub(super) fn new(cells: Option<u64>, memory: usize) -> Self {
        let room = |cells: &u64| *cells <= DENSE && *cells * 12 <= memory as u64;
        match cells.filter(room).and_then(|cells| usize::try_from(cells).ok()) {
            Some(cells) => Self::Dense(Dense(vec![Counter::default(); cells])),
            None => Self::Sparse(Sparse::new()),
        }
    }

    /// How much of the memory that was given is taken.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Dense(Dense(slots)) => size_of_val(slots.as_slice()),
            Self::Sparse(_) => 0,
        }
    }

    pub(super) fn at(&mut self, cell: u64) -> Option<Slot<'_>> {
        match self {
            Self::Dense(dense) => dense.at(cell),
            Self::Sparse(sparse) => sparse.at(cell),
        }
    }

    pub(super) fn add(&mut self, cell: u64, count: u32) {
        if let Some(slot) = self.at(cell) {
            slot.add(count);
        }
    }

    /// The cells that are not zero with their persons and events, in their order.
    pub(super) fn cells(&self) -> Vec<(u64, [u32; 2])> {
        let held = |counter: &Counter| counter.count > 0 || counter.events > 0;
        let pair = |counter: &Counter| [counter.count, counter.events];
        match self {
            Self::Dense(Dense(slots)) => {
                let cells = slots.iter().enumerate().filter(|(_, counter)| held(counter));
                cells.map(|(cell, counter)| (cell as u64, pair(counter))).collect()
            }
            Self::Sparse(sparse) => {
                let all = sparse.cells.iter().zip(&sparse.slots);
                let all = all.filter(|(cell, counter)| **cell != NONE && held(counter));
                let mut cells: Vec<(u64, [u32; 2])> = all.map(|(cell, counter)| (*cell, pair(counter))).collect();
                cells.sort_unstable();
                cells
            }
        }
    }

    /// Adds the counts of other persons.
    pub(super) fn absorb(&mut self, other: &Self) {
        for (cell, [persons, events]) in other.cells() {
            match self {
                Self::Dense(Dense(slots)) => {
                    if let Some(own) = usize::try_from(cell).ok().and_then(|cell| slots.get_mut(cell)) {
                        own.take(persons, events);
                    }
                }
                Self::Sparse(sparse) => {
                    if let Some(own) = sparse.slot(cell) {
                        own.take(persons, events);
                    }
                }
            }
        }
    }
}

impl Counter {
    fn take(&mut self, persons: u32, events: u32) {
        self.count = self.count.wrapping_add(persons);
        self.events = self.events.wrapping_add(events);
    }
}
