use crate::{
    error::{Finding, FindingSink, Result, Safe, codes::exc},
    exchange::sdmx::{
        Header,
        metadata::{MetadataSet, Reported},
        ml::{Version, begin_header, wording},
        structures::Reference,
        xml::XmlWriter,
    },
};
use std::io::Write;

/// Writes reports of one flow as a message of generic metadata.
pub(in crate::exchange::sdmx::metadata) fn write(
    flow: &Reference,
    sets: &[MetadataSet],
    header: &Header,
    findings: &mut dyn FindingSink,
    out: &mut dyn Write,
) -> Result<()> {
    let mut xml = XmlWriter::new(out);
    xml.start("message:GenericMetadata")?;
    let schemas = [("xmlns:message", "message"), ("xmlns:common", "common"), ("xmlns:metadata", "metadata/generic")];
    for (prefix, schema) in schemas {
        xml.attribute(prefix, &Version::V30.namespace(schema))?;
    }
    for (element, value) in [("ID", &header.id), ("Prepared", &header.prepared), ("Sender", &header.sender)] {
        if value.is_empty() {
            let _ = findings.put(Finding::new(exc::HEADER_INCOMPLETE).with("element", Safe::term(element)));
        }
    }
    head(&mut xml, flow, header)?;
    for set in sets {
        one(&mut xml, set)?;
    }
    xml.finish()
}

fn head(xml: &mut XmlWriter<'_>, flow: &Reference, header: &Header) -> Result<()> {
    begin_header(xml, header)?;
    xml.start("message:Structure")?;
    xml.attribute("structureID", "STR1")?;
    xml.leaf("common:StructureUsage", &flow.to_string())?;
    xml.end()?;
    wording(xml, "message:Source", &header.source)?;
    xml.end()
}

fn one(xml: &mut XmlWriter<'_>, set: &MetadataSet) -> Result<()> {
    xml.start("message:MetadataSet")?;
    if let Some(identity) = &set.identity {
        xml.attribute("agencyID", identity.agency())?;
        xml.attribute("id", identity.id())?;
        xml.attribute("version", identity.version())?;
    }
    xml.attribute("action", set.action.word())?;
    xml.maybe("reportingBeginDate", set.reporting[0].as_deref())?;
    xml.maybe("reportingEndDate", set.reporting[1].as_deref())?;
    wording(xml, "common:Name", &set.names)?;
    // A report that says nothing ends here: the schema has no flow and no target without an attribute.
    if !set.attributes.is_empty() {
        if let Some(flow) = &set.flow {
            xml.leaf("metadata:Metadataflow", &flow.to_string())?;
        }
        set.targets.iter().try_for_each(|target| xml.leaf("metadata:Target", target))?;
        set.attributes.iter().try_for_each(|attribute| reported(xml, attribute))?;
    }
    xml.end()
}

fn reported(xml: &mut XmlWriter<'_>, one: &Reported) -> Result<()> {
    xml.start("metadata:Attribute")?;
    xml.attribute("id", &one.id)?;
    if let Some(value) = &one.value {
        xml.leaf("metadata:Value", value)?;
    } else {
        wording(xml, "common:Text", &one.texts)?;
    }
    one.attributes.iter().try_for_each(|attribute| reported(xml, attribute))?;
    xml.end()
}
