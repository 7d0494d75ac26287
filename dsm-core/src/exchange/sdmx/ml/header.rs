use crate::{
    error::Result,
    exchange::sdmx::{Header, structures::Wording, xml::XmlWriter},
};

/// Begins the header of a message: what it is, who sends it, and who receives it. What follows and its end are the caller's.
pub(in crate::exchange::sdmx) fn begin_header(xml: &mut XmlWriter<'_>, header: &Header) -> Result<()> {
    xml.start("message:Header")?;
    xml.leaf("message:ID", &header.id)?;
    xml.leaf("message:Test", if header.test { "true" } else { "false" })?;
    xml.leaf("message:Prepared", &header.prepared)?;
    xml.start("message:Sender")?;
    xml.attribute("id", &header.sender)?;
    xml.end()?;
    for receiver in &header.receivers {
        xml.start("message:Receiver")?;
        xml.attribute("id", receiver)?;
        xml.end()?;
    }
    wording(xml, "common:Name", &header.names)
}

/// A text in each of its languages.
pub(in crate::exchange::sdmx) fn wording(
    xml: &mut XmlWriter<'_>,
    element: &'static str,
    texts: &Wording,
) -> Result<()> {
    for (lang, text) in texts.iter() {
        xml.start(element)?;
        xml.attribute("xml:lang", lang)?;
        xml.text(text)?;
        xml.end()?;
    }
    Ok(())
}
