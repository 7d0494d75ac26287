//! Medians of days, in every set from its own records (clause 7.2).

use super::{
    Unit,
    counted::Finished,
    plan::{Output, Plan, Program},
    shape::TOTAL,
    table::{builder, keys, notes},
};
use crate::{
    error::{Finding, Result, codes::cnt},
    table::{Absent, Cell, Figure, Table},
};
use rust_decimal::Decimal;
use std::{collections::BTreeMap, sync::Arc};

/// The median days of each cell, in every set from its own records.
pub(super) fn medians(
    plan: &Plan,
    output: &Output,
    program: &Program,
    finished: &Finished,
    with_pending: bool,
) -> Result<Table> {
    let frame = &finished.frame;
    let total = |codes: &Vec<Arc<str>>| {
        codes.iter().position(|code| **code == *TOTAL).and_then(|at| u32::try_from(at).ok()).unwrap_or(0)
    };
    let mut totals: Vec<u32> = frame.codes.iter().map(total).collect();
    if let (Some(last), Some(whole)) = (totals.last_mut(), program.times.total) {
        *last = whole;
    }
    let mut all: BTreeMap<u64, BTreeMap<u32, [u64; 2]>> = BTreeMap::new();
    for ((cell, length), [ended, pending]) in &finished.lengths {
        for set in &program.sets {
            let digit = |axis: usize| {
                if set & (1 << axis) != 0 { frame.digit(*cell, axis) } else { totals.get(axis).copied().unwrap_or(0) }
            };
            let at = frame.cell((0..frame.axes()).map(digit));
            let [own, waiting] = all.entry(at).or_default().entry(*length).or_default();
            (*own, *waiting) = (*own + u64::from(*ended), *waiting + u64::from(*pending));
        }
    }
    let (mut cells, mut figures, mut open) = (Vec::new(), Vec::new(), 0_u64);
    for (cell, lengths) in all {
        let figure = if with_pending { product_limit(&lengths) } else { median(&lengths) };
        open += u64::from(matches!(figure, Figure::AtLeast(_)));
        cells.push(cell);
        figures.push(Cell::Figure(figure));
    }
    let keys = keys(plan, program, frame, &cells);
    let mut notes = notes(plan, program, finished, (Unit::Cases, false));
    if open > 0 {
        notes.push(Finding::new(cnt::MEDIAN_NOT_REACHED).with("count", open));
    }
    builder(plan, output, program, finished, (Unit::Cases, false))
        .absent(Absent::Missing)
        .notes(notes)
        .build_columns(keys, figures, None)
}

/// The middle of the days of what has ended: of two middle ones their mean.
fn median(lengths: &BTreeMap<u32, [u64; 2]>) -> Figure {
    let ended: u64 = lengths.values().map(|[ended, _]| ended).sum();
    let at = |rank: u64| {
        let mut seen = 0;
        let found = lengths.iter().find(|(_, [ended, _])| {
            seen += ended;
            seen > rank
        });
        found.map_or(0, |(length, _)| *length)
    };
    let (low, high) = (at(ended.saturating_sub(1) / 2), at(ended / 2));
    let sum = i64::from(low) + i64::from(high);
    Figure::Exact(if sum % 2 == 0 { Decimal::from(sum / 2) } else { Decimal::new(sum * 5, 1) })
}

/// The product-limit median: the first length at which at most half are still pending, those not ended as censored.
fn product_limit(lengths: &BTreeMap<u32, [u64; 2]>) -> Figure {
    let mut at_risk: u64 = lengths.values().flatten().sum();
    let mut surviving = Fraction { over: 1, under: 1 };
    for (length, [ended, pending]) in lengths {
        if *ended > 0 {
            surviving = surviving.times(at_risk - ended, at_risk);
            if surviving.is_half_or_less() {
                return Figure::Exact(Decimal::from(*length));
            }
        }
        at_risk -= ended + pending;
    }
    Figure::AtLeast(Decimal::from(lengths.keys().next_back().copied().unwrap_or(0)))
}

/// A share, kept as a fraction in its lowest terms as long as it fits.
#[derive(Clone, Copy)]
struct Fraction {
    over: u128,
    under: u128,
}

impl Fraction {
    fn times(self, over: u64, under: u64) -> Self {
        let (over, under) = (self.over * u128::from(over), self.under * u128::from(under));
        let (mut a, mut b) = (over, under);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let (mut over, mut under) = (over / a.max(1), under / a.max(1));
        // Beyond 64 bits the last of them are given up: a share that is half to that point is told by none.
        while under >= 1 << 64 {
            (over, under) = (over >> 1, under >> 1);
        }
        Self { over, under }
    }

    fn is_half_or_less(self) -> bool {
        self.over * 2 <= self.under
    }
}
