use super::{
    super::{number::is_beyond_binary, unfit::Unfit},
    line::What,
};
use crate::error::{Finding, Place, Result, codes::src};

/// What was noticed of the cells of a table.
#[derive(Default)]
pub(super) struct Notices(Vec<Finding>);

/// So much may be noticed of a sheet: one of which more is to be said is no table.
const MOST: usize = 100_000;

impl Notices {
    pub(super) fn all(&self) -> &[Finding] {
        &self.0
    }

    pub(super) fn add(&mut self, finding: Finding) -> Result<()> {
        if self.0.len() >= MOST {
            let place = finding.place().cloned().unwrap_or_else(|| Place::new("", crate::error::At::Whole));
            return Err(Unfit::beyond("findings-of-a-sheet", MOST as u64).refused(place));
        }
        self.0.push(finding);
        Ok(())
    }

    /// What is to be said of a cell by itself.
    pub(super) fn of_cell(&mut self, text: &str, what: What, place: impl Fn() -> Place) -> Result<()> {
        let rule = match what {
            What::Error => src::CELL_IS_ERROR,
            What::Unreckoned => src::FORMULA_UNRECKONED,
            What::Number if is_beyond_binary(text) => src::FIGURE_BEYOND_BINARY,
            What::Number | What::Text | What::Date => return Ok(()),
        };
        self.add(Finding::new(rule).at(place()).evidence_of(text))
    }
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
