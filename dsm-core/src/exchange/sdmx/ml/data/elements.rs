use super::{dialect::Edition, kept::Kept, write::Writer};
use crate::{
    error::{Finding, FindingSink, Result, Safe, codes::exc},
    exchange::sdmx::{Action, data::Batch, xml::XmlWriter},
};
use std::{collections::HashMap, ops::Range, sync::Arc};

impl Writer {
    /// The groups of some rows, each once.
    pub(super) fn groups(
        &mut self,
        batch: &Batch,
        rows: Range<usize>,
        xml: &mut XmlWriter<'_>,
        findings: &mut dyn FindingSink,
    ) -> Result<()> {
        for (id, dimensions, attributes) in &self.plan.groups.clone() {
            let mut known = HashMap::<Vec<u32>, usize>::new();
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
            for (row, kept) in all.iter().filter(|(_, kept)| kept.all().next().is_some()) {
                xml.start("Group")?;
                xml.attribute("xsi:type", &format!("ns1:{id}"))?;
                for at in dimensions {
                    xml.maybe(self.id(*at), batch.value(*row, *at))?;
                }
                self.values(kept, xml)?;
                kept.all().try_for_each(|(component, values)| self.several(component, values, xml, findings))?;
                xml.end()?;
            }
        }
        Ok(())
    }

    /// The values that are written as attributes.
    fn values(&self, kept: &Kept, xml: &mut XmlWriter<'_>) -> Result<()> {
        for (component, values) in kept.all() {
            if let Some(first) = self.simple(component, values) {
                xml.attribute(self.id(component), first)?;
            }
        }
        Ok(())
    }

    /// What is said of the whole data set: several values of an attribute have an element of their own.
    pub(super) fn set_values(&mut self, xml: &mut XmlWriter<'_>, findings: &mut dyn FindingSink) -> Result<()> {
        self.values(&self.set_values, xml)?;
        let all: Vec<(usize, Vec<Arc<str>>)> = self.set_values.all().map(|(at, all)| (at, all.to_vec())).collect();
        let apart = all.iter().any(|(component, values)| self.simple(*component, values).is_none());
        if apart {
            xml.start("Atts")?;
        }
        all.iter().try_for_each(|(component, values)| self.several(*component, values, xml, findings))?;
        if apart { xml.end() } else { Ok(()) }
    }

    pub(super) fn begin_series(
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
        self.values(&self.series_values, xml)?;
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

    pub(super) fn obs(
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
    pub(super) fn part(
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
}
