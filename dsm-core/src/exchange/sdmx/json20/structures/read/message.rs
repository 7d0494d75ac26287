use super::{super::MOST_BYTES, Object, Reading, Value, value::value};
use crate::{
    error::{Error, Finding, FindingSink, Result, Safe, codes::exc},
    exchange::sdmx::{
        json::JsonText,
        structures::{Class, Structures},
    },
    source::Input,
};
use std::sync::Arc;

/// Lists of artefacts that are not kept.
const LEFT_OUT: [&str; 24] = [
    "categorySchemeMaps",
    "conceptSchemeMaps",
    "customTypeSchemes",
    "geoGridCodelists",
    "geographicCodelists",
    "hierarchies",
    "hierarchyAssociations",
    "metadataConstraints",
    "metadataProviderSchemes",
    "metadataProvisionAgreements",
    "namePersonalisationSchemes",
    "organisationSchemeMaps",
    "organisationUnitSchemes",
    "processes",
    "reportingTaxonomies",
    "reportingTaxonomyMaps",
    "representationMaps",
    "rulesetSchemes",
    "structureMaps",
    "structureSets",
    "transformationSchemes",
    "userDefinedOperatorSchemes",
    "valueLists",
    "vtlMappingSchemes",
];

/// Reads a message to its end.
pub(in crate::exchange::sdmx::json20::structures) fn message(
    input: impl Input,
    file: &str,
    findings: &mut dyn FindingSink,
) -> Result<Structures> {
    let mut json = JsonText::open(input, &Arc::from(file))?;
    let mut left = MOST_BYTES;
    let message = value(&mut json, &mut left)?;
    json.end()?;
    let data = message.get("data").and_then(Value::as_object);
    let kept = |data: &&Object| data.names().any(|(name, _)| class_of(name).is_some() || LEFT_OUT.contains(&name));
    let Some(data) = data.filter(|data| data.is_empty() || kept(data)) else {
        return Err(Error::new(exc::NOT_SDMX).at(message.at.spot().place(json.file())));
    };
    let meta = message.get("meta").and_then(Value::as_object);
    let languages = meta.and_then(|meta| meta.get("contentLanguages")).and_then(Value::as_array);
    let lang = languages.and_then(|all| all.first()).and_then(Value::as_str).unwrap_or("en");
    let mut reading = Reading::new(file, lang, findings);
    for (name, spot) in json.twice() {
        reading.again(spot, &name);
    }
    let begins = meta.map_or(message.at, |meta| meta.at);
    for name in ["id", "prepared", "sender"] {
        if meta.is_none_or(|meta| !meta.contains_key(name)) {
            reading.tell(begins, Finding::new(exc::HEADER_INCOMPLETE).with("element", Safe::term(name)));
        }
    }
    let mut structures = Structures::none();
    for (name, _) in data.names() {
        let class = class_of(name);
        for artefact in reading.objects(data, name) {
            match class {
                Some(class) => reading.artefact(class, artefact, &mut structures),
                None if LEFT_OUT.contains(&name) => reading.told(exc::ARTEFACT_LEFT_OUT, artefact.at, name),
                None => reading.told(exc::ELEMENT_UNEXPECTED, artefact.at, name),
            }
        }
    }
    Ok(structures)
}

/// What the artefacts of a list are.
fn class_of(name: &str) -> Option<Class> {
    let class = match name {
        "agencySchemes" => Class::AgencyScheme,
        "dataProviderSchemes" => Class::DataProviderScheme,
        "dataConsumerSchemes" => Class::DataConsumerScheme,
        "categorySchemes" => Class::CategoryScheme,
        "categorisations" => Class::Categorisation,
        "codelists" => Class::Codelist,
        "conceptSchemes" => Class::ConceptScheme,
        "dataConstraints" => Class::DataConstraint,
        "dataStructures" => Class::DataStructure,
        "dataflows" => Class::Dataflow,
        "metadataStructures" => Class::MetadataStructure,
        "metadataflows" => Class::Metadataflow,
        "provisionAgreements" => Class::ProvisionAgreement,
        _ => return None,
    };
    Some(class)
}

impl Reading<'_> {
    fn artefact(&mut self, class: Class, of: &Object, into: &mut Structures) {
        match class {
            Class::Categorisation => into.categorisations.extend(self.categorisation(of)),
            Class::DataConstraint => into.constraints.extend(self.constraint(of)),
            Class::DataStructure => into.data_structures.extend(self.data_structure(of)),
            Class::Dataflow => into.dataflows.extend(self.dataflow(of)),
            Class::MetadataStructure => into.metadata_structures.extend(self.metadata_structure(of)),
            Class::Metadataflow => into.metadataflows.extend(self.metadataflow(of)),
            Class::ProvisionAgreement => into.agreements.extend(self.agreement(of)),
            scheme => into.schemes.extend(self.scheme(scheme, of)),
        }
    }
}
