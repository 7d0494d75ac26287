use super::{
    dialect::Dialect,
    groups::{Groups, Held},
    level::{Level, asked, dimensions, misplaced},
    names::Names,
};
use crate::{
    error::{Finding, Result, Safe, codes::exc},
    exchange::sdmx::{
        Action,
        data::{Intake, Layout, Seen, Spot, Within},
        structures::Relationship,
    },
};
use std::sync::Arc;

/// What is known of the data set that is being read.
#[derive(Debug)]
pub(super) struct Open {
    pub(super) dialect: Dialect,
    /// The dimension at the observation; none where every observation has its whole key.
    pub(super) at: Option<usize>,
    /// What the header says of it.
    pub(super) said: String,
    pub(super) levels: Vec<Level>,
    pub(super) line: u64,
    names: [Names; 4],
    misplaced: Vec<[bool; 3]>,
    /// The mandatory attributes of the data set, of a series, of an observation that is not the observation's alone.
    asked: [Vec<usize>; 3],
    groups: Groups,
    /// What the group that is being read says.
    group: Vec<(usize, Vec<Arc<str>>)>,
    group_line: u64,
    /// What was set by the groups of a series or an observation.
    given: Vec<usize>,
    series: Undo,
    obs: Undo,
    /// Where the layout has no time at the observation: which series came.
    again: Seen,
    ready: bool,
    line_of_series: u64,
    in_series: u64,
    rows: bool,
    told_layout: bool,
}

/// What a level set, and the values that were there before.
type Undo = Vec<(usize, Vec<Arc<str>>)>;

impl Open {
    pub(super) fn new(dialect: Dialect, layout: &Layout, said: &str, line: u64) -> Self {
        let flat = said == "AllDimensions";
        let at = if flat { None } else { layout.place(said).or_else(|| layout.time()) };
        let misplaced = misplaced(layout, at);
        Self {
            dialect,
            at,
            said: said.to_owned(),
            levels: vec![Level::DataSet],
            line,
            names: Default::default(),
            asked: asked(layout, &misplaced),
            misplaced,
            groups: Groups::default(),
            group: Vec::new(),
            group_line: 0,
            given: Vec::new(),
            series: Undo::new(),
            obs: Undo::new(),
            again: Seen::default(),
            ready: false,
            line_of_series: 0,
            in_series: 0,
            rows: false,
            told_layout: false,
        }
    }

    /// The level that values stand at.
    pub(super) fn level(&self) -> Level {
        self.levels.iter().rev().find(|level| **level != Level::Inner).copied().unwrap_or(Level::DataSet)
    }
}

/// The data set that is being read and where its values go.
pub(super) struct Work<'w, 'i> {
    pub(super) open: &'w mut Open,
    pub(super) intake: Intake<'i>,
}

pub(super) fn spot(level: Level, line: u64) -> Spot {
    Spot { line, within: Within::Element(level.element()) }
}

impl Work<'_, '_> {
    /// Begins an element that holds values.
    pub(super) fn start(&mut self, level: Level, line: u64) {
        match level {
            Level::Series => {
                (self.open.ready, self.open.line_of_series, self.open.in_series) = (false, line, 0);
                if self.open.said == "AllDimensions" {
                    self.contradicted(level, line);
                }
            }
            Level::Obs => {
                if self.open.level() == Level::Series {
                    self.ready();
                } else if self.open.said != "AllDimensions" {
                    self.contradicted(level, line);
                }
            }
            Level::Group => self.open.group_line = line,
            Level::DataSet | Level::Inner => {}
        }
        self.open.levels.push(level);
        if let Some(names) = self.names(level) {
            names.begin();
        }
    }

    fn names(&mut self, level: Level) -> Option<&mut Names> {
        let at = match level {
            Level::DataSet | Level::Inner => 0,
            Level::Group => 1,
            Level::Series => 2,
            Level::Obs => 3,
        };
        self.open.names.get_mut(at)
    }

    /// The component of a name at a level.
    pub(super) fn known(&mut self, name: &str, level: Level) -> Option<usize> {
        let data_set = self.intake.data_set;
        self.names(level)?.find(name, &data_set.layout)
    }

    /// The component of a name; says where the structure has none.
    pub(super) fn component(&mut self, name: &str, line: u64) -> Option<usize> {
        let level = self.open.level();
        let found = self.known(name, level);
        if found.is_none() {
            self.intake.stranger(name, spot(level, line));
        }
        found
    }

    /// Says that something stands where it does not belong.
    pub(super) fn unexpected(&mut self, element: Safe, line: u64) {
        let finding = Finding::new(exc::ELEMENT_UNEXPECTED).with("element", element);
        let place = self.intake.at("", spot(self.open.level(), line));
        self.intake.put(finding.at(place));
    }

    /// Says that something was passed over.
    pub(super) fn left_out(&mut self, element: &str, line: u64) {
        let finding = Finding::new(exc::ARTEFACT_LEFT_OUT).with("element", Safe::term(element));
        let place = self.intake.at("", spot(self.open.level(), line));
        self.intake.put(finding.at(place));
    }

    /// Says that the languages of a text are not kept.
    pub(super) fn languages(&mut self, component: Option<usize>, line: u64) {
        let part = component.and_then(|component| self.intake.data_set.layout.parts().get(component));
        let id = part.map(|part| part.id.clone()).unwrap_or_default();
        let finding = Finding::new(exc::LANGUAGES_NOT_KEPT).with("component", Safe::term(&id));
        let place = self.intake.at(&id, spot(self.open.level(), line));
        self.intake.put(finding.at(place));
    }

    /// Sets a value at the level that is open.
    pub(super) fn set(&mut self, component: usize, text: &str, line: u64) {
        let level = self.open.level();
        self.before(component, level, line);
        self.intake.set(component, text, spot(level, line));
        if level == Level::Group {
            self.take_into_group(component, vec![Arc::from(text)]);
        }
    }

    /// Sets several values at the level that is open.
    pub(super) fn set_many(&mut self, component: usize, values: &[String], line: u64) {
        let level = self.open.level();
        self.before(component, level, line);
        self.intake.set_many(component, values, spot(level, line));
        if level == Level::Group {
            self.take_into_group(component, values.iter().map(|value| Arc::from(value.as_str())).collect());
        }
    }

    /// A group is not about this row: what it says is kept and taken back.
    fn take_into_group(&mut self, component: usize, values: Vec<Arc<str>>) {
        self.open.group.push((component, values));
    }

    fn before(&mut self, component: usize, level: Level, line: u64) {
        let at = match level {
            Level::DataSet => 0,
            Level::Series => 1,
            Level::Obs => 2,
            Level::Group | Level::Inner => 3,
        };
        if self.open.misplaced.get(component).and_then(|wrong| wrong.get(at)).is_some_and(|wrong| *wrong) {
            self.level_wrong(component, level, line);
        }
        if level == Level::Series && Some(component) == self.open.at {
            self.contradicted(level, line);
        }
        let undo = match level {
            Level::DataSet => return,
            Level::Series | Level::Group => &mut self.open.series,
            _ => &mut self.open.obs,
        };
        let place = self.intake.draft.place(component);
        let first = self.intake.batch.at(component, place).map(|value| value.text.clone());
        undo.push((component, first.into_iter().chain(self.intake.draft.more(component).iter().cloned()).collect()));
    }

    fn level_wrong(&mut self, component: usize, level: Level, line: u64) {
        let id = self.intake.data_set.layout.parts().get(component).map(|part| part.id.clone()).unwrap_or_default();
        let finding = Finding::new(exc::ATTRIBUTE_LEVEL).with("component", Safe::term(&id));
        let place = self.intake.at(&id, spot(level, line));
        self.intake.put(finding.at(place));
    }

    /// Says once that the data are not laid out as the header says.
    fn contradicted(&mut self, level: Level, line: u64) {
        if std::mem::replace(&mut self.open.told_layout, true) {
            return;
        }
        let finding = Finding::new(exc::LAYOUT_CONTRADICTED).with("said", Safe::term(&self.open.said));
        let place = self.intake.at("", spot(level, line));
        self.intake.put(finding.at(place));
    }

    /// All that is said of the series was read: its groups apply, what it lacks is said.
    fn ready(&mut self) {
        if std::mem::replace(&mut self.open.ready, true) {
            return;
        }
        self.apply();
        let (line, deletes) = (self.open.line_of_series, self.intake.data_set.action == Action::Delete);
        let spot = spot(Level::Series, line);
        if !deletes {
            self.intake.complete(&self.open.asked[1], spot);
        }
        let time = self.intake.data_set.layout.time();
        let fresh = if self.open.at == time {
            let series = self.intake.series();
            self.intake.seen.put_series(series)
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
    pub(super) fn end(&mut self, line: u64) -> Result<bool> {
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

    fn end_obs(&mut self, line: u64) {
        let alone = self.open.level() != Level::Series;
        // Where time is not at the observation, a group may be about a part of the key that only the observation has.
        let crossed = !alone && self.open.at != self.intake.data_set.layout.time();
        let before = self.open.given.len();
        if alone || crossed {
            self.apply();
        }
        if self.intake.data_set.action != Action::Delete {
            self.intake.complete(&self.open.asked[2], spot(Level::Obs, line));
        }
        self.open.in_series += 1;
        self.row(spot(Level::Obs, line));
        self.take_back_given(before);
        self.undo(Level::Obs);
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
        let held = Held::new(self.open.group_line, values, self.open.rows);
        self.open.groups.put(held, layout.dimensions(), self.intake.file)
    }

    /// What is left when the data set ends: groups that nothing has the values of, attributes of a data set without observations.
    /// True when nothing is left.
    pub(super) fn finish(&mut self) -> bool {
        while let Some(held) = self.open.groups.untold() {
            let spot = spot(Level::Group, held.line);
            for (component, values) in &held.values {
                self.before(*component, Level::Group, held.line);
                self.put(*component, values);
            }
            self.row(spot);
            self.undo(Level::Group);
            if self.intake.batch.is_full() {
                return false;
            }
        }
        let said = (0..self.intake.data_set.layout.parts().len()).any(|at| self.intake.draft.has(at));
        if said && !self.open.rows {
            self.row(spot(Level::DataSet, self.open.line));
        }
        if self.intake.data_set.action != Action::Delete {
            self.intake.complete(&self.open.asked[0], spot(Level::DataSet, self.open.line));
        }
        true
    }
}
