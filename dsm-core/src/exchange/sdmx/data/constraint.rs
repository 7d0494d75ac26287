use crate::exchange::sdmx::{
    Structure,
    structures::{CubeRegion, DataConstraint, DataStructure, Identity, KeySet, Structures},
};
use std::{collections::HashSet, fmt, sync::Arc};

/// What a constraint allows: keys that lie in one of its parts and in none that it takes out.
pub(super) struct Allowed {
    pub(super) id: Arc<str>,
    included: Vec<Region>,
    excluded: Vec<Region>,
}

/// A part of the cube: for some columns the values that are in it, or out of it.
struct Region(Vec<(usize, bool, HashSet<Arc<str>>)>);

/// The constraints on what data of a structure may hold: those of the structure, and of the flow or agreement that is named.
pub(super) fn allowed(
    structure: &DataStructure,
    named: Option<&Structure>,
    structures: &Structures,
    place: &dyn Fn(&str) -> Option<usize>,
) -> Vec<Allowed> {
    let about = |identity: &Identity| {
        *identity == structure.about.identity || named.is_some_and(|named| named.identity() == identity)
    };
    let of = |constraint: &&DataConstraint| {
        !constraint.actual && constraint.attached.iter().any(|reference| about(reference.identity()))
    };
    let read = |constraint: &DataConstraint| Allowed::of(constraint, place);
    structures.constraints.iter().filter(of).map(read).filter(|allowed| !allowed.is_empty()).collect()
}

impl Allowed {
    fn of(constraint: &DataConstraint, place: &dyn Fn(&str) -> Option<usize>) -> Self {
        let mut allowed =
            Self { id: Arc::from(constraint.about.identity.id()), included: Vec::new(), excluded: Vec::new() };
        for region in &constraint.regions {
            allowed.add(region.included, Region::of(region, place));
        }
        for keys in &constraint.key_sets {
            for region in Region::of_keys(keys, place) {
                allowed.add(keys.included, region);
            }
        }
        allowed
    }

    fn add(&mut self, included: bool, region: Region) {
        // A part that says nothing about the columns here would take everything in or out.
        match (region.0.is_empty(), included) {
            (true, _) => {}
            (false, true) => self.included.push(region),
            (false, false) => self.excluded.push(region),
        }
    }

    fn is_empty(&self) -> bool {
        self.included.is_empty() && self.excluded.is_empty()
    }

    /// Whether a key may be there.
    pub(super) fn holds<'a>(&self, value: &dyn Fn(usize) -> Option<&'a str>) -> bool {
        let within = |region: &Region| region.holds(value);
        (self.included.is_empty() || self.included.iter().any(within)) && !self.excluded.iter().any(within)
    }
}

impl Region {
    fn of(region: &CubeRegion, place: &dyn Fn(&str) -> Option<usize>) -> Self {
        let member = |member: &crate::exchange::sdmx::structures::Member| {
            let values: HashSet<Arc<str>> = member.values.iter().cloned().collect();
            // A range of time is no list of values.
            let at = place(&member.id).filter(|_| !values.is_empty())?;
            Some((at, member.included, values))
        };
        Self(region.members.iter().filter_map(member).collect())
    }

    fn of_keys(keys: &KeySet, place: &dyn Fn(&str) -> Option<usize>) -> Vec<Self> {
        let one = |key: &Vec<(Arc<str>, Arc<str>)>| {
            let member = |(id, value): &(Arc<str>, Arc<str>)| Some((place(id)?, true, HashSet::from([value.clone()])));
            Self(key.iter().filter_map(member).collect())
        };
        keys.keys.iter().map(one).collect()
    }

    fn holds<'a>(&self, value: &dyn Fn(usize) -> Option<&'a str>) -> bool {
        self.0.iter().all(|(at, included, values)| value(*at).is_none_or(|text| values.contains(text) == *included))
    }
}

impl fmt::Debug for Allowed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Allowed({})", self.id)
    }
}
