use super::Writing;
use crate::{
    error::{FindingSink, Result},
    exchange::sdmx::{
        Header,
        ml::Version,
        structures::{Class, Structures},
        xml::XmlWriter,
    },
};
use std::io::Write;

/// Classes of schemes with the elements that hold them in 2.1 and 3.0, those of organizations first.
const ORGANIZATIONS: [(Class, &str); 3] = [
    (Class::AgencyScheme, "str:AgencySchemes"),
    (Class::DataProviderScheme, "str:DataProviderSchemes"),
    (Class::DataConsumerScheme, "str:DataConsumerSchemes"),
];

/// Writes a message.
pub(in crate::exchange::sdmx) fn write(
    version: Version,
    structures: &Structures,
    header: &Header,
    out: &mut dyn Write,
    findings: &mut dyn FindingSink,
) -> Result<()> {
    let mut writing = Writing::new(XmlWriter::new(out), version, findings);
    writing.xml.start("mes:Structure")?;
    for (prefix, schema) in [("xmlns:mes", "message"), ("xmlns:str", "structure"), ("xmlns:com", "common")] {
        writing.xml.attribute(prefix, &version.namespace(schema))?;
    }
    writing.header(header)?;
    writing.inside("mes:Structures", |w| w.structures(structures))?;
    writing.xml.finish()
}

impl Writing<'_, '_> {
    fn header(&mut self, header: &Header) -> Result<()> {
        self.inside("mes:Header", |w| {
            w.xml.leaf("mes:ID", &header.id)?;
            w.xml.leaf("mes:Test", if header.test { "true" } else { "false" })?;
            w.xml.leaf("mes:Prepared", &header.prepared)?;
            w.party("mes:Sender", &header.sender)?;
            header.receivers.iter().try_for_each(|receiver| w.party("mes:Receiver", receiver))?;
            w.wording("com:Name", &header.names)?;
            w.wording("mes:Source", &header.source)
        })
    }

    fn party(&mut self, name: &'static str, id: &str) -> Result<()> {
        self.xml.start(name)?;
        self.xml.attribute("id", id)?;
        self.xml.end()
    }

    fn structures(&mut self, all: &Structures) -> Result<()> {
        let of = |classes: &[(Class, &str)]| {
            all.schemes.iter().any(|scheme| classes.iter().any(|(class, _)| *class == scheme.class))
        };
        if self.is_v21() && of(&ORGANIZATIONS) {
            let here = |class: Class| ORGANIZATIONS.iter().any(|(one, _)| *one == class);
            let schemes = all.schemes.iter().filter(|scheme| here(scheme.class));
            self.inside("str:OrganisationSchemes", |w| schemes.into_iter().try_for_each(|one| w.scheme(one)))?;
        } else {
            ORGANIZATIONS.iter().try_for_each(|(class, name)| self.schemes(name, *class, all))?;
        }
        self.each("str:Dataflows", &all.dataflows, Self::dataflow)?;
        self.each("str:Metadataflows", &all.metadataflows, Self::metadataflow)?;
        self.schemes("str:CategorySchemes", Class::CategoryScheme, all)?;
        self.each("str:Categorisations", &all.categorisations, Self::categorisation)?;
        self.schemes("str:Codelists", Class::Codelist, all)?;
        let concepts = if self.is_v21() { "str:Concepts" } else { "str:ConceptSchemes" };
        self.schemes(concepts, Class::ConceptScheme, all)?;
        self.each("str:MetadataStructures", &all.metadata_structures, Self::metadata_structure)?;
        self.each("str:DataStructures", &all.data_structures, Self::data_structure)?;
        let constraints = if self.is_v21() { "str:Constraints" } else { "str:DataConstraints" };
        self.each(constraints, &all.constraints, Self::constraint)?;
        self.each("str:ProvisionAgreements", &all.agreements, Self::agreement)
    }

    fn schemes(&mut self, name: &'static str, class: Class, all: &Structures) -> Result<()> {
        let mut schemes = all.schemes.iter().filter(|scheme| scheme.class == class).peekable();
        if schemes.peek().is_none() {
            return Ok(());
        }
        self.inside(name, |w| schemes.try_for_each(|one| w.scheme(one)))
    }

    /// All artefacts of a kind in their element, where there are any.
    fn each<T>(&mut self, name: &'static str, all: &[T], write: impl Fn(&mut Self, &T) -> Result<()>) -> Result<()> {
        if all.is_empty() {
            return Ok(());
        }
        self.inside(name, |w| all.iter().try_for_each(|one| write(w, one)))
    }
}
