//! Tables written as messages of SDMX, with the structures that a receiver needs, and what changed between two vintages.

use super::message::{Written, dsm_message, written};
use crate::{
    error::dsm_error, given::given, guard::guard, handle::give, status::dsm_status, string::dsm_string,
    table::dsm_table,
};
use dsm_core::{
    catalogue::Catalogue,
    error::{Collected, Result},
    exchange::sdmx::{Action, Format, Header, Publication, Revision},
    table::Table,
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
        message.put(give(published(table, said, |publication, format, header, findings, out| {
            publication.write(format, header, Action::Replace, findings, out)
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
        let (format, indicator) = (Format::parse(given!(text format))?, given!(text indicator));
        let header = Header::new(indicator, given!(text sender), given!(text prepared));
        let (earlier, later) = (earlier.clone().disclose()?, table.clone().disclose()?);
        let described = Catalogue::describing(indicator, later.concept())?;
        let revision = Revision::new(earlier, later, &described, given!(text agency))?;
        let (mut findings, mut out) = (Collected::new(), Vec::new());
        revision.write(format, &header, &mut findings, &mut out)?;
        message.put(give(written(out, findings)?));
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
        message.put(give(published(table, said, |publication, format, header, findings, out| {
            publication.write_structures(format, header, findings, out)
        })?));
    })
}

/// What is written of a publication: the format, what the header says, where findings and bytes go.
type Writing = fn(&Publication, Format, &Header, &mut Collected, &mut Vec<u8>) -> Result<()>;

fn published(
    table: &Table,
    [format, indicator, agency, sender, prepared]: [&str; 5],
    write: Writing,
) -> Result<Written> {
    let view = table.clone().disclose()?;
    let described = Catalogue::describing(indicator, view.concept())?;
    let publication = Publication::new(view, &described, agency)?;
    let header = Header::new(indicator, sender, prepared);
    let (mut findings, mut out) = (Collected::new(), Vec::new());
    write(&publication, Format::parse(format)?, &header, &mut findings, &mut out)?;
    written(out, findings)
}
