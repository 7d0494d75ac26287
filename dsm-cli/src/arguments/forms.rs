use super::Chosen;
use clap::Args;
use std::path::PathBuf;

/// Arguments of `template`.
#[derive(Args, Debug)]
pub(crate) struct Template {
    /// The indicator, such as ASYLUM_APPLICATIONS; several give a questionnaire, a table each.
    #[arg(required = true, value_name = "INDICATOR")]
    pub(crate) indicators: Vec<String>,
    /// The State, by the two letters of ISO 3166.
    #[arg(long)]
    pub(crate) country: String,
    /// The period, such as 2006; several times or with commas between: a sheet each.
    #[arg(long, required = true, value_delimiter = ',', value_name = "PERIOD")]
    pub(crate) period: Vec<String>,
    #[command(flatten)]
    pub(crate) chosen: Chosen,
    /// Who asks: what they may see of last time's figures in the mechanism stands beside, and what was documented.
    #[arg(long = "as", value_name = "USER", requires = "mechanism")]
    pub(crate) user: Option<String>,
    /// The workbook to write: FILE.xlsx.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
}
