use super::{begin::action, head::Head, work::Open};
use crate::{
    error::{Error, FindingSink, Result, codes::exc},
    exchange::sdmx::{
        Header, Structure,
        data::{Batch, DataSet, Draft, Keys, Layout, Observations, Reporting, Seen, Sets, next_batch},
        json::{JsonText, Kind},
    },
    source::Input,
};
use std::{fmt, sync::Arc};

/// Reads the data sets of a message of SDMX-JSON; made by [`open`](super::open).
pub struct JsonReader<R = Box<dyn Input>> {
    pub(super) json: JsonText<R>,
    pub(super) head: Head,
    /// Of each structure of the message: its columns, and what it is called.
    pub(super) layouts: Vec<(Arc<Layout>, Option<Structure>)>,
    pub(super) at: At,
    /// How many data sets were begun, and which structure the open one has.
    pub(super) sets: usize,
    pub(super) layout: usize,
    pub(super) file: Arc<str>,
    pub(super) open: Open,
    pub(super) data_set: Option<DataSet>,
    pub(super) keys: Vec<(usize, Keys)>,
    /// The series that came, where the time is not at the observation.
    pub(super) again: Seen,
    pub(super) draft: Draft,
    pub(super) name: String,
    pub(super) broken: Option<Error>,
    /// Whether what is read next is the first of its data set.
    begins: bool,
}

/// Where in a message reading stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    Message,
    Data,
    Sets,
    Set,
    Series,
    InSeries,
    /// Among observations: of a series, of the data set.
    Observations(bool),
    Finish,
    Done,
}

impl<R: Input> JsonReader<R> {
    pub(super) fn new(
        mut json: JsonText<R>,
        head: Head,
        layouts: Vec<(Arc<Layout>, Option<Structure>)>,
    ) -> Result<Self> {
        json.enter()?;
        let (file, at, open, draft) = (json.file().clone(), At::Message, Open::default(), Draft::default());
        let (sets, layout, data_set, keys, again) = (0, 0, None, Vec::new(), Seen::default());
        let (name, broken, begins) = (String::new(), None, false);
        Ok(Self {
            json,
            head,
            layouts,
            at,
            sets,
            layout,
            file,
            open,
            data_set,
            keys,
            again,
            draft,
            name,
            broken,
            begins,
        })
    }

    /// Reads to the next data set; false where there is none.
    fn seek(&mut self) -> Result<bool> {
        loop {
            match self.at {
                At::Message => {
                    if !self.json.key(&mut self.name)? {
                        self.json.end()?;
                        self.at = At::Done;
                    } else if self.name == "data" && self.json.kind()? == Kind::Object {
                        self.json.enter()?;
                        self.at = At::Data;
                    } else {
                        self.json.skip()?;
                    }
                }
                At::Data => {
                    if !self.json.key(&mut self.name)? {
                        self.at = At::Message;
                    } else if self.name == "dataSets" && self.json.kind()? == Kind::Array {
                        self.json.enter()?;
                        self.at = At::Sets;
                    } else {
                        self.json.skip()?;
                    }
                }
                At::Sets => {
                    if !self.json.item()? {
                        self.at = At::Data;
                    } else if self.json.kind()? == Kind::Object {
                        self.json.enter()?;
                        return Ok(true);
                    } else {
                        self.json.skip()?;
                        self.sets += 1;
                    }
                }
                _ => return Ok(false),
            }
        }
    }

    /// Begins the data set that was found.
    fn begin(&mut self, findings: &mut dyn FindingSink) -> Result<()> {
        let number = self.sets;
        self.sets += 1;
        let undescribed = || Error::new(exc::DATA_UNDESCRIBED).at(self.json.place());
        let head = self.head.sets.get(number).ok_or_else(undescribed)?;
        let own = head.structure.or_else(|| (self.head.structures.len() == 1).then_some(0));
        let own = own.filter(|own| *own < self.layouts.len()).ok_or_else(undescribed)?;
        let Some((layout, structure)) = self.layouts.get(own).cloned() else { return Ok(()) };
        let action = action(head, self.head.merges, &self.file, findings);
        let mut header = self.head.header.clone();
        header.reporting.clone_from(&head.reporting);
        self.open = Open::new(&layout, head.spot, Reporting::of(&header));
        self.draft.start(&layout);
        self.again = Seen::default();
        match self.keys.iter_mut().find(|(of, _)| *of == own) {
            Some((_, keys)) => keys.next_set(),
            None => self.keys.push((own, Keys::default())),
        }
        let described = self.head.structures.get(own);
        let observed = described.map(|described| described.dimensions[2].iter().filter_map(|one| one.column));
        let in_series = observed.is_some_and(|columns| columns.eq(layout.time()));
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        self.data_set = Some(DataSet { layout, structure, action, number, in_series });
        (self.layout, self.at) = (own, At::Set);
        Ok(())
    }
}

impl<R: Input> Observations for JsonReader<R> {
    fn header(&self) -> &Header {
        &self.head.header
    }

    fn file(&self) -> Option<Arc<str>> {
        Some(self.json.file().clone())
    }

    fn next<'a>(&'a mut self, batch: &mut Batch, findings: &mut dyn FindingSink) -> Result<Option<&'a DataSet>> {
        next_batch(self, batch, findings)
    }
}

impl<R: Input> Sets for JsonReader<R> {
    fn begun(&mut self, findings: &mut dyn FindingSink) -> Result<bool> {
        self.begins = matches!(self.at, At::Message | At::Data | At::Sets | At::Done);
        if self.begins {
            if !self.seek()? {
                return Ok(false);
            }
            self.begin(findings)?;
        }
        Ok(true)
    }

    fn data_set(&self) -> Option<&DataSet> {
        self.data_set.as_ref()
    }

    fn fill(&mut self, batch: &mut Batch, findings: &mut dyn FindingSink) -> Result<()> {
        self.read_on(batch, self.begins, findings).map(drop)
    }

    fn pending(&mut self) -> (&mut Draft, &mut Option<Error>) {
        (&mut self.draft, &mut self.broken)
    }
}

impl<R> fmt::Debug for JsonReader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "JsonReader({})", self.file)
    }
}
