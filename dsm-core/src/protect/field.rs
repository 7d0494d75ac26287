use super::{
    form::Row,
    slots::{Flat, Slots},
    tableau::FAR,
};

/// Columns between bounds, in rows whose sums stay as they are.
#[derive(Debug)]
pub(super) struct Field {
    rows: Flat<(u32, i8)>,
    of: Flat<(u32, i8)>,
    pub(super) low: Slots<i64>,
    pub(super) high: Slots<i64>,
}

impl Field {
    /// Of rows whose factors are one and minus one.
    pub(super) fn new(rows: &[&Row], low: Slots<i64>, high: Slots<i64>) -> Self {
        let sign = |factor: i64| if factor < 0 { -1_i8 } else { 1 };
        let mut of: Vec<Vec<(u32, i8)>> = vec![Vec::new(); low.values().len()];
        for (row, number) in rows.iter().zip(0_u32..) {
            for (column, factor) in *row {
                if let Some(of) = of.get_mut(*column as usize) {
                    of.push((number, sign(*factor)));
                }
            }
        }
        let rows = rows.iter().map(|row| row.iter().map(|(column, factor)| (*column, sign(*factor))));
        Self { rows: Flat::new(rows), of: Flat::new(of.into_iter().map(Vec::into_iter)), low, high }
    }

    /// How many rows there are.
    pub(super) fn rows(&self) -> usize {
        self.rows.len()
    }

    /// The rows that a column stands in, with its factor.
    pub(super) fn rows_of(&self, column: u32) -> &[(u32, i8)] {
        self.of.of(column)
    }

    /// The columns of a row, with their factors.
    pub(super) fn columns_of(&self, row: u32) -> &[(u32, i8)] {
        self.rows.of(row)
    }

    /// Whether a column stays within its bounds when it is changed, or comes nearer to them where it is outside.
    pub(super) fn fits(&self, at: &Slots<i64>, column: u32, by: i64) -> bool {
        let number = at.at(column).saturating_add(by);
        let within = if by > 0 { number <= self.high.at(column) } else { number >= self.low.at(column) };
        within && number.abs() < FAR
    }
}
