use super::{Count, Dimension, lines::Lines};
use crate::{
    error::{Error, Result, codes::cnt},
    source::ColumnType,
    time::Day,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// What individual records are and what is to be counted from them: clause 1 of `spec/counting.md`.
///
/// Nothing of it is guessed: which column holds the person number, what is an entry, how a person falls into a dimension. What
/// nothing names is not read.
///
/// ```
/// use dsm_core::count::{Count, Dimension, Specification, Totals, Unit};
/// use dsm_core::time::{Day, Frequency};
/// let specification = Specification::new("crossing", Day::new(2024, 1, 1)?, Day::new(2024, 12, 31)?)
///     .person("person_id")
///     .date("event_date")
///     .dimension(Dimension::column("SEX", "sex").fixed().of_list("SEX"))
///     .count(Count::flow("crossings", Frequency::Month).units(&[Unit::Cases, Unit::Persons]).by(&["SEX"]).totals(Totals::All));
/// assert_eq!(specification.columns(), ["event_date", "person_id", "sex"]);
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Specification {
    pub(super) indicator: Option<Arc<str>>,
    pub(super) preset: Option<Arc<str>>,
    pub(super) reporter: Option<Arc<str>>,
    pub(super) kind: Option<Arc<str>>,
    pub(super) many: bool,
    pub(super) from: Option<Day>,
    pub(super) until: Option<Day>,
    /// The columns by what they hold: person, case, date, minute, direction, start, end, birth.
    pub(super) roles: BTreeMap<Role, Arc<str>>,
    pub(super) entry: BTreeSet<Arc<str>>,
    pub(super) exit: BTreeSet<Arc<str>>,
    pub(super) drop_duplicates: bool,
    pub(super) places: bool,
    pub(super) fatal: BTreeSet<Arc<str>>,
    pub(super) types: BTreeMap<Arc<str>, ColumnType>,
    pub(super) links: Option<(Arc<str>, Arc<str>)>,
    pub(super) filter: BTreeMap<Arc<str>, BTreeSet<Arc<str>>>,
    pub(super) dimensions: Vec<Dimension>,
    pub(super) counts: Vec<Count>,
    pub(super) lines: Lines,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Role {
    Person,
    Case,
    Date,
    Minute,
    Direction,
    Start,
    End,
    Birth,
}

impl Role {
    /// All, with their words.
    pub(super) const ALL: [(Self, &'static str); 8] = [
        (Self::Person, "person"),
        (Self::Case, "case"),
        (Self::Date, "date"),
        (Self::Minute, "minute"),
        (Self::Direction, "direction"),
        (Self::Start, "start"),
        (Self::End, "end"),
        (Self::Birth, "birth"),
    ];

    /// Whether the column holds days.
    pub(super) fn is_date(self) -> bool {
        matches!(self, Self::Date | Self::Start | Self::End | Self::Birth)
    }
}

impl Specification {
    /// Records of a kind of case, such as `crossing`, one person each, that cover the days from one to another.
    #[must_use]
    pub fn new(kind: &str, from: Day, until: Day) -> Self {
        Self { kind: Some(Arc::from(kind)), from: Some(from), until: Some(until), ..Self::default() }
    }

    /// The indicator of every count that names none.
    #[must_use]
    pub fn indicator(mut self, id: &str) -> Self {
        self.indicator = Some(Arc::from(id));
        self
    }

    /// The preset of the indicators: `dsm` unless it is said.
    #[must_use]
    pub fn of_preset(mut self, name: &str) -> Self {
        self.preset = Some(Arc::from(name));
        self
    }

    /// The reporting country: it becomes the axis `REF_AREA`.
    #[must_use]
    pub fn reporter(mut self, country: &str) -> Self {
        self.reporter = Some(Arc::from(country));
        self
    }

    /// Says that a record is a file of several persons.
    #[must_use]
    pub fn many_persons(mut self) -> Self {
        self.many = true;
        self
    }

    /// The column of the person number, or of the number of a document where there is a link table. It is only compared.
    #[must_use]
    pub fn person(self, column: &str) -> Self {
        self.role(Role::Person, column)
    }

    /// The column of the case number, where several records are of one case.
    #[must_use]
    pub fn case(self, column: &str) -> Self {
        self.role(Role::Case, column)
    }

    /// The column that says when the event was.
    #[must_use]
    pub fn date(self, column: &str) -> Self {
        self.role(Role::Date, column)
    }

    /// The column of the minute after midnight, where the date has no time.
    #[must_use]
    pub fn minute(self, column: &str) -> Self {
        self.role(Role::Minute, column)
    }

    /// The column of the direction of a crossing, with its values that are entries and those that are exits.
    #[must_use]
    pub fn direction(mut self, column: &str, entry: &[&str], exit: &[&str]) -> Self {
        self.entry = entry.iter().map(|value| Arc::from(*value)).collect();
        self.exit = exit.iter().map(|value| Arc::from(*value)).collect();
        self.role(Role::Direction, column)
    }

    /// The columns of the first and the last day of an interval. An empty last day is still open.
    #[must_use]
    pub fn interval(self, start: &str, end: &str) -> Self {
        self.role(Role::Start, start).role(Role::End, end)
    }

    /// The column of the date of birth.
    #[must_use]
    pub fn birth(self, column: &str) -> Self {
        self.role(Role::Birth, column)
    }

    /// What a column holds, where that is not text (or a day, for the columns of days).
    #[must_use]
    pub fn typed(mut self, column: &str, kind: ColumnType) -> Self {
        self.types.insert(Arc::from(column), kind);
        self
    }

    /// The columns of the link table, which says the person of a document: `document` and `person` unless it is said.
    #[must_use]
    pub fn links(mut self, document: &str, person: &str) -> Self {
        self.links = Some((Arc::from(document), Arc::from(person)));
        self
    }

    /// Records whose column has none of these values are not counted.
    #[must_use]
    pub fn filter(mut self, column: &str, values: &[&str]) -> Self {
        self.filter.entry(Arc::from(column)).or_default().extend(values.iter().map(|value| Arc::from(*value)));
        self
    }

    /// Of equal records only the first counts.
    #[must_use]
    pub fn drop_duplicates(mut self) -> Self {
        self.drop_duplicates = true;
        self
    }

    /// What concerns several records says its rows too. It takes memory, and the rows are for the holder alone.
    #[must_use]
    pub fn with_places(mut self) -> Self {
        self.places = true;
        self
    }

    /// A finding of this code ends the count; `all`: any of severity error.
    #[must_use]
    pub fn fatal(mut self, code: &str) -> Self {
        self.fatal.insert(Arc::from(code));
        self
    }

    /// Adds a dimension, in place of one of the same id.
    #[must_use]
    pub fn dimension(mut self, dimension: Dimension) -> Self {
        self.dimensions.retain(|other| other.id != dimension.id);
        self.dimensions.push(dimension);
        self
    }

    /// Adds a table that is wanted, in place of one of the same id.
    #[must_use]
    pub fn count(mut self, count: Count) -> Self {
        self.counts.retain(|other| other.id != count.id);
        self.counts.push(count);
        self
    }

    /// The columns that are read, in the order of their names: nothing else of a record is.
    #[must_use]
    pub fn columns(&self) -> Vec<&str> {
        let mut columns: BTreeSet<&str> = self.roles.values().map(|column| &**column).collect();
        columns.extend(self.filter.keys().map(|column| &**column));
        columns.extend(self.dimensions.iter().filter_map(|dimension| dimension.column_name()));
        columns.extend(self.counts.iter().flat_map(|count| count.only.keys()).map(|column| &**column));
        columns.into_iter().collect()
    }

    /// The day that the records begin and the one that they end with.
    pub(super) fn window(&self) -> Result<(Day, Day)> {
        match (self.from, self.until) {
            (Some(from), Some(until)) if from <= until => Ok((from, until)),
            (Some(_), Some(_)) => Err(super::plan::contradicts("window", "from-after-until")),
            _ => Err(Error::new(cnt::SPECIFICATION_INCOMPLETE).with("what", crate::error::Safe::word("window"))),
        }
    }

    /// The column of a role.
    pub(super) fn column_of(&self, role: Role) -> Option<&Arc<str>> {
        self.roles.get(&role)
    }

    /// The declared type of a column: days are dates, all else is text, unless it is said.
    pub(super) fn type_of(&self, column: &str) -> ColumnType {
        let stated = self.types.get(column).copied();
        stated.unwrap_or_else(|| {
            let is_day = self.roles.iter().any(|(role, name)| **name == *column && role.is_date());
            if is_day { ColumnType::Date } else { ColumnType::Text }
        })
    }

    /// As [`Specification::type_of`]; numbers that only tell apart are asked for as such.
    pub(super) fn carried_as(&self, column: &str) -> ColumnType {
        let apart = |(role, name): (&Role, &Arc<str>)| **name == *column && matches!(role, Role::Person | Role::Case);
        match self.type_of(column) {
            ColumnType::Text if self.roles.iter().any(apart) => ColumnType::Identifier,
            kind => kind,
        }
    }

    fn role(mut self, role: Role, column: &str) -> Self {
        self.roles.insert(role, Arc::from(column));
        self
    }
}
