use super::columns::{texts, type_word};
use crate::{
    error::{Error, Result, Safe, codes},
    table::{Cell, Status},
};
use arrow_array::{Array, ArrayRef, ArrowPrimitiveType, cast::AsArray, types};
use arrow_buffer::i256;
use arrow_schema::DataType;
use rust_decimal::Decimal;

/// What stands in one row of a column of figures.
pub(super) enum Number {
    /// Null.
    None,
    /// A number.
    Is(Decimal),
    /// A cell as it is written in files, with its statuses.
    Written(Cell, Status),
    /// Not a decimal of at most 28 digits; what was read.
    Unreadable(String),
}

/// The number of a row of a column.
pub(super) type Numbers<'a> = Box<dyn Fn(usize) -> Number + 'a>;

/// Reads a column of figures.
///
/// # Errors
/// `EXC-103` for a type that holds none.
pub(super) fn numbers<'a>(name: &str, array: &'a ArrayRef) -> Result<Numbers<'a>> {
    let of = array.data_type();
    let scaled = |mantissa: Option<i128>, scale: i8| mantissa.and_then(|m| decimal(m, scale));
    let read: Option<Numbers<'a>> = match of {
        DataType::Int8 => primitive::<types::Int8Type>(array, |v| Some(v.into())),
        DataType::Int16 => primitive::<types::Int16Type>(array, |v| Some(v.into())),
        DataType::Int32 => primitive::<types::Int32Type>(array, |v| Some(v.into())),
        DataType::Int64 => primitive::<types::Int64Type>(array, |v| Some(v.into())),
        DataType::UInt8 => primitive::<types::UInt8Type>(array, |v| Some(v.into())),
        DataType::UInt16 => primitive::<types::UInt16Type>(array, |v| Some(v.into())),
        DataType::UInt32 => primitive::<types::UInt32Type>(array, |v| Some(v.into())),
        DataType::UInt64 => primitive::<types::UInt64Type>(array, |v| Some(v.into())),
        DataType::Float32 => primitive::<types::Float32Type>(array, |v| written(&v.to_string())),
        DataType::Float64 => primitive::<types::Float64Type>(array, |v| written(&v.to_string())),
        DataType::Decimal32(_, s) => {
            let s = *s;
            primitive::<types::Decimal32Type>(array, move |v| scaled(Some(v.into()), s))
        }
        DataType::Decimal64(_, s) => {
            let s = *s;
            primitive::<types::Decimal64Type>(array, move |v| scaled(Some(v.into()), s))
        }
        DataType::Decimal128(_, s) => {
            let s = *s;
            primitive::<types::Decimal128Type>(array, move |v| scaled(Some(v), s))
        }
        DataType::Decimal256(_, s) => {
            let s = *s;
            primitive::<types::Decimal256Type>(array, move |v: i256| scaled(v.to_i128(), s))
        }
        DataType::Null => Some(Box::new(|_| Number::None)),
        _ => texts(array).map(|text| -> Numbers<'a> {
            Box::new(move |row| match text(row) {
                None => Number::None,
                Some(text) => {
                    let cell = cell_and_status(&text);
                    cell.map_or_else(
                        || Number::Unreadable(text.into_owned()),
                        |(cell, status)| Number::Written(cell, status),
                    )
                }
            })
        }),
    };
    read.ok_or_else(|| {
        Error::new(codes::exc::COLUMN_TYPE)
            .with("column", Safe::term(name))
            .with("type", Safe::word(type_word(of)))
            .with("what", Safe::word("figures"))
    })
}

fn primitive<'a, T: ArrowPrimitiveType>(
    array: &'a ArrayRef,
    convert: impl Fn(T::Native) -> Option<Decimal> + 'a,
) -> Option<Numbers<'a>> {
    let a = array.as_primitive_opt::<T>()?;
    Some(Box::new(move |row| {
        if row >= a.len() || a.is_null(row) {
            return Number::None;
        }
        let value = a.value(row);
        convert(value).map_or_else(|| Number::Unreadable(format!("{value:?}")), Number::Is)
    }))
}

/// A cell with its statuses as it is written in files: `12 [P]`.
fn cell_and_status(text: &str) -> Option<(Cell, Status)> {
    match text.strip_suffix(']').and_then(|t| t.split_once(" [")) {
        Some((cell, letters)) => Some((Cell::parse(cell)?, Status::parse(letters)?)),
        None => Some((Cell::parse(text)?, Status::NORMAL)),
    }
}

/// A float by its shortest text that reads back as the same float; none for what is not a number or beyond 28 digits.
fn written(text: &str) -> Option<Decimal> {
    match Cell::parse(text)? {
        Cell::Figure(figure) => figure.exact(),
        _ => None,
    }
}

/// A mantissa of a scale as a decimal; the decimals are kept where they fit, zeros at the end given up where they do not.
fn decimal(mantissa: i128, scale: i8) -> Option<Decimal> {
    let Ok(mut scale) = u32::try_from(scale) else {
        let factor = 10_i128.checked_pow(u32::from(scale.unsigned_abs()))?;
        return Decimal::try_from_i128_with_scale(mantissa.checked_mul(factor)?, 0).ok();
    };
    let mut mantissa = mantissa;
    loop {
        if scale <= Decimal::MAX_SCALE
            && let Ok(decimal) = Decimal::try_from_i128_with_scale(mantissa, scale)
        {
            return Some(decimal);
        }
        if scale == 0 || mantissa % 10 != 0 {
            return None;
        }
        (mantissa, scale) = (mantissa / 10, scale - 1);
    }
}

/// Whole 64-bit figures without a null, where a column holds nothing else: the road without a look at every row.
pub(super) fn whole(array: &ArrayRef) -> Option<Vec<i64>> {
    fn widened<T: ArrowPrimitiveType>(array: &ArrayRef) -> Option<Vec<i64>>
    where
        T::Native: TryInto<i64>,
    {
        array.as_primitive_opt::<T>()?.values().iter().map(|v| (*v).try_into().ok()).collect()
    }
    if array.null_count() > 0 {
        return None;
    }
    match array.data_type() {
        DataType::Int8 => widened::<types::Int8Type>(array),
        DataType::Int16 => widened::<types::Int16Type>(array),
        DataType::Int32 => widened::<types::Int32Type>(array),
        DataType::Int64 => array.as_primitive_opt::<types::Int64Type>().map(|a| a.values().to_vec()),
        DataType::UInt8 => widened::<types::UInt8Type>(array),
        DataType::UInt16 => widened::<types::UInt16Type>(array),
        DataType::UInt32 => widened::<types::UInt32Type>(array),
        DataType::UInt64 => widened::<types::UInt64Type>(array),
        _ => None,
    }
}
