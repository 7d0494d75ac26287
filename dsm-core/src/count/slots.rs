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

/// The stamp and the persons of each cell; the events apart, where there are any, since few cells have them.
#[derive(Clone, Debug)]
pub(super) struct Dense {
    persons: Vec<[u32; 2]>,
    events: Vec<u32>,
}

/// Open addressing: a cell stands at its place or behind it.
#[derive(Clone, Debug)]
pub(super) struct Sparse {
    cells: Vec<u64>,
    slots: Vec<Counter>,
    held: usize,
}

/// Counters that are found by the number of a cell.
pub(super) trait Counters {
    /// Counts a person once.
    fn touch(&mut self, cell: u64, stamp: u32);

    /// Counts events.
    fn events(&mut self, cell: u64, events: u32);

    /// Adds persons.
    fn add(&mut self, cell: u64, persons: u32);
}

impl Counters for Dense {
    #[inline]
    fn touch(&mut self, cell: u64, stamp: u32) {
        if let Some([last, count]) = usize::try_from(cell).ok().and_then(|cell| self.persons.get_mut(cell)) {
            // Without a branch: whether it is a new person is hardly to be foreseen, and the next cells need not wait for the answer.
            *count = count.wrapping_add(u32::from(*last != stamp));
            *last = stamp;
        }
    }

    #[inline]
    fn events(&mut self, cell: u64, events: u32) {
        if self.events.is_empty() {
            self.events = vec![0; self.persons.len()];
        }
        let own = usize::try_from(cell).ok().and_then(|cell| self.events.get_mut(cell));
        own.into_iter().for_each(|own| *own = own.wrapping_add(events));
    }

    #[inline]
    fn add(&mut self, cell: u64, persons: u32) {
        let own = usize::try_from(cell).ok().and_then(|cell| self.persons.get_mut(cell));
        own.into_iter().for_each(|[_, count]| *count = count.wrapping_add(persons));
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
    fn touch(&mut self, cell: u64, stamp: u32) {
        if let Some(slot) = self.slot(cell) {
            slot.count = slot.count.wrapping_add(u32::from(slot.stamp != stamp));
            slot.stamp = stamp;
        }
    }

    fn events(&mut self, cell: u64, events: u32) {
        self.slot(cell).into_iter().for_each(|slot| slot.events = slot.events.wrapping_add(events));
    }

    fn add(&mut self, cell: u64, persons: u32) {
        self.slot(cell).into_iter().for_each(|slot| slot.count = slot.count.wrapping_add(persons));
    }
}

impl Slots {
    /// Counters of so many cells, in so many bytes if they can be.
    pub(super) fn new(cells: Option<u64>, memory: usize) -> Self {
        let room = |cells: &u64| *cells <= DENSE && *cells * 12 <= memory as u64;
        match cells.filter(room).and_then(|cells| usize::try_from(cells).ok()) {
            Some(cells) => Self::Dense(Dense { persons: vec![[0; 2]; cells], events: Vec::new() }),
            None => Self::Sparse(Sparse::new()),
        }
    }

    /// How much of the memory that was given is taken.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Dense(Dense { persons, .. }) => persons.len() * 12,
            Self::Sparse(_) => 0,
        }
    }

    /// Counts an event.
    pub(super) fn event(&mut self, cell: u64) {
        match self {
            Self::Dense(dense) => dense.events(cell, 1),
            Self::Sparse(sparse) => sparse.events(cell, 1),
        }
    }

    /// Adds persons.
    pub(super) fn add(&mut self, cell: u64, persons: u32) {
        match self {
            Self::Dense(dense) => dense.add(cell, persons),
            Self::Sparse(sparse) => sparse.add(cell, persons),
        }
    }

    /// The cells that are not zero with their persons and events, in their order.
    pub(super) fn cells(&self) -> Vec<(u64, [u32; 2])> {
        let held = |counts: &[u32; 2]| *counts != [0, 0];
        match self {
            Self::Dense(Dense { persons, events }) => {
                let events = events.iter().chain(std::iter::repeat(&0));
                let all = persons.iter().zip(events).map(|([_, count], events)| [*count, *events]);
                let cells = all.enumerate().filter(|(_, counts)| held(counts));
                cells.map(|(cell, counts)| (cell as u64, counts)).collect()
            }
            Self::Sparse(sparse) => {
                let all = sparse.slots.iter().map(|counter| [counter.count, counter.events]);
                let all = sparse.cells.iter().copied().zip(all);
                let mut cells: Vec<(u64, [u32; 2])> =
                    all.filter(|(cell, counts)| *cell != NONE && held(counts)).collect();
                cells.sort_unstable();
                cells
            }
        }
    }

    /// Adds the counts of other persons.
    pub(super) fn absorb(&mut self, other: &Self) {
        for (cell, [persons, events]) in other.cells() {
            match self {
                Self::Dense(dense) => dense.take(cell, persons, events),
                Self::Sparse(sparse) => sparse.take(cell, persons, events),
            }
        }
    }
}

impl Dense {
    fn take(&mut self, cell: u64, persons: u32, events: u32) {
        self.add(cell, persons);
        if events > 0 {
            self.events(cell, events);
        }
    }
}

impl Sparse {
    fn take(&mut self, cell: u64, persons: u32, events: u32) {
        if let Some(own) = self.slot(cell) {
            own.count = own.count.wrapping_add(persons);
            own.events = own.events.wrapping_add(events);
        }
    }
}
