use super::Writing;
use crate::{
    error::Result,
    exchange::sdmx::structures::{Class, MetadataAttribute, MetadataStructure, Metadataflow},
};

/// Any dataflow: what reports may be about where nothing is said.
const ANYTHING: &str = "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=*:*(*)";

impl Writing<'_, '_> {
    pub(super) fn metadata_structure(&mut self, one: &MetadataStructure) -> Result<()> {
        self.begin("str:MetadataStructure", Class::MetadataStructure, &one.about, &[])?;
        if !one.attributes.is_empty() {
            self.inside("str:MetadataStructureComponents", |w| {
                if w.is_v21() {
                    return w.report(&one.attributes);
                }
                w.inside("str:MetadataAttributeList", |w| {
                    w.xml.attribute("id", "MetadataAttributeDescriptor")?;
                    one.attributes.iter().try_for_each(|attribute| w.metadata_attribute(attribute))
                })
            })?;
        }
        self.xml.end()
    }

    /// The one report that 2.1 asks for, about anything.
    fn report(&mut self, attributes: &[MetadataAttribute]) -> Result<()> {
        self.inside("str:MetadataTarget", |w| {
            w.xml.attribute("id", "TARGET")?;
            w.inside("str:IdentifiableObjectTarget", |w| {
                w.xml.attribute("id", "OBJECT")?;
                w.xml.attribute("objectType", "Any")?;
                w.inside("str:LocalRepresentation", |w| {
                    w.inside("str:TextFormat", |w| w.xml.attribute("textType", "IdentifiableReference"))
                })
            })
        })?;
        self.inside("str:ReportStructure", |w| {
            w.xml.attribute("id", "REPORT")?;
            attributes.iter().try_for_each(|attribute| w.metadata_attribute(attribute))?;
            w.local("str:MetadataTarget", "TARGET")
        })
    }

    fn metadata_attribute(&mut self, one: &MetadataAttribute) -> Result<()> {
        self.xml.start("str:MetadataAttribute")?;
        self.xml.attribute("id", &one.id)?;
        let [least, most] = one.occurs;
        self.occurs("minOccurs", Some(least))?;
        self.occurs("maxOccurs", Some(most))?;
        self.xml.maybe("isPresentational", one.presentational.then_some("true"))?;
        self.annotations(&one.annotations)?;
        if one.concept.is_none() {
            self.cannot("component-without-concept");
        }
        self.maybe_reference("str:ConceptIdentity", one.concept.as_ref())?;
        if let Some(representation) = &one.representation {
            self.representation("str:LocalRepresentation", representation)?;
        }
        one.attributes.iter().try_for_each(|attribute| self.metadata_attribute(attribute))?;
        self.xml.end()
    }

    pub(super) fn metadataflow(&mut self, one: &Metadataflow) -> Result<()> {
        self.begin("str:Metadataflow", Class::Metadataflow, &one.about, &[])?;
        self.maybe_reference("str:Structure", one.structure.as_ref())?;
        if !self.is_v21() {
            if one.targets.is_empty() {
                self.cannot("metadata-target");
                self.xml.leaf("str:Target", ANYTHING)?;
            }
            one.targets.iter().try_for_each(|target| self.xml.leaf("str:Target", target))?;
        } else if !one.targets.is_empty() {
            self.cannot("metadata-target");
        }
        self.xml.end()
    }
}
