use super::{Object, Value, value::Begins};
use crate::{
    error::{Code, Finding, FindingSink, Safe, codes::exc},
    exchange::sdmx::{
        data::Spot,
        structures::{Class, Identity, Reference},
    },
};
use std::{collections::HashSet, sync::Arc};

/// Properties of the format that are not kept.
const LEFT_OUT: [&str; 12] = [
    "codelistExtensions",
    "contacts",
    "dataKeySetsOfMetadata",
    "isoConceptReference",
    "measureRelationship",
    "metadataAttributeUsages",
    "queryableDataSources",
    "releaseCalendar",
    "removePrefix",
    "sentinelValues",
    "simpleDataSources",
    "areDimensionsOptional",
];

/// Properties that only lead elsewhere.
const LINKS: [&str; 3] = ["links", "isPartialLanguage", "position"];

/// A message that is being read, and what was found out about it.
pub(super) struct Reading<'f> {
    file: Arc<str>,
    /// The language of texts whose language is not said.
    pub(super) lang: String,
    seen: HashSet<(Class, Identity)>,
    findings: &'f mut dyn FindingSink,
    wants: bool,
}

impl<'f> Reading<'f> {
    pub(super) fn new(file: &str, lang: &str, findings: &'f mut dyn FindingSink) -> Self {
        let (file, lang) = (Arc::from(file), lang.to_owned());
        Self { file, lang, seen: HashSet::new(), findings, wants: true }
    }

    pub(super) fn tell(&mut self, at: Begins, finding: Finding) {
        if self.wants {
            let place = at.spot().place(&self.file);
            self.wants = self.findings.put(finding.at(place)).is_continue();
        }
    }

    pub(super) fn told(&mut self, code: Code, at: Begins, element: &str) {
        self.tell(at, Finding::new(code).with("element", Safe::term(element)));
    }

    pub(super) fn odd(&mut self, at: Begins, element: &str, property: &str, written: &str) {
        let finding = Finding::new(exc::PROPERTY_UNREADABLE).with("property", Safe::term(property));
        self.tell(at, finding.with("element", Safe::term(element)).evidence_of(written));
    }

    /// Says that a property came before in its object; the first stays.
    pub(super) fn again(&mut self, spot: Spot, name: &str) {
        self.tell(Begins::of(spot), Finding::new(exc::PROPERTY_TWICE).with("property", Safe::term(name)));
    }

    /// Says of the properties that are not among these what they are; extensions are anybody's.
    pub(super) fn others(&mut self, of: &Object, known: &[&[&str]]) {
        for (name, at) in of.names() {
            if known.iter().any(|some| some.contains(&name)) || LINKS.contains(&name) || name.starts_with("x-") {
                continue;
            }
            let code = if LEFT_OUT.contains(&name) { exc::ARTEFACT_LEFT_OUT } else { exc::ELEMENT_UNEXPECTED };
            self.told(code, at, name);
        }
    }

    /// The objects of a list.
    pub(super) fn objects<'v>(&mut self, of: &'v Object, name: &str) -> Vec<&'v Object> {
        let Some(value) = of.get(name) else { return Vec::new() };
        let Some(list) = value.as_array() else {
            self.odd(value.at, name, name, "");
            return Vec::new();
        };
        for other in list.iter().filter(|one| one.as_object().is_none()) {
            self.odd(other.at, name, name, "");
        }
        list.iter().filter_map(Value::as_object).collect()
    }

    /// The texts of a list.
    pub(super) fn texts(&mut self, of: &Object, name: &str) -> Vec<Arc<str>> {
        let Some(value) = of.get(name) else { return Vec::new() };
        let list = value.as_array().unwrap_or_default();
        if list.is_empty() {
            self.odd(value.at, name, name, "");
        }
        for other in list.iter().filter(|one| one.as_str().is_none()) {
            self.odd(other.at, name, name, "");
        }
        list.iter().filter_map(Value::as_str).map(Arc::from).collect()
    }

    /// A property that is a text.
    pub(super) fn text<'v>(&mut self, of: &'v Object, name: &str) -> Option<&'v str> {
        let value = of.get(name)?;
        let text = value.as_str();
        if text.is_none() {
            self.odd(value.at, name, name, "");
        }
        text
    }

    /// Whether a property holds.
    pub(super) fn flag(&mut self, of: &Object, name: &str, otherwise: bool) -> bool {
        match of.get(name) {
            None => otherwise,
            Some(value) => value.as_bool().unwrap_or_else(|| {
                self.odd(value.at, name, name, "");
                otherwise
            }),
        }
    }

    /// A property that is a whole number.
    pub(super) fn number(&mut self, of: &Object, name: &str) -> Option<u64> {
        let value = of.get(name)?;
        let number = value.as_u64();
        if number.is_none() {
            self.odd(value.at, name, name, "");
        }
        number
    }

    /// A number of occurrences, which may be `unbounded`.
    pub(super) fn occurs(&mut self, of: &Object, name: &str) -> Option<u32> {
        if of.get(name).and_then(Value::as_str) == Some("unbounded") {
            return Some(u32::MAX);
        }
        self.number(of, name).map(|many| u32::try_from(many).unwrap_or(u32::MAX))
    }

    /// What a property refers to.
    pub(super) fn reference(&mut self, of: &Object, name: &str) -> Option<Reference> {
        of.get(name).and_then(|value| self.urn(value, name))
    }

    /// What the texts of a list refer to.
    pub(super) fn references(&mut self, of: &Object, name: &str) -> Vec<Reference> {
        let list = of.get(name).and_then(Value::as_array).unwrap_or_default();
        list.iter().filter_map(|value| self.urn(value, name)).collect()
    }

    fn urn(&mut self, value: &Value, name: &str) -> Option<Reference> {
        let urn = value.as_str().unwrap_or_default();
        let read = Reference::parse(urn).ok();
        if read.is_none() {
            // What is of a class that is not kept is named all the same.
            let elsewhere = urn.trim().starts_with("urn:sdmx:");
            let code = if elsewhere { exc::ARTEFACT_LEFT_OUT } else { exc::REFERENCE_UNREADABLE };
            self.told(code, value.at, name);
        }
        read
    }

    /// Whether an artefact was not there before.
    pub(super) fn is_new(&mut self, class: Class, at: Begins, identity: &Identity) -> bool {
        let new = self.seen.insert((class, identity.clone()));
        if !new {
            self.told(exc::ARTEFACT_DOUBLE, at, class.name());
        }
        new
    }
}
