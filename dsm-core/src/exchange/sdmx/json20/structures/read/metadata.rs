use super::{Object, Reading, Value};
use crate::{
    error::codes::exc,
    exchange::sdmx::structures::{Class, MetadataAttribute, MetadataStructure, Metadataflow, Reference},
};
use std::{collections::HashSet, sync::Arc};

impl Reading<'_> {
    pub(super) fn metadata_structure(&mut self, of: &Object) -> Option<MetadataStructure> {
        let about = self.maintained(Class::MetadataStructure, of, &["metadataStructureComponents"])?;
        let list = of.get("metadataStructureComponents").and_then(|lists| lists.get("metadataAttributeList"));
        let attributes = match list.and_then(Value::as_object) {
            Some(list) => self.metadata_attributes(list),
            None => Vec::new(),
        };
        Some(MetadataStructure { about, attributes })
    }

    fn metadata_attributes(&mut self, of: &Object) -> Vec<MetadataAttribute> {
        let (mut read, mut seen): (Vec<MetadataAttribute>, HashSet<Arc<str>>) = (Vec::new(), HashSet::new());
        for one in self.objects(of, "metadataAttributes") {
            let concept = self.reference(one, "conceptIdentity");
            let own = self.text(one, "id").filter(|id| !id.is_empty());
            let named = own.or_else(|| concept.as_ref().and_then(Reference::item));
            let Some(id) = named.map(Arc::<str>::from) else {
                self.told(exc::IDENTITY_UNREADABLE, one.at, "metadataAttributes");
                continue;
            };
            if !seen.insert(Arc::clone(&id)) {
                self.told(exc::ARTEFACT_DOUBLE, one.at, "metadataAttributes");
                continue;
            }
            let known = ["id", "annotations", "conceptIdentity", "localRepresentation"];
            self.others(one, &[&known, &["minOccurs", "maxOccurs", "isPresentational", "metadataAttributes"]]);
            let occurs = [self.occurs(one, "minOccurs").unwrap_or(1), self.occurs(one, "maxOccurs").unwrap_or(1)];
            let representation = self.representation(one, "localRepresentation", "String");
            let presentational = self.flag(one, "isPresentational", false);
            let (annotations, attributes) = (self.annotations(one), self.metadata_attributes(one));
            let all =
                MetadataAttribute { id, concept, presentational, occurs, annotations, representation, attributes };
            read.push(all);
        }
        read
    }

    pub(super) fn metadataflow(&mut self, of: &Object) -> Option<Metadataflow> {
        let about = self.maintained(Class::Metadataflow, of, &["structure", "targets"])?;
        Some(Metadataflow { about, structure: self.reference(of, "structure"), targets: self.texts(of, "targets") })
    }
}
