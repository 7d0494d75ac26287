use super::super::{
    shape::{Adds, Shape},
    template::Asked,
};
use crate::error::{At, Place};
use rust_decimal::Decimal;
use std::sync::Arc;

/// Remarks that say why there is no figure.
pub(super) const REASONS: [&str; 2] = ["L", "M"];

/// What is known of a cell of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Put {
    /// Nobody wrote anything, or the formula of the form stands there and shows nothing.
    Empty,
    Entered(Decimal),
    /// The result of the formula of a total.
    Reckoned(Decimal),
    /// Something is wrong with it, which was said.
    Unknown,
}

/// The figures of a period as they were filled in, and where each row and column stands on the sheet.
#[derive(Debug)]
pub(super) struct Figures<'a> {
    pub(super) asked: &'a Asked,
    pub(super) file: Arc<str>,
    pub(super) sheet: Arc<str>,
    /// The row and the column of the sheet for each of the shape, from one; 0 where it is gone.
    pub(super) rows: Vec<u32>,
    pub(super) columns: Vec<u32>,
    /// The column of remarks; 0 where it is gone.
    pub(super) remark: u32,
    puts: Vec<Put>,
    /// The remark of each row: a code of `OBS_STATUS`.
    pub(super) remarks: Vec<Option<&'static str>>,
    /// Whether an empty cell stands for nobody, as the form says.
    pub(super) nobody: bool,
}

impl<'a> Figures<'a> {
    pub(super) fn new(asked: &'a Asked, file: &Arc<str>, sheet: &Arc<str>) -> Self {
        let (rows, columns) = (asked.shape.down.items.len(), asked.shape.columns.len());
        Self {
            asked,
            file: file.clone(),
            sheet: sheet.clone(),
            rows: vec![0; rows],
            columns: vec![0; columns],
            remark: 0,
            puts: vec![Put::Empty; rows * columns],
            remarks: vec![None; rows],
            nobody: false,
        }
    }

    pub(super) fn shape(&self) -> &'a Shape {
        &self.asked.shape
    }

    pub(super) fn put(&mut self, item: usize, column: usize, put: Put) {
        let at = item * self.columns.len() + column;
        self.puts.get_mut(at).into_iter().for_each(|place| *place = put);
    }

    pub(super) fn at(&self, item: usize, column: usize) -> Put {
        self.puts.get(item * self.columns.len() + column).copied().unwrap_or(Put::Unknown)
    }

    /// Whether anybody entered anything.
    pub(super) fn is_filled(&self) -> bool {
        self.puts.iter().any(|put| matches!(put, Put::Entered(_) | Put::Unknown))
    }

    /// How a cell gets its figure.
    pub(super) fn adds(&self, item: usize, column: usize) -> Adds {
        let down = self.shape().down.items.get(item).map_or(Adds::Entered, |item| item.adds);
        down.max(self.shape().columns.get(column).map_or(Adds::Entered, |column| column.adds))
    }

    /// Whether a place that is empty stands for nobody: as the form says, unless the row gives another reason. An empty total never does.
    pub(super) fn is_zero_where_empty(&self, item: usize, column: usize) -> bool {
        let reason = self.remarks.get(item).copied().flatten().is_some_and(|code| REASONS.contains(&code));
        self.nobody && !reason && self.adds(item, column) == Adds::Entered
    }

    /// The place of a row and column of the sheet, from one.
    pub(super) fn spot(&self, row: u32, column: u32) -> Place {
        Place::new(self.file.clone(), At::Sheet { sheet: self.sheet.clone(), row, column })
    }

    /// The place of a cell of the shape.
    pub(super) fn place(&self, item: usize, column: usize) -> Place {
        let row = self.rows.get(item).copied().unwrap_or(0);
        self.spot(row, self.columns.get(column).copied().unwrap_or(0))
    }
}
