#[cfg(test)]
mod tests;

use super::{
    Action, Format, Header, Options, Publication, ViewObservations,
    data::{Batch, DataSet, Layout, Observations},
    structures::{Class, Structures},
    write,
};
use crate::{
    catalogue::Indicator,
    error::{Error, Finding, FindingSink, Result, Safe, codes::exc},
    exchange::{columns::attributes, observation::Observation},
    table::View,
};
use std::{
    collections::{HashMap, HashSet},
    fmt,
    io::Write,
    sync::Arc,
};

/// What brings a receiver from one vintage of a table to the next: what is deleted, replaced, added.
///
/// # Disclosure
/// A deletion is the key of a cell that the earlier vintage showed, and nothing more; everything else is as the later one shows it.
#[derive(Clone, Debug)]
pub struct Revision {
    earlier: View,
    later: View,
    publication: Publication,
    deleted: HashSet<u32>,
    replaced: HashSet<u32>,
    added: HashSet<u32>,
}

impl Revision {
    /// From an earlier vintage of an indicator to a later one; the structures hold the codes of both.
    ///
    /// # Errors
    /// `EXC-268` where the two do not count the same along the same axes; as [`Publication::new`].
    ///
    /// # Example
    /// ```
    /// use dsm_core::{catalogue::Catalogue, error::Collected, exchange::sdmx::{Format, Header, Revision}};
    /// use dsm_core::{measure::Concept, table::{Axis, Table}};
    /// let catalogue = Catalogue::preset("dsm")?;
    /// let indicator = catalogue.find("ASYLUM_APPLICATIONS")?;
    /// let of = |rows: &[(&str, &str)]| {
    ///     let begun = Table::builder(indicator.measure().clone(), indicator.concept().clone());
    ///     let begun = begun.axis(Axis::reporter("REF_AREA")).axis(Axis::time("TIME_PERIOD"));
    ///     rows.iter().fold(begun, |table, (year, figure)| table.row(&["MDA", *year], figure)).build()?.disclose()
    /// };
    /// let (earlier, later) = (of(&[("2022", "7"), ("2023", "9")])?, of(&[("2023", "10"), ("2024", "3")])?);
    /// let revision = Revision::new(earlier.clone(), later, indicator, "DSM")?;
    /// let (mut found, mut file) = (Collected::new(), Vec::new());
    /// revision.write(Format::Csv20, &Header::new("A", "MDA", "2025-03-01"), &mut found, &mut file)?;
    /// let text = String::from_utf8_lossy(&file);
    /// for change in [",D,MDA,2022,,", ",R,MDA,2023,10,", ",A,MDA,2024,3,"] {
    ///     assert!(text.contains(change), "{text}");
    /// }
    /// // Another concept is no other vintage.
    /// let other = Table::builder(indicator.measure().clone(), Concept::new("ENTRIES"))
    ///     .axis(Axis::reporter("REF_AREA")).axis(Axis::time("TIME_PERIOD")).row(&["MDA", "2024"], "3").build()?.disclose()?;
    /// assert_eq!(Revision::new(earlier, other, indicator, "DSM").unwrap_err().code().id(), "EXC-268");
    /// # Ok::<(), dsm_core::error::Error>(())
    /// ```
    ///
    /// # Sources
    /// SDMX 2.1 and 3.0, section 3, `ActionType`; SDMX-CSV 2.0, `ACTION`.
    pub fn new(earlier: View, later: View, indicator: &Indicator, agency: &str) -> Result<Self> {
        let differs = |part: &'static str| Error::new(exc::VINTAGES_DIFFER).with("part", Safe::word(part));
        if earlier.measure() != later.measure() {
            return Err(differs("vintage-measure"));
        }
        if earlier.concept() != later.concept() {
            return Err(differs("vintage-concept"));
        }
        let places = axes(&earlier, &later).ok_or_else(|| differs("vintage-axes"))?;
        let before = Publication::new(earlier.clone(), indicator, agency)?;
        let publication = Publication::new(later.clone(), indicator, agency)?.with_codes(before.structures());
        let number = |row: usize| u32::try_from(row).unwrap_or(u32::MAX);
        let mut known: HashMap<Vec<Arc<str>>, (u32, Observation)> = HashMap::new();
        for (at, row) in earlier.rows().enumerate() {
            let key = places.iter().filter_map(|place| row.key.get(*place).cloned()).collect();
            known.insert(key, (number(at), Observation::of(&row, earlier.making())));
        }
        let (mut replaced, mut added) = (HashSet::new(), HashSet::new());
        for (at, row) in later.rows().enumerate() {
            match known.remove(row.key.as_slice()) {
                Some((_, before)) if before == Observation::of(&row, later.making()) => {}
                Some(_) => {
                    replaced.insert(number(at));
                }
                None => {
                    added.insert(number(at));
                }
            }
        }
        let deleted = known.into_values().map(|(row, _)| row).collect();
        Ok(Self { earlier, later, publication, deleted, replaced, added })
    }

    /// How many cells are deleted, replaced, added.
    #[must_use]
    pub fn cells(&self) -> [usize; 3] {
        [self.deleted.len(), self.replaced.len(), self.added.len()]
    }

    /// The later vintage with its structures, which hold the codes of the earlier one too.
    #[must_use]
    pub fn publication(&self) -> &Publication {
        &self.publication
    }

    /// The deletions, the replacements, the additions: each a data set with its action.
    ///
    /// What is said of the whole data set stands with every cell that is replaced or added; where there is none and it changed, in a
    /// row of its own. Something that is said no more cannot be taken back: that is `EXC-224`.
    ///
    /// # Errors
    /// As [`ViewObservations::new`].
    pub fn observations(&self, header: &Header) -> Result<RevisionObservations> {
        let (flow, structures) = (self.publication.flow(), self.publication.structures());
        let found = structures.structure_of(flow).ok_or_else(|| Error::new(exc::STRUCTURE_UNREADABLE))?;
        let layout = Arc::new(Layout::of(found, structures));
        let mut parts = Vec::new();
        let steps = [
            (&self.earlier, &self.deleted, Action::Delete),
            (&self.later, &self.replaced, Action::Replace),
            (&self.later, &self.added, Action::Append),
        ];
        for (view, rows, action) in steps.into_iter().filter(|(_, rows, _)| !rows.is_empty()) {
            let number = u32::try_from(parts.len()).unwrap_or(u32::MAX);
            let set =
                DataSet { layout: layout.clone(), structure: Some(flow.clone()), action, number, in_series: true };
            let all = ViewObservations::laid_out(view.clone(), set, header.clone())?;
            parts.push(all.only(rows, action == Action::Delete));
        }
        let (before, now) = (attributes(&self.earlier), attributes(&self.later));
        let carried = self.replaced.len() + self.added.len() > 0;
        let said = |one: &(&'static str, String)| before.contains(one);
        let changed = if carried || now.iter().all(said) { Vec::new() } else { now.clone() };
        let gone = |(name, _): &&(&'static str, String)| !now.iter().any(|(own, _)| own == name);
        let gone = before.iter().filter(gone).map(|(name, _)| *name).collect();
        let number = u32::try_from(parts.len()).unwrap_or(u32::MAX);
        let whole = DataSet { layout, structure: Some(flow.clone()), action: Action::Append, number, in_series: true };
        Ok(RevisionObservations { header: header.clone(), parts, at: 0, whole, changed, gone })
    }

    /// Writes what changed as one message.
    ///
    /// # Errors
    /// As [`write`](super::write); in SDMX-CSV 1.0, which has no actions, deletions are `EXC-224` and left out.
    pub fn write(
        &self,
        format: Format,
        header: &Header,
        findings: &mut dyn FindingSink,
        out: &mut dyn Write,
    ) -> Result<()> {
        let options = Options::new(header.clone()).structure(self.publication.flow().clone());
        write(format, &mut self.observations(header)?, &options, self.publication.structures(), findings, out)
    }
}

/// Where each axis of the later view stands among those of the earlier one.
fn axes(earlier: &View, later: &View) -> Option<Vec<usize>> {
    let place = |id: &str| earlier.axes().iter().position(|axis| axis.id() == id);
    let places: Vec<usize> = later.axes().iter().map(|axis| place(axis.id())).collect::<Option<_>>()?;
    (places.len() == earlier.axes().len()).then_some(places)
}

impl Publication {
    /// The same with the codes that other structures of the same indicator have beside its own.
    fn with_codes(mut self, other: &Structures) -> Self {
        for scheme in other.schemes.iter().filter(|scheme| scheme.class == Class::Codelist) {
            let own = self.structures_mut().schemes.iter_mut();
            for list in own.filter(|own| own.about.identity == scheme.about.identity) {
                let more: Vec<_> = scheme.items.iter().filter(|item| list.item(&item.id).is_none()).cloned().collect();
                list.items.extend(more);
            }
        }
        self
    }
}

/// What changed from one vintage to the next, as observations; made by [`Revision::observations`].
pub struct RevisionObservations {
    header: Header,
    parts: Vec<ViewObservations>,
    at: usize,
    whole: DataSet,
    /// What is said of the whole data set, where it changed and no cell carries it.
    changed: Vec<(&'static str, String)>,
    gone: Vec<&'static str>,
}

impl Observations for RevisionObservations {
    fn header(&self) -> &Header {
        &self.header
    }

    fn next<'a>(&'a mut self, batch: &mut Batch, findings: &mut dyn FindingSink) -> Result<Option<&'a DataSet>> {
        for name in std::mem::take(&mut self.gone) {
            let _ = findings.put(Finding::new(exc::NOT_SAYABLE).with("what", Safe::term(name)));
        }
        while let Some(part) = self.parts.get_mut(self.at) {
            if part.next(batch, findings)?.is_some() {
                return Ok(self.parts.get(self.at).map(ViewObservations::data_set));
            }
            self.at += 1;
        }
        batch.start(&self.whole.layout);
        let changed = std::mem::take(&mut self.changed);
        let width = self.whole.layout.parts().len();
        let (mut places, texts) = (vec![u32::MAX; width], vec![String::new(); width]);
        for (name, value) in &changed {
            if let Some(at) = self.whole.layout.place(name).filter(|_| !value.is_empty()) {
                let place = batch.place(at, value);
                places.get_mut(at).into_iter().for_each(|slot| *slot = place);
            }
        }
        if changed.is_empty() {
            return Ok(None);
        }
        batch.row(0, &places, &texts, &[]);
        Ok(Some(&self.whole))
    }
}

impl fmt::Debug for RevisionObservations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RevisionObservations({} data sets)", self.parts.len())
    }
}
