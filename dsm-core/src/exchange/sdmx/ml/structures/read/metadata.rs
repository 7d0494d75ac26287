use super::{About, Element, Reading};
use crate::{
    error::{Result, codes::exc},
    exchange::sdmx::structures::{Class, Maintained, MetadataAttribute, MetadataStructure, Metadataflow, Reference},
    source::Input,
};
use std::{collections::HashSet, sync::Arc};

/// The ids of the attributes at one level.
type Ids = HashSet<Arc<str>>;

impl<R: Input> Reading<'_, R> {
    pub(super) fn metadata_structure(&mut self, element: &Element) -> Result<Option<MetadataStructure>> {
        let Some(identity) = self.identity(element, Class::MetadataStructure) else { return Ok(None) };
        let mut read = MetadataStructure { about: Maintained::new(identity.clone()), attributes: Vec::new() };
        let (mut about, mut seen) = (About::default(), HashSet::new());
        while let Some(part) = self.child(element)? {
            match part.name.as_str() {
                "MetadataStructureComponents" => {
                    while let Some(list) = self.child(&part)? {
                        match list.name.as_str() {
                            "ReportStructure" | "MetadataAttributeList" => {
                                self.reports(&list, &mut read.attributes, &mut seen)?;
                            }
                            "MetadataTarget" => self.left_out(&list),
                            _ => self.unexpected(&list),
                        }
                    }
                }
                _ if self.says(&part, &mut about)? => {}
                _ => self.unexpected(&part),
            }
        }
        read.about = self.maintained(element, identity, about);
        Ok(Some(read))
    }

    fn reports(&mut self, list: &Element, into: &mut Vec<MetadataAttribute>, seen: &mut Ids) -> Result<()> {
        while let Some(part) = self.child(list)? {
            match part.name.as_str() {
                "MetadataAttribute" => self.metadata_attribute_into(&part, into, seen)?,
                "MetadataTarget" | "Annotations" | "Link" => self.left_out(&part),
                _ => self.unexpected(&part),
            }
        }
        Ok(())
    }

    /// Reads an attribute to its siblings, where none of them has its id: the reports of a structure may share attributes.
    fn metadata_attribute_into(
        &mut self,
        element: &Element,
        into: &mut Vec<MetadataAttribute>,
        seen: &mut Ids,
    ) -> Result<()> {
        let Some(read) = self.metadata_attribute(element)? else { return Ok(()) };
        if seen.insert(Arc::clone(&read.id)) {
            into.push(read);
        } else {
            self.told(exc::ARTEFACT_DOUBLE, element);
        }
        Ok(())
    }

    fn metadata_attribute(&mut self, element: &Element) -> Result<Option<MetadataAttribute>> {
        let occurs = [self.occurs(element, "minOccurs").unwrap_or(1), self.occurs(element, "maxOccurs").unwrap_or(1)];
        let presentational = self.flag(element, "isPresentational", false);
        let (concept, representation) = (None, None);
        let (annotations, attributes) = (Vec::new(), Vec::new());
        let (id, mut seen) = (Arc::from(""), HashSet::new());
        let mut read =
            MetadataAttribute { id, concept, presentational, occurs, annotations, representation, attributes };
        while let Some(part) = self.child(element)? {
            match part.name.as_str() {
                "ConceptIdentity" => read.concept = self.reference(&part, Some(Class::Concept))?,
                "LocalRepresentation" => read.representation = self.representation(&part, "String")?,
                "MetadataAttribute" => self.metadata_attribute_into(&part, &mut read.attributes, &mut seen)?,
                "Annotations" => self.annotations(&part, &mut read.annotations)?,
                "Link" => self.left_out(&part),
                _ => self.unexpected(&part),
            }
        }
        let own = element.get("id").filter(|id| !id.is_empty());
        let Some(id) = own.or_else(|| read.concept.as_ref().and_then(Reference::item)) else {
            self.told(exc::IDENTITY_UNREADABLE, element);
            return Ok(None);
        };
        read.id = Arc::from(id);
        Ok(Some(read))
    }

    pub(super) fn metadataflow(&mut self, element: &Element) -> Result<Option<Metadataflow>> {
        let Some(identity) = self.identity(element, Class::Metadataflow) else { return Ok(None) };
        let (mut about, mut structure, mut targets) = (About::default(), None, Vec::new());
        while let Some(part) = self.child(element)? {
            match part.name.as_str() {
                "Structure" => structure = self.reference(&part, Some(Class::MetadataStructure))?,
                "Target" => targets.push(Arc::from(self.text(&part)?)),
                _ if self.says(&part, &mut about)? => {}
                _ => self.unexpected(&part),
            }
        }
        Ok(Some(Metadataflow { about: self.maintained(element, identity, about), structure, targets }))
    }
}
