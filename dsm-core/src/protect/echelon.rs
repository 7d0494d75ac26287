use super::scalar::Scalar;
use std::collections::{BTreeMap, VecDeque};

/// At most so many entries stand in the rows at a time.
const MOST_ENTRIES: usize = 1 << 22;
/// At most so many entries are combined in all.
const MOST_STEPS: u64 = 1 << 28;

/// An equation between unknowns: columns with their factors, one or minus one.
pub(super) type Equation = Vec<(u32, i8)>;

/// Rows and columns in an order in which elimination hardly fills them.
pub(super) struct Order {
    /// For each column its place: the least of a row is the one that the row gives.
    rank: Vec<u32>,
    /// The equations in the order in which they are taken, and the columns that the first of them give without any other's help.
    taken: Vec<u32>,
    alone: usize,
}

impl Order {
    /// A column that stands in one equation only gives that equation away: nothing else can be told with it. What is left after
    /// all of these are gone is the knot; its columns come last, those in the fewest equations first.
    pub(super) fn of(equations: &[Equation], columns: usize) -> Self {
        let mut of: Vec<Vec<u32>> = vec![Vec::new(); columns];
        for (equation, number) in equations.iter().zip(0_u32..) {
            for (column, _) in equation {
                if let Some(of) = of.get_mut(*column as usize) {
                    of.push(number);
                }
            }
        }
        let mut count: Vec<usize> = of.iter().map(Vec::len).collect();
        let (mut rank, mut gone, mut taken) = (vec![u32::MAX; columns], vec![false; equations.len()], Vec::new());
        let single = |count: &[usize], column: usize| count.get(column) == Some(&1);
        let mut queue: VecDeque<usize> = (0..columns).filter(|c| single(&count, *c)).collect();
        let mut next = 0_u32;
        while let Some(column) = queue.pop_front() {
            let left = |e: &&u32| gone.get(**e as usize) == Some(&false);
            let Some(equation) = of.get(column).and_then(|of| of.iter().find(left)).copied() else { continue };
            taken.push(equation);
            if let Some(slot) = gone.get_mut(equation as usize) {
                *slot = true;
            }
            if let Some(slot) = rank.get_mut(column) {
                *slot = next;
                next += 1;
            }
            for (other, _) in equations.get(equation as usize).into_iter().flatten() {
                if let Some(slot) = count.get_mut(*other as usize) {
                    *slot = slot.saturating_sub(1);
                    if *slot == 1 {
                        queue.push_back(*other as usize);
                    }
                }
            }
        }
        let alone = taken.len();
        let mut rest: Vec<usize> = (0..columns).filter(|c| rank.get(*c) == Some(&u32::MAX)).collect();
        rest.sort_by_key(|c| (count.get(*c).copied().unwrap_or(0), *c));
        for (column, place) in rest.into_iter().zip(next..) {
            if let Some(slot) = rank.get_mut(column) {
                *slot = place;
            }
        }
        let length = |e: u32| equations.get(e as usize).map_or(0, Vec::len);
        let numbers = (0..equations.len()).filter_map(|e| u32::try_from(e).ok());
        let mut knot: Vec<u32> = numbers.filter(|e| gone.get(*e as usize) == Some(&false)).collect();
        knot.sort_by_key(|e| (length(*e), *e));
        taken.extend(knot);
        Self { rank, taken, alone }
    }
}

/// A number for every column: drawn where the equations leave it free, else what they make of the drawn ones. Zero where they
/// determine the column whatever the drawn numbers are.
///
/// For a column that is not determined zero comes out with a chance of one in the size of the field. None where the limits of
/// memory or of the numbers are reached.
pub(super) fn solution<S: Scalar>(equations: &[Equation], columns: usize, order: &Order) -> Option<Vec<S>> {
    let mut rows: BTreeMap<u32, Vec<(u32, S)>> = BTreeMap::new();
    let (mut entries, mut steps) = (0_usize, 0_u64);
    for (number, place) in order.taken.iter().zip(0_usize..) {
        let ranked = |(column, factor): &(u32, i8)| {
            let rank = order.rank.get(*column as usize).copied()?;
            Some((rank, if *factor < 0 { -S::ONE } else { S::ONE }))
        };
        let mut row: Vec<(u32, S)> = equations.get(*number as usize)?.iter().filter_map(ranked).collect();
        row.sort_by_key(|(rank, _)| *rank);
        // The first rows have a column that no other has.
        let knotted = place >= order.alone;
        while let Some(pivot) = row.first().filter(|_| knotted).and_then(|(lead, _)| rows.get(lead)) {
            let Some((_, factor)) = row.first().copied() else { break };
            steps = steps.saturating_add((row.len() + pivot.len()) as u64);
            if steps > MOST_STEPS {
                return None;
            }
            let first = pivot.first().map_or(S::ONE, |(_, f)| *f);
            row = combined(&row, pivot, -factor.over(first)?)?;
        }
        let Some((lead, _)) = row.first().copied() else { continue };
        entries = entries.saturating_add(row.len());
        if entries > MOST_ENTRIES {
            return None;
        }
        rows.insert(lead, row);
    }
    let mut values: Vec<S> = vec![S::ZERO; columns];
    let ranks = u32::try_from(columns).ok()?;
    for rank in (0..ranks).rev() {
        let value = match rows.get(&rank).and_then(|row| row.split_first()) {
            None => S::drawn(rank as usize),
            Some(((_, first), tail)) => {
                let mut sum = S::ZERO;
                for (column, factor) in tail {
                    sum = sum.plus(factor.times(values.get(*column as usize).copied()?)?)?;
                }
                -sum.over(*first)?
            }
        };
        if let Some(slot) = values.get_mut(rank as usize) {
            *slot = value;
        }
    }
    order.rank.iter().map(|rank| values.get(*rank as usize).copied()).collect()
}

/// A row plus another times a factor; what cancels is left out.
fn combined<S: Scalar>(row: &[(u32, S)], other: &[(u32, S)], factor: S) -> Option<Vec<(u32, S)>> {
    let mut sum = Vec::with_capacity(row.len() + other.len());
    let (mut left, mut right) = (row.iter().copied().peekable(), other.iter().copied().peekable());
    loop {
        let (a, b) = (left.peek().map(|(c, _)| *c), right.peek().map(|(c, _)| *c));
        let Some(column) = a.into_iter().chain(b).min() else { return Some(sum) };
        let mine = left.next_if(|(c, _)| *c == column).map_or(S::ZERO, |(_, v)| v);
        let theirs = right.next_if(|(c, _)| *c == column).map_or(S::ZERO, |(_, v)| v);
        let value = mine.plus(theirs.times(factor)?)?;
        if value != S::ZERO {
            sum.push((column, value));
        }
    }
}
