use super::super::{
    Table,
    columns::{Mantissas, State},
};
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

    /// Adds up exact figures group by group where nothing but addition is needed; none where something else is.
    pub(super) fn reduce_plain(&self, plan: &Plan) -> Result<Option<Vec<Slot>>> {
        let columns = &*self.columns;
        let plain = columns.high.is_none() && columns.states.is_none() && columns.statuses.is_none() && plan.adds();
        let Mantissas::Narrow(values) = &columns.low else { return Ok(None) };
        let groups: u64 = plan.kept.iter().map(|a| self.axes().get(*a).map_or(1, |a| a.codes().len() as u64)).product();
        let dense = groups <= 1 << 16 || groups <= self.len() as u64 * 2;
        if !plain || !dense || groups == 0 || groups > u64::from(u32::MAX) {
            return Ok(None);
        }
        let complete = self.is_complete();
        let groups = usize::try_from(groups).unwrap_or(0);
        let mut sums = vec![0_i64; groups];
        let mut counts = vec![0_u32; if complete { 0 } else { groups }];
        let mut overflow = false;
        let mut strides = Vec::with_capacity(plan.kept.len());
        let mut stride = 1_u32;
        for axis in plan.kept.iter().rev() {
            strides.push((*axis, stride));
            stride =
                stride.wrapping_mul(self.axes().get(*axis).map_or(1, |a| u32::try_from(a.codes().len()).unwrap_or(1)));
        }
        let mut slots = [0_u32; CHUNK];
        let mut add = |slot: u32, value: i64| {
            if let Some(sum) = sums.get_mut(slot as usize) {
                let (total, over) = sum.overflowing_add(value);
                *sum = total;
                overflow |= over;
            }
        };
        let mut from = 0;
        while from < self.len() {
            let length = CHUNK.min(self.len() - from);
            let Some(slots) = slots.get_mut(..length) else { break };
            slots.fill(0);
            let rows = self.selection.rows.as_ref().and_then(|r| r.get(from..from + length));
            for (axis, stride) in &strides {
                let Some(keys) = columns.keys.get(*axis) else { continue };
                match rows {
                    None => keys.add_strided(from, *stride, slots),
                    Some(rows) => keys.gather_strided(rows, *stride, slots),
                }
            }
            match rows {
                None => slots.iter().zip(values.get(from..).unwrap_or_default()).for_each(|(s, v)| add(*s, *v)),
                Some(rows) => {
                    slots.iter().zip(rows).for_each(|(s, r)| add(*s, values.get(*r as usize).copied().unwrap_or(0)))
                }
            }
            if !complete {
                for slot in slots.iter() {
                    if let Some(count) = counts.get_mut(*slot as usize) {
                        *count += 1;
                    }
                }
            }
            from += length;
        }
        if overflow {
            return Ok(None);
        }
        let expected = if complete { self.len() as u64 / groups.max(1) as u64 } else { 0 };
        let slot = |(key, sum): (usize, &i64)| {
            let cells = counts.get(key).map_or(expected, |c| u64::from(*c));
            let low = i128::from(*sum);
            Slot { key: key as u64, low, high: low, cells, ..Slot::default() }
        };
        Ok(Some(sums.iter().enumerate().map(slot).filter(|s| s.cells > 0).collect()))
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
    fn is_complete(&self) -> bool {
        let size = |place: usize| self.codes_in_effect(place).len();
        (0..self.axes().len()).try_fold(1_usize, |p, a| p.checked_mul(size(a))) == Some(self.len())
    }
}

const CHUNK: usize = 2048;

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
