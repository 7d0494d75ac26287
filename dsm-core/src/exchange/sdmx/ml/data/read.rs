use super::{
    dialect::Dialect,
    head::{self, Head},
    infer::is_of_message,
    level::Level,
    open::SetTag,
    take::{Next, start},
    values,
    work::{Open, Work, spot},
};
use crate::{
    error::{At, Error, Finding, FindingSink, Place, Result, Safe, codes::exc},
    exchange::sdmx::{
        Action, Header,
        data::{Batch, DataSet, Draft, Intake, Keys, Layout, Observations, Reporting, Sets, next_batch},
        xml::{Mark, Token, XmlReader},
    },
    source::Input,
};
use std::{fmt, sync::Arc};

/// Reads the data sets of a message of SDMX-ML; made by [`open`](super::open).
pub struct MlReader<R = Box<dyn Input>> {
    xml: XmlReader<R>,
    dialect: Dialect,
    head: Head,
    /// Of each structure that the header names, and of data sets of none of them.
    layouts: Vec<Arc<Layout>>,
    /// Which of them the data set has.
    layout: usize,
    file: Arc<str>,
    first: Option<SetTag>,
    /// The start of the data set, until its own values are in the draft.
    begun: Option<SetTag>,
    open: Option<Open>,
    data_set: Option<DataSet>,
    keys: Vec<(usize, Keys)>,
    sets: u32,
    draft: Draft,
    broken: Option<Error>,
    ending: bool,
}

impl<R: Input> MlReader<R> {
    pub(super) fn new(
        xml: XmlReader<R>,
        dialect: Dialect,
        head: Head,
        layouts: Vec<Arc<Layout>>,
        first: Option<SetTag>,
    ) -> Self {
        let file = xml.file().clone();
        let (begun, open, data_set, draft, broken) = (None, None, None, Draft::default(), None);
        let (keys, sets, layout, ending) = (Vec::new(), 0, 0, false);
        Self {
            xml,
            dialect,
            head,
            layouts,
            layout,
            file,
            first,
            begun,
            open,
            data_set,
            keys,
            sets,
            draft,
            broken,
            ending,
        }
    }

    /// Reads to the next data set; false where there is none.
    fn seek(&mut self, findings: &mut dyn FindingSink) -> Result<bool> {
        loop {
            let tag = match self.first.take() {
                Some(first) => first,
                None => match self.xml.next()? {
                    Token::Start(tag) => SetTag::of(&tag)?,
                    Token::Text(text) if !text.trim_ascii().is_empty() => {
                        self.unexpected(Safe::word("xml-text"), self.xml.mark(), findings);
                        continue;
                    }
                    Token::Done => return Ok(false),
                    Token::End | Token::Text(_) | Token::Nothing => continue,
                },
            };
            match tag.name.as_str() {
                "DataSet" => {
                    let empty = tag.empty;
                    if self.begin(tag, findings) {
                        return Ok(true);
                    }
                    if !empty {
                        self.xml.skip()?;
                    }
                }
                "Footer" => values::footer(&mut self.xml, &tag, findings)?,
                name => {
                    self.unexpected(Safe::term(name), tag.mark, findings);
                    if !tag.empty {
                        self.xml.skip()?;
                    }
                }
            }
        }
    }

    fn unexpected(&self, element: Safe, line: Mark, findings: &mut dyn FindingSink) {
        let place =
            Place::new(self.file.clone(), At::Element { line: line.line, column: line.column, path: "".into() });
        let _ = findings.put(Finding::new(exc::ELEMENT_UNEXPECTED).with("element", element).at(place));
    }

    /// Begins a data set; false where nothing is known of its structure, because the message was not read for it before.
    fn begin(&mut self, tag: SetTag, findings: &mut dyn FindingSink) -> bool {
        let number = self.head.structure_of(tag.structure());
        let named = self.head.structures.get(number);
        let Some(layout) = self.layouts.get(number).cloned() else {
            let place = Place::new(
                self.file.clone(),
                At::Element { line: tag.mark.line, column: tag.mark.column, path: "DataSet".into() },
            );
            let _ = findings.put(Finding::new(exc::DATA_SET_OTHER).at(place));
            return false;
        };
        let said = named.and_then(|named| named.at.as_deref()).unwrap_or("TIME_PERIOD").to_owned();
        let word = tag.attributes.iter().find(|(_, name, _)| name == "action").map(|(_, _, value)| value);
        let action = word.map_or(self.head.action, |word| {
            head::action(self.dialect, word).unwrap_or_else(|| {
                let place = Place::new(
                    self.file.clone(),
                    At::Element { line: tag.mark.line, column: tag.mark.column, path: "DataSet@action".into() },
                );
                let _ = findings.put(Finding::new(exc::ACTION_UNKNOWN).at(place).evidence_of(word));
                Action::named(word).unwrap_or(Action::Append)
            })
        });
        let mut open = Open::new(self.dialect, &layout, &said, tag.mark);
        open.reporting = Reporting::of(&self.head.header);
        let in_series = open.at.is_some() && open.at == layout.time();
        let structure = named.and_then(|named| named.structure.clone());
        match self.keys.iter_mut().find(|(own, _)| *own == number) {
            Some((_, keys)) => keys.next_set(),
            None => self.keys.push((number, Keys::default())),
        }
        self.draft.start(&layout);
        self.layout = number;
        self.data_set = Some(DataSet { layout, structure, action, number: self.sets, in_series });
        self.sets = self.sets.saturating_add(1);
        (self.open, self.begun, self.ending) = (Some(open), Some(tag), false);
        true
    }

    /// Reads on in the data set; true where it ended.
    fn read_on(&mut self, batch: &mut Batch, findings: &mut dyn FindingSink) -> Result<bool> {
        let Self { xml, draft, open: Some(open), data_set: Some(data_set), keys, layout, begun, file, ending, .. } =
            self
        else {
            return Ok(true);
        };
        let own = keys.iter_mut().find(|(own, _)| own == layout);
        let Some((_, keys)) = own else { return Err(Error::defect("ml::data")) };
        let generic = open.dialect.generic;
        let mut work = Work { open, intake: Intake { batch, draft, keys, data_set, file, findings } };
        if let Some(tag) = begun.take() {
            for (prefix, name, value) in tag.attributes.iter().filter(|_| !generic) {
                let of_structure = prefix.is_empty() && (!is_of_message(name) || data_set.layout.place(name).is_some());
                let Some(component) = of_structure.then(|| work.component(name, tag.mark)).flatten() else { continue };
                if work.open.said_here.contains(&component) {
                    work.twice(component, name, spot(Level::DataSet, tag.mark));
                    continue;
                }
                work.open.said_here.push(component);
                work.set(component, value, tag.mark);
            }
            *ending |= tag.empty;
        }
        while !*ending {
            if work.intake.batch.is_full() {
                return Ok(false);
            }
            match xml.next()? {
                Token::Start(tag) => {
                    let (line, empty) = (tag.mark, tag.empty);
                    match start(&mut work, &tag, generic)? {
                        Next::Entered => {}
                        Next::Values(component) => values::read(xml, &mut work, component, empty, line)?,
                        Next::Skip if empty => {}
                        Next::Skip => xml.skip()?,
                    }
                }
                Token::End => *ending = work.end(xml.mark())?,
                Token::Text(text) if !text.trim_ascii().is_empty() => {
                    work.unexpected(Safe::word("xml-text"), xml.mark());
                }
                Token::Done => *ending = true,
                Token::Text(_) | Token::Nothing => {}
            }
        }
        Ok(work.finish())
    }
}

impl<R: Input> Observations for MlReader<R> {
    fn header(&self) -> &Header {
        &self.head.header
    }

    fn file(&self) -> Option<Arc<str>> {
        Some(self.file.clone())
    }

    fn next<'a>(&'a mut self, batch: &mut Batch, findings: &mut dyn FindingSink) -> Result<Option<&'a DataSet>> {
        next_batch(self, batch, findings)
    }
}

impl<R: Input> Sets for MlReader<R> {
    fn begun(&mut self, findings: &mut dyn FindingSink) -> Result<bool> {
        if self.open.is_none() && !self.seek(findings)? {
            self.keys = Vec::new();
            return Ok(false);
        }
        Ok(true)
    }

    fn data_set(&self) -> Option<&DataSet> {
        self.data_set.as_ref()
    }

    fn fill(&mut self, batch: &mut Batch, findings: &mut dyn FindingSink) -> Result<()> {
        if self.read_on(batch, findings)? {
            self.open = None;
        }
        Ok(())
    }

    fn pending(&mut self) -> (&mut Draft, &mut Option<Error>) {
        (&mut self.draft, &mut self.broken)
    }
}

impl<R> fmt::Debug for MlReader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MlReader({})", self.file)
    }
}
