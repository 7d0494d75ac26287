use super::{
    form::Row,
    slots::{Draw, Lists, Slots},
    tableau::FAR,
};
use std::collections::VecDeque;

/// A move changes at most so many rows on its way.
const LONGEST: usize = 100;

/// Columns between bounds, in rows whose sums stay as they are.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) rows: Lists<(u32, i64)>,
    pub(super) of: Lists<(u32, i64)>,
    pub(super) low: Slots<i64>,
    pub(super) high: Slots<i64>,
}

impl Field {
    pub(super) fn new<'r>(rows: impl Iterator<Item = &'r Row>, low: Slots<i64>, high: Slots<i64>) -> Self {
        let rows: Vec<Row> = rows.cloned().collect();
        let mut of = Lists::empty(low.values().len());
        for (row, number) in rows.iter().zip(0_u32..) {
            row.iter().for_each(|(column, factor)| of.push(*column, (number, *factor)));
        }
        Self { rows: Lists::new(rows), of, low, high }
    }
}

/// Searches moves: changes of a few columns by one step that leave every row as it is. Where a column must change, the row that
/// this breaks is mended by another of its columns, and so on until all rows hold: mostly the corners of a box.
#[derive(Debug)]
pub(super) struct Finder {
    broken: Slots<i64>,
    change: Slots<i64>,
    rows: Vec<u32>,
    columns: Vec<u32>,
    queue: VecDeque<u32>,
    draw: Draw,
}

/// How many rows a change breaks, what it costs, and a lot.
type Rank = (i64, u64, u64);

/// What a move may use.
pub(super) struct Allowed<'a> {
    /// What it costs to use a column; none where it may not be used.
    pub(super) cost: &'a dyn Fn(u32) -> Option<u64>,
    /// One step.
    pub(super) step: i64,
    /// Whether the move must be possible in both directions.
    pub(super) both: bool,
}

impl Finder {
    pub(super) fn new(field: &Field) -> Self {
        Self::again(field, 0)
    }

    /// One whose draws are those of another attempt.
    pub(super) fn again(field: &Field, attempt: u64) -> Self {
        let (rows, columns) = (field.rows.numbers().len(), field.low.values().len());
        let (broken, change) = (Slots::all(0, rows), Slots::all(0, columns));
        Self {
            broken,
            change,
            rows: Vec::new(),
            columns: Vec::new(),
            queue: VecDeque::new(),
            draw: Draw::again(attempt),
        }
    }

    /// The columns that the move found last changes, with how many steps.
    pub(super) fn changes(&self) -> impl Iterator<Item = (u32, i64)> {
        self.columns.iter().map(|column| (*column, self.change.at(*column))).filter(|(_, change)| *change != 0)
    }

    /// Tries once to find a move by which a column grows (way 1) or shrinks (way -1) by one step.
    pub(super) fn find(
        &mut self,
        field: &Field,
        at: &Slots<i64>,
        column: u32,
        way: i64,
        allowed: &Allowed<'_>,
    ) -> bool {
        self.clear();
        if !fits(field, at, column, way, allowed) {
            return false;
        }
        self.add(field, column, way);
        let mut length = 0;
        while let Some(row) = self.queue.pop_front() {
            let broken = self.broken.at(row);
            if broken == 0 {
                continue;
            }
            length += 1;
            let found = if length > LONGEST { None } else { self.mending(field, at, row, broken, column, allowed) };
            let Some((other, change)) = found else {
                self.clear();
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
        row: u32,
        broken: i64,
        start: u32,
        allowed: &Allowed<'_>,
    ) -> Option<(u32, i64)> {
        let mut best: Option<(Rank, (u32, i64))> = None;
        for (column, factor) in field.rows.of(row) {
            let way = if (broken > 0) == (*factor > 0) { -1 } else { 1 };
            let before = self.change.at(*column);
            if *column == start || before * way < 0 {
                continue;
            }
            let Some(cost) = (allowed.cost)(*column) else { continue };
            if !fits(field, at, *column, before + way, allowed) {
                continue;
            }
            let more = field.of.of(*column).iter().map(|(other, factor)| {
                let broken = self.broken.at(*other);
                (broken + factor * way).abs() - broken.abs()
            });
            // Costs are taken about, so that the next attempt goes another way.
            let lot = self.draw.next();
            let cost = if before == 0 { cost.saturating_mul(256 + lot % 4096) >> 8 } else { 0 };
            let rank = (more.sum::<i64>(), cost, lot);
            if best.is_none_or(|(least, _)| rank < least) {
                best = Some((rank, (*column, way)));
            }
        }
        best.map(|(_, chosen)| chosen)
    }

    fn add(&mut self, field: &Field, column: u32, change: i64) {
        if self.change.at(column) == 0 {
            self.columns.push(column);
        }
        self.change.put(column, self.change.at(column) + change);
        for (row, factor) in field.of.of(column) {
            let broken = self.broken.at(*row);
            if broken == 0 {
                self.rows.push(*row);
                self.queue.push_back(*row);
            }
            self.broken.put(*row, broken + factor * change);
        }
    }

    fn clear(&mut self) {
        for row in self.rows.drain(..) {
            self.broken.put(row, 0);
        }
        for column in self.columns.drain(..) {
            self.change.put(column, 0);
        }
        self.queue.clear();
    }
}

/// Whether a column stays within its bounds when it is changed by so many steps.
fn fits(field: &Field, at: &Slots<i64>, column: u32, change: i64, allowed: &Allowed<'_>) -> bool {
    let (now, by) = (at.at(column), change.saturating_mul(allowed.step));
    let within = |number: i64| number >= field.low.at(column) && number <= field.high.at(column) && number.abs() < FAR;
    within(now + by) && (!allowed.both || within(now - by))
}
