use super::{
    scalar::{MERSENNE, Residue, Scalar},
    web::{Known, Says, Web},
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A number modulo the prime: what rows are made of.
type Number = Residue<MERSENNE>;
/// A row: columns in their order, with factors.
type Sparse = Vec<(u32, Number)>;

/// At most so many entries stand in all rows together.
const MOST_ENTRIES: usize = 1 << 23;

/// Which cells may be shown so that the masked ones stay undetermined: the cells are visited from those most worth showing, and
/// each is shown unless a masked cell then follows from what is shown.
///
/// A masked cell follows exactly when what is left of it, and what is left of the visited cell, after everything shown is
/// taken away are multiples of each other. So each is kept in its one normal form, and compared by a hash of it.
///
/// Source: Langsrud, Secondary Cell Suppression by Gaussian Elimination (2024), doi 10.1007/978-3-031-69651-0_6.
pub(super) struct Elimination<'w> {
    web: &'w Web,
    /// The column of each cell, the least first in every row: totals before parts, small figures before great ones. What is
    /// small is given by what is great, so that the great ones, shown first, drop out of every row.
    rank: Vec<u32>,
    basis: BTreeMap<u32, Sparse>,
    entries: usize,
    /// What is left of each masked cell, which of them have a column, and how many of them have a hash.
    left: Vec<Sparse>,
    weights: Vec<Number>,
    having: HashMap<u32, BTreeSet<u32>>,
    hashes: HashMap<u64, u32>,
}

/// The cells to mask, where `target` are to be masked in any case and `fixed` are known in any case. None where the limits are
/// reached.
pub(super) fn completed(web: &Web, target: &[bool], fixed: &[bool]) -> Option<Vec<bool>> {
    let is = |flags: &[bool], node: usize| flags.get(node) == Some(&true);
    let level = |node: usize| web.nodes.get(node).map_or(0, |n| n.level);
    let hidden = |node: usize| is(target, node) || web.nodes.get(node).is_some_and(|n| n.known == Known::Masked);
    let hidden: Vec<usize> = (0..web.nodes.len()).filter(|n| hidden(*n) && !is(fixed, *n)).collect();
    // Totals seldom tell an inner cell by themselves: only those that they do tell are looked after from the beginning.
    let mut early: BTreeSet<usize> = hidden.iter().copied().filter(|n| level(*n) > 0).collect();
    loop {
        match attempt(web, target, fixed, &hidden, &early)? {
            Ok(masked) => return Some(masked),
            Err(told) if told.iter().all(|node| early.contains(node)) => return None,
            Err(told) => early.extend(told),
        }
    }
}

/// The cells to mask, or those of the masked ones that the totals tell by themselves and that were not looked after from the
/// beginning.
fn attempt(
    web: &Web,
    target: &[bool],
    fixed: &[bool],
    hidden: &[usize],
    early: &BTreeSet<usize>,
) -> Option<Result<Vec<bool>, Vec<usize>>> {
    let mut elimination = Elimination::new(web);
    elimination.equations()?;
    let is = |flags: &[bool], node: usize| flags.get(node) == Some(&true);
    let figure = |node: usize| web.nodes.get(node).is_some_and(|n| matches!(n.known, Known::Figure(_)));
    let mut visits: Vec<usize> = (0..web.nodes.len()).filter(|n| figure(*n)).collect();
    // Totals before inner cells; of totals those of few cells first: those above follow from them and stay short.
    let level = |node: usize| web.nodes.get(node).map_or(0, |n| n.level);
    let last = |node: usize| if level(node) == 0 { u32::MAX } else { level(node) };
    visits.sort_by_key(|node| (last(*node), std::cmp::Reverse(elimination.rank.get(*node).copied())));
    for node in visits.iter().filter(|n| is(fixed, **n)) {
        let row = elimination.normal(*node)?;
        elimination.insert(row)?;
    }
    for node in early {
        let row = elimination.normal(*node)?;
        elimination.protect(row);
    }
    let mut masked = target.to_vec();
    let mut inner = false;
    for node in visits.into_iter().filter(|n| !is(fixed, *n) && !is(target, *n)) {
        if !inner && level(node) == 0 {
            inner = true;
            let told = elimination.protect_all(hidden.iter().filter(|n| !early.contains(*n)))?;
            if !told.is_empty() {
                return Some(Err(told));
            }
        }
        let row = elimination.normal(node)?;
        if elimination.hashes.contains_key(&hash(&row)) && !row.is_empty() {
            if let Some(slot) = masked.get_mut(node) {
                *slot = true;
            }
        } else {
            elimination.insert(row)?;
        }
    }
    Some(Ok(masked))
}

impl<'w> Elimination<'w> {
    fn new(web: &'w Web) -> Self {
        let value = |node: usize| match web.nodes.get(node).map(|n| n.known) {
            Some(Known::Figure(value)) => value.unsigned_abs(),
            _ => 0,
        };
        let level = |node: usize| web.nodes.get(node).map_or(0, |n| n.level);
        let mut order: Vec<usize> = (0..web.nodes.len()).collect();
        order.sort_by_key(|n| (std::cmp::Reverse(level(*n)), value(*n), *n));
        let mut rank = vec![0; order.len()];
        for (node, place) in order.into_iter().zip(0_u32..) {
            if let Some(slot) = rank.get_mut(node) {
                *slot = place;
            }
        }
        let (left, weights, having, hashes) = (Vec::new(), Vec::new(), HashMap::new(), HashMap::new());
        Self { web, rank, basis: BTreeMap::new(), entries: 0, left, weights, having, hashes }
    }

    /// The sums themselves: each makes a total the sum of its parts.
    fn equations(&mut self) -> Option<()> {
        let equal = |sum: &&super::web::Sum| sum.says == Says::Equal;
        let mut sums: Vec<&super::web::Sum> = self.web.sums.iter().filter(equal).collect();
        // Inner totals first: then those above are made of what is made of inner cells already.
        sums.sort_by_key(|sum| std::cmp::Reverse(self.rank.get(sum.whole as usize).copied()));
        for sum in sums {
            let column = |node: u32| self.rank.get(node as usize).copied();
            let mut row: Sparse = Vec::with_capacity(sum.parts.len() + 1);
            row.extend(column(sum.whole).map(|c| (c, -Number::ONE)));
            row.extend(sum.parts.iter().filter_map(|n| column(*n)).map(|c| (c, Number::ONE)));
            row.sort_by_key(|(column, _)| *column);
            let row = self.reduced(row)?;
            self.insert(row)?;
        }
        Some(())
    }

    /// The one normal form of a cell: what is left of it.
    fn normal(&mut self, node: usize) -> Option<Sparse> {
        let column = self.rank.get(node).copied()?;
        let row = self.reduced(vec![(column, Number::ONE)])?;
        // Who asks again gets it without the way.
        if let Some(kept) = self.basis.get_mut(&column) {
            let mut whole = vec![(column, Number::ONE)];
            whole.extend(row.iter().map(|(c, v)| (*c, -*v)));
            whole.sort_by_key(|(column, _)| *column);
            self.entries = self.entries.saturating_add(whole.len()).saturating_sub(kept.len());
            *kept = whole;
        }
        Some(row)
    }

    /// A row without the columns that rows of the basis give.
    fn reduced(&self, row: Sparse) -> Option<Sparse> {
        let mut left: BTreeMap<u32, Number> = row.into_iter().collect();
        let mut done = Sparse::new();
        while let Some((column, value)) = left.pop_first() {
            if value == Number::ZERO {
                continue;
            }
            let Some(((_, lead), tail)) = self.basis.get(&column).and_then(|row| row.split_first()) else {
                done.push((column, value));
                if done.len() > MOST_ENTRIES {
                    return None;
                }
                continue;
            };
            let factor = -divided(value, *lead)?;
            for (other, theirs) in tail {
                let slot = left.entry(*other).or_insert(Number::ZERO);
                *slot = slot.plus(theirs.times(factor)?)?;
            }
        }
        done.retain(|(_, value)| *value != Number::ZERO);
        Some(done)
    }

    /// Keeps what is left of masked cells, and gives those of which nothing is left.
    fn protect_all<'n>(&mut self, nodes: impl Iterator<Item = &'n usize>) -> Option<Vec<usize>> {
        let mut told = Vec::new();
        for node in nodes {
            let row = self.normal(*node)?;
            if row.is_empty() {
                told.push(*node);
            }
            self.protect(row);
        }
        Some(told)
    }

    /// Keeps what is left of a masked cell.
    fn protect(&mut self, row: Sparse) {
        let number = u32::try_from(self.left.len()).unwrap_or(u32::MAX);
        for (column, _) in &row {
            self.having.entry(*column).or_default().insert(number);
        }
        *self.hashes.entry(hash(&row)).or_default() += 1;
        self.weights.push(weight(&row));
        self.left.push(row);
    }

    /// Takes a row as known: its first column goes from what is left of the masked cells.
    fn insert(&mut self, row: Sparse) -> Option<()> {
        let Some((pivot, lead)) = row.first().copied() else { return Some(()) };
        self.entries = self.entries.saturating_add(row.len());
        if self.entries > MOST_ENTRIES {
            return None;
        }
        for number in self.having.remove(&pivot).unwrap_or_default() {
            if row.len() == 1 {
                self.drop_column(number, pivot)?;
                continue;
            }
            let old = std::mem::take(self.left.get_mut(number as usize)?);
            let value = old.iter().find(|(column, _)| *column == pivot)?.1;
            let new = sum(&old, &row, -divided(value, lead)?)?;
            self.forget(hash(&old));
            for (column, _) in &old {
                if let Some(having) = self.having.get_mut(column) {
                    having.remove(&number);
                }
            }
            for (column, _) in &new {
                self.having.entry(*column).or_default().insert(number);
            }
            *self.hashes.entry(hash(&new)).or_default() += 1;
            *self.weights.get_mut(number as usize)? = weight(&new);
            *self.left.get_mut(number as usize)? = new;
        }
        self.basis.insert(pivot, row);
        Some(())
    }

    /// Takes a column that is known by itself away from what is left of a masked cell.
    fn drop_column(&mut self, number: u32, column: u32) -> Option<()> {
        let row = self.left.get_mut(number as usize)?;
        let place = row.binary_search_by_key(&column, |(c, _)| *c).ok()?;
        let (before, weight) = (row.first()?.1, self.weights.get_mut(number as usize)?);
        let (_, value) = row.remove(place);
        let old = divided(*weight, before)?.bits();
        *weight = weight.plus(-value.times(Number::drawn(column as usize))?)?;
        let new = row.first().map_or(Some(0), |(_, lead)| divided(*weight, *lead).map(Number::bits))?;
        self.forget(old);
        *self.hashes.entry(new).or_default() += 1;
        Some(())
    }

    fn forget(&mut self, hash: u64) {
        if let Some(count) = self.hashes.get_mut(&hash) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                self.hashes.remove(&hash);
            }
        }
    }
}

/// A quotient, at once where the divisor is one or minus one.
fn divided(value: Number, lead: Number) -> Option<Number> {
    if lead == Number::ONE {
        Some(value)
    } else if lead == -Number::ONE {
        Some(-value)
    } else {
        value.over(lead)
    }
}

/// The hash of a row, the same for its multiples.
fn hash(row: &[(u32, Number)]) -> u64 {
    let Some((_, lead)) = row.first() else { return 0 };
    divided(weight(row), *lead).map_or(0, Number::bits)
}

/// The sum of a row's factors, each times the number that its column is given.
fn weight(row: &[(u32, Number)]) -> Number {
    let drawn = |(column, value): &(u32, Number)| value.times(Number::drawn(*column as usize));
    row.iter().filter_map(drawn).fold(Number::ZERO, |sum, v| sum.plus(v).unwrap_or(sum))
}

/// A row plus another times a factor.
fn sum(row: &[(u32, Number)], other: &[(u32, Number)], factor: Number) -> Option<Sparse> {
    let mut all: Sparse = Vec::with_capacity(row.len() + other.len());
    let (mut left, mut right) = (row.iter().copied().peekable(), other.iter().copied().peekable());
    loop {
        let next = left.peek().map(|(c, _)| *c).into_iter().chain(right.peek().map(|(c, _)| *c)).min();
        let Some(column) = next else { return Some(all) };
        let mine = left.next_if(|(c, _)| *c == column).map_or(Number::ZERO, |(_, v)| v);
        let theirs = right.next_if(|(c, _)| *c == column).map_or(Number::ZERO, |(_, v)| v);
        let value = mine.plus(theirs.times(factor)?)?;
        if value != Number::ZERO {
            all.push((column, value));
        }
    }
}
