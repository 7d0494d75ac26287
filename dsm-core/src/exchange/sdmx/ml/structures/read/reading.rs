use super::Element;
use crate::{
    error::{Finding, FindingSink, Place, Result, Safe, codes::exc},
    exchange::sdmx::{
        ml::Version,
        structures::{Class, Identity},
        xml::{Token, XmlReader},
    },
    source::Input,
};
use std::{collections::HashSet, str::FromStr};

/// A message that is being read, and what was found out about it.
pub(super) struct Reading<'f, R> {
    pub(super) xml: XmlReader<R>,
    pub(super) version: Version,
    /// The artefacts that were read.
    pub(super) seen: HashSet<(Class, Identity)>,
    findings: &'f mut dyn FindingSink,
    wants: bool,
}

impl<'f, R: Input> Reading<'f, R> {
    pub(super) fn new(xml: XmlReader<R>, version: Version, findings: &'f mut dyn FindingSink) -> Self {
        Self { xml, version, seen: HashSet::new(), findings, wants: true }
    }

    /// The next element directly in another one; none at its end. What is left of the one before is passed over.
    pub(super) fn child(&mut self, parent: &Element) -> Result<Option<Element>> {
        if parent.depth == 0 || self.xml.depth() < parent.depth {
            return Ok(None);
        }
        loop {
            let outside = self.xml.depth();
            match self.xml.next()? {
                Token::Start(tag) if outside == parent.depth => return Element::of(&tag, outside).map(Some),
                Token::Done => return Ok(None),
                _ => {}
            }
            if self.xml.depth() < parent.depth {
                return Ok(None);
            }
        }
    }

    /// The text of the element that was given last.
    pub(super) fn text(&mut self, element: &Element) -> Result<String> {
        if element.depth == 0 { Ok(String::new()) } else { self.xml.text() }
    }

    /// Says something at an element.
    pub(super) fn tell(&mut self, finding: Finding, element: &Element) {
        if self.wants {
            let place = Place::line(self.xml.file().clone(), element.line, 0);
            self.wants = self.findings.put(finding.at(place)).is_continue();
        }
    }

    /// An element that does not belong where it stands.
    pub(super) fn unexpected(&mut self, element: &Element) {
        self.told(exc::ELEMENT_UNEXPECTED, element);
    }

    /// An element that DSM does not keep.
    pub(super) fn left_out(&mut self, element: &Element) {
        self.told(exc::ARTEFACT_LEFT_OUT, element);
    }

    /// A finding that names the element it is about.
    pub(super) fn told(&mut self, code: crate::error::Code, element: &Element) {
        self.tell(Finding::new(code).with("element", Safe::term(&element.name)), element);
    }

    /// A property that is written otherwise than it must be.
    pub(super) fn odd(&mut self, element: &Element, property: &'static str, written: &str) {
        let finding = Finding::new(exc::PROPERTY_UNREADABLE).with("property", Safe::term(property));
        self.tell(finding.with("element", Safe::term(&element.name)).evidence_of(written), element);
    }

    /// Whether a property holds.
    pub(super) fn flag(&mut self, element: &Element, name: &'static str, otherwise: bool) -> bool {
        match element.get(name).map(str::trim) {
            None => otherwise,
            Some("true" | "1") => true,
            Some("false" | "0") => false,
            Some(other) => {
                self.odd(element, name, other);
                otherwise
            }
        }
    }

    /// A property that is a whole number.
    pub(super) fn number<N: FromStr>(&mut self, element: &Element, name: &'static str) -> Option<N> {
        let written = element.get(name)?;
        let number = written.trim().parse().ok();
        if number.is_none() {
            self.odd(element, name, written);
        }
        number
    }

    /// A number of occurrences, which may be `unbounded`.
    pub(super) fn occurs(&mut self, element: &Element, name: &'static str) -> Option<u32> {
        if element.get(name) == Some("unbounded") { Some(u32::MAX) } else { self.number(element, name) }
    }

    /// Whether an artefact was not there before.
    pub(super) fn is_new(&mut self, element: &Element, class: Class, identity: &Identity) -> bool {
        let new = self.seen.insert((class, identity.clone()));
        if !new {
            self.told(exc::ARTEFACT_DOUBLE, element);
        }
        new
    }
}
