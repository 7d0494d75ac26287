use super::super::{
    Column, Texts,
    calendar::When,
    column::{Fill, Value},
};
use super::plan::{Part, per_second};
use arrow_array::{Array, ArrayRef, ArrowPrimitiveType, cast::AsArray, downcast_dictionary_array, types};
use arrow_buffer::NullBuffer;
use arrow_schema::{DataType, TimeUnit};
use std::fmt::Display;

/// A dictionary that a coded column was copied from, and where its copy is.
#[derive(Clone)]
pub(in super::super) struct Held {
    dictionary: Option<ArrayRef>,
    copy: usize,
}

impl Held {
    pub(super) const NONE: Self = Self { dictionary: None, copy: 0 };
}

/// Copies an array into a column; the rows that have days beyond the calendar are missing and given back. Nothing where the array
/// is not of its type.
pub(super) fn copy(part: &Part, array: &ArrayRef, column: &mut Column, held: &mut Held) -> Option<Vec<usize>> {
    column.empty_as(part.fill);
    match (&part.of, part.fill) {
        (DataType::Null, _) => (0..array.len()).for_each(|_| column.push(&Value::Missing)),
        (DataType::Boolean, _) => truths(array, column)?,
        (DataType::Dictionary(_, _), _) => coded(array, column, held)?,
        (_, Fill::Integers) => integers(array, column)?,
        (DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View, _) => {
            let Column::Texts(into) = column else { return None };
            texts(array, |text| into.push(text.unwrap_or_default()))?;
        }
        _ => return whens(part, array, column),
    }
    Some(Vec::new())
}

/// Hands on each text of a column of texts.
fn texts(array: &ArrayRef, mut each: impl FnMut(Option<&str>)) -> Option<()> {
    match array.data_type() {
        DataType::Utf8 => array.as_string_opt::<i32>()?.iter().for_each(&mut each),
        DataType::LargeUtf8 => array.as_string_opt::<i64>()?.iter().for_each(&mut each),
        _ => array.as_string_view_opt()?.iter().for_each(&mut each),
    }
    Some(())
}

fn truths(array: &ArrayRef, column: &mut Column) -> Option<()> {
    let Column::Coded { keys, values } = column else { return None };
    *values = vec![Box::from("false"), Box::from("true")];
    keys.extend(array.as_boolean_opt()?.iter().map(|truth| truth.map_or(u32::MAX, u32::from)));
    Some(())
}

/// The keys of a dictionary and its values, which are copied unless they were before.
fn coded(array: &ArrayRef, column: &mut Column, held: &mut Held) -> Option<()> {
    let Column::Coded { keys, values } = column else { return None };
    let dictionary = array.as_any_dictionary_opt()?.values();
    let same = held.dictionary.as_ref().is_some_and(|old| old.to_data().ptr_eq(&dictionary.to_data()));
    if !same || held.copy != values.as_ptr().addr() || values.len() != dictionary.len() {
        values.clear();
        texts(dictionary, |text| values.push(Box::from(text.unwrap_or_default().trim())))?;
        *held = Held { dictionary: Some(dictionary.clone()), copy: values.as_ptr().addr() };
    }
    downcast_dictionary_array!(
        array => {
            keys.extend(array.keys().values().iter().map(|key| narrow(*key)));
            if let Some(nulls) = array.keys().nulls() {
                keys.iter_mut().zip(nulls.iter()).filter(|(_, there)| !there).for_each(|(key, _)| *key = u32::MAX);
            }
        },
        _ => return None
    );
    Some(())
}

fn narrow(key: impl TryInto<u32>) -> u32 {
    key.try_into().unwrap_or(u32::MAX)
}

/// Whole numbers; as texts where one is beyond 64 bits with a sign.
fn integers(array: &ArrayRef, column: &mut Column) -> Option<()> {
    fn of<T: ArrowPrimitiveType>(array: &ArrayRef, column: &mut Column) -> Option<()>
    where
        T::Native: TryInto<i64> + Display,
    {
        let array = array.as_primitive_opt::<T>()?;
        let Column::Integers { values, missing } = &mut *column else { return None };
        *missing = gaps(array.nulls());
        values.reserve(array.len());
        let fits = |value: &T::Native| (*value).try_into().ok();
        values.extend(array.values().iter().map_while(fits));
        if values.len() == array.len() {
            return Some(());
        }
        values.clear();
        values.extend(array.iter().map_while(|value| value.map_or(Some(0), |value| fits(&value))));
        if values.len() < array.len() {
            let mut all = Texts::default();
            array.iter().for_each(|value| all.push(&value.map_or_else(String::new, |value| value.to_string())));
            *column = Column::Texts(all);
        }
        Some(())
    }
    match array.data_type() {
        DataType::Int8 => of::<types::Int8Type>(array, column),
        DataType::Int16 => of::<types::Int16Type>(array, column),
        DataType::Int32 => of::<types::Int32Type>(array, column),
        DataType::Int64 => of::<types::Int64Type>(array, column),
        DataType::UInt8 => of::<types::UInt8Type>(array, column),
        DataType::UInt16 => of::<types::UInt16Type>(array, column),
        DataType::UInt32 => of::<types::UInt32Type>(array, column),
        DataType::UInt64 => of::<types::UInt64Type>(array, column),
        DataType::Decimal32(_, _) => of::<types::Decimal32Type>(array, column),
        DataType::Decimal64(_, _) => of::<types::Decimal64Type>(array, column),
        DataType::Decimal128(_, _) => of::<types::Decimal128Type>(array, column),
        _ => None,
    }
}

/// Days and instants.
fn whens(part: &Part, array: &ArrayRef, column: &mut Column) -> Option<Vec<usize>> {
    if let (DataType::Date32, Column::Days { values, missing }) = (&part.of, &mut *column) {
        let array = array.as_primitive_opt::<types::Date32Type>()?;
        values.extend_from_slice(array.values());
        *missing = gaps(array.nulls());
        return Some(Vec::new());
    }
    fn all<T: ArrowPrimitiveType>(
        part: &Part,
        array: &ArrayRef,
        column: &mut Column,
        read: impl Fn(T::Native) -> When,
    ) -> Option<Vec<usize>> {
        let (mut text, mut beyond) = (String::new(), Vec::new());
        for (row, value) in array.as_primitive_opt::<T>()?.iter().enumerate() {
            let Some(value) = value else {
                column.push(&Value::Missing);
                continue;
            };
            match read(value).as_wanted(part.kind, &mut text) {
                Some(value) => column.push(&value),
                None => {
                    column.push(&Value::Missing);
                    beyond.push(row);
                }
            }
        }
        Some(beyond)
    }
    let instant = |unit| move |value: i64| When::Instant(value.div_euclid(per_second(unit)));
    match &part.of {
        DataType::Date32 => all::<types::Date32Type>(part, array, column, |day| When::Day(i64::from(day))),
        DataType::Date64 => {
            all::<types::Date64Type>(part, array, column, |milli| When::Day(milli.div_euclid(86_400_000)))
        }
        DataType::Timestamp(unit, _) => match unit {
            TimeUnit::Second => all::<types::TimestampSecondType>(part, array, column, instant(*unit)),
            TimeUnit::Millisecond => all::<types::TimestampMillisecondType>(part, array, column, instant(*unit)),
            TimeUnit::Microsecond => all::<types::TimestampMicrosecondType>(part, array, column, instant(*unit)),
            TimeUnit::Nanosecond => all::<types::TimestampNanosecondType>(part, array, column, instant(*unit)),
        },
        _ => None,
    }
}

/// Which rows have no value, where some have none.
fn gaps(nulls: Option<&NullBuffer>) -> Option<Vec<bool>> {
    let nulls = nulls.filter(|nulls| nulls.null_count() > 0)?;
    Some(nulls.iter().map(|there| !there).collect())
}
