//! The operation table (`spec/operations.toml`) and the named assumptions (`spec/assumptions.toml`).

mod rust;

pub use rust::rust;

use serde::Deserialize;
use std::path::Path;

/// The columns of the operation table, in their order: what is counted, and when.
pub const COLUMNS: [&str; 7] =
    ["flow-cases", "flow-persons", "stock-persons", "stock-cases", "signed", "amount", "ratio"];

/// The operation table.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// `dsm-operations/1`.
    pub format: String,
    /// Its rows in the order of the specification.
    #[serde(rename = "row")]
    pub rows: Vec<Row>,
}

/// One operation on figures of every kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Row {
    /// The id, such as `sum-periods`.
    pub id: String,
    /// The methods of a table that run it.
    pub ops: Vec<String>,
    /// What it does, in a few words.
    pub says: String,
    /// Where the rule comes from.
    pub clause: String,
    /// Flows of cases and person-events.
    pub flow_cases: String,
    /// Flows of persons; all that are in a state during a period.
    pub flow_persons: String,
    /// Stocks and averages of persons.
    pub stock_persons: String,
    /// Stocks and averages of cases.
    pub stock_cases: String,
    /// Changes and net flows.
    pub signed: String,
    /// Money.
    pub amount: String,
    /// Ratios.
    pub ratio: String,
}

impl Row {
    /// What stands in a column; none where there is no such column.
    #[must_use]
    pub fn cell(&self, column: &str) -> Option<&str> {
        Some(match column {
            "flow-cases" => &self.flow_cases,
            "flow-persons" => &self.flow_persons,
            "stock-persons" => &self.stock_persons,
            "stock-cases" => &self.stock_cases,
            "signed" => &self.signed,
            "amount" => &self.amount,
            "ratio" => &self.ratio,
            _ => return None,
        })
    }
}

/// What a cell of the table says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict<'a> {
    /// The result is exact where the figures are.
    Exact,
    /// The result is a lower and an upper bound.
    Bounds,
    /// The result is an estimate under the assumption of this name.
    Estimate(&'a str),
    /// Refused with the code of this id.
    Refused(&'a str),
}

impl<'a> Verdict<'a> {
    /// Reads `exact`, `bounds`, `estimate(name)` or `refused(SEM-000)`.
    #[must_use]
    pub fn parse(text: &'a str) -> Option<Self> {
        let inside = |word: &str| text.strip_prefix(word)?.strip_prefix('(')?.strip_suffix(')');
        match text {
            "exact" => Some(Self::Exact),
            "bounds" => Some(Self::Bounds),
            _ => inside("estimate").map(Self::Estimate).or_else(|| inside("refused").map(Self::Refused)),
        }
    }
}

/// A named assumption.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Assumption {
    /// Its name.
    pub name: String,
    /// The operations of a table that use it.
    pub used_by: Vec<String>,
    /// What it starts from.
    pub turns: String,
    /// What it makes of it.
    pub into: String,
    /// The statuses that it puts on cells.
    #[serde(default)]
    pub status: Vec<String>,
    /// Its parameters: `on`, `value`, `weights`, `source`.
    #[serde(default)]
    pub parameters: Vec<String>,
    /// Whether it may be stated at all.
    #[serde(default = "sound")]
    pub sound: bool,
    /// The footnote that stays on the result, by language.
    pub footnote: Footnote,
    /// Where it comes from.
    pub clause: String,
}

fn sound() -> bool {
    true
}

/// A footnote in both languages, with places such as `{value}`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Footnote {
    /// In English.
    pub en: String,
    /// In Russian.
    pub ru: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Assumptions {
    format: String,
    #[serde(rename = "assumption")]
    all: Vec<Assumption>,
}

/// A code of refusal: its id, its name and its channel.
#[derive(Debug, Deserialize)]
pub struct Code {
    /// `SEM-001`.
    pub id: String,
    /// `unit-unstated`.
    pub name: String,
    /// `error`, `finding-warning`, …
    pub channel: String,
}

#[derive(Debug, Default, Deserialize)]
struct Codes {
    code: Vec<Code>,
}

/// Reads the operation table.
#[must_use]
pub fn load(root: &Path, problems: &mut Vec<String>) -> Table {
    let table: Table = file(root, "spec/operations.toml", problems);
    if table.format != "dsm-operations/1" {
        problems.push(format!("spec/operations.toml: format {:?} is not dsm-operations/1", table.format));
    }
    table
}

/// Reads the named assumptions.
#[must_use]
pub fn load_assumptions(root: &Path, problems: &mut Vec<String>) -> Vec<Assumption> {
    let assumptions: Assumptions = file(root, "spec/assumptions.toml", problems);
    if assumptions.format != "dsm-assumptions/1" {
        problems.push(format!("spec/assumptions.toml: format {:?} is not dsm-assumptions/1", assumptions.format));
    }
    assumptions.all
}

/// Reads the codes of refusals (`SEM`).
#[must_use]
pub fn load_codes(root: &Path, problems: &mut Vec<String>) -> Vec<Code> {
    file::<Codes>(root, "spec/codes/semantics.toml", problems).code
}

/// Reads one TOML file; what is wrong with it is a problem.
pub(crate) fn file<T: serde::de::DeserializeOwned + Default>(root: &Path, path: &str, problems: &mut Vec<String>) -> T {
    let read = std::fs::read_to_string(root.join(path)).map_err(|error| error.to_string());
    let read = read.and_then(|text| toml::from_str(&text).map_err(|error| error.to_string()));
    read.unwrap_or_else(|error| {
        problems.push(format!("{path}: {error}"));
        T::default()
    })
}
