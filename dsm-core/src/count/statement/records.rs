//! The records that are used, with days as numbers and the codes of their dimensions: clause 2.

use super::{
    super::{
        dimension::Of,
        plan::{Axis, Choice, Resolution},
        specification::Role,
    },
    codes,
    writer::Writer,
};
use crate::source::ColumnType;
use std::collections::BTreeSet;

impl Writer<'_> {
    /// Writes the steps from the table to the records that are used.
    pub(super) fn records(&mut self, from: &str, only: Option<usize>) {
        self.raw(from, only);
        self.dated();
        self.used();
    }

    /// The column of a role as the table has it.
    fn column(&self, role: Role) -> Option<String> {
        let name = self.plan.specification.column_of(role)?;
        // A bare name that a table lacks would be a text for SQLite.
        Some(format!("s.{}", self.dialect.name(name)))
    }

    /// The dimensions that are columns and are counted by, or may refuse a record.
    fn columns(&self) -> Vec<(usize, &Axis, String)> {
        let axes = self.plan.dimensions.iter().enumerate();
        let wanted = axes.filter(|(place, axis)| self.program.by.contains(place) || axis.of.refuses());
        let column = |(place, axis)| match &(axis as &Axis).of.of {
            Of::Column(name) => Some((place, axis, format!("s.{}", self.dialect.name(name)))),
            _ => None,
        };
        wanted.filter_map(column).collect()
    }

    /// The date of birth where it is known: not after the event, nor longer ago than anybody lives (2.3).
    fn birth(&self) -> String {
        format!("CASE WHEN b BETWEEN {} AND n THEN bd END", self.plan.eldest)
    }

    /// The columns that are read, of the records that are wanted.
    fn raw(&mut self, from: &str, only: Option<usize>) {
        let dialect = self.dialect;
        let text = |role| self.column(role).map(|column| dialect.text_of(&column));
        let person = text(Role::Person).map_or_else(|| self.no_text(), |text| format!("NULLIF({text}, '')"));
        let mut columns = vec![format!("{person} AS p")];
        let date = self.column(Role::Date).or_else(|| self.column(Role::Start));
        columns.extend(date.map(|column| format!("{} AS t0", dialect.written_day(&column))));
        columns.extend(text(Role::Minute).map(|text| format!("{text} AS m0")));
        columns.extend(self.column(Role::End).map(|column| format!("{} AS e0", dialect.written_day(&column))));
        columns.extend(self.column(Role::Birth).map(|column| format!("{} AS b0", dialect.written_day(&column))));
        columns.extend(text(Role::Direction).map(|text| {
            let (entry, exit) = (&self.plan.specification.entry, &self.plan.specification.exit);
            let (entry, exit) = (self.texts(Role::Direction, entry), self.texts(Role::Direction, exit));
            format!("CASE WHEN {text} IN {entry} THEN 1 WHEN {text} IN {exit} THEN -1 ELSE 0 END AS w")
        }));
        columns
            .extend(self.columns().iter().map(|(place, _, column)| format!("{} AS v{place}", dialect.text_of(column))));
        let chosen =
            self.plan.filters.iter().chain(only.and_then(|flag| self.plan.flags.get(flag)).into_iter().flatten());
        let chosen: Vec<String> = chosen.filter_map(|choice| self.chosen(choice)).collect();
        let filter = if chosen.is_empty() { String::new() } else { format!("\nWHERE {}", chosen.join(" AND ")) };
        let query = format!("SELECT {}\nFROM {} s{filter}", columns.join(", "), dialect.table(from));
        self.step("raw", "", &query);
    }

    /// The values of a column of a role, whole numbers as the database writes them.
    fn texts(&self, role: Role, values: &BTreeSet<std::sync::Arc<str>>) -> String {
        let name = self.plan.specification.column_of(role).map_or("", |name| &**name);
        self.values(name, values)
    }

    fn values(&self, column: &str, values: &BTreeSet<std::sync::Arc<str>>) -> String {
        let whole = self.plan.specification.type_of(column) == ColumnType::Integer;
        let text = |value: &std::sync::Arc<str>| match value.parse::<i64>() {
            Ok(number) if whole => Some(number.to_string()),
            Err(_) if whole && !value.is_empty() => None,
            _ => Some(value.to_string()),
        };
        let texts: Vec<String> = values.iter().filter_map(text).collect();
        if texts.is_empty() { "(NULL)".to_owned() } else { self.dialect.texts(texts.iter().map(String::as_str)) }
    }

    /// That a record has one of the wanted values.
    fn chosen(&self, (place, values): &Choice) -> Option<String> {
        let name = &self.plan.wanted.get(*place)?.name;
        let text = self.dialect.text_of(&format!("s.{}", self.dialect.name(name)));
        Some(format!("{text} IN {}", self.values(name, values)))
    }

    /// Days and instants as numbers, columns as codes.
    fn dated(&mut self) {
        let (dialect, plan) = (self.dialect, self.plan);
        let has = |role| plan.roles.contains_key(&role);
        let mut columns =
            vec!["p".to_owned(), format!("{} AS n", dialect.day("t0")), format!("{} AS y", dialect.date("t0"))];
        let within = match plan.resolution {
            Resolution::Days => "0".to_owned(),
            Resolution::Seconds => dialect.second("t0"),
            Resolution::Minutes => {
                let (is_number, number) = (dialect.is_number("m0"), dialect.number("m0"));
                format!("CASE WHEN {is_number} THEN CASE WHEN {number} < 1440 THEN {number} ELSE 0 END ELSE 0 END")
            }
        };
        columns.push(format!("{within} AS u"));
        if has(Role::End) {
            let empty = dialect.is_empty("e0");
            columns.push(format!("CASE WHEN {empty} THEN 0 ELSE 1 END AS closed"));
            columns.push(format!("{} AS x", dialect.day("e0")));
            columns.push(format!("{} AS xy", dialect.date("e0")));
        }
        if has(Role::Birth) {
            columns.push(format!("{} AS b", dialect.day("b0")));
            columns.push(format!("{} AS bd", dialect.date("b0")));
        }
        columns.extend(has(Role::Direction).then(|| "w".to_owned()));
        let of_columns = self.columns();
        let codes = of_columns.iter();
        columns.extend(
            codes.map(|(place, axis, _)| {
                format!("{} AS g{place}", codes::of_column(dialect, axis, &format!("v{place}")))
            }),
        );
        let query = format!("SELECT {}\nFROM {}", columns.join(", "), self.name("raw"));
        self.step("dated", "", &query);
    }

    /// The records that are not refused.
    fn used(&mut self) {
        let (dialect, plan) = (self.dialect, self.plan);
        let has = |role| plan.roles.contains_key(&role);
        let mut columns = vec!["p".to_owned(), "n".to_owned(), "y".to_owned()];
        columns.push(format!("CAST(n AS BIGINT) * {} + u AS t", i64::from(plan.resolution.a_day())));
        let mut wanted = vec![format!("n BETWEEN {} AND {}", plan.origin, plan.until)];
        if has(Role::End) {
            let open = plan.until + 1;
            columns.push(format!("CASE WHEN closed = 1 AND x <= {} THEN x ELSE {open} END AS e", plan.until));
            columns.push("x".to_owned());
            columns.push("xy".to_owned());
            wanted.push("(closed = 0 OR x >= n)".to_owned());
        }
        if has(Role::Birth) {
            columns.push(format!("{} AS bd", self.birth()));
        }
        columns.extend(has(Role::Direction).then(|| "w".to_owned()));
        for (place, axis, _) in self.columns() {
            columns.push(format!("g{place}"));
            wanted.extend(axis.of.refuses().then(|| format!("g{place} IS NOT NULL")));
        }
        for (_, place, axis) in self.axes() {
            match &axis.of.of {
                Of::AgeAtEvent => {
                    let ended = format!("(CASE WHEN x <= {} THEN xy END)", plan.until);
                    let day = if axis.of.at_end && has(Role::End) { &ended } else { "y" };
                    let code = codes::age(dialect, axis, &format!("({})", self.birth()), day);
                    columns.push(format!("{code} AS g{place}"));
                }
                Of::Days => columns.push(format!("{} AS g{place}", codes::days(dialect, axis, "n", "x"))),
                Of::Column(_) | Of::AgeAtMoment | Of::Nothing => {}
            }
        }
        let query =
            format!("SELECT {}\nFROM {}\nWHERE {}", columns.join(", "), self.name("dated"), wanted.join(" AND "));
        self.step("records", "", &query);
    }
}
