use super::system::{Row, System};
use std::collections::{BTreeSet, VecDeque};

/// Each sum is looked at this often at most, on average.
const MOST_ROUNDS: usize = 64;

/// The least and the greatest that a figure can be, where something is known.
pub(super) type Bounds = (Option<i128>, Option<i128>);

/// So many sums that contradict others are taken out one after the other; then all that are met on the way at a time.
const ONE_BY_ONE: usize = 32;

/// What follows for each unknown from the sums, one sum at a time until nothing changes, and the sums that contradict the others.
pub(super) fn propagated(system: &System) -> (Vec<Bounds>, BTreeSet<u32>) {
    let mut dead: BTreeSet<u32> = BTreeSet::new();
    for round in 0..2 * ONE_BY_ONE {
        let (bounds, against) = attempt(system, &dead, round < ONE_BY_ONE);
        if against.is_empty() {
            return (bounds, dead);
        }
        // A sum that cannot hold says nothing; the others are asked again without it.
        dead.extend(against);
    }
    (system.bounds.clone(), dead)
}

/// The bounds, and the rows that contradict them: the first of them alone where that is wanted.
fn attempt(system: &System, dead: &BTreeSet<u32>, first: bool) -> (Vec<Bounds>, Vec<u32>) {
    let mut bounds = system.bounds.clone();
    let mut against = Vec::new();
    let numbers = || (0..system.rows.len()).filter_map(|row| u32::try_from(row).ok());
    let mut queue: VecDeque<u32> = numbers().filter(|row| !dead.contains(row)).collect();
    // One that is out of the queue for good stays marked.
    let mut waiting = vec![true; system.rows.len()];
    let mut left = system.rows.len().saturating_mul(MOST_ROUNDS);
    while let Some(number) = queue.pop_front() {
        left = left.saturating_sub(1);
        if left == 0 {
            break;
        }
        let Some(row) = system.rows.get(number as usize) else { continue };
        let Some(changed) = tightened(row, &mut bounds) else {
            against.push(number);
            if first {
                break;
            }
            continue;
        };
        mark(&mut waiting, number, false);
        for column in changed {
            for other in system.of.get(column as usize).into_iter().flatten() {
                if waiting.get(*other as usize) == Some(&false) {
                    mark(&mut waiting, *other, true);
                    queue.push_back(*other);
                }
            }
        }
    }
    (bounds, against)
}

fn mark(waiting: &mut [bool], row: u32, value: bool) {
    if let Some(slot) = waiting.get_mut(row as usize) {
        *slot = value;
    }
}

/// The unknowns that one row tightens; none where it cannot hold.
fn tightened(row: &Row, bounds: &mut [Bounds]) -> Option<Vec<u32>> {
    let mut changed = Vec::new();
    let Some(constant) = row.constant else { return Some(changed) };
    // Σ factor · x = constant says both that the sum is at most the constant and that minus the sum is at most minus it.
    at_most(row, (1, constant), bounds, &mut changed)?;
    if row.equal {
        at_most(row, (-1, constant), bounds, &mut changed)?;
    }
    Some(changed)
}

/// Takes Σ sign · factor · x ≤ sign · constant into account.
fn at_most(row: &Row, (sign, constant): (i8, i128), bounds: &mut [Bounds], changed: &mut Vec<u32>) -> Option<()> {
    let (mut least, mut open, mut open_at) = (0_i128, 0_usize, None);
    let of = |bounds: &[Bounds], column: u32| bounds.get(column as usize).copied().unwrap_or_default();
    for (column, factor) in &row.terms {
        let (low, high) = of(bounds, *column);
        let smallest = if factor * sign > 0 { low } else { high.and_then(i128::checked_neg) };
        match smallest {
            Some(value) => least = least.checked_add(value)?,
            None => (open, open_at) = (open + 1, Some(*column)),
        }
    }
    let room = constant.checked_mul(i128::from(sign))?.checked_sub(least)?;
    if open == 0 && room < 0 {
        return None;
    }
    if open > 1 {
        return Some(());
    }
    for (column, factor) in &row.terms {
        if open_at.is_some_and(|at| at != *column) {
            continue;
        }
        let (low, high) = of(bounds, *column);
        let (tight_low, tight_high) = if factor * sign > 0 {
            let top = if open == 1 { room } else { low?.checked_add(room)? };
            (low, Some(high.map_or(top, |h| h.min(top))))
        } else {
            let bottom = if open == 1 { room.checked_neg()? } else { high?.checked_sub(room)? };
            (Some(low.map_or(bottom, |l| l.max(bottom))), high)
        };
        if tight_low.zip(tight_high).is_some_and(|(low, high)| low > high) {
            return None;
        }
        if (tight_low, tight_high) != (low, high) {
            changed.push(*column);
            if let Some(slot) = bounds.get_mut(*column as usize) {
                *slot = (tight_low, tight_high);
            }
        }
    }
    Some(())
}
