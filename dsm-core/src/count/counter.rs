use super::{
    Counted, Specification,
    encode::Encoder,
    finish,
    keys::{Key as Person, Keys},
    partitions::Partitions,
    plan::{Key, Plan},
    quality::{Notice, Quality},
    specification::Role,
};
use crate::{
    catalogue::Catalogue,
    error::{At, Error, FindingSink, Place, Result, Safe, codes::cnt},
    source::{Batch, Column, ColumnType, Means, Records, Refused, Wanted},
};
use std::{fmt, sync::Arc};

/// At most so many records are counted in one run.
const MOST_RECORDS: u64 = u32::MAX as u64;

/// Counts individual records: they are handed in a batch at a time, and tables come out when all were.
///
/// # Disclosure
/// Person numbers are only compared, under keys that are new in every run. What is put aside on scratch space are these keys and
/// the numbers of codes. `Debug` shows nothing of the records.
///
/// ```
/// use dsm_core::{catalogue::Catalogue, count::{Counter, Specification}, error::Collected, source::{self, Layout, Means, TextRecords}, time::Moment};
/// use std::io::Cursor;
/// let specification = Specification::from_toml("cards.toml", r#"
/// format = "dsm-count/1"
/// [records]
/// kind = "crossing"
/// from = "2024-01-01"
/// until = "2024-12-31"
/// person = "document"
/// date = "day"
/// [dimension.SEX]
/// column = "sex"
/// membership = "fixed"
/// list = "SEX"
/// [count.crossings]
/// units = ["cases", "persons"]
/// by = ["SEX"]
/// every = "A"
/// totals = "all"
/// "#)?;
/// let cards = "document,name,day,sex\nA1,Amy,2024-05-18,F\nA1,Amy,2024-05-25,F\nB2,Bader,2024-08-12,M\n";
/// let means = Means::quiet(Moment::parse("2025-01-01")?);
/// let mut counter = Counter::new(&specification, &Catalogue::preset("dsm")?, means)?;
/// let mut records = TextRecords::new(source::open(Cursor::new(cards), "cards.csv", &Layout::default())?, counter.wanted())?;
/// counter.read(&mut records, &mut Collected::new())?;
/// let counted = counter.finish(&mut Collected::new())?;
/// // Amy crossed twice: three crossings of two persons.
/// assert_eq!(counted.table("crossings.cases")?.at(&["_T", "2024"])?.to_string(), "3");
/// assert_eq!(counted.table("crossings.persons")?.at(&["_T", "2024"])?.to_string(), "2");
/// assert_eq!(counted.columns_read(), ["day", "document", "sex"]);
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
pub struct Counter<'m> {
    plan: Plan,
    keys: Keys,
    encoder: Encoder,
    persons: Partitions,
    cases: Option<Partitions>,
    quality: Quality,
    means: Means<'m>,
    links: Vec<Wanted>,
    /// Whether the link table was read.
    linked: bool,
    /// Why a carrier was not read to its end.
    broken: Option<Error>,
    /// The keys of the persons of a batch.
    numbers: Vec<Option<Person>>,
}

impl<'m> Counter<'m> {
    /// Checks a specification and makes ready to count by it.
    ///
    /// # Errors
    /// `CNT-002`–`CNT-007` where the specification lacks something, contradicts itself, or asks for what cannot be counted;
    /// `CNT-064` for a dimension that the indicator does not have; `CAT-001` for an unknown indicator, `COD-008` for an unknown list.
    pub fn new(specification: &Specification, catalogue: &Catalogue, means: Means<'m>) -> Result<Self> {
        let plan = Plan::new(specification, catalogue)?;
        let whole = specification
            .column_of(Role::Person)
            .is_some_and(|column| specification.type_of(column) == ColumnType::Integer);
        let words = if whole && specification.links.is_none() { 1 } else { 2 };
        let by_case = plan.programs.iter().any(|program| program.key == Key::Case);
        let memory = if by_case { means.memory / 2 } else { means.memory };
        let default = || (Arc::from("document"), Arc::from("person"));
        let (document, person) = specification.links.clone().unwrap_or_else(default);
        let number = |name: Arc<str>| Wanted { name, kind: ColumnType::Identifier };
        Ok(Self {
            encoder: Encoder::new(&plan),
            plan,
            keys: Keys::new(),
            persons: Partitions::new(words, memory),
            cases: by_case.then(|| Partitions::new(2, memory)),
            quality: Quality::default(),
            means,
            links: vec![number(document), number(person)],
            linked: false,
            broken: None,
            numbers: Vec::new(),
        })
    }

    /// The columns that the records are to be opened with: nothing else of them is read.
    #[must_use]
    pub fn wanted(&self) -> &[Wanted] {
        &self.plan.wanted
    }

    /// The columns that the link table is to be opened with.
    #[must_use]
    pub fn wanted_of_links(&self) -> &[Wanted] {
        &self.links
    }

    /// Reads the link table, which says the person of each document: before any records. Documents that it does not name are
    /// persons of their own; nobody is ever linked by name.
    ///
    /// Where it says two persons of one document, or a person who is a document of somebody else's, nobody is known whose these documents
    /// are (`CNT-037`): their records are without a number. Where it fails nothing of it is kept. A line that cannot be read is passed over: it goes to the sink with its place, and is counted among the findings. It is no record.
    ///
    /// # Errors
    /// `CNT-003` where records were read already; `CNT-008` where the specification does not pass a finding over; codes of room `source`
    /// where it cannot be read, or not to its end.
    pub fn read_links(&mut self, links: &mut dyn Records, sink: &mut dyn FindingSink) -> Result<()> {
        if self.quality.read > 0 {
            return Err(of_links("records-read"));
        }
        let read = self.link(links, sink);
        if read.is_err() {
            // Half a table would count two documents of one person as two.
            (self.keys, self.linked) = (Keys::new(), false);
        }
        read
    }

    fn link(&mut self, links: &mut dyn Records, sink: &mut dyn FindingSink) -> Result<()> {
        self.persons = Partitions::new(2, self.means.memory);
        self.linked = true;
        let (mut batch, mut documents, mut persons) = (Batch::new(), Vec::new(), Vec::new());
        let mut notice = Notice::new(std::mem::take(&mut self.quality), &self.plan.specification.fatal, sink);
        loop {
            let more = links.next(&mut batch)?;
            for refused in links.refused() {
                notice.made(refused.finding().clone())?;
                // Half a table would count two documents of one person as two.
                refused.into_error().map_or(Ok(()), Err)?;
            }
            if !more {
                break;
            }
            let none = Column::default();
            let column = |at: usize| batch.columns.get(at).unwrap_or(&none);
            self.keys.of_column(column(0), &mut documents);
            self.keys.of_column(column(1), &mut persons);
            for (row, (document, person)) in documents.iter().zip(&persons).enumerate() {
                let line = batch.number(row);
                if let (Some(document), Some(person)) = (document, person)
                    && !self.keys.link(*document, *person, line)
                {
                    notice.found(cnt::LINK_CONTRADICTS, None, || Some(batch.place(row, Some(0))))?;
                }
            }
        }
        for line in self.keys.settle() {
            notice.found(cnt::LINK_CONTRADICTS, None, || Some(batch.numbered(line, Some(1))))?;
        }
        self.quality = notice.quality;
        Ok(())
    }

    /// Reads records: all of a carrier. Several carriers are read one after the other; their order does not matter.
    ///
    /// What is wrong with a record goes to the sink with its place, and is counted. The sink is the holder's. A carrier that is empty or
    /// damaged is passed over as far as it is (`CNT-029`): the tables say so, and what is in none of them is then not known to be zero.
    ///
    /// # Errors
    /// `CNT-008` where the specification does not pass a finding over; `CNT-009` where scratch space fails; `CNT-063` where a
    /// dimension has more codes than there can be; `SRC-017` where the watch stops it; codes of room `source` where the records cannot be read on.
    pub fn read(&mut self, records: &mut dyn Records, sink: &mut dyn FindingSink) -> Result<()> {
        if self.plan.specification.links.is_some() && !self.linked {
            return Err(Error::new(cnt::SPECIFICATION_INCOMPLETE).with("what", Safe::word("links")));
        }
        let quality = std::mem::take(&mut self.quality);
        let mut notice = Notice::new(quality, &self.plan.specification.fatal, sink);
        let mut batch = Batch::new();
        let read = loop {
            match self.next(records, &mut batch, &mut notice) {
                Ok(true) => {}
                Ok(false) => break Ok(()),
                Err(error) => break Err(error),
            }
        };
        self.quality = notice.quality;
        read
    }

    fn next(&mut self, records: &mut dyn Records, batch: &mut Batch, notice: &mut Notice<'_>) -> Result<bool> {
        let more = records.next(batch)?;
        for refused in records.refused() {
            let records = match &refused {
                Refused::Value(_) | Refused::Carrier(_) => 0,
                Refused::Records(_, records) => *records,
                _ => 1,
            };
            let rule = refused.finding().rule();
            if records > 0 {
                notice.quality.read = notice.quality.read.saturating_add(records);
                let own = notice.quality.refused.entry(rule).or_default();
                *own = own.saturating_add(records);
            }
            notice.made(refused.finding().clone())?;
            notice.counted(rule, records.saturating_sub(1))?;
            if let Some(error) = refused.into_error() {
                let whole = || error.place().map(|place| Place::new(place.file(), At::Whole));
                notice.found(cnt::CARRIER_NOT_WHOLE, None, whole)?;
                self.broken.get_or_insert(error);
            }
        }
        if !more {
            return Ok(false);
        }
        self.batch(batch, notice)?;
        let (done, total) = records.progress();
        self.means.step(done, total)?;
        Ok(true)
    }

    fn batch(&mut self, batch: &Batch, notice: &mut Notice<'_>) -> Result<()> {
        if notice.quality.read + batch.rows as u64 > MOST_RECORDS {
            return Err(Error::new(cnt::TOO_MANY).with("what", Safe::word("records")).with("limit", MOST_RECORDS));
        }
        let Self { plan, keys, encoder, persons, cases, linked, numbers, .. } = self;
        let column = |role: Role| plan.roles.get(&role).and_then(|column| batch.columns.get(*column));
        let (mut files, mut strange) = (Vec::new(), Vec::new());
        numbers.clear();
        if let Some(column) = column(Role::Person) {
            keys.of_column(column, numbers);
            if *linked {
                strange.extend(numbers.iter().map(|key| key.is_some_and(|key| !keys.is_linked(key))));
            }
            numbers.iter_mut().for_each(|number| *number = number.and_then(|key| keys.person(key)));
        }
        if let (Some(column), Some(_)) = (column(Role::Case), &cases) {
            keys.of_column(column, &mut files);
        }
        let known = plan.roles.contains_key(&Role::Person);
        encoder.batch(plan, keys, batch, notice)?;
        let packed = encoder.packed();
        persons.push(numbers, packed);
        if let Some(cases) = cases {
            // A case without a number is one of its own; where equal records are one, so are their cases.
            if plan.specification.drop_duplicates {
                for (row, (file, number)) in files.iter_mut().zip(numbers.iter()).enumerate() {
                    *file = file.or_else(|| number.map(|key| keys.record(key, &encoder.said(plan, row))));
                }
            }
            cases.push(&files, packed);
        }
        let place = plan.roles.get(&Role::Person).copied();
        let nobody = |(row, keep): (usize, &bool)| *keep && known && numbers.get(row).is_none_or(Option::is_none);
        for row in packed.keep.iter().enumerate().filter(|pair| nobody(*pair)).map(|(row, _)| row) {
            notice.found(cnt::PERSON_NOT_KNOWN, None, || Some(batch.place(row, place)))?;
        }
        for (row, _) in strange.iter().zip(packed.keep).enumerate().filter(|(_, (strange, keep))| **strange && **keep) {
            notice.found(cnt::DOCUMENT_NOT_LINKED, None, || Some(batch.place(row, place)))?;
        }
        persons.make_room(&self.means)?;
        cases.as_mut().map_or(Ok(()), |cases| cases.make_room(&self.means))
    }

    /// Counts what was read. The sink is the holder's: what concerns several records goes there, with rows where the
    /// specification asks for them.
    ///
    /// # Errors
    /// Why they could not be read, where not one record could; `CNT-007` where there are more cells than can be numbered; `CNT-008`, `CNT-009`, `SRC-017` as for [`Counter::read`].
    pub fn finish(self, sink: &mut dyn FindingSink) -> Result<Counted> {
        let Self { plan, encoder, persons, cases, quality, means, broken, .. } = self;
        // Of carriers that say nothing there is nothing to count.
        if let Some(error) = broken.filter(|_| quality.read == 0) {
            return Err(error);
        }
        let mut notice = Notice::new(quality, &plan.specification.fatal.clone(), sink);
        finish::finish(plan, &encoder, persons, cases, &means, &mut notice)
    }
}

/// What is wrong with a link table.
fn of_links(why: &'static str) -> Error {
    Error::new(cnt::SPECIFICATION_CONTRADICTS).with("what", Safe::word("links")).with("why", Safe::word(why))
}

impl fmt::Debug for Counter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Counter({} records)", self.quality.read)
    }
}
