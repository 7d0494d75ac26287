use super::system::{Row, System};
use std::collections::{BTreeSet, VecDeque};

/// Each sum is looked at this often at most, on average.
const MOST_ROUNDS: usize = 64;

/// The least and the greatest that a figure can be, where something is known.
pub(super) type Bounds = (Option<i128>, Option<i128>);

/// What follows for each unknown from the sums, one sum at a time until nothing changes, and the sums that contradict the others.
pub(super) fn propagated(system: &System) -> (Vec<Bounds>, BTreeSet<u32>) {
    let mut dead: BTreeSet<u32> = BTreeSet::new();
    loop {
        match attempt(system, &dead) {
            Ok(bounds) => return (bounds, dead),
            // A sum that cannot hold says nothing; the others are asked again without it.
            Err(row) => {
                if !dead.insert(row) {
                    return (system.bounds.clone(), dead);
                }
            }
        }
    }
}

/// The bounds, or the number of a row that contradicts them.
fn attempt(system: &System, dead: &BTreeSet<u32>) -> Result<Vec<Bounds>, u32> {
    let mut bounds = system.bounds.clone();
    let numbers = || (0..system.rows.len()).filter_map(|row| u32::try_from(row).ok());
    let mut queue: VecDeque<u32> = numbers().filter(|row| !dead.contains(row)).collect();
    let mut waiting = vec![false; system.rows.len()];
    queue.iter().for_each(|row| mark(&mut waiting, *row, true));
    let mut left = system.rows.len().saturating_mul(MOST_ROUNDS);
    while let Some(number) = queue.pop_front() {
        mark(&mut waiting, number, false);
        left = left.saturating_sub(1);
        if left == 0 {
            return Ok(bounds);
        }
        let Some(row) = system.rows.get(number as usize) else { continue };
        for column in tightened(row, &mut bounds).ok_or(number)? {
            for other in system.of.get(column as usize).into_iter().flatten() {
                if waiting.get(*other as usize) == Some(&false) && !dead.contains(other) {
                    mark(&mut waiting, *other, true);
                    queue.push_back(*other);
                }
            }
        }
    }
    Ok(bounds)
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
