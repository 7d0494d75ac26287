//! How long it takes to read a million rows of delimited text: `cargo run --release -p dsm-core --example read_a_million_rows`.
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a measurement tells the time it took")]

use dsm_core::error::Result;
use dsm_core::source::{Grid, Guard, Layout, Rows, open};
use std::io::Cursor;
use std::time::{Duration, Instant};

/// The time that the processor worked for this program where the system tells it, which does not count who else was busy; or
/// the time of the clock.
fn worked(since: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/self/schedstat").ok();
    let nanoseconds = told.as_deref().and_then(|told| told.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| since.elapsed(), Duration::from_nanos)
}

/// A table of seven columns as a State would deliver it; `quoted` as statistical packages write it.
fn table(rows: u32, quoted: bool) -> String {
    let quote = if quoted { "\"" } else { "" };
    let text = |text: &str| format!("{quote}{text}{quote}");
    let names = ["INDICATOR", "REF_AREA", "CITIZENSHIP", "SEX", "AGE", "TIME_PERIOD", "OBS_VALUE"].map(text);
    let mut all = format!("{}\n", names.join(","));
    for row in 0..rows {
        let citizenship = format!("{:03}", row % 200);
        let sex = if row % 2 == 0 { "F" } else { "M" };
        let age = format!("Y{}T{}", row / 400 % 20 * 5, row / 400 % 20 * 5 + 4);
        let values = ["asylum_applications", "KAZ", &citizenship, sex, &age].map(text).join(",");
        all.push_str(&format!("{values},{}-{:02},{}\n", 1800 + row / 8000, row % 12 + 1, row % 997));
    }
    all
}

fn main() -> Result<()> {
    let begun = Instant::now();
    for (name, text) in [("plain", table(1_000_000, false)), ("in quotes", table(1_000_000, true))] {
        for guarded in [false, true] {
            let (started, bytes) = (worked(begun), text.len());
            let mut rows = open(Cursor::new(text.as_bytes()), "rows.csv", &Layout::default())?;
            let (mut batch, mut guard, mut count, mut letters) = (Grid::new(), Guard::new(rows.header()), 0, 0);
            while rows.next(&mut batch)? {
                for row in batch.rows() {
                    row.complete(rows.header())?;
                    letters += (0..row.len()).map(|column| row.text(column).len()).sum::<usize>();
                    count += 1;
                    if guarded {
                        guard.row(&row);
                    }
                }
            }
            let took = (worked(begun) - started).as_millis();
            let with = if guarded { "with the guard" } else { "read" };
            println!("{name}, {with}: {count} rows, {} MB, {letters} letters, {took} ms of work", bytes / 1_000_000);
            assert!(guard.settle().is_empty());
        }
    }
    Ok(())
}
