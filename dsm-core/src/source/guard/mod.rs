//! The privacy guard: raw rows are looked at for data about persons before anything is stored.

mod lexicon;
mod message;
mod persons;
mod title;
mod values;

pub(super) use message::in_message;

use super::{Header, Row};
use crate::error::{Code, Finding, Place, codes::src};
use persons::Persons;
use std::fmt;
use title::Title;
use values::Values;

/// Looks for data about individuals in the rows of a file that should hold statistics.
///
/// Nothing about an individual may get into the DSM. Columns are judged by their titles, in nine languages, and by what their
/// values look like; rows by whether there is one for each person. The titles are judged where the guard is made. Patterns of values
/// are looked for in the first 1,000 rows and in every 97th row after them; every row is looked at for whether rows are persons, where
/// a column says sex, age or birth, by a fixed number of samples of their hashes.
///
/// A guard finds what looks like a person. It does not prove that there is none: that stays with who delivers.
///
/// # Disclosure
/// A finding names a column or the file, never what stands there: no evidence is kept.
///
/// # Sources
/// The reports on the regional data sharing mechanism, paragraph 20: individual data cannot be disclosed through it.
///
/// ```
/// use dsm_core::source::{self, Grid, Guard, Layout, Rows};
/// use std::io::Cursor;
///
/// let findings = |text: &'static str| -> Result<Vec<&'static str>, dsm_core::error::Error> {
///     let mut rows = source::open(Cursor::new(text), "f.csv", &Layout::default())?;
///     let (mut batch, mut guard) = (Grid::new(), Guard::new(rows.header()));
///     while rows.next(&mut batch)? {
///         batch.rows().for_each(|row| guard.row(&row));
///     }
///     Ok(guard.settle().iter().map(|finding| finding.rule().id()).collect())
/// };
/// assert!(findings("Country name,Sex,Age,Persons\nPeru,F,0-4,12\nPeru,M,0-4,13\n")?.is_empty());
/// assert_eq!(findings("Фамилия;Дата рождения;Гражданство\nА;2001-02-03;KAZ\n")?, ["SRC-039", "SRC-042"]);
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
pub struct Guard {
    columns: Vec<Column>,
    persons: Option<Persons>,
    /// Where the names of the columns stand.
    header: Place,
    rows: u64,
}

/// What is known of a column.
struct Column {
    place: Place,
    title: Title,
    values: Values,
}

impl Guard {
    /// How many rows from the first on are looked at value by value, and one of how many after them.
    const SAMPLE: (u64, u64) = (1000, 97);

    /// Judges the titles of the columns.
    #[must_use]
    pub fn new(header: &Header) -> Self {
        let column = |(at, name): (usize, &str)| Column {
            place: header.place(at),
            title: Title::of(name),
            values: Values::default(),
        };
        let columns: Vec<Column> = header.names().enumerate().map(column).collect();
        let told = columns.iter().any(|column| column.title.attribute);
        let plain = columns.iter().enumerate().filter(|(_, column)| !column.title.attribute);
        let persons = told.then(|| Persons::new(plain.map(|(at, column)| (at, column.title.identifier))));
        Self { columns, persons, header: header.place_of_names(), rows: 0 }
    }

    /// Looks at a row.
    pub fn row(&mut self, row: &Row<'_>) {
        let (first, every) = Self::SAMPLE;
        if self.rows < first || self.rows.is_multiple_of(every) {
            for (at, column) in self.columns.iter_mut().enumerate() {
                column.values.see(row.text(at));
            }
        }
        if let Some(persons) = &mut self.persons {
            persons.see(row);
        }
        self.rows = self.rows.saturating_add(1);
    }

    /// Everything that looks like data about persons: columns in their order, then the rows.
    #[must_use]
    pub fn settle(self) -> Vec<Finding> {
        let mut findings: Vec<Finding> = Vec::new();
        for column in &self.columns {
            let rules = column.rules();
            findings.extend(rules.into_iter().map(|rule| Finding::new(rule).at(column.place.clone())));
        }
        let columns = self.columns.iter().enumerate();
        let figures = columns.filter(|(_, column)| !column.title.attribute && column.values.are_figures());
        let figures: Vec<usize> = figures.map(|(at, _)| at).collect();
        if self.persons.is_some_and(|persons| persons.are_rows(&figures)) {
            findings.push(Finding::new(src::ROW_PER_PERSON).at(self.header));
        }
        findings
    }
}

impl Column {
    /// The rules that the column breaks, each once.
    fn rules(&self) -> Vec<Code> {
        let (title, values) = (&self.title, &self.values);
        let mut rules: Vec<Code> = title.rules.clone();
        let by_values = [
            (src::DOCUMENT_NUMBERS, values.are_documents(title.document)),
            (src::PERSONAL_NUMBERS, values.are_personal_numbers()),
            (src::BIRTH_DATES, title.birth && values.are_days()),
            (src::CONTACTS, values.are_contacts(title.telephone)),
        ];
        rules.extend(by_values.into_iter().filter(|(_, found)| *found).map(|(rule, _)| rule));
        rules.sort();
        rules.dedup();
        rules
    }
}

impl fmt::Debug for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Guard({} columns, {} rows)", self.columns.len(), self.rows)
    }
}
