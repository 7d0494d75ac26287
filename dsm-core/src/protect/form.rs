use super::slots::{Lists, Slots};
use std::collections::BTreeSet;

/// Columns in their order, with whole factors.
pub(super) type Row = Vec<(u32, i64)>;

/// No column, or no row.
const NONE: u32 = u32::MAX;
/// At most so many entries stand in the rows at a time.
const MOST_ENTRIES: usize = 1 << 25;

/// Equations solved: each row gives one column, its lead, by the free ones. What is free may be any number; the leads follow.
///
/// Everything is in whole numbers. Sums have factors of one and minus one, and nearly all leads keep the factor one: what is
/// found here holds exactly, not up to rounding.
#[derive(Debug, Default)]
pub(super) struct Form {
    rows: Lists<(u32, i64)>,
    /// For each row the column that it gives, and that one's factor, above zero.
    leads: Slots<(u32, i64)>,
    /// For each column the row that gives it.
    given: Slots<u32>,
    /// For each free column the rows that it may stand in.
    of: Lists<u32>,
    entries: usize,
}

impl Clone for Form {
    fn clone(&self) -> Self {
        let mut new = Self::default();
        new.clone_from(self);
        new
    }

    fn clone_from(&mut self, source: &Self) {
        self.rows.clone_from(&source.rows);
        self.leads.clone_from(&source.leads);
        self.given.clone_from(&source.given);
        self.of.clone_from(&source.of);
        self.entries = source.entries;
    }
}

/// The factor of a column in a row.
pub(super) fn factor(row: &[(u32, i64)], column: u32) -> i64 {
    let found = row.binary_search_by_key(&column, |(c, _)| *c).ok();
    found.and_then(|at| row.get(at)).map_or(0, |(_, factor)| *factor)
}

impl Form {
    /// Solves equations, and gives what each row comes to with its free columns. None where numbers or rows grow beyond bounds.
    pub(super) fn of(equations: &[(Row, i64)], columns: usize) -> Option<(Self, Slots<i64>)> {
        let mut rows: Vec<Row> = Vec::with_capacity(equations.len());
        let mut of = Lists::empty(columns);
        for ((row, _), number) in equations.iter().zip(0_u32..) {
            let mut row = row.clone();
            row.sort_unstable();
            row.iter().for_each(|(column, _)| of.push(*column, number));
            rows.push(row);
        }
        let mut comes = Slots::new(equations.iter().map(|(_, constant)| *constant).collect());
        let mut queue: BTreeSet<(usize, u32)> = rows.iter().zip(0_u32..).map(|(row, n)| (row.len(), n)).collect();
        let entries = rows.iter().map(Vec::len).sum();
        let leads = Slots::all((NONE, 1), rows.len());
        let mut form = Self { rows: Lists::new(rows), leads, given: Slots::all(NONE, columns), of, entries };
        while let Some((_, number)) = queue.pop_first() {
            let rarest = |(column, factor): &&(u32, i64)| (factor.abs(), form.of.of(*column).len(), *column);
            let Some((column, factor)) = form.rows.of(number).iter().min_by_key(rarest).copied() else { continue };
            let mut row = form.rows.take(number);
            row.retain(|(c, _)| *c != column);
            form.entries = form.entries.saturating_sub(1);
            if factor < 0 {
                negate(&mut row);
                comes.put(number, comes.at(number).checked_neg()?);
            }
            form.leads.put(number, (column, factor.abs()));
            form.given.put(column, number);
            let (lead, constant) = ((column, factor.abs()), comes.at(number));
            for other in form.of.take(column).into_iter().filter(|o| *o != number) {
                let waiting = form.leads.at(other).0 == NONE;
                let length = form.rows.of(other).len();
                let Some((times, less)) = form.combine(other, lead, &row)? else { continue };
                let sum = comes.at(other).checked_mul(times)?.checked_sub(constant.checked_mul(less)?)?;
                comes.put(other, sum);
                let shared = form.shared(other, sum);
                if shared > 1 {
                    form.divide(other, shared);
                    comes.put(other, sum / shared);
                }
                if waiting {
                    queue.remove(&(length, other));
                    queue.insert((form.rows.of(other).len(), other));
                }
            }
            form.rows.put(number, row);
        }
        Some((form, comes))
    }

    /// Takes a row times a factor away from another so that the lead's column goes from that one, and gives the factors of both.
    /// Nothing where the column does not stand in it.
    fn combine(&mut self, other: u32, lead: (u32, i64), row: &[(u32, i64)]) -> Option<Option<(i64, i64)>> {
        let found = factor(self.rows.of(other), lead.0);
        if found == 0 {
            return Some(None);
        }
        let shared = divisor(found, lead.1);
        let (times, less) = (lead.1 / shared, found / shared);
        let old = self.rows.take(other);
        let mut new = Vec::with_capacity(old.len() + row.len());
        let (mut left, mut right) = (old.iter().filter(|(c, _)| *c != lead.0).peekable(), row.iter().peekable());
        loop {
            match (left.peek(), right.peek()) {
                (None, None) => break,
                (Some((column, value)), None) => {
                    new.push((*column, value.checked_mul(times)?));
                    left.next();
                }
                (Some((column, value)), Some((beyond, _))) if column < beyond => {
                    new.push((*column, value.checked_mul(times)?));
                    left.next();
                }
                (Some((column, value)), Some((same, theirs))) if column == same => {
                    let sum = value.checked_mul(times)?.checked_sub(theirs.checked_mul(less)?)?;
                    if sum != 0 {
                        new.push((*column, sum));
                    }
                    left.next();
                    right.next();
                }
                (_, Some((column, theirs))) => {
                    new.push((*column, theirs.checked_mul(less)?.checked_neg()?));
                    self.of.push(*column, other);
                    right.next();
                }
            }
        }
        self.entries = (self.entries + new.len()).saturating_sub(old.len());
        if self.entries > MOST_ENTRIES {
            return None;
        }
        let (column, own) = self.leads.at(other);
        if column != NONE {
            self.leads.put(other, (column, own.checked_mul(times)?));
        }
        self.rows.put(other, new);
        Some(Some((times, less)))
    }

    /// What divides everything in a row, with what it comes to.
    fn shared(&self, row: u32, comes: i64) -> i64 {
        let (column, own) = self.leads.at(row);
        let mut shared = if column == NONE { comes } else { divisor(own, comes) };
        for (_, factor) in self.rows.of(row) {
            if shared == 1 {
                break;
            }
            shared = divisor(shared, *factor);
        }
        shared.abs()
    }

    fn divide(&mut self, number: u32, by: i64) {
        let mut row = self.rows.take(number);
        row.iter_mut().for_each(|(_, factor)| *factor /= by);
        self.rows.put(number, row);
        let (column, own) = self.leads.at(number);
        if column != NONE {
            self.leads.put(number, (column, own / by));
        }
    }

    /// Makes a free column the lead of a row; the old lead becomes free. None where numbers or rows grow beyond bounds.
    pub(super) fn pivot(&mut self, number: u32, column: u32) -> Option<()> {
        let (old, own) = self.leads.at(number);
        self.tidy(column);
        let others = self.of.take(column);
        let mut row = self.rows.take(number);
        let value = factor(&row, column);
        if value == 0 {
            self.rows.put(number, row);
            self.of.put(column, others);
            return Some(());
        }
        row.retain(|(c, _)| *c != column);
        let at = row.partition_point(|(c, _)| *c < old);
        row.insert(at, (old, own));
        if value < 0 {
            negate(&mut row);
        }
        let lead = (column, value.abs());
        self.leads.put(number, lead);
        self.given.put(column, number);
        self.given.put(old, NONE);
        self.of.put(old, vec![number]);
        for other in others.into_iter().filter(|o| *o != number) {
            if self.combine(other, lead, &row)?.is_some_and(|(times, _)| times != 1) {
                let shared = self.shared(other, 0);
                if shared > 1 {
                    self.divide(other, shared);
                }
            }
        }
        self.rows.put(number, row);
        Some(())
    }

    /// Takes a column out: it is known. A lead takes another column of its row in its place first.
    pub(super) fn drop(&mut self, column: u32) -> Option<()> {
        if let Some(row) = self.row_of(column) {
            let rarest = |(c, _): &&(u32, i64)| (self.of.of(*c).len(), *c);
            let Some((other, _)) = self.row(row).iter().min_by_key(rarest).copied() else { return Some(()) };
            self.pivot(row, other)?;
        }
        for number in self.of.take(column) {
            let mut row = self.rows.take(number);
            if let Ok(at) = row.binary_search_by_key(&column, |(c, _)| *c) {
                row.remove(at);
                self.entries = self.entries.saturating_sub(1);
            }
            self.rows.put(number, row);
        }
        Some(())
    }

    /// Leaves in the list of a column the rows that it stands in, each once.
    pub(super) fn tidy(&mut self, column: u32) {
        let mut of = self.of.take(column);
        of.sort_unstable();
        of.dedup();
        of.retain(|row| factor(self.rows.of(*row), column) != 0);
        self.of.put(column, of);
    }

    pub(super) fn row(&self, row: u32) -> &[(u32, i64)] {
        self.rows.of(row)
    }

    pub(super) fn rows(&self) -> std::ops::Range<u32> {
        self.rows.numbers()
    }

    /// The column that a row gives, with its factor; none of a row in which nothing stands.
    pub(super) fn lead(&self, row: u32) -> Option<(u32, i64)> {
        Some(self.leads.at(row)).filter(|(column, _)| *column != NONE)
    }

    /// The row that gives a column; none of a free one.
    pub(super) fn row_of(&self, column: u32) -> Option<u32> {
        Some(self.given.at(column)).filter(|row| *row != NONE)
    }

    /// The rows that a free column may stand in.
    pub(super) fn rows_with(&self, column: u32) -> &[u32] {
        self.of.of(column)
    }

    /// Whether nothing free is left in what gives a column: it follows from the equations.
    pub(super) fn is_determined(&self, column: u32) -> bool {
        self.row_of(column).is_some_and(|row| self.rows.of(row).is_empty())
    }

    pub(super) fn entries(&self) -> usize {
        self.entries
    }
}

fn negate(row: &mut Row) {
    row.iter_mut().for_each(|(_, factor)| *factor = -*factor);
}

/// The greatest common divisor; not below zero.
pub(super) fn divisor(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    i64::try_from(a).unwrap_or(1)
}
