use super::super::{About, Axis, AxisKind, Membership, Status, Table, columns::State};
use super::{
    outcome::Outcome,
    plan::Asked,
    reduce::{Slot, UNBOUNDED},
};
use crate::{
    error::{Finding, Result, codes},
    time::Time,
};

impl Table {
    /// The axes of a sum: time and reporters keep one code; after reporters are joined, attributes of persons are not fixed.
    ///
    /// After a union over times only what is fixed still tells units apart.
    pub(super) fn axes_of_result(&self, removed: &[usize], joined: bool, asked: Asked) -> Result<Vec<Axis>> {
        let several = |place: &&usize| self.codes_in_effect(**place).len() > 1;
        let times = |place: &usize| self.axes().get(*place).is_some_and(Axis::is_time);
        let united = asked == Asked::Union && removed.iter().filter(several).any(times);
        let mut axes = Vec::new();
        for (place, axis) in self.axes().iter().enumerate() {
            if !removed.contains(&place) {
                let mut axis = axis.with_positions(&self.codes_in_effect(place));
                if joined || (united && axis.declared().is_some_and(|c| c.membership != Membership::Fixed)) {
                    axis = axis.loosened();
                }
                axes.push(axis);
            } else if axis.is_time() {
                axes.push(self.spanned(place, axis));
            } else if axis.is_reporter() {
                let codes: Vec<&str> = self
                    .codes_in_effect(place)
                    .iter()
                    .filter_map(|c| axis.codes().get(*c as usize))
                    .map(|c| &**c)
                    .collect();
                axes.push(axis.with_code(&joined_code(&codes), None));
            }
        }
        Ok(axes)
    }

    fn spanned(&self, place: usize, axis: &Axis) -> Axis {
        let codes = self.codes_in_effect(place);
        let times: Vec<Time> = codes.iter().filter_map(|c| axis.times().get(*c as usize)).copied().collect();
        let Some(first) = times.first().copied() else { return axis.with_positions(&[]) };
        let span = times.iter().fold(first, |span, time| match (span, time) {
            (Time::Period(a), Time::Period(b)) => Time::Period(a.span(b)),
            (a, b) => a.max(*b),
        });
        axis.with_code(&span.to_string(), Some(span))
    }

    pub(super) fn outcome(&self, slots: &[Slot], kept: &[usize], axes: Vec<Axis>, mut about: About) -> Result<Self> {
        let mut outcome = Outcome::new(axes);
        let sizes: Vec<u64> =
            kept.iter().map(|a| self.axes().get(*a).map_or(1, |a| a.codes().len().max(1) as u64)).collect();
        let ranks: Vec<Vec<u32>> = kept.iter().map(|a| self.ranks(*a)).collect();
        let mut codes = vec![0_u32; kept.len()];
        let places: Vec<Option<usize>> = self.result_places(kept);
        for slot in slots {
            let mut rest = slot.key;
            for ((code, size), ranks) in codes.iter_mut().zip(&sizes).zip(&ranks).rev() {
                *code = usize::try_from(rest % size).ok().and_then(|c| ranks.get(c)).copied().unwrap_or(0);
                rest /= size;
            }
            let key = places.iter().map(|p| p.and_then(|p| codes.get(p)).copied().unwrap_or(0));
            let (state, high) = match slot.high {
                UNBOUNDED => (State::AtLeast, 0),
                high if high == slot.low => (State::Exact, 0),
                high => (State::Between, high),
            };
            outcome.push(key, slot.low, high, state, slot.status);
        }
        if slots.iter().any(|s| s.status & Status::PROVISIONAL.bits() != 0) {
            let note = Finding::new(codes::sem::PROVISIONAL_PART);
            if !about.notes.contains(&note) {
                about.notes.push(note);
            }
        }
        outcome.finish(self.columns.scale, about)
    }

    /// For every code of an axis its rank among the codes in effect.
    fn ranks(&self, place: usize) -> Vec<u32> {
        let mut ranks = vec![0; self.axes().get(place).map_or(0, |a| a.codes().len())];
        for (rank, code) in self.codes_in_effect(place).into_iter().enumerate() {
            if let Some(slot) = ranks.get_mut(code as usize) {
                *slot = u32::try_from(rank).unwrap_or(u32::MAX);
            }
        }
        ranks
    }

    /// For every axis of the result its place among the kept ones; none for a collapsed time or reporter axis.
    fn result_places(&self, kept: &[usize]) -> Vec<Option<usize>> {
        let stays = |place: usize, axis: &Axis| kept.contains(&place) || axis.declared().is_none();
        let all = self.axes().iter().enumerate().filter(|(place, axis)| stays(*place, axis));
        all.map(|(place, _)| kept.iter().position(|k| *k == place)).collect()
    }
}

/// The name of a set of reporters: joined where that is short, else the first and how many more.
fn joined_code(codes: &[&str]) -> String {
    let joined = codes.join("+");
    match codes.first() {
        Some(first) if joined.len() > 64 => format!("{}+{}", first, codes.len() - 1),
        _ => joined,
    }
}

impl Axis {
    /// An attribute that two reporters may record differently: of persons in both it is no longer fixed.
    fn loosened(mut self) -> Self {
        if let AxisKind::Category(category) = &mut self.kind
            && category.membership != Membership::Overlapping
        {
            category.membership = Membership::Overlapping;
        }
        self
    }
}
