//! Counters of cells: one beside the other where there is room for all, in a table of those that occur elsewhere.

/// So many cells stand beside each other at most, whatever the memory.
const DENSE: u64 = 1 << 26;
/// No cell.
const NONE: u64 = u64::MAX;

/// The persons of a cell, and the last one who was counted.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    stamp: u32,
    count: u32,
}

/// Counters of distinct persons, or of events.
#[derive(Clone, Debug)]
pub(super) enum Slots {
    Dense(Dense),
    Sparse(Sparse),
}

#[derive(Clone, Debug)]
pub(super) struct Dense(Vec<Slot>);

/// Open addressing: a cell stands at its place or behind it.
#[derive(Clone, Debug)]
pub(super) struct Sparse {
    cells: Vec<u64>,
    slots: Vec<Slot>,
    held: usize,
}

/// Counters that are found by the number of a cell.
pub(super) trait Counters {
    /// Counts a person in a cell once.
    fn touch(&mut self, cell: u64, stamp: u32);
    /// Adds to a cell.
    fn add(&mut self, cell: u64, count: u32);
}

impl Counters for Dense {
    #[inline]
    fn touch(&mut self, cell: u64, stamp: u32) {
        if let Some(slot) = usize::try_from(cell).ok().and_then(|cell| self.0.get_mut(cell))
            && slot.stamp != stamp
        {
            *slot = Slot { stamp, count: slot.count.wrapping_add(1) };
        }
    }

    #[inline]
    fn add(&mut self, cell: u64, count: u32) {
        if let Some(slot) = usize::try_from(cell).ok().and_then(|cell| self.0.get_mut(cell)) {
            slot.count = slot.count.wrapping_add(count);
        }
    }
}

impl Sparse {
    fn new() -> Self {
        Self { cells: vec![NONE; 1024], slots: vec![Slot::default(); 1024], held: 0 }
    }

    fn slot(&mut self, cell: u64) -> Option<&mut Slot> {
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
        let slots = std::mem::replace(&mut self.slots, vec![Slot::default(); size]);
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
        if let Some(slot) = self.slot(cell)
            && slot.stamp != stamp
        {
            *slot = Slot { stamp, count: slot.count.wrapping_add(1) };
        }
    }

    fn add(&mut self, cell: u64, count: u32) {
        if let Some(slot) = self.slot(cell) {
            slot.count = slot.count.wrapping_add(count);
        }
    }
}

impl Slots {
    /// Counters of so many cells, in so many bytes if they can be.
    pub(super) fn new(cells: Option<u64>, memory: usize) -> Self {
        let room = |cells: &u64| *cells <= DENSE && *cells * 8 <= memory as u64;
        match cells.filter(room).and_then(|cells| usize::try_from(cells).ok()) {
            Some(cells) => Self::Dense(Dense(vec![Slot::default(); cells])),
            None => Self::Sparse(Sparse::new()),
        }
    }

    pub(super) fn add(&mut self, cell: u64, count: u32) {
        match self {
            Self::Dense(dense) => dense.add(cell, count),
            Self::Sparse(sparse) => sparse.add(cell, count),
        }
    }

    pub(super) fn touch(&mut self, cell: u64, stamp: u32) {
        match self {
            Self::Dense(dense) => dense.touch(cell, stamp),
            Self::Sparse(sparse) => sparse.touch(cell, stamp),
        }
    }

    /// The count of a cell.
    pub(super) fn get(&self, cell: u64) -> u32 {
        match self {
            Self::Dense(Dense(slots)) => {
                usize::try_from(cell).ok().and_then(|cell| slots.get(cell)).map_or(0, |slot| slot.count)
            }
            Self::Sparse(sparse) => {
                let mask = sparse.cells.len() - 1;
                let mut at = place(cell, mask);
                loop {
                    match sparse.cells.get(at) {
                        Some(held) if *held == cell => return sparse.slots.get(at).map_or(0, |slot| slot.count),
                        Some(held) if *held != NONE => at = (at + 1) & mask,
                        _ => return 0,
                    }
                }
            }
        }
    }

    /// The cells that are not zero with their counts, in their order.
    pub(super) fn cells(&self) -> Vec<(u64, u32)> {
        match self {
            Self::Dense(Dense(slots)) => {
                let cells = slots.iter().enumerate().filter(|(_, slot)| slot.count > 0);
                cells.map(|(cell, slot)| (cell as u64, slot.count)).collect()
            }
            Self::Sparse(sparse) => {
                let held =
                    sparse.cells.iter().zip(&sparse.slots).filter(|(cell, slot)| **cell != NONE && slot.count > 0);
                let mut cells: Vec<(u64, u32)> = held.map(|(cell, slot)| (*cell, slot.count)).collect();
                cells.sort_unstable();
                cells
            }
        }
    }

    /// Adds the counts of other persons.
    pub(super) fn absorb(&mut self, other: &Self) {
        match (self, other) {
            (Self::Dense(Dense(own)), Self::Dense(Dense(other))) => {
                own.iter_mut().zip(other).for_each(|(own, other)| own.count = own.count.wrapping_add(other.count));
            }
            (own, other) => other.cells().into_iter().for_each(|(cell, count)| own.add(cell, count)),
        }
    }
}
