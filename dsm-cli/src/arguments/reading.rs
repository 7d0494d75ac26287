use super::Who;
use clap::Args;
use std::path::PathBuf;

/// What is asked of a mechanism.
#[derive(Args, Debug)]
pub(crate) struct Asked {
    #[command(flatten)]
    pub(crate) who: Who,
    /// The indicator, such as ASYLUM_APPLICATIONS.
    pub(crate) indicator: String,
    /// Of this State; may be repeated. Without it all that may be seen.
    #[arg(long)]
    pub(crate) country: Vec<String>,
    /// Counted in this unit, where a State has released several, such as person-events:application.
    #[arg(long)]
    pub(crate) unit: Option<String>,
    /// Only these codes of an axis, such as CITIZENSHIP=UKR,MDA; may be repeated.
    #[arg(long, value_name = "AXIS=CODES")]
    pub(crate) codes: Vec<String>,
    /// Only what lies within this period, such as 2023; may be repeated.
    #[arg(long)]
    pub(crate) time: Vec<String>,
    /// As they stood then, to the rights of today: a day such as 2026-03-01 (its last second) or 2026-03-01T12:00 in UTC.
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<String>,
    /// Add up over this axis; several at once are one sum.
    #[arg(long, value_name = "AXIS")]
    pub(crate) sum: Vec<String>,
    /// An assumption by its name, such as once-per-period: it stays on the result.
    #[arg(long, value_name = "NAME")]
    pub(crate) assume: Vec<String>,
}

/// How figures are written to a file.
#[derive(Args, Debug, Default)]
pub(crate) struct Message {
    /// The format, whatever the ending: csv, json-stat-2.0, sdmx-csv-1.0, sdmx-csv-2.0, sdmx-json-2.0, sdmx-ml-2.1, sdmx-ml-3.0.
    #[arg(long, value_name = "FORMAT", requires = "output")]
    pub(crate) to: Option<String>,
    /// Who maintains the structures of the message; DSM without it.
    #[arg(long, value_name = "AGENCY", requires = "output")]
    pub(crate) agency: Option<String>,
    /// Who sends the message; DSM without it.
    #[arg(long, value_name = "SENDER", requires = "output")]
    pub(crate) sender: Option<String>,
    /// When the message was made, such as 2026-03-01T12:00:00; now without it.
    #[arg(long, value_name = "TIME", requires = "output")]
    pub(crate) prepared: Option<String>,
}

/// Arguments of `table`.
#[derive(Args, Debug)]
pub(crate) struct Table {
    #[command(flatten)]
    pub(crate) asked: Asked,
    /// Write a file instead: FILE.csv is tidy CSV, FILE.sdmx.csv is SDMX-CSV 2.0, FILE.xml is SDMX-ML 2.1 with its structures in
    /// FILE.structures.xml, FILE.json is JSON-stat 2.0.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) message: Message,
    /// Write only what changed since the figures stood as they did then, deletions included, as a message of SDMX.
    #[arg(long, value_name = "DATE", requires = "output")]
    pub(crate) since: Option<String>,
}

/// Arguments of `report`.
#[derive(Args, Debug)]
pub(crate) struct Report {
    #[command(flatten)]
    pub(crate) who: Who,
    /// A report that comes along, such as asylum-overview, an indicator, or the file of a report (FILE.toml); without it all are listed.
    #[arg(requires = "output")]
    pub(crate) name: Option<String>,
    /// The indicator of a report that is about one.
    #[arg(long)]
    pub(crate) indicator: Option<String>,
    /// Of this State; may be repeated. Without it all that may be seen.
    #[arg(long)]
    pub(crate) country: Vec<String>,
    /// Only what lies within this period, such as 2023; may be repeated.
    #[arg(long)]
    pub(crate) time: Vec<String>,
    /// As the figures stood then, to the rights of today: a day such as 2026-03-01 (its last second) or 2026-03-01T12:00 in UTC.
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<String>,
    /// An assumption by its name, such as parts-exhaustive: it stands below the figures.
    #[arg(long, value_name = "NAME")]
    pub(crate) assume: Vec<String>,
    /// Of an indicator: counted in this unit, such as person-events:application.
    #[arg(long)]
    pub(crate) unit: Option<String>,
    /// Of an indicator: only these codes of an axis, such as CITIZENSHIP=UKR,MDA; may be repeated.
    #[arg(long, value_name = "AXIS=CODES")]
    pub(crate) codes: Vec<String>,
    /// Of an indicator: add up over this axis; several at once are one sum.
    #[arg(long, value_name = "AXIS")]
    pub(crate) sum: Vec<String>,
    /// The file to write: FILE.html (both languages, to sort, filter and take away), FILE.md, FILE.csv (tidy), FILE.shown.csv (the tables
    /// as they are shown).
    #[arg(short, long, value_name = "FILE", requires = "name")]
    pub(crate) output: Option<PathBuf>,
}

/// Arguments of `notices`.
#[derive(Args, Debug)]
pub(crate) struct Notices {
    #[command(flatten)]
    pub(crate) who: Who,
    /// Since then: a day such as 2026-03-01 (its last second) or 2026-03-01T12:00 in UTC.
    #[arg(long, value_name = "DATE")]
    pub(crate) since: String,
    /// Until then; without it until now.
    #[arg(long, value_name = "DATE")]
    pub(crate) until: Option<String>,
}

/// Arguments of `why`.
#[derive(Args, Debug)]
pub(crate) struct Why {
    #[command(flatten)]
    pub(crate) who: Who,
    /// What: read, inspect, submit, return, verify, release, revise, withdraw, grant, administer.
    pub(crate) act: String,
    /// The indicator.
    pub(crate) indicator: String,
    /// Whose data.
    #[arg(long)]
    pub(crate) country: String,
}

/// Arguments of `history`.
#[derive(Args, Debug)]
pub(crate) struct History {
    #[command(flatten)]
    pub(crate) who: Who,
    /// Verify that the whole history is unbroken and that what is kept is what it says.
    #[arg(long)]
    pub(crate) verify: bool,
    /// A receipt kept elsewhere: where the file is there, the history has to have grown out of it; the new receipt is written.
    #[arg(long, value_name = "FILE", requires = "verify")]
    pub(crate) receipt: Option<PathBuf>,
}

/// Arguments of `backup`.
#[derive(Args, Debug)]
pub(crate) struct Backup {
    /// The mechanism's file.
    pub(crate) mechanism: PathBuf,
    /// The file to make; it must not be there.
    pub(crate) file: PathBuf,
}

/// Arguments of `restore`.
#[derive(Args, Debug)]
pub(crate) struct Restore {
    /// The backup.
    pub(crate) file: PathBuf,
    /// The mechanism's file to make; it must not be there.
    pub(crate) mechanism: PathBuf,
}

/// Arguments of `sheets`.
#[derive(Args, Debug)]
pub(crate) struct Sheets {
    /// The workbook: FILE.xlsx.
    pub(crate) file: PathBuf,
    /// List the filled cells of this sheet as they are read, a line each.
    #[arg(long, value_name = "NAME")]
    pub(crate) sheet: Option<String>,
}
