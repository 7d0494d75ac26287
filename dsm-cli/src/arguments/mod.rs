mod converting;
mod counting;
mod forms;
mod protecting;
mod reading;

use clap::{Args, Parser, Subcommand, ValueEnum};
pub(crate) use converting::Convert;
pub(crate) use counting::{Count, CountStatement};
use dsm_core::text::Lang;
pub(crate) use forms::Template;
pub(crate) use protecting::{Audit, Protect, Release, Ruled};
pub(crate) use reading::{Asked, Backup, History, Message, Notices, Report, Restore, Sheets, Table, Why};
use std::path::PathBuf;

/// Share aggregate migration statistics: numbers that know what they count.
///
/// A number never leaves without knowing what it counts; what it does not support is refused, with the reason and the right
/// way. Begin with `dsm demo`.
#[derive(Debug, Parser)]
#[command(name = "dsm", version, max_term_width = 100, after_help = AFTER)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) spoken: Spoken,
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

/// In which language and form is answered.
#[derive(Args, Debug)]
pub(crate) struct Spoken {
    /// The language of messages and output: en, ru.
    #[arg(long, global = true, env = "DSM_LANG", value_name = "LANG")]
    lang: Option<String>,
    /// How results, findings and decisions are written.
    #[arg(long, global = true, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

const AFTER: &str = "Exit status: 0 done; 1 done, with findings of severity error; 2 wrong usage; 3 denied; 4 could not.\n\
    A mechanism is one file, such as region.dsm. Whoever holds the file holds everything in it.";

impl Spoken {
    /// The language asked for, else that of the environment, else English.
    pub(crate) fn lang(&self) -> Lang {
        let environment = || ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| std::env::var(name).ok());
        Lang::from_tag(&self.lang.clone().or_else(environment).unwrap_or_default())
    }
}

/// How results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// For programs: one JSON object a line.
    Json,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// The main job on real figures, narrated: five States' own files, checked, released, protected, shared, summed, published.
    Demo(Demo),
    /// Make a mechanism: a file in which States share figures under rules.
    Init(Init),
    /// The indicators: list them, show one, add one of your own.
    #[command(subcommand)]
    Indicator(Indicator),
    /// What a State says of its figures: write a form, check it, keep it, show it.
    #[command(subcommand)]
    Doc(Doc),
    /// Write a workbook that a State fills in with its figures.
    Template(Template),
    /// Make a key by which a user proves who they are.
    Key(NewKey),
    /// Let a State join, with its usual positions: administrator, submitter, verifier, releaser, analyst.
    Country(Country),
    /// Read a file of figures and hold it to every rule.
    Check(Check),
    /// List the sheets of a workbook and the tables on them, or the cells of a sheet.
    Sheets(Sheets),
    /// Count individual records: tables come out, and nobody is in them.
    Count(Count),
    /// Read a message of SDMX, hold it to its structure, and write it in another format.
    Convert(Convert),
    /// Mask the small figures of a file of counts, and whatever else it takes so that nobody computes them.
    Protect(Protect),
    /// What a reader can tell of the masked cells of a file: anybody's.
    Audit(Audit),
    /// Hand the figures of a file in for the own State.
    Submit(Submit),
    /// Say that a submission is right: never by who submitted it.
    Verify(Step),
    /// Give a submission back with questions.
    Return(Reasoned),
    /// Release verified figures to those who may see them.
    Release(Release),
    /// Take released figures back, with the reason.
    Withdraw(Withdraw),
    /// View figures, and add them up where that is sound.
    Table(Table),
    /// List the reports, or write one: what you may see, as a page, PDF, Markdown, CSV or a workbook.
    Report(Box<Report>),
    /// What came, changed or went between two moments, as far as you may see it.
    Notices(Notices),
    /// By when figures of the last period are due, and whether they are there.
    Due(Who),
    /// Say whether somebody may do something, and why or why not.
    Why(Why),
    /// The submissions of the own State and their states.
    Status(Who),
    /// What was done, by whom and when.
    History(History),
    /// Copy a mechanism into a file, while others read and write, and verify the copy.
    Backup(Backup),
    /// Make a mechanism out of a backup, after the backup was verified.
    Restore(Restore),
}

/// Arguments of `demo`.
#[derive(Args, Debug)]
pub(crate) struct Demo {
    /// The folder to write into; it is made where it is not there.
    #[arg(long, default_value = "dsm-demo")]
    pub(crate) dir: PathBuf,
    /// A folder with road.toml, which says in which order at least two States hand in, their files and a specification of each.
    #[arg(long)]
    pub(crate) data: Option<PathBuf>,
}

/// Arguments of `init`.
#[derive(Args, Debug)]
pub(crate) struct Init {
    /// The file to make, such as region.dsm.
    pub(crate) mechanism: PathBuf,
    /// The indicators to begin with: dsm, the handbook's six; unhcr, the asylum accounting that UNHCR publishes.
    #[arg(long, default_value = "dsm")]
    pub(crate) preset: String,
}

/// What `indicator` does.
#[derive(Debug, Subcommand)]
pub(crate) enum Indicator {
    /// The ids, versions and names.
    List(Chosen),
    /// What an indicator counts, of whom, by what and how often; a star at a unit: it is always footnoted.
    Show {
        /// The id, such as ENTRIES.
        id: String,
        #[command(flatten)]
        chosen: Chosen,
    },
    /// Add an indicator of your own from a file (dsm-indicators/1), or a new version of it.
    Add(AddIndicator),
}

/// Whose indicators.
#[derive(Args, Debug)]
pub(crate) struct Chosen {
    /// Of a preset: dsm, the handbook's six; unhcr, the asylum accounting that UNHCR publishes.
    #[arg(long, default_value = "dsm")]
    pub(crate) preset: String,
    /// Of a mechanism: its preset and what was added.
    #[arg(long)]
    pub(crate) mechanism: Option<PathBuf>,
}

/// Arguments of `indicator add`.
#[derive(Args, Debug)]
pub(crate) struct AddIndicator {
    #[command(flatten)]
    pub(crate) who: Who,
    /// The file of the indicator (TOML).
    pub(crate) file: PathBuf,
    /// Open to every State that releases its own figures of it; otherwise to nobody but whom its owner opens them to.
    #[arg(long)]
    pub(crate) reciprocal: bool,
}

/// What `doc` does.
#[derive(Debug, Subcommand)]
pub(crate) enum Doc {
    /// Write a form with every question as a comment; a star: it is required.
    New(NewDocumentation),
    /// Say what is missing, contradictory or too old.
    Check(CheckDocumentation),
    /// Keep it in a mechanism, for the own State.
    Add(AddDocumentation),
    /// Show what a State says of an indicator, as far as you may see its figures.
    Show(ShowDocumentation),
}

/// Arguments of `doc new`.
#[derive(Args, Debug)]
pub(crate) struct NewDocumentation {
    /// The indicator, such as ASYLUM_APPLICATIONS.
    pub(crate) indicator: String,
    /// The State, by the two letters of ISO 3166.
    #[arg(long)]
    pub(crate) country: String,
    #[command(flatten)]
    pub(crate) chosen: Chosen,
    /// Who asks: what the State has said in the mechanism until now stands in the workbook.
    #[arg(long = "as", value_name = "USER", requires = "mechanism")]
    pub(crate) user: Option<String>,
    /// Write a file instead: FILE.xlsx is a workbook to fill in, every other one TOML.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// Arguments of `doc check`.
#[derive(Args, Debug)]
pub(crate) struct CheckDocumentation {
    #[command(flatten)]
    pub(crate) said: SaidDocumentation,
    #[command(flatten)]
    pub(crate) chosen: Chosen,
}

/// Arguments of `doc add`.
#[derive(Args, Debug)]
pub(crate) struct AddDocumentation {
    #[command(flatten)]
    pub(crate) who: Who,
    #[command(flatten)]
    pub(crate) said: SaidDocumentation,
}

/// A file of documentation.
#[derive(Args, Debug)]
pub(crate) struct SaidDocumentation {
    /// The file: dsm-documentation/1 (TOML), or a metadata report of SDMX (SDMX-ML 3.0 or 2.1, SDMX-CSV 2.0).
    pub(crate) file: PathBuf,
    /// Whose it is, where a metadata report does not say it: the two letters of ISO 3166.
    #[arg(long)]
    pub(crate) country: Option<String>,
    /// Of which indicator it is, where a metadata report does not say it.
    #[arg(long)]
    pub(crate) indicator: Option<String>,
    /// A message with the metadata structure of the report, which says what its attributes mean; may be given several times.
    #[arg(long, value_name = "FILE")]
    pub(crate) structures: Vec<PathBuf>,
}

/// Arguments of `doc show`.
#[derive(Args, Debug)]
pub(crate) struct ShowDocumentation {
    #[command(flatten)]
    pub(crate) who: Who,
    /// The indicator.
    pub(crate) indicator: String,
    /// Whose.
    #[arg(long)]
    pub(crate) country: String,
    /// Write a metadata report of SDMX instead: `.xml` is SDMX-ML 3.0, with its structures beside it; `.csv` is SDMX-CSV 2.0.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// Arguments of `country`.
#[derive(Args, Debug)]
pub(crate) struct Country {
    #[command(flatten)]
    pub(crate) who: Who,
    /// The State, by the two letters of ISO 3166.
    pub(crate) code: String,
}

/// Arguments of `key`.
#[derive(Args, Debug)]
pub(crate) struct NewKey {
    /// The file to write the secret half into; nobody else must read it.
    pub(crate) file: PathBuf,
}

/// A file of figures.
#[derive(Args, Clone, Debug)]
pub(crate) struct Figures {
    /// The file: a filled form (FILE.xlsx of `dsm template`), or CSV with the columns INDICATOR, REF_AREA, TIME_PERIOD, UNIT, OBS_VALUE and
    /// the dimensions.
    pub(crate) file: PathBuf,
    /// A specification that says which column holds what and in whose codes (TOML).
    #[arg(long)]
    pub(crate) specification: Option<PathBuf>,
    /// The preset of its indicators: dsm, unhcr; otherwise as the specification or the mechanism says.
    #[arg(long)]
    pub(crate) preset: Option<String>,
}

/// Arguments of `check`.
#[derive(Args, Debug)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) figures: Figures,
    /// Show every finding, not only the count and the first of each rule.
    #[arg(long)]
    pub(crate) all: bool,
    /// Write a copy of a filled form in which the cells with findings are colored and commented: COPY.xlsx.
    #[arg(long, value_name = "COPY")]
    pub(crate) marked: Option<PathBuf>,
}

/// Arguments of `submit`.
#[derive(Args, Debug)]
pub(crate) struct Submit {
    #[command(flatten)]
    pub(crate) who: Who,
    #[command(flatten)]
    pub(crate) figures: Figures,
    /// Keep it as a draft: nothing is handed in before hand-in.
    #[arg(long)]
    pub(crate) draft: bool,
    /// A file of control totals, produced independently, in the same format: where they differ the submission comes back.
    #[arg(long, value_name = "FILE")]
    pub(crate) control: Option<PathBuf>,
    /// The returned submission that it corrects.
    #[arg(long, value_name = "SUBMISSION")]
    pub(crate) correcting: Option<String>,
    /// The release that it replaces.
    #[arg(long, value_name = "SUBMISSION", requires = "reason")]
    pub(crate) revising: Option<String>,
    /// Why it is replaced.
    #[arg(long, requires = "revising")]
    pub(crate) reason: Option<String>,
}

/// A mechanism and who is there.
#[derive(Args, Clone, Debug)]
pub(crate) struct Who {
    /// The mechanism's file.
    pub(crate) mechanism: PathBuf,
    /// Who it is, such as submitter@md; without it the public.
    #[arg(long = "as", value_name = "USER")]
    pub(crate) user: Option<String>,
    #[arg(long, value_name = "FILE", requires = "user", help = SIGN_WITH)]
    pub(crate) sign_with: Option<PathBuf>,
}

/// What the file of a key is for.
pub(crate) const SIGN_WITH: &str =
    "The file of the user's key, where one is on record: it proves who it is and signs what is done";

/// Arguments of a step of a submission.
#[derive(Args, Debug)]
pub(crate) struct Step {
    #[command(flatten)]
    pub(crate) who: Who,
    /// The submission, such as MD-2026-0001.
    pub(crate) submission: String,
}

/// Arguments of `withdraw`.
#[derive(Args, Debug)]
pub(crate) struct Withdraw {
    #[command(flatten)]
    pub(crate) reasoned: Reasoned,
    /// They should not have been seen: past views lose them and their whole line of revisions too.
    #[arg(long)]
    pub(crate) confidential: bool,
}

/// Arguments of a step that needs a reason.
#[derive(Args, Debug)]
pub(crate) struct Reasoned {
    #[command(flatten)]
    pub(crate) step: Step,
    /// The questions or the reason, in a sentence that others will understand.
    #[arg(long)]
    pub(crate) reason: String,
}
