use super::{dialect::Edition, options::Options, plan::namespace};
use crate::{
    error::{Error, Finding, FindingSink, Result, Safe, codes::exc},
    exchange::sdmx::{
        Action, Structure,
        data::{DataSet, Layout},
        ml::{begin_header, wording},
        structures::Class,
        xml::XmlWriter,
    },
};

/// How the data set refers to the structure in the header.
pub(super) const REFERENCE: &str = "STR1";

/// What a message says before its data sets.
pub(super) struct Beginning<'a> {
    pub(super) edition: Edition,
    pub(super) options: &'a Options,
    pub(super) structure: Option<Structure>,
    pub(super) at: &'a str,
    pub(super) action: Action,
}

impl<'a> Beginning<'a> {
    /// Of the first data set, where there is one.
    pub(super) fn of(edition: Edition, options: &'a Options, first: Option<(&DataSet, &'a Layout)>) -> Result<Self> {
        let own = |(set, layout): (&DataSet, &Layout)| match &set.structure {
            Some(structure) => Ok(structure.clone()),
            None => Structure::new(Class::DataStructure, layout.structure().about.identity.clone()),
        };
        let structure = match &options.structure {
            Some(structure) => Some(structure.clone()),
            None => first.map(own).transpose()?,
        };
        let time = first.and_then(|(_, layout)| layout.parts().get(layout.time()?));
        let at = match time {
            Some(time) if !options.flat => &*time.id,
            _ if first.is_none() && !options.flat => "TIME_PERIOD",
            _ => "AllDimensions",
        };
        let action = options.action.or(first.map(|(set, _)| set.action)).unwrap_or_default();
        Ok(Self { edition, options, structure, at, action })
    }

    /// Writes the start of the message and its header.
    pub(super) fn write(&self, xml: &mut XmlWriter<'_>, findings: &mut dyn FindingSink) -> Result<()> {
        let Self { edition, options, structure, at, action } = self;
        let header = &options.header;
        let urn = structure.as_ref().map(|structure| structure.identity().urn(structure.class()));
        let own = urn.as_ref().map(|urn| format!("{urn}:ObsLevelDim:{at}"));
        xml.start("message:StructureSpecificData")?;
        xml.attribute("xmlns:message", &namespace(*edition, "message"))?;
        xml.attribute("xmlns:common", &namespace(*edition, "common"))?;
        xml.attribute("xmlns:ss", &namespace(*edition, "data/structurespecific"))?;
        xml.attribute("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")?;
        xml.maybe("xmlns:ns1", own.as_deref())?;
        let asked = [("ID", &header.id), ("Prepared", &header.prepared), ("Sender", &header.sender)];
        let lacking = asked.iter().filter(|(_, value)| value.is_empty()).map(|(name, _)| *name);
        for element in lacking.chain(structure.is_none().then_some("Structure")) {
            let _ = findings.put(Finding::new(exc::HEADER_INCOMPLETE).with("element", Safe::term(element)));
        }
        begin_header(xml, header)?;
        if let (Some(structure), Some(urn), Some(own)) = (structure, &urn, &own) {
            self.structure(xml, structure, urn, own)?;
        }
        xml.leaf("message:DataSetAction", action.word())?;
        let leaf = |xml: &mut XmlWriter<'_>, name, value: &Option<std::sync::Arc<str>>| {
            value.as_ref().map_or(Ok(()), |value| xml.leaf(name, value))
        };
        leaf(xml, "message:DataSetID", &header.data_set)?;
        leaf(xml, "message:Extracted", &header.extracted)?;
        leaf(xml, "message:ReportingBegin", &header.reporting[0])?;
        leaf(xml, "message:ReportingEnd", &header.reporting[1])?;
        wording(xml, "message:Source", &header.source)?;
        xml.end()
    }

    fn structure(&self, xml: &mut XmlWriter<'_>, structure: &Structure, urn: &str, own: &str) -> Result<()> {
        xml.start("message:Structure")?;
        xml.attribute("structureID", REFERENCE)?;
        xml.attribute("namespace", own)?;
        xml.attribute("dimensionAtObservation", self.at)?;
        let old = self.edition == Edition::V21;
        let element = match structure.class() {
            Class::Dataflow => "common:StructureUsage",
            Class::DataStructure => "common:Structure",
            // As the schema of 2.1 spells it.
            Class::ProvisionAgreement if old => "common:ProvisionAgrement",
            Class::ProvisionAgreement => "common:ProvisionAgreement",
            _ => return Err(Error::defect("ml::data")),
        };
        if old {
            let identity = structure.identity();
            xml.start(element)?;
            xml.start("Ref")?;
            xml.attribute("agencyID", identity.agency())?;
            xml.attribute("id", identity.id())?;
            xml.attribute("version", identity.version())?;
            xml.attribute("class", structure.class().name())?;
            xml.end()?;
            xml.end()?;
        } else {
            xml.leaf(element, urn)?;
        }
        xml.end()
    }
}
