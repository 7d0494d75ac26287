use super::super::{ColumnType, Wanted, column::Fill, find};
use crate::error::Result;
use arrow_schema::{DataType, Schema, TimeUnit};
use std::sync::Arc;

/// A wanted column of record batches.
#[derive(Clone)]
pub(super) struct Part {
    /// Its place in the record batches.
    pub(super) place: usize,
    pub(super) of: DataType,
    pub(super) kind: ColumnType,
    pub(super) fill: Fill,
}

impl Part {
    /// Whether it holds texts that are declared to be whole numbers.
    pub(super) fn is_declared_whole(&self) -> bool {
        let text = |of: &DataType| matches!(of, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View);
        let texts = match &self.of {
            DataType::Dictionary(_, of) => text(of),
            of => text(of),
        };
        texts && self.kind == ColumnType::Integer
    }
}

/// The wanted columns, in their order.
pub(super) fn plan(file: &Arc<str>, schema: &Schema, wanted: &[Wanted]) -> Result<Vec<Part>> {
    let places = find::each(file, schema.fields().iter().map(|field| field.name().as_str()), wanted)?;
    let part = |(wanted, place): (&Wanted, usize)| {
        let of = schema.fields().get(place).map_or(DataType::Null, |field| field.data_type().clone());
        let fill = fill(file, wanted, &of)?;
        Ok(Part { place, of, kind: wanted.kind, fill })
    };
    wanted.iter().zip(places).map(part).collect()
}

/// The form of a wanted column.
fn fill(file: &Arc<str>, wanted: &Wanted, of: &DataType) -> Result<Fill> {
    let text = |of: &DataType| matches!(of, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View);
    match (of, wanted.kind) {
        (of, _) if text(of) || *of == DataType::Null => Ok(Fill::Texts),
        (DataType::Dictionary(_, of), _) if text(of) => Ok(Fill::Coded),
        (DataType::Boolean, ColumnType::Text) => Ok(Fill::Coded),
        (of, ColumnType::Text | ColumnType::Integer | ColumnType::Identifier) if whole(of) => Ok(Fill::Integers),
        (DataType::Timestamp(_, Some(_)), _) => Err(find::zoned(file, wanted)),
        (DataType::Date32 | DataType::Date64 | DataType::Timestamp(_, None), kind) => match kind {
            ColumnType::Date => Ok(Fill::Days),
            ColumnType::DateTime => Ok(Fill::Instants),
            ColumnType::Text => Ok(Fill::Texts),
            ColumnType::Integer | ColumnType::Identifier => Err(find::impossible(file, wanted, type_word(of))),
        },
        _ => Err(find::impossible(file, wanted, type_word(of))),
    }
}

/// Whether a type holds whole numbers.
fn whole(of: &DataType) -> bool {
    of.is_integer() || matches!(of, DataType::Decimal32(_, 0) | DataType::Decimal64(_, 0) | DataType::Decimal128(_, 0))
}

/// How many of a unit a second has.
pub(super) fn per_second(unit: TimeUnit) -> i64 {
    match unit {
        TimeUnit::Second => 1,
        TimeUnit::Millisecond => 1_000,
        TimeUnit::Microsecond => 1_000_000,
        TimeUnit::Nanosecond => 1_000_000_000,
    }
}

/// The name of a type as messages show it.
fn type_word(of: &DataType) -> &'static str {
    match of {
        DataType::Boolean => "Boolean",
        of if of.is_signed_integer() => "Int",
        of if of.is_unsigned_integer() => "UInt",
        of if of.is_floating() => "Float",
        of if of.is_decimal() => "Decimal",
        DataType::Timestamp(_, _) => "Timestamp",
        DataType::Date32 | DataType::Date64 => "Date",
        DataType::Time32(_) | DataType::Time64(_) => "Time",
        DataType::Duration(_) => "Duration",
        DataType::Interval(_) => "Interval",
        DataType::Binary | DataType::LargeBinary | DataType::BinaryView | DataType::FixedSizeBinary(_) => "Binary",
        DataType::Dictionary(_, _) => "Dictionary",
        DataType::Struct(_) => "Struct",
        DataType::List(_) | DataType::LargeList(_) | DataType::FixedSizeList(_, _) => "List",
        _ => "nested",
    }
}
