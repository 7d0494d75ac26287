use crate::{
    measure::{Counted, Measure, Temporality, Unit},
    table::{Axis, Category, Membership},
};
use std::{collections::BTreeSet, sync::Arc};

/// A code of an axis that other codes of the axis are parts of.
#[derive(Debug)]
pub(super) struct Claim {
    /// The code of the whole: a total, or a group.
    pub(super) whole: Arc<str>,
    /// The codes of its parts, none of which is part of another.
    pub(super) parts: BTreeSet<Arc<str>>,
    /// Whether the parts are all there are.
    pub(super) exhaustive: bool,
    /// Whether each unit has one code, so that the sum of the parts stays within the whole.
    pub(super) exclusive: bool,
}

/// What an axis declares about its codes: for each total, all that is neither total nor group; for each group, its children.
pub(super) fn claims(measure: &Measure, axis: &Axis) -> Vec<Claim> {
    let Some(category) = axis.declared() else { return Vec::new() };
    let exclusive = exclusive(measure, category.membership);
    let present = |code: &Arc<str>| axis.position(code).is_some();
    let leaf = |code: &&Arc<str>| !axis.is_total(code) && !axis.is_group(code) && ***code != *NOT_APPLICABLE;
    let leaves: BTreeSet<Arc<str>> = axis.codes().iter().filter(leaf).cloned().collect();
    let totals = category.totals.iter().filter(|code| present(code));
    let mut all: Vec<Claim> = totals
        .map(|total| Claim { whole: total.clone(), parts: leaves.clone(), exhaustive: category.exhaustive, exclusive })
        .collect();
    let groups: BTreeSet<&Arc<str>> = category.parents.values().filter(|group| present(group)).collect();
    for group in groups.into_iter().filter(|group| !axis.is_total(group)) {
        let parts = children(category, group, &present);
        all.push(Claim { whole: group.clone(), parts, exhaustive: false, exclusive });
    }
    all.retain(|claim| !claim.parts.is_empty());
    all
}

/// The code for "not applicable": no part of a whole.
pub(super) const NOT_APPLICABLE: &str = "_Z";

fn children(category: &Category, group: &Arc<str>, present: &dyn Fn(&Arc<str>) -> bool) -> BTreeSet<Arc<str>> {
    let child = |(code, parent): (&Arc<str>, &Arc<str>)| (parent == group && present(code)).then(|| code.clone());
    category.parents.iter().filter_map(child).collect()
}

/// Whether each unit has one code of such an axis within one period or moment.
///
/// Source: semantics, "Dimension".
pub(super) fn exclusive(measure: &Measure, membership: Membership) -> bool {
    let during = measure.temporality() == Temporality::During;
    let flow = measure.temporality() == Temporality::Flow;
    let distinct = matches!(measure.unit(), Unit::Persons(Counted::Distinct | Counted::Unstated));
    if during || (flow && distinct) {
        return matches!(membership, Membership::Fixed | Membership::Pinned);
    }
    membership != Membership::Overlapping
}
