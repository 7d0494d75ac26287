use super::{Object, Writing, about::urn, schemes::occurs};
use crate::exchange::sdmx::structures::{Class, MetadataAttribute, MetadataStructure, Metadataflow};
use serde_json::{Value, json};

impl Writing<'_> {
    pub(super) fn metadata_structure(&mut self, one: &MetadataStructure) -> Value {
        let mut object = self.maintained(Class::MetadataStructure, &one.about);
        if !one.attributes.is_empty() {
            let attributes = self.metadata_attributes(&one.attributes);
            let list = json!({ "id": "MetadataAttributeDescriptor", "metadataAttributes": attributes });
            object.set("metadataStructureComponents", json!({ "metadataAttributeList": list }));
        }
        object.into()
    }

    fn metadata_attributes(&mut self, all: &[MetadataAttribute]) -> Vec<Value> {
        let mut written = Vec::new();
        for one in all {
            let mut object = Object::new();
            object.set("id", &*one.id);
            let [least, most] = one.occurs;
            object.set("minOccurs", least);
            object.set("maxOccurs", occurs(most));
            object.maybe("isPresentational", one.presentational.then_some(true));
            self.annotations(&mut object, &one.annotations);
            if one.concept.is_none() {
                self.cannot("component-without-concept");
            }
            object.maybe("conceptIdentity", one.concept.as_ref().map(urn));
            if let Some(representation) = &one.representation {
                object.maybe("localRepresentation", self.representation(representation));
            }
            object.list("metadataAttributes", self.metadata_attributes(&one.attributes));
            written.push(object.into());
        }
        written
    }

    pub(super) fn metadataflow(&mut self, one: &Metadataflow) -> Value {
        let mut object = self.maintained(Class::Metadataflow, &one.about);
        object.maybe("structure", one.structure.as_ref().map(urn));
        object.list("targets", one.targets.iter().map(|target| Value::from(&**target)).collect());
        object.into()
    }
}
