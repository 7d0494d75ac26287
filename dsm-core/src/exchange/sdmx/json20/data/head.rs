use super::described::{Described, references};
use crate::{
    error::{Error, Finding, FindingSink, Result, Safe, codes::exc},
    exchange::sdmx::{
        Header,
        data::Spot,
        json::{JsonText, Kind, Said, Stood},
        structures::{Reference, Wording},
    },
    source::Input,
};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// Everything of a message but its series and observations.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) header: Header,
    pub(super) structures: Vec<Described>,
    pub(super) sets: Vec<SetHead>,
    /// Whether it says that it is of 2.1, which knows the action `Merge`.
    pub(super) merges: bool,
}

/// What stands in a data set beside its series and observations.
#[derive(Debug, Default)]
pub(super) struct SetHead {
    pub(super) spot: Option<Spot>,
    pub(super) structure: Option<usize>,
    pub(super) action: Option<(Said, Spot)>,
    pub(super) links: Vec<Reference>,
    pub(super) attributes: Vec<Stood>,
    pub(super) groups: Vec<(String, Spot, Vec<Stood>)>,
    pub(super) reporting: [Option<Arc<str>>; 2],
    /// Attributes that stand after the observations of their series, by the number of the series.
    pub(super) late: HashMap<u64, Vec<Stood>>,
    /// How many series came.
    series: u64,
}

/// How many bytes are kept of a message.
#[derive(Debug, Default)]
pub(super) struct Kept(u64);

/// Lists, groups and attributes of one message take at most so many bytes.
const MOST_KEPT: u64 = 256 << 20;
/// Properties of a data set that say nothing which is kept.
const PASSED: [&str; 5] = ["observations", "publicationPeriod", "publicationYear", "validFrom", "validTo"];

impl Kept {
    /// Counts bytes more.
    ///
    /// # Errors
    /// `EXC-218` beyond the limit.
    pub(super) fn add<R: Input>(&mut self, json: &JsonText<R>, bytes: u64) -> Result<()> {
        self.0 = self.0.saturating_add(bytes);
        if self.0 > MOST_KEPT { Err(json.too_much("mebibytes-of-lists", MOST_KEPT)) } else { Ok(()) }
    }
}

impl Head {
    /// Reads a message to its end; the observations are passed over. What breaks off behind the structures is left to who reads
    /// the observations.
    pub(super) fn read<R: Input>(json: &mut JsonText<R>, findings: &mut dyn FindingSink) -> Result<Self> {
        let (mut head, mut kept) = (Self::default(), Kept::default());
        let read = head.message(json, &mut kept, findings);
        for (name, spot) in json.twice() {
            say(json, Finding::new(exc::PROPERTY_TWICE).with("property", Safe::term(&name)), spot, findings);
        }
        match read {
            Err(error) if head.structures.is_empty() || error.code() == exc::MESSAGE_LIMIT => Err(error),
            _ => Ok(head),
        }
    }

    fn message<R: Input>(
        &mut self,
        json: &mut JsonText<R>,
        kept: &mut Kept,
        findings: &mut dyn FindingSink,
    ) -> Result<()> {
        let (mut name, mut said) = (String::new(), false);
        json.enter()?;
        while json.key(&mut name)? {
            match name.as_str() {
                "meta" => {
                    said = true;
                    json.kind()?;
                    let spot = json.spot();
                    let meta = json.value()?;
                    self.header = header(&meta);
                    self.merges |= meta.get("schema").is_some_and(is_of_two_one);
                    for name in ["id", "prepared", "sender"].into_iter().filter(|name| meta.get(name).is_none()) {
                        let finding = Finding::new(exc::HEADER_INCOMPLETE).with("element", Safe::term(name));
                        say(json, finding, spot, findings);
                    }
                }
                "data" if json.kind()? == Kind::Object => {
                    json.enter()?;
                    while json.key(&mut name)? {
                        match name.as_str() {
                            "structures" => each(json, |json| {
                                self.structures.push(Described::read(json, kept)?);
                                Ok(())
                            })?,
                            "dataSets" => each(json, |json| {
                                self.sets.push(SetHead::default());
                                kept.add(json, 256)?;
                                let Some(set) = self.sets.last_mut() else { return Ok(()) };
                                set.read(json, kept, findings)
                            })?,
                            _ => unexpected(json, &name, findings)?,
                        }
                    }
                }
                "errors" => each(json, |json| {
                    json.kind()?;
                    let spot = json.spot();
                    let error = json.value()?;
                    let code = error.get("code").and_then(Said::whole).filter(|code| *code < 1000).unwrap_or_default();
                    say(json, Finding::new(exc::FOOTER_SAYS).with("code", code), spot, findings);
                    Ok(())
                })?,
                "$schema" => self.merges |= is_of_two_one(&json.value()?),
                _ => unexpected(json, &name, findings)?,
            }
        }
        if !said {
            let finding = Finding::new(exc::HEADER_INCOMPLETE).with("element", Safe::term("meta"));
            say(json, finding, Spot { line: 1, within: crate::exchange::sdmx::data::Within::Column(1) }, findings);
        }
        json.end()?;
        if self.structures.is_empty() && !self.sets.is_empty() {
            return Err(Error::new(exc::DATA_UNDESCRIBED).at(json.place()));
        }
        Ok(())
    }
}

impl SetHead {
    fn read<R: Input>(
        &mut self,
        json: &mut JsonText<R>,
        kept: &mut Kept,
        findings: &mut dyn FindingSink,
    ) -> Result<()> {
        if json.kind()? != Kind::Object {
            return json.skip();
        }
        self.spot = Some(json.spot());
        let (mut name, mut names) = (String::new(), HashSet::new());
        json.enter()?;
        while json.key(&mut name)? {
            let spot = json.spot();
            let first = names.len() > 64 || names.insert(name.clone());
            if !first {
                json.note_twice(&name);
            }
            match name.as_str() {
                "series" => self.series(json, kept)?,
                _ if !first => json.skip()?,
                "structure" => self.structure = json.value()?.whole(),
                "action" => self.action = Some((json.value()?, spot)),
                "links" => self.links = references(&json.value()?),
                "reportingBegin" => self.reporting[0] = json.value()?.text().map(Arc::from),
                "reportingEnd" => self.reporting[1] = json.value()?.text().map(Arc::from),
                "attributes" => self.attributes = listed(json, kept)?,
                "dimensionGroupAttributes" if json.kind()? == Kind::Object => {
                    json.enter()?;
                    while json.key(&mut name)? {
                        let (key, spot) = (name.clone(), json.spot());
                        kept.add(json, key.len() as u64 + 96)?;
                        self.groups.push((key, spot, listed(json, kept)?));
                    }
                }
                "annotations" => {
                    let finding = Finding::new(exc::ARTEFACT_LEFT_OUT).with("element", Safe::term(&name));
                    say(json, finding, spot, findings);
                    json.skip()?;
                }
                _ if PASSED.contains(&name.as_str()) => json.skip()?,
                _ => unexpected(json, &name, findings)?,
            }
        }
        Ok(())
    }

    /// Passes over the series, but for attributes that stand after the observations of theirs.
    fn series<R: Input>(&mut self, json: &mut JsonText<R>, kept: &mut Kept) -> Result<()> {
        if json.kind()? != Kind::Object {
            return json.skip();
        }
        let mut name = String::new();
        json.enter()?;
        while json.key(&mut name)? {
            if json.kind()? == Kind::Object {
                let mut observed = false;
                json.enter()?;
                while json.key(&mut name)? {
                    match name.as_str() {
                        "attributes" if observed => {
                            self.late.insert(self.series, listed(json, kept)?);
                        }
                        name => {
                            observed |= name == "observations";
                            json.skip()?;
                        }
                    }
                }
            } else {
                json.skip()?;
            }
            self.series += 1;
        }
        Ok(())
    }
}

/// Whether the address of a schema is that of a message of 2.1.
fn is_of_two_one(said: &Said) -> bool {
    said.text().is_some_and(|address| address.split('/').any(|part| part == "2.1" || part.starts_with("2.1.")))
}

/// The values of an array, counted.
fn listed<R: Input>(json: &mut JsonText<R>, kept: &mut Kept) -> Result<Vec<Stood>> {
    let all = json.list()?.unwrap_or_default();
    kept.add(json, all.iter().map(|(said, _)| said.bytes() + 16).sum())?;
    Ok(all)
}

/// Does something with each value of the array that comes next.
fn each<R: Input>(json: &mut JsonText<R>, mut with: impl FnMut(&mut JsonText<R>) -> Result<()>) -> Result<()> {
    if json.kind()? != Kind::Array {
        return json.skip();
    }
    json.enter()?;
    while json.item()? {
        with(json)?;
    }
    Ok(())
}

fn unexpected<R: Input>(json: &mut JsonText<R>, name: &str, findings: &mut dyn FindingSink) -> Result<()> {
    let finding = Finding::new(exc::ELEMENT_UNEXPECTED).with("element", Safe::term(name));
    say(json, finding, json.spot(), findings);
    json.skip()
}

fn say<R: Input>(json: &JsonText<R>, finding: Finding, spot: Spot, findings: &mut dyn FindingSink) {
    let _ = findings.put(finding.at(spot.place(json.file())));
}

fn header(meta: &Said) -> Header {
    let text = |of: &Said, name: &str| of.get(name).and_then(Said::text).map(Arc::from);
    let id = |of: &Said| text(of, "id");
    let mut header = Header {
        id: text(meta, "id").unwrap_or_default(),
        test: meta.get("test") == Some(&Said::Flag(true)),
        prepared: text(meta, "prepared").unwrap_or_default(),
        sender: meta.get("sender").and_then(id).unwrap_or_default(),
        ..Header::default()
    };
    for name in ["receiver", "receivers"] {
        let Some(said) = meta.get(name) else { continue };
        header.receivers.extend(id(said).into_iter().chain(said.items().iter().filter_map(id)));
    }
    if let Some(Said::Object(names)) = meta.get("names") {
        let named = |all: Wording, (lang, name): &(String, Said)| all.with(lang, name.text().unwrap_or_default());
        header.names = names.iter().fold(Wording::none(), named);
    }
    header
}
