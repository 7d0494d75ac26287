use super::{
    About, Axis, AxisKind, Table,
    columns::{Columns, Keys, Mantissas, State},
    faults::Judging,
    order::{arrange, arranged, moved, sorted_order},
    selection::Selection,
};
use crate::{
    error::{Error, Finding, Place, Result, Safe, codes},
    measure::{Measure, Temporality},
    time::{Moment, Period, Time},
};
use rust_decimal::Decimal;
use std::sync::Arc;

/// What a key that is not there means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Absent {
    /// It was not delivered: a sum without it is partial.
    #[default]
    Missing,
    /// It is zero: the source leaves zeros out.
    Zero,
}

/// A column of keys: a dictionary of codes and a place in it for every row.
#[derive(Clone, Debug, Default)]
pub struct KeyColumn {
    /// The codes; for a time axis periods or moments.
    pub dictionary: Vec<Arc<str>>,
    /// The place of each row's code in the dictionary.
    pub keys: Vec<u32>,
}

/// The same, with keys as narrow as they are.
#[derive(Debug)]
pub(crate) struct Coded {
    pub(crate) dictionary: Vec<Arc<str>>,
    pub(crate) keys: Keys,
}

impl Default for Coded {
    fn default() -> Self {
        Self { dictionary: Vec::new(), keys: Keys::Byte(Vec::new()) }
    }
}

impl From<KeyColumn> for Coded {
    fn from(KeyColumn { dictionary, keys }: KeyColumn) -> Self {
        Self { dictionary, keys: Keys::Word(keys) }
    }
}

impl From<Coded> for KeyColumn {
    fn from(Coded { dictionary, keys }: Coded) -> Self {
        Self { dictionary, keys: keys.into_words() }
    }
}

/// At most so many codes stand in one axis.
pub(super) const MOST_CODES: usize = 1 << 24;
/// The place of a code that cannot be read: after all others, equal to none.
const NO_CODE: u32 = u32::MAX;
/// Columns as they were handed in: any order of rows, any order of codes.
pub(super) struct Raw {
    pub(super) axes: Vec<Axis>,
    pub(super) keys: Vec<Coded>,
    pub(super) scale: u32,
    pub(super) low: Mantissas,
    pub(super) high: Option<Vec<i128>>,
    pub(super) states: Option<Vec<u8>>,
    pub(super) statuses: Option<Vec<u8>>,
    pub(super) concealed: Vec<(u32, Decimal)>,
}

impl Raw {
    /// Sorts codes and rows, checks every cell, and builds the table.
    pub(super) fn finish(mut self, about: About, mut faults: Judging<'_>) -> Result<Table> {
        let rows = self.low.len();
        self.check_lengths(rows)?;
        let mut keys = Vec::with_capacity(self.axes.len());
        for (axis, column) in self.axes.iter_mut().zip(std::mem::take(&mut self.keys)) {
            keys.push(ordered(axis, column, &about.measure, &mut faults)?);
        }
        let order = sorted_order(&keys, &self.axes, rows)?;
        self.check_cells(&about.measure, &keys, order.as_deref(), &mut faults);
        faults.settle()?;
        let keys = keys.into_iter().map(|keys| arranged(keys, order.as_deref())).collect();
        let low = match self.low {
            Mantissas::Narrow(v) => Mantissas::Narrow(arrange(v, order.as_deref())),
            Mantissas::Wide(v) => Mantissas::from_wide(arrange(v, order.as_deref())),
        };
        let high = self.high.map(|v| Mantissas::from_wide(arrange(v, order.as_deref())));
        let marks = |v: Option<Vec<u8>>| v.filter(|v| v.iter().any(|b| *b != 0)).map(|v| arrange(v, order.as_deref()));
        let mut concealed = self.concealed;
        if let Some(order) = &order {
            let mut place = vec![0_u32; rows];
            for (new, old) in order.iter().enumerate() {
                if let Some(slot) = place.get_mut(*old as usize) {
                    *slot = u32::try_from(new).unwrap_or(u32::MAX);
                }
            }
            concealed.iter_mut().for_each(|(row, _)| *row = place.get(*row as usize).copied().unwrap_or(*row));
        }
        concealed.sort_by_key(|(row, _)| *row);
        let (states, statuses) = (marks(self.states), marks(self.statuses));
        let columns = Columns { axes: self.axes, keys, scale: self.scale, low, high, states, statuses, concealed };
        Ok(Table { columns: Arc::new(columns), selection: Selection::default(), about: Arc::new(about), origin: None })
    }

    fn check_lengths(&self, rows: usize) -> Result<()> {
        let times = self.axes.iter().filter(|a| a.is_time()).count();
        let reporters = self.axes.iter().filter(|a| a.is_reporter()).count();
        let twice = self.axes.iter().enumerate().any(|(i, a)| self.axes.iter().take(i).any(|b| b.id == a.id));
        if times != 1 || reporters > 1 || twice {
            return Err(Error::new(codes::tab::AXES_WRONG));
        }
        if u32::try_from(rows).is_err() {
            return Err(Error::new(codes::tab::TABLE_TOO_LARGE).with("limit", Safe::count(u64::from(u32::MAX))));
        }
        let lengths = self.keys.iter().map(|k| k.keys.len());
        let marks = [
            self.high.as_ref().map(Vec::len),
            self.states.as_ref().map(Vec::len),
            self.statuses.as_ref().map(Vec::len),
        ];
        if self.keys.len() != self.axes.len() {
            return Err(Error::new(codes::tab::LENGTHS_DIFFER)
                .with("expected", self.axes.len())
                .with("found", self.keys.len()));
        }
        match lengths.chain(marks.into_iter().flatten()).find(|l| *l != rows) {
            Some(found) => Err(Error::new(codes::tab::LENGTHS_DIFFER).with("expected", rows).with("found", found)),
            None => Ok(()),
        }
    }

    /// Keys stand once, counts are whole and not negative, bounds are in order. Rows are named as they were handed in.
    fn check_cells(&self, measure: &Measure, keys: &[Keys], order: Option<&[u32]>, faults: &mut Judging<'_>) {
        let rows = self.low.len();
        let row_at = |i: usize| order.map_or(i, |o| o.get(i).map_or(i, |r| *r as usize));
        let at = |row: usize| Place::row("OBS_VALUE", row as u64);
        let same = |a: usize, b: usize| keys.iter().all(|k| k.at(a) == k.at(b) && k.at(a) != NO_CODE);
        for i in 1..rows {
            if same(row_at(i - 1), row_at(i)) {
                faults.add(|| Finding::new(codes::tab::DUPLICATE_KEY).at(at(row_at(i))));
            }
        }
        let signed = measure.is_signed();
        let whole = measure.is_count() && self.scale > 0;
        let unit = 10_i128.checked_pow(self.scale).unwrap_or(i128::MAX);
        let limit = Decimal::MAX.mantissa();
        for row in 0..rows {
            let state = self.states.as_ref().and_then(|s| s.get(row)).map_or(State::Exact, |s| State::from_byte(*s));
            if matches!(state, State::NotApplicable | State::NotCollected | State::NotDelivered | State::Suppressed) {
                continue;
            }
            let low = self.low.at(row);
            let high = self
                .high
                .as_ref()
                .and_then(|h| h.get(row))
                .copied()
                .filter(|_| matches!(state, State::Between | State::Estimate));
            let modelled =
                self.statuses.as_ref().and_then(|s| s.get(row)).is_some_and(|s| s & 2 != 0) || state == State::Estimate;
            if low < 0 && !signed {
                faults.add(|| Finding::new(codes::tab::NEGATIVE_COUNT).at(at(row)));
            }
            if whole && !modelled && (low % unit != 0 || high.is_some_and(|h| h % unit != 0)) {
                faults.add(|| Finding::new(codes::tab::FRACTIONAL_COUNT).at(at(row)));
            }
            if high.is_some_and(|h| (state == State::Between && h < low) || (state == State::Estimate && h < 0)) {
                faults.add(|| Finding::new(codes::tab::INTERVAL_REVERSED).at(at(row)));
            }
            if low.unsigned_abs() > limit.unsigned_abs()
                || high.is_some_and(|h| h.unsigned_abs() > limit.unsigned_abs())
            {
                faults.add(|| Finding::new(codes::tab::FIGURE_UNREADABLE).at(at(row)));
            }
        }
    }
}

/// Whether a text is a code: at most 64 letters, digits and signs.
fn is_code(text: &str) -> bool {
    let sign = |c: char| c.is_ascii_alphanumeric() || "_-.+@$".contains(c);
    (1..=64).contains(&text.len()) && text.chars().all(sign)
}

/// Sorts the codes of an axis and gives the keys in the new order. Codes that no row uses are left out.
fn ordered(axis: &mut Axis, column: Coded, measure: &Measure, faults: &mut Judging<'_>) -> Result<Keys> {
    let Coded { dictionary, keys } = column;
    let mut first_use: Vec<Option<usize>> = vec![None; dictionary.len().min(MOST_CODES.saturating_mul(2))];
    let mut all = true;
    for row in 0..keys.len() {
        match first_use.get_mut(keys.at(row) as usize) {
            Some(slot) => *slot = Some(slot.unwrap_or(row)),
            None => {
                all = false;
                faults.add(|| unreadable(axis, row));
            }
        }
    }
    let mut entries: Vec<(Option<Time>, Arc<str>, usize)> = Vec::new();
    for (old, (code, used)) in dictionary.iter().zip(&first_use).enumerate() {
        let Some(row) = *used else { continue };
        match &axis.kind {
            AxisKind::Time => match time_of(code, measure) {
                Ok(time) => entries.push((Some(time), Arc::from(time.to_string()), old)),
                Err(_) => faults.add(|| unreadable(axis, row)),
            },
            _ if is_code(code) => entries.push((None, code.clone(), old)),
            _ => faults.add(|| unreadable(axis, row)),
        }
    }
    entries.sort();
    let mut new_place = vec![NO_CODE; dictionary.len()];
    (axis.codes, axis.times) = (Vec::new(), Vec::new());
    for (time, code, old) in entries {
        if axis.codes.last() != Some(&code) {
            axis.codes.push(code);
            axis.times.extend(time);
        }
        if let Some(slot) = new_place.get_mut(old) {
            *slot = u32::try_from(axis.codes.len() - 1).unwrap_or(u32::MAX);
        }
    }
    if axis.codes.len() > MOST_CODES {
        return Err(Error::new(codes::tab::TABLE_TOO_LARGE).with("limit", Safe::count(MOST_CODES as u64)));
    }
    let used = || first_use.iter().zip(&new_place).filter(|(row, _)| row.is_some());
    Ok(if all && used().all(|(_, place)| *place != NO_CODE) {
        moved(keys, &new_place, axis.codes.len())
    } else {
        let place = |key: u32| new_place.get(key as usize).copied().unwrap_or(NO_CODE);
        Keys::Word(keys.into_words().into_iter().map(place).collect())
    })
}

fn unreadable(axis: &Axis, row: usize) -> Finding {
    Finding::new(codes::tab::CODE_UNREADABLE)
        .with("axis", Safe::term(&axis.id))
        .at(Place::row(axis.id.clone(), row as u64))
}

/// A stock has a moment, anything else a period.
fn time_of(code: &str, measure: &Measure) -> Result<Time> {
    if measure.temporality() == Temporality::Stock
        || matches!(measure.unit(), crate::measure::Unit::Ratio(_)) && Period::parse(code).is_err()
    {
        Moment::parse(code).map(Time::Moment)
    } else {
        Period::parse(code).map(Time::Period)
    }
}
