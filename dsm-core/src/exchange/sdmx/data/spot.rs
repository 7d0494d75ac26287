use crate::{
    error::{At, Place, Safe},
    exchange::sdmx::xml::Mark,
};
use std::sync::Arc;

/// Where in a message something stands.
#[derive(Clone, Copy, Debug)]
pub(in crate::exchange::sdmx) struct Spot {
    /// The line, from one.
    pub(in crate::exchange::sdmx) line: u64,
    /// The column (field) from one, or the element.
    pub(in crate::exchange::sdmx) within: Within,
}

impl Spot {
    /// Where it begins.
    pub(in crate::exchange::sdmx) fn mark(self) -> Mark {
        let (Within::Column(column) | Within::Element(_, column)) = self.within;
        Mark { line: self.line, column }
    }

    /// The place of a component there.
    pub(in crate::exchange::sdmx) fn of(self, file: &Arc<str>, id: &str) -> Place {
        match self.within {
            Within::Element(element, column) if !id.is_empty() => {
                let path = format!("{element}@{}", Safe::term(id));
                Place::new(file.clone(), At::Element { line: self.line, column, path: path.into() })
            }
            _ => self.place(file),
        }
    }

    /// The same as a place of a file.
    pub(in crate::exchange::sdmx) fn place(self, file: &Arc<str>) -> Place {
        match self.within {
            Within::Column(column) => Place::line(file.clone(), self.line, column),
            Within::Element(element, column) => {
                Place::new(file.clone(), At::Element { line: self.line, column, path: element.into() })
            }
        }
    }
}

/// What of a line.
#[derive(Clone, Copy, Debug)]
pub(in crate::exchange::sdmx) enum Within {
    Column(u32),
    /// An element, and the column (sign) that it begins at.
    Element(&'static str, u32),
}
