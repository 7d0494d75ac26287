use super::{MetadataSet, Reported, WRITTEN, csv, ml, template};
use crate::{
    catalogue::Indicator,
    documentation::{Answer, Documentation},
    error::{Error, FindingSink, Result, Safe, codes::exc},
    exchange::sdmx::{
        Action, Format, Header,
        structures::{Class, Identity, Reference, Structures, Wording},
        write_structures,
    },
};
use std::{io::Write, sync::Arc};

/// Documentation as metadata reports, maintained by an agency.
#[derive(Clone, Debug)]
pub struct MetadataReport {
    agency: Arc<str>,
    flow: Reference,
    sets: Vec<MetadataSet>,
}

impl MetadataReport {
    /// Without documentation so far.
    ///
    /// # Errors
    /// `EXC-002` for an agency that SDMX could not write.
    pub fn new(agency: &str) -> Result<Self> {
        let flow = Reference::to(Class::Metadataflow, template::identity(agency, "MDF_DOCUMENTATION")?);
        Ok(Self { agency: Arc::from(agency), flow, sets: Vec::new() })
    }

    /// The same with what a State says of an indicator: about its dataflow and its provision agreement, and about the figures of its
    /// validity.
    ///
    /// # Errors
    /// `EXC-002` where the indicator has an id that SDMX could not write.
    ///
    /// # Disclosure
    /// Everything that the documentation says leaves with the report: it is the caller who may see it.
    pub fn with(mut self, said: &Documentation, indicator: &Indicator) -> Result<Self> {
        let (id, version) = (indicator.id(), indicator.version());
        let day = |day: Option<crate::time::Day>| day.map(|day| day.to_string());
        let (from, until) = (day(said.from()), day(said.until()));
        let flow = Identity::new(&self.agency, id, version)?;
        let agreement = Identity::new(&self.agency, &format!("PA_{id}_{}", said.country()), version)?;
        let since = from.as_ref().map(|day| format!("_{day}")).unwrap_or_default();
        let own = Identity::new(&self.agency, &format!("MDS_{id}_{}{since}", said.country()), version)?;
        self.sets.push(MetadataSet {
            identity: Some(own),
            names: Wording::from(indicator.names()),
            flow: Some(self.flow.clone()),
            targets: vec![flow.urn(Class::Dataflow).into(), agreement.urn(Class::ProvisionAgreement).into()],
            action: Action::Replace,
            reporting: [from.map(Arc::from), until.map(Arc::from)],
            attributes: attributes(said),
            place: None,
        });
        Ok(self)
    }

    /// The reports.
    #[must_use]
    pub fn sets(&self) -> &[MetadataSet] {
        &self.sets
    }

    /// The metadata structure and flow of the reports, with their concepts and code lists.
    ///
    /// # Errors
    /// `EXC-002` for an agency that SDMX could not write.
    pub fn structures(&self) -> Result<Structures> {
        Structures::of_documentation(&self.agency)
    }

    /// Writes the reports: SDMX-ML 3.0 as generic metadata, or SDMX-CSV 2.0.
    ///
    /// # Errors
    /// `EXC-286` in another format; `EXC-234` where an answer holds a character that XML cannot write; `EXC-001` when the bytes cannot
    /// be written.
    pub fn write(
        &self,
        format: Format,
        header: &Header,
        findings: &mut dyn FindingSink,
        out: &mut dyn Write,
    ) -> Result<()> {
        match format {
            Format::Ml30 => ml::write(&self.flow, &self.sets, header, findings, out),
            Format::Csv20 => csv::write(&self.sets, out),
            _ => Err(Error::new(exc::REPORT_NOT_IN_FORMAT).with("formats", Safe::words(WRITTEN.map(Format::word)))),
        }
    }

    /// Writes the structures that a receiver needs, as a message of their own.
    ///
    /// # Errors
    /// As [`write_structures`].
    pub fn write_structures(
        &self,
        format: Format,
        header: &Header,
        findings: &mut dyn FindingSink,
        out: &mut dyn Write,
    ) -> Result<()> {
        write_structures(format, &self.structures()?, header, findings, out)
    }
}

/// Each answer at the place of its field, in the order of the structure.
fn attributes(said: &Documentation) -> Vec<Reported> {
    let mut all = Vec::new();
    for (head, own, narrower) in template::tree() {
        let mut reported = own.map_or_else(|| Reported::new(head), |field| answered(head, said.find(field.id())));
        for field in narrower {
            let id = field.concept().rsplit('.').next().unwrap_or_default();
            reported.attributes.extend(said.find(field.id()).map(|answer| answered(id, Some(answer))));
        }
        if !reported.is_silent() || !reported.attributes.is_empty() {
            all.push(reported);
        }
    }
    all
}

fn answered(id: &str, answer: Option<&Answer>) -> Reported {
    let mut reported = Reported::new(id);
    match answer {
        Some(Answer::Text(text)) => reported.texts = Wording::from(text),
        Some(other) => reported.value = other.written().into_iter().next().map(|(_, text)| Arc::from(text)),
        None => {}
    }
    reported
}
