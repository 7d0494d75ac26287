//! Tidy CSV: one row a cell.
//!
//! | column | what stands there |
//! |---|---|
//! | the axes by their ids | codes; `_T` is the total |
//! | `TIME_PERIOD` | the period of a flow, or the moment of a stock (a day is its start) |
//! | `OBS_VALUE` | the figure; empty where there is none, or where only bounds are known; a zero is `0` |
//! | `LOWER_BOUND`, `UPPER_BOUND` | only where a figure of the view has bounds; no upper one: at least |
//! | `STANDARD_ERROR` | only where a figure of the view is a sample estimate |
//! | `OBS_STATUS` | one code of SDMX `CL_OBS_STATUS`: `A` normal, `P`, `B`, `E`, `F`, `U`; `Q` suppressed; missing `O`, `M` (cannot be), `L` (not collected) |
//! | `STATUSES` | only where the one code does not say all: every status by its letter; `I` is partial, a part only |
//! | `CONF_STATUS` | `C` for every suppressed cell alike |
//! | `UNIT_MEASURE`, `STAT_UNIT` | `PERSON_EVENTS` and `person-events:application`: what is counted |
//! | `TEMPORALITY` | `flow`, `stock` … |
//! | `LEVEL`, `APPLICATION_TYPE`, `ROLE`, `TIME_BASIS` | where they apply |
//! | `CONCEPT`, `CONCEPT_VERSION` … | the definition behind the figures |
//! | `VINTAGE`, `ASSUMPTIONS`, `NOTES` | where there are any: assumptions and footnotes by name and code |

use super::columns;
use crate::{error::Result, table::View};
use std::io::Write;

/// Writes a view as tidy CSV, in the order of the keys, with LF line ends and quotes as in RFC 4180.
///
/// # Disclosure
/// A suppressed cell has no figure and no bounds, whoever reads.
///
/// # Errors
/// `EXC-001` when the bytes cannot be written; `EXC-003` when an axis has the name of another column.
///
/// # Example
/// ```
/// use dsm_core::{exchange::csv, measure::{Concept, Measure}, table::{Axis, Table}};
/// let view = Table::builder(Measure::parse("cases:permit:one", "flow")?, Concept::new("WORK_PERMIT"))
///     .axis(Axis::category("SEX"))
///     .axis(Axis::time("TIME_PERIOD"))
///     .row(&["F", "2024"], "3")
///     .row(&["M", "2024"], "*")
///     .build()?
///     .disclose()?;
/// let mut file = Vec::new();
/// csv::write(&view, &mut file)?;
/// assert!(String::from_utf8_lossy(&file).contains("F,2024,3,A,,CASES,cases:permit:one,flow,WORK_PERMIT,1.0\nM,2024,,Q,C,"));
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
pub fn write(view: &View, out: &mut dyn Write) -> Result<()> {
    columns::write(view, &[], out)
}
