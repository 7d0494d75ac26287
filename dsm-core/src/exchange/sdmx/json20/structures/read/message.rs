use super::{super::MOST_BYTES, Object, Reading};
use crate::{
    error::{Error, Finding, FindingSink, Place, Result, Safe, codes::exc, codes::src},
    exchange::sdmx::structures::{Class, Structures},
    source::Input,
};
use serde_json::Value;
use std::io::Read;

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
    let message = parsed(input, file)?;
    let place = || Place::line(file, 1, 0);
    let data = message.get("data").and_then(Value::as_object);
    let kept = |data: &&Object| data.keys().any(|name| class_of(name).is_some() || LEFT_OUT.contains(&name.as_str()));
    let Some(data) = data.filter(|data| data.is_empty() || kept(data)) else {
        return Err(Error::new(exc::NOT_SDMX).at(place()));
    };
    let meta = message.get("meta").and_then(Value::as_object);
    let languages = meta.and_then(|meta| meta.get("contentLanguages")).and_then(Value::as_array);
    let lang = languages.and_then(|all| all.first()).and_then(Value::as_str).unwrap_or("en");
    let mut reading = Reading::new(file, lang, findings);
    reading.path = "/meta".to_owned();
    for name in ["id", "prepared", "sender"] {
        if meta.is_none_or(|meta| !meta.contains_key(name)) {
            reading.tell(Finding::new(exc::HEADER_INCOMPLETE).with("element", Safe::term(name)));
        }
    }
    let mut structures = Structures::none();
    for name in data.keys() {
        reading.path = format!("/data/{name}");
        let class = class_of(name);
        for (at, artefact) in reading.objects(data, name).into_iter().enumerate() {
            reading.path = format!("/data/{name}/{at}");
            match class {
                Some(class) => reading.artefact(class, artefact, &mut structures),
                None if LEFT_OUT.contains(&name.as_str()) => reading.told(exc::ARTEFACT_LEFT_OUT, name),
                None => reading.told(exc::ELEMENT_UNEXPECTED, name),
            }
        }
    }
    Ok(structures)
}

fn parsed(input: impl Input, file: &str) -> Result<Value> {
    let mut bytes = Vec::new();
    let read = input.take(MOST_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|error| Error::new(src::READ_FAILED).at(Place::line(file, 1, 0)).caused_by(error))?;
    if bytes.len() as u64 > MOST_BYTES {
        let error = Error::new(exc::MESSAGE_LIMIT).with("what", Safe::word("mebibytes-of-a-message"));
        return Err(error.with("limit", MOST_BYTES >> 20).at(Place::line(file, 1, 0)));
    }
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    serde_json::from_slice(text).map_err(|error| {
        let place = Place::line(file, error.line() as u64, u32::try_from(error.column()).unwrap_or(u32::MAX));
        Error::new(exc::JSON_BROKEN).at(place)
    })
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
