use super::DONE;
use crate::{
    arguments::{AddIndicator, Chosen, Indicator as Asked},
    console::Console,
    failure::{Done, unread},
    input::{session, session_of},
};
use dsm_core::{
    access::{Mode, Reciprocity},
    catalogue::{Catalogue, Indicator},
    report::counted,
    text::{Lang, Phrase, Value},
    workflow::DeclareIndicator,
};
use serde_json::json;
use std::fs;

pub(super) fn run(asked: &Asked, console: &mut Console<'_>) -> Done<u8> {
    match asked {
        Asked::List(chosen) => list(chosen, console),
        Asked::Show { id, chosen } => show(id, chosen, console),
        Asked::Add(add) => declare(add, console),
    }
}

/// The indicators that are chosen from: of a mechanism, or of a preset.
pub(super) fn catalogue(chosen: &Chosen) -> Done<Catalogue> {
    match &chosen.mechanism {
        Some(mechanism) => Ok(session_of(mechanism, None)?.catalogue()?),
        None => Ok(Catalogue::preset(&chosen.preset)?),
    }
}

fn list(chosen: &Chosen, console: &mut Console<'_>) -> Done<u8> {
    for indicator in catalogue(chosen)?.iter() {
        let name = indicator.names().in_lang(console.lang);
        let text = format!("{} {}  {name}", indicator.id(), indicator.version());
        let object = json!({ "indicator": indicator.id(), "version": indicator.version(), "name": name });
        console.say(&text, object)?;
    }
    Ok(DONE)
}

fn show(id: &str, chosen: &Chosen, console: &mut Console<'_>) -> Done<u8> {
    let catalogue = catalogue(chosen)?;
    let indicator = catalogue.find(id)?;
    let properties = properties(indicator, console.lang);
    let lines: Vec<String> = properties.iter().map(|(key, value)| format!("{key}: {value}")).collect();
    let object: serde_json::Map<String, serde_json::Value> =
        properties.into_iter().map(|(key, value)| (key, json!(value))).collect();
    console.say(&lines.join("\n"), json!({ "indicator": object }))?;
    Ok(DONE)
}

/// What an indicator is, under the keys that its file has.
fn properties(indicator: &Indicator, lang: Lang) -> Vec<(String, String)> {
    let mut all = vec![
        ("id".to_owned(), format!("{} {}", indicator.id(), indicator.version())),
        ("name".to_owned(), indicator.names().in_lang(lang).to_owned()),
        ("definition".to_owned(), indicator.definition().in_lang(lang).to_owned()),
        ("source".to_owned(), indicator.source().to_owned()),
        ("concept".to_owned(), indicator.concept().id.to_string()),
    ];
    let measure = counted(indicator.measure(), lang);
    all.push((
        "measure".to_owned(),
        measure.iter().map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join("; "),
    ));
    let mut add = |key: &str, value: Option<String>| all.extend(value.map(|value| (key.to_owned(), value)));
    add("periodicity", Some(indicator.periodicity().to_string()));
    add("timeliness", indicator.timeliness().map(|timeliness| timeliness.to_string()));
    add("begins", indicator.first_period().map(ToString::to_string));
    add("convention", indicator.convention().map(|convention| convention.to_string()));
    add("making", Some(indicator.making().to_string()));
    for (code, unit) in indicator.units() {
        let footnote = if indicator.is_footnoted(unit) { " *" } else { "" };
        add("unit", Some(format!("{code} = {unit}{footnote}")));
    }
    for dimension in indicator.dimensions() {
        let rule = dimension.rule().map(|rule| format!(": {}", rule.in_lang(lang))).unwrap_or_default();
        let name = dimension.list().names().in_lang(lang);
        add("dimension", Some(format!("{} ({name}), {}{rule}", dimension.id(), dimension.membership())));
    }
    all
}

fn declare(add: &AddIndicator, console: &mut Console<'_>) -> Done<u8> {
    let text = fs::read_to_string(&add.file).map_err(|error| unread(&add.file, error))?;
    let (indicator, statements) = Indicator::from_toml(&add.file.display().to_string(), &text)?;
    let step = DeclareIndicator::new(indicator.id()).defined(&statements);
    let step = if add.reciprocal { step.under(Reciprocity::per(Mode::Indicator)) } else { step };
    session(&add.who)?.perform(step)?;
    let values = [("indicator", Value::Text(indicator.id()))];
    console.phrase(Phrase::IndicatorAdded, &values, json!({ "added": indicator.id() }))?;
    Ok(DONE)
}
