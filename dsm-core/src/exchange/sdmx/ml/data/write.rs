use super::{
    dialect::Edition,
    kept::Kept,
    message::{Beginning, REFERENCE},
    options::Options,
    plan::Plan,
};
use crate::{
    error::{Code, Error, Finding, FindingSink, Place, Result, Safe, codes::exc},
    exchange::sdmx::{
        Action, Structure,
        data::{Batch, DataSet, Layout, LeftOut, Observations, Seen},
        xml::XmlWriter,
    },
};
use std::{collections::HashMap, io::Write, ops::Range, sync::Arc};

/// Writes observations as structure-specific data, in the order in which they come.
pub(in crate::exchange::sdmx) fn write(
    edition: Edition,
    source: &mut dyn Observations,
    options: &Options,
    findings: &mut dyn FindingSink,
    out: &mut dyn Write,
) -> Result<()> {
    let (mut batch, mut xml, mut writer) = (Batch::new(), XmlWriter::new(out), None::<Writer>);
    let (file, mut left_out) = (source.file(), LeftOut::default());
    while let Some(set) = source.next(&mut batch, findings)? {
        if writer.is_none() {
            Beginning::of(edition, options, Some((set, &set.layout)))?.write(&mut xml, findings)?;
            writer = Some(Writer::new(edition, options, set)?);
        }
        if let Some(writer) = &mut writer {
            if writer.takes(set) {
                writer.batch(set, (file.as_ref(), &batch), &mut xml, findings)?;
            } else {
                left_out.say(set, (file.as_ref(), &batch), findings);
            }
        }
    }
    if writer.is_none() {
        Beginning::of(edition, options, None)?.write(&mut xml, findings)?;
    }
    xml.finish()
}

/// What was written so far and is still open.
pub(super) struct Writer {
    pub(super) edition: Edition,
    pub(super) action: Option<Action>,
    pub(super) layout: Arc<Layout>,
    /// What the first data set names, where nobody says what all of them are of.
    pub(super) structure: Option<Option<Structure>>,
    pub(super) plan: Plan,
    /// The number and action of the data set that is open.
    pub(super) set: Option<(u32, Action)>,
    /// The data set that came last.
    pub(super) last: Option<(u32, Action)>,
    pub(super) set_values: Kept,
    pub(super) in_series: bool,
    pub(super) key: Kept,
    pub(super) series_values: Kept,
    pub(super) seen: Seen,
    pub(super) told: Vec<(Code, usize)>,
}

impl Writer {
    fn new(edition: Edition, options: &Options, set: &DataSet) -> Result<Self> {
        let plan = Plan::of(&set.layout, options.flat)?;
        Ok(Self {
            edition,
            action: options.action,
            layout: set.layout.clone(),
            structure: options.structure.is_none().then(|| set.structure.clone()),
            set: None,
            last: None,
            set_values: Kept::of(&plan.set),
            in_series: false,
            key: Kept::of(&plan.key),
            series_values: Kept::of(&plan.series),
            plan,
            seen: Seen::default(),
            told: Vec::new(),
        })
    }

    /// Whether a data set is of the structure of the message, by what it names and by its components.
    fn takes(&self, set: &DataSet) -> bool {
        let ids = |layout: &Layout| layout.parts().iter().map(|part| part.id.clone()).collect::<Vec<_>>();
        let named = self.structure.as_ref().is_none_or(|structure| *structure == set.structure);
        named && (Arc::ptr_eq(&set.layout, &self.layout) || ids(&set.layout) == ids(&self.layout))
    }

    fn batch(
        &mut self,
        set: &DataSet,
        (file, batch): (Option<&Arc<str>>, &Batch),
        xml: &mut XmlWriter<'_>,
        findings: &mut dyn FindingSink,
    ) -> Result<()> {
        let own = (set.number, self.action.unwrap_or(set.action));
        if self.last != Some(own) {
            self.end_set(xml)?;
            (self.last, self.seen) = (Some(own), Seen::default());
        }
        let some = |at: &usize| batch.rows_of(*at).iter().any(|place| *place != u32::MAX);
        let grouped = self.plan.groups.iter().any(|(.., attributes)| attributes.iter().any(some));
        if grouped {
            self.end_set(xml)?;
        }
        [&mut self.set_values, &mut self.key, &mut self.series_values].into_iter().for_each(Kept::next_batch);
        let mut row = 0;
        while row < batch.len() {
            if own.1 == Action::Delete && !self.deletes(batch, row) {
                self.deletes_apart(own, (file, batch), row, xml, findings)?;
                row += 1;
                continue;
            }
            // With groups, which come before their series, as much as this batch shows is a data set of its own.
            let until = self.until(batch, row, findings);
            let begun = self.begin_set(own, batch, row..until, xml, findings);
            begun.map_err(|error| self.placed(error, (file, batch), row))?;
            while row < until {
                let written = self.row(batch, row, until, xml, findings);
                written.map_err(|error| self.placed(error, (file, batch), row))?;
                row += 1;
            }
            if until < batch.len() || grouped {
                self.end_set(xml)?;
            }
        }
        Ok(())
    }

    /// An error with the place of a row: its line, else its key.
    fn placed(&self, error: Error, (file, batch): (Option<&Arc<str>>, &Batch), row: usize) -> Error {
        if error.code() != exc::CHARACTER_FORBIDDEN || error.place().is_some() {
            return error;
        }
        if let Some(file) = file.filter(|_| batch.line(row) > 0) {
            return error.at(Place::line(file.clone(), batch.line(row), 0));
        }
        let key =
            (0..self.plan.dimensions).map(|at| Arc::from(Safe::term(batch.value(row, at).unwrap_or("")).to_string()));
        error.at(Place::series("", key.collect(), None))
    }

    /// Up to which row one data set can say it all.
    fn until(&mut self, batch: &Batch, from: usize, findings: &mut dyn FindingSink) -> usize {
        if self.set.is_none() {
            self.set_values.begin(batch, from..batch.len());
        }
        let mut groups: Vec<HashMap<Vec<u32>, Kept>> = Vec::new();
        groups.resize_with(self.plan.groups.len(), Default::default);
        let deletes = self.last.is_some_and(|(_, action)| action == Action::Delete);
        for row in from..batch.len() {
            if deletes && !self.deletes(batch, row) {
                return row;
            }
            let mut other = self.set_values.other(batch, row);
            for ((_, dimensions, attributes), known) in self.plan.groups.iter().zip(&mut groups) {
                let key = dimensions.iter().filter_map(|at| batch.rows_of(*at).get(row).copied()).collect();
                let kept = known.entry(key).or_insert_with(|| Kept::of(attributes));
                kept.fill(batch, row);
                other = other.or(kept.other(batch, row));
            }
            if let Some(component) = other {
                self.say(exc::ATTRIBUTE_DIFFERS, component, true, findings);
                return row;
            }
        }
        batch.len()
    }

    fn begin_set(
        &mut self,
        own: (u32, Action),
        batch: &Batch,
        rows: Range<usize>,
        xml: &mut XmlWriter<'_>,
        findings: &mut dyn FindingSink,
    ) -> Result<()> {
        if rows.is_empty() || self.set.is_some() {
            return Ok(());
        }
        self.start_set(own, xml)?;
        self.set_values(xml, findings)?;
        self.groups(batch, rows, xml, findings)
    }

    pub(super) fn start_set(&mut self, own: (u32, Action), xml: &mut XmlWriter<'_>) -> Result<()> {
        self.set = Some(own);
        xml.start("message:DataSet")?;
        xml.attribute("ss:structureRef", REFERENCE)?;
        xml.attribute("xsi:type", "ns1:DataSetType")?;
        if self.edition == Edition::V21 {
            xml.attribute("ss:dataScope", "DataStructure")?;
        }
        xml.attribute("ss:action", own.1.word())
    }

    pub(super) fn id(&self, component: usize) -> &str {
        self.layout.parts().get(component).map_or("", |part| &part.id)
    }

    pub(super) fn end_series(&mut self, xml: &mut XmlWriter<'_>) -> Result<()> {
        if std::mem::take(&mut self.in_series) { xml.end() } else { Ok(()) }
    }

    pub(super) fn end_set(&mut self, xml: &mut XmlWriter<'_>) -> Result<()> {
        self.end_series(xml)?;
        if self.set.take().is_some() { xml.end() } else { Ok(()) }
    }

    fn row(
        &mut self,
        batch: &Batch,
        row: usize,
        until: usize,
        xml: &mut XmlWriter<'_>,
        findings: &mut dyn FindingSink,
    ) -> Result<()> {
        let has = |at: &usize| batch.rows_of(*at).get(row).is_some_and(|place| *place != u32::MAX);
        let keyed = (0..self.plan.dimensions).filter(has).count();
        let alone = self.plan.obs.iter().any(has);
        let series = !self.plan.key.is_empty() && self.plan.key.iter().all(has);
        let figure = || self.layout.parts().iter().enumerate().any(|(at, part)| part.is_measure() && has(&at));
        if keyed < self.plan.dimensions && !series && !figure() {
            return self.part(batch, row, keyed, xml, findings);
        }
        if self.plan.key.is_empty() {
            return self.obs(batch, row, xml, findings);
        }
        if !self.in_series || self.key.differs(batch, row) {
            self.end_series(xml)?;
            self.key.begin(batch, row..row + 1);
            self.series_values.begin(batch, row..self.run(batch, row, until));
            self.begin_series(batch, row, xml, findings)?;
        } else if let Some(component) = self.series_values.other(batch, row) {
            self.say(exc::ATTRIBUTE_DIFFERS, component, true, findings);
            self.end_series(xml)?;
            self.series_values.begin(batch, row..row + 1);
            self.begin_series(batch, row, xml, findings)?;
        }
        if alone { self.obs(batch, row, xml, findings) } else { Ok(()) }
    }

    /// The end of the rows that follow a row in its series.
    fn run(&self, batch: &Batch, row: usize, until: usize) -> usize {
        let same = |other: usize| {
            let place = |at: usize, row: usize| batch.rows_of(at).get(row);
            self.plan.key.iter().all(|at| place(*at, other) == place(*at, row))
        };
        (row + 1..until).find(|other| !same(*other)).unwrap_or(until)
    }

    /// Says something of a component; where it is not `each` time, once.
    pub(super) fn say(&mut self, code: Code, component: usize, each: bool, findings: &mut dyn FindingSink) {
        if !each && self.told.contains(&(code, component)) {
            return;
        }
        if !each {
            self.told.push((code, component));
        }
        let id = Safe::term(self.id(component));
        let finding = Finding::new(code);
        let _ = findings.put(if code == exc::NOT_SAYABLE {
            finding.with("what", id)
        } else {
            finding.with("component", id)
        });
    }
}
