use super::{LOWER, STANDARD_ERROR, STATUS, UPPER, figures::Number};
use crate::{
    error::{Code, Finding, Place, Safe, codes},
    table::{Absence, Cell, Figure, Mask, Status},
};
use rust_decimal::Decimal;

/// One row while it is read.
pub(super) struct Row<'a> {
    row: u64,
    value: &'a str,
    faults: Vec<Finding>,
}

impl<'a> Row<'a> {
    pub(super) fn new(row: usize, value: &'a str) -> Self {
        Self { row: row as u64, value, faults: Vec::new() }
    }

    /// The cell, its statuses and what is wrong with it. `numbers` are the value, the bounds and the standard error.
    pub(super) fn cell(mut self, letters: &str, numbers: [Number; 4]) -> (Cell, Status, Vec<Finding>) {
        let (state, mut status) = self.status(letters);
        let names = [self.value, LOWER, UPPER, STANDARD_ERROR];
        let mut figures: [Option<Decimal>; 4] = [None; 4];
        let mut written = None;
        for ((number, column), slot) in numbers.into_iter().zip(names).zip(&mut figures) {
            match number {
                Number::None => {}
                Number::Is(figure) => *slot = Some(figure),
                Number::Written(Cell::Figure(Figure::Exact(figure)), more) => {
                    (*slot, status) = (Some(figure), status.and(more));
                }
                Number::Written(cell, more) if column == self.value => {
                    (written, status) = (Some(cell), status.and(more));
                }
                Number::Written(cell, _) => self.fault(codes::tab::FIGURE_UNREADABLE, column, &cell.to_string()),
                Number::Unreadable(text) => self.fault(codes::tab::FIGURE_UNREADABLE, column, &text),
            }
        }
        let cell = cell_of(state, written, figures);
        if cell.is_none() && self.faults.is_empty() {
            let filled = names.iter().zip(&figures).filter(|(_, f)| f.is_some()).map(|(name, _)| *name);
            let written = written.is_some().then_some(self.value);
            let columns = Safe::terms(filled.chain(written).chain(state.is_some().then_some(STATUS)));
            let finding = Finding::new(codes::exc::CELL_CONTRADICTORY).with("columns", columns);
            self.faults.push(finding.at(Place::row(self.value, self.row)));
        }
        match cell.filter(|_| self.faults.is_empty()) {
            Some(cell) => (cell, status, self.faults),
            None => (Cell::Missing(Absence::NotDelivered), Status::NORMAL, self.faults),
        }
    }

    /// What the letters say: what stands in place of a figure, and the statuses.
    fn status(&mut self, letters: &str) -> (Option<Cell>, Status) {
        let (mut state, mut rest, mut twice) = (None, String::new(), false);
        for letter in letters.chars() {
            let cell = match letter {
                'A' => continue,
                'Q' => Cell::Masked(Mask::Suppressed),
                'O' => Cell::Missing(Absence::NotDelivered),
                'L' => Cell::Missing(Absence::NotCollected),
                'M' => Cell::Missing(Absence::NotApplicable),
                other => {
                    rest.push(other);
                    continue;
                }
            };
            twice = twice || state.is_some();
            state = Some(cell);
        }
        let status = Status::parse(&rest).filter(|_| !twice);
        if status.is_none() {
            self.fault(codes::exc::STATUS_UNREADABLE, STATUS, letters);
        }
        (state, status.unwrap_or_default())
    }

    fn fault(&mut self, code: Code, column: &str, read: &str) {
        self.faults.push(Finding::new(code).at(Place::row(column, self.row)).evidence_of(read));
    }
}

/// The cell that the columns say together; none where they contradict each other.
fn cell_of(state: Option<Cell>, written: Option<Cell>, figures: [Option<Decimal>; 4]) -> Option<Cell> {
    let figure = match (state, written, figures) {
        (None, Some(cell), [None, None, None, None]) | (Some(cell), None, [None, None, None, None]) => {
            return Some(cell);
        }
        (Some(state), Some(cell), [None, None, None, None]) => return (state == cell).then_some(cell),
        (None, None, [None, None, None, None]) => return Some(Cell::Missing(Absence::NotDelivered)),
        (None, None, [Some(value), None, None, None]) => Figure::Exact(value),
        (None, None, [Some(value), Some(low), Some(high), None]) if value == low && value == high => {
            Figure::Exact(value)
        }
        (None, None, [None, Some(low), None, None]) => Figure::AtLeast(low),
        (None, None, [None, Some(low), Some(high), None]) => Figure::Between { low, high },
        (None, None, [Some(value), None, None, Some(standard_error)]) => Figure::Estimate { value, standard_error },
        _ => return None,
    };
    Some(Cell::Figure(figure))
}
