use super::node::{Node, Room, whole};
use crate::{
    error::{At, Error, Finding, FindingSink, Place, Result, Safe, codes::exc},
    exchange::sdmx::{
        Action,
        metadata::{MetadataSet, Reported},
        structures::{Class, Identity, Reference, Wording},
        xml::{Token, XmlReader},
    },
    source::Input,
};
use std::sync::Arc;

/// Reads the reports of a message of generic metadata.
pub(in crate::exchange::sdmx::metadata) fn read(
    input: impl Input,
    file: &str,
    findings: &mut dyn FindingSink,
) -> Result<Vec<MetadataSet>> {
    let file: Arc<str> = Arc::from(file);
    let mut xml = XmlReader::open(input, &file)?;
    let (mut room, mut sets, mut root) = (Room::new(), Vec::new(), false);
    let mut reading = Reading { file: &file, findings, structure: None };
    loop {
        let place = xml.place();
        let node = match xml.next()? {
            Token::Start(tag) if !root => {
                if tag.local() != "GenericMetadata" {
                    return Err(Error::new(exc::NOT_SDMX).at(Place::new(file.clone(), At::Whole)));
                }
                root = true;
                continue;
            }
            Token::Start(tag) => (room.open(&tag, &place)?, tag.empty),
            Token::Done => return Ok(sets),
            _ => continue,
        };
        let node = match node {
            (node, true) => node,
            (node, false) => whole(&mut xml, node, &mut room)?,
        };
        match node.name.as_str() {
            "Header" => reading.structure = node.named("Structure").find_map(Reading::structure),
            "MetadataSet" => reading.set(&node, &mut sets),
            "Footer" => reading.tell(Finding::new(exc::FOOTER_SAYS), &node),
            _ => reading.unexpected(&node),
        }
    }
}

struct Reading<'r> {
    file: &'r Arc<str>,
    findings: &'r mut dyn FindingSink,
    /// What the header says that the reports are of.
    structure: Option<Reference>,
}

impl Reading<'_> {
    fn place(&self, node: &Node, path: &str) -> Place {
        Place::new(self.file.clone(), At::Element { line: node.line, column: 0, path: path.into() })
    }

    fn tell(&mut self, finding: Finding, node: &Node) {
        let place = self.place(node, &node.name);
        let _ = self.findings.put(finding.at(place));
    }

    fn unexpected(&mut self, node: &Node) {
        self.tell(Finding::new(exc::ELEMENT_UNEXPECTED).with("element", Safe::term(&node.name)), node);
    }

    /// What the header of a message refers to: a URN, or in 2.1 an element.
    fn structure(node: &Node) -> Option<Reference> {
        node.children().find_map(|part| {
            let class = match part.name.as_str() {
                "StructureUsage" => Class::Metadataflow,
                "Structure" => Class::MetadataStructure,
                _ => return None,
            };
            let urn = part.named("URN").next().map_or_else(|| part.text(), Node::text);
            let of = |own: &Node| {
                let [agency, id, version] = ["agencyID", "id", "version"].map(|name| own.get(name));
                Identity::new(agency?, id?, version.unwrap_or("1.0")).ok()
            };
            let own = part.named("Ref").find_map(of).map(|identity| Reference::to(class, identity));
            own.or_else(|| Reference::parse(urn.trim()).ok())
        })
    }

    fn set(&mut self, node: &Node, into: &mut Vec<MetadataSet>) {
        let mut set = MetadataSet { flow: self.structure.clone(), ..MetadataSet::default() };
        set.place = Some(self.place(node, &node.name));
        let own = node.get("agencyID").zip(node.get("id"));
        set.identity =
            own.and_then(|(agency, id)| Identity::new(agency, id, node.get("version").unwrap_or("1.0")).ok());
        if own.is_some() && set.identity.is_none() {
            self.tell(Finding::new(exc::IDENTITY_UNREADABLE).with("element", Safe::term(&node.name)), node);
        }
        if let Some(word) = node.get("action") {
            match Action::named(word) {
                Some(action) => set.action = action,
                None => self.tell(Finding::new(exc::ACTION_UNKNOWN).evidence_of(word), node),
            }
        }
        set.reporting = ["reportingBeginDate", "reportingEndDate"].map(|name| node.get(name).map(Arc::from));
        let mut reports = Vec::new();
        for part in node.children() {
            match part.name.as_str() {
                "Name" => set.names.add(part.get("lang").unwrap_or("en"), &part.text()),
                "Metadataflow" | "MetadataProvisionAgreement" => {
                    set.flow = Reference::parse(&part.text()).ok().or(set.flow.take());
                }
                "Target" => set.targets.push(Arc::from(part.text().trim())),
                "Attribute" => set.attributes.extend(self.attribute(part, "")),
                "Report" => reports.push(part),
                "Annotations" | "Link" | "Description" | "DataProvider" => {}
                _ => self.unexpected(part),
            }
        }
        if reports.is_empty() {
            into.push(set);
            return;
        }
        for report in reports {
            let mut one = MetadataSet { place: Some(self.place(report, &report.name)), ..set.clone() };
            for part in report.children() {
                match part.name.as_str() {
                    "Target" => targets(part, &mut one.targets),
                    "AttributeSet" => one.attributes.extend(self.attributes(part, "")),
                    "Annotations" => {}
                    _ => self.unexpected(part),
                }
            }
            into.push(one);
        }
    }

    fn attributes(&mut self, set: &Node, above: &str) -> Vec<Reported> {
        set.named("ReportedAttribute").flat_map(|node| self.attribute(node, above)).collect()
    }

    /// An attribute; one with several values as several.
    fn attribute(&mut self, node: &Node, above: &str) -> Vec<Reported> {
        let id = node.get("id").or_else(|| node.get("conceptID")).unwrap_or_default();
        if id.is_empty() {
            self.tell(Finding::new(exc::IDENTITY_UNREADABLE).with("element", Safe::term(&node.name)), node);
            return Vec::new();
        }
        let path = if above.is_empty() { id.to_owned() } else { format!("{above}.{id}") };
        let mut reported = Reported { place: Some(self.place(node, &path)), ..Reported::new(id) };
        let mut values: Vec<Arc<str>> = node.get("value").map(Arc::from).into_iter().collect();
        for part in node.children() {
            match part.name.as_str() {
                "Value" => values.push(Arc::from(part.text())),
                "Text" => reported.texts = said(reported.texts, part, part.text()),
                "StructuredText" => {
                    let formatted = part.children().next().is_some();
                    reported.formatted |= formatted;
                    let text = if formatted { part.words() } else { part.text() };
                    reported.texts = said(reported.texts, part, text);
                }
                "Attribute" => reported.attributes.extend(self.attribute(part, &path)),
                "AttributeSet" => reported.attributes.extend(self.attributes(part, &path)),
                "Annotations" => {}
                _ => self.unexpected(part),
            }
        }
        let mut values = values.into_iter();
        reported.value = values.next();
        let more = |value| Reported { value: Some(value), place: reported.place.clone(), ..Reported::new(id) };
        let more: Vec<Reported> = values.map(more).collect();
        [vec![reported], more].concat()
    }
}

fn said(texts: Wording, part: &Node, text: String) -> Wording {
    texts.with(part.get("lang").unwrap_or("en"), &text)
}

/// The URNs of what a report of 2.1 is about.
fn targets(node: &Node, into: &mut Vec<Arc<str>>) {
    for part in node.children() {
        if part.name == "URN" {
            into.push(Arc::from(part.text().trim()));
        }
        targets(part, into);
    }
}
