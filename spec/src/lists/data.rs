use serde::Deserialize;
use std::collections::BTreeMap;

/// A file of `spec/lists`: a code list as a table.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct List {
    pub(super) format: String,
    pub(super) id: String,
    pub(super) scheme: String,
    pub(super) includes: Option<String>,
    pub(super) members: Option<String>,
    pub(super) exhaustive: bool,
    pub(super) en: String,
    pub(super) ru: String,
    pub(super) source: String,
    pub(super) licence: String,
    pub(super) columns: Vec<String>,
    pub(super) codes: Vec<Vec<String>>,
    #[serde(default)]
    pub(super) validity: Vec<Validity>,
    #[serde(default)]
    pub(super) wider: Vec<Wider>,
    #[serde(default)]
    pub(super) unplaced: Vec<Unplaced>,
}

/// In which years a code may stand, and what came after it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Validity {
    pub(super) code: String,
    #[serde(default)]
    pub(super) from: u16,
    pub(super) until: u16,
    pub(super) successors: Vec<String>,
}

/// A code of a scheme that counts people of other entries too.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wider {
    pub(super) scheme: String,
    pub(super) code: String,
    pub(super) with: Vec<String>,
    pub(super) source: String,
}

/// A code of a scheme that no entry has.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Unplaced {
    pub(super) scheme: String,
    pub(super) code: String,
    pub(super) why: String,
}

/// A file of `names`: what the codes of lists are called in a language.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Names {
    pub(super) format: String,
    pub(super) lang: String,
    pub(super) source: String,
    pub(super) licence: String,
    #[serde(default)]
    pub(super) same_as_en: Vec<String>,
    #[serde(default)]
    pub(super) same_as_ru: Vec<String>,
    pub(super) names: BTreeMap<String, BTreeMap<String, String>>,
}

/// A file of `other_names`: by list, language and code.
#[derive(Deserialize)]
pub(super) struct OtherNames {
    pub(super) format: String,
    pub(super) source: String,
    pub(super) licence: String,
    #[serde(flatten)]
    pub(super) lists: BTreeMap<String, BTreeMap<String, BTreeMap<String, Vec<String>>>>,
}

/// What States ask to be called.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OwnNames {
    pub(super) format: String,
    pub(super) source: String,
    pub(super) licence: String,
    pub(super) state: Vec<State>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct State {
    pub(super) code: String,
    pub(super) why: String,
    pub(super) names: BTreeMap<String, String>,
}

/// Names that are refused with the codes that they could be: language, name, codes, why.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ambiguous {
    pub(super) format: String,
    pub(super) list: String,
    pub(super) source: String,
    pub(super) licence: String,
    pub(super) names: Vec<(String, String, Vec<String>, String)>,
}

/// What was repaired while names were carried over.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Repairs {
    pub(super) format: String,
    pub(super) source: String,
    pub(super) licence: String,
    pub(super) repair: Vec<Repair>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Repair {
    pub(super) lang: String,
    pub(super) code: String,
    pub(super) was: String,
    pub(super) name: String,
    pub(super) why: String,
    #[serde(rename = "keep")]
    pub(super) _keep: bool,
}

impl List {
    /// The value of a row in a column; empty where there is none.
    pub(super) fn cell<'a>(&self, row: &'a [String], column: &str) -> &'a str {
        let place = self.columns.iter().position(|name| name == column);
        place.and_then(|place| row.get(place)).map_or("", String::as_str)
    }

    /// The codes of the rows.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.codes.iter().map(|row| self.cell(row, "id"))
    }

    /// Whether its names stand in files of their own, in every language.
    pub(super) fn named_elsewhere(&self) -> bool {
        !self.columns.iter().any(|column| column == "en")
    }
}
