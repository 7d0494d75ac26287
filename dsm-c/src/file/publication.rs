//! Tables written as messages of SDMX, with the structures that a receiver needs, and what changed between two vintages.

use super::message::{Written, dsm_message, written};
use crate::{
    documentation::dsm_documentation, error::dsm_error, given::given, guard::guard, handle::give, status::dsm_status,
    string::dsm_string, table::dsm_table,
};
use dsm_core::{
    catalogue::{Catalogue, Indicator},
    error::{Collected, Result},
    exchange::sdmx::{Action, Format, Header, MetadataReport, Publication, Revision},
    table::{Table, View},
};

/// Writes a table of an indicator as data of SDMX, series by series, with `prepared` as the time of its making.
///
/// `indicator` is the id of one that DSM knows, such as `ASYLUM_APPLICATIONS` (CAT-001 for another); `agency` maintains its structures;
/// `sender` is who sends the message. The action is Replace. A suppressed cell has no figure, the status `Q` and the confidentiality `C`.
/// EXC-238 for an unknown format, EXC-002 for an agency that SDMX could not write.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_write_message(
    table: *const dsm_table,
    format: dsm_string,
    indicator: dsm_string,
    agency: dsm_string,
    sender: dsm_string,
    prepared: dsm_string,
    message: *mut *mut dsm_message,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, message) = (given!(table), given!(out message));
        let said = [
            given!(text format),
            given!(text indicator),
            given!(text agency),
            given!(text sender),
            given!(text prepared),
        ];
        message.put(give(Asked::of(table, said)?.written(|asked, findings, out| {
            asked.publication()?.write(asked.format, &asked.header, Action::Replace, findings, out)
        })?));
    })
}

/// Writes what changed from an earlier vintage of a table of an indicator to this one: deletions, replacements and additions, each with
/// its action. A deletion is the key of a cell of the earlier vintage and nothing more.
///
/// As `dsm_table_write_message`; EXC-268 where the two do not count the same along the same axes. SDMX-CSV 1.0 has no deletions: they are
/// left out with a finding (EXC-224).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_write_changes(
    earlier: *const dsm_table,
    table: *const dsm_table,
    format: dsm_string,
    indicator: dsm_string,
    agency: dsm_string,
    sender: dsm_string,
    prepared: dsm_string,
    message: *mut *mut dsm_message,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (earlier, table, message) = (given!(earlier), given!(table), given!(out message));
        let said = [
            given!(text format),
            given!(text indicator),
            given!(text agency),
            given!(text sender),
            given!(text prepared),
        ];
        let (asked, earlier) = (Asked::of(table, said)?, earlier.clone().disclose()?);
        message.put(give(asked.written(|asked, findings, out| {
            let revision = Revision::new(earlier, asked.view.clone(), &asked.indicator, asked.agency)?;
            revision.write(asked.format, &asked.header, findings, out)
        })?));
    })
}

/// Writes the structures that a receiver needs to read a table of an indicator: code lists, concepts, data structure, dataflow,
/// constraint, providers. As `dsm_table_write_message`; formats with structures are `sdmx-ml-2.1`, `sdmx-ml-3.0`, `sdmx-json-2.0`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_write_structures(
    table: *const dsm_table,
    format: dsm_string,
    indicator: dsm_string,
    agency: dsm_string,
    sender: dsm_string,
    prepared: dsm_string,
    message: *mut *mut dsm_message,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, message) = (given!(table), given!(out message));
        let said = [
            given!(text format),
            given!(text indicator),
            given!(text agency),
            given!(text sender),
            given!(text prepared),
        ];
        message.put(give(Asked::of(table, said)?.written(|asked, findings, out| {
            asked.publication()?.write_structures(asked.format, &asked.header, findings, out)
        })?));
    })
}

/// Writes what a State says of an indicator that DSM knows (CAT-001 for another) as a metadata report of SDMX, maintained by `agency` and
/// sent by `sender`, with `prepared` as the time of its making.
///
/// The format is `sdmx-ml-3.0` or `sdmx-csv-2.0`; EXC-286 for another. EXC-234 where an answer holds a character that XML cannot write.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_documentation_write_report(
    documentation: *const dsm_documentation,
    format: dsm_string,
    agency: dsm_string,
    sender: dsm_string,
    prepared: dsm_string,
    message: *mut *mut dsm_message,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (documentation, message) = (given!(documentation), given!(out message));
        let indicator = Catalogue::built_in(documentation.indicator())?;
        let report = MetadataReport::new(given!(text agency))?.with(documentation, &indicator)?;
        let header = Header::new(indicator.id(), given!(text sender), given!(text prepared)).checked()?;
        let (mut findings, mut out) = (Collected::new(), Vec::new());
        report.write(Format::parse(given!(text format))?, &header, &mut findings, &mut out)?;
        message.put(give(written(out, findings)?));
    })
}

/// A table of an indicator that is to be written as a message.
struct Asked<'a> {
    view: View,
    indicator: Indicator,
    agency: &'a str,
    format: Format,
    header: Header,
}

impl<'a> Asked<'a> {
    fn of(table: &Table, [format, indicator, agency, sender, prepared]: [&'a str; 5]) -> Result<Self> {
        let view = table.clone().disclose()?;
        let header = Header::new(indicator, sender, prepared).checked()?;
        let (format, indicator) = (Format::parse(format)?, Catalogue::describing(indicator, view.concept())?);
        Ok(Self { view, indicator, agency, format, header })
    }

    fn publication(&self) -> Result<Publication> {
        Publication::new(self.view.clone(), &self.indicator, self.agency)
    }

    /// Writes it one way or another.
    fn written(&self, write: impl FnOnce(&Self, &mut Collected, &mut Vec<u8>) -> Result<()>) -> Result<Written> {
        let (mut findings, mut out) = (Collected::new(), Vec::new());
        write(self, &mut findings, &mut out)?;
        written(out, findings)
    }
}
