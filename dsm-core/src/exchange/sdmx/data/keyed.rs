use super::{DataSet, Intake, Keys, Layout, keys::Came, seen::mixed, spot::Spot};
use crate::error::{Finding, Safe, codes::exc};

/// Whether a row of a deletion takes observations out: it names a figure, or nothing beside its key. One that names attributes alone takes
/// these out.
pub(in crate::exchange::sdmx) fn deletes_observations(layout: &Layout, has: &dyn Fn(usize) -> bool) -> bool {
    let named = |measure: bool| {
        let parts = layout.parts().iter().enumerate().skip(layout.dimensions());
        parts.filter(|(_, part)| part.is_measure() == measure).any(|(at, _)| has(at))
    };
    named(true) || !named(false)
}

impl Intake<'_> {
    /// Puts the key down, or takes it out. True where a data set begins with it.
    pub(super) fn keyed(&mut self, whole: bool, deletes: bool, spot: Spot) -> bool {
        let series = self.series();
        let Self { batch, draft, keys, data_set: DataSet { layout, action, .. }, .. } = self;
        let value = |at: usize| batch.at(at, draft.place(at)).map_or(0, |value| value.hash);
        let time = layout.time().map_or(0, value);
        let mut came = Came::First;
        if !deletes {
            came = keys.put(*action, (series, time), layout, &value);
            let code = match came {
                Came::First => None,
                Came::Twice => Some(exc::OBSERVATION_TWICE),
                Came::Anew => Some(exc::OBSERVATION_REPLACED),
            };
            if let Some(code) = code {
                let finding = Finding::new(code).with("key", self.key());
                self.put(finding.at(self.at("", spot)));
            }
        } else if deletes_observations(layout, &|at| draft.has(at)) {
            match whole {
                true => keys.take(series, time, &value),
                false => keys.take_part((0..layout.dimensions()).filter(|at| draft.has(*at)).collect(), &value),
            }
        }
        if self.keys.is_passed() {
            let finding = Finding::new(exc::KEYS_NOT_KEPT).with("limit", Safe::count(Keys::MOST as u64));
            self.put(finding.at(self.at("", spot)));
        }
        came == Came::Anew
    }

    /// Puts the series down whose values are here; false where it came before.
    pub(in crate::exchange::sdmx) fn fresh_series(&mut self) -> bool {
        let series = self.series();
        let Self { batch, draft, keys, data_set, .. } = self;
        let value = |at: usize| batch.at(at, draft.place(at)).map_or(0, |value| value.hash);
        keys.put_series(data_set.action, series, &value)
    }

    pub(super) fn constrained(&mut self, spot: Spot) {
        let value = |at: usize| self.batch.at(at, self.draft.place(at)).map(|value| &*value.text);
        let layout = &self.data_set.layout;
        if let Some((id, against)) = layout.excluding(&value) {
            let finding = Finding::new(exc::KEY_EXCLUDED).with("constraint", Safe::term(id)).with("key", self.key());
            let ids: Vec<&str> =
                against.iter().filter_map(|at| layout.parts().get(*at)).map(|part| &*part.id).collect();
            let place = self.at(ids.first().copied().filter(|_| ids.len() == 1).unwrap_or(""), spot);
            let finding = if ids.is_empty() { finding } else { finding.with("component", Safe::terms(ids)) };
            self.put(finding.at(place));
        }
    }

    fn hash(&self, component: usize) -> u64 {
        self.batch.at(component, self.draft.place(component)).map_or(0, |value| value.hash)
    }

    /// The number of the series: of the key without its time.
    pub(in crate::exchange::sdmx) fn series(&mut self) -> u64 {
        if let Some(series) = self.draft.series {
            return series;
        }
        let layout = &self.data_set.layout;
        let own = (0..layout.dimensions()).filter(|at| Some(*at) != layout.time());
        let series = own.fold(0, |whole, at| mixed(whole, self.hash(at)));
        self.draft.series = Some(series);
        series
    }

    /// The number of the key without a dimension.
    pub(in crate::exchange::sdmx) fn key_without(&self, dimension: Option<usize>) -> u64 {
        let own = (0..self.data_set.layout.dimensions()).filter(|at| Some(*at) != dimension);
        own.fold(0, |whole, at| mixed(whole, self.hash(at)))
    }
}
