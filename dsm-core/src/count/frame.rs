//! The cells of a result: the codes of each axis in their order, the time last.

use super::shape::{Shape, TOTAL};
use std::sync::Arc;

/// Where the cells of a result stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    /// The codes of each axis, the times last.
    pub(super) codes: Vec<Vec<Arc<str>>>,
    /// Of axes that are known at the end only: the place behind the codes for what is not known yet.
    pub(super) open: Vec<bool>,
    sizes: Vec<u64>,
    strides: Vec<u64>,
}

impl Frame {
    /// Of a shape: the same numbers for the same cells.
    pub(super) fn of(shape: &Shape) -> Self {
        Self::new(shape.codes.clone(), shape.open.iter().map(Option::is_some).collect())
    }

    /// Of axes with these codes, and which of them are known at the end only.
    pub(super) fn new(codes: Vec<Vec<Arc<str>>>, open: Vec<bool>) -> Self {
        let sizes: Vec<u64> =
            codes.iter().zip(&open).map(|(codes, open)| codes.len() as u64 + u64::from(*open)).collect();
        let mut strides = vec![1_u64; sizes.len()];
        let mut next = 1_u64;
        for (stride, size) in strides.iter_mut().zip(&sizes).rev() {
            *stride = next;
            next = next.saturating_mul(*size);
        }
        Self { codes, open, sizes, strides }
    }

    /// The place of the code of an axis.
    #[inline]
    pub(super) fn digit(&self, cell: u64, axis: usize) -> u32 {
        let (stride, size) = (self.strides.get(axis).copied().unwrap_or(1), self.sizes.get(axis).copied().unwrap_or(1));
        u32::try_from(cell.checked_div(stride).unwrap_or(0).checked_rem(size).unwrap_or(0)).unwrap_or(u32::MAX)
    }

    /// The number of a cell.
    pub(super) fn cell(&self, digits: impl Iterator<Item = u32>) -> u64 {
        digits
            .zip(&self.strides)
            .fold(0, |cell, (digit, stride)| cell.wrapping_add(u64::from(digit).wrapping_mul(*stride)))
    }

    /// How many axes there are.
    pub(super) fn axes(&self) -> usize {
        self.codes.len()
    }

    /// Whether a digit of an axis is what is not known yet.
    pub(super) fn is_open(&self, axis: usize, digit: u32) -> bool {
        self.open.get(axis) == Some(&true) && self.codes.get(axis).is_some_and(|codes| codes.len() == digit as usize)
    }

    /// The cell of what may come to be in this one, where a code of it is known at the end only.
    pub(super) fn open_cell(&self, cell: u64) -> Option<u64> {
        let mut found = false;
        let digits: Vec<u32> = (0..self.axes())
            .map(|axis| {
                let digit = self.digit(cell, axis);
                let codes = self.codes.get(axis).map(Vec::as_slice).unwrap_or_default();
                let is_total = codes.get(digit as usize).is_some_and(|code| **code == *TOTAL);
                if self.open.get(axis) != Some(&true) || is_total {
                    return digit;
                }
                found = true;
                u32::try_from(codes.len()).unwrap_or(0)
            })
            .collect();
        found.then(|| self.cell(digits.into_iter()))
    }

    /// The digits of a cell.
    pub(super) fn digits(&self, cell: u64) -> Vec<u32> {
        (0..self.axes()).map(|axis| self.digit(cell, axis)).collect()
    }
}
