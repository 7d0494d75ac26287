//! From the codes of an event to its cells in every set.

use super::{shape::Shape, slots::Counters, tally::Deltas};

/// Goes through the sets: each cell is that of another set and what one dimension adds.
#[inline]
pub(super) fn walk<C: Counters>(
    counters: &mut C,
    shape: &Shape,
    deltas: &Deltas,
    sums: &mut [u64],
    (stamp, which): (u32, u8),
) {
    for (at, step) in shape.steps.iter().enumerate() {
        let sum = if at == 0 {
            shape.base
        } else {
            let parent = sums.get(usize::from(step.parent)).copied().unwrap_or(0);
            parent.wrapping_add(deltas.get(usize::from(step.dimension)).copied().unwrap_or(0))
        };
        if let Some(slot) = sums.get_mut(at) {
            *slot = sum;
        }
        if step.wanted & which != 0 {
            counters.touch(sum, stamp);
        }
    }
}

/// The cells of an event in every set.
pub(super) fn all_cells(shape: &Shape, deltas: &Deltas, which: u8) -> Vec<u64> {
    let (mut sums, mut cells) = (Vec::with_capacity(shape.steps.len()), Vec::new());
    for (at, step) in shape.steps.iter().enumerate() {
        let parent = sums.get(usize::from(step.parent)).copied().unwrap_or(shape.base);
        let delta = deltas.get(usize::from(step.dimension)).copied().filter(|_| at > 0).unwrap_or(0);
        let sum: u64 = u64::wrapping_add(parent, delta);
        sums.push(sum);
        cells.extend((step.wanted & which != 0).then_some(sum));
    }
    cells
}

/// The cell of an event in the full combination.
#[inline]
pub(super) fn full_cell(shape: &Shape, deltas: &Deltas) -> u64 {
    deltas.iter().take(shape.axes()).fold(shape.base, |sum, delta| sum.wrapping_add(*delta))
}
