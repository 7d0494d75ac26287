use super::super::{
    About, Axis, Cell, Figure, Status, Table,
    columns::{Columns, Keys, Mantissas, State},
    selection::Selection,
};
use crate::error::{Error, Result, codes};
use rust_decimal::Decimal;
use std::sync::Arc;

/// The columns of a result, filled row by row in the order of the keys.
pub(super) struct Outcome {
    axes: Vec<Axis>,
    keys: Vec<Vec<u32>>,
    low: Vec<i128>,
    high: Vec<i128>,
    states: Vec<u8>,
    statuses: Vec<u8>,
}

impl Outcome {
    pub(super) fn new(axes: Vec<Axis>) -> Self {
        let keys = axes.iter().map(|_| Vec::new()).collect();
        let (low, high, states, statuses) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { axes, keys, low, high, states, statuses }
    }

    /// Adds a cell whose mantissas are in units of the scale that `finish` is given.
    pub(super) fn push(&mut self, key: impl Iterator<Item = u32>, low: i128, high: i128, state: State, status: u8) {
        self.keys.iter_mut().zip(key).for_each(|(column, code)| column.push(code));
        self.low.push(low);
        self.high.push(high);
        self.states.push(state as u8);
        self.statuses.push(status);
    }

    /// Builds the table.
    pub(super) fn finish(self, scale: u32, about: About) -> Result<Table> {
        let limit = Decimal::MAX.mantissa();
        let bounded = |v: &i128| v.unsigned_abs() <= limit.unsigned_abs();
        if scale > Decimal::MAX_SCALE || !self.low.iter().chain(&self.high).all(bounded) {
            return Err(Error::new(codes::tab::FIGURE_TOO_LARGE));
        }
        let between = |s: &u8| *s == State::Between as u8 || *s == State::Estimate as u8;
        let high = self.states.iter().any(between).then(|| Mantissas::from_wide(self.high));
        let keys = self.axes.iter().zip(self.keys).map(|(a, k)| Keys::narrow(k, a.codes.len())).collect();
        let marks = |v: Vec<u8>| v.iter().any(|b| *b != 0).then_some(v);
        let low = Mantissas::from_wide(self.low);
        let (states, statuses) = (marks(self.states), marks(self.statuses));
        let columns = Columns { axes: self.axes, keys, scale, low, high, states, statuses, concealed: Vec::new() };
        Ok(Table { columns: Arc::new(columns), selection: Selection::default(), about: Arc::new(about), origin: None })
    }
}

/// Rows of a result as cells, in any order.
pub(super) struct Cells {
    pub(super) axes: Vec<Axis>,
    pub(super) rows: Vec<(Vec<u32>, Cell, Status)>,
    /// Whether a key that is not there is zero, where those of the operands are.
    pub(super) zeros: bool,
}

impl Cells {
    pub(super) fn new(axes: Vec<Axis>) -> Self {
        Self { axes, rows: Vec::new(), zeros: false }
    }

    pub(super) fn push(&mut self, key: Vec<u32>, cell: Cell, status: Status) {
        self.rows.push((key, cell, status));
    }

    /// Sorts the rows, finds one scale for all figures and builds the table.
    ///
    /// Quotients are cut to the decimals that fit beside the largest figure, at least ten; bounds outward.
    pub(super) fn finish(mut self, about: About) -> Result<Table> {
        self.rows.sort_by(|a, b| a.0.cmp(&b.0));
        let parts = |cell: &Cell| match *cell {
            Cell::Figure(Figure::Exact(v) | Figure::AtLeast(v)) => [Some(v), None],
            Cell::Figure(Figure::Between { low, high }) => [Some(low), Some(high)],
            Cell::Figure(Figure::Estimate { value, standard_error }) => [Some(value), Some(standard_error)],
            _ => [None, None],
        };
        let scale = self.rows.iter().flat_map(|(_, c, _)| parts(c)).flatten().map(|d| d.scale()).max().unwrap_or(0);
        let largest = self
            .rows
            .iter()
            .flat_map(|(_, c, _)| parts(c))
            .flatten()
            .map(|d| d.trunc().mantissa())
            .map(i128::unsigned_abs);
        let room = DIGITS.saturating_sub(largest.max().and_then(u128::checked_ilog10).map_or(0, |log| log + 1));
        let scale = if scale > room { room.max(LEAST_DECIMALS).min(scale) } else { scale };
        let mantissa = |d: Decimal| {
            let factor = 10_i128.checked_pow(scale.saturating_sub(d.scale()));
            factor.and_then(|f| d.mantissa().checked_mul(f)).ok_or_else(|| Error::new(codes::tab::FIGURE_TOO_LARGE))
        };
        let mut outcome = Outcome::new(self.axes);
        for (key, cell, status) in self.rows {
            let [low, high] = cut(&cell, parts(&cell), scale);
            let (low, high) = (low.map_or(Ok(0), mantissa)?, high.map_or(Ok(0), mantissa)?);
            outcome.push(key.into_iter(), low, high, State::of(&cell), status.bits());
        }
        outcome.finish(scale, about)
    }
}

/// The digits that every decimal has.
const DIGITS: u32 = 28;
/// Fewer decimals of a quotient are never kept.
const LEAST_DECIMALS: u32 = 10;

/// The figures of a cell with so many decimals: bounds outward, others to the nearest.
fn cut(cell: &Cell, [low, high]: [Option<Decimal>; 2], scale: u32) -> [Option<Decimal>; 2] {
    use rust_decimal::RoundingStrategy::{MidpointAwayFromZero, ToNegativeInfinity, ToPositiveInfinity};
    let first = match cell {
        Cell::Figure(Figure::Between { .. } | Figure::AtLeast(_)) => ToNegativeInfinity,
        _ => MidpointAwayFromZero,
    };
    let at = |d: Decimal, strategy| if d.scale() > scale { d.round_dp_with_strategy(scale, strategy) } else { d };
    [low.map(|d| at(d, first)), high.map(|d| at(d, ToPositiveInfinity))]
}

impl Axis {
    /// The same axis with some of its codes, in order. Where parts are left out it is not all there is any more.
    pub(super) fn with_positions(&self, positions: &[u32]) -> Self {
        let codes: Vec<Arc<str>> = positions.iter().filter_map(|p| self.codes.get(*p as usize).cloned()).collect();
        let times = positions.iter().filter_map(|p| self.times.get(*p as usize).copied()).collect();
        let parts = |codes: &[Arc<str>]| codes.iter().filter(|c| !self.is_total(c)).count();
        let all = parts(&codes) == parts(&self.codes);
        let axis = Self { id: self.id.clone(), kind: self.kind.clone(), codes, times };
        if all { axis } else { axis.exhaustive(false) }
    }

    /// The same axis with one code: the reporters joined, or the period spanned.
    pub(super) fn with_code(&self, code: &str, time: Option<crate::time::Time>) -> Self {
        Self {
            id: self.id.clone(),
            kind: self.kind.clone(),
            codes: vec![Arc::from(code)],
            times: time.into_iter().collect(),
        }
    }

    /// The same axis with other times, sorted and each once.
    pub(super) fn with_times(&self, mut times: Vec<crate::time::Time>) -> Self {
        times.sort();
        times.dedup();
        let codes = times.iter().map(|t| Arc::from(t.to_string())).collect();
        Self { id: self.id.clone(), kind: self.kind.clone(), codes, times }
    }
}
