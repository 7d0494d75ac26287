//! What it takes to read, map and check a million rows of a national file: `cargo run --release -p dsm-core --example
//! translate_a_million_rows`. Time is the processor's; memory is what the process held at most, without the table itself.
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a measurement tells what it took")]

use dsm_core::{
    check::check_into,
    code::{CodeList, Scheme},
    error::{Collected, FindingSink, Result},
    time::Moment,
    translate::{Specification, read_into},
};
use std::{
    fs::{self, File},
    io::{BufWriter, Write},
};

/// Nanoseconds that the processor worked for this program.
fn worked() -> u64 {
    let told = fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    told.split(' ').next().and_then(|told| told.parse().ok()).unwrap_or_default()
}

/// Kilobytes of a line of the process's status, such as `VmHWM`: the most that was held.
fn held(line: &str) -> u64 {
    let told = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let found = told.lines().find_map(|one| one.strip_prefix(line));
    found.and_then(|rest| rest.split_whitespace().nth(1)?.parse().ok()).unwrap_or_default()
}

/// Entries by citizenship (UNHCR's own codes), sex in words and month: a million rows and their totals.
fn write(path: &std::path::Path) -> std::io::Result<u64> {
    let origins =
        CodeList::in_scheme("CITIZENSHIP", Scheme::Unhcr).map_err(|error| std::io::Error::other(error.to_string()))?;
    let origins: Vec<&str> = origins.entries().iter().map(|one| one.id().as_str()).take(200).collect();
    let (mut file, mut rows) = (BufWriter::new(File::create(path)?), 0);
    writeln!(file, "month;origin;sex;persons")?;
    for month in 0..1667_u64 {
        for (at, origin) in (0_u64..).zip(&origins) {
            let women = (month * 7 + at * 13) % 900;
            let men = (month * 11 + at * 5) % 900;
            for (sex, figure) in [("women", women), ("men", men), ("both", women + men)] {
                writeln!(file, "{}-{:02};{origin};{sex};{figure}", 1890 + month / 12, 1 + month % 12)?;
                rows += 1;
            }
        }
    }
    file.flush()?;
    Ok(rows)
}

fn main() -> Result<()> {
    let path = std::env::temp_dir().join(format!("dsm-million-{}.csv", std::process::id()));
    let rows = write(&path).unwrap_or_default();
    let specification = [
        ("catalogue", "preset", "dsm"),
        ("stated", "INDICATOR", "ENTRIES"),
        ("stated", "REF_AREA", "KZ"),
        ("columns", "TIME_PERIOD", "month"),
        ("columns", "CITIZENSHIP", "origin"),
        ("columns", "SEX", "sex"),
        ("columns", "OBS_VALUE", "persons"),
        ("schemes", "CITIZENSHIP", "unhcr"),
        ("labels.SEX", "women", "F"),
        ("labels.SEX", "men", "M"),
        ("labels.SEX", "both", "_T"),
    ];
    let specification =
        specification.iter().try_fold(Specification::tidy(), |all, (part, id, value)| all.declare(part, id, value))?;
    let (catalogue, now) = (specification.catalogue()?, Moment::parse("2030-01-01")?);
    let (mut found, started, before) = (Collected::new(), worked(), held("VmRSS"));
    let file = File::open(&path)
        .map_err(|error| dsm_core::error::Error::new(dsm_core::error::codes::src::READ_FAILED).caused_by(error))?;
    let (tables, read) = read_into(file, "million.csv", &specification, &catalogue, &mut found)?;
    let translated = worked() - started;
    let most = held("VmHWM").saturating_sub(before);
    tables.iter().for_each(|one| check_into(&one.table, now, &mut found));
    let checked = worked() - started - translated;
    let most_checked = held("VmHWM").saturating_sub(before);
    let table = held("VmRSS").saturating_sub(before);
    let cells: usize = tables.iter().map(|one| one.table.len()).sum();
    println!("{read} of {rows} rows, {cells} cells, {} findings", found.findings().len());
    println!("read and mapped: {} ms; checked: {} ms", translated / 1_000_000, checked / 1_000_000);
    println!(
        "at most {} MB while reading, {} MB with the checks; {} MB are held after",
        most / 1024,
        most_checked / 1024,
        table / 1024
    );
    for (rule, _, count) in found.tally().iter() {
        println!("  {rule} × {count}");
    }
    let _ = fs::remove_file(&path);
    Ok(())
}
