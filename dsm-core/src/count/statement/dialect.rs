//! What the databases say differently: names, texts, days.

use crate::source::ColumnType;

/// The language of a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Dialect {
    /// PostgreSQL, from 12 on.
    PostgreSql,
    /// DuckDB, from 1.0 on.
    DuckDb,
    /// Spark SQL, from 3.3 on. A `TIMESTAMP` is read in the zone of the session, a `TIMESTAMP_NTZ` as it is written.
    Spark,
    /// SQLite, from 3.35 on. Its days are ISO text.
    Sqlite,
}

impl Dialect {
    /// All, in the order of the documentation.
    pub const ALL: [Self; 4] = [Self::PostgreSql, Self::DuckDb, Self::Spark, Self::Sqlite];

    /// The word: `postgresql`, `duckdb`, `spark`, `sqlite`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::PostgreSql => "postgresql",
            Self::DuckDb => "duckdb",
            Self::Spark => "spark",
            Self::Sqlite => "sqlite",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dialect| dialect.word() == word)
    }

    /// A name between its quotes.
    pub(super) fn name(self, name: &str) -> String {
        let quote = if self == Self::Spark { '`' } else { '"' };
        let doubled = name.replace(quote, &format!("{quote}{quote}"));
        format!("{quote}{doubled}{quote}")
    }

    /// The name of a table, the names of its schemas before it, with points between them.
    pub(super) fn table(self, name: &str) -> String {
        name.split('.').map(|part| self.name(part)).collect::<Vec<String>>().join(".")
    }

    /// A text between its quotes. What a setting of the server could read in two ways, or Spark take for a variable, is written so that
    /// there is one.
    pub(super) fn text(self, text: &str) -> String {
        let doubled = text.replace('\'', "''");
        match self {
            Self::PostgreSql if text.contains('\\') => format!("E'{}'", doubled.replace('\\', "\\\\")),
            Self::Spark if text.contains(['\'', '\\', '$']) => {
                let hex: String = text.bytes().map(|byte| format!("{byte:02X}")).collect();
                format!("CAST(X'{hex}' AS STRING)")
            }
            _ => format!("'{doubled}'"),
        }
    }

    /// Several texts between brackets.
    pub(super) fn texts<'t>(self, texts: impl Iterator<Item = &'t str>) -> String {
        format!("({})", texts.map(|text| self.text(text)).collect::<Vec<String>>().join(", "))
    }

    pub(super) fn type_of_text(self) -> &'static str {
        match self {
            Self::PostgreSql | Self::Sqlite => "TEXT",
            Self::DuckDb => "VARCHAR",
            Self::Spark => "STRING",
        }
    }

    /// A text that is compared by its code points.
    pub(super) fn collated(self, expression: &str) -> String {
        match self {
            Self::PostgreSql => format!("({expression}) COLLATE \"C\""),
            Self::Sqlite => format!("({expression}) COLLATE BINARY"),
            Self::DuckDb | Self::Spark => expression.to_owned(),
        }
    }

    /// The text of a column without the blanks around it, empty where there is none.
    pub(super) fn text_of(self, column: &str) -> String {
        let text = self.trimmed(&format!("COALESCE(CAST({column} AS {}), '')", self.type_of_text()));
        self.collated(&text)
    }

    /// A column of days; where these are texts, without the blanks around them.
    pub(super) fn written_day(self, column: &str) -> String {
        if self == Self::Sqlite { self.trimmed(column) } else { column.to_owned() }
    }

    /// A text without the blanks around it: spaces, tabs, ends of lines and pages.
    fn trimmed(self, text: &str) -> String {
        let blanks = "\t\n\u{b}\u{c}\r ";
        match self {
            Self::PostgreSql => format!("BTRIM({text}, E'\\t\\n\\x0B\\f\\r ')"),
            Self::Spark => {
                let hex: String = blanks.bytes().map(|byte| format!("{byte:02X}")).collect();
                format!("TRIM(BOTH CAST(X'{hex}' AS STRING) FROM {text})")
            }
            Self::DuckDb => format!("TRIM({text}, CHR(9) || CHR(10) || CHR(11) || CHR(12) || CHR(13) || ' ')"),
            Self::Sqlite => format!("TRIM({text}, CHAR(9, 10, 11, 12, 13, 32))"),
        }
    }

    /// The whole part of a number that is not negative, divided by another one.
    pub(super) fn divided(self, over: &str, under: i32) -> String {
        match self {
            Self::PostgreSql | Self::Sqlite => format!("({over} / {under})"),
            Self::DuckDb => format!("({over} // {under})"),
            Self::Spark => format!("({over} DIV {under})"),
        }
    }

    /// Whether a text is a whole number without a sign.
    pub(super) fn is_number(self, text: &str) -> String {
        match self {
            Self::Sqlite => format!("LENGTH({text}) BETWEEN 1 AND 18 AND {text} NOT GLOB '*[^0-9]*'"),
            _ => format!("LENGTH({text}) BETWEEN 1 AND 18 AND TRANSLATE({text}, '0123456789', '') = ''"),
        }
    }

    /// The number that a text is, which is one.
    pub(super) fn number(self, text: &str) -> String {
        match self {
            Self::PostgreSql | Self::Sqlite => format!("CAST({text} AS BIGINT)"),
            Self::DuckDb | Self::Spark => format!("TRY_CAST({text} AS BIGINT)"),
        }
    }

    /// Whether a text that is not empty is written like a code.
    pub(super) fn is_code(self, text: &str) -> String {
        let begins = format!("LENGTH({text}) <= 64 AND SUBSTR({text}, 1, 1) NOT IN ('.', '+', '-')");
        match self {
            Self::Sqlite => format!("{begins} AND {text} NOT GLOB '*[^A-Za-z0-9_@$.+-]*'"),
            _ => {
                let signs: String = ('A'..='Z').chain('a'..='z').chain('0'..='9').chain("_@$.+-".chars()).collect();
                format!("{begins} AND TRANSLATE({text}, '{signs}', '') = ''")
            }
        }
    }

    /// Whether a column of days is empty.
    pub(super) fn is_empty(self, column: &str) -> String {
        match self {
            Self::Sqlite => format!("COALESCE({column}, '') = ''"),
            _ => format!("{column} IS NULL"),
        }
    }

    /// What a column of days or instants gives, and none where it is no day.
    fn of_day(self, column: &str, gives: &str) -> String {
        let finite = format!("CASE WHEN ISFINITE(CAST({column} AS DATE)) THEN {gives} END");
        match self {
            Self::PostgreSql | Self::DuckDb => finite,
            Self::Spark => gives.to_owned(),
            Self::Sqlite => {
                let (day, digits) = (format!("SUBSTR({column}, 1, 10)"), "[0-9][0-9]");
                let second = format!("SUBSTR({column}, 17) GLOB ':[0-5][0-9]'");
                let fraction =
                    format!("(SUBSTR({column}, 17) GLOB ':[0-5][0-9].*' AND SUBSTR({column}, 21) NOT GLOB '*[^0-9]*')");
                let minute = format!(
                    "(SUBSTR({column}, 11, 6) GLOB '[ T][0-2][0-9]:[0-5][0-9]' AND SUBSTR({column}, 12, 2) < '24')"
                );
                let time = format!("{minute} AND (LENGTH({column}) = 16 OR {second} OR {fraction})");
                format!(
                    "CASE WHEN {day} GLOB '{digits}{digits}-{digits}-{digits}' AND DATE({day}, '+0 days') = {day} \
                     AND (LENGTH({column}) = 10 OR {time}) THEN {gives} END"
                )
            }
        }
    }

    /// The days of a column since 1970.
    pub(super) fn day(self, column: &str) -> String {
        let gives = match self {
            Self::PostgreSql => format!("CAST({column} AS DATE) - DATE '1970-01-01'"),
            Self::DuckDb => format!("DATE_DIFF('day', DATE '1970-01-01', CAST({column} AS DATE))"),
            Self::Spark => format!("DATEDIFF(CAST({column} AS DATE), DATE '1970-01-01')"),
            Self::Sqlite => format!("CAST(JULIANDAY(SUBSTR({column}, 1, 10)) - 2440587.5 AS INTEGER)"),
        };
        self.of_day(column, &gives)
    }

    /// The year, month and day of a column as one number: 20240229.
    pub(super) fn date(self, column: &str) -> String {
        let part = |part: &str| match self {
            Self::PostgreSql => format!("EXTRACT({part} FROM CAST({column} AS DATE))"),
            _ => format!("{part}(CAST({column} AS DATE))"),
        };
        let gives = match self {
            Self::Sqlite => format!("CAST(REPLACE(SUBSTR({column}, 1, 10), '-', '') AS INTEGER)"),
            _ => format!("CAST({} * 10000 + {} * 100 + {} AS INTEGER)", part("YEAR"), part("MONTH"), part("DAY")),
        };
        self.of_day(column, &gives)
    }

    /// The second of the day of a column of instants.
    pub(super) fn second(self, column: &str) -> String {
        let part = |part: &str| match self {
            Self::PostgreSql => format!("FLOOR(EXTRACT({part} FROM CAST({column} AS TIMESTAMP)))"),
            // A cast would read a time without a zone in the zone of the session, which leaves some times out.
            Self::Spark => format!("{part}({column})"),
            _ => format!("{part}(CAST({column} AS TIMESTAMP))"),
        };
        let gives = match self {
            Self::Sqlite => format!(
                "CAST(SUBSTR({column}, 12, 2) AS INTEGER) * 3600 + CAST(SUBSTR({column}, 15, 2) AS INTEGER) * 60 \
                 + CAST(SUBSTR({column}, 18, 2) AS INTEGER)"
            ),
            _ => format!("CAST({} * 3600 + {} * 60 + {} AS INTEGER)", part("HOUR"), part("MINUTE"), part("SECOND")),
        };
        self.of_day(column, &gives)
    }

    /// Whether a column of this type can hold days.
    pub(super) fn has_days_in(self, kind: ColumnType) -> bool {
        match kind {
            ColumnType::Date | ColumnType::DateTime => true,
            ColumnType::Text | ColumnType::Identifier => self == Self::Sqlite,
            ColumnType::Integer => false,
        }
    }

    /// Whether several sets of groups can be asked for at once.
    pub(super) fn has_grouping_sets(self) -> bool {
        self != Self::Sqlite
    }

    /// At most so many totals are asked for in one statement.
    pub(super) fn most_sets(self) -> usize {
        if self.has_grouping_sets() { 4096 } else { 400 }
    }
}
