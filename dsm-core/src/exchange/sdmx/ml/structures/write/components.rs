use super::{Writing, representation::MEASURES};
use crate::{
    error::Result,
    exchange::sdmx::structures::{Class, Component, DataStructure, Relationship, Role},
};

/// The one measure that 2.1 has.
const OBS_VALUE: &str = "OBS_VALUE";

impl Writing<'_, '_> {
    pub(super) fn data_structure(&mut self, one: &DataStructure) -> Result<()> {
        self.begin("str:DataStructure", Class::DataStructure, &one.about, &[])?;
        let empty = one.components().next().is_none() && one.groups.is_empty();
        if !empty && one.dimensions.is_empty() {
            self.cannot("structure-without-dimension");
        } else if self.is_v21() && !empty && one.measures.is_empty() {
            self.cannot("structure-without-measure");
        } else if !empty {
            self.of_data = true;
            self.inside("str:DataStructureComponents", |w| w.lists(one))?;
            self.of_data = false;
        }
        if self.is_v21() && one.metadata.is_some() {
            self.cannot("metadata-of-data");
        } else {
            self.maybe_reference("str:Metadata", one.metadata.as_ref())?;
        }
        self.xml.end()
    }

    fn lists(&mut self, one: &DataStructure) -> Result<()> {
        self.inside("str:DimensionList", |w| {
            w.xml.attribute("id", "DimensionDescriptor")?;
            let mut position = 0_u32;
            one.dimensions.iter().try_for_each(|dimension| {
                position += 1;
                w.dimension(dimension, position)
            })
        })?;
        for group in &one.groups {
            self.inside("str:Group", |w| {
                w.xml.attribute("id", &group.id)?;
                group.dimensions.iter().try_for_each(|dimension| {
                    w.inside("str:GroupDimension", |w| w.local("str:DimensionReference", dimension))
                })
            })?;
        }
        if !one.attributes.is_empty() {
            self.inside("str:AttributeList", |w| {
                w.xml.attribute("id", "AttributeDescriptor")?;
                one.attributes.iter().try_for_each(|attribute| w.attribute(attribute))
            })?;
        }
        if one.measures.is_empty() {
            return Ok(());
        }
        self.inside("str:MeasureList", |w| {
            w.xml.attribute("id", "MeasureDescriptor")?;
            if w.is_v21() { w.primary(&one.measures) } else { one.measures.iter().try_for_each(|one| w.measure(one)) }
        })
    }

    fn dimension(&mut self, one: &Component, position: u32) -> Result<()> {
        let listed = one.representation.as_ref().and_then(|written| written.codelist.as_ref());
        let measures = self.is_v21() && listed.is_some_and(|list| list.class() == Class::ConceptScheme);
        let (name, representation) = match one.role {
            Role::Time => ("str:TimeDimension", "str:LocalRepresentation"),
            _ if measures => ("str:MeasureDimension", MEASURES),
            _ => ("str:Dimension", "str:LocalRepresentation"),
        };
        let numbered = one.role != Role::Time;
        self.component(
            name,
            one,
            |w| {
                w.xml.attribute("id", &one.id)?;
                w.xml.maybe("position", numbered.then(|| position.to_string()).as_deref())
            },
            representation,
        )?;
        self.roles(one)?;
        self.xml.end()
    }

    /// Starts a component; the caller ends it.
    fn component(
        &mut self,
        name: &'static str,
        one: &Component,
        attributes: impl FnOnce(&mut Self) -> Result<()>,
        representation: &'static str,
    ) -> Result<()> {
        self.xml.start(name)?;
        attributes(self)?;
        self.annotations(&one.annotations)?;
        if one.concept.is_none() {
            self.cannot("component-without-concept");
        }
        self.maybe_reference("str:ConceptIdentity", one.concept.as_ref())?;
        one.representation.as_ref().map_or(Ok(()), |written| self.representation(representation, written))
    }

    fn roles(&mut self, one: &Component) -> Result<()> {
        one.concept_roles.iter().try_for_each(|role| self.reference("str:ConceptRole", role))
    }

    /// The measure of 2.1, which has one of a fixed name.
    fn primary(&mut self, all: &[Component]) -> Result<()> {
        let Some(one) = all.iter().find(|measure| &*measure.id == OBS_VALUE).or(all.first()) else { return Ok(()) };
        all.iter()
            .filter(|measure| *measure != one || &*one.id != OBS_VALUE)
            .for_each(|_| self.cannot("measure-other"));
        if one.is_mandatory() {
            self.cannot("measure-usage");
        }
        if !one.concept_roles.is_empty() {
            self.cannot("measure-other");
        }
        self.component("str:PrimaryMeasure", one, |w| w.xml.attribute("id", OBS_VALUE), "str:LocalRepresentation")?;
        self.xml.end()
    }

    fn measure(&mut self, one: &Component) -> Result<()> {
        let usage = one.is_mandatory().then_some("mandatory");
        self.component(
            "str:Measure",
            one,
            |w| {
                w.xml.attribute("id", &one.id)?;
                w.xml.maybe("usage", usage)
            },
            "str:LocalRepresentation",
        )?;
        self.roles(one)?;
        self.xml.end()
    }

    fn attribute(&mut self, one: &Component) -> Result<()> {
        let (name, usage) = match (self.is_v21(), one.is_mandatory()) {
            (true, true) => ("assignmentStatus", "Mandatory"),
            (true, false) => ("assignmentStatus", "Conditional"),
            (false, true) => ("usage", "mandatory"),
            (false, false) => ("usage", "optional"),
        };
        self.component(
            "str:Attribute",
            one,
            |w| {
                w.xml.attribute("id", &one.id)?;
                w.xml.attribute(name, usage)
            },
            "str:LocalRepresentation",
        )?;
        self.roles(one)?;
        if let Role::Attribute { of: relationship, .. } = &one.role {
            self.inside("str:AttributeRelationship", |w| w.relationship(relationship))?;
        }
        self.xml.end()
    }

    fn relationship(&mut self, relationship: &Relationship) -> Result<()> {
        let empty = |w: &mut Self, name| {
            w.xml.start(name)?;
            w.xml.end()
        };
        match relationship {
            Relationship::DataSet => empty(self, if self.is_v21() { "str:None" } else { "str:Dataflow" }),
            Relationship::Group(id) => self.local("str:Group", id),
            Relationship::Dimensions(ids) => ids.iter().try_for_each(|id| self.local("str:Dimension", id)),
            Relationship::Observation if self.is_v21() => self.local("str:PrimaryMeasure", OBS_VALUE),
            Relationship::Observation => empty(self, "str:Observation"),
        }
    }
}
