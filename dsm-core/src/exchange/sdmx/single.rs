use super::Arrived;
use crate::error::{At, Error, Place, Result, codes::exc};

/// The one table of a message, for a file that holds no more than one.
///
/// # Errors
/// `EXC-365` at the line of the second table where there are several; `EXC-366` where the message has no observations.
///
/// # Example
/// ```
/// use dsm_core::exchange::sdmx::single_table;
/// assert_eq!(single_table(Vec::new(), "m.csv").unwrap_err().code().id(), "EXC-366");
/// ```
pub fn single_table(mut arrived: Vec<Arrived>, file: &str) -> Result<Arrived> {
    if let Some(second) = arrived.get(1) {
        return Err(Error::new(exc::TABLES_SEVERAL).at(Place::line(file, second.line, 0)));
    }
    arrived.pop().ok_or_else(|| Error::new(exc::OBSERVATIONS_LACKING).at(Place::new(file, At::Whole)))
}
