use super::{
    level::{Level, dimensions},
    work::{Open, Work, spot},
};
use crate::{
    error::{Finding, Result, Safe, codes::exc},
    exchange::sdmx::{
        Action,
        data::{Held, Said, Spot},
        structures::Relationship,
        xml::Mark,
    },
};
use std::sync::Arc;

impl Work<'_, '_> {
    /// All that is said of the series was read: its groups apply, what it lacks is said.
    pub(super) fn ready(&mut self) {
        if std::mem::replace(&mut self.open.ready, true) {
            return;
        }
        self.apply();
        let (line, deletes) = (self.open.line_of_series, self.intake.data_set.action == Action::Delete);
        let spot = spot(Level::Series, line);
        if !deletes {
            self.intake.above(&mut self.open.above, false, spot);
            self.intake.complete(&self.open.asked[1], spot);
        }
        let time = self.intake.data_set.layout.time();
        let fresh = if self.open.at == time {
            self.intake.fresh_series()
        } else {
            let series = self.intake.key_without(self.open.at);
            self.open.again.put_series(series)
        };
        if !fresh && !deletes {
            self.intake.series_again(spot);
        }
    }

    /// Gives the row what its groups say.
    fn apply(&mut self) {
        if self.open.groups.is_empty() {
            return;
        }
        let Open { groups, given, .. } = &mut *self.open;
        groups.apply(self.intake.batch, self.intake.draft, given);
    }

    fn take_back_given(&mut self, from: usize) {
        for component in self.open.given.split_off(from.min(self.open.given.len())) {
            self.intake.unset(component);
        }
    }

    /// Ends the element that is open. True where it was the data set.
    pub(super) fn end(&mut self, line: Mark) -> Result<bool> {
        match self.open.levels.pop() {
            Some(Level::Obs) => self.end_obs(line),
            Some(Level::Series) => {
                self.ready();
                if self.open.in_series == 0 {
                    self.row(spot(Level::Series, self.open.line_of_series));
                }
                self.take_back_given(0);
                self.undo(Level::Series);
            }
            Some(Level::Group) => self.end_group()?,
            Some(Level::Inner) => {}
            Some(Level::DataSet) | None => {
                self.open.levels.clear();
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn end_obs(&mut self, line: Mark) {
        let alone = self.open.level() != Level::Series;
        // Where time is not at the observation, a group may be about a part of the key that only the observation has.
        let crossed = !alone && self.open.at != self.intake.data_set.layout.time();
        let before = self.open.given.len();
        if alone || crossed {
            self.apply();
        }
        if self.intake.data_set.action != Action::Delete {
            if alone {
                self.intake.above(&mut self.open.above, false, spot(Level::Obs, line));
            }
            self.intake.complete(&self.open.asked[2], spot(Level::Obs, line));
        }
        self.open.in_series += 1;
        self.reported(line);
        self.row(spot(Level::Obs, line));
        self.take_back_given(before);
        self.undo(Level::Obs);
    }

    /// Says where the period is none that the message reports.
    fn reported(&mut self, line: Mark) {
        let Some(reporting) = &mut self.open.reporting else { return };
        let time = self.intake.data_set.layout.time();
        let value = time.and_then(|time| self.intake.batch.at(time, self.intake.draft.place(time)));
        if value.is_none_or(|value| reporting.holds(&value.text)) {
            return;
        }
        self.intake.outside_reporting(spot(Level::Obs, line));
    }

    fn row(&mut self, spot: Spot) {
        self.open.rows = true;
        self.intake.observe(spot);
    }

    /// Sets values that were judged before.
    fn put(&mut self, component: usize, values: &[Arc<str>]) {
        if let Some((first, others)) = values.split_first() {
            let place = self.intake.batch.place(component, first);
            self.intake.draft.set_place(component, place);
            self.intake.draft.set_more(component, others.to_vec());
        }
    }

    /// Takes back what a level set.
    fn undo(&mut self, level: Level) {
        loop {
            let undo = if level == Level::Obs { &mut self.open.obs } else { &mut self.open.series };
            let Some((component, before)) = undo.pop() else { return };
            self.intake.unset(component);
            self.put(component, &before);
        }
    }

    /// Holds the key of a group against the group of the structure whose name it has.
    fn of_type(&mut self, keys: &[usize], values: &[Said]) {
        let (layout, spot) = (self.intake.data_set.layout.clone(), spot(Level::Group, self.open.group_line));
        let Some(kind) = self.open.group_type.take().filter(|_| !layout.is_inferred()) else { return };
        let value = |at: &usize| values.iter().find(|(own, _)| own == at).and_then(|(_, values)| values.first());
        let key = Safe::terms((0..layout.dimensions()).map(|at| value(&at).map_or("", |value| value)));
        let Some(group) = layout.structure().groups.iter().find(|group| *group.id == *kind) else {
            let finding = Finding::new(exc::GROUP_UNKNOWN).with("group", Safe::term(&kind)).with("key", key);
            let place = self.intake.at("", spot);
            return self.intake.put(finding.at(place).evidence_of(&kind));
        };
        for id in group.dimensions.iter().filter(|id| layout.place(id).is_some_and(|at| !keys.contains(&at))) {
            let finding = Finding::new(exc::DIMENSION_MISSING).with("component", Safe::term(id));
            let place = self.intake.at(id, spot);
            self.intake.put(finding.with("key", key.clone()).at(place));
        }
    }

    fn end_group(&mut self) -> Result<()> {
        let values = std::mem::take(&mut self.open.group);
        let layout = self.intake.data_set.layout.clone();
        let keys: Vec<usize> = values.iter().map(|(at, _)| *at).filter(|at| *at < layout.dimensions()).collect();
        self.undo(Level::Group);
        if keys.is_empty() {
            // What is said of no part of the key is said of the whole data set.
            for (component, values) in &values {
                self.put(*component, values);
            }
            return Ok(());
        }
        self.of_type(&keys, &values);
        let ids: Vec<&str> = keys.iter().filter_map(|at| layout.parts().get(*at)).map(|part| &*part.id).collect();
        for (component, _) in &values {
            let said_of = layout.parts().get(*component).and_then(|part| part.said_of());
            let Some(of) = said_of.filter(|_| !layout.is_inferred()) else { continue };
            let fits = *of != Relationship::DataSet
                && dimensions(of, &layout).is_some_and(|own| own.iter().all(|id| ids.contains(id)));
            if !fits {
                self.level_wrong(*component, Level::Group, self.open.group_line);
            }
        }
        let held = Held::new(spot(Level::Group, self.open.group_line), values, self.open.rows);
        self.intake.group(&mut self.open.groups, held)
    }

    /// What is left when the data set ends: groups that nothing has the values of, attributes of a data set without observations.
    /// True when nothing is left.
    pub(super) fn finish(&mut self) -> bool {
        while let Some(held) = self.open.groups.untold() {
            for (component, values) in &held.values {
                self.before(*component, Level::Group, held.spot.mark());
                self.put(*component, values);
            }
            self.row(held.spot);
            self.undo(Level::Group);
            if self.intake.batch.is_full() {
                return false;
            }
        }
        let said = (0..self.intake.data_set.layout.parts().len()).any(|at| self.intake.draft.has(at));
        let deletes = self.intake.data_set.action == Action::Delete;
        // A deletion that says nothing else is of all that there is.
        if (said || deletes) && !self.open.rows {
            self.row(spot(Level::DataSet, self.open.line));
        }
        let own = spot(Level::DataSet, self.open.line);
        match self.open.rows {
            _ if deletes => {}
            true => self.intake.complete(&self.open.asked[0], own),
            false => self.intake.complete_without_rows(&self.open.asked[0], own),
        }
        true
    }
}
