use super::{
    super::{number::is_beyond_binary, unfit::Unfit},
    line::What,
};
use crate::error::{Code, Finding, Place, Result, codes::src};
use std::collections::BTreeSet;

/// What was noticed of the cells of a table.
#[derive(Default)]
pub(super) struct Notices {
    all: Vec<Finding>,
    /// What is said once for a column.
    said: BTreeSet<(Code, u32)>,
}

/// So much may be noticed of a sheet: one of which more is to be said is no table.
const MOST: usize = 100_000;

impl Notices {
    pub(super) fn all(&self) -> &[Finding] {
        &self.all
    }

    pub(super) fn add(&mut self, finding: Finding) -> Result<()> {
        if self.all.len() >= MOST {
            let place = finding.place().cloned().unwrap_or_else(|| Place::new("", crate::error::At::Whole));
            return Err(Unfit::beyond("findings-of-a-sheet", MOST as u64).refused(place));
        }
        self.all.push(finding);
        Ok(())
    }

    /// As [`Notices::add`], once for a column.
    pub(super) fn once(&mut self, column: u32, finding: Finding) -> Result<()> {
        if self.said.insert((finding.rule(), column)) { self.add(finding) } else { Ok(()) }
    }

    /// What is to be said of a cell by itself.
    pub(super) fn of_cell(&mut self, cell: (u32, &str, What), place: impl Fn() -> Place) -> Result<()> {
        let (column, text, what) = cell;
        let rule = match what {
            What::Error => src::CELL_IS_ERROR,
            What::Unreckoned => src::FORMULA_UNRECKONED,
            What::Number if is_beyond_binary(text) => {
                let finding = Finding::new(src::FIGURE_BEYOND_BINARY).at(place());
                return self.once(column, finding.evidence_of(text));
            }
            What::Number | What::Text | What::Date => return Ok(()),
        };
        self.add(Finding::new(rule).at(place()).evidence_of(short(text)))
    }
}

/// So much of a text as is kept of each of many cells.
pub(super) fn short(text: &str) -> &str {
    let end = text.char_indices().nth(64).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or_default()
}

/// How a row of totals calls itself, in small letters.
const TOTALS: [&str; 20] = [
    "total",
    "totals",
    "grand total",
    "overall total",
    "sum",
    "итого",
    "всего",
    "общий итог",
    "барлығы",
    "жиыны",
    "жалпы",
    "ҷамъ",
    "ҳамагӣ",
    "усього",
    "всього",
    "разом",
    "total general",
    "jami",
    "бардыгы",
    "cəmi",
];

/// Whether the first text of a row says that it holds totals.
pub(super) fn is_total(text: &str) -> bool {
    let text = text.trim_end_matches(':').trim().to_lowercase();
    TOTALS.contains(&&*text)
}
