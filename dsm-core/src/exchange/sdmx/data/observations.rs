use super::{Batch, Layout};
use crate::{
    error::{Finding, FindingSink, Place, Result, codes::exc},
    exchange::sdmx::{Action, Header, Structure},
};
use std::sync::Arc;

/// Observations that come one batch after the other: out of a message of any version, or out of a view.
pub trait Observations {
    /// What the message says of itself.
    fn header(&self) -> &Header;

    /// The name of the message that they come out of, which places are given with; none where they come out of none.
    fn file(&self) -> Option<Arc<str>> {
        None
    }

    /// The next observations, all of one data set; none where there are no more. The batch is emptied first; to hand in the same
    /// one again saves work.
    ///
    /// # Errors
    /// A code of this room or of `source` with its place, where the message cannot be read on.
    fn next<'a>(&'a mut self, batch: &mut Batch, findings: &mut dyn FindingSink) -> Result<Option<&'a DataSet>>;
}

/// Says once of each data set that it is left out, because it is not of the structure of the first.
#[derive(Debug, Default)]
pub(in crate::exchange::sdmx) struct LeftOut(Option<u32>);

impl LeftOut {
    /// Of a data set by its first observations.
    pub(in crate::exchange::sdmx) fn say(
        &mut self,
        set: &DataSet,
        (file, batch): (Option<&Arc<str>>, &Batch),
        findings: &mut dyn FindingSink,
    ) {
        if self.0.replace(set.number) == Some(set.number) {
            return;
        }
        let finding = Finding::new(exc::DATA_SET_OTHER);
        let place = file.filter(|_| batch.line(0) > 0).map(|file| Place::line(file.clone(), batch.line(0), 0));
        let _ = findings.put(match place {
            Some(place) => finding.at(place),
            None => finding,
        });
    }
}

/// What is true of every observation of a data set.
#[derive(Clone, Debug)]
pub struct DataSet {
    /// Its components.
    pub layout: Arc<Layout>,
    /// The flow or structure that it names.
    pub structure: Option<Structure>,
    /// What the receiver is to do with it.
    pub action: Action,
    /// Its number in the message, from zero.
    pub number: u32,
    /// Whether the observations of a series stand together.
    pub in_series: bool,
}
