//! The vectors (`spec/vectors/*.toml`): what an operation gives, as examples that every language runs.
//!
//! The format is described in `spec/vectors/README.md`.

mod check;
mod header;
#[cfg(test)]
mod tests;

pub use check::check;
pub use header::header;
pub(crate) use header::{lines, literal};

use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// One example of one rule.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vector {
    /// Unique over all files.
    pub id: String,
    /// The row and column of the operation table, `row/column`.
    pub cell: Option<String>,
    /// The assumption that it is an example of.
    pub assumption: Option<String>,
    /// Whether it stands at the edge of the rule.
    #[serde(default)]
    pub edge: bool,
    /// Where the rule comes from.
    pub clause: String,
    /// What it shows, in a sentence.
    pub says: String,
    /// The operands by name; the one that is operated on is named by [`Operation::on`].
    pub tables: BTreeMap<String, Table>,
    /// What is done.
    #[serde(rename = "do")]
    pub operation: Operation,
    /// What must come out.
    pub expect: Expectation,
}

/// An operand.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Table {
    /// The unit, such as `persons-distinct`.
    pub unit: String,
    /// The temporality, such as `flow`.
    pub temporality: String,
    /// The level of decision.
    pub level: Option<String>,
    /// The type of application.
    pub application_type: Option<String>,
    /// The role in the case.
    pub role: Option<String>,
    /// Calendar or cohort.
    pub basis: Option<String>,
    /// The id of the concept, `C` where it is left out.
    pub concept: Option<String>,
    /// The version of the concept.
    pub version: Option<String>,
    /// Whether the concept is relative to the reporter.
    #[serde(default)]
    pub relative: bool,
    /// The concept of residence.
    pub residence: Option<String>,
    /// The threshold of duration, such as `12:intended`.
    pub duration: Option<String>,
    /// Who is covered.
    pub coverage: Option<String>,
    /// The version of the territory.
    pub territory: Option<String>,
    /// The version of the classification.
    pub classification: Option<String>,
    /// The source.
    pub source: Option<String>,
    /// The vintage.
    pub vintage: Option<String>,
    /// How the figures are inexact by making.
    pub making: Option<String>,
    /// What an absent key is: `missing` or `zero`.
    pub absent: Option<String>,
    /// The axes in the order of the keys.
    pub axes: Vec<Axis>,
    /// Each cell: one code for each axis, then the figure.
    pub cells: Vec<Vec<String>>,
}

impl Table {
    /// The declarations beside unit and temporality that are not left out, as names and values, in a fixed order.
    #[must_use]
    pub fn declarations(&self) -> Vec<(&'static str, &str)> {
        let relative = self.relative.then(|| "true".to_owned());
        let all = [
            ("level", &self.level),
            ("application-type", &self.application_type),
            ("role", &self.role),
            ("basis", &self.basis),
            ("concept", &self.concept),
            ("version", &self.version),
            ("residence", &self.residence),
            ("duration", &self.duration),
            ("coverage", &self.coverage),
            ("territory", &self.territory),
            ("classification", &self.classification),
            ("source", &self.source),
            ("vintage", &self.vintage),
            ("making", &self.making),
            ("absent", &self.absent),
        ];
        let mut stated: Vec<_> = all.into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?))).collect();
        if relative.is_some() {
            stated.push(("relative", "true"));
        }
        stated
    }
}

/// An axis of an operand.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Axis {
    /// Its id.
    pub id: String,
    /// `category`, `time` or `reporter`.
    pub kind: String,
    /// How units fall into the codes of a category.
    pub membership: Option<String>,
    /// Whether the codes of a category, totals aside, are all of them.
    #[serde(default)]
    pub exhaustive: bool,
    /// The codes that are totals.
    #[serde(default)]
    pub totals: Vec<String>,
    /// The group of a code.
    #[serde(default)]
    pub parents: BTreeMap<String, String>,
    /// Whether it is the direction of a move.
    #[serde(default)]
    pub direction: bool,
    /// The code of the unknown part.
    pub unknown: Option<String>,
}

/// What is done. Each operation uses the arguments that the table of operations names.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the arguments are described with the operations in spec/vectors/README.md")]
pub struct Operation {
    /// The method of a table.
    pub op: String,
    /// The name of the operand whose method it is.
    pub on: String,
    /// The assumptions stated.
    #[serde(default)]
    pub assume: Vec<Assume>,
    pub axes: Option<Vec<String>>,
    pub axis: Option<String>,
    pub whole: Option<String>,
    pub part: Option<String>,
    pub reading: Option<String>,
    pub other: Option<String>,
    pub from: Option<String>,
    pub to: Option<String>,
    pub opens: Option<Vec<String>>,
    pub closes: Option<Vec<String>>,
    pub closing: Option<String>,
    pub form: Option<String>,
    pub base: Option<String>,
    pub a: Option<Vec<String>>,
    pub b: Option<Vec<String>>,
    pub relation: Option<String>,
    pub code: Option<String>,
    pub other_axis: Option<String>,
    pub other_code: Option<String>,
    pub n: Option<u32>,
    #[serde(rename = "in")]
    pub unit: Option<String>,
    pub currency: Option<String>,
    pub frequency: Option<String>,
    pub mapping: Option<BTreeMap<String, Vec<String>>>,
}

/// An assumption that is stated: its name alone, or with what it needs.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum Assume {
    /// The name alone.
    Name(String),
    /// With scope, value, weights or source.
    Full(FullAssume),
}

/// An assumption with what it needs.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FullAssume {
    /// Its name.
    pub name: String,
    /// The axis that it is about.
    pub on: Option<String>,
    /// Its value.
    pub value: Option<String>,
    /// Its weights by code.
    #[serde(default)]
    pub weights: BTreeMap<String, String>,
    /// Where value and weights come from.
    pub source: Option<String>,
}

impl Assume {
    /// The assumption with what it needs, all of it empty where only the name is stated.
    #[must_use]
    pub fn full(&self) -> FullAssume {
        match self {
            Self::Name(name) => FullAssume { name: name.clone(), ..FullAssume::default() },
            Self::Full(full) => full.clone(),
        }
    }
}

/// What must come out: a refusal, cells, or the truth of a comparison.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// The id of the code of refusal.
    pub refused: Option<String>,
    /// The ids of the axes of the result.
    pub axes: Option<Vec<String>>,
    /// All cells of the result, in any order.
    pub cells: Option<Vec<Vec<String>>>,
    /// The unit of the result.
    pub unit: Option<String>,
    /// The temporality of the result.
    pub temporality: Option<String>,
    /// Notes that are on the result; others may be too.
    #[serde(default)]
    pub notes: Vec<String>,
    /// Exactly the assumptions on the result.
    pub assumptions: Option<Vec<String>>,
    /// `true`, `false` or `not-known`.
    pub truth: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Book {
    format: String,
    #[serde(rename = "vector")]
    vectors: Vec<Vector>,
}

/// Reads every vector, in the order of the files' names. Every problem is reported, not only the first.
#[must_use]
pub fn load_all(root: &Path, problems: &mut Vec<String>) -> Vec<Vector> {
    let folder = root.join("spec/vectors");
    let mut paths: Vec<_> = match std::fs::read_dir(&folder) {
        Ok(entries) => entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect(),
        Err(error) => {
            problems.push(format!("spec/vectors: {error}"));
            return Vec::new();
        }
    };
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    let mut all = Vec::new();
    for path in paths {
        let read = std::fs::read_to_string(&path).map_err(|error| error.to_string());
        let read = read.and_then(|text| toml::from_str::<Book>(&text).map_err(|error| error.to_string()));
        match read {
            Ok(book) if book.format == "dsm-vectors/1" => all.extend(book.vectors),
            Ok(book) => problems.push(format!("{}: format {:?} is not dsm-vectors/1", path.display(), book.format)),
            Err(error) => problems.push(format!("{}: {error}", path.display())),
        }
    }
    all
}
