use super::{Annotation, Maintained, Reference, Representation};
use std::sync::Arc;

/// A metadata structure definition: which attributes a report of reference metadata has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetadataStructure {
    /// What it says of itself.
    pub about: Maintained,
    /// Its attributes in their order.
    pub attributes: Vec<MetadataAttribute>,
}

/// An attribute of a report, with the attributes under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetadataAttribute {
    /// Its id.
    pub id: Arc<str>,
    /// The concept that it takes its meaning from.
    pub concept: Option<Reference>,
    /// Whether it only holds others.
    pub presentational: bool,
    /// How often it stands at least and at most; `u32::MAX` is without a limit.
    pub occurs: [u32; 2],
    /// What else is said of it.
    pub annotations: Vec<Annotation>,
    /// How its values are written.
    pub representation: Option<Representation>,
    /// The attributes under it.
    pub attributes: Vec<MetadataAttribute>,
}

/// A metadata flow: reports of one structure, under one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metadataflow {
    /// What it says of itself.
    pub about: Maintained,
    /// Its structure.
    pub structure: Option<Reference>,
    /// What its reports may be about: URNs, with `*` for any part (3.0).
    pub targets: Vec<Arc<str>>,
}
