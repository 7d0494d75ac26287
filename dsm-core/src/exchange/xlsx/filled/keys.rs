use super::super::shape::{Item, NONE, Shape};
use std::collections::HashMap;

/// The keys of the rows and columns of a sheet of figures, with their places in its shape.
pub(super) struct Keys {
    rows: HashMap<String, usize>,
    columns: HashMap<String, usize>,
}

impl Keys {
    pub(super) fn of(shape: &Shape) -> Self {
        let rows = shape.down.items.iter().map(|item| row_key(shape, item)).zip(0..).collect();
        let columns = shape.columns.iter().map(|column| shape.key(column)).zip(0..).collect();
        Self { rows, columns }
    }

    pub(super) fn row(&self, key: &str) -> Option<usize> {
        self.rows.get(key.trim()).copied()
    }

    pub(super) fn column(&self, key: &str) -> Option<usize> {
        self.columns.get(key.trim()).copied()
    }
}

/// What a program knows a row by: `CITIZENSHIP=ROU`, or `-` where no dimension stands down.
pub(in crate::exchange::xlsx) fn row_key(shape: &Shape, item: &Item) -> String {
    if shape.down.id().is_empty() { NONE.to_owned() } else { format!("{}={}", shape.down.id(), item.code) }
}
