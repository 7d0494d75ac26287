use super::{super::*, Dialect, Field, Statement};
use crate::{
    catalogue::Catalogue,
    code::CodeId,
    source::ColumnType,
    time::{Day, Frequency},
};

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn crossings() -> Specification {
    Specification::new("crossing", day("2024-01-01"), day("2024-12-31"))
        .person("number")
        .date("day")
        .direction("way", &["in"], &["out"])
        .dimension(Dimension::column("SEX", "sex").others_themselves())
        .dimension(Dimension::column("SIDE", "side").others_themselves().pinned(Pin::First))
        .dimension(Dimension::column("BIRTHPLACE", "birthplace").others_themselves().fixed_by(Pin::Last))
        .count(Count::flow("flow", Frequency::Quarter).units(&[Unit::Cases]).by(&["SEX"]))
        .count(Count::flow("persons", Frequency::Annual).units(&[Unit::Persons]).by(&["SEX"]).totals(Totals::All))
        .count(Count::flow("pinned", Frequency::Annual).units(&Unit::ALL).by(&["SIDE"]))
        .count(
            Count::flow("over", Frequency::Annual)
                .units(&[Unit::Persons])
                .by(&["SIDE", "TIME_PERIOD"])
                .totals(Totals::All),
        )
        .count(Count::flow("whole", Frequency::Annual).units(&[Unit::Persons]).by(&["BIRTHPLACE"]))
        .count(Count::stock("stock", Frequency::Annual))
        .count(Count::during("during", Frequency::Annual).units(&[Unit::Persons]))
        .count(Count::residence("moved", Frequency::Annual, &[Rule::parse("12").unwrap()]))
}

fn say(specification: &Specification, count: &str, dialect: Dialect) -> Result<Statement, crate::error::Error> {
    Statement::new(specification, count, &Catalogue::preset("dsm").unwrap(), dialect, "records")
}

fn why(specification: &Specification, count: &str, dialect: Dialect) -> String {
    let error = say(specification, count, dialect).unwrap_err();
    assert_eq!(error.code().id(), "CNT-050", "{error}");
    error.args().named("why").unwrap().to_string()
}

/// The steps in which dialects differ, of one simple count.
fn step(sql: &str, name: &str) -> String {
    let start = sql.find(&format!("dsm_{name} AS (")).unwrap();
    let rest = sql.get(start..).unwrap();
    rest.get(..rest.find("\n)").unwrap()).unwrap().to_owned()
}

#[test]
fn a_flow_is_said_in_each_dialect() {
    let events = |dialect| step(say(&crossings(), "flow", dialect).unwrap().sql(), "events");
    assert_eq!(
        events(Dialect::PostgreSql),
        "dsm_events AS (\nSELECT r.p, (r.y / 10000) * 10 + ((((r.y / 100) % 100) + 2) / 3) AS k, r.t AS o, 1 AS q, r.g0 AS d0\n\
         FROM dsm_records r\nWHERE r.n BETWEEN 19723 AND 20088"
    );
    assert_eq!(events(Dialect::Sqlite), events(Dialect::PostgreSql));
    assert!(events(Dialect::DuckDb).contains("(r.y // 10000) * 10 + ((((r.y // 100) % 100) + 2) // 3) AS k"));
    assert!(events(Dialect::Spark).contains("(r.y DIV 10000) * 10 + ((((r.y DIV 100) % 100) + 2) DIV 3) AS k"));
    let raw = |dialect| step(say(&crossings(), "flow", dialect).unwrap().sql(), "raw");
    assert!(
        raw(Dialect::PostgreSql)
            .contains("(BTRIM(COALESCE(CAST(s.\"sex\" AS TEXT), ''), E'\\t\\n\\x0B\\f\\r ')) COLLATE \"C\" AS v0")
    );
    assert!(raw(Dialect::DuckDb).contains("TRIM(COALESCE(CAST(s.\"sex\" AS VARCHAR), ''), CHR(9) || CHR(10) || CHR(11) || CHR(12) || CHR(13) || ' ') AS v0"));
    assert!(
        raw(Dialect::Spark)
            .contains("TRIM(BOTH CAST(X'090A0B0C0D20' AS STRING) FROM COALESCE(CAST(s.`sex` AS STRING), '')) AS v0")
    );
    assert!(
        raw(Dialect::Sqlite).contains(
            "(TRIM(COALESCE(CAST(s.\"sex\" AS TEXT), ''), CHAR(9, 10, 11, 12, 13, 32))) COLLATE BINARY AS v0"
        )
    );
    let totals = |dialect| say(&crossings(), "persons", dialect).unwrap().sql().to_owned();
    assert!(totals(Dialect::Spark).contains("SELECT 'cell', d0, GROUPING(d0), k, 0, "));
    assert!(totals(Dialect::DuckDb).contains("GROUP BY GROUPING SETS ((k), (d0, k))"));
    assert!(!totals(Dialect::Sqlite).contains("GROUPING"));
    assert_eq!(totals(Dialect::Sqlite).matches("FROM dsm_events\nGROUP BY").count(), 2);
}

#[test]
fn times_are_read_in_no_zone() {
    let timed = crossings().typed("day", ColumnType::DateTime);
    let dated = |dialect| step(say(&timed, "flow", dialect).unwrap().sql(), "dated");
    assert!(dated(Dialect::Spark).contains("CAST(HOUR(t0) * 3600 + MINUTE(t0) * 60 + SECOND(t0) AS INTEGER)"));
    assert!(dated(Dialect::DuckDb).contains("HOUR(CAST(t0 AS TIMESTAMP)) * 3600"));
}

#[test]
fn what_cannot_be_said_is_refused() {
    let all = crossings();
    for (count, word) in [
        ("during", "presence-during-periods"),
        ("moved", "rules-of-residence"),
        ("over", "pinned-over-all-records"),
        ("whole", "pinned-over-all-records"),
    ] {
        Dialect::ALL.iter().for_each(|dialect| assert_eq!(why(&all, count, *dialect), word));
    }
    let first = Dialect::PostgreSql;
    assert_eq!(why(&all.clone().links("document", "person"), "flow", first), "link-table");
    assert_eq!(why(&all.clone().drop_duplicates(), "flow", first), "dropped-duplicates");
    assert_eq!(why(&all.clone().with_places(), "flow", first), "rows-of-findings");
    assert_eq!(why(&all.clone().fatal("CNT-011"), "flow", first), "fatal-findings");
    assert_eq!(why(&all.clone().case("file"), "flow", first), "case-numbers");
    let typed = all.clone().typed("day", ColumnType::Text);
    assert_eq!(why(&typed, "flow", Dialect::DuckDb), "days-in-text");
    assert!(say(&typed, "flow", Dialect::Sqlite).is_ok());
    assert_eq!(why(&all.clone().typed("sex", ColumnType::Date), "flow", first), "days-as-codes");
    assert_eq!(why(&all.clone().filter("sex", &["a\0b"]), "flow", first), "nul-character");
    let files = Specification::new("file", day("2024-01-01"), day("2024-12-31"))
        .person("number")
        .interval("opened", "closed")
        .count(Count::processing("days", Frequency::Annual))
        .count(Count::balance("files", Frequency::Annual));
    assert_eq!(why(&files, "days", first), "processing-times");
    assert_eq!(why(&files, "files", first), "balance-of-files");
    let ids: Vec<String> = (0..9).map(|at| format!("D{at}")).collect();
    let by: Vec<&str> = ids.iter().map(String::as_str).collect();
    let many = ids.iter().fold(all.clone(), |all, id| all.dimension(Dimension::column(id, "sex").others_themselves()));
    let many = many.count(Count::flow("many", Frequency::Annual).by(&by).totals(Totals::All));
    assert_eq!(why(&many, "many", Dialect::Sqlite), "so-many-totals");
    assert!(say(&many, "many", Dialect::PostgreSql).is_ok());
    assert_eq!(say(&all, "none", first).unwrap_err().code().id(), "CNT-061");
}

/// Takes what stands between quotes out of a statement; what is left is ours.
fn bare(sql: &str, dialect: Dialect) -> String {
    let (mut left, mut chars) = (String::new(), sql.chars().peekable());
    while let Some(sign) = chars.next() {
        let quote = match sign {
            '\'' => '\'',
            '"' if dialect != Dialect::Spark => '"',
            '`' if dialect == Dialect::Spark => '`',
            other => {
                left.push(other);
                continue;
            }
        };
        // A backslash says nothing between these quotes, but between those of E'…' it is always doubled.
        loop {
            match chars.next() {
                Some(inner) if inner == quote && chars.peek() == Some(&quote) => drop(chars.next()),
                Some(inner) if inner == quote => break,
                Some(_) => {}
                None => panic!("a quote is open: {sql}"),
            }
        }
    }
    left
}

#[test]
fn names_and_values_stay_between_their_quotes() {
    for evil in [
        "x'; DROP TABLE t; --",
        "x\"; DROP TABLE t; --",
        "x`; DROP TABLE t; --",
        "x\\'; DROP TABLE t; --",
        "x\n--\n*/ DROP",
    ] {
        let specification = Specification::new("crossing", day("2024-01-01"), day("2024-12-31"))
            .person(evil)
            .date("day")
            .direction("way", &[evil, "in"], &["out"])
            .filter(&format!("{evil}3"), &[evil, ""])
            .dimension(Dimension::column("SEX", &format!("{evil}2")).code(evil, "M"))
            .count(
                Count::flow("flow", Frequency::Annual)
                    .units(&Unit::ALL)
                    .by(&["SEX"])
                    .only(&format!("{evil}3"), &[evil]),
            )
            .count(Count::stock("stock", Frequency::Annual).by(&["SEX"]));
        for dialect in Dialect::ALL {
            for count in ["flow", "stock"] {
                let catalogue = Catalogue::preset("dsm").unwrap();
                let statement = Statement::new(&specification, count, &catalogue, dialect, evil).unwrap();
                let left = bare(statement.sql(), dialect);
                assert!(!left.contains("DROP") && !left.contains("--") && !left.contains(';'), "{left}");
            }
        }
    }
    // What is no code does not even come so far.
    let no_code =
        crossings().dimension(Dimension::column("SEX", "sex").others_themselves().missing("x'; DROP TABLE t; --"));
    let refused = Statement::new(&no_code, "flow", &Catalogue::preset("dsm").unwrap(), Dialect::Sqlite, "t");
    assert_eq!(refused.unwrap_err().code().id(), "CNT-003");
    assert_eq!(Dialect::PostgreSql.text("a\\'b"), "E'a\\\\''b'");
    assert_eq!(Dialect::Spark.text("a'b"), "CAST(X'612762' AS STRING)");
    // Spark puts what it knows of a variable into every text and name.
    assert_eq!(Dialect::Spark.text("${b}"), "CAST(X'247B627D' AS STRING)");
    let variable = crossings().person("${number}");
    assert_eq!(why(&variable, "flow", Dialect::Spark), "variable-in-a-name");
    assert!(say(&variable, "flow", Dialect::DuckDb).is_ok());
    assert_eq!(Dialect::Sqlite.table("main.a\"b"), "\"main\".\"a\"\"b\"");
}

#[test]
fn no_step_has_the_name_of_the_table() {
    let statement =
        Statement::new(&crossings(), "flow", &Catalogue::preset("dsm").unwrap(), Dialect::Sqlite, "DSM_Records");
    let sql = statement.unwrap().sql().to_owned();
    assert!(sql.contains("dsm__records AS (") && sql.contains("FROM \"DSM_Records\" s"), "{sql}");
}

fn rows<'f>(all: &[(&'f str, &'f str, i64, [i64; 5])]) -> Vec<Vec<Field<'f>>> {
    let row = |(kind, code, total, counts): &(&'f str, &'f str, i64, [i64; 5])| {
        let code = if code.is_empty() { Field::Missing } else { Field::Text(code) };
        let mut row = vec![Field::Text(kind), code, Field::Number(*total), Field::Text("2024"), Field::Number(0)];
        row.extend(counts.map(Field::Number));
        row
    };
    let mut rows: Vec<Vec<Field<'f>>> = all.iter().map(row).collect();
    rows.extend(all.iter().take(1).map(|of| row(&("records", "", 1, [of.3[0], 0, 0, 0, 0]))));
    let count = i64::try_from(rows.len()).unwrap();
    rows.iter_mut().for_each(|row| row.push(Field::Number(count)));
    rows
}

#[test]
fn rows_become_tables() {
    let statement = say(&crossings(), "persons", Dialect::DuckDb).unwrap();
    let counted = statement
        .tables(rows(&[
            ("cell", "F", 0, [3, 3, 2, 3, 1]),
            ("cell", "M", 0, [2, 2, 1, 1, 0]),
            ("cell", "", 1, [5, 5, 2, 3, 1]),
        ]))
        .unwrap();
    assert_eq!(counted.names(), ["persons.persons"]);
    let table = counted.table("persons.persons").unwrap();
    let at = |code: &str| {
        let figure = table.at(&[code, "2024"]).unwrap().figure().unwrap();
        (figure.low().unwrap().to_string(), figure.high().unwrap().to_string())
    };
    let bounds = |low: &str, high: &str| (low.to_owned(), high.to_owned());
    assert_eq!((at("F"), at("M"), at(CodeId::TOTAL)), (bounds("2", "3"), bounds("1", "1"), bounds("2", "3")));
    let fixed = crossings().dimension(Dimension::column("SEX", "sex").others_themselves().fixed());
    let statement = say(&fixed, "persons", Dialect::DuckDb).unwrap();
    let counted =
        statement.tables(rows(&[("cell", "F", 0, [3, 3, 2, 2, 0]), ("two-codes", "", 0, [0, 0, 1, 1, 0])])).unwrap();
    let table = counted.table("persons.persons").unwrap();
    assert!(table.notes().iter().any(|note| note.rule().id() == "CNT-020"), "{:?}", table.notes());
}

#[test]
fn what_is_no_result_is_refused() {
    let statement = say(&crossings(), "persons", Dialect::DuckDb).unwrap();
    let refused = |rows: Vec<Vec<Field<'_>>>| {
        let error = statement.tables(rows).unwrap_err();
        assert_eq!(error.code().id(), "CNT-051");
        error.args().named("why").unwrap().to_string()
    };
    assert_eq!(refused(vec![vec![Field::Text("cell")]]), "number-of-columns");
    assert_eq!(refused(rows(&[("total", "F", 0, [1; 5])])), "kind-of-row");
    assert_eq!(refused(rows(&[("cell", "", 0, [1; 5])])), "missing-code");
    assert_eq!(refused(rows(&[("cell", "F", 0, [-1; 5])])), "unreadable-count");
    assert_eq!(refused(rows(&[("cell", "F", 0, [i64::MAX; 5])])), "unreadable-count");
    let mut late = rows(&[("cell", "F", 0, [1; 5])]);
    late[0][3] = Field::Text("2025");
    assert_eq!(refused(late), "unknown-time");
    let cells = [("cell", "F", 0, [1; 5]), ("cell", "M", 0, [1; 5])];
    assert!(statement.tables(rows(&cells)).is_ok());
    // A result that was cut off, or handed in twice, or is none, gives no figures.
    for lost in 0..3 {
        let mut left = rows(&cells);
        left.remove(lost);
        assert_eq!(refused(left), "rows-not-all");
    }
    assert_eq!(refused(Vec::new()), "rows-not-all");
    assert_eq!(refused([rows(&cells), rows(&cells)].concat()), "row-twice");
    assert_eq!(refused(rows(&[cells[0], cells[0]])), "row-twice");
    let nothing = statement.tables(rows(&[("two-codes", "", 1, [0; 5])])).unwrap();
    assert_eq!((nothing.quality().used, nothing.quality().of(crate::error::codes::cnt::NOTHING_USED)), (0, 1));
}
