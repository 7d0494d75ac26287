//! Footnotes as one attribute: `SEM-043 SEM-012(axis=SEX,count=#2)`.

use super::description;
use crate::{
    error::{Code, Finding, Safe, codes},
    text,
};
use serde_json::{Value, json};

/// The footnotes, each once, in the order in which they stand: the rule, and what its sentence names. Where they were noticed is no matter of
/// whoever gets the figures.
pub(super) fn written(notes: &[Finding]) -> String {
    let all: Vec<String> = notes.iter().map(one).collect();
    let first = all.iter().enumerate().filter(|(at, note)| !all.iter().take(*at).any(|before| before == *note));
    first.map(|(_, note)| note.as_str()).collect::<Vec<_>>().join(" ")
}

fn one(note: &Finding) -> String {
    let said = |name: &&'static str| Some(format!("{name}={}", argument(note.args().named(name)?)));
    let all: Vec<String> = text::arguments(note.rule()).iter().filter_map(said).collect();
    let id = note.rule().id();
    if all.is_empty() { id.to_owned() } else { format!("{id}({})", all.join(",")) }
}

/// A count after `#`, a word of DSM after `~`, ids in brackets, an id as it is.
fn argument(safe: &Safe) -> String {
    match (safe.as_count(), safe.as_word(), safe.as_terms(), safe.as_words()) {
        (Some(count), ..) => format!("#{count}"),
        (_, Some(word), ..) => format!("~{word}"),
        (_, _, Some(ids), _) => format!("[{}]", ids.join("|")),
        (.., Some(words)) => format!("[{}]", words.join("|")),
        _ => safe.to_string(),
    }
}

/// The footnotes of a text; none where it is no such text.
pub(super) fn read(text: &str) -> Option<Vec<Finding>> {
    text.split_whitespace().map(note).collect()
}

fn note(text: &str) -> Option<Finding> {
    let (id, said) = match text.split_once('(') {
        Some((id, said)) => (id, said.strip_suffix(')')?),
        None => (text, ""),
    };
    let code = codes::ALL.iter().copied().find(|code: &Code| code.id() == id)?;
    let names = text::arguments(code);
    said.split(',').filter(|said| !said.is_empty()).try_fold(Finding::new(code), |note, said| {
        let (name, value) = said.split_once('=')?;
        let name = names.iter().find(|own| **own == name)?;
        Some(note.with(name, description::argument(&value_of(value)?)?))
    })
}

fn value_of(text: &str) -> Option<Value> {
    if let Some(count) = text.strip_prefix('#') {
        return count.parse::<u64>().ok().map(Value::from);
    }
    if let Some(word) = text.strip_prefix('~') {
        return Some(json!({ "word": word }));
    }
    let Some(ids) = text.strip_prefix('[') else { return Some(Value::from(text)) };
    let ids = ids.strip_suffix(']')?;
    Some(Value::from(ids.split('|').filter(|id| !id.is_empty()).collect::<Vec<_>>()))
}
