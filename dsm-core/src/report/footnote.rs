use super::{Section, below::capital, words::making};
use crate::{
    documentation::Note,
    text::{Label, Lang, Phrase, Value, label, message, phrase},
};

/// What stands below the figures of a section: how they are made, what they rest on, what was noticed, and what the States say of
/// them. Each once.
pub(super) fn footnotes(section: &Section, lang: Lang) -> Vec<String> {
    let view = &section.view;
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
    let reporter = view.axes().iter().find(|axis| axis.is_reporter()).map_or("REF_AREA", |axis| axis.id());
    let named = |country: &str| section.names.of_code(reporter, country, lang);
    all.extend(documented(section, &named, lang));
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|note| seen.insert(note.clone()));
    all
}

/// What the States say, each thing once: States that say the same are named together.
fn documented(section: &Section, named: &dyn Fn(&str) -> String, lang: Lang) -> Vec<String> {
    let mut said: Vec<(String, Vec<String>, &Note)> = Vec::new();
    for note in &section.documented {
        let (same, country) = (note.said("", lang), named(note.country()));
        match said.iter_mut().find(|(known, _, _)| *known == same) {
            Some((_, countries, _)) if countries.contains(&country) => {}
            Some((_, countries, _)) => countries.push(country),
            None => said.push((same, vec![country], note)),
        }
    }
    said.into_iter().map(|(_, countries, note)| note.said(&countries.join(", "), lang)).collect()
}

/// A capital letter first and a full stop last.
pub(super) fn sentence(text: &str) -> String {
    let stop = if text.ends_with(['.', '!', '?', '…']) { "" } else { "." };
    format!("{}{stop}", capital(text))
}
