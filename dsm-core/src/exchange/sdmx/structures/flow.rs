use super::{Maintained, Reference};
use std::sync::Arc;

/// A dataflow: data of one structure, under one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dataflow {
    /// What it says of itself.
    pub about: Maintained,
    /// Its structure.
    pub structure: Option<Reference>,
}

/// That an artefact belongs to a category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Categorisation {
    /// What it says of itself.
    pub about: Maintained,
    /// The artefact.
    pub source: Option<Reference>,
    /// The category.
    pub target: Option<Reference>,
}

/// That a provider provides a flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvisionAgreement {
    /// What it says of itself.
    pub about: Maintained,
    /// The provider.
    pub provider: Option<Reference>,
    /// The flow.
    pub flow: Option<Reference>,
}

/// What of a structure is allowed, or there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataConstraint {
    /// What it says of itself.
    pub about: Maintained,
    /// Whether it says what is there (`Actual`), not what may be (`Allowed`).
    pub actual: bool,
    /// What it is about.
    pub attached: Vec<Reference>,
    /// Parts of the cube.
    pub regions: Vec<CubeRegion>,
    /// Sets of keys.
    pub key_sets: Vec<KeySet>,
}

/// A part of the cube: every combination of the values of its members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CubeRegion {
    /// Whether the part is in, not out.
    pub included: bool,
    /// Its members.
    pub members: Vec<Member>,
}

/// The values of one component that a constraint names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The component.
    pub id: Arc<str>,
    /// Whether it is a dimension, not an attribute or a measure.
    pub key: bool,
    /// Whether the values are in, not out.
    pub included: bool,
    /// The values.
    pub values: Vec<Arc<str>>,
    /// Those of the values that stand for everything under them too.
    pub cascading: Vec<Arc<str>>,
    /// The first and last time, as written, where it is about time.
    pub times: [Option<Arc<str>>; 2],
    /// Whether the first and the last time are themselves left out.
    pub exclusive: [bool; 2],
}

impl Member {
    /// A dimension without values, which are in.
    #[must_use]
    pub fn new(id: &str) -> Self {
        let (values, cascading) = (Vec::new(), Vec::new());
        let (times, exclusive) = ([None, None], [false; 2]);
        Self { id: Arc::from(id), key: true, included: true, values, cascading, times, exclusive }
    }
}

/// Keys, each a value for some of the dimensions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeySet {
    /// Whether the keys are in, not out.
    pub included: bool,
    /// The keys: dimension and value.
    pub keys: Vec<Vec<(Arc<str>, Arc<str>)>>,
}
