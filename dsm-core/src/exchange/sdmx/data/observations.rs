use super::{Batch, Layout};
use crate::{
    error::{FindingSink, Result},
    exchange::sdmx::{Action, Header, Structure},
};
use std::sync::Arc;

/// Observations that come one batch after the other: out of a message of any version, or out of a view.
pub trait Observations {
    /// What the message says of itself.
    fn header(&self) -> &Header;

    /// The next observations, all of one data set; none where there are no more. The batch is emptied first; to hand in the same
    /// one again saves work.
    ///
    /// # Errors
    /// A code of this room or of `source` with its place, where the message cannot be read on.
    fn next<'a>(&'a mut self, batch: &mut Batch, findings: &mut dyn FindingSink) -> Result<Option<&'a DataSet>>;
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
