use super::Step;
use crate::failure::{Done, unread};
use clap::{Args, ValueEnum};
use dsm_core::{
    error::Result,
    protect::{self, Protection, Rounding, RoundingKey, Rule, Sensitivity, Wishes},
};
use std::{fs, path::PathBuf};

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
    /// A column along which a count is masked, however large, where everyone of a total is in it; may be given more than once.
    #[arg(long = "group", value_name = "COLUMN", conflicts_with = "round")]
    pub(crate) groups: Vec<String>,
    /// Hide small differences of shown counts too: a total without its shown parts.
    #[arg(long, conflicts_with = "round")]
    pub(crate) differences: bool,
    #[command(flatten)]
    pub(crate) wishes: Wished,
    #[command(flatten)]
    pub(crate) rounding: Rounded,
    /// Write what a reader can tell of every masked or rounded cell.
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

/// Arguments of `release`.
#[derive(Args, Debug)]
pub(crate) struct Release {
    #[command(flatten)]
    pub(crate) step: Step,
    /// Mask figures from one to below this, and as many more cells as keep these from being computed; 5 is usual.
    #[arg(long, value_name = "N")]
    pub(crate) threshold: Option<u32>,
    /// Whether zeros stay in sight or may be masked to protect others.
    #[arg(long, value_enum, default_value_t = Zeros::Shown, requires = "threshold")]
    pub(crate) zeros: Zeros,
    #[command(flatten)]
    pub(crate) wishes: Wished,
    /// Accept sensitive cells that are OPEN, with the reason, which stands in the history for the own State.
    #[arg(long, value_name = "REASON", requires = "threshold")]
    pub(crate) accept_open: Option<String>,
}

/// What the owner wishes of the masks that hide others.
#[derive(Args, Debug)]
pub(crate) struct Wished {
    /// Never mask the cells with these codes, such as citizen=_T,year=2024; may be given more than once.
    #[arg(long = "never", value_name = "COLUMN=CODE,…", value_parser = cells)]
    never: Vec<Cells>,
    /// Mask the cells with these codes rather than others; may be given more than once.
    #[arg(long = "prefer", value_name = "COLUMN=CODE,…", value_parser = cells)]
    prefer: Vec<Cells>,
}

/// Codes of columns.
#[derive(Clone, Debug)]
pub(crate) struct Cells(Vec<(String, String)>);

impl Wished {
    /// The wishes.
    pub(crate) fn wishes(&self) -> Wishes {
        let wishes = self.never.iter().fold(Wishes::none(), |all, Cells(cells)| all.never(cells));
        self.prefer.iter().fold(wishes, |all, Cells(cells)| all.prefer(cells))
    }
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

/// Rounding instead of masks.
#[derive(Args, Debug)]
pub(crate) struct Rounded {
    /// Round to multiples of this, 3 or 5, instead of masking.
    #[arg(long, value_name = "BASE")]
    round: Option<u32>,
    /// How it is rounded.
    #[arg(long, value_enum, default_value_t = By::Random, requires = "round")]
    round_by: By,
    /// The secret from which the draws follow, at least 16 bytes; keep it, and take the same for every release.
    #[arg(long, value_name = "FILE", requires = "round")]
    key_file: Option<PathBuf>,
}

/// How counts are rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum By {
    /// Each up or down by its keyed draw; the mean is the true figure.
    Random,
    /// Each to the nearest multiple.
    Nearest,
    /// Only counts below the base, and all sums are kept.
    Sums,
}

impl Rounded {
    /// The rounding that is asked for, if one is. Without a key file the key is empty, and refused.
    pub(crate) fn rounding(&self) -> Done<Option<Rounding>> {
        let Some(base) = self.round else { return Ok(None) };
        if self.round_by == By::Nearest {
            return Ok(Some(Rounding::nearest(base)?));
        }
        let secret = match &self.key_file {
            Some(path) => fs::read(path).map_err(|error| unread(path, error))?,
            None => Vec::new(),
        };
        let key = RoundingKey::new(secret.trim_ascii_end())?;
        Ok(Some(if self.round_by == By::Sums { Rounding::additive(base, key)? } else { Rounding::random(base, key)? }))
    }
}

impl Protect {
    /// How it is protected.
    pub(crate) fn protection(&self) -> Result<Protection> {
        let sensitivity = self.sensitivity();
        Ok(Protection::by(self.rule.rule()?).sensitive(sensitivity).wishing(self.wishes.wishes()))
    }

    /// What is sensitive besides small counts.
    fn sensitivity(&self) -> Sensitivity {
        let groups = self.groups.iter().fold(Sensitivity::threshold_alone(), |all, column| all.group(column));
        if self.differences { groups.differences() } else { groups }
    }
}

/// Whether zeros may be masked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Zeros {
    /// Every zero is shown.
    Shown,
    /// A zero may be masked.
    Maskable,
}

impl Zeros {
    /// What it means to a rule.
    pub(crate) fn word(self) -> protect::Zeros {
        match self {
            Self::Shown => protect::Zeros::Shown,
            Self::Maskable => protect::Zeros::Maskable,
        }
    }
}

impl Ruled {
    pub(crate) fn rule(&self) -> Result<Rule> {
        Rule::below(self.threshold)?.zeros(self.zeros.word()).wide(self.range)
    }

    pub(crate) fn groups(&self) -> Vec<(&str, &str)> {
        self.hierarchies.iter().map(|(column, groups)| (column.as_str(), groups.as_str())).collect()
    }
}

fn cells(text: &str) -> std::result::Result<Cells, String> {
    let code = |part: &str| part.split_once('=').map(|(column, code)| (column.to_owned(), code.to_owned()));
    let all: Option<Vec<_>> = text.split(',').map(code).collect();
    all.map(Cells).ok_or_else(|| "columns with codes, such as citizen=_T,year=2024".to_owned())
}

fn pair(text: &str) -> std::result::Result<(String, String), String> {
    let (column, groups) = text.split_once('=').ok_or("a column and the one of its groups, such as citizen=region")?;
    Ok((column.to_owned(), groups.to_owned()))
}
