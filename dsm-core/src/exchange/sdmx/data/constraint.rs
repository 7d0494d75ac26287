use super::allowing::Named;
use crate::exchange::sdmx::{
    Structure,
    structures::{CubeRegion, DataConstraint, DataStructure, Identity, Item, KeySet, Member, Structures},
};
use std::{collections::HashSet, fmt, sync::Arc};

/// What a constraint allows: keys that lie in one of its parts and in none that it takes out.
pub(super) struct Allowed {
    pub(super) id: Arc<str>,
    included: Vec<Region>,
    excluded: Vec<Region>,
}

/// The column of a component, and whether it is that of the time.
type Places<'f> = &'f dyn Fn(&str) -> Option<(usize, bool)>;
/// A value of a component and everything under it.
type Under<'f> = &'f dyn Fn(&str, &Arc<str>) -> Option<Vec<Arc<str>>>;

/// A part of the cube: for some columns the values that are in it, or out of it.
struct Region(Vec<(usize, bool, Named)>);

/// The constraints on what data of a structure may hold: those of the structure, and of the flow or agreement that is named.
pub(super) fn allowed(
    structure: &DataStructure,
    named: Option<&Structure>,
    structures: &Structures,
    place: Places<'_>,
) -> Vec<Allowed> {
    let about = |identity: &Identity| {
        *identity == structure.about.identity || named.is_some_and(|named| named.identity() == identity)
    };
    let of = |constraint: &&DataConstraint| {
        !constraint.actual && constraint.attached.iter().any(|reference| about(reference.identity()))
    };
    // A value that cascades stands for everything under it.
    let under = |id: &str, value: &Arc<str>| {
        let component = structure.components().find(|component| &*component.id == id)?;
        let list = structures.codelist(structures.representation(component)?.codelist.as_ref()?.identity())?;
        let mut all = vec![value.clone()];
        let mut at = 0;
        while let Some(parent) = all.get(at).cloned() {
            let of = |item: &&Item| item.parent.as_ref() == Some(&parent) && !all.contains(&item.id);
            let children: Vec<Arc<str>> = list.items.iter().filter(of).map(|item| item.id.clone()).collect();
            all.extend(children);
            at += 1;
        }
        Some(all)
    };
    let read = |constraint: &DataConstraint| Allowed::of(constraint, place, &under);
    structures.constraints.iter().filter(of).map(read).filter(|allowed| !allowed.is_empty()).collect()
}

impl Allowed {
    fn of(constraint: &DataConstraint, place: Places<'_>, under: Under<'_>) -> Self {
        let mut allowed =
            Self { id: Arc::from(constraint.about.identity.id()), included: Vec::new(), excluded: Vec::new() };
        for region in &constraint.regions {
            allowed.add(region.included, Region::of(region, place, under));
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

    /// The components of a key whose values keep it out: of the part that it must lie in those that do not fit, of a part that it must
    /// not lie in all. Of several parts that it could lie in nobody can tell.
    pub(super) fn against<'a>(&self, value: &dyn Fn(usize) -> Option<&'a str>) -> Vec<usize> {
        let own = |region: &Region, fits: bool| -> Vec<usize> {
            let against = |(at, included, named): &&(usize, bool, Named)| {
                value(*at).is_some_and(|text| (named.has(text) == *included) == fits)
            };
            region.0.iter().filter(against).map(|(at, ..)| *at).collect()
        };
        match self.excluded.iter().find(|region| region.holds(value)) {
            Some(region) => own(region, true),
            None => match self.included.as_slice() {
                [one] => own(one, false),
                _ => Vec::new(),
            },
        }
    }
}

impl Region {
    fn of(region: &CubeRegion, place: Places<'_>, under: Under<'_>) -> Self {
        let member = |member: &Member| {
            let mut values: HashSet<Arc<str>> = member.values.iter().cloned().collect();
            values.extend(member.cascading.iter().filter_map(|value| under(&member.id, value)).flatten());
            let (at, time) = place(&member.id)?;
            Some((at, member.included, Named::of(member, values, time)?))
        };
        Self(region.members.iter().filter_map(member).collect())
    }

    fn of_keys(keys: &KeySet, place: Places<'_>) -> Vec<Self> {
        let one = |key: &Vec<(Arc<str>, Arc<str>)>| {
            let member = |(id, value): &(Arc<str>, Arc<str>)| {
                let (at, time) = place(id)?;
                Some((at, true, Named::of(&Member::new(id), HashSet::from([value.clone()]), time)?))
            };
            Self(key.iter().filter_map(member).collect())
        };
        keys.keys.iter().map(one).collect()
    }

    fn holds<'a>(&self, value: &dyn Fn(usize) -> Option<&'a str>) -> bool {
        self.0.iter().all(|(at, included, named)| value(*at).is_none_or(|text| named.has(text) == *included))
    }
}

impl fmt::Debug for Allowed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Allowed({})", self.id)
    }
}
