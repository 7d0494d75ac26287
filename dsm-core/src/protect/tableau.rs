use super::{
    field::Field,
    form::{Form, Row, divisor, factor},
    moves::Finder,
    slots::{Draw, Slots},
};

/// Beyond every figure: no bound.
pub(super) const FAR: i64 = 1 << 60;

/// A whole table that agrees with everything that is shown, and the ways from it to others: a simplex in whole numbers.
///
/// It stands on one such table always. Along a free column it goes as far as all bounds allow; where it cannot go at all,
/// another column becomes free. What it passes is kept as the least and the greatest of each column: each of these stands in a
/// whole table, so two of them prove how wide a cell is. Where no free column lets a figure grow, it is the greatest there is.
#[derive(Clone, Debug)]
pub(super) struct Tableau {
    pub(super) low: Slots<i64>,
    pub(super) high: Slots<i64>,
    pub(super) at: Slots<i64>,
    pub(super) seen: Slots<(i64, i64)>,
    form: Form,
    first: Form,
    draw: Draw,
}

/// How a search for the greatest or the least ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// What was found is wide enough.
    Enough,
    /// Nothing beyond what was found can be.
    Reached,
    /// There is no bound.
    Unbounded,
    /// It was not decided within the stated number of steps.
    Undecided,
}

/// What free columns can do for a figure: one that moves it, one that is held by a row, or none.
enum Way {
    Moved,
    Held(u32, u32),
    Closed,
    Lost,
}

/// At most so many columns that are held are looked at before one of them is taken in.
const LOOKED_AT: usize = 16;

impl Tableau {
    /// Stands at given numbers; the leads must be computed by [`Self::settle`] or be given as they follow.
    pub(super) fn new(form: Form, low: Slots<i64>, high: Slots<i64>, at: Slots<i64>) -> Self {
        let seen = Slots::all((i64::MAX, i64::MIN), at.values().len());
        Self { low, high, at, seen, first: form.clone(), form, draw: Draw::new() }
    }

    /// Computes the leads from what the rows come to. None where that is no whole number, or a row is in the way of another.
    pub(super) fn settle(&mut self, comes: &Slots<i64>) -> Option<()> {
        for row in self.form.rows() {
            let Some((lead, own)) = self.form.lead(row) else {
                if comes.at(row) != 0 {
                    return None;
                }
                continue;
            };
            let mut sum = comes.at(row);
            for (column, factor) in self.form.row(row) {
                sum = sum.checked_sub(factor.checked_mul(self.at.at(*column))?)?;
            }
            if sum % own != 0 || sum.abs() >= FAR * own {
                return None;
            }
            self.at.put(lead, sum / own);
        }
        Some(())
    }

    /// How far a column lies outside its bounds: below zero where it is too small.
    pub(super) fn off(&self, column: u32) -> i64 {
        let at = self.at.at(column);
        (at - self.low.at(column)).min(0) + (at - self.high.at(column)).max(0)
    }

    /// The leads that lie outside their bounds.
    pub(super) fn outside(&self) -> Vec<(i64, u32)> {
        let leads = self.form.rows().filter_map(|row| self.form.lead(row));
        let mut off: Vec<(i64, u32)> = leads.map(|(lead, _)| (self.off(lead).abs(), lead)).collect();
        off.retain(|(off, _)| *off != 0);
        off.sort_unstable_by(|a, b| b.cmp(a));
        off
    }

    /// From here on what is passed is kept.
    pub(super) fn begin(&mut self) {
        for column in self.at.numbers() {
            let at = self.at.at(column);
            self.seen.put(column, (at, at));
        }
    }

    pub(super) fn is_free(&self, column: u32) -> bool {
        self.form.row_of(column).is_none()
    }

    pub(super) fn is_determined(&self, column: u32) -> bool {
        self.form.is_determined(column)
    }

    /// How wide a column was found to be.
    pub(super) fn width(&self, column: u32) -> i64 {
        let (low, high) = self.seen.at(column);
        high.saturating_sub(low)
    }

    pub(super) fn note(&mut self, column: u32) {
        let at = self.at.at(column);
        self.passed(column, (at, at));
    }

    /// Goes the way of a move that was found, by steps of a size.
    pub(super) fn follow(&mut self, field: &Field, finder: &mut Finder, step: i64) {
        let changes: Vec<(u32, i64)> = finder.changes().collect();
        for (column, change) in changes {
            self.at.put(column, self.at.at(column) + change * step);
            self.note(column);
            finder.stands(field, &self.at, column);
        }
    }

    /// Keeps what a column was in whole tables.
    pub(super) fn passed(&mut self, column: u32, (least, greatest): (i64, i64)) {
        let (low, high) = self.seen.at(column);
        if least < low || greatest > high {
            self.seen.put(column, (low.min(least), high.max(greatest)));
        }
    }

    /// How far a free column can go in a direction, and the row that holds it, if one does. A lead outside its bounds holds only
    /// at the farther one.
    fn room(&self, column: u32, way: i64) -> (i64, Option<u32>) {
        let at = self.at.at(column);
        let own = if way > 0 { self.high.at(column) - at } else { at - self.low.at(column) };
        let (mut best, mut by, mut unit) = (own.max(0), None, 1_i64);
        for number in self.form.rows_with(column) {
            let factor = factor(self.form.row(*number), column);
            let Some((lead, own)) = self.form.lead(*number).filter(|_| factor != 0) else { continue };
            if own != 1 {
                let step = own / divisor(own, factor);
                unit = unit / divisor(unit, step) * step;
            }
            let (at, up) = (self.at.at(lead), (factor > 0) == (way < 0));
            let bound = if up { self.high.at(lead) } else { self.low.at(lead) };
            let outside = if up { bound < at } else { bound > at };
            if outside || bound.abs() >= FAR {
                continue;
            }
            let steps = (bound - at).abs().saturating_mul(own) / factor.abs();
            if steps <= 0 {
                return (0, Some(*number));
            }
            if steps < best {
                (best, by) = (steps, Some(*number));
            }
        }
        (best - best % unit, by)
    }

    /// Moves a free column; the leads follow.
    fn shift(&mut self, column: u32, by: i64) {
        self.form.tidy(column);
        self.at.put(column, self.at.at(column).saturating_add(by));
        self.note(column);
        for place in 0.. {
            let Some(row) = self.form.rows_with(column).get(place).copied() else { break };
            let factor = factor(self.form.row(row), column);
            let Some((lead, own)) = self.form.lead(row) else { continue };
            let change = factor.saturating_mul(by) / own;
            self.at.put(lead, self.at.at(lead).saturating_sub(change));
            self.note(lead);
        }
    }

    /// Looks along every free column, and stands in the middle of it.
    pub(super) fn center(&mut self) {
        for column in self.at.numbers() {
            if !self.is_free(column) {
                continue;
            }
            let (up, down) = (self.room(column, 1).0, self.room(column, -1).0);
            let most = FAR >> 20;
            let (up, down) = (up.min(most), down.min(most));
            if up + down > 0 {
                self.shift(column, up);
                self.shift(column, -up - down);
                self.shift(column, (up + down) / 2);
            }
        }
    }

    /// Searches the greatest (way 1) or the least (way -1) that a column can be, or until it is wide enough.
    pub(super) fn reach(&mut self, column: u32, way: i64, enough: i64, steps: usize) -> End {
        for _ in 0..steps {
            if self.width(column) >= enough {
                return End::Enough;
            }
            match self.onward(column, way, FAR) {
                Way::Moved => {}
                Way::Closed => return End::Reached,
                Way::Lost => return if self.width(column) >= FAR >> 1 { End::Unbounded } else { End::Undecided },
                Way::Held(row, other) => {
                    if self.taken(row, other).is_none() {
                        return End::Undecided;
                    }
                }
            }
        }
        End::Undecided
    }

    /// Brings a column within its bounds, in at most so many steps; false where it was not reached.
    pub(super) fn mend(&mut self, column: u32, steps: usize) -> bool {
        for _ in 0..steps {
            let off = self.off(column);
            if off == 0 {
                return true;
            }
            match self.onward(column, if off < 0 { 1 } else { -1 }, off.abs()) {
                Way::Moved => {}
                Way::Closed | Way::Lost => return false,
                Way::Held(row, other) => {
                    if self.taken(row, other).is_none() {
                        return false;
                    }
                }
            }
        }
        self.off(column) == 0
    }

    /// One step by which a column goes on in a direction, by so much at most, or what holds it.
    fn onward(&mut self, column: u32, way: i64, most: i64) -> Way {
        let Some(row) = self.form.row_of(column) else {
            let (room, by) = self.room(column, way);
            return match by {
                _ if room > 0 => {
                    self.shift(column, way * room.min(most));
                    if room >= FAR >> 1 { Way::Lost } else { Way::Moved }
                }
                Some(row) => Way::Held(row, column),
                None => Way::Closed,
            };
        };
        let entries: Row = self.form.row(row).to_vec();
        let own = self.form.lead(row).map_or(1, |(_, own)| own);
        let begin = self.draw.below(entries.len());
        let (before, after) = entries.split_at(begin);
        let (mut held, mut count, mut plain, mut closed) = (None, 0_usize, false, true);
        for (other, factor) in after.iter().chain(before) {
            let its = if (*factor < 0) == (way > 0) { 1 } else { -1 };
            let (room, by) = self.room(*other, its);
            if room > 0 {
                let wanted = most.saturating_mul(own).saturating_add(factor.abs() - 1) / factor.abs();
                self.shift(*other, its * room.min(wanted));
                return if room >= FAR >> 1 && wanted >= FAR >> 1 { Way::Lost } else { Way::Moved };
            }
            let Some(by) = by.filter(|_| self.has_room_itself(*other, its)) else { continue };
            closed = false;
            count += 1;
            let unit = self.is_plain(by, *other);
            if held.is_none() || (unit && !plain) || (unit == plain && self.draw.below(count) == 0) {
                (held, plain) = (Some((by, *other)), unit);
            }
            if count > LOOKED_AT {
                break;
            }
        }
        match held {
            Some((row, other)) => Way::Held(row, other),
            None if closed => Way::Closed,
            None => Way::Lost,
        }
    }

    fn has_room_itself(&self, column: u32, way: i64) -> bool {
        let at = self.at.at(column);
        if way > 0 { self.high.at(column) > at } else { self.low.at(column) < at }
    }

    /// Whether a column can take the place of a lead without factors growing.
    fn is_plain(&self, row: u32, column: u32) -> bool {
        factor(self.form.row(row), column).abs() == 1 && self.form.lead(row).is_some_and(|(_, own)| own == 1)
    }

    /// Makes a column the lead of the row that holds it. Rows that have grown long are taken as they were first: where the
    /// tableau stands does not depend on them.
    fn taken(&mut self, row: u32, column: u32) -> Option<()> {
        let done = self.form.pivot(row, column);
        if done.is_none() || self.form.entries() > 2 * self.first.entries() + 64 {
            self.form.clone_from(&self.first);
        }
        done
    }
}
