//! Deletions that a data set cannot say beside others.

use super::{dialect::Edition, write::Writer};
use crate::{
    error::{Finding, FindingSink, Place, Result, Safe, codes::exc},
    exchange::sdmx::{Action, data::Batch, xml::XmlWriter},
};
use std::sync::Arc;

impl Writer {
    /// Whether a row of a deletion is of a series or of observations, or of a part of the key that the version can say.
    pub(super) fn deletes(&self, batch: &Batch, row: usize) -> bool {
        let has = |at: &usize| batch.rows_of(*at).get(row).is_some_and(|place| *place != u32::MAX);
        let keyed = (0..self.plan.dimensions).filter(has).count();
        let series = !self.plan.key.is_empty() && self.plan.key.iter().all(has);
        keyed == self.plan.dimensions || series || (keyed > 0 && self.edition != Edition::V21)
    }

    /// A deletion of everything is a data set of its own. One of a part of the key that the version does not know is left out: as an
    /// empty data set it would be one of everything.
    pub(super) fn deletes_apart(
        &mut self,
        own: (u32, Action),
        (file, batch): (Option<&Arc<str>>, &Batch),
        row: usize,
        xml: &mut XmlWriter<'_>,
        findings: &mut dyn FindingSink,
    ) -> Result<()> {
        let parts = self.layout.parts().len();
        if (0..parts).any(|at| batch.value(row, at).is_some()) {
            let finding = Finding::new(exc::NOT_SAYABLE).with("what", Safe::word("deletions-of-parts"));
            let place = file.map(|file| Place::line(file.clone(), batch.line(row), 0));
            let _ = findings.put(place.map_or(finding.clone(), |place| finding.at(place)));
            return Ok(());
        }
        self.end_set(xml)?;
        self.start_set(own, xml)?;
        self.end_set(xml)
    }
}
