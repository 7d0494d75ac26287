use clap::{Args, ValueEnum};
use dsm_core::{
    error::Result,
    protect::{self, Rule},
};
use std::path::PathBuf;

/// Arguments of `protect`.
#[derive(Args, Debug)]
pub(crate) struct Protect {
    /// The inner cells, CSV: columns of codes and one of counts; - is standard input.
    #[arg(value_name = "IN")]
    pub(crate) input: PathBuf,
    /// The file to write: every cell with all totals (_T) and groups; the count is empty where it is masked.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    #[command(flatten)]
    pub(crate) rule: Ruled,
    /// Write what a reader can tell of every masked cell.
    #[arg(long, value_name = "FILE")]
    pub(crate) audit: Option<PathBuf>,
}

/// Arguments of `audit`.
#[derive(Args, Debug)]
pub(crate) struct Audit {
    /// The cells with their totals, CSV; a masked one has an empty count or *; - is standard input.
    #[arg(value_name = "IN")]
    pub(crate) input: PathBuf,
    #[command(flatten)]
    pub(crate) rule: Ruled,
    /// The inner cells without masks: which of the masks hide small figures.
    #[arg(long, value_name = "FILE")]
    pub(crate) truth: Option<PathBuf>,
    /// The file to write: one row a masked cell.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// The rule, and how the file is to be read.
#[derive(Args, Debug)]
pub(crate) struct Ruled {
    /// The column of counts.
    #[arg(long, value_name = "COLUMN")]
    pub(crate) count: String,
    /// A column and the one that groups its codes, such as citizen=region; may be given more than once.
    #[arg(long = "hierarchy", value_name = "COLUMN=GROUPS", value_parser = pair)]
    pub(crate) hierarchies: Vec<(String, String)>,
    /// What lies from one to below this is masked.
    #[arg(long, default_value_t = 5, value_name = "N")]
    threshold: u32,
    /// Whether zeros may be masked to protect others.
    #[arg(long, value_enum, default_value_t = Zeros::Shown)]
    zeros: Zeros,
    /// The least difference between two whole tables that protects a masked cell.
    #[arg(long, default_value_t = 2, value_name = "N")]
    range: u32,
}

/// Whether zeros may be masked.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Zeros {
    /// Every zero is shown.
    Shown,
    /// A zero may be masked.
    Maskable,
}

impl Ruled {
    pub(crate) fn rule(&self) -> Result<Rule> {
        let zeros = match self.zeros {
            Zeros::Shown => protect::Zeros::Shown,
            Zeros::Maskable => protect::Zeros::Maskable,
        };
        Rule::below(self.threshold)?.zeros(zeros).wide(self.range)
    }

    pub(crate) fn groups(&self) -> Vec<(&str, &str)> {
        self.hierarchies.iter().map(|(column, groups)| (column.as_str(), groups.as_str())).collect()
    }
}

fn pair(text: &str) -> std::result::Result<(String, String), String> {
    let (column, groups) = text.split_once('=').ok_or("a column and the one of its groups, such as citizen=region")?;
    Ok((column.to_owned(), groups.to_owned()))
}
