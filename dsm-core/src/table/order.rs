//! The order of rows by their keys, and columns put into it.

use super::{Axis, columns::Keys};
use crate::error::{Error, Result, Safe, codes};

/// Puts a column into an order of rows.
pub(super) fn arrange<T: Copy>(column: Vec<T>, order: Option<&[u32]>) -> Vec<T> {
    match order {
        None => column,
        Some(order) => order.iter().filter_map(|row| column.get(*row as usize).copied()).collect(),
    }
}

/// Puts keys into an order of rows.
pub(super) fn arranged(keys: Keys, order: Option<&[u32]>) -> Keys {
    match keys {
        Keys::Byte(keys) => Keys::Byte(arrange(keys, order)),
        Keys::Short(keys) => Keys::Short(arrange(keys, order)),
        Keys::Word(keys) => Keys::Word(arrange(keys, order)),
    }
}

/// The order of rows by their keys; none when they stand in it already.
pub(super) fn sorted_order(keys: &[Keys], axes: &[Axis], rows: usize) -> Result<Option<Vec<u32>>> {
    let product = axes.iter().try_fold(1_u64, |p, a| p.checked_mul(a.codes.len().max(1) as u64));
    let product =
        product.ok_or_else(|| Error::new(codes::tab::TABLE_TOO_LARGE).with("limit", Safe::count(u64::MAX)))?;
    let mut composite = vec![0_u64; rows];
    let mut stride = product;
    for (axis, column) in axes.iter().zip(keys) {
        stride /= axis.codes.len().max(1) as u64;
        match column {
            Keys::Byte(keys) => add(&mut composite, keys, stride),
            Keys::Short(keys) => add(&mut composite, keys, stride),
            Keys::Word(keys) => add(&mut composite, keys, stride),
        }
    }
    if composite.is_sorted() {
        return Ok(None);
    }
    if product < 1 << 32 {
        // Key and row in one word: sorted where they lie, and rows of one key stay in their order.
        (0_u64..).zip(&mut composite).for_each(|(row, key)| *key = ((*key).min(product) << 32) | row);
        composite.sort_unstable();
        return Ok(Some(composite.iter().filter_map(|p| u32::try_from(p & u64::from(u32::MAX)).ok()).collect()));
    }
    let mut order: Vec<u32> = (0..rows).filter_map(|r| u32::try_from(r).ok()).collect();
    order.sort_by_key(|row| composite.get(*row as usize).copied().unwrap_or(u64::MAX));
    Ok(Some(order))
}

/// Adds what the keys of an axis say to the keys of the rows.
fn add<K: Copy + Into<u64>>(composite: &mut [u64], keys: &[K], stride: u64) {
    for (whole, key) in composite.iter_mut().zip(keys) {
        *whole = whole.saturating_add((*key).into().saturating_mul(stride));
    }
}

/// Keys by their new places, all of which are below `codes`.
pub(super) fn moved(keys: Keys, places: &[u32], codes: usize) -> Keys {
    match keys {
        Keys::Byte(mut keys) => {
            for key in &mut keys {
                let place = places.get(usize::from(*key)).copied().and_then(|place| u8::try_from(place).ok());
                *key = place.unwrap_or(u8::MAX);
            }
            Keys::Byte(keys)
        }
        Keys::Short(mut keys) => {
            for key in &mut keys {
                let place = places.get(usize::from(*key)).copied().and_then(|place| u16::try_from(place).ok());
                *key = place.unwrap_or(u16::MAX);
            }
            if codes <= 1 << 8 { Keys::narrow(Keys::Short(keys).into_words(), codes) } else { Keys::Short(keys) }
        }
        Keys::Word(mut keys) => {
            keys.iter_mut().for_each(|key| *key = places.get(*key as usize).copied().unwrap_or(u32::MAX));
            Keys::narrow(keys, codes)
        }
    }
}
