use super::{
    Structure,
    structures::{Class, DataStructure, Identity, Structures},
};

impl Structures {
    /// The data structure that data are of: the one that is named, that of the flow, or that of the flow of the agreement. Where
    /// the version that is named is not there, the only other one is taken.
    #[must_use]
    pub fn structure_of(&self, data: &Structure) -> Option<&DataStructure> {
        let flow = |identity: &Identity| {
            let flow = near(&self.dataflows, identity, |flow| &flow.about.identity)?;
            let named = flow.structure.as_ref()?.identity();
            near(&self.data_structures, named, |structure| &structure.about.identity)
        };
        match data.class() {
            Class::DataStructure => near(&self.data_structures, data.identity(), |structure| &structure.about.identity),
            Class::ProvisionAgreement => {
                let agreement = near(&self.agreements, data.identity(), |agreement| &agreement.about.identity)?;
                flow(agreement.flow.as_ref()?.identity())
            }
            _ => flow(data.identity()),
        }
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
