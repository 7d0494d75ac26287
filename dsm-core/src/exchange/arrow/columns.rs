use arrow_array::{Array, ArrayRef, ArrowPrimitiveType, Date32Array, cast::AsArray, downcast_dictionary_array, types};
use arrow_schema::DataType;
use std::borrow::Cow;

/// The text of a row of a column, where it has one.
pub(super) type Texts<'a> = Box<dyn Fn(usize) -> Option<Cow<'a, str>> + 'a>;

/// Reads a column of texts or of a dictionary of them; none for another type.
pub(super) fn texts(array: &ArrayRef) -> Option<Texts<'_>> {
    Some(match array.data_type() {
        DataType::Utf8 => {
            let a = array.as_string_opt::<i32>()?;
            Box::new(move |row| (row < a.len() && a.is_valid(row)).then(|| Cow::Borrowed(a.value(row))))
        }
        DataType::LargeUtf8 => {
            let a = array.as_string_opt::<i64>()?;
            Box::new(move |row| (row < a.len() && a.is_valid(row)).then(|| Cow::Borrowed(a.value(row))))
        }
        DataType::Utf8View => {
            let a = array.as_string_view_opt()?;
            Box::new(move |row| (row < a.len() && a.is_valid(row)).then(|| Cow::Borrowed(a.value(row))))
        }
        DataType::Dictionary(_, _) => {
            let values = texts(array.as_any_dictionary_opt()?.values())?;
            let keys = dictionary_keys(array)?;
            Box::new(move |row| values(usize::try_from(*keys.get(row)?).ok()?))
        }
        _ => return None,
    })
}

/// Reads a column of codes: texts, dictionaries, whole numbers or days.
pub(super) fn codes(array: &ArrayRef) -> Option<Texts<'_>> {
    fn whole<T: ArrowPrimitiveType>(array: &ArrayRef) -> Option<Texts<'_>>
    where
        T::Native: std::fmt::Display,
    {
        let a = array.as_primitive_opt::<T>()?;
        Some(Box::new(move |row| (row < a.len() && a.is_valid(row)).then(|| Cow::Owned(a.value(row).to_string()))))
    }
    match array.data_type() {
        DataType::Int8 => whole::<types::Int8Type>(array),
        DataType::Int16 => whole::<types::Int16Type>(array),
        DataType::Int32 => whole::<types::Int32Type>(array),
        DataType::Int64 => whole::<types::Int64Type>(array),
        DataType::UInt8 => whole::<types::UInt8Type>(array),
        DataType::UInt16 => whole::<types::UInt16Type>(array),
        DataType::UInt32 => whole::<types::UInt32Type>(array),
        DataType::UInt64 => whole::<types::UInt64Type>(array),
        DataType::Date32 => {
            let a: &Date32Array = array.as_primitive_opt()?;
            Some(Box::new(move |row| {
                let day = (row < a.len() && a.is_valid(row)).then(|| a.value_as_date(row)).flatten();
                day.map(|day| Cow::Owned(day.to_string()))
            }))
        }
        _ => texts(array),
    }
}

/// The keys of a dictionary; `u32::MAX` where a row is null, or its key beyond 32 bits.
pub(super) fn dictionary_keys(array: &ArrayRef) -> Option<Vec<u32>> {
    downcast_dictionary_array!(
        array => {
            let keys = array.keys();
            let mut places: Vec<u32> = keys.values().iter().map(|k| narrow(*k)).collect();
            if let Some(nulls) = keys.nulls() {
                places.iter_mut().zip(nulls.iter()).filter(|(_, valid)| !valid).for_each(|(p, _)| *p = u32::MAX);
            }
            Some(places)
        },
        _ => None
    )
}

fn narrow(key: impl TryInto<u32>) -> u32 {
    key.try_into().unwrap_or(u32::MAX)
}

/// The name of a type as messages show it.
pub(super) fn type_word(of: &DataType) -> &'static str {
    match of {
        DataType::Null => "Null",
        DataType::Boolean => "Boolean",
        DataType::Int8 | DataType::Int16 | DataType::Int32 | DataType::Int64 => "Int",
        DataType::UInt8 | DataType::UInt16 | DataType::UInt32 | DataType::UInt64 => "UInt",
        DataType::Float16 | DataType::Float32 | DataType::Float64 => "Float",
        DataType::Timestamp(_, _) => "Timestamp",
        DataType::Date32 | DataType::Date64 => "Date",
        DataType::Binary | DataType::LargeBinary | DataType::BinaryView | DataType::FixedSizeBinary(_) => "Binary",
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => "Utf8",
        DataType::Struct(_) => "Struct",
        DataType::Dictionary(_, _) => "Dictionary",
        DataType::Decimal32(_, _)
        | DataType::Decimal64(_, _)
        | DataType::Decimal128(_, _)
        | DataType::Decimal256(_, _) => "Decimal",
        _ => "nested",
    }
}
