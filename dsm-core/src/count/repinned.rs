//! By how much records of nobody who is known may change persons whose code another record decides (clause 4.4).

use super::{
    Unit,
    counted::Finished,
    plan::{Plan, Program},
    shape::TOTAL,
};
use crate::measure::Membership;

/// A record without a number may be of a person who is known: then it may be the one that decides the code of the person.
#[derive(Debug, Default)]
pub(super) struct Repinned {
    /// The axes with a pin, each with the place of its total and whether all records decide.
    axes: Vec<(usize, Option<u32>, bool)>,
    /// Such records of all, and of each period or moment.
    all: u32,
    of: Vec<u32>,
}

impl Repinned {
    pub(super) fn new(plan: &Plan, program: &Program, finished: &Finished, unit: Unit) -> Self {
        if unit != Unit::Persons || !program.of_persons {
            return Self::default();
        }
        let frame = &finished.frame;
        let total = |axis: usize| {
            frame.codes.get(axis)?.iter().position(|code| **code == *TOTAL).and_then(|at| u32::try_from(at).ok())
        };
        let pinned = |(axis, place): (usize, &usize)| {
            let of = &plan.dimensions.get(*place)?.of;
            of.pin?;
            let decided = matches!(of.membership, Membership::Fixed | Membership::Pinned);
            decided.then(|| (axis, total(axis), of.membership == Membership::Fixed))
        };
        let axes: Vec<(usize, Option<u32>, bool)> = program.by.iter().enumerate().filter_map(pinned).collect();
        if axes.is_empty() {
            return Self::default();
        }
        let all = finished.nobody.iter().fold(0_u64, |sum, count| sum.saturating_add(*count));
        let mut of = vec![0_u32; program.times.len()];
        let time = frame.axes() - 1;
        let totals: Vec<Option<u32>> = (0..time).map(total).collect();
        for (cell, figures) in &finished.cells {
            let full = totals.iter().enumerate().all(|(axis, total)| *total != Some(frame.digit(*cell, axis)));
            let at = frame.digit(*cell, time);
            if full && program.times.total != Some(at) {
                let slot = of.get_mut(at as usize);
                slot.into_iter().for_each(|slot| *slot = slot.saturating_add(figures.loose));
            }
        }
        if let Some(total) = program.times.total {
            let sum = of.iter().fold(0_u32, |sum, count| sum.saturating_add(*count));
            of.get_mut(total as usize).into_iter().for_each(|slot| *slot = sum);
        }
        Self { axes, all: u32::try_from(all).unwrap_or(u32::MAX), of }
    }

    /// Whether any cell may be another.
    pub(super) fn is_any(&self) -> bool {
        let of_all = self.axes.iter().any(|(.., fixed)| *fixed) && self.all > 0;
        of_all || (!self.axes.is_empty() && self.of.iter().any(|count| *count > 0))
    }

    /// By how many persons a cell may be another.
    pub(super) fn of(&self, finished: &Finished, cell: u64) -> u32 {
        let frame = &finished.frame;
        let time = frame.digit(cell, frame.axes() - 1) as usize;
        let own =
            |(axis, total, fixed): &(usize, Option<u32>, bool)| match (*total == Some(frame.digit(cell, *axis)), fixed)
            {
                (true, _) => 0,
                (false, true) => self.all,
                (false, false) => self.of.get(time).copied().unwrap_or(0),
            };
        self.axes.iter().map(own).max().unwrap_or(0)
    }
}
