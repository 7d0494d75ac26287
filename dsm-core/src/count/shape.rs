//! Where the cells of a program stand: codes in their order, a number for each combination, a way through the sets.

use super::{
    coder::Coder,
    dimension::Of,
    plan::{Job, Plan, Program},
    tally::Deltas,
    times::NONE,
};
use std::sync::Arc;

/// The code of a total.
pub(super) const TOTAL: &str = "_T";

/// The cells of a program.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    /// The codes of each dimension in their order, totals among them where there are any; then the times.
    pub(super) codes: Vec<Vec<Arc<str>>>,
    /// The digit of the total of each.
    pub(super) totals: Vec<Option<u32>>,
    /// The digit of what is not known yet, of dimensions that are known at the end.
    pub(super) open: Vec<Option<u32>>,
    strides: Vec<u64>,
    sizes: Vec<u64>,
    /// For each dimension, and the places of codes in the coder: what it adds to the cell of all totals.
    deltas: Vec<u64>,
    starts: Vec<usize>,
    /// The same for the times.
    times: Vec<u64>,
    /// The order of each code, for the smallest of several.
    ranks: Vec<Vec<u32>>,
    pub(super) base: u64,
    pub(super) steps: Vec<Step>,
    /// Whether only the full combination is counted.
    pub(super) is_full_only: bool,
    /// How many cells there can be; none where they cannot be numbered.
    pub(super) cells: Option<u64>,
}

/// A set of dimensions: that of another step, and one more.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub(super) parent: u16,
    pub(super) dimension: u8,
    /// Whether it is counted: with the time ([`TIMED`]) or over all of it ([`WHOLE`]).
    pub(super) wanted: u8,
}

/// Sets in which the time is.
pub(super) const TIMED: u8 = 1;
/// Sets of the whole window.
pub(super) const WHOLE: u8 = 2;

impl Shape {
    pub(super) fn new(plan: &Plan, program: &Program, coders: &[Coder]) -> Self {
        let dimensions = program.by.len();
        let has_total = |at: usize| program.sets.iter().any(|set| set & (1 << at) == 0);
        let undecided = matches!(program.job, Job::Cohort { .. });
        let (mut codes, mut totals, mut open, mut ranks) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (at, place) in program.by.iter().enumerate() {
            let of_coder = coders.get(*place).map(|coder| coder.codes.as_slice()).unwrap_or_default();
            let mut sorted: Vec<Arc<str>> = of_coder.to_vec();
            sorted.extend(has_total(at).then(|| Arc::from(TOTAL)));
            sorted.sort();
            sorted.dedup();
            let digit =
                |code: &str| sorted.binary_search_by(|c| (**c).cmp(code)).ok().and_then(|d| u32::try_from(d).ok());
            ranks.push(of_coder.iter().map(|code| digit(code).unwrap_or(0)).collect::<Vec<u32>>());
            totals.push(digit(TOTAL).filter(|_| has_total(at)));
            let at_end = plan.dimensions.get(*place).is_some_and(|axis| axis.of.at_end && axis.of.of != Of::Nothing);
            open.push((undecided && at_end).then(|| u32::try_from(sorted.len()).unwrap_or(NONE)));
            codes.push(sorted);
        }
        codes.push(program.times.labels.clone());
        totals.push(program.times.total);
        open.push(None);
        let sizes: Vec<u64> =
            codes.iter().zip(&open).map(|(codes, open)| codes.len() as u64 + u64::from(open.is_some())).collect();
        let mut strides = vec![1_u64; sizes.len()];
        let mut cells = Some(1_u64);
        for at in (0..sizes.len()).rev() {
            if let (Some(stride), Some(now)) = (strides.get_mut(at), cells) {
                *stride = now;
            }
            cells = cells.and_then(|cells| cells.checked_mul(sizes.get(at).copied().unwrap_or(1)));
        }
        let total = |at: usize| u64::from(totals.get(at).copied().flatten().unwrap_or(0));
        let stride = |at: usize| strides.get(at).copied().unwrap_or(1);
        let base = (0..sizes.len()).fold(0_u64, |sum, at| sum.wrapping_add(total(at).wrapping_mul(stride(at))));
        let delta = |at: usize, digit: u64| digit.wrapping_sub(total(at)).wrapping_mul(stride(at));
        let (mut deltas, mut starts) = (Vec::new(), Vec::new());
        for (at, ranks) in ranks.iter().enumerate() {
            starts.push(deltas.len());
            deltas.extend(ranks.iter().map(|rank| delta(at, u64::from(*rank))));
        }
        let times = (0..program.times.len()).map(|digit| delta(dimensions, digit as u64)).collect();
        let steps = steps(&program.sets, program.time_bit());
        let is_full_only = program.sets.len() == 1;
        Self { codes, totals, open, strides, sizes, deltas, starts, times, ranks, base, steps, is_full_only, cells }
    }

    /// What a code of a dimension adds to the cell of all totals.
    #[inline]
    pub(super) fn delta(&self, dimension: usize, code: u32) -> u64 {
        let start = self.starts.get(dimension).copied().unwrap_or(0);
        self.deltas.get(start.wrapping_add(code as usize)).copied().unwrap_or(0)
    }

    /// What is added where a dimension is not known yet.
    pub(super) fn open_delta(&self, dimension: usize) -> Option<u64> {
        let digit = u64::from(self.open.get(dimension).copied().flatten()?);
        let total = u64::from(self.totals.get(dimension).copied().flatten().unwrap_or(0));
        Some(digit.wrapping_sub(total).wrapping_mul(self.strides.get(dimension).copied().unwrap_or(1)))
    }

    /// What a time adds.
    #[inline]
    pub(super) fn time_delta(&self, time: u32) -> u64 {
        self.times.get(time as usize).copied().unwrap_or(0)
    }

    /// The place of a code in the order of codes.
    pub(super) fn rank(&self, dimension: usize, code: u32) -> u32 {
        self.ranks.get(dimension).and_then(|ranks| ranks.get(code as usize)).copied().unwrap_or(0)
    }

    /// What each digit of a cell adds to the cell of all totals.
    pub(super) fn deltas_of(&self, cell: u64) -> Deltas {
        let mut deltas = Deltas::default();
        for (axis, delta) in deltas.iter_mut().enumerate().take(self.axes()) {
            let total = u64::from(self.totals.get(axis).copied().flatten().unwrap_or(0));
            let stride = self.strides.get(axis).copied().unwrap_or(1);
            *delta = u64::from(self.digit(cell, axis)).wrapping_sub(total).wrapping_mul(stride);
        }
        deltas
    }

    /// How many axes there are, the time among them.
    pub(super) fn axes(&self) -> usize {
        self.sizes.len()
    }

    /// The digit of an axis in the number of a cell.
    pub(super) fn digit(&self, cell: u64, axis: usize) -> u32 {
        let (stride, size) = (self.strides.get(axis).copied().unwrap_or(1), self.sizes.get(axis).copied().unwrap_or(1));
        u32::try_from(cell.checked_div(stride).unwrap_or(0).checked_rem(size).unwrap_or(0)).unwrap_or(NONE)
    }

    /// The cell of the totals of all dimensions that are not in a set.
    pub(super) fn project(&self, cell: u64, set: u32) -> u64 {
        (0..self.axes()).filter(|axis| set & (1 << axis) == 0).fold(cell, |cell, axis| {
            let digit = u64::from(self.digit(cell, axis));
            let total = u64::from(self.totals.get(axis).copied().flatten().unwrap_or(0));
            let stride = self.strides.get(axis).copied().unwrap_or(1);
            cell.wrapping_sub(digit.wrapping_mul(stride)).wrapping_add(total.wrapping_mul(stride))
        })
    }
}

/// A way through sets in which each is another one and a dimension more.
fn steps(sets: &[u32], time: u32) -> Vec<Step> {
    let mut needed = std::collections::BTreeSet::from([0_u32]);
    for set in sets {
        let mut set = *set;
        while needed.insert(set) && set != 0 {
            set &= set - 1;
        }
    }
    let all: Vec<u32> = needed.into_iter().collect();
    let step = |set: &u32| Step {
        parent: u16::try_from(all.binary_search(&(set & set.wrapping_sub(1))).unwrap_or(0)).unwrap_or(0),
        dimension: u8::try_from(set.trailing_zeros().min(31)).unwrap_or(0),
        wanted: match sets.contains(set) {
            false => 0,
            true if set & time != 0 => TIMED,
            true => WHOLE,
        },
    };
    all.iter().map(step).collect()
}
