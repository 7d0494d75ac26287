use super::super::{address::cell, xml::Tag};
use crate::error::Result;

/// What a cell says that it holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    Shared,
    Formula,
    Inline,
    Bool,
    Error,
    Date,
    Unknown,
}

/// What the tag of a cell says.
pub(super) struct Head {
    /// The address, where one is stated, if it can be read.
    pub(super) at: Option<Option<(u32, u32)>>,
    pub(super) style: usize,
    pub(super) kind: Kind,
}

impl Head {
    pub(super) fn of(tag: &Tag<'_>) -> Result<Self> {
        let mut head = Self { at: None, style: 0, kind: Kind::Number };
        tag.attributes(|name, value| {
            match name {
                "r" => head.at = Some(cell(&value)),
                "s" => head.style = value.parse().unwrap_or(0),
                "t" => head.kind = kind(&value),
                _ => {}
            }
            Ok(())
        })?;
        Ok(head)
    }
}

fn kind(text: &str) -> Kind {
    match text {
        "n" => Kind::Number,
        "s" => Kind::Shared,
        "str" => Kind::Formula,
        "inlineStr" => Kind::Inline,
        "b" => Kind::Bool,
        "e" => Kind::Error,
        "d" => Kind::Date,
        _ => Kind::Unknown,
    }
}

/// How many bytes of a formula are kept: one that is reckoned again is short.
pub(in super::super) const MOST_FORMULA: usize = 512;
/// How many runs of hidden columns are known of a sheet: it has no more columns.
pub(super) const MOST_COLUMNS: usize = 16_384;

/// The values of attributes.
pub(super) fn attributes<const N: usize>(tag: &Tag<'_>, wanted: [&str; N]) -> Result<[Option<String>; N]> {
    let mut found = [const { None }; N];
    tag.attributes(|name, value| {
        let place = wanted.iter().zip(&mut found).find(|(one, _)| **one == name);
        place.into_iter().for_each(|(_, place)| *place = Some(value.to_string()));
        Ok(())
    })?;
    Ok(found)
}

/// Whether a row or column is hidden, as it says or because it has no size.
pub(super) fn is_hidden(said: Option<&str>, size: Option<&str>) -> bool {
    said.is_some_and(|said| ["1", "true"].contains(&said)) || size.and_then(|size| size.parse().ok()) == Some(0.0_f64)
}
