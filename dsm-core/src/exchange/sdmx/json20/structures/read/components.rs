use super::{Object, Reading, Value};
use crate::{
    error::{Finding, Safe, codes::exc},
    exchange::sdmx::structures::{
        Class, Component, DataStructure, Group, Reference, Relationship, Representation, Role,
    },
};
use std::{collections::HashSet, sync::Arc};

/// The ids of the components that were read.
type Ids = HashSet<Arc<str>>;

/// Properties of every component.
const COMPONENT: &[&str] = &["id", "annotations", "conceptIdentity", "conceptRoles", "localRepresentation"];

impl Reading<'_> {
    pub(super) fn data_structure(&mut self, of: &Object) -> Option<DataStructure> {
        let about = self.maintained(Class::DataStructure, of, &["dataStructureComponents", "metadata"])?;
        let (mut read, mut seen) = (DataStructure::new(about), Ids::new());
        read.metadata = self.reference(of, "metadata");
        let Some(lists) = of.get("dataStructureComponents").and_then(Value::as_object) else { return Some(read) };
        self.others(lists, &[&["dimensionList", "groups", "attributeList", "measureList"]]);
        let list = |name: &str| lists.get(name).and_then(Value::as_object);
        if let Some(dimensions) = list("dimensionList") {
            self.others(dimensions, &[&["id", "annotations", "dimensions", "timeDimension"]]);
            for one in self.objects(dimensions, "dimensions") {
                self.component(one, Role::Dimension, None, &mut read, &mut seen);
            }
            if let Some(one) = dimensions.get("timeDimension").and_then(Value::as_object) {
                self.component(one, Role::Time, Some("TIME_PERIOD"), &mut read, &mut seen);
            }
        }
        for one in self.objects(lists, "groups") {
            self.others(one, &[&["id", "annotations", "groupDimensions"]]);
            match self.text(one, "id") {
                Some(id) => {
                    let (id, dimensions) = (Arc::from(id), self.texts(one, "groupDimensions"));
                    read.groups.push(Group { id, dimensions });
                }
                None => self.told(exc::IDENTITY_UNREADABLE, one.at, "groups"),
            }
        }
        if let Some(measures) = list("measureList") {
            self.others(measures, &[&["id", "annotations", "measures"]]);
            for one in self.objects(measures, "measures") {
                let role = Role::Measure { mandatory: self.mandatory(one) };
                self.component(one, role, None, &mut read, &mut seen);
            }
        }
        if let Some(attributes) = list("attributeList") {
            self.others(attributes, &[&["id", "annotations", "attributes"]]);
            for one in self.objects(attributes, "attributes") {
                let of = Relationship::Observation;
                let role = Role::Attribute { mandatory: self.mandatory(one), of };
                self.component(one, role, None, &mut read, &mut seen);
            }
        }
        Some(read)
    }

    /// Whether a component must be there.
    fn mandatory(&mut self, of: &Object) -> bool {
        let said = self.text(of, "usage");
        if let Some(other) = said.filter(|said| !["mandatory", "optional"].contains(said)) {
            self.odd(of.get("usage").map_or(of.at, |value| value.at), "usage", "usage", other);
        }
        said == Some("mandatory")
    }

    fn component(&mut self, of: &Object, role: Role, id: Option<&str>, into: &mut DataStructure, seen: &mut Ids) {
        self.others(of, &[COMPONENT, &["usage", "attributeRelationship"]]);
        let kind = if role == Role::Time { "ObservationalTimePeriod" } else { "String" };
        let mut read = Component::new("", role);
        read.concept = self.reference(of, "conceptIdentity");
        read.concept_roles = self.references(of, "conceptRoles");
        read.representation = self.representation(of, "localRepresentation", kind);
        read.annotations = self.annotations(of);
        let own = self.text(of, "id").filter(|id| !id.is_empty()).or(id);
        let Some(id) = own.or_else(|| read.concept.as_ref().and_then(Reference::item)) else {
            return self.told(exc::IDENTITY_UNREADABLE, of.at, "component");
        };
        read.id = Arc::from(id);
        if !seen.insert(Arc::clone(&read.id)) {
            return self.told(exc::ARTEFACT_DOUBLE, of.at, "component");
        }
        match &mut read.role {
            Role::Time if read.representation.is_none() => read.representation = Some(Representation::text(kind)),
            Role::Attribute { of: relationship, .. } => {
                let said = of.get("attributeRelationship").and_then(Value::as_object);
                match said.and_then(|said| self.relationship(said)) {
                    Some(said) => *relationship = said,
                    None => {
                        let lacking = Finding::new(exc::RELATIONSHIP_LACKING);
                        self.tell(of.at, lacking.with("component", Safe::term(&read.id)));
                    }
                }
            }
            _ => {}
        }
        match read.role {
            Role::Dimension | Role::Time => into.dimensions.push(read),
            Role::Measure { .. } => into.measures.push(read),
            Role::Attribute { .. } => into.attributes.push(read),
        }
    }

    fn relationship(&mut self, of: &Object) -> Option<Relationship> {
        self.others(of, &[&["dataflow", "dimensions", "group", "observation"]]);
        let dimensions = self.texts(of, "dimensions");
        if !dimensions.is_empty() {
            return Some(Relationship::Dimensions(dimensions));
        }
        if let Some(group) = self.text(of, "group") {
            return Some(Relationship::Group(Arc::from(group)));
        }
        let said = |name| of.contains_key(name);
        if said("dataflow") {
            return Some(Relationship::DataSet);
        }
        said("observation").then_some(Relationship::Observation)
    }
}
