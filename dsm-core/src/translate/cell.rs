use crate::{
    error::{Error, Result, codes::trl},
    table::{Absence, Cell, Mask, Status},
};

/// What stands in the columns of the figure and of the status, the figure itself not yet read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written<'a> {
    /// A figure, with its statuses.
    Figure(&'a str, Status),
    /// No figure, and why.
    Empty(Cell),
}

/// Reads what stands in the columns of the figure and of the status.
///
/// A figure goes with no status, `A`, or letters; an empty place goes with the reason why it is empty. Zero is a figure.
pub(super) fn written<'a>(value: &'a str, status: &str) -> Result<Written<'a>> {
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
        return Ok(Written::Empty(cell));
    }
    let letters = if status == "A" { "" } else { status };
    Ok(Written::Figure(value, Status::parse(letters).ok_or_else(unreadable)?))
}
