//! The artefacts of SDMX, apart from any format: code lists, concepts, structures, flows, constraints, agreements.
//!
//! Readers of every version fill them, writers of every version write them, and what a version cannot say is a finding.
//!
//! Source: SDMX 2.1 and 3.0, information model (section 2).

mod class;
mod data_structure;
mod flow;
mod identity;
mod maintained;
mod metadata;
mod reference;
mod representation;
mod scheme;
mod wording;

pub use class::Class;
pub use data_structure::{Component, DataStructure, Group, Relationship, Role};
pub use flow::{Categorisation, CubeRegion, DataConstraint, Dataflow, KeySet, Member, ProvisionAgreement};
pub use identity::Identity;
pub use maintained::{Annotation, Maintained};
pub use metadata::{MetadataAttribute, MetadataStructure, Metadataflow};
pub use reference::Reference;
pub use representation::{Representation, TextFormat};
pub use scheme::{Item, ItemScheme};
pub use wording::Wording;

/// Artefacts that came together, in the order of their message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Structures {
    /// Code lists, concept schemes, organizations, categories.
    pub schemes: Vec<ItemScheme>,
    /// Links of artefacts to categories.
    pub categorisations: Vec<Categorisation>,
    /// Data structures.
    pub data_structures: Vec<DataStructure>,
    /// Dataflows.
    pub dataflows: Vec<Dataflow>,
    /// Constraints.
    pub constraints: Vec<DataConstraint>,
    /// Provision agreements.
    pub agreements: Vec<ProvisionAgreement>,
    /// Metadata structures.
    pub metadata_structures: Vec<MetadataStructure>,
    /// Metadata flows.
    pub metadataflows: Vec<Metadataflow>,
}

impl Structures {
    /// None.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// A scheme of a class.
    #[must_use]
    pub fn scheme(&self, class: Class, identity: &Identity) -> Option<&ItemScheme> {
        self.schemes.iter().find(|scheme| scheme.class == class && scheme.about.identity == *identity)
    }

    /// A code list.
    #[must_use]
    pub fn codelist(&self, identity: &Identity) -> Option<&ItemScheme> {
        self.scheme(Class::Codelist, identity)
    }

    /// A data structure.
    #[must_use]
    pub fn data_structure(&self, identity: &Identity) -> Option<&DataStructure> {
        self.data_structures.iter().find(|structure| structure.about.identity == *identity)
    }

    /// A dataflow.
    #[must_use]
    pub fn dataflow(&self, identity: &Identity) -> Option<&Dataflow> {
        self.dataflows.iter().find(|flow| flow.about.identity == *identity)
    }

    /// How the values of a component are written: as it says itself, else as its concept says.
    #[must_use]
    pub fn representation<'a>(&'a self, component: &'a Component) -> Option<&'a Representation> {
        let own = component.representation.as_ref();
        own.or_else(|| {
            let concept = component.concept.as_ref()?;
            let scheme = self.scheme(Class::ConceptScheme, concept.identity())?;
            scheme.item(concept.item()?)?.representation.as_ref()
        })
    }

    /// Adds the artefacts of another message; one that is there already stays as it is, but that a list of which only a part came, or
    /// a mention, takes the items of the other.
    pub fn add(&mut self, other: Self) {
        for scheme in other.schemes {
            let alike =
                |own: &&mut ItemScheme| own.class == scheme.class && own.about.identity == scheme.about.identity;
            match self.schemes.iter_mut().find(alike) {
                None => self.schemes.push(scheme),
                Some(own) if own.partial || own.about.elsewhere => own.complete(scheme),
                Some(_) => {}
            }
        }
        for structure in other.data_structures {
            if self.data_structure(&structure.about.identity).is_none() {
                self.data_structures.push(structure);
            }
        }
        for flow in other.dataflows {
            if self.dataflow(&flow.about.identity).is_none() {
                self.dataflows.push(flow);
            }
        }
        self.categorisations.extend(other.categorisations);
        self.constraints.extend(other.constraints);
        self.agreements.extend(other.agreements);
        self.metadata_structures.extend(other.metadata_structures);
        self.metadataflows.extend(other.metadataflows);
    }

    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
