use crate::{
    error::{Finding, FindingSink, Result, Safe, codes::exc},
    exchange::sdmx::{ml::Version, structures::Identity, xml::XmlWriter},
};

/// A message that is being written, and what its version cannot say.
pub(super) struct Writing<'w, 'f> {
    pub(super) xml: XmlWriter<'w>,
    pub(super) version: Version,
    /// The artefact that is being written.
    pub(super) artefact: String,
    /// Whether a component of a data structure is being written, whose text has no languages.
    pub(super) of_data: bool,
    findings: &'f mut dyn FindingSink,
    wants: bool,
}

impl<'w, 'f> Writing<'w, 'f> {
    pub(super) fn new(xml: XmlWriter<'w>, version: Version, findings: &'f mut dyn FindingSink) -> Self {
        Self { xml, version, artefact: String::new(), of_data: false, findings, wants: true }
    }

    /// Whether this is 2.1.
    pub(super) fn is_v21(&self) -> bool {
        self.version == Version::V21
    }

    /// Something of the artefact that this version cannot say.
    pub(super) fn cannot(&mut self, what: &'static str) {
        if self.wants {
            let finding = Finding::new(exc::NOT_SAYABLE).with("what", Safe::word(what));
            self.wants = self.findings.put(finding.with("artefact", Safe::term(&self.artefact))).is_continue();
        }
    }

    /// Elements that hold others.
    pub(super) fn inside(&mut self, name: &'static str, write: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        self.xml.start(name)?;
        write(self)?;
        self.xml.end()
    }

    /// The version of an artefact or reference as this version of SDMX can say it.
    pub(super) fn version_of(&mut self, identity: &Identity) -> String {
        let version = identity.version();
        if !self.is_v21() || version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
            return version.to_owned();
        }
        self.cannot("version-open");
        let numbers = version.split('-').next().unwrap_or_default();
        let plain: String = numbers.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
        let plain = plain.trim_matches('.');
        if plain.is_empty() { "1.0".to_owned() } else { plain.to_owned() }
    }
}
