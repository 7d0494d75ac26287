use crate::problem::{Spot, kebab};
use crate::read;
use crate::wording::{Said, Wording, said};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::Path;

/// The prefixes in the order of their numbers: ERR is 1000, TXT 2000. Only ever added to at the end.
pub(crate) const PREFIXES: &[&str] = &[
    "ERR", "TXT", "COD", "TIM", "SRC", "MEA", "SEM", "CAT", "TAB", "DOC", "TRL", "CNT", "CHK", "ACC", "SDC", "WFL",
    "EXC", "REP", "STO", "FFI",
];
/// The families, as `dsm_core::error::Kind` has them.
const KINDS: &[&str] =
    &["canceled", "denied", "format", "internal", "invalid", "io", "limit", "misuse", "semantics", "store", "workflow"];
const CHANNELS: &[&str] = &["error", "finding-error", "finding-warning", "finding-information"];
const FORMAT: &str = "dsm-codes/1";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    prefix: String,
    room: String,
    #[serde(rename = "crate")]
    package: Option<String>,
    #[serde(default)]
    retired: Vec<String>,
    #[serde(default)]
    code: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    name: String,
    kind: String,
    channel: String,
    plural: Option<String>,
    en: Option<Wording>,
    ru: Option<Wording>,
    remedy: Option<Remedy>,
    source: Option<String>,
    example: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Remedy {
    en: Option<Wording>,
    ru: Option<Wording>,
}

/// The codes under one prefix.
#[derive(Debug)]
pub(crate) struct Book {
    /// The prefix, such as `TIM`.
    pub(crate) prefix: String,
    /// The room that reports them.
    pub(crate) room: String,
    /// The crate that reports them.
    pub(crate) package: String,
    /// Ids that are used no more.
    pub(crate) retired: Vec<String>,
    /// The codes in the order of their numbers.
    pub(crate) codes: Vec<Code>,
}

/// One code, checked.
#[derive(Debug)]
pub(crate) struct Code {
    /// The id, such as `TIM-001`.
    pub(crate) id: String,
    /// The number for C.
    pub(crate) number: u32,
    /// The name, such as `period-unreadable`.
    pub(crate) name: String,
    /// The family, in kebab-case.
    pub(crate) kind: String,
    /// The channel, in kebab-case.
    pub(crate) channel: String,
    /// What happened.
    pub(crate) sentence: Said,
    /// What to do.
    pub(crate) remedy: Said,
    /// The clause or standard the rule rests on.
    pub(crate) source: Option<String>,
    /// A call that provokes it.
    pub(crate) example: Option<String>,
}

impl Code {
    /// The name as a constant: `PERIOD_UNREADABLE`.
    pub(crate) fn constant(&self) -> String {
        self.name.replace('-', "_").to_uppercase()
    }
}

/// Reads every file of codes, in the order of the prefixes.
pub(crate) fn read(folder: &Path, problems: &mut Vec<String>) -> Vec<Book> {
    let mut books: Vec<(usize, Book)> = Vec::new();
    let mut ids = BTreeSet::new();
    for (name, file) in read::folder::<File>(folder, problems) {
        let spot = Spot { file: &name, entry: &file.prefix };
        if file.format != FORMAT {
            problems.push(spot.problem(format!("format is {:?}, this generator reads {FORMAT:?}", file.format)));
        }
        let Some(order) = PREFIXES.iter().position(|prefix| *prefix == file.prefix) else {
            problems.push(spot.problem(format!("the prefix is none of {}", PREFIXES.join(" "))));
            continue;
        };
        if books.iter().any(|(other, _)| *other == order) {
            problems.push(spot.problem("the prefix stands in another file too"));
        }
        let mut names = BTreeSet::new();
        let mut codes = Vec::new();
        for entry in &file.code {
            let spot = Spot { file: &name, entry: &entry.id };
            if !ids.insert(entry.id.clone()) {
                problems.push(spot.problem("the id is used twice"));
            }
            if file.retired.contains(&entry.id) {
                problems.push(spot.problem("the id is retired: numbers are never reused"));
            }
            if !names.insert(entry.name.clone()) {
                problems.push(spot.problem(format!("the name {} is used twice", entry.name)));
            }
            codes.extend(checked(spot, &file.prefix, order, entry, problems));
        }
        codes.sort_by_key(|code| code.number);
        let package = file.package.unwrap_or_else(|| "dsm-core".to_owned());
        books.push((order, Book { prefix: file.prefix, room: file.room, package, retired: file.retired, codes }));
    }
    books.sort_by_key(|(order, _)| *order);
    books.into_iter().map(|(_, book)| book).collect()
}

/// One entry, or `None` with its problems said.
fn checked(spot: Spot<'_>, prefix: &str, order: usize, entry: &Entry, problems: &mut Vec<String>) -> Option<Code> {
    let number = number(prefix, order, &entry.id);
    if number.is_none() {
        problems.push(spot.problem(format!("the id is not {prefix}- and three digits from 001")));
    }
    if !kebab(&entry.name) {
        problems.push(spot.problem(format!("the name {:?} is not lower-case words joined by hyphens", entry.name)));
    }
    if !KINDS.contains(&entry.kind.as_str()) {
        problems.push(spot.problem(format!("the kind {:?} is none of {}", entry.kind, KINDS.join(" "))));
    }
    if !CHANNELS.contains(&entry.channel.as_str()) {
        problems.push(spot.problem(format!("the channel {:?} is none of {}", entry.channel, CHANNELS.join(" "))));
    }
    let plural = entry.plural.as_deref();
    let sentence = said(spot, "sentence", (entry.en.as_ref(), entry.ru.as_ref()), plural, problems);
    let remedy = match &entry.remedy {
        Some(remedy) => said(spot, "remedy", (remedy.en.as_ref(), remedy.ru.as_ref()), plural, problems),
        None => {
            problems.push(spot.problem("the remedy is missing: say what to do about it"));
            None
        }
    };
    let (sentence, remedy) = (sentence?, remedy?);
    if let Some(argument) = plural
        && !sentence.arguments().contains(argument)
    {
        problems.push(spot.problem(format!("plural = {argument:?} is not a placeholder of the sentence")));
    }
    if plural.is_some() && sentence.plural.is_none() && remedy.plural.is_none() {
        problems.push(spot.problem("plural is said, but there are no plural forms"));
    }
    Some(Code {
        id: entry.id.clone(),
        number: number?,
        name: entry.name.clone(),
        kind: entry.kind.clone(),
        channel: entry.channel.clone(),
        sentence,
        remedy,
        source: entry.source.clone(),
        example: entry.example.clone(),
    })
}

/// The number in C: the prefix in thousands, then the number of the id.
fn number(prefix: &str, order: usize, id: &str) -> Option<u32> {
    let digits = id.strip_prefix(prefix)?.strip_prefix('-')?;
    if digits.len() != 3 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: u32 = digits.parse().ok()?;
    let thousands = u32::try_from(order).ok()?.checked_add(1)?.checked_mul(1000)?;
    (number > 0).then(|| thousands + number)
}
