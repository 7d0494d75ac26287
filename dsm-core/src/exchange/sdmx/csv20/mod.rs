//! SDMX-CSV 2.0: `STRUCTURE`, `STRUCTURE_ID` and `ACTION`, then the columns of [tidy CSV](crate::exchange::csv).
//!
//! Read by pandas, pysdmx, the .Stat Suite and Eurostat's converter without further settings. Columns that SDMX has no
//! concept for (`STAT_UNIT`, `TEMPORALITY`, `STATUSES`, `ASSUMPTIONS`, `NOTES` …) are attributes of ours.
//!
//! Source: SDMX-CSV 2.0 field guide.

use super::{
    Action, Structure,
    csv::{self, Version},
    data::Observations,
};
use crate::{
    error::{FindingSink, Result},
    exchange::columns,
    table::View,
};
use std::io::Write;

/// Writes a view as SDMX-CSV 2.0, in the order of the keys: the same view gives the same bytes.
///
/// # Disclosure
/// A suppressed cell has no figure and no bounds, the status `Q` and the confidentiality `C`, whatever the reason.
///
/// # Errors
/// `EXC-001` when the bytes cannot be written; `EXC-003` when an axis has the name of another column.
///
/// # Example
/// ```
/// use dsm_core::exchange::sdmx::{Action, Structure, csv20};
/// use dsm_core::{measure::{Concept, Measure}, table::{Axis, Table}};
/// let view = Table::builder(Measure::parse("person-events:application", "flow")?, Concept::new("ASYLUM_APPLICATION"))
///     .axis(Axis::reporter("REF_AREA"))
///     .axis(Axis::time("TIME_PERIOD"))
///     .row(&["MDA", "2023"], "4104")
///     .build()?
///     .disclose()?;
/// let mut file = Vec::new();
/// csv20::write(&view, &Structure::dataflow("DSM:ASYLUM_APPLICATIONS(1.0)")?, Action::Append, &mut file)?;
/// let text = String::from_utf8_lossy(&file);
/// assert!(text.starts_with("STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,TIME_PERIOD,OBS_VALUE,OBS_STATUS,CONF_STATUS,"));
/// assert!(text.contains("dataflow,DSM:ASYLUM_APPLICATIONS(1.0),A,MDA,2023,4104,A,,PERSON_EVENTS,"));
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
pub fn write(view: &View, structure: &Structure, action: Action, out: &mut dyn Write) -> Result<()> {
    let id = structure.to_string();
    let leading = [("STRUCTURE", structure.kind()), ("STRUCTURE_ID", id.as_str()), ("ACTION", action.letter())];
    columns::write(view, &leading, out)
}

/// Writes observations as SDMX-CSV 2.0, in the order in which they come; every component of the structure is a column. Without
/// a structure each data set is said to be of the one that it names.
///
/// # Errors
/// `EXC-001` when the bytes cannot be written; what the source reports. A data set with other components than the first is
/// `EXC-233` and left out.
pub fn write_observations(
    source: &mut dyn Observations,
    structure: Option<&Structure>,
    findings: &mut dyn FindingSink,
    out: &mut dyn Write,
) -> Result<()> {
    csv::write(Version::V20, source, structure, findings, out)
}
