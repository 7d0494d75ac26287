use super::words::making;
use crate::{
    table::View,
    text::{Label, Lang, Phrase, Value, label, message, phrase},
};

/// What stands below the figures of a view: how they are made, what they rest on, what was noticed. Each once.
pub(super) fn footnotes(view: &View, lang: Lang) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let made = making(view, lang);
    if !made.is_empty() {
        all.push(sentence(&made.join("; ")));
    }
    for assumption in view.assumptions() {
        let word = assumption.name.word();
        let said = Label::named(&format!("assumption-{word}")).map_or(word, |said| label(said, lang));
        let mut note = sentence(&phrase(Phrase::UnderAssumption, lang, &[("assumption", Value::Text(said))]));
        if !assumption.author.is_empty() || !assumption.reason.is_empty() {
            let values = [("author", Value::Text(&assumption.author)), ("reason", Value::Text(&assumption.reason))];
            note = format!("{note} {}", sentence(&phrase(Phrase::StatedBy, lang, &values)));
        }
        all.push(note);
    }
    // An assumption on record is both an assumption and a note: it is said once.
    let on_record = crate::error::codes::sem::ASSUMPTION_ON_RECORD;
    let notes = view.notes().iter().filter(|note| view.assumptions().is_empty() || note.rule() != on_record);
    all.extend(notes.map(|note| message(note, lang)));
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|note| seen.insert(note.clone()));
    all
}

/// A capital letter first and a full stop last.
pub(super) fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    let stop = if text.ends_with(['.', '!', '?', '…']) { "" } else { "." };
    format!("{first}{}{stop}", chars.as_str())
}
