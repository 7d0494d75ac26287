//! Text of fixed width: values at the same places of every line.

use super::{Grid, Input, Layout, Limits, lines::Lines, lines::Stop};
use crate::error::{At, Error, Finding, Place, Result, Safe, codes::src};

/// The rows of text of fixed width.
pub(super) struct Fixed {
    widths: Vec<usize>,
    limits: Limits,
    whole: usize,
    mixed: bool,
    first: Option<Stop>,
}

impl Fixed {
    /// The widths that a layout states.
    pub(super) fn new(layout: &Layout, file: &str) -> Result<Self> {
        let widths: Vec<usize> = layout.fields().iter().map(|(_, width)| *width).collect();
        let limits = layout.most();
        let whole = widths.iter().fold(0_usize, |sum, width| sum.saturating_add(*width));
        if widths.contains(&0) || whole > limits.row || widths.iter().any(|width| *width > limits.value) {
            return Err(Error::new(src::LAYOUT_UNREADABLE).at(Place::new(file, At::Whole)));
        }
        Ok(Self { widths, limits, whole, mixed: false, first: None })
    }

    /// Reads a row into the batch; false at the end. Empty lines are no rows.
    pub(super) fn next<R: Input>(
        &mut self,
        lines: &mut Lines<R>,
        grid: &mut Grid,
        noticed: &mut Vec<Finding>,
    ) -> Result<bool> {
        loop {
            let Some(stop) = lines.next()? else { return Ok(false) };
            let line = lines.number();
            if stop.text().is_some() {
                let first = *self.first.get_or_insert(stop);
                if first != stop && !self.mixed {
                    self.mixed = true;
                    noticed.push(Finding::new(src::LINE_ENDS_MIXED).at(lines.place(line, 0)));
                }
            } else if stop != Stop::File {
                return Err(lines.broken(stop, line, 0));
            }
            if lines.text().is_empty() {
                continue;
            }
            self.cut(lines.text(), grid);
            if grid.open_values() > self.limits.columns {
                let error = lines.refused(src::TOO_MANY_COLUMNS, line, self.limits.columns + 1);
                return Err(error.with("limit", Safe::from(self.limits.columns)));
            }
            grid.end_row(line);
            return Ok(true);
        }
    }

    /// Cuts a line into its values. A line of another width is said to be one.
    fn cut(&self, line: &str, grid: &mut Grid) {
        let mut rest = line;
        for width in &self.widths {
            let end = rest.char_indices().nth(*width).map_or(rest.len(), |(at, _)| at);
            let (value, after) = rest.split_at(end);
            grid.add(value.trim());
            grid.end_value();
            rest = after;
        }
        let found = if line.is_ascii() { line.len() } else { line.chars().count() };
        if found != self.whole {
            grid.odd(found, self.whole);
        }
    }
}
