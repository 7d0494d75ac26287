//! Counts generated crossings out of a Parquet file, for measuring: what is counted, the CPU seconds of this process, its memory.
//!
//! `cargo run --release -p dsm-core --features parquet,toml --example count_crossings -- FILE base|all|stock|everything|decode`
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "an example is its own host")]

use dsm_core::{
    catalogue::Catalogue,
    count::{Counter, Specification},
    error::Collected,
    source::{Batch, Means, ParquetRecords, Records},
    time::Moment,
};

const HEAD: &str = r#"format = "dsm-count/1"
[records]
kind = "crossing"
from = "2023-01-01"
until = "2024-12-31"
person = "person_id"
date = "event_date"
DIRECTED
BORN
[types]
person_id = "integer"
[dimension.CITIZENSHIP]
column = "citizenship"
others = "themselves"
[dimension.SEX]
column = "sex"
others = "themselves"
[dimension.DIRECTION]
column = "direction"
others = "themselves"
"#;
const AGE: &str = "[dimension.AGE]\nage = \"event\"\ngroups = [\"0-4\", \"5-9\", \"10-14\", \"15-19\", \"20-24\", \"25-29\", \"30-34\", \"35-39\", \"40-44\", \
\"45-49\", \"50-54\", \"55-59\", \"60-64\", \"65-69\", \"70-74\", \"75-79\", \"80-84\", \"85-89\", \"90-94\", \"95-99\", \"100+\"]\n";
const FLOW: &str =
    "units = [\"cases\", \"persons\"]\nby = [\"TIME_PERIOD\", \"CITIZENSHIP\", \"SEX\", \"AGE\", \"DIRECTION\"]\n";
const DIRECTED: &str = "minute = \"event_minute\"\ndirection = \"direction\"\nentry = [\"E\"]\nexit = [\"X\"]";

fn specification(job: &str) -> String {
    let stock = "[count.stock]\nwhat = \"stock\"\nevery = \"M\"\nby = [\"CITIZENSHIP\", \"SEX\"]\ntotals = \"all\"\n";
    let all = format!("{AGE}[count.months]\nevery = \"M\"\ntotals = \"all\"\n{FLOW}");
    let (directed, born, counts) = match job {
        "base" => ("", true, format!("{AGE}[count.months]\nevery = \"M\"\n{FLOW}")),
        "all" => ("", true, all),
        "stock" => (DIRECTED, false, stock.to_owned()),
        _ => (DIRECTED, true, format!("{all}[count.years]\nevery = \"A\"\n{FLOW}{stock}")),
    };
    HEAD.replace("DIRECTED", directed).replace("BORN", if born { "birth = \"birth_date\"" } else { "" }) + &counts
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (file, job) = (arguments.next().ok_or("a file")?, arguments.next().unwrap_or_else(|| "base".to_owned()));
    let means = Means::quiet(Moment::parse("2025-01-01")?);
    let specification = Specification::from_toml("crossings.toml", &specification(&job))?;
    let mut counter = Counter::new(&specification, &Catalogue::preset("dsm")?, means)?;
    let input = Box::new(std::fs::File::open(&file)?);
    let mut records = ParquetRecords::new(input, &file, counter.wanted())?;
    if job == "decode" {
        let mut batch = Batch::new();
        let mut rows = 0;
        while records.next(&mut batch)? {
            rows += batch.rows;
        }
        println!("{rows} rows decoded");
        return Ok(());
    }
    counter.read(&mut records, &mut Collected::new())?;
    let counted = counter.finish(&mut Collected::new())?;
    for name in counted.names() {
        println!("{name}: {} cells", counted.table(name)?.len());
    }
    Ok(())
}
