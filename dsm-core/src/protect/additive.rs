use super::{
    Holdings, RoundingKey,
    draw::falls,
    rounding::{Kept, unfit},
    together::Together,
    web::{Known, Says, Web},
};
use crate::{
    error::Result,
    table::{Cell, Table},
};
use rust_decimal::{Decimal, prelude::ToPrimitive};

/// Totals of more small cells than this are not looked at for pairs.
const MOST_TOGETHER: usize = 24;
/// So often all small cells are looked at again at most.
const MOST_PASSES: usize = 100;

/// A count as a whole number; none where it is none or beyond these.
pub(super) fn as_whole(figure: Decimal) -> Option<i64> {
    let small = figure.is_integer() && figure.abs() < Decimal::from(1_i64 << 60);
    if small { figure.to_i64() } else { None }
}

/// An inner cell and the totals that it is in.
struct Inner {
    node: usize,
    figure: i64,
    above: Vec<u32>,
}

/// What is published for each row: inner cells below the base become zero or the base, totals are the sums of inner cells.
///
/// First each small cell goes up with the probability of its rest, by its keyed draw. Then one cell after the other, in the order of
/// the draws, goes the other way where that brings all cells nearer to the true ones, by the sum of the squares of what they are
/// off, and two of one total change places, until nothing is gained.
pub(super) fn additive(table: &Table, base: u32, key: &RoundingKey) -> Result<Vec<Kept>> {
    let (inner, nodes) = inner_cells(table)?;
    let b = i64::from(base);
    let mut small: Vec<(u64, usize)> = Vec::new();
    for (number, cell) in inner.iter().enumerate().filter(|(_, cell)| (1..b).contains(&cell.figure)) {
        small.push((key.draw(table, base, &table.key(cell.node)), number));
    }
    let mut chosen = Choice { base: b, up: vec![false; inner.len()], off: vec![0; nodes] };
    for (draw, number) in &small {
        let Some(cell) = inner.get(*number) else { continue };
        let up = falls(*draw, cell.figure.unsigned_abs(), b.unsigned_abs());
        chosen.moves(cell, if up { b - cell.figure } else { -cell.figure });
        chosen.up.get_mut(*number).into_iter().for_each(|slot| *slot = up);
    }
    small.sort_unstable();
    let together = together(&inner, &small, nodes);
    for _ in 0..MOST_PASSES {
        let mut turned = 0_usize;
        for (_, number) in &small {
            turned += usize::from(inner.get(*number).is_some_and(|cell| chosen.turns(*number, cell)));
        }
        for (_, number) in &small {
            turned += usize::from(chosen.trades(*number, &inner, &together));
        }
        if turned == 0 {
            break;
        }
    }
    Ok(published(&inner, &chosen, table.len()))
}

/// Which small cells go up, and how far each cell is off the true figure by that.
struct Choice {
    base: i64,
    up: Vec<bool>,
    off: Vec<i64>,
}

impl Choice {
    fn off(&self, node: u32) -> i64 {
        self.off.get(node as usize).copied().unwrap_or(0)
    }

    fn moves(&mut self, cell: &Inner, change: i64) {
        for node in &cell.above {
            self.off.get_mut(*node as usize).into_iter().for_each(|off| *off += change);
        }
    }

    /// Lets a cell and another of the same total change places, if the totals are nearer to the true ones then.
    fn trades(&mut self, number: usize, inner: &[Inner], together: &[Vec<usize>]) -> bool {
        let Some(cell) = inner.get(number) else { return false };
        let up = self.up.get(number) == Some(&true);
        let change = if up { -self.base } else { self.base };
        let square = |off: i64| i128::from(off) * i128::from(off);
        let gain = |of: &Inner, without: &Inner, change: i64| -> i128 {
            let apart = of.above.iter().filter(|node| !without.above.contains(node));
            apart.map(|node| square(self.off(*node) + change) - square(self.off(*node))).sum()
        };
        let near = cell.above.iter().filter_map(|node| together.get(*node as usize)).flatten();
        let mut others = near.filter(|other| self.up.get(**other) == Some(&!up));
        let better = |other: &Inner| gain(cell, other, change) + gain(other, cell, -change) < 0;
        let Some(other) = others.find(|other| inner.get(**other).is_some_and(better)).copied() else { return false };
        self.moves(cell, change);
        inner.get(other).into_iter().for_each(|other| self.moves(other, -change));
        self.up.get_mut(number).into_iter().for_each(|slot| *slot = !up);
        self.up.get_mut(other).into_iter().for_each(|slot| *slot = up);
        true
    }

    /// Turns a cell the other way if the totals are nearer to the true ones then.
    fn turns(&mut self, number: usize, cell: &Inner) -> bool {
        let up = self.up.get(number) == Some(&true);
        let change = if up { -self.base } else { self.base };
        let square = |off: i64| i128::from(off) * i128::from(off);
        let gain: i128 = cell.above.iter().map(|node| square(self.off(*node) + change) - square(self.off(*node))).sum();
        if gain >= 0 {
            return false;
        }
        self.moves(cell, change);
        self.up.get_mut(number).into_iter().for_each(|slot| *slot = !up);
        true
    }
}

/// For each cell the small inner cells in it, where these are few.
fn together(inner: &[Inner], small: &[(u64, usize)], nodes: usize) -> Vec<Vec<usize>> {
    let mut together: Vec<Vec<usize>> = vec![Vec::new(); nodes];
    for (_, number) in small {
        for node in inner.get(*number).into_iter().flat_map(|cell| &cell.above) {
            together.get_mut(*node as usize).into_iter().for_each(|cells| cells.push(*number));
        }
    }
    together.iter_mut().filter(|cells| cells.len() > MOST_TOGETHER).for_each(Vec::clear);
    together
}

/// What is published for each row of the table, and its bounds as they follow from the inner cells.
fn published(inner: &[Inner], chosen: &Choice, rows: usize) -> Vec<Kept> {
    let mut kept: Vec<Kept> = (0..rows).map(|_| Kept { published: 0, low: 0, high: 0 }).collect();
    let b = chosen.base;
    for (cell, up) in inner.iter().zip(&chosen.up) {
        let (figure, low, high) = match (cell.figure, up) {
            (1.., true) => (b, 1, b),
            (figure, _) if figure < b => (0, 0, b - 1),
            (figure, _) if figure == b => (b, 1, b),
            (figure, _) => (figure, figure, figure),
        };
        for node in &cell.above {
            if let Some(row) = kept.get_mut(*node as usize) {
                (row.published, row.low, row.high) = (row.published + figure, row.low + low, row.high + high);
            }
        }
    }
    kept
}

/// The inner cells of a table, each with the cells that it is in, its own first; and how many cells there are, totals that are not
/// in the table among them.
fn inner_cells(table: &Table) -> Result<(Vec<Inner>, usize)> {
    let not_sums = || unfit("totals-of-other-parts");
    if table.cells().any(|cell| matches!(cell, Cell::Masked(_))) {
        return Err(unfit("figures-not-exact"));
    }
    let web = Web::of(&Together::of(table, &Holdings::none())?)?;
    if web.sums.iter().any(|sum| sum.says != Says::Equal) {
        return Err(not_sums());
    }
    let mut is_whole = vec![false; web.nodes.len()];
    let mut above: Vec<Vec<u32>> = vec![Vec::new(); web.nodes.len()];
    for sum in &web.sums {
        is_whole.get_mut(sum.whole as usize).into_iter().for_each(|slot| *slot = true);
        for part in &sum.parts {
            above.get_mut(*part as usize).into_iter().for_each(|slot| slot.push(sum.whole));
        }
    }
    let mut inner = Vec::new();
    let mut sums = vec![0_i64; web.nodes.len()];
    let lowest = web.nodes.iter().zip(0_u32..).zip(&is_whole).filter(|(_, whole)| !**whole);
    for ((node, number), _) in lowest {
        let (Some(place), Known::Figure(_)) = (node.place, node.known) else { return Err(not_sums()) };
        let cell = table.cell(place).figure().and_then(|figure| figure.exact());
        let figure = cell.and_then(as_whole).ok_or_else(not_sums)?;
        let mut reached = vec![number];
        let mut at = 0;
        while let Some(next) = reached.get(at).copied() {
            at += 1;
            for whole in above.get(next as usize).into_iter().flatten() {
                if !reached.contains(whole) {
                    reached.push(*whole);
                }
            }
        }
        for node in &reached {
            let slot = sums.get_mut(*node as usize).ok_or_else(not_sums)?;
            *slot = slot.checked_add(figure).ok_or_else(not_sums)?;
        }
        inner.push(Inner { node: place, figure, above: reached });
    }
    // The rows of the table are the first cells of the web, in the same order.
    for (place, number) in table.places().zip(0_usize..) {
        let figure = table.cell(place).figure().and_then(|figure| figure.exact()).and_then(as_whole);
        if figure.is_none() || figure != sums.get(number).copied() {
            return Err(not_sums());
        }
    }
    Ok((inner, web.nodes.len()))
}
