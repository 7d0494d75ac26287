//! Where the names of the columns stand on a sheet.

use super::{
    super::Area,
    line::{Line, What},
};
use std::collections::VecDeque;

/// The names of the columns of a table, and the columns of the sheet that they stand in.
pub(super) struct Names {
    /// The last row that they stand in.
    pub(super) row: u32,
    pub(super) columns: Vec<u32>,
    pub(super) names: Vec<String>,
}

/// How many rows are looked at for the names.
pub(super) const AHEAD: usize = 64;

/// The row of names, found: the first that has at least half as many filled cells as the fullest row does, and two. None where it
/// holds figures: then nothing tells names from figures.
pub(super) fn found(ahead: &VecDeque<Line>) -> Option<u32> {
    let fullest = ahead.iter().map(Line::len).max()?;
    let line = ahead.iter().find(|line| line.len() >= 2 && line.len() * 2 >= fullest)?;
    let named = line.cells().all(|(_, text, what)| match what {
        What::Text | What::Date => true,
        What::Number => is_year(text),
        What::Error | What::Unreckoned => false,
    });
    let told = line.cells().any(|(_, _, what)| what == What::Text);
    (named && told).then_some(line.row)
}

/// A year may stand above a column as a number.
fn is_year(text: &str) -> bool {
    text.parse().is_ok_and(|year: u16| (1800..2200).contains(&year))
}

/// Takes the names from their rows, `first` to `last`, and the columns that they stand for. What stands in several rows is joined as
/// of text in rows; where cells are merged, an upper name goes as far as they are, else to the next.
pub(super) fn taken(ahead: &VecDeque<Line>, first: u32, last: u32, merged: &[Area]) -> Names {
    let lines: Vec<&Line> = ahead.iter().filter(|line| (first..=last).contains(&line.row)).collect();
    let filled = || lines.iter().flat_map(|line| line.cells().map(|(column, _, _)| column));
    let (from, until) = (filled().min().unwrap_or(1), filled().max().unwrap_or(0));
    let own = |area: &&Area| (first..=last).contains(&area.first_row) && area.last_column > area.first_column;
    let merged: Vec<&Area> = merged.iter().filter(own).collect();
    let (mut columns, mut names) = (Vec::new(), Vec::new());
    let mut left: Vec<(u32, String)> = lines.iter().map(|_| (0, String::new())).collect();
    for column in from..=until {
        let mut parts: Vec<String> = Vec::new();
        for (line, left) in lines.iter().zip(&mut left) {
            match line.text(column) {
                Some(text) => {
                    *left = (column, joined(text));
                    parts.push(left.1.clone());
                }
                None => {
                    let together = |area: &&&Area| area.holds(line.row, column) && area.holds(line.row, left.0);
                    let reaches =
                        if merged.is_empty() { line.row < last } else { merged.iter().any(|area| together(&area)) };
                    parts.extend(Some(left.1.clone()).filter(|text| reaches && line.row < last && !text.is_empty()));
                }
            }
        }
        let below = || ahead.iter().filter(|line| line.row > last).any(|line| line.text(column).is_some());
        // A column without a name and without values is none.
        if !parts.is_empty() || below() {
            columns.push(column);
            names.push(parts.join(" | "));
        }
    }
    Names { row: last, columns, names }
}

/// A name on one line: white space within it is one blank.
fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
