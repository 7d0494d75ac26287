//! A count as one SQL statement, and the way back from its result (clause 9).

mod cells;
mod codes;
mod dialect;
mod events;
mod read;
mod records;
mod sayable;
mod writer;
#[cfg(test)]
mod tests;

use super::{
    Counted, Specification,
    plan::{Plan, Program},
};
use crate::{
    catalogue::Catalogue,
    error::{Error, Result, Safe, codes::cnt},
    source::{Grid, Rows},
};
pub use dialect::Dialect;
use std::{fmt, sync::Arc};

/// A count of a specification as one SQL statement for a database.
///
/// The records stay where they are: the statement is run by whoever may read the table, and what comes back are cells. It counts as
/// the library does, from typed columns: what the specification says of types must hold in the table. In SQLite days are ISO text.
///
/// ```
/// use dsm_core::{catalogue::Catalogue, count::{Count, Dialect, Dimension, Field, Specification, Statement, Unit}, time::{Day, Frequency}};
/// let specification = Specification::new("crossing", Day::new(2024, 1, 1)?, Day::new(2024, 12, 31)?)
///     .person("person_id")
///     .date("event_date")
///     .dimension(Dimension::column("SEX", "sex").fixed().of_list("SEX"))
///     .count(Count::flow("crossings", Frequency::Annual).units(&[Unit::Cases]).by(&["SEX"]));
/// let statement = Statement::new(&specification, "crossings", &Catalogue::preset("dsm")?, Dialect::Sqlite, "border.events")?;
/// assert!(statement.sql().contains("FROM \"border\".\"events\" s"));
/// assert_eq!(statement.columns()[1], "SEX");
/// let cell = [Field::Text("cell"), Field::Text("F"), Field::Number(0), Field::Text("2024"), Field::Number(0)];
/// let records = [Field::Text("records"), Field::Missing, Field::Number(1), Field::Missing, Field::Number(1)];
/// // Cases, persons, and how many rows the result has.
/// let rows = [(cell, [3, 3, 2, 2, 0, 2]), (records, [3, 0, 0, 0, 0, 2])];
/// let rows = rows.map(|(key, counts)| [&key[..], &counts.map(Field::Number)[..]].concat());
/// let counted = statement.tables(&rows)?;
/// assert_eq!(counted.table("crossings.cases")?.at(&["F", "2024"])?.to_string(), "3");
/// // A result that was cut off is none.
/// assert_eq!(statement.tables(&rows[1..]).unwrap_err().code().id(), "CNT-051");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
///
/// # Disclosure
/// The statement says values that the specification says, and nothing of the records. Its result is the holder's, as [`Counted`] is:
/// figures of any size.
#[derive(Clone)]
pub struct Statement {
    plan: Arc<Plan>,
    sql: String,
    columns: Vec<String>,
}

/// A value of the result of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field<'a> {
    /// Nothing.
    Missing,
    /// A text, or a whole number that is written.
    Text(&'a str),
    /// A whole number.
    Number(i64),
}

impl Statement {
    /// Says a count for a dialect, from a table or view. A point in its name parts it from its schema; every part is put between quotes.
    ///
    /// # Errors
    /// `CNT-050` with what cannot be said (clause 9.1); `CNT-061` where the specification has no count of that id; what
    /// [`super::Counter::new`] finds wrong with the specification.
    pub fn new(
        specification: &Specification,
        count: &str,
        catalogue: &Catalogue,
        dialect: Dialect,
        from: &str,
    ) -> Result<Self> {
        let found = specification.counts.iter().enumerate().find(|(_, other)| other.id() == count);
        let Some((at, count)) = found else {
            let ids = specification.counts.iter().map(super::Count::id);
            return Err(Error::new(cnt::TABLE_UNKNOWN).with("names", Safe::terms(ids)));
        };
        sayable::count(specification, count)?;
        let mut plan = Plan::new(specification, catalogue)?;
        // Of the other counts only what they refuse is said.
        let first = plan.programs.iter().position(|program| program.count == at).unwrap_or(0);
        plan.programs.retain(|program| program.count == at);
        let programs = plan.programs.len();
        plan.tables.retain_mut(|output| {
            output.program = output.program.wrapping_sub(first);
            output.behind = output.behind.map(|behind| behind.wrapping_sub(first));
            output.program < programs
        });
        let Some(program) = plan.programs.first() else { return Err(Error::defect("count")) };
        sayable::program(&plan, program, count.id(), dialect)?;
        let mut writer = writer::Writer::new(&plan, program, dialect, from);
        writer.times(count.every);
        writer.records(from, program.flag);
        writer.events(count.every);
        let sql = writer.cells();
        if sql.contains('\0') {
            return Err(sayable::refused(count.id(), Safe::word("nul-character")));
        }
        if dialect == Dialect::Spark && sql.contains("${") {
            return Err(sayable::refused(count.id(), Safe::word("variable-in-a-name")));
        }
        let columns = columns(&plan, program);
        Ok(Self { plan: Arc::new(plan), sql, columns })
    }

    /// The statement: one query without parameters, without a semicolon at its end.
    #[must_use]
    pub fn sql(&self) -> &str {
        &self.sql
    }

    /// The names of the columns of its result, in their order: the kind of the row (`cell`; `events` and `persons` where an event says
    /// the code of a person; `two-codes` for the persons who have two codes of a dimension; `records` for the records that are used); of each dimension its code and whether it is the total; the time and whether it is the total over
    /// time; cases, persons and what they are at most; records without a person number; how many rows the result has.
    #[must_use]
    pub fn columns(&self) -> Vec<&str> {
        self.columns.iter().map(String::as_str).collect()
    }

    /// The rows of the result, in any order, as the tables that the library would have counted. What the records were like is not
    /// among it.
    ///
    /// # Errors
    /// `CNT-051` where rows are not what the statement gives, or are not all that it gave.
    pub fn tables<'f, R: AsRef<[Field<'f>]>>(&self, rows: impl IntoIterator<Item = R>) -> Result<Counted> {
        let mut reading = read::Reading::new(&self.plan, self.program()?);
        for row in rows {
            reading.row(row.as_ref())?;
        }
        reading.finish()
    }

    /// The same from text in rows, such as the CSV that a tool of the database wrote, with the names of the columns.
    ///
    /// # Errors
    /// As [`Statement::tables`]; `SRC-012` where columns are missing; what the rows give.
    pub fn tables_of(&self, rows: &mut dyn Rows) -> Result<Counted> {
        let places = rows.header().need_each(self.columns.iter().map(String::as_str))?;
        let (mut reading, mut batch) = (read::Reading::new(&self.plan, self.program()?), Grid::new());
        while rows.next(&mut batch)? {
            for row in batch.rows() {
                let fields: Vec<Field<'_>> = places.iter().map(|place| Field::Text(row.text(*place))).collect();
                reading.row(&fields)?;
            }
        }
        reading.finish()
    }

    fn program(&self) -> Result<&Program> {
        self.plan.programs.first().ok_or_else(|| Error::defect("count"))
    }
}

impl fmt::Debug for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Statement({} columns)", self.columns.len())
    }
}

/// The kind of the rows of a program.
fn kind(plan: &Plan, program: &Program) -> &'static str {
    match (plan.programs.len(), program.of_persons) {
        (1, _) => "cell",
        (_, true) => "persons",
        (_, false) => "events",
    }
}

/// The names of the columns of a result. Databases that do not tell large letters from small ones find no name twice.
fn columns(plan: &Plan, program: &Program) -> Vec<String> {
    let counts = ["CASES", "CASES_HIGH", "PERSONS", "PERSONS_HIGH", "UNNUMBERED", "ROWS"].map(str::to_owned);
    let mut names = vec!["ROW_KIND".to_owned()];
    for axis in program.by.iter().filter_map(|place| plan.dimensions.get(*place)) {
        names.extend([axis.of.id().to_owned(), format!("{}_IS_TOTAL", axis.of.id())]);
    }
    names.extend(["TIME_PERIOD".to_owned(), "TIME_PERIOD_IS_TOTAL".to_owned()]);
    names.extend(counts);
    let mut taken = std::collections::BTreeSet::new();
    for name in &mut names {
        while !taken.insert(name.to_lowercase()) {
            name.push('_');
        }
    }
    names
}
