use super::super::{Table, columns::State};
use super::plan::{Combine, Plan};
use crate::error::{Error, Result, Safe, codes};

/// No upper bound.
pub(super) const UNBOUNDED: i128 = i128::MAX;

/// What the cells of one group come to.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Slot {
    /// The group: places in the axes that are kept, the first axis first; while reducing, those of the inner levels too.
    pub(super) key: u64,
    pub(super) low: i128,
    /// `UNBOUNDED` where there is no upper bound.
    pub(super) high: i128,
    /// Cells that are there, whatever stands in them.
    pub(super) cells: u64,
    /// Cells that are there and hold no figure, although one belongs there.
    pub(super) missing: u64,
    /// Whether a suppressed cell is among them.
    pub(super) suppressed: bool,
    pub(super) status: u8,
}

/// How keys are put together: the axes that are kept, then the levels from the outside in.
struct Radix {
    /// Axis and stride; the overlapping axes have none, their cells share a key.
    strides: Vec<(usize, u64)>,
    /// How many inner keys one group has after each level, from the outside in.
    below: [u64; 4],
}

impl Table {
    fn radix(&self, plan: &Plan) -> Result<Radix> {
        let size = |axis: &usize| self.axes().get(*axis).map_or(1, |a| a.codes().len().max(1) as u64);
        let too_large = || Error::new(codes::tab::TABLE_TOO_LARGE).with("limit", Safe::count(u64::MAX));
        let order: Vec<usize> =
            plan.kept.iter().copied().chain(plan.levels.iter().take(4).flat_map(|(a, _)| a.iter().copied())).collect();
        let (mut strides, mut stride) = (Vec::with_capacity(order.len()), 1_u64);
        for axis in order.iter().rev() {
            strides.push((*axis, stride));
            stride = stride.checked_mul(size(axis)).ok_or_else(too_large)?;
        }
        strides.reverse();
        let mut below = [1_u64; 4];
        for (place, slot) in below.iter_mut().enumerate() {
            *slot = plan.levels.iter().take(4).skip(place).flat_map(|(a, _)| a.iter()).map(size).product();
        }
        Ok(Radix { strides, below })
    }

    /// Combines cells group by group, level by level. `factor` puts the figures into units of the table's scale.
    pub(super) fn reduce(&self, plan: &Plan) -> Result<Vec<Slot>> {
        let radix = self.radix(plan)?;
        let mut slots: Vec<Slot> = self.places().map(|place| self.slot(place, &radix)).collect();
        slots.sort_by_key(|s| s.key);
        let overlapping = plan.levels.get(4).is_some_and(|(axes, _)| !axes.is_empty());
        slots = merge(slots, 1, if overlapping { Combine::Largest } else { Combine::Add })?;
        for (level, (axes, combine)) in plan.levels.iter().take(4).enumerate().rev() {
            if axes.is_empty() {
                continue;
            }
            let below = radix.below.get(level).copied().unwrap_or(1);
            slots = merge(slots, below, *combine)?;
        }
        let all = radix.below.first().copied().unwrap_or(1);
        slots.iter_mut().for_each(|s| s.key /= all);
        Ok(slots)
    }

    fn slot(&self, place: usize, radix: &Radix) -> Slot {
        let columns = &*self.columns;
        let key =
            |(axis, stride): &(usize, u64)| columns.keys.get(*axis).map_or(0, |k| u64::from(k.at(place)) * stride);
        let key = radix.strides.iter().map(key).sum();
        let low = columns.low.at(place);
        let high = || columns.high.as_ref().map_or(low, |h| h.at(place));
        let slot = Slot { key, cells: 1, status: columns.status(place), ..Slot::default() };
        match columns.state(place) {
            State::Exact => Slot { low, high: low, ..slot },
            State::Between | State::Estimate => Slot { low, high: high(), ..slot },
            State::AtLeast => Slot { low, high: UNBOUNDED, ..slot },
            State::NotApplicable => slot,
            State::NotCollected | State::NotDelivered => Slot { missing: 1, ..slot },
            State::Suppressed => Slot { suppressed: true, high: UNBOUNDED, ..slot },
        }
    }

    /// Whether every combination of the codes in effect is there.
    pub(super) fn is_complete(&self) -> bool {
        let size = |place: usize| self.codes_in_effect(place).len();
        (0..self.axes().len()).try_fold(1_usize, |p, a| p.checked_mul(size(a))) == Some(self.len())
    }
}

/// Merges neighbors whose keys agree down to `below` inner keys.
fn merge(slots: Vec<Slot>, below: u64, combine: Combine) -> Result<Vec<Slot>> {
    let mut merged: Vec<Slot> = Vec::new();
    for slot in slots {
        match merged.last_mut().filter(|last| last.key / below == slot.key / below) {
            Some(last) => {
                last.low = match combine {
                    Combine::Add => {
                        last.low.checked_add(slot.low).ok_or_else(|| Error::new(codes::tab::FIGURE_TOO_LARGE))?
                    }
                    Combine::Largest => last.low.max(slot.low),
                };
                last.high = match (last.high, slot.high) {
                    (UNBOUNDED, _) | (_, UNBOUNDED) => UNBOUNDED,
                    (a, b) => a.checked_add(b).ok_or_else(|| Error::new(codes::tab::FIGURE_TOO_LARGE))?,
                };
                last.cells += slot.cells;
                last.missing += slot.missing;
                last.suppressed |= slot.suppressed;
                last.status |= slot.status;
            }
            None => merged.push(Slot { key: slot.key / below * below, ..slot }),
        }
    }
    Ok(merged)
}
