use super::{
    dialect::Dialect,
    level::{Level, asked, misplaced},
    names::Names,
};
use crate::{
    error::{Finding, Safe, codes::exc},
    exchange::sdmx::{
        data::{Above, Groups, Intake, Layout, Reporting, Seen, Spot, Within},
        xml::Mark,
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
    pub(super) reporting: Option<Reporting>,
    pub(super) line: Mark,
    pub(super) names: [Names; 4],
    pub(super) misplaced: Vec<[bool; 3]>,
    /// The mandatory attributes of the data set, of a series, of an observation that is not the observation's alone.
    pub(super) asked: [Vec<usize>; 3],
    pub(super) groups: Groups,
    /// What the group that is being read says.
    pub(super) group: Vec<(usize, Vec<Arc<str>>)>,
    pub(super) group_line: Mark,
    /// Which group of the structure it says that it is.
    pub(super) group_type: Option<Box<str>>,
    /// What is said of more than one observation.
    pub(super) above: Above,
    /// Of generic data: the components that the element has values of.
    pub(super) said_here: Vec<usize>,
    /// What was set by the groups of a series or an observation.
    pub(super) given: Vec<usize>,
    pub(super) series: Undo,
    pub(super) obs: Undo,
    /// Where the layout has no time at the observation: which series came.
    pub(super) again: Seen,
    pub(super) ready: bool,
    pub(super) line_of_series: Mark,
    pub(super) in_series: u64,
    pub(super) rows: bool,
    pub(super) told_layout: bool,
}

/// What a level set, and the values that were there before.
pub(super) type Undo = Vec<(usize, Vec<Arc<str>>)>;

impl Open {
    pub(super) fn new(dialect: Dialect, layout: &Layout, said: &str, line: Mark) -> Self {
        let flat = said == "AllDimensions";
        let at = if flat { None } else { layout.place(said).or_else(|| layout.time()) };
        let misplaced = misplaced(layout, at);
        Self {
            dialect,
            at,
            said: said.to_owned(),
            levels: vec![Level::DataSet],
            reporting: None,
            line,
            names: Default::default(),
            asked: asked(layout, &misplaced),
            misplaced,
            groups: Groups::default(),
            group: Vec::new(),
            group_line: Mark::default(),
            group_type: None,
            above: Above::of(layout),
            said_here: Vec::new(),
            given: Vec::new(),
            series: Undo::new(),
            obs: Undo::new(),
            again: Seen::default(),
            ready: false,
            line_of_series: Mark::default(),
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

pub(super) fn spot(level: Level, line: Mark) -> Spot {
    Spot { line: line.line, within: Within::Element(level.element(), line.column) }
}

impl Work<'_, '_> {
    /// Begins an element that holds values.
    pub(super) fn start(&mut self, level: Level, line: Mark) {
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
        self.open.said_here.clear();
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

    /// Whether elements of a level have two names of one component.
    pub(super) fn doubled(&mut self, level: Level) -> bool {
        self.names(level).is_some_and(|names| names.is_doubled())
    }

    /// Says that a component has a second value in one element, which is passed over.
    pub(super) fn twice(&mut self, component: usize, name: &str, spot: Spot) {
        let id = self.intake.data_set.layout.parts().get(component).map(|part| part.id.clone()).unwrap_or_default();
        let finding = Finding::new(exc::COMPONENT_TWICE).with("component", Safe::term(&id)).evidence_of(name);
        let place = self.intake.at(&id, spot);
        self.intake.put(finding.at(place));
    }

    /// The component of a name; says where the structure has none.
    pub(super) fn component(&mut self, name: &str, line: Mark) -> Option<usize> {
        let level = self.open.level();
        let found = self.known(name, level);
        if found.is_none() {
            self.intake.stranger(name, spot(level, line));
        }
        found
    }

    /// Says that something stands where it does not belong.
    pub(super) fn unexpected(&mut self, element: Safe, line: Mark) {
        let finding = Finding::new(exc::ELEMENT_UNEXPECTED).with("element", element);
        let place = self.intake.at("", spot(self.open.level(), line));
        self.intake.put(finding.at(place));
    }

    /// Says that something was passed over.
    pub(super) fn left_out(&mut self, element: &str, line: Mark) {
        let finding = Finding::new(exc::ARTEFACT_LEFT_OUT).with("element", Safe::term(element));
        let place = self.intake.at("", spot(self.open.level(), line));
        self.intake.put(finding.at(place));
    }

    /// Says that the languages of a text are not kept.
    pub(super) fn languages(&mut self, component: Option<usize>, line: Mark) {
        let part = component.and_then(|component| self.intake.data_set.layout.parts().get(component));
        let id = part.map(|part| part.id.clone()).unwrap_or_default();
        let finding = Finding::new(exc::LANGUAGES_NOT_KEPT).with("component", Safe::term(&id));
        let place = self.intake.at(&id, spot(self.open.level(), line));
        self.intake.put(finding.at(place));
    }

    /// Whether an observation says another value of a dimension than its series.
    pub(super) fn contradicts_series(&self, component: usize, text: &str) -> bool {
        let layout = &self.intake.data_set.layout;
        let keyed = self.open.levels.contains(&Level::Series) && component < layout.dimensions();
        let own = self.intake.batch.at(component, self.intake.draft.place(component));
        keyed && Some(component) != self.open.at && own.is_some_and(|own| &*own.text != text)
    }

    /// Sets a value at the level that is open.
    pub(super) fn set(&mut self, component: usize, text: &str, line: Mark) {
        let level = self.open.level();
        self.before(component, level, line);
        self.intake.set(component, text, spot(level, line));
        if level == Level::Group {
            self.take_into_group(component, vec![Arc::from(text)]);
        }
    }

    /// Sets several values at the level that is open.
    pub(super) fn set_many(&mut self, component: usize, values: &[String], line: Mark) {
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

    pub(super) fn before(&mut self, component: usize, level: Level, line: Mark) {
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

    pub(super) fn level_wrong(&mut self, component: usize, level: Level, line: Mark) {
        let id = self.intake.data_set.layout.parts().get(component).map(|part| part.id.clone()).unwrap_or_default();
        let finding = Finding::new(exc::ATTRIBUTE_LEVEL).with("component", Safe::term(&id));
        let keyed = (0..self.intake.data_set.layout.dimensions()).any(|at| self.intake.draft.has(at));
        let finding = if keyed { finding.with("key", self.intake.key()) } else { finding };
        let place = self.intake.at(&id, spot(level, line));
        self.intake.put(finding.at(place));
    }

    /// Says once that the data are not laid out as the header says.
    fn contradicted(&mut self, level: Level, line: Mark) {
        if std::mem::replace(&mut self.open.told_layout, true) {
            return;
        }
        let finding = Finding::new(exc::LAYOUT_CONTRADICTED).with("said", Safe::term(&self.open.said));
        let place = self.intake.at("", spot(level, line));
        self.intake.put(finding.at(place));
    }
}
