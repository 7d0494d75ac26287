use super::{
    Structure,
    structures::{Class, DataStructure, Dataflow, Identity, Structures},
};
use crate::error::{Finding, Safe, codes::exc};

impl Structures {
    /// The data structure that data are of: the one that is named, that of the flow, or that of the flow of the agreement. Where
    /// the version that is named is not there, the only other one is taken.
    #[must_use]
    pub fn structure_of(&self, data: &Structure) -> Option<&DataStructure> {
        let named = match data.class() {
            Class::DataStructure => data.identity(),
            _ => self.flow_of(data)?.structure.as_ref()?.identity(),
        };
        near(&self.data_structures, named, |structure| &structure.about.identity)
    }

    /// The flow that data are of: the one that is named, that of the agreement, or the only one of the data structure. Versions as in
    /// [`Structures::structure_of`].
    #[must_use]
    pub fn flow_of(&self, data: &Structure) -> Option<&Dataflow> {
        let flow = |identity: &Identity| near(&self.dataflows, identity, |flow| &flow.about.identity);
        match data.class() {
            Class::DataStructure => {
                let of = |flow: &&Dataflow| flow.structure.as_ref().is_some_and(|of| of.identity() == data.identity());
                let mut flows = self.dataflows.iter().filter(of);
                flows.next().filter(|_| flows.next().is_none())
            }
            Class::ProvisionAgreement => {
                let agreement = near(&self.agreements, data.identity(), |agreement| &agreement.about.identity)?;
                flow(agreement.flow.as_ref()?.identity())
            }
            _ => flow(data.identity()),
        }
    }

    /// What is to be said where the version that data name is not there and the only other one is taken; nothing where it is there, or
    /// nothing of the name is.
    pub(super) fn other_version(&self, data: &Structure) -> Option<Finding> {
        let known = match data.class() {
            Class::DataStructure => self.data_structures.iter().any(|one| one.about.identity == *data.identity()),
            Class::ProvisionAgreement => self.agreements.iter().any(|one| one.about.identity == *data.identity()),
            _ => self.dataflows.iter().any(|one| one.about.identity == *data.identity()),
        };
        // A wildcard is any of several versions.
        let open = data.identity().version().contains(['+', '*', '~']);
        if known || open || self.structure_of(data).is_none() {
            return None;
        }
        let finding = Finding::new(exc::VERSION_OTHER).with("structure", Safe::term(data.identity().id()));
        Some(finding.evidence_of(data.identity().version()))
    }
}

/// The artefact of an identity, else the only one of its agency and id.
fn near<'a, T>(all: &'a [T], identity: &Identity, of: impl Fn(&T) -> &Identity) -> Option<&'a T> {
    if let Some(found) = all.iter().find(|one| of(one) == identity) {
        return Some(found);
    }
    let alike = |one: &&T| of(one).agency() == identity.agency() && of(one).id() == identity.id();
    let mut found = all.iter().filter(alike);
    match (found.next(), found.next()) {
        (Some(one), None) => Some(one),
        _ => None,
    }
}
