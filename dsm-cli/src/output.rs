//! Figures as files, whole or not at all.

use crate::{
    arguments::Message,
    failure::Done,
    input::now,
    whole::{is_standard, written_whole},
};
use dsm_core::{
    catalogue::{Catalogue, Indicator},
    error::{Error, FindingSink, Result, Safe, codes::exc},
    exchange::{
        TableFormat, csv, jsonstat,
        sdmx::{Action, Format, Header, Publication, Revision, Structure, csv20},
    },
    table::View,
    text::Lang,
};
use std::{
    io::Write,
    path::{Path, PathBuf},
};

/// How figures are written, and what a message says of who sends it.
pub(crate) struct Output<'a> {
    format: TableFormat,
    said: &'a Message,
    /// The language of the names of codes, where a format takes one.
    lang: Lang,
}

impl<'a> Output<'a> {
    /// In the format that is named, else in that of the ending of the file: tidy CSV; SDMX-CSV 2.0 where it is `.sdmx.csv`; SDMX-ML 2.1
    /// where it is `.xml`; JSON-stat 2.0 where it is `.json`.
    pub(crate) fn new(path: &Path, said: &'a Message, lang: Lang) -> Result<Self> {
        let format = match said.to.as_deref() {
            Some(word) => TableFormat::parse(word)?,
            None => TableFormat::of_name(&path.to_string_lossy()),
        };
        Ok(Self { format, said, lang })
    }

    /// Writes a view of an indicator, and beside it as `NAME.structures` the structures that a receiver of a message needs.
    pub(crate) fn write(&self, path: &Path, indicator: &str, view: &View, findings: &mut dyn FindingSink) -> Done<()> {
        if let TableFormat::Sdmx(format) = self.format
            && format != Format::Csv20
        {
            let publication = Publication::new(view.clone(), &described(indicator, view)?, self.agency())?;
            let header = self.header(indicator)?;
            beside(path, format, &header, &publication, findings)?;
            written_whole(path, |out| publication.write(format, &header, Action::Replace, findings, out))?;
            return Ok(());
        }
        Ok(written_whole(path, |out| self.write_into(indicator, view, out))?)
    }

    /// Writes a view of an indicator alone.
    pub(crate) fn write_into(&self, indicator: &str, view: &View, out: &mut dyn Write) -> Result<()> {
        match self.format {
            TableFormat::JsonStat => jsonstat::write(view, described(indicator, view).ok().as_ref(), self.lang, out),
            TableFormat::Sdmx(_) => {
                let structure = Structure::dataflow(&format!("{}:{indicator}(1.0)", self.agency()))?;
                csv20::write(view, &structure, Action::Replace, out)
            }
            _ => csv::write(view, out),
        }
    }

    /// Writes what changed from one vintage of an indicator to another, deletions included.
    pub(crate) fn write_changes(
        &self,
        path: &Path,
        indicator: &str,
        earlier: View,
        later: View,
        findings: &mut dyn FindingSink,
    ) -> Done<()> {
        let TableFormat::Sdmx(format) = self.format else {
            let formats = Safe::words(Format::ALL.map(Format::word));
            return Err(Error::new(exc::FORMAT_UNKNOWN).with("formats", formats).into());
        };
        let described = described(indicator, &later)?;
        let revision = Revision::new(earlier, later, &described, self.agency())?;
        let header = self.header(indicator)?;
        beside(path, format, &header, revision.publication(), findings)?;
        Ok(written_whole(path, |out| revision.write(format, &header, findings, out))?)
    }

    fn agency(&self) -> &str {
        self.said.agency.as_deref().unwrap_or("DSM")
    }

    fn header(&self, indicator: &str) -> Result<Header> {
        let prepared = self.said.prepared.clone().map_or_else(|| now().map(|now| now.to_string()), Ok)?;
        Header::new(indicator, self.said.sender.as_deref().unwrap_or("DSM"), &prepared).checked()
    }
}

fn described(indicator: &str, view: &View) -> Result<Indicator> {
    Catalogue::describing(indicator, view.concept())
}

/// Writes the structures of a publication beside its data, where the format has any and there is a beside: standard output has none.
fn beside(
    path: &Path,
    format: Format,
    header: &Header,
    publication: &Publication,
    findings: &mut dyn FindingSink,
) -> Result<()> {
    if !format.has_structures() || is_standard(path) {
        return Ok(());
    }
    let ending = path.extension().map_or_else(String::new, |ending| format!(".{}", ending.to_string_lossy()));
    let beside: PathBuf = path.with_extension(format!("structures{ending}"));
    written_whole(&beside, |out| publication.write_structures(format, header, findings, out))
}
