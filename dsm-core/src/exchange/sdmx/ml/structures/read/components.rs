use super::{About, Element, Reading};
use crate::{
    error::{Finding, Result, Safe, codes::exc},
    exchange::sdmx::structures::{
        Class, Component, DataStructure, Group, Maintained, Reference, Relationship, Representation, Role,
    },
    source::Input,
};
use std::{collections::HashSet, sync::Arc};

/// The ids of the components that were read.
type Ids = HashSet<Arc<str>>;

impl<R: Input> Reading<'_, R> {
    pub(super) fn data_structure(&mut self, element: &Element) -> Result<Option<DataStructure>> {
        let Some(identity) = self.identity(element, Class::DataStructure) else { return Ok(None) };
        let mut read = DataStructure::new(Maintained::new(identity.clone()));
        let mut about = About::default();
        while let Some(part) = self.child(element)? {
            match part.name.as_str() {
                "DataStructureComponents" => self.lists(&part, &mut read, &mut HashSet::new())?,
                "Metadata" => read.metadata = self.reference(&part, Some(Class::MetadataStructure))?,
                _ if self.says(&part, &mut about)? => {}
                _ => self.unexpected(&part),
            }
        }
        read.dimensions.sort_by_key(|dimension| dimension.role == Role::Time);
        read.about = self.maintained(element, identity, about);
        Ok(Some(read))
    }

    fn lists(&mut self, element: &Element, read: &mut DataStructure, seen: &mut Ids) -> Result<()> {
        while let Some(list) = self.child(element)? {
            match list.name.as_str() {
                "Group" => self.group(&list, read)?,
                "DimensionList" | "AttributeList" | "MeasureList" => self.components(&list, read, seen)?,
                _ => self.unexpected(&list),
            }
        }
        Ok(())
    }

    fn group(&mut self, element: &Element, read: &mut DataStructure) -> Result<()> {
        let Some(id) = element.get("id") else {
            self.told(exc::IDENTITY_UNREADABLE, element);
            return Ok(());
        };
        let mut group = Group { id: Arc::from(id), dimensions: Vec::new() };
        while let Some(part) = self.child(element)? {
            match part.name.as_str() {
                "GroupDimension" => {
                    while let Some(named) = self.child(&part)? {
                        if named.name == "DimensionReference" {
                            group.dimensions.extend(self.local(&named)?.map(Arc::from));
                        } else if matches!(named.name.as_str(), "Annotations" | "Link") {
                            self.left_out(&named);
                        } else {
                            self.unexpected(&named);
                        }
                    }
                }
                "AttachmentConstraint" | "Annotations" | "Link" => self.left_out(&part),
                _ => self.unexpected(&part),
            }
        }
        read.groups.push(group);
        Ok(())
    }

    fn components(&mut self, list: &Element, read: &mut DataStructure, seen: &mut Ids) -> Result<()> {
        while let Some(element) = self.child(list)? {
            let (role, id) = match (list.name.as_str(), element.name.as_str()) {
                ("DimensionList", "Dimension" | "MeasureDimension") => (Role::Dimension, None),
                ("DimensionList", "TimeDimension") => (Role::Time, Some("TIME_PERIOD")),
                ("MeasureList", "PrimaryMeasure") => (Role::Measure { mandatory: false }, Some("OBS_VALUE")),
                ("MeasureList", "Measure") => (Role::Measure { mandatory: self.mandatory(&element) }, None),
                ("AttributeList", "Attribute" | "ReportingYearStartDay") => {
                    let id = (element.name != "Attribute").then_some("REPORTING_YEAR_START_DAY");
                    (Role::Attribute { mandatory: self.mandatory(&element), of: Relationship::Observation }, id)
                }
                (_, "Annotations" | "Link" | "MetadataAttributeUsage") => {
                    self.left_out(&element);
                    continue;
                }
                _ => {
                    self.unexpected(&element);
                    continue;
                }
            };
            let Some(component) = self.component(&element, role, id)? else { continue };
            if !seen.insert(Arc::clone(&component.id)) {
                self.told(exc::ARTEFACT_DOUBLE, &element);
                continue;
            }
            match component.role {
                Role::Dimension | Role::Time => read.dimensions.push(component),
                Role::Measure { .. } => read.measures.push(component),
                Role::Attribute { .. } => read.attributes.push(component),
            }
        }
        Ok(())
    }

    /// Whether a component must be there.
    fn mandatory(&mut self, element: &Element) -> bool {
        let (name, said) = match (element.get("usage"), element.get("assignmentStatus")) {
            (Some(said), _) => ("usage", said),
            (None, Some(said)) => ("assignmentStatus", said),
            (None, None) => return false,
        };
        match said.to_ascii_lowercase().as_str() {
            "mandatory" => return true,
            "optional" | "conditional" => {}
            other => self.odd(element, name, other),
        }
        false
    }

    /// A component; where it has no id of its own, it has that of its concept.
    fn component(&mut self, element: &Element, role: Role, id: Option<&str>) -> Result<Option<Component>> {
        let kind = if role == Role::Time { "ObservationalTimePeriod" } else { "String" };
        let (mut read, mut about, mut of) = (Component::new("", role), About::default(), None);
        while let Some(part) = self.child(element)? {
            match part.name.as_str() {
                "ConceptIdentity" => read.concept = self.reference(&part, Some(Class::Concept))?,
                "LocalRepresentation" => read.representation = self.representation(&part, kind)?,
                "ConceptRole" => read.concept_roles.extend(self.reference(&part, Some(Class::Concept))?),
                "AttributeRelationship" => of = self.relationship(&part)?,
                "Annotations" => self.annotations(&part, &mut about.annotations)?,
                "Link" | "MeasureRelationship" => self.left_out(&part),
                _ => self.unexpected(&part),
            }
        }
        let own = element.get("id").map(str::trim).filter(|id| !id.is_empty()).or(id);
        let Some(id) = own.or_else(|| read.concept.as_ref().and_then(Reference::item)) else {
            self.told(exc::IDENTITY_UNREADABLE, element);
            return Ok(None);
        };
        read.id = Arc::from(id);
        read.annotations = about.annotations;
        if read.role == Role::Time && read.representation.is_none() {
            read.representation = Some(Representation::text(kind));
        }
        if let Role::Attribute { of: relationship, .. } = &mut read.role {
            if of.is_none() {
                let finding = Finding::new(exc::RELATIONSHIP_LACKING).with("component", Safe::term(&read.id));
                self.tell(finding, element);
            }
            *relationship = of.unwrap_or(Relationship::Observation);
        }
        Ok(Some(read))
    }

    fn relationship(&mut self, element: &Element) -> Result<Option<Relationship>> {
        let (mut read, mut dimensions) = (None, Vec::new());
        while let Some(part) = self.child(element)? {
            match part.name.as_str() {
                "None" | "Dataflow" => read = Some(Relationship::DataSet),
                "PrimaryMeasure" | "Observation" => read = Some(Relationship::Observation),
                "Group" => read = self.local(&part)?.map(|id| Relationship::Group(Arc::from(id))),
                "Dimension" => dimensions.extend(self.local(&part)?.map(Arc::from)),
                "AttachmentGroup" => self.left_out(&part),
                _ => self.unexpected(&part),
            }
        }
        Ok(if dimensions.is_empty() { read } else { Some(Relationship::Dimensions(dimensions)) })
    }
}
