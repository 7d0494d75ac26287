use super::{
    constraint::{Allowed, allowed},
    domain::{Domain, Named, Wrong},
    pattern::Pattern,
};
use crate::{
    error::{Finding, FindingSink, Place, Safe, codes::exc},
    exchange::sdmx::{
        Structure,
        structures::{Component, DataStructure, Relationship, Representation, Role, Structures},
    },
};
use std::{collections::HashMap, fmt, sync::Arc};

/// The components of a data structure as columns: the dimensions, the measures, the attributes.
pub struct Layout {
    structure: DataStructure,
    parts: Vec<Part>,
    dimensions: usize,
    time: Option<usize>,
    places: HashMap<Arc<str>, usize>,
    inferred: bool,
    measure: Option<usize>,
    asked: Vec<usize>,
    allowed: Vec<Allowed>,
}

/// A component as a column.
#[derive(Debug)]
pub struct Part {
    /// Its id.
    pub id: Arc<str>,
    /// What it is.
    pub role: Role,
    /// Whether more than one value may stand in it.
    pub many: bool,
    /// How many may, as far as is known.
    pub(super) most: u32,
    /// Whether its values have a pattern that is not understood, so that nobody holds them against it.
    unchecked: bool,
    /// What its values follow, where that is understood.
    pattern: Option<Pattern>,
    pub(super) domain: Domain,
    /// Whether the structure has no code list for it: any text may stand there.
    free: bool,
}

impl Layout {
    /// The columns of a structure, with the code lists and constraints that came with it.
    #[must_use]
    pub fn of(structure: &DataStructure, structures: &Structures) -> Self {
        Self::of_data(structure, None, structures)
    }

    /// The columns of the data of a flow or agreement, with the constraints on these too.
    #[must_use]
    pub fn of_data(structure: &DataStructure, named: Option<&Structure>, structures: &Structures) -> Self {
        let mut layout = Self::new(structure.clone(), Some(structures));
        let place = |id: &str| layout.place(id).map(|at| (at, Some(at) == layout.time));
        let constraints = allowed(structure, named, structures, &place);
        layout.allowed = constraints;
        layout
    }

    /// The columns of a structure that was inferred from a message: nothing is checked but periods and figures.
    #[must_use]
    pub fn inferred(structure: DataStructure) -> Self {
        Self::new(structure, None)
    }

    fn new(structure: DataStructure, structures: Option<&Structures>) -> Self {
        let part = |component: &Component| {
            let own = component.representation.as_ref();
            let representation = structures.map_or(own, |all| all.representation(component));
            let many = representation.is_some_and(Representation::is_many);
            let domain = Domain::of(component, representation, structures);
            let otherwise = if structures.is_some() { 1 } else { u32::MAX };
            let most = representation.map_or(otherwise, |representation| representation.most(otherwise));
            let written = representation.filter(|_| structures.is_some()).and_then(Representation::pattern);
            let pattern = written.and_then(Pattern::of);
            let unchecked = written.is_some() && pattern.is_none();
            let listed = representation.is_some_and(|representation| representation.codelist.is_some());
            let (id, role, free) = (component.id.clone(), component.role.clone(), structures.is_some() && !listed);
            Part { id, role, many, most, unchecked, pattern, domain, free }
        };
        let parts: Vec<Part> = structure.components().map(part).collect();
        let places = parts.iter().enumerate().map(|(place, part)| (part.id.clone(), place)).collect();
        let time = parts.iter().position(|part| part.role == Role::Time);
        let measure = parts.iter().position(Part::is_measure);
        let asked = parts.iter().enumerate().filter(|(_, part)| part.is_asked()).map(|(at, _)| at).collect();
        let (dimensions, inferred) = (structure.dimensions.len(), structures.is_none());
        let allowed = Vec::new();
        Self { structure, parts, dimensions, time, places, inferred, measure, asked, allowed }
    }

    /// Says which components have a pattern that is not understood: their values are not held against it.
    pub(in crate::exchange::sdmx) fn told_patterns(&self, place: &Place, findings: &mut dyn FindingSink) {
        for part in self.parts.iter().filter(|part| part.unchecked) {
            let finding = Finding::new(exc::PATTERN_UNCHECKED).with("component", Safe::term(&part.id));
            let _ = findings.put(finding.at(place.clone()));
        }
    }

    /// The structure.
    #[must_use]
    pub fn structure(&self) -> &DataStructure {
        &self.structure
    }

    /// The constraint that a key is not within, where there is one, and the components whose values keep it out.
    pub(super) fn excluding<'a>(&self, value: &dyn Fn(usize) -> Option<&'a str>) -> Option<(&Arc<str>, Vec<usize>)> {
        let found = self.allowed.iter().find(|allowed| !allowed.holds(value))?;
        Some((&found.id, found.against(value)))
    }

    /// Whether there are constraints.
    pub(super) fn is_constrained(&self) -> bool {
        !self.allowed.is_empty()
    }

    /// Whether the structure was inferred from the message.
    #[must_use]
    pub fn is_inferred(&self) -> bool {
        self.inferred
    }

    /// The columns: first the dimensions, then the measures, then the attributes.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// How many of the columns are dimensions.
    #[must_use]
    pub fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// The column of the time dimension.
    #[must_use]
    pub fn time(&self) -> Option<usize> {
        self.time
    }

    /// The column of the first measure, which 2.1 calls the primary one.
    #[must_use]
    pub fn measure(&self) -> Option<usize> {
        self.measure
    }

    /// The columns of the dimensions that an attribute is said of: none of them of a data set, or of a group that the structure does not
    /// have; nothing where it is said of the observation.
    pub(in crate::exchange::sdmx) fn dimensions_of(&self, of: &Relationship) -> Option<Vec<usize>> {
        let ids = match of {
            Relationship::DataSet => &[][..],
            Relationship::Dimensions(ids) => ids.as_slice(),
            Relationship::Group(id) => {
                let group = self.structure.groups.iter().find(|group| group.id == *id);
                group.map_or(&[][..], |group| &group.dimensions)
            }
            Relationship::Observation => return None,
        };
        let mut places: Vec<usize> = ids.iter().filter_map(|id| self.place(id)).collect();
        places.sort_unstable();
        Some(places)
    }

    /// The columns that every observation must have a value in.
    pub(super) fn asked(&self) -> &[usize] {
        &self.asked
    }

    /// Whether a column is a dimension of the series: any but time.
    pub(super) fn is_of_series(&self, component: usize) -> bool {
        component < self.dimensions && Some(component) != self.time
    }

    /// The column of a component; the case of ASCII letters matters only where two ids differ in nothing else.
    #[must_use]
    pub fn place(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied().or_else(|| {
            let mut alike = self.parts.iter().enumerate().filter(|(_, part)| part.id.eq_ignore_ascii_case(id));
            match (alike.next(), alike.next()) {
                (Some((place, _)), None) => Some(place),
                _ => None,
            }
        })
    }
}

impl Part {
    /// Whether it is a measure.
    #[must_use]
    pub fn is_measure(&self) -> bool {
        matches!(self.role, Role::Measure { .. })
    }

    /// Whether its values are codes of a list that came with the structure.
    #[must_use]
    pub fn is_coded(&self) -> bool {
        matches!(self.domain, Domain::Code { .. })
    }

    /// Whether its values are no codes: the structure is known and has no list for it.
    pub(in crate::exchange::sdmx) fn is_free(&self) -> bool {
        self.free
    }

    /// Whether its values are codes, as far as is known.
    pub(in crate::exchange::sdmx) fn may_be_coded(&self) -> bool {
        matches!(self.domain, Domain::Code { .. } | Domain::Any | Domain::Time) && !self.is_measure()
    }

    /// What is wrong with a value.
    pub(super) fn judge(&self, text: &str) -> Option<Wrong> {
        let follows = || self.pattern.as_ref().is_none_or(|pattern| pattern.holds(text));
        self.domain.judge(text).or_else(|| (!follows()).then_some((exc::PATTERN_NOT_FOLLOWED, Named::Nothing)))
    }

    /// What it is said of, where it is an attribute.
    #[must_use]
    pub fn said_of(&self) -> Option<&Relationship> {
        match &self.role {
            Role::Attribute { of, .. } => Some(of),
            _ => None,
        }
    }

    /// Whether every observation must have it: a dimension, or a mandatory attribute of the observation.
    fn is_asked(&self) -> bool {
        let attribute = matches!(self.role, Role::Attribute { of: Relationship::Observation, .. });
        self.is_mandatory() && (attribute || matches!(self.role, Role::Dimension | Role::Time))
    }

    /// Whether it must have a value.
    #[must_use]
    pub fn is_mandatory(&self) -> bool {
        match &self.role {
            Role::Dimension | Role::Time => true,
            Role::Measure { mandatory } | Role::Attribute { mandatory, .. } => *mandatory,
        }
    }
}

impl fmt::Debug for Layout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Layout({}; {} columns)", self.structure.about.identity, self.parts.len())
    }
}
