use super::{gathered::Gathered, head::Head};
use crate::exchange::sdmx::structures::Identity;
use std::collections::BTreeSet;

/// Whether data sets that refer to no structure are of another one than the first, which has the one that the header names: where each has
/// a dimension that the other lacks, the two cannot be of one structure. Otherwise they are counted as of that one.
pub(super) fn settle(head: &mut Head, all: &mut [Gathered]) {
    let [declared, unnamed, ..] = all else { return };
    if !head.apart {
        return;
    }
    let (own, other) = (dimensions(declared), dimensions(unnamed));
    head.apart = !own.is_subset(&other) && !other.is_subset(&own);
    if !head.apart {
        declared.take_in(std::mem::replace(unnamed, Gathered::new(None)));
    }
}

fn dimensions(gathered: &Gathered) -> BTreeSet<String> {
    if gathered.is_empty() {
        return BTreeSet::new();
    }
    let Ok(identity) = Identity::parse("DSM:UNNAMED(1.0)") else { return BTreeSet::new() };
    gathered.clone().structure(identity).dimensions.iter().map(|own| own.id.to_string()).collect()
}
