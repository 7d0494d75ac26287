use crate::{
    error::{Error, Result, codes::trl},
    source::figure,
    table::{Absence, Cell, Mask, Status},
};

/// Reads what stands in the columns of the figure and of the status.
///
/// A figure goes with no status, `A`, or letters; an empty place goes with the reason why it is empty. Zero is a figure.
pub(super) fn cell(value: &str, status: &str) -> Result<(Cell, Status)> {
    let unreadable = || Error::new(trl::STATUS_UNREADABLE);
    if value.is_empty() {
        let cell = match status {
            "Q" => Cell::Masked(Mask::Suppressed),
            "M" => Cell::Missing(Absence::NotApplicable),
            "L" => Cell::Missing(Absence::NotCollected),
            "O" => Cell::Missing(Absence::NotDelivered),
            "" | "A" => return Err(Error::new(trl::FIGURE_NOT_STATED)),
            _ => return Err(unreadable()),
        };
        return Ok((cell, Status::NORMAL));
    }
    let letters = if status == "A" { "" } else { status };
    let status = Status::parse(letters).ok_or_else(unreadable)?;
    Ok((Cell::exact(figure(value)?), status))
}
