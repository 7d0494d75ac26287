use super::super::{Table, columns::Mantissas};
use super::{
    plan::{Combine, Plan},
    reduce::Slot,
};

/// Rows are taken in pieces that stay in the processor's near memory.
const CHUNK: usize = 2048;

/// Sums of 64 bits, one slot a group; none where one of them overflows.
struct Sums {
    slots: Vec<i64>,
    overflow: bool,
}

impl Sums {
    fn new(size: usize) -> Self {
        Self { slots: vec![0; size], overflow: false }
    }

    fn add(&mut self, slot: u32, value: i64) {
        if let Some(sum) = self.slots.get_mut(slot as usize) {
            let (total, over) = sum.overflowing_add(value);
            *sum = total;
            self.overflow |= over;
        }
    }

    fn raise(&mut self, slot: u32, value: i64) {
        if let Some(largest) = self.slots.get_mut(slot as usize) {
            *largest = (*largest).max(value);
        }
    }

    /// Folds neighbors, so many into one.
    fn fold(&mut self, many: usize, combine: Combine) {
        let fold = |part: &[i64]| match combine {
            Combine::Largest => (part.iter().copied().max().unwrap_or(0), false),
            Combine::Add => part.iter().fold((0_i64, false), |(sum, over), v| {
                let (sum, more) = sum.overflowing_add(*v);
                (sum, over | more)
            }),
        };
        let folded: Vec<(i64, bool)> = self.slots.chunks(many.max(1)).map(fold).collect();
        self.overflow |= folded.iter().any(|(_, over)| *over);
        self.slots = folded.into_iter().map(|(sum, _)| sum).collect();
    }
}

impl Table {
    /// Combines exact whole figures in tables with a slot for every group; none where something else is needed: bounds,
    /// masks, statuses, figures of more than 64 bits, or more groups than cells warrant.
    pub(super) fn reduce_dense(&self, plan: &Plan) -> Option<Vec<Slot>> {
        let columns = &*self.columns;
        let Mantissas::Narrow(values) = &columns.low else { return None };
        if columns.high.is_some() || columns.states.is_some() || columns.statuses.is_some() {
            return None;
        }
        let groups = self.slots_of(&plan.kept)?;
        // Codes that a slice left out have slots too, and must not count as groups.
        let complete =
            self.is_complete() && plan.kept.iter().all(|a| self.codes_in_effect(*a).len() == self.size_of(*a));
        let mut sums = Sums::new(groups);
        let mut counts = vec![0_u32; if complete { 0 } else { groups }];
        self.each_chunk(&plan.kept, values, |slots, figures| {
            slots.iter().zip(figures).for_each(|(slot, value)| sums.add(*slot, *value));
            if !complete {
                for slot in slots {
                    if let Some(count) = counts.get_mut(*slot as usize) {
                        *count += 1;
                    }
                }
            }
        });
        let lows = if plan.adds() { None } else { Some(self.dense_lows(plan, values)?) };
        if sums.overflow {
            return None;
        }
        let expected = if complete { self.len() as u64 / groups.max(1) as u64 } else { 0 };
        let slot = |(key, sum): (usize, &i64)| {
            let cells = counts.get(key).map_or(expected, |c| u64::from(*c));
            let low = lows.as_ref().and_then(|l| l.get(key)).copied().unwrap_or(*sum);
            Slot { key: key as u64, low: low.into(), high: i128::from(*sum), cells, ..Slot::default() }
        };
        Some(sums.slots.iter().enumerate().map(slot).filter(|s| s.cells > 0).collect())
    }

    /// The lower bounds, level by level from the inside out. Figures below zero never come here with a level of the largest.
    fn dense_lows(&self, plan: &Plan, values: &[i64]) -> Option<Vec<i64>> {
        let inner = || plan.levels.iter().take(4);
        let order: Vec<usize> =
            plan.kept.iter().copied().chain(inner().flat_map(|(axes, _)| axes.iter().copied())).collect();
        let mut lows = Sums::new(self.slots_of(&order)?);
        let overlapping = plan.levels.get(4).is_some_and(|(axes, _)| !axes.is_empty());
        self.each_chunk(&order, values, |slots, figures| {
            let pairs = slots.iter().zip(figures);
            if overlapping {
                pairs.for_each(|(slot, value)| lows.raise(*slot, *value));
            } else {
                pairs.for_each(|(slot, value)| lows.add(*slot, *value));
            }
        });
        let levels: Vec<_> = inner().filter(|(axes, _)| !axes.is_empty()).collect();
        for (axes, combine) in levels.into_iter().rev() {
            lows.fold(axes.iter().map(|a| self.size_of(*a)).product(), *combine);
        }
        (!lows.overflow).then_some(lows.slots)
    }

    fn size_of(&self, axis: usize) -> usize {
        self.axes().get(axis).map_or(1, |a| a.codes().len().max(1))
    }

    /// How many slots the axes need; none where that is out of proportion to the cells.
    fn slots_of(&self, axes: &[usize]) -> Option<usize> {
        let slots = axes.iter().try_fold(1_usize, |p, a| p.checked_mul(self.size_of(*a)))?;
        let proportionate = slots <= 1 << 16 || slots <= self.len().saturating_mul(2);
        (proportionate && u32::try_from(slots).is_ok()).then_some(slots)
    }

    /// Gives the rows chunk by chunk: the slot of each by the given axes, the first one first, and its figure.
    fn each_chunk(&self, axes: &[usize], values: &[i64], mut each: impl FnMut(&[u32], &[i64])) {
        let (mut strides, mut stride) = (Vec::with_capacity(axes.len()), 1_u32);
        for axis in axes.iter().rev() {
            strides.push((*axis, stride));
            stride = stride.wrapping_mul(u32::try_from(self.size_of(*axis)).unwrap_or(1));
        }
        let (mut slots, mut gathered) = ([0_u32; CHUNK], [0_i64; CHUNK]);
        let mut from = 0;
        while from < self.len() {
            let length = CHUNK.min(self.len() - from);
            let (Some(slots), Some(gathered)) = (slots.get_mut(..length), gathered.get_mut(..length)) else { break };
            slots.fill(0);
            let rows = self.selection.rows.as_ref().and_then(|r| r.get(from..from + length));
            for (keys, stride) in
                strides.iter().filter_map(|(axis, stride)| Some((self.columns.keys.get(*axis)?, *stride)))
            {
                match rows {
                    None => keys.add_strided(from, stride, slots),
                    Some(rows) => keys.gather_strided(rows, stride, slots),
                }
            }
            match rows {
                None => each(slots, values.get(from..from + length).unwrap_or_default()),
                Some(rows) => {
                    gathered.iter_mut().zip(rows).for_each(|(g, r)| *g = values.get(*r as usize).copied().unwrap_or(0));
                    each(slots, gathered);
                }
            }
            from += length;
        }
    }
}
