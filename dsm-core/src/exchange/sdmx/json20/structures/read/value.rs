//! The values of a structure message, each with its place.

use super::super::MOST_BYTES;
use crate::{
    error::Result,
    exchange::sdmx::{
        data::{Spot, Within},
        json::{JsonText, Kind},
    },
    source::Input,
};
use std::collections::HashSet;

/// What a value takes beside its text.
const VALUE_BYTES: u64 = 64;

/// The line and the column where something begins; kept small, since every value has one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Begins {
    line: u32,
    column: u32,
}

impl Begins {
    pub(super) fn of(spot: Spot) -> Self {
        let column = match spot.within {
            Within::Column(column) => column,
            Within::Element(..) => 0,
        };
        Self { line: u32::try_from(spot.line).unwrap_or(u32::MAX), column }
    }

    pub(super) fn spot(self) -> Spot {
        Spot { line: u64::from(self.line), within: Within::Column(self.column) }
    }
}

/// A value and where it begins.
#[derive(Debug)]
pub(super) struct Value {
    pub(super) at: Begins,
    what: What,
}

#[derive(Debug)]
enum What {
    Null,
    Flag(bool),
    Number(Box<str>),
    Text(Box<str>),
    List(Box<[Value]>),
    Object(Object),
}

/// An object of JSON: its properties in their order, each once.
#[derive(Debug)]
pub(super) struct Object {
    pub(super) at: Begins,
    all: Box<[(Box<str>, Begins, Value)]>,
}

impl Object {
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.all.iter().find(|(own, ..)| **own == *name).map(|(.., value)| value)
    }

    pub(super) fn contains_key(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The names, each with where it stands.
    pub(super) fn names(&self) -> impl Iterator<Item = (&str, Begins)> {
        self.all.iter().map(|(name, at, _)| (&**name, *at))
    }

    /// The names and values.
    pub(super) fn properties(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.all.iter().map(|(name, _, value)| (&**name, value))
    }
}

impl Value {
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        self.as_object()?.get(name)
    }

    pub(super) fn as_object(&self) -> Option<&Object> {
        if let What::Object(all) = &self.what { Some(all) } else { None }
    }

    pub(super) fn as_array(&self) -> Option<&[Self]> {
        if let What::List(all) = &self.what { Some(all) } else { None }
    }

    pub(super) fn as_str(&self) -> Option<&str> {
        if let What::Text(text) = &self.what { Some(text) } else { None }
    }

    pub(super) fn as_bool(&self) -> Option<bool> {
        if let What::Flag(holds) = self.what { Some(holds) } else { None }
    }

    pub(super) fn as_u64(&self) -> Option<u64> {
        if let What::Number(text) = &self.what { text.parse().ok() } else { None }
    }

    /// What is no list, no object and not nothing, as it is written.
    pub(super) fn written(&self) -> Option<&str> {
        match &self.what {
            What::Text(text) | What::Number(text) => Some(text),
            What::Flag(holds) => Some(if *holds { "true" } else { "false" }),
            What::Null | What::List(_) | What::Object(_) => None,
        }
    }
}

/// Reads the value that comes next, as long as `left` bytes are.
///
/// # Errors
/// As [`JsonText::kind`]; `EXC-218` where it takes too many bytes.
pub(super) fn value<R: Input>(json: &mut JsonText<R>, left: &mut u64) -> Result<Value> {
    let mut text = String::new();
    let kind = json.kind()?;
    let at = Begins::of(json.spot());
    let what = match kind {
        Kind::Text => {
            json.text_into(&mut text)?;
            What::Text(text.into_boxed_str())
        }
        Kind::Number | Kind::Flag | Kind::Null => {
            json.word(&mut text)?;
            match kind {
                Kind::Number => What::Number(text.into_boxed_str()),
                Kind::Flag => What::Flag(text == "true"),
                _ => What::Null,
            }
        }
        Kind::Array => {
            let mut all = Vec::new();
            json.enter()?;
            while json.item()? {
                all.push(value(json, left)?);
            }
            What::List(all.into_boxed_slice())
        }
        Kind::Object => What::Object(object(json, at, left)?),
    };
    let bytes = match &what {
        What::Text(text) | What::Number(text) => text.len() as u64,
        _ => 0,
    };
    charge(json, left, VALUE_BYTES + bytes)?;
    Ok(Value { at, what })
}

fn object<R: Input>(json: &mut JsonText<R>, at: Begins, left: &mut u64) -> Result<Object> {
    let (mut all, mut names, mut name) = (Vec::new(), HashSet::new(), String::new());
    json.enter()?;
    while json.key(&mut name)? {
        let begins = Begins::of(json.spot());
        charge(json, left, VALUE_BYTES + name.len() as u64)?;
        if names.insert(name.clone()) {
            all.push((name.clone().into_boxed_str(), begins, value(json, left)?));
        } else {
            json.note_twice(&name);
            json.skip()?;
        }
    }
    Ok(Object { at, all: all.into_boxed_slice() })
}

fn charge<R: Input>(json: &JsonText<R>, left: &mut u64, bytes: u64) -> Result<()> {
    *left = left.checked_sub(bytes).ok_or_else(|| json.too_much("mebibytes-of-a-message", MOST_BYTES))?;
    Ok(())
}
