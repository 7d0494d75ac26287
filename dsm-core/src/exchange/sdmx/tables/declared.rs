//! What the flow of data declares of its figures: what they count, and which moment the label of a period stands for.

use crate::{
    exchange::sdmx::{
        Structure,
        indicator::{MEASURE, MOMENT},
        structures::{Dataflow, Structures},
    },
    measure::Measure,
    time::Convention,
};

/// What the flow that data are of says of all of its data; nothing where it is not known.
#[derive(Clone, Copy)]
pub(super) struct Declared<'s>(Option<&'s Dataflow>);

impl<'s> Declared<'s> {
    pub(super) fn of(named: Option<&Structure>, structures: &'s Structures) -> Self {
        Self(named.and_then(|named| structures.flow_of(named)))
    }

    /// What its figures count. An annotation of the same name that is no measure is that of another agency.
    pub(super) fn measure(self) -> Option<Measure> {
        self.said(MEASURE)?.parse().ok()
    }

    /// The moment that the label of a period stands for.
    pub(super) fn convention(self) -> Option<Convention> {
        Convention::parse(self.said(MOMENT)?).ok()
    }

    fn said(self, kind: &str) -> Option<&'s str> {
        let mut annotations = self.0?.about.annotations.iter();
        annotations.find(|annotation| annotation.kind.as_deref() == Some(kind))?.title.as_deref()
    }
}
