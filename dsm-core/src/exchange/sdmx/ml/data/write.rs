use super::{
    dialect::Edition,
    kept::Kept,
    message::{Beginning, REFERENCE},
    options::Options,
    plan::Plan,
};
use crate::{
    error::{Code, Finding, FindingSink, Result, Safe, codes::exc},
    exchange::sdmx::{
        Action,
        data::{Batch, DataSet, Layout, Observations, Seen},
        xml::XmlWriter,
    },
};
use std::{io::Write, sync::Arc};

/// Writes observations as structure-specific data, in the order in which they come.
pub(in crate::exchange::sdmx) fn write(
    edition: Edition,
    source: &mut dyn Observations,
    options: &Options,
    findings: &mut dyn FindingSink,
    out: &mut dyn Write,
) -> Result<()> {
    let (mut batch, mut xml, mut writer) = (Batch::new(), XmlWriter::new(out), None::<Writer>);
    while let Some(set) = source.next(&mut batch, findings)? {
        if writer.is_none() {
            Beginning::of(edition, options, Some((set, &set.layout)))?.write(&mut xml, findings)?;
            writer = Some(Writer::new(edition, options, set)?);
        }
        if let Some(writer) = &mut writer {
            writer.batch(set, &batch, &mut xml, findings)?;
        }
    }
    if writer.is_none() {
        Beginning::of(edition, options, None)?.write(&mut xml, findings)?;
    }
    xml.finish()
}

/// What was written so far and is still open.
struct Writer {
    edition: Edition,
    action: Option<Action>,
    layout: Arc<Layout>,
    plan: Plan,
    /// The number and action of the data set that is open.
    set: Option<(u32, Action)>,
    set_values: Kept,
    in_series: bool,
    key: Kept,
    series_values: Kept,
    seen: Seen,
    told: Vec<(Code, usize)>,
}

impl Writer {
    fn new(edition: Edition, options: &Options, set: &DataSet) -> Result<Self> {
        let plan = Plan::of(&set.layout, options.flat)?;
        Ok(Self {
            edition,
            action: options.action,
            layout: set.layout.clone(),
            set: None,
            set_values: Kept::of(&plan.set),
            in_series: false,
            key: Kept::of(&plan.key),
            series_values: Kept::of(&plan.series),
            plan,
            seen: Seen::default(),
            told: Vec::new(),
        })
    }

    fn batch(
        &mut self,
        set: &DataSet,
        batch: &Batch,
        xml: &mut XmlWriter<'_>,
        findings: &mut dyn FindingSink,
    ) -> Result<()> {
        if !Arc::ptr_eq(&set.layout, &self.layout) {
            let ids = |layout: &Layout| layout.parts().iter().map(|part| part.id.clone()).collect::<Vec<_>>();
            if ids(&set.layout) != ids(&self.layout) {
                let _ = findings.put(Finding::new(exc::DATA_SET_OTHER));
                return Ok(());
            }
        }
        let own = (set.number, self.action.unwrap_or(set.action));
        if self.set.is_some_and(|open| open != own) {
            self.end_set(xml)?;
        }
        let some = |at: &usize| batch.rows_of(*at).iter().any(|place| *place != u32::MAX);
        let grouped = self.plan.groups.iter().any(|(.., attributes)| attributes.iter().any(some));
        if grouped {
            self.end_set(xml)?;
        }
        [&mut self.set_values, &mut self.key, &mut self.series_values].into_iter().for_each(Kept::next_batch);
        let mut row = 0;
        while row < batch.len() {
            // With groups, which come before their series, as much as this batch shows is a data set of its own.
            let until = self.until(batch, row, findings);
            self.begin_set(own, batch, row..until, xml)?;
            while row < until {
                self.row(batch, row, until, xml, findings)?;
                row += 1;
            }
            if until < batch.len() || grouped {
                self.end_set(xml)?;
            }
        }
        Ok(())
    }

    /// Up to which row one data set can say it all.
    fn until(&mut self, batch: &Batch, from: usize, findings: &mut dyn FindingSink) -> usize {
        if self.set.is_none() {
            self.set_values.begin(batch, from..batch.len());
        }
        let mut groups: Vec<std::collections::HashMap<Vec<u32>, Kept>> = Vec::new();
        groups.resize_with(self.plan.groups.len(), Default::default);
        for row in from..batch.len() {
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
        rows: std::ops::Range<usize>,
        xml: &mut XmlWriter<'_>,
    ) -> Result<()> {
        if rows.is_empty() || self.set.is_some() {
            return Ok(());
        }
        self.set = Some(own);
        xml.start("message:DataSet")?;
        xml.attribute("ss:structureRef", REFERENCE)?;
        xml.attribute("xsi:type", "ns1:DataSetType")?;
        if self.edition == Edition::V21 {
            xml.attribute("ss:dataScope", "DataStructure")?;
        }
        xml.attribute("ss:action", own.1.word())?;
        for (component, value) in self.set_values.firsts() {
            xml.attribute(self.id(component), value)?;
        }
        self.groups(batch, rows, xml)
    }

    fn id(&self, component: usize) -> &str {
        self.layout.parts().get(component).map_or("", |part| &part.id)
    }

    fn end_series(&mut self, xml: &mut XmlWriter<'_>) -> Result<()> {
        if std::mem::take(&mut self.in_series) { xml.end() } else { Ok(()) }
    }

    fn end_set(&mut self, xml: &mut XmlWriter<'_>) -> Result<()> {
        self.end_series(xml)?;
        if self.set.take().is_some() { xml.end() } else { Ok(()) }
    }

    /// The groups of some rows, each once.
    fn groups(&self, batch: &Batch, rows: std::ops::Range<usize>, xml: &mut XmlWriter<'_>) -> Result<()> {
        for (id, dimensions, attributes) in &self.plan.groups {
            let mut known = std::collections::HashMap::<Vec<u32>, usize>::new();
            let mut all: Vec<(usize, Kept)> = Vec::new();
            for row in rows.clone() {
                if !dimensions.iter().all(|at| batch.value(row, *at).is_some()) {
                    continue;
                }
                let key = dimensions.iter().filter_map(|at| batch.rows_of(*at).get(row).copied()).collect();
                let at = *known.entry(key).or_insert(all.len());
                if at == all.len() {
                    all.push((row, Kept::of(attributes)));
                }
                if let Some((_, kept)) = all.get_mut(at) {
                    kept.fill(batch, row);
                }
            }
            for (row, kept) in all.iter().filter(|(_, kept)| kept.firsts().next().is_some()) {
                xml.start("Group")?;
                xml.attribute("xsi:type", &format!("ns1:{id}"))?;
                for at in dimensions {
                    xml.maybe(self.id(*at), batch.value(*row, *at))?;
                }
                for (component, value) in kept.firsts() {
                    xml.attribute(self.id(component), value)?;
                }
                xml.end()?;
            }
        }
        Ok(())
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

    fn begin_series(
        &mut self,
        batch: &Batch,
        row: usize,
        xml: &mut XmlWriter<'_>,
        findings: &mut dyn FindingSink,
    ) -> Result<()> {
        if !self.seen.put_series(batch.number(&self.plan.key, row)) {
            let ids = self.plan.key.iter().map(|at| batch.value(row, *at).unwrap_or_default());
            let _ = findings.put(Finding::new(exc::SERIES_AGAIN).with("key", Safe::terms(ids)));
        }
        xml.start("Series")?;
        self.in_series = true;
        for at in &self.plan.key {
            xml.maybe(self.id(*at), batch.value(row, *at))?;
        }
        for (component, values) in self.series_values.all() {
            if let Some(first) = self.simple(component, values) {
                xml.attribute(self.id(component), first)?;
            }
        }
        let several: Vec<(usize, Vec<Arc<str>>)> =
            self.series_values.all().map(|(at, all)| (at, all.to_vec())).collect();
        several.iter().try_for_each(|(component, values)| self.several(*component, values, xml, findings))
    }

    /// The value that is written as an attribute: not where several may stand and the version has elements for them.
    fn simple<'v>(&self, component: usize, values: &'v [Arc<str>]) -> Option<&'v str> {
        let many = self.layout.parts().get(component).is_some_and(|part| part.many) || values.len() > 1;
        values.first().filter(|_| !many || self.edition == Edition::V21).map(|value| &**value)
    }

    /// Writes values that are no attribute.
    fn several(
        &mut self,
        component: usize,
        values: &[Arc<str>],
        xml: &mut XmlWriter<'_>,
        findings: &mut dyn FindingSink,
    ) -> Result<()> {
        if self.edition == Edition::V21 {
            if values.len() > 1 {
                self.say(exc::NOT_SAYABLE, component, false, findings);
            }
            return Ok(());
        }
        if values.is_empty() || self.simple(component, values).is_some() {
            return Ok(());
        }
        let id = self.id(component).to_owned();
        xml.start("Comp")?;
        xml.attribute("id", &id)?;
        xml.attribute("xsi:type", &format!("ns1:{id}_ATTRIBUTE"))?;
        values.iter().try_for_each(|value| xml.leaf("Value", value))?;
        xml.end()
    }

    fn obs(
        &mut self,
        batch: &Batch,
        row: usize,
        xml: &mut XmlWriter<'_>,
        findings: &mut dyn FindingSink,
    ) -> Result<()> {
        xml.start("Obs")?;
        let mut several = false;
        // Where observations stand alone, the attributes of a series stand at each.
        for at in &self.plan.obs {
            let Some(part) = self.layout.parts().get(*at) else { continue };
            if part.many || !batch.more(row, *at).is_empty() {
                several = true;
                if self.edition != Edition::V21 {
                    continue;
                }
            }
            xml.maybe(&part.id, batch.value(row, *at))?;
        }
        if several {
            for at in self.plan.obs.clone() {
                let first = batch.value(row, at).map(Arc::from);
                let values: Vec<Arc<str>> = first.into_iter().chain(batch.more(row, at).iter().cloned()).collect();
                self.several(at, &values, xml, findings)?;
            }
        }
        xml.end()
    }

    /// A row that is about a part of the key only: attributes of the data set are written already, those of a group too.
    fn part(
        &mut self,
        batch: &Batch,
        row: usize,
        keyed: usize,
        xml: &mut XmlWriter<'_>,
        findings: &mut dyn FindingSink,
    ) -> Result<()> {
        let has = |at: &usize| batch.value(row, *at).is_some();
        let group = |(_, dimensions, _): &(Arc<str>, Vec<usize>, Vec<usize>)| dimensions.iter().all(has);
        let written = |at: &usize| {
            self.plan.set.contains(at) || self.plan.groups.iter().any(|own| group(own) && own.2.contains(at))
        };
        let left: Vec<usize> = (self.plan.dimensions..self.layout.parts().len()).filter(has).collect();
        let left: Vec<usize> = left.into_iter().filter(|at| !written(at)).collect();
        let deletes = self.set.is_some_and(|(_, action)| action == Action::Delete);
        if left.is_empty() && !(deletes && keyed > 0) {
            return Ok(());
        }
        if self.edition == Edition::V21 {
            self.say(exc::NOT_SAYABLE, left.first().copied().unwrap_or(0), false, findings);
            return Ok(());
        }
        self.end_series(xml)?;
        xml.start("Atts")?;
        for at in (0..self.plan.dimensions).chain(left.iter().copied()) {
            if self.layout.parts().get(at).is_some_and(|part| !part.many) && batch.more(row, at).is_empty() {
                xml.maybe(self.id(at), batch.value(row, at))?;
            }
        }
        for at in left {
            let first = batch.value(row, at).map(Arc::from);
            let values: Vec<Arc<str>> = first.into_iter().chain(batch.more(row, at).iter().cloned()).collect();
            self.several(at, &values, xml, findings)?;
        }
        xml.end()
    }

    /// Says something of a component; where it is not `each` time, once.
    fn say(&mut self, code: Code, component: usize, each: bool, findings: &mut dyn FindingSink) {
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
