//! Random worlds of records, written and answered by the plain-Python oracle in `tests/counting`: every table, the persons behind its
//! cells, the declarations that are refused, the reconciliation and the counts of problems are the same here.
//!
//! `DSM_COUNTS` says how many worlds, `DSM_COUNTS_SEED` the first.

use dsm_core::{
    catalogue::Catalogue,
    count::{Counted, Counter, Specification},
    error::Collected,
    source::{self, Layout, Means, TextRecords, Wanted},
    table::{Cell, Table},
    time::Moment,
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

fn counted(world: &Value, memory: usize, threads: usize) -> Result<Counted, dsm_core::error::Error> {
    let specification = Specification::from_toml("count.toml", world["spec"].as_str().unwrap())?;
    let means = Means { memory, threads, ..Means::quiet(Moment::parse("2025-01-01").unwrap()) };
    let mut counter = Counter::new(&specification, &Catalogue::preset("dsm")?, means)?;
    if let Some(links) = world["links"].as_str() {
        let wanted = counter.wanted_of_links().to_vec();
        counter.read_links(&mut open(links, &wanted))?;
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
