use clap::Args;
use std::path::PathBuf;

/// Arguments of `convert`.
#[derive(Args, Debug)]
pub(crate) struct Convert {
    /// The message: SDMX-ML 2.1 or 3.0, SDMX-CSV 1.0 or 2.0, SDMX-JSON 2.0, found out by what it holds; - is standard input.
    #[arg(value_name = "IN")]
    pub(crate) input: PathBuf,
    /// The file to write: FILE.xml is SDMX-ML 2.1, FILE.sdmx.csv SDMX-CSV 2.0, FILE.json SDMX-JSON 2.0, FILE.csv tidy CSV; - is
    /// standard output.
    #[arg(value_name = "OUT")]
    pub(crate) output: PathBuf,
    /// A message with the structures and code lists that the data are checked against; several may be given.
    #[arg(long = "structure", value_name = "FILE")]
    pub(crate) structures: Vec<PathBuf>,
    /// The format to write, whatever the ending: sdmx-ml-2.1, sdmx-ml-3.0, sdmx-csv-1.0, sdmx-csv-2.0, sdmx-json-2.0, csv.
    #[arg(long, value_name = "FORMAT")]
    pub(crate) to: Option<String>,
    /// The dataflow that the data are said to be of, such as ESTAT:MIGR_ASYDEC(1.0); else that which they name.
    #[arg(long, value_name = "DATAFLOW")]
    pub(crate) dataflow: Option<String>,
    /// A technical translator, TOML of the format dsm-translator/1: which component is which, and in whose codes they are.
    #[arg(long, value_name = "TRANSLATOR")]
    pub(crate) map: Option<PathBuf>,
    /// Write every observation with its whole key, not series by series.
    #[arg(long)]
    pub(crate) flat: bool,
    /// Who sends the message, where it does not say so itself.
    #[arg(long, value_name = "AGENCY")]
    pub(crate) sender: Option<String>,
    /// When it was prepared, where it does not say so itself; else now.
    #[arg(long, value_name = "DATE")]
    pub(crate) prepared: Option<String>,
    /// Show every finding, not only the first of each rule.
    #[arg(long)]
    pub(crate) all: bool,
}
