use crate::provoked::{Example, error};
use dsm_core::error::codes::{mea, sem};
use dsm_core::measure::{Assumption, AssumptionName, Making, Temporality};

pub(super) const EXAMPLES: &[Example] = &[
    (mea::WORD_UNKNOWN, || error(Temporality::parse("always"))),
    (mea::MAKING_UNREADABLE, || error(Making::parse("nearest:often"))),
    (mea::ASSUMPTION_VALUE, || error(Assumption::new(AssumptionName::PersonsPerCase).needed_value())),
    (sem::ASSUMPTION_UNKNOWN, || error(AssumptionName::parse("all-is-well"))),
];
