use super::{Annotation, Maintained, Reference, Representation};
use std::sync::Arc;

/// A data structure definition: which components an observation has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataStructure {
    /// What it says of itself.
    pub about: Maintained,
    /// The dimensions in their order, the time dimension among them as the last.
    pub dimensions: Vec<Component>,
    /// Groups of dimensions that attributes hang on.
    pub groups: Vec<Group>,
    /// The measures; 2.1 has one, `OBS_VALUE`.
    pub measures: Vec<Component>,
    /// The attributes.
    pub attributes: Vec<Component>,
    /// The metadata structure whose attributes may travel with the data (3.0).
    pub metadata: Option<Reference>,
}

impl DataStructure {
    /// A structure without components.
    #[must_use]
    pub fn new(about: Maintained) -> Self {
        let (dimensions, groups, measures, attributes) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { about, dimensions, groups, measures, attributes, metadata: None }
    }

    /// Every component: the dimensions, the measures, the attributes, each in its order.
    pub fn components(&self) -> impl Iterator<Item = &Component> {
        self.dimensions.iter().chain(&self.measures).chain(&self.attributes)
    }

    /// The time dimension.
    #[must_use]
    pub fn time(&self) -> Option<&Component> {
        self.dimensions.iter().find(|dimension| dimension.role == Role::Time)
    }
}

/// A dimension, a measure or an attribute of a structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Component {
    /// Its id: the name of its column or XML attribute.
    pub id: Arc<str>,
    /// What it is.
    pub role: Role,
    /// The concept that it takes its meaning from.
    pub concept: Option<Reference>,
    /// The roles that it plays, as concepts.
    pub concept_roles: Vec<Reference>,
    /// How its values are written; where nothing is said, as the concept says.
    pub representation: Option<Representation>,
    /// What else is said of it.
    pub annotations: Vec<Annotation>,
}

impl Component {
    /// A component of an id and a role.
    #[must_use]
    pub fn new(id: &str, role: Role) -> Self {
        let (concept_roles, annotations) = (Vec::new(), Vec::new());
        Self { id: Arc::from(id), role, concept: None, concept_roles, representation: None, annotations }
    }

    /// The same with a representation.
    #[must_use]
    pub fn written(mut self, representation: Representation) -> Self {
        self.representation = Some(representation);
        self
    }

    /// The same with the concept that it takes its meaning from.
    #[must_use]
    pub fn of_concept(mut self, concept: Reference) -> Self {
        self.concept = Some(concept);
        self
    }

    /// Whether every observation must have it.
    #[must_use]
    pub fn is_mandatory(&self) -> bool {
        match &self.role {
            Role::Dimension | Role::Time => true,
            Role::Measure { mandatory } | Role::Attribute { mandatory, .. } => *mandatory,
        }
    }
}

/// What a component is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// A dimension.
    Dimension,
    /// The time dimension.
    Time,
    /// A measure.
    Measure {
        /// Whether it must be there.
        mandatory: bool,
    },
    /// An attribute.
    Attribute {
        /// Whether it must be there.
        mandatory: bool,
        /// What it is said of.
        of: Relationship,
    },
}

/// What an attribute is said of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Relationship {
    /// The whole data set.
    DataSet,
    /// A group of dimensions, by its id.
    Group(Arc<str>),
    /// Some dimensions: a series, or a part of its key.
    Dimensions(Vec<Arc<str>>),
    /// A single observation.
    Observation,
}

/// Some of the dimensions, by a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its id.
    pub id: Arc<str>,
    /// Its dimensions.
    pub dimensions: Vec<Arc<str>>,
}
