use super::{AxisKind, Cell, Figure, Status, Table, columns::State};
use crate::{error::Finding, time::Time};
use rust_decimal::Decimal;
use std::sync::Arc;

impl Table {
    /// How many decimals every mantissa has.
    pub(crate) fn decimals(&self) -> u32 {
        self.columns.scale
    }

    /// The same table with the exact figures at some places suppressed: they are concealed, and gone from the columns.
    ///
    /// What a sum was made of is left behind: it holds the figures still.
    pub(crate) fn with_masked(&self, places: &[usize]) -> Self {
        let mut columns = (*self.columns).clone();
        let mut states = columns.states.take().unwrap_or_else(|| vec![State::Exact as u8; columns.rows()]);
        let mut statuses = columns.statuses.take();
        for place in places {
            let Cell::Figure(Figure::Exact(figure)) = self.cell(*place) else { continue };
            let (Some(state), Ok(row)) = (states.get_mut(*place), u32::try_from(*place)) else { continue };
            *state = State::Suppressed as u8;
            columns.low.clear(*place);
            if let Some(high) = &mut columns.high {
                high.clear(*place);
            }
            // Every mask is alike: no status tells one from another.
            if let Some(status) = statuses.as_mut().and_then(|s| s.get_mut(*place)) {
                *status = 0;
            }
            columns.concealed.push((row, figure));
        }
        columns.concealed.sort_by_key(|(row, _): &(u32, Decimal)| *row);
        (columns.states, columns.statuses) = (Some(states), statuses);
        Self { columns: Arc::new(columns), origin: None, ..self.clone() }
    }

    /// The same table with a status on the figures of the times that are meant, beside the statuses that they have.
    ///
    /// What a sum was made of is left behind: it does not have the status.
    #[must_use]
    pub fn with_status(&self, status: Status, is_meant: impl Fn(&Time) -> bool) -> Self {
        let Some((at, axis)) = self.time_axis() else { return self.clone() };
        let meant: Vec<bool> = axis.times().iter().map(is_meant).collect();
        if !meant.contains(&true) {
            return self.clone();
        }
        let mut columns = (*self.columns).clone();
        let mut statuses = columns.statuses.take().unwrap_or_else(|| vec![0; columns.rows()]);
        for (place, code) in self.places().zip(self.key_column(at)) {
            let is_meant = meant.get(code as usize).copied().unwrap_or(false);
            if let (true, Cell::Figure(_), Some(slot)) = (is_meant, self.cell(place), statuses.get_mut(place)) {
                *slot |= status.bits();
            }
        }
        columns.statuses = Some(statuses);
        Self { columns: Arc::new(columns), origin: None, ..self.clone() }
    }

    /// The same table for who may not see everything that it is a part of: the axes that are meant are not exhaustive, groups of
    /// codes that are not in it are not told, and of the notes those stay that are kept.
    ///
    /// # Disclosure
    /// What is said of a whole table tells of the parts that are not in it. What a sum was made of is left behind.
    #[must_use]
    pub fn seen_in_part(&self, is_meant: impl Fn(&str) -> bool, keeps: impl Fn(&Finding) -> bool) -> Self {
        let (mut columns, mut about) = ((*self.columns).clone(), (*self.about).clone());
        for axis in &mut columns.axes {
            let (meant, codes) = (is_meant(&axis.id), &axis.codes);
            if let AxisKind::Category(category) = &mut axis.kind {
                category.exhaustive &= !meant;
                category.parents.retain(|code, _| codes.contains(code));
            }
        }
        about.notes.retain(keeps);
        Self { columns: Arc::new(columns), about: Arc::new(about), origin: None, ..self.clone() }
    }
}
