use super::Specification;
use crate::error::{Error, Place};
use std::{collections::BTreeMap, fmt};

/// Where the lines of a specification stand in its file. Two specifications that say the same are the same wherever they say it.
#[derive(Clone, Default)]
pub(super) struct Lines(BTreeMap<String, Place>);

impl PartialEq for Lines {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Lines {}

impl fmt::Debug for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lines")
    }
}

impl Lines {
    /// Says where a part begins, or a line of it stands; of a list its first value.
    #[cfg(feature = "toml")]
    pub(super) fn put(&mut self, part: &str, id: &str, place: Place) {
        self.0.entry(key(part, id)).or_insert(place);
    }
}

impl Specification {
    /// An error about lines of the specification, at the first of them that its file has.
    pub(super) fn about(&self, error: Error, lines: &[(&str, &str)]) -> Error {
        if error.place().is_some() {
            return error;
        }
        let place = lines.iter().find_map(|(part, id)| self.lines.0.get(&key(part, id)));
        match place {
            Some(place) => error.at(place.clone()),
            None => error,
        }
    }
}

/// The part of a specification that declares a dimension.
pub(super) fn of_dimension(id: &str) -> String {
    format!("dimension.{id}")
}

/// Where the codes of a dimension are given.
pub(super) fn codes_of(id: &str) -> String {
    format!("dimension.{id}.codes")
}

fn key(part: &str, id: &str) -> String {
    match (part, id) {
        ("", name) | (name, "") => name.to_owned(),
        (part, id) => format!("{part}.{id}"),
    }
}
