use super::{
    field::Field,
    slots::{Draw, Slots},
};
use std::collections::VecDeque;

/// How many rows a move mends on its way at most, and how many are broken at a time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Length {
    mended: usize,
    broken: usize,
}

/// Nearly all moves that are found are not longer.
pub(super) const USUAL: Length = Length { mended: 50, broken: 40 };
/// Where no other is found.
pub(super) const LONG: Length = Length { mended: 100, broken: 100 };

/// What a move may do with a column, and what the move that is sought has done to it so far: together, for they are read together.
#[derive(Clone, Copy, Debug, Default)]
struct State {
    can: u8,
    /// In how many broken rows it stands.
    near: u8,
    /// In how many rows it stands; of more than are counted each is looked at.
    degree: u8,
    change: i8,
}

/// One step up or down, half a step up and down; for nothing; not at all.
const UP: u8 = 1;
const DOWN: u8 = 2;
const BOTH: u8 = 4;
const FREE: u8 = 8;
const CLOSED: u8 = 16;
/// Of a column in so many rows or more each is looked at.
const MANY: u8 = u8::MAX;

/// Searches moves: changes of a few columns by one step that leave every row as it is. Where a column must change, the row that
/// this breaks is mended by another of its columns, and so on until all rows hold: mostly the corners of a box.
#[derive(Debug)]
pub(super) struct Finder {
    states: Slots<State>,
    /// What it costs to use a column that is not free.
    price: Slots<u64>,
    broken: Slots<i16>,
    rows: Vec<u32>,
    columns: Vec<u32>,
    queue: VecDeque<u32>,
    draw: Draw,
    /// One step; half of it in a move that must be possible in both directions.
    step: i64,
    pub(super) length: Length,
}

/// How many rows a change breaks, what it costs, and a lot.
type Rank = (i64, u64, u64);

/// Which move is sought.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sought {
    pub(super) column: u32,
    /// Whether the column grows (1) or shrinks (-1).
    pub(super) way: i8,
    /// Whether the move must be possible in both directions, by half a step.
    pub(super) both: bool,
    /// A column that costs more is not used.
    pub(super) most: u64,
}

impl Finder {
    /// One that takes every column for free, and whose draws are those of an attempt.
    pub(super) fn new(field: &Field, at: &Slots<i64>, step: i64, attempt: u64) -> Self {
        let columns = field.low.numbers();
        let degree = |column: u32| u8::try_from(field.rows_of(column).len()).unwrap_or(MANY);
        let state = |column: u32| State { can: FREE, degree: degree(column), ..State::default() };
        let mut finder = Self {
            states: Slots::new(columns.clone().map(state).collect()),
            price: Slots::all(0, columns.len()),
            broken: Slots::all(0, field.rows()),
            rows: Vec::new(),
            columns: Vec::new(),
            queue: VecDeque::new(),
            draw: Draw::again(attempt),
            step,
            length: USUAL,
        };
        columns.for_each(|column| finder.stands(field, at, column));
        finder
    }

    /// Half a step, rounded up.
    fn half(&self) -> i64 {
        (self.step + 1) / 2
    }

    /// Takes in where a column stands now.
    pub(super) fn stands(&mut self, field: &Field, at: &Slots<i64>, column: u32) {
        let mut state = self.states.at(column);
        let fits = |by: i64| field.fits(at, column, by);
        state.can &= FREE | CLOSED;
        state.can |= if fits(self.step) { UP } else { 0 } | if fits(-self.step) { DOWN } else { 0 };
        state.can |= if fits(self.half()) && fits(-self.half()) { BOTH } else { 0 };
        self.states.put(column, state);
    }

    /// Says what it costs to use a column; none where it may not be used.
    pub(super) fn cost(&mut self, column: u32, price: Option<u64>) {
        let mut state = self.states.at(column);
        state.can &= !(FREE | CLOSED);
        state.can |= match price {
            None => CLOSED,
            Some(0) => FREE,
            Some(_) => 0,
        };
        self.price.put(column, price.unwrap_or(0));
        self.states.put(column, state);
    }

    /// What it costs to use a column; none where it may not be used.
    pub(super) fn price(&self, column: u32) -> Option<u64> {
        (self.states.at(column).can & CLOSED == 0).then(|| self.price.at(column))
    }

    /// The columns that the move found last changes, with how many steps.
    pub(super) fn changes(&self) -> impl Iterator<Item = (u32, i64)> {
        let change = |column: &u32| (*column, i64::from(self.states.at(*column).change));
        self.columns.iter().map(change).filter(|(_, change)| *change != 0)
    }

    /// Tries once to find a move.
    pub(super) fn find(&mut self, field: &Field, at: &Slots<i64>, sought: Sought) -> bool {
        self.clear(field);
        if !self.fits(field, at, sought, (sought.column, sought.way)) {
            return false;
        }
        self.add(field, sought.column, sought.way);
        let mut length = 0;
        while let Some(row) = self.queue.pop_front() {
            let broken = self.broken.at(row);
            if broken == 0 {
                continue;
            }
            length += 1;
            let found = if length > self.length.mended || self.queue.len() > self.length.broken {
                None
            } else {
                self.mending(field, at, (row, broken), sought)
            };
            let Some((other, change)) = found else {
                self.clear(field);
                return false;
            };
            self.add(field, other, change);
            if self.broken.at(row) != 0 {
                self.queue.push_back(row);
            }
        }
        true
    }

    /// The column of a broken row that mends most and costs least.
    fn mending(
        &mut self,
        field: &Field,
        at: &Slots<i64>,
        (row, broken): (u32, i16),
        sought: Sought,
    ) -> Option<(u32, i8)> {
        let mut best: Option<(Rank, (u32, i8))> = None;
        for (column, factor) in field.columns_of(row) {
            let way = if (broken > 0) == (*factor > 0) { -1 } else { 1 };
            let state = self.states.at(*column);
            if *column == sought.column || state.change.signum() == -way || state.can & CLOSED != 0 {
                continue;
            }
            let free = state.can & FREE != 0;
            let price = if free { 0 } else { self.price.at(*column) };
            if price > sought.most || !self.fits(field, at, sought, (*column, state.change + way)) {
                continue;
            }
            // Where nothing else about it is broken it mends this row and breaks all others.
            let more = if state.near == 1 && state.degree != MANY {
                i64::from(state.degree) - 2
            } else {
                self.breaks(field, *column, way)
            };
            // Costs are taken about, so that the next attempt goes another way.
            let lot = self.draw.next();
            let cost = if free || state.change != 0 { 0 } else { price.saturating_mul(256 + lot % 4096) >> 8 };
            let rank = (more, cost, lot);
            if best.is_none_or(|(least, _)| rank < least) {
                best = Some((rank, (*column, way)));
            }
        }
        best.map(|(_, chosen)| chosen)
    }

    /// By how much more is broken when a column goes one step.
    fn breaks(&self, field: &Field, column: u32, way: i8) -> i64 {
        let more = field.rows_of(column).iter().map(|(other, factor)| {
            let broken = self.broken.at(*other);
            (broken + i16::from(factor * way)).abs() - broken.abs()
        });
        more.map(i64::from).sum()
    }

    /// Whether a column stays within its bounds when it is changed by so many steps.
    fn fits(&self, field: &Field, at: &Slots<i64>, sought: Sought, (column, change): (u32, i8)) -> bool {
        let can = self.states.at(column).can;
        match (change, sought.both) {
            (1, false) => can & UP != 0,
            (-1, false) => can & DOWN != 0,
            (1 | -1, true) => can & BOTH != 0,
            (_, false) => field.fits(at, column, i64::from(change).saturating_mul(self.step)),
            (_, true) => {
                let by = i64::from(change).saturating_mul(self.half());
                field.fits(at, column, by) && field.fits(at, column, -by)
            }
        }
    }

    fn add(&mut self, field: &Field, column: u32, change: i8) {
        let mut state = self.states.at(column);
        if state.change == 0 {
            self.columns.push(column);
        }
        state.change += change;
        self.states.put(column, state);
        for (row, factor) in field.rows_of(column) {
            let broken = self.broken.at(*row);
            let now = broken + i16::from(factor * change);
            self.broken.put(*row, now);
            if broken == 0 {
                self.rows.push(*row);
                self.queue.push_back(*row);
                self.marked(field, *row, 1);
            } else if now == 0 {
                self.marked(field, *row, u8::MAX);
            }
        }
    }

    /// Counts a row as broken by its columns, or not any more.
    fn marked(&mut self, field: &Field, row: u32, by: u8) {
        for (column, _) in field.columns_of(row) {
            if let Some(state) = self.states.slot(*column) {
                state.near = state.near.wrapping_add(by);
            }
        }
    }

    fn clear(&mut self, field: &Field) {
        while let Some(row) = self.rows.pop() {
            if self.broken.at(row) != 0 {
                self.broken.put(row, 0);
                self.marked(field, row, u8::MAX);
            }
        }
        while let Some(column) = self.columns.pop() {
            if let Some(state) = self.states.slot(column) {
                state.change = 0;
            }
        }
        self.queue.clear();
    }
}
