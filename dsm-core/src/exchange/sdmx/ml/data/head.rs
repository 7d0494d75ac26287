use super::dialect::Dialect;
use crate::{
    error::{At, Error, Finding, FindingSink, Place, Result, Safe, codes::exc},
    exchange::sdmx::{
        Action, Header, Structure,
        structures::{Class, Identity, Reference},
        xml::{Tag, Token, XmlReader},
    },
    source::Input,
};
use std::sync::Arc;

/// The header of a data message.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) header: Header,
    pub(super) structures: Vec<Named>,
    /// What data sets refer to that the header does not name, each once.
    pub(super) others: Vec<String>,
    /// Whether a data set came already.
    begun: bool,
    /// Whether data sets after the first that refer to no structure are of another one than the only one that the header names.
    pub(super) apart: bool,
    /// What is to be done with data sets that say nothing themselves.
    pub(super) action: Action,
}

/// A structure that the header names, and how data of it are laid out.
#[derive(Clone, Debug, Default)]
pub(super) struct Named {
    pub(super) id: String,
    pub(super) structure: Option<Structure>,
    /// The dimension at the observation.
    pub(super) at: Option<String>,
}

/// At most so many elements stand in a header.
const MOST: usize = 1024;
/// Of so many structures that the header does not name data sets are read at most.
const MOST_OTHERS: usize = 64;

impl Head {
    /// The place of the structure of a data set by what it refers to: one that the header names, then that of data sets that refer to
    /// none, then the others. Where the header names one alone, the first data set is of it, whatever it calls it.
    pub(super) fn structure_of(&mut self, said: Option<&str>) -> usize {
        let declared = self.structures.len();
        let first = !std::mem::replace(&mut self.begun, true);
        let Some(said) = said else { return if declared == 1 && (first || !self.apart) { 0 } else { declared } };
        if let [only] = self.structures.as_mut_slice()
            && first
        {
            said.clone_into(&mut only.id);
        }
        let named = self.structures.iter().position(|named| named.id == said);
        named.unwrap_or_else(|| {
            let known = self.others.iter().position(|other| other == said);
            declared + 1 + known.unwrap_or(self.others.len())
        })
    }

    /// Keeps what a data set refers to that has no place yet; false where there is no room for it.
    pub(super) fn meet(&mut self, said: &str) -> bool {
        let room = self.others.len() < MOST_OTHERS;
        if room {
            self.others.push(said.to_owned());
        }
        room
    }
}

/// Reads the header, which was started, and says what it lacks.
pub(super) fn read<R: Input>(
    xml: &mut XmlReader<R>,
    dialect: Dialect,
    empty: bool,
    findings: &mut dyn FindingSink,
) -> Result<Head> {
    let (mut head, mut wanted) = (Head::default(), vec!["ID", "Test", "Prepared", "Sender", "Structure"]);
    let (line, file) = (xml.line(), xml.file().clone());
    let mut children = 0;
    let lacking = |element: &str, line: u64, findings: &mut dyn FindingSink| {
        let place = Place::new(file.clone(), At::Element { line, column: 0, path: "Header".into() });
        let finding = Finding::new(exc::HEADER_INCOMPLETE).with("element", Safe::term(element)).at(place);
        let _ = findings.put(finding);
    };
    loop {
        if empty {
            break;
        }
        let tag = match xml.next()? {
            Token::Start(tag) => tag,
            Token::End => break,
            Token::Done => break,
            Token::Text(_) | Token::Nothing => continue,
        };
        children += 1;
        if children > MOST {
            let error = Error::new(exc::MESSAGE_LIMIT).with("what", Safe::word("elements-of-a-header"));
            return Err(error.with("limit", MOST).at(Place::line(file.clone(), tag.line, 0)));
        }
        let (name, bare) = (tag.local().to_owned(), tag.empty);
        wanted.retain(|other| *other != name);
        match name.as_str() {
            "Sender" | "Receiver" => {
                let id: Arc<str> = tag.attribute("id")?.as_deref().unwrap_or_default().into();
                match name.as_str() {
                    "Sender" => head.header.sender = id,
                    _ => head.header.receivers.push(id),
                }
                pass(xml, bare)?;
            }
            "Structure" => {
                let (named, lacks) = laid_out(&tag, dialect)?;
                lacks.into_iter().for_each(|element| lacking(element, tag.line, findings));
                let structure = if bare { None } else { structure(xml)? };
                head.structures.push(Named { structure, ..named });
            }
            _ if bare => {}
            "ID" => head.header.id = text(xml)?,
            "Test" => head.header.test = matches!(&*text(xml)?, "true" | "1"),
            "Prepared" => head.header.prepared = text(xml)?,
            "Name" | "Source" => {
                let lang = tag.attribute("lang")?.map_or_else(|| "en".to_owned(), |lang| lang.into_owned());
                let said = text(xml)?;
                match name.as_str() {
                    "Name" => head.header.names.add(&lang, &said),
                    _ => head.header.source.add(&lang, &said),
                }
            }
            "DataSetAction" => {
                let line = xml.line();
                let word = text(xml)?;
                head.action = action(dialect, &word).unwrap_or_else(|| {
                    let place = Place::new(file.clone(), At::Element { line, column: 0, path: "Header".into() });
                    let _ = findings.put(Finding::new(exc::ACTION_UNKNOWN).at(place).evidence_of(&word));
                    Action::Append
                });
            }
            "DataSetID" => head.header.data_set = Some(text(xml)?),
            "Extracted" => head.header.extracted = Some(text(xml)?),
            "ReportingBegin" => head.header.reporting[0] = Some(text(xml)?),
            "ReportingEnd" => head.header.reporting[1] = Some(text(xml)?),
            _ => xml.skip()?,
        }
    }
    wanted.into_iter().for_each(|element| lacking(element, line, findings));
    Ok(head)
}

/// The action of a word that the version knows; from 3.1 on what is appended is merged.
pub(super) fn action(dialect: Dialect, word: &str) -> Option<Action> {
    if dialect.edition == super::dialect::Edition::V31 && word == "Merge" {
        return Some(Action::Append);
    }
    Action::named(word).filter(|action| action.word() == word)
}

/// How data of a structure are laid out, and what its element lacks.
fn laid_out(tag: &Tag<'_>, dialect: Dialect) -> Result<(Named, Vec<&'static str>)> {
    let (mut named, mut namespace) = (Named::default(), false);
    for attribute in tag.attributes() {
        match attribute? {
            (_, "structureID", value) => named.id = value.into_owned(),
            (_, "dimensionAtObservation", value) => named.at = Some(value.into_owned()),
            (_, "namespace", _) => namespace = true,
            _ => {}
        }
    }
    if dialect.time_series && named.at.is_none() {
        named.at = Some("TIME_PERIOD".to_owned());
    }
    let asked = [
        ("structureID", named.id.is_empty()),
        ("namespace", !dialect.generic && !namespace),
        ("dimensionAtObservation", named.at.is_none()),
    ];
    Ok((named, asked.into_iter().filter(|(_, lacks)| *lacks).map(|(name, _)| name).collect()))
}

/// The structure that the element names which was read last, to its end: a reference or a URN.
fn structure<R: Input>(xml: &mut XmlReader<R>) -> Result<Option<Structure>> {
    let (depth, mut class, mut found) = (xml.depth(), None, None::<Structure>);
    let mut said = String::new();
    while xml.depth() >= depth {
        match xml.next()? {
            Token::Start(tag) => match tag.local() {
                "Structure" => class = Some(Class::DataStructure),
                "StructureUsage" => class = Some(Class::Dataflow),
                "ProvisionAgrement" | "ProvisionAgreement" => class = Some(Class::ProvisionAgreement),
                "Ref" => found = found.or(class.and_then(|class| reference(&tag, class).transpose()).transpose()?),
                _ => {}
            },
            Token::Text(text) if said.len() + text.len() < 1024 => said.push_str(&text),
            Token::Done => break,
            _ => {}
        }
    }
    let urn = || {
        let reference = Reference::parse(&said).ok()?;
        Structure::new(reference.class(), reference.identity().clone()).ok()
    };
    Ok(found.or_else(urn))
}

fn reference(tag: &Tag<'_>, class: Class) -> Result<Option<Structure>> {
    let (mut agency, mut id, mut version) = (String::new(), String::new(), "1.0".to_owned());
    for attribute in tag.attributes() {
        match attribute? {
            (_, "agencyID", value) => agency = value.into_owned(),
            (_, "id", value) => id = value.into_owned(),
            (_, "version", value) => version = value.into_owned(),
            _ => {}
        }
    }
    let identity = Identity::new(&agency, &id, &version).ok();
    Ok(identity.and_then(|identity| Structure::new(class, identity).ok()))
}

/// A short text; nothing in a header is longer.
fn text<R: Input>(xml: &mut XmlReader<R>) -> Result<Arc<str>> {
    let text = xml.text()?;
    let text = text.trim();
    Ok(Arc::from(text.char_indices().nth(4096).map_or(text, |(at, _)| text.get(..at).unwrap_or_default())))
}

fn pass<R: Input>(xml: &mut XmlReader<R>, empty: bool) -> Result<()> {
    if empty { Ok(()) } else { xml.skip() }
}
