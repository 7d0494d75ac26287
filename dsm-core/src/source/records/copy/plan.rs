use super::super::{
    ColumnType, Wanted,
    calendar::When,
    column::{Fill, Value},
    find,
};
use crate::error::Result;
use std::sync::Arc;

/// What a column of a binary COPY holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum CopyType {
    /// `smallint`, `integer` or `bigint`; the length of a value says which.
    Integer,
    /// `date`.
    Date,
    /// `timestamp` without time zone.
    Timestamp,
    /// `timestamp with time zone`.
    TimestampZoned,
    /// `text`, `varchar`, `char`, `name`, or the values of an enumeration.
    Text,
    /// `boolean`: as text `t` and `f`.
    Boolean,
    /// Anything else, which can only be passed over.
    Other,
}

impl CopyType {
    /// The type by its name in the catalogue of PostgreSQL or as `format_type` writes it.
    ///
    /// ```
    /// use dsm_core::source::CopyType;
    /// assert_eq!(CopyType::parse("character varying(30)"), CopyType::Text);
    /// assert_eq!(CopyType::parse("timestamp(3) without time zone"), CopyType::Timestamp);
    /// assert_eq!(CopyType::parse("jsonb"), CopyType::Other);
    /// ```
    #[must_use]
    pub fn parse(word: &str) -> Self {
        let (before, after) = word.split_once('(').unwrap_or((word, ")"));
        let Some((_, after)) = after.split_once(')') else { return Self::Other };
        match (before.trim(), after.trim()) {
            ("smallint" | "integer" | "bigint" | "int2" | "int4" | "int8", "") => Self::Integer,
            ("date", "") => Self::Date,
            ("timestamp", "" | "without time zone") | ("timestamp without time zone", "") => Self::Timestamp,
            ("timestamptz" | "timestamp with time zone", "") | ("timestamp", "with time zone") => Self::TimestampZoned,
            ("text" | "character varying" | "varchar" | "character" | "bpchar" | "char" | "name", "") => Self::Text,
            ("boolean" | "bool", "") => Self::Boolean,
            _ => Self::Other,
        }
    }

    /// Its name in messages.
    fn word(self) -> &'static str {
        match self {
            Self::Integer => "Int",
            Self::Date => "Date",
            Self::Timestamp | Self::TimestampZoned => "Timestamp",
            Self::Text => "Utf8",
            Self::Boolean => "Boolean",
            Self::Other => "nested",
        }
    }
}

/// How a field becomes a value of a wanted column.
#[derive(Clone, Copy)]
pub(super) struct Part {
    /// The place among the wanted columns.
    pub(super) into: usize,
    pub(super) fill: Fill,
    kind: ColumnType,
    of: CopyType,
}

/// What a field gives.
pub(super) enum Field<'a> {
    Value(Value<'a>),
    /// A text that is no whole number, where it is declared to be one.
    NoNumber,
    /// A day that no calendar has.
    Beyond,
    /// Its length is not that of its type.
    Broken,
    /// It is no UTF-8.
    NoText,
}

impl Part {
    /// The parts of each column of the stream; columns without one are passed over.
    pub(super) fn plan(file: &Arc<str>, columns: &[(&str, CopyType)], wanted: &[Wanted]) -> Result<Vec<Vec<Self>>> {
        let places = find::each(file, columns.iter().map(|(name, _)| *name), wanted)?;
        let mut plan = vec![Vec::new(); columns.len()];
        for ((into, wanted), place) in wanted.iter().enumerate().zip(places) {
            let of = columns.get(place).map_or(CopyType::Other, |(_, of)| *of);
            let part = Self { into, fill: fill(file, wanted, of)?, kind: wanted.kind, of };
            plan.get_mut(place).into_iter().for_each(|parts| parts.push(part));
        }
        Ok(plan)
    }

    /// Reads a field. A text that has to be written is written in room that the caller lends.
    pub(super) fn read<'a>(self, field: &'a [u8], text: &'a mut String) -> Field<'a> {
        let value = match self.of {
            CopyType::Text => {
                let Ok(text) = std::str::from_utf8(field) else { return Field::NoText };
                return match (self.kind, text.trim()) {
                    (ColumnType::Integer, "") => Field::Value(Value::Missing),
                    (ColumnType::Integer, number) => {
                        number.parse().map_or(Field::NoNumber, |number| Field::Value(Value::Integer(number)))
                    }
                    _ => Field::Value(Value::Text(text)),
                };
            }
            CopyType::Integer => integer(field).map(Value::Integer),
            CopyType::Boolean => field.first().filter(|_| field.len() == 1).map(|bit| Value::Key(u32::from(*bit != 0))),
            _ => {
                let Some(when) = when(field, self.of) else { return Field::Broken };
                return when.and_then(|when| when.as_wanted(self.kind, text)).map_or(Field::Beyond, Field::Value);
            }
        };
        value.map_or(Field::Broken, Field::Value)
    }
}

/// The form of a wanted column.
fn fill(file: &Arc<str>, wanted: &Wanted, of: CopyType) -> Result<Fill> {
    match (of, wanted.kind) {
        (CopyType::Text, ColumnType::Integer) => Ok(Fill::Integers),
        (CopyType::Text, _) | (CopyType::Date | CopyType::Timestamp, ColumnType::Text) => Ok(Fill::Texts),
        (CopyType::Integer, ColumnType::Text | ColumnType::Integer | ColumnType::Identifier) => Ok(Fill::Integers),
        (CopyType::Boolean, ColumnType::Text) => Ok(Fill::Coded),
        (CopyType::Date | CopyType::Timestamp, ColumnType::Date) => Ok(Fill::Days),
        (CopyType::Date | CopyType::Timestamp, ColumnType::DateTime) => Ok(Fill::Instants),
        (CopyType::TimestampZoned, _) => Err(find::zoned(file, wanted)),
        _ => Err(find::impossible(file, wanted, of.word())),
    }
}

/// A whole number of two, four or eight bytes.
fn integer(field: &[u8]) -> Option<i64> {
    let two = |bytes| i64::from(i16::from_be_bytes(bytes));
    let four = |bytes| i64::from(i32::from_be_bytes(bytes));
    let short = field.try_into().map(two).or_else(|_| field.try_into().map(four));
    short.or_else(|_| field.try_into().map(i64::from_be_bytes)).ok()
}

/// A day or an instant; nothing within where it is infinite, nothing at all where the length is wrong.
fn when(field: &[u8], of: CopyType) -> Option<Option<When>> {
    /// 2000-01-01, from which PostgreSQL counts.
    const EPOCH: i64 = 10_957;
    if of == CopyType::Date {
        let day = i32::from_be_bytes(field.try_into().ok()?);
        return Some((day != i32::MAX && day != i32::MIN).then(|| When::Day(i64::from(day) + EPOCH)));
    }
    let micros = i64::from_be_bytes(field.try_into().ok()?);
    let finite = micros != i64::MAX && micros != i64::MIN;
    Some(finite.then(|| When::Instant(micros.div_euclid(1_000_000) + EPOCH * super::super::calendar::DAY)))
}
