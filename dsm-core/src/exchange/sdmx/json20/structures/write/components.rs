use super::{Object, Writing, about::urn};
use crate::exchange::sdmx::structures::{Class, Component, DataStructure, Relationship, Role};
use serde_json::{Value, json};
use std::sync::Arc;

impl Writing<'_> {
    pub(super) fn data_structure(&mut self, one: &DataStructure) -> Value {
        let mut object = self.maintained(Class::DataStructure, &one.about);
        object.maybe("metadata", one.metadata.as_ref().map(urn));
        if one.components().next().is_some() || !one.groups.is_empty() {
            object.set("dataStructureComponents", self.lists(one));
        }
        object.into()
    }

    fn lists(&mut self, one: &DataStructure) -> Value {
        let (mut lists, mut dimensions) = (Object::new(), Object::new());
        dimensions.set("id", "DimensionDescriptor");
        let of = |role: fn(&Role) -> bool| one.components().filter(move |component| role(&component.role));
        dimensions.list("dimensions", of(|role| *role == Role::Dimension).map(|one| self.component(one)).collect());
        dimensions.maybe("timeDimension", one.time().map(|time| self.component(time)));
        lists.set("dimensionList", dimensions);
        lists.list(
            "groups",
            one.groups
                .iter()
                .map(|group| json!({ "id": &*group.id, "groupDimensions": ids(&group.dimensions) }))
                .collect(),
        );
        for (list, name, id, components) in [
            ("measureList", "measures", "MeasureDescriptor", &one.measures),
            ("attributeList", "attributes", "AttributeDescriptor", &one.attributes),
        ] {
            if !components.is_empty() {
                let mut object = Object::new();
                object.set("id", id);
                object.list(name, components.iter().map(|one| self.component(one)).collect());
                lists.set(list, object);
            }
        }
        lists.into()
    }

    fn component(&mut self, one: &Component) -> Value {
        let mut object = Object::new();
        object.set("id", &*one.id);
        self.annotations(&mut object, &one.annotations);
        if one.concept.is_none() {
            self.cannot("component-without-concept");
        }
        object.maybe("conceptIdentity", one.concept.as_ref().map(urn));
        object.list("conceptRoles", one.concept_roles.iter().map(urn).collect());
        if let Some(written) = &one.representation {
            object.maybe("localRepresentation", self.representation(written));
        }
        let usage = if one.is_mandatory() { "mandatory" } else { "optional" };
        match &one.role {
            Role::Dimension | Role::Time => {}
            Role::Measure { .. } => object.set("usage", usage),
            Role::Attribute { of, .. } => {
                object.set("usage", usage);
                object.set("attributeRelationship", relationship(of));
            }
        }
        object.into()
    }
}

fn relationship(of: &Relationship) -> Value {
    match of {
        Relationship::DataSet => json!({ "dataflow": {} }),
        Relationship::Observation => json!({ "observation": {} }),
        Relationship::Group(id) => json!({ "group": &**id }),
        Relationship::Dimensions(dimensions) => json!({ "dimensions": ids(dimensions) }),
    }
}

fn ids(all: &[Arc<str>]) -> Vec<&str> {
    all.iter().map(|id| &**id).collect()
}
