use super::{
    super::entry::SHEET_KEY,
    lines::{Content, Lines},
};
use crate::{error::Result, source::Input};

/// The rows in which the mark of a sheet of figures is looked for.
const AHEAD: u32 = 50;
/// What stands before the period of a sheet.
const PERIOD: &str = "TIME_PERIOD=";

/// The marked row of a sheet of figures: its number and cells, and where in it the mark stands.
pub(super) struct Marked {
    pub(super) row: u32,
    pub(super) key: u32,
    pub(super) cells: Vec<Content>,
}

impl Marked {
    /// Reads on to the row in which a sheet says that it is one of figures; none where it does not say so.
    pub(super) fn find<R: Input>(lines: &mut Lines<R>) -> Result<Option<Self>> {
        let mut line = Vec::new();
        while let Some(row) = lines.next(&mut line)?.filter(|row| *row <= AHEAD) {
            let is_mark = |content: &&Content| content.held.text().trim() == SHEET_KEY;
            if let Some(key) = line.iter().find(is_mark).map(|content| content.column) {
                return Ok(Some(Self { row, key, cells: line }));
            }
        }
        Ok(None)
    }

    /// The column of the period and the period.
    pub(super) fn period(&self) -> Option<(u32, &str)> {
        let of = |content: &'_ Content| content.held.text().trim().strip_prefix(PERIOD).is_some();
        let content = self.cells.iter().find(|content| of(content))?;
        Some((content.column, content.held.text().trim().strip_prefix(PERIOD)?))
    }
}
