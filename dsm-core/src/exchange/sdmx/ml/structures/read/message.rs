use super::{Element, Reading};
use crate::{
    error::{Error, Finding, FindingSink, Result, Safe, codes::exc},
    exchange::sdmx::{ml::Version, structures::Structures, xml::Token, xml::XmlReader},
    source::Input,
};
use std::sync::Arc;

/// Elements that hold artefacts which are kept.
const KEPT: [&str; 17] = [
    "OrganisationSchemes",
    "AgencySchemes",
    "DataProviderSchemes",
    "DataConsumerSchemes",
    "CategorySchemes",
    "Categorisations",
    "Codelists",
    "Concepts",
    "ConceptSchemes",
    "DataStructures",
    "Dataflows",
    "Metadataflows",
    "MetadataStructures",
    "Constraints",
    "DataConstraints",
    "ProvisionAgreements",
    "ProvisionAgrements",
];

/// Elements that hold artefacts which are not.
const LEFT_OUT: [&str; 33] = [
    "CategorySchemeMaps",
    "ConceptSchemeMaps",
    "CustomTypeSchemes",
    "CustomTypes",
    "GeoGridCodelists",
    "GeographicCodelists",
    "HierarchicalCodelists",
    "Hierarchies",
    "HierarchyAssociations",
    "MetadataConstraints",
    "MetadataProviderSchemes",
    "MetadataProvisionAgreements",
    "NamePersonalisationSchemes",
    "NamePersonalisations",
    "OrganisationSchemeMaps",
    "OrganisationUnitSchemes",
    "Processes",
    "ReportingTaxonomies",
    "ReportingTaxonomyMaps",
    "RepresentationMaps",
    "RulesetSchemes",
    "Rulesets",
    "StructureMaps",
    "StructureSets",
    "TransformationSchemes",
    "Transformations",
    "UserDefinedOperatorSchemes",
    "UserDefinedOperators",
    "ValueLists",
    "VtlMappingSchemes",
    "VtlMappings",
    "Relationships",
    "AttachmentConstraints",
];

/// Reads a message to its end.
pub(in crate::exchange::sdmx::ml::structures) fn message(
    input: impl Input,
    file: &str,
    findings: &mut dyn FindingSink,
) -> Result<Structures> {
    let mut xml = XmlReader::open(input, &Arc::from(file))?;
    let (root, version) = root(&mut xml)?;
    let (mut reading, mut structures) = (Reading::new(xml, version, findings), Structures::none());
    let mut headed = false;
    while let Some(part) = reading.child(&root)? {
        match part.name.as_str() {
            "Header" => {
                headed = true;
                reading.header(&part)?;
            }
            "Structures" => reading.structures(&part, &mut structures)?,
            "Footer" => reading.left_out(&part),
            _ => reading.unexpected(&part),
        }
    }
    if !headed {
        reading.tell(Finding::new(exc::HEADER_INCOMPLETE).with("element", Safe::term("Header")), &root);
    }
    while !matches!(reading.xml.next()?, Token::Done) {}
    Ok(structures)
}

/// The element that the message is, where it is one of a version that is read.
fn root<R: Input>(xml: &mut XmlReader<R>) -> Result<(Element, Version)> {
    let not_sdmx = |xml: &XmlReader<R>| Error::new(exc::NOT_SDMX).at(xml.place());
    loop {
        let (version, element) = match xml.next()? {
            Token::Start(tag) => {
                let declared = |prefix: &str| {
                    let of = tag.attributes().filter_map(Result::ok).find(|(before, local, _)| {
                        if prefix.is_empty() {
                            before.is_empty() && *local == "xmlns"
                        } else {
                            *before == "xmlns" && *local == prefix
                        }
                    });
                    of.map(|(.., value)| value.into_owned())
                };
                (Version::of_namespace(&declared(tag.prefix()).unwrap_or_default()), Element::of(&tag, 0)?)
            }
            Token::Text(text) if !text.trim().is_empty() => return Err(not_sdmx(xml)),
            Token::Done => return Err(not_sdmx(xml)),
            _ => continue,
        };
        return match version {
            Ok(version) if element.name == "Structure" => Ok((element, version)),
            Err(Some(other)) => {
                Err(Error::new(exc::VERSION_NOT_READ).with("version", Safe::term(other)).at(xml.place()))
            }
            _ => Err(not_sdmx(xml)),
        };
    }
}

impl<R: Input> Reading<'_, R> {
    fn header(&mut self, header: &Element) -> Result<()> {
        let mut lacking = vec!["ID", "Test", "Prepared", "Sender"];
        while let Some(part) = self.child(header)? {
            lacking.retain(|name| *name != part.name);
        }
        for name in lacking {
            self.tell(Finding::new(exc::HEADER_INCOMPLETE).with("element", Safe::term(name)), header);
        }
        Ok(())
    }

    fn structures(&mut self, all: &Element, into: &mut Structures) -> Result<()> {
        while let Some(container) = self.child(all)? {
            let kept = KEPT.contains(&container.name.as_str());
            if !kept && !LEFT_OUT.contains(&container.name.as_str()) {
                self.unexpected(&container);
                continue;
            }
            while let Some(artefact) = self.child(&container)? {
                if kept {
                    self.artefact(&artefact, into)?;
                } else {
                    self.left_out(&artefact);
                }
            }
        }
        Ok(())
    }

    fn artefact(&mut self, element: &Element, into: &mut Structures) -> Result<()> {
        match element.name.as_str() {
            "AgencyScheme" | "DataProviderScheme" | "DataConsumerScheme" | "CategoryScheme" | "Codelist"
            | "ConceptScheme" => into.schemes.extend(self.scheme(element)?),
            "Categorisation" => into.categorisations.extend(self.categorisation(element)?),
            "DataStructure" => into.data_structures.extend(self.data_structure(element)?),
            "Dataflow" => into.dataflows.extend(self.dataflow(element)?),
            "ContentConstraint" | "DataConstraint" => into.constraints.extend(self.constraint(element)?),
            "ProvisionAgreement" | "ProvisionAgrement" => into.agreements.extend(self.agreement(element)?),
            "MetadataStructure" => into.metadata_structures.extend(self.metadata_structure(element)?),
            "Metadataflow" => into.metadataflows.extend(self.metadataflow(element)?),
            "OrganisationUnitScheme" | "AttachmentConstraint" => self.left_out(element),
            _ => self.unexpected(element),
        }
        Ok(())
    }
}
