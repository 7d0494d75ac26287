//! A count as SQL, the tables out of what the database answers, and what the library counts itself: for comparisons.
//!
//! `count_as_statement say SPEC.toml COUNT DIALECT TABLE` · `… read SPEC.toml COUNT DIALECT TABLE RESULT.csv` ·
//! `… count SPEC.toml RECORDS.csv`
#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "it reads files and writes to the console")]

use dsm_core::{
    catalogue::Catalogue,
    count::{Counted, Counter, Dialect, Specification, Statement},
    error::{Collected, Error, Result, codes},
    source::{self, Layout, Means, TextRecords},
    table::Table,
    time::Moment,
};
use std::{env, fs, io::Cursor};

fn main() -> Result<()> {
    let given: Vec<String> = env::args().skip(1).collect();
    let text = |at: usize| given.get(at).map_or("", String::as_str);
    let file = |at: usize| fs::read_to_string(text(at)).map_err(|_| Error::new(codes::src::READ_FAILED));
    let catalogue = Catalogue::preset("dsm")?;
    let specification = Specification::from_toml("spec.toml", &file(1)?)?;
    let statement = || {
        let dialect = Dialect::parse(text(3)).unwrap_or(Dialect::Sqlite);
        Statement::new(&specification, text(2), &catalogue, dialect, text(4))
    };
    match text(0) {
        "say" => println!("{}", statement()?.sql()),
        "read" => {
            let mut rows = source::open(Cursor::new(file(5)?), "result.csv", &Layout::default())?;
            show(&statement()?.tables_of(&mut rows)?)?;
        }
        _ => {
            let means = Means::quiet(Moment::parse("2025-01-01")?);
            let mut counter = Counter::new(&specification, &catalogue, means)?;
            let rows = source::open(Cursor::new(file(2)?), "records.csv", &Layout::default())?;
            let mut records = TextRecords::new(rows, counter.wanted())?;
            let mut sink = Collected::new();
            counter.read(&mut records, &mut sink)?;
            show(&counter.finish(&mut sink)?)?;
        }
    }
    Ok(())
}

fn show(counted: &Counted) -> Result<()> {
    for name in counted.names() {
        cells("table", name, &counted.table(name)?);
        if let Some(behind) = counted.persons_behind(name)? {
            cells("behind", name, &behind);
        }
    }
    Ok(())
}

fn cells(kind: &str, name: &str, table: &Table) {
    println!("{kind}\t{name}\tmeasure\t{} {:?}", table.measure(), table.concept());
    table.notes().iter().for_each(|note| println!("{kind}\t{name}\tnote\t{note}"));
    for axis in table.axes() {
        println!("{kind}\t{name}\taxis\t{} {:?}", axis.id(), axis.kind());
    }
    for row in table.rows() {
        let (low, high) = match row.cell.figure() {
            Some(figure) => (figure.low(), figure.high()),
            None => (None, None),
        };
        let number =
            |number: Option<rust_decimal::Decimal>| number.map_or_else(String::new, |number| number.to_string());
        println!("{kind}\t{name}\tcell\t{}\t{}\t{}\t{:?}", row.key.join(" "), number(low), number(high), row.status);
    }
}
