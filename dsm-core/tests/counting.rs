//! Random worlds of records, written and answered by the plain-Python oracle in `tests/counting`: every table, the persons behind its
//! cells, the declarations that are refused, the reconciliation and the counts of problems are the same here.
//!
//! `DSM_COUNTS` says how many worlds, `DSM_COUNTS_SEED` the first.

use dsm_core::{
    catalogue::Catalogue,
    count::{Count, Counted, Counter, Dimension, Specification, Totals, Unit},
    error::{Collected, Error},
    source::{self, Batch, Column, ColumnType, Layout, Means, Records, TextRecords, Wanted},
    table::{Cell, Table},
    time::{Day, Frequency, Moment},
};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Cursor},
    process::{Command, Stdio},
};

/// The records of a text with the columns that are wanted.
fn open(text: &str, wanted: &[Wanted]) -> TextRecords<Cursor<String>> {
    let rows = source::open(Cursor::new(text.to_owned()), "records.csv", &Layout::default()).unwrap();
    TextRecords::new(rows, wanted).unwrap()
}

fn counted(world: &Value, memory: usize, threads: usize) -> Result<Counted, Error> {
    let specification = Specification::from_toml("count.toml", world["spec"].as_str().unwrap())?;
    let means = Means { memory, threads, ..Means::quiet(Moment::parse("2025-01-01").unwrap()) };
    let mut counter = Counter::new(&specification, &Catalogue::preset("dsm")?, means)?;
    if let Some(links) = world["links"].as_str() {
        let wanted = counter.wanted_of_links().to_vec();
        counter.read_links(&mut open(links, &wanted), &mut Collected::new())?;
    }
    let wanted = counter.wanted().to_vec();
    let mut sink = Collected::new();
    counter.read(&mut open(world["records"].as_str().unwrap(), &wanted), &mut sink)?;
    counter.finish(&mut sink)
}

/// The cells of a table that are not zero: from what to what; no upper end where there is none.
fn cells(table: &Table) -> BTreeMap<String, (String, String)> {
    let mut cells = BTreeMap::new();
    for row in table.rows() {
        let key: Vec<&str> = row.key.iter().map(|code| &**code).collect();
        let Cell::Figure(figure) = row.cell else { continue };
        let (low, high) = (figure.low().unwrap().normalize(), figure.high().map(|high| high.normalize()));
        let ratio = table.measure().to_string().starts_with("ratio");
        if ratio || high.is_none_or(|high| !high.is_zero()) {
            cells.insert(key.join(" "), (low.to_string(), high.map_or("none".to_owned(), |high| high.to_string())));
        }
    }
    cells
}

fn expected(cells: &Value) -> BTreeMap<String, (String, String)> {
    let number = |value: &Value| match value {
        Value::Null => "none".to_owned(),
        Value::Number(number) => number.to_string().trim_end_matches(".0").to_owned(),
        other => other.as_str().unwrap().trim_end_matches(".0").to_owned(),
    };
    let cells = cells.as_object().unwrap().iter();
    cells.map(|(key, figure)| (key.clone(), (number(&figure[0]), number(&figure[1])))).collect()
}

/// What differs, at most a few of it.
fn differences(
    name: &str,
    ours: &BTreeMap<String, (String, String)>,
    theirs: &BTreeMap<String, (String, String)>,
) -> Vec<String> {
    let keys: std::collections::BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
    let differ = keys.into_iter().filter(|key| ours.get(*key) != theirs.get(*key));
    differ.take(4).map(|key| format!("{name} [{key}]: {:?}, oracle {:?}", ours.get(key), theirs.get(key))).collect()
}

fn compare(world: &Value) -> Vec<String> {
    let counted = match counted(world, 256 << 20, 1) {
        Ok(counted) => counted,
        Err(error) => return vec![format!("refused: {error} {:?}", error.findings())],
    };
    let expect = &world["expect"];
    let mut wrong = Vec::new();
    let quality = counted.quality();
    let counts = [
        ("read", quality.read),
        ("used", quality.used),
        ("filtered", quality.filtered),
        ("refused", quality.refused_in_all()),
    ];
    for (name, count) in counts {
        if expect[name].as_u64() != Some(count) {
            wrong.push(format!("{name}: {count}, oracle {}", expect[name]));
        }
    }
    for (code, count) in expect["quality"].as_object().unwrap() {
        let own: u64 = quality.findings.iter().filter(|(own, _)| own.id() == code).map(|(_, count)| count).sum();
        let own = if code == "CNT-022" && own > 0 { count.as_u64().unwrap() } else { own };
        if Some(own) != count.as_u64() {
            wrong.push(format!("{code}: {own}, oracle {count}"));
        }
    }
    let mut names: Vec<&str> = counted.names();
    names.sort_unstable();
    let theirs: Vec<&str> = expect["tables"].as_object().unwrap().keys().map(String::as_str).collect();
    if names != theirs {
        wrong.push(format!("tables {names:?}, oracle {theirs:?}"));
        return wrong;
    }
    for name in names {
        let table = match counted.table(name) {
            Ok(table) => table,
            Err(error) => {
                wrong.push(format!("{name}: {error} {:?}", error.findings()));
                continue;
            }
        };
        wrong.extend(differences(name, &cells(&table), &expected(&expect["tables"][name])));
        if let (Some(behind), Some(theirs)) =
            (counted.persons_behind(name).unwrap(), expect["persons_behind"].get(name))
        {
            wrong.extend(differences(&format!("behind {name}"), &cells(&behind), &expected(theirs)));
        }
        let refused = expect["refused_declarations"].get(name).and_then(Value::as_object);
        let theirs: BTreeMap<String, u64> =
            refused.into_iter().flatten().map(|(axis, n)| (axis.clone(), n.as_u64().unwrap())).collect();
        let notes = table.notes().iter().filter(|note| note.rule().id() == "CNT-020");
        let own: BTreeMap<String, u64> = notes
            .map(|note| {
                let axis = note.args().named("axis").unwrap().to_string();
                (axis, note.args().named("persons").unwrap().as_count().unwrap())
            })
            .collect();
        if name.ends_with(".persons") && own != theirs {
            wrong.push(format!("{name}: refused {own:?}, oracle {theirs:?}"));
        }
    }
    wrong.extend(reconciled(&counted, &expect["reconciliation"]));
    wrong
}

fn reconciled(counted: &Counted, expect: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    for (count, lines) in expect.as_object().unwrap() {
        let own = counted.reconciliation(&format!("{count}.persons")).unwrap();
        for (line, theirs) in own.iter().zip(lines.as_array().unwrap()) {
            let between = &line.between;
            let own = [
                ("start", line.start),
                ("end", between.end),
                ("entries", between.entries),
                ("exits", between.exits),
                ("effective_entries", between.effective_entries),
                ("effective_exits", between.effective_exits),
                ("CNT-030", between.entries_while_in),
                ("CNT-031", between.exits_without_entry),
                ("simultaneous", between.simultaneous),
                ("long", between.long_stays),
            ];
            for (name, value) in own {
                if let Some(theirs) = theirs.get(name).and_then(Value::as_u64).filter(|theirs| *theirs != value) {
                    wrong.push(format!("{count} {name} until {:?}: {value}, oracle {theirs}", line.until));
                }
            }
        }
    }
    wrong
}

#[test]
fn random_worlds_are_counted_as_the_oracle_counts_them() {
    let number = |name: &str, default: usize| std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(default);
    let (worlds, seed) = (number("DSM_COUNTS", 300), number("DSM_COUNTS_SEED", 1));
    let version = Command::new("python3").args(["-c", "import tomllib"]).stderr(Stdio::null()).status();
    if !version.is_ok_and(|status| status.success()) {
        println!("skipped: the oracle of counting needs Python 3.11");
        return;
    }
    let mut oracle = Command::new("python3")
        .args(["-m", "oracle.lines", "--worlds", &worlds.to_string(), "--seed", &seed.to_string()])
        .env("PYTHONPATH", concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/counting"))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 runs the oracle");
    let (mut seen, mut failed) = (0, Vec::new());
    for line in BufReader::new(oracle.stdout.take().unwrap()).lines() {
        let world: Value = serde_json::from_str(&line.unwrap()).unwrap();
        seen += 1;
        let wrong = compare(&world);
        if !wrong.is_empty() {
            failed.push(format!("world {}:\n    {}", world["seed"], wrong.join("\n    ")));
        }
    }
    assert!(oracle.wait().unwrap().success());
    println!("{seen} worlds counted");
    assert_eq!(seen, worlds);
    let shown: Vec<&String> = failed.iter().take(12).collect();
    assert!(
        failed.is_empty(),
        "{} of {seen} worlds differ\n{}",
        failed.len(),
        shown.iter().map(|s| s.as_str()).collect::<Vec<_>>().join("\n")
    );
}

/// Two million crossings of half a million persons, in batches of a size, from the first or from the last.
struct Made {
    batch: u64,
    next: u64,
    backwards: bool,
}

const MADE: u64 = 2_000_000;

impl Records for Made {
    fn next(&mut self, batch: &mut Batch) -> Result<bool, Error> {
        let rows: Vec<u64> = (self.next..MADE.min(self.next + self.batch)).collect();
        self.next += self.batch;
        let at = |row: &u64| if self.backwards { MADE - 1 - row } else { *row };
        let number = |row: &u64, salt: u64| at(row).wrapping_add(salt).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 33;
        let person = |row: &u64| number(row, 1) % 500_000;
        let days = rows.iter().map(|row| 19_723 + i32::try_from(number(row, 2) % 366).unwrap()).collect();
        let persons = rows.iter().map(|row| i64::try_from(person(row)).unwrap()).collect();
        let sexes = rows.iter().map(|row| u32::try_from(person(row) % 2).unwrap()).collect();
        let ways = rows.iter().map(|row| u32::try_from(number(row, 3) % 2).unwrap()).collect();
        let words = |words: [&str; 2]| words.map(Box::from).to_vec();
        batch.rows = rows.len();
        batch.columns = vec![
            Column::Days { values: days, missing: None },
            Column::Integers { values: persons, missing: None },
            Column::Coded { keys: sexes, values: words(["F", "M"]) },
            Column::Coded { keys: ways, values: words(["in", "out"]) },
        ];
        Ok(!rows.is_empty())
    }

    fn progress(&self) -> (u64, Option<u64>) {
        (self.next, Some(MADE))
    }
}

/// What two million records give, and how many parts were put aside.
fn of_made(memory: usize, threads: usize, batch: u64, backwards: bool) -> (Vec<u8>, usize) {
    let day = |text| Day::parse(text).unwrap();
    let specification = Specification::new("crossing", day("2024-01-01"), day("2024-12-31"))
        .person("person")
        .typed("person", ColumnType::Integer)
        .date("day")
        .direction("way", &["in"], &["out"])
        .dimension(Dimension::column("SEX", "sex").fixed().of_list("SEX"))
        .count(
            Count::flow("all", Frequency::Month).units(&[Unit::Cases, Unit::Persons]).by(&["SEX"]).totals(Totals::All),
        )
        .count(Count::stock("present", Frequency::Month).by(&["SEX"]).totals(Totals::All));
    let means = Means { memory, threads, ..Means::quiet(Moment::parse("2025-01-01").unwrap()) };
    let mut counter = Counter::new(&specification, &Catalogue::preset("dsm").unwrap(), means).unwrap();
    counter.read(&mut Made { batch, next: 0, backwards }, &mut Collected::new()).unwrap();
    let counted = counter.finish(&mut Collected::new()).unwrap();
    (counted.part(), counted.spilled())
}

#[test]
fn little_memory_threads_and_the_order_of_records_change_no_byte() {
    let (whole, spilled) = of_made(1 << 30, 1, 8192, false);
    assert_eq!(spilled, 0);
    let (small, spilled) = of_made(16 << 20, 1, 8192, false);
    assert!(spilled >= 3, "{spilled} parts were put aside");
    assert!(small == whole);
    let (other, _) = of_made(16 << 20, 3, 1000, true);
    assert!(other == whole);
}

#[test]
fn parts_of_persons_add_up_to_the_whole() {
    let text = "format = \"dsm-count/1\"\n[records]\nkind = \"crossing\"\nfrom = \"2024-01-01\"\nuntil = \"2024-12-31\"\nperson = \"p\"\n\
                date = \"d\"\n[dimension.C]\ncolumn = \"c\"\nothers = \"themselves\"\n[count.all]\nunits = [\"cases\", \"persons\"]\nby = [\"C\"]\nevery = \"M\"\ntotals = \"all\"\n";
    let part = |records: &str| {
        let world = serde_json::json!({ "spec": text, "records": records, "links": null });
        counted(&world, 1 << 20, 1).unwrap()
    };
    let (one, other) = ("1,2024-01-05,MD\n1,2024-02-05,RO\n", "2,2024-01-07,UA\n3,2024-01-08,MD\n");
    let head = "p,d,c\n";
    let whole = part(&format!("{head}{one}{other}"));
    let parts = [part(&format!("{head}{one}")).part(), part(&format!("{head}{other}")).part()];
    let specification = Specification::from_toml("count.toml", text).unwrap();
    let catalogue = Catalogue::preset("dsm").unwrap();
    let sum = Counted::of_parts(&specification, &catalogue, &[&parts[0], &parts[1]]).unwrap();
    for name in whole.names() {
        assert_eq!(sum.table(name).unwrap(), whole.table(name).unwrap());
    }
    assert_eq!(sum.quality(), whole.quality());
    // What is cut short or made up is no part.
    for cut in 0..parts[0].len() {
        assert!(Counted::of_parts(&specification, &catalogue, &[&parts[0][..cut]]).is_err());
    }
}
