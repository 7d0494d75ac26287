use super::whereabouts::Whereabouts;
use crate::error::{At, Code, Error, Finding, Place, Result, Safe, codes};
use std::{collections::BTreeMap, fmt, sync::Arc};

/// The names of the columns of a file, as they are written in it.
#[derive(Clone, PartialEq, Eq)]
pub struct Header {
    whereabouts: Whereabouts,
    line: u64,
    names: Vec<Box<str>>,
    places: BTreeMap<Box<str>, usize>,
}

impl Header {
    /// The names of the columns in their order, with the file they stand in.
    ///
    /// # Errors
    /// `SRC-013` where a name stands twice, `SRC-014` where a column has none: the first is the error, all are its findings.
    pub fn new<'a>(file: impl Into<Arc<str>>, line: u64, names: impl IntoIterator<Item = &'a str>) -> Result<Self> {
        Self::on(Whereabouts::text(file), line, names)
    }

    /// The same with any places.
    pub(super) fn on<'a>(
        whereabouts: Whereabouts,
        line: u64,
        names: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self> {
        let mut header = Self { whereabouts, line, names: Vec::new(), places: BTreeMap::new() };
        let mut findings: Vec<Finding> = Vec::new();
        for (column, name) in names.into_iter().enumerate() {
            let twice = header.places.insert(Box::from(name), column).is_some();
            let mut found = |rule: Code| {
                let place = header.place(column);
                findings.push(Finding::new(rule).at(place).evidence_of(name));
            };
            match name.trim().is_empty() {
                true => found(codes::src::COLUMN_UNNAMED),
                false if twice => found(codes::src::COLUMN_TWICE),
                false => {}
            }
            header.names.push(Box::from(name));
        }
        match findings.first() {
            None => Ok(header),
            Some(first) => {
                let error = Error::new(first.rule());
                let error = first.place().map_or(Error::new(first.rule()), |place| error.at(place.clone()));
                Err(error.findings_of(findings))
            }
        }
    }

    /// Where the name of a column stands, which is counted from zero.
    #[must_use]
    pub fn place(&self, column: usize) -> Place {
        self.whereabouts.place(self.line, u32::try_from(column + 1).unwrap_or(u32::MAX))
    }

    /// Where the names stand: the line of them.
    #[must_use]
    pub fn place_of_names(&self) -> Place {
        self.whereabouts.place(self.line, 0)
    }

    /// Where the rows stand that these are the names of.
    pub(crate) fn whereabouts(&self) -> &Whereabouts {
        &self.whereabouts
    }

    /// How many columns there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The names in their order. Foreign text: not for messages.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|name| &**name)
    }

    /// The column of that name, from zero.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }

    /// The column of that name, from zero, which has to be there.
    ///
    /// # Errors
    /// `SRC-012` where it is not.
    pub fn need(&self, name: &str) -> Result<usize> {
        let missing = || Error::new(codes::src::COLUMN_MISSING).with("column", Safe::term(name));
        self.find(name).ok_or_else(|| missing().at(Place::new(self.whereabouts.file().clone(), At::Whole)))
    }

    /// The columns of several names, which all have to be there.
    ///
    /// # Errors
    /// `SRC-012` where one is not: the first is the error, all are its findings.
    pub fn need_all<const N: usize>(&self, names: [&str; N]) -> Result<[usize; N]> {
        self.need_each(names)?;
        Ok(names.map(|name| self.find(name).unwrap_or_default()))
    }

    /// The columns of any number of names, which all have to be there.
    ///
    /// # Errors
    /// As [`Header::need_all`].
    pub fn need_each<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> Result<Vec<usize>> {
        let (mut found, mut findings, mut first) = (Vec::new(), Vec::new(), None);
        for name in names {
            match self.need(name) {
                Ok(column) => found.push(column),
                Err(error) => {
                    findings.push(Finding::from(&error));
                    first.get_or_insert(error);
                }
            }
        }
        match first {
            None => Ok(found),
            Some(error) => Err(error.findings_of(findings)),
        }
    }
}

impl fmt::Debug for Header {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Header({} columns)", self.names.len())
    }
}
