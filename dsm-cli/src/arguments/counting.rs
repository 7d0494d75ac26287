use clap::Args;
use dsm_core::{
    count::Dialect,
    source::{Encoding, Separator},
};
use std::path::PathBuf;

/// Arguments of `count`.
#[derive(Args, Debug)]
pub(crate) struct Count {
    /// The specification: what a record is, which column holds what, and which tables are wanted (dsm-count/1, TOML).
    pub(crate) specification: PathBuf,
    /// The files of the records, CSV or Parquet by their content; - is standard input.
    #[arg(required_unless_present = "sql", value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// The file of the table; of several, FILE.<table>.csv each. A folder: <table>.csv each in it.
    #[arg(short, long, value_name = "FILE|DIR", required_unless_present = "sql")]
    pub(crate) output: Option<PathBuf>,
    /// The link table, which says the person of each document.
    #[arg(long, value_name = "FILE")]
    pub(crate) links: Option<PathBuf>,
    /// Write what the records were like as JSON.
    #[arg(long, value_name = "FILE")]
    pub(crate) quality: Option<PathBuf>,
    /// Write the places of all findings (code,file,line,column). They are of individual records: keep them to yourself.
    #[arg(long, value_name = "FILE")]
    pub(crate) places: Option<PathBuf>,
    /// Write the number of persons behind each cell beside each table, as FILE.<table>.behind.csv.
    #[arg(long)]
    pub(crate) behind: bool,
    /// Write what the specification says for the documentation of this State, by its two letters, beside each table of an indicator, as
    /// FILE.<table>.documentation.toml.
    #[arg(long, value_name = "COUNTRY")]
    pub(crate) documentation: Option<String>,
    /// How many threads; as many as the machine has unless it is said.
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<usize>,
    /// How many MiB of memory before scratch space is used.
    #[arg(long, value_name = "MB", default_value_t = 256)]
    pub(crate) memory: usize,
    /// The folder of scratch space; the system's for temporary files unless it is said.
    #[arg(long, value_name = "DIR")]
    pub(crate) scratch: Option<PathBuf>,
    /// What separates values, where the files do not tell: comma, semicolon, tab, pipe.
    #[arg(long, value_name = "WORD", value_parser = separator)]
    pub(crate) separator: Option<Separator>,
    /// How letters are written, where the files do not tell: utf-8, utf-16le, utf-16be, windows-1251, iso-8859-1.
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    pub(crate) encoding: Option<Encoding>,
    #[command(flatten)]
    pub(crate) statement: CountStatement,
}

/// The statement that is asked for instead of a count.
#[derive(Args, Debug)]
pub(crate) struct CountStatement {
    /// Count nothing: say the count as one SQL statement for postgresql, duckdb, spark or sqlite.
    #[arg(long, value_name = "DIALECT", value_parser = dialect, requires = "from", conflicts_with_all = ["inputs", "output"])]
    pub(crate) sql: Option<Dialect>,
    /// The table or view of the records that the statement asks; a point parts its name from its schema.
    #[arg(long, value_name = "TABLE", requires = "sql")]
    pub(crate) from: Option<String>,
    /// The count that the statement says, where the specification has several.
    #[arg(long, value_name = "ID", requires = "sql")]
    pub(crate) count: Option<String>,
}

fn dialect(word: &str) -> Result<Dialect, String> {
    Dialect::parse(word).ok_or_else(|| Dialect::ALL.map(Dialect::word).join(", "))
}

fn separator(word: &str) -> Result<Separator, String> {
    let words = || Separator::ALL.map(Separator::word).join(", ");
    Separator::ALL.into_iter().find(|one| one.word() == word).ok_or_else(words)
}

fn encoding(word: &str) -> Result<Encoding, String> {
    Encoding::parse(word).map_err(|_| Encoding::ALL.map(Encoding::word).join(", "))
}
