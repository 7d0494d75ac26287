use crate::{
    console::{Console, severity_word},
    failure::Done,
    sections::write_text,
    verb::table::written,
};
use dsm_core::{
    count::{Counted, Reconciliation},
    error::{
        Code, Finding, Result,
        codes::{cnt, src},
    },
    text::{Label, Lang, Phrase, Value, label, message},
};
use serde_json::{Map, Value as Json, json};
use std::{collections::BTreeMap, path::Path};

/// Says what the records were like: counts only.
pub(super) fn say(counted: &Counted, found: &[(Finding, u64)], console: &mut Console<'_>) -> Done<()> {
    if console.is_json() {
        return console.say("", json!({ "quality": object(counted, found, console.lang)? }));
    }
    let quality = counted.quality();
    let values = [
        ("read", Value::Count(quality.read)),
        ("used", Value::Count(quality.used)),
        ("refused", Value::Count(quality.refused_in_all())),
        ("filtered", Value::Count(quality.filtered)),
    ];
    console.phrase(Phrase::RecordsCounted, &values, Json::Null)?;
    console.counts(found)?;
    for (name, steps) in reconciled(counted)? {
        for step in steps {
            reconciliation(name, &step, console)?;
        }
    }
    let columns = counted.columns_read().join(", ");
    console.phrase(Phrase::ColumnsRead, &[("columns", Value::Text(&columns))], Json::Null)
}

fn reconciliation(name: &str, step: &Reconciliation, console: &mut Console<'_>) -> Done<()> {
    let until = step.until.as_deref().unwrap_or_else(|| label(Label::EndOfRecords, console.lang));
    let between = &step.between;
    let values = [
        ("name", Value::Text(name)),
        ("from", Value::Text(&step.from)),
        ("until", Value::Text(until)),
        ("start", Value::Count(step.start)),
        ("entered", Value::Count(between.effective_entries)),
        ("left", Value::Count(between.effective_exits)),
        ("end", Value::Count(between.end)),
        ("entries", Value::Count(between.entries)),
        ("exits", Value::Count(between.exits)),
        ("while_in", Value::Count(between.entries_while_in)),
        ("without_entry", Value::Count(between.exits_without_entry)),
        ("simultaneous", Value::Count(between.simultaneous)),
        ("long_stays", Value::Count(between.long_stays)),
    ];
    console.phrase(Phrase::StockReconciled, &values, Json::Null)
}

/// Writes it as JSON.
pub(super) fn write(path: &Path, counted: &Counted, found: &[(Finding, u64)], console: &mut Console<'_>) -> Done<()> {
    let object = object(counted, found, console.lang)?;
    write_text(path, &format!("{object:#}\n"))?;
    written(&path.display().to_string(), console)
}

/// What the findings of a rule are counted in.
fn counted_of(rule: Code) -> &'static str {
    NOT_IN_RECORDS.iter().find(|(codes, _)| codes.contains(&rule)).map_or("records", |(_, counted)| counted)
}

/// What the findings of these are counted in; of all others records.
const NOT_IN_RECORDS: [(&[Code], &str); 5] = [
    (&[cnt::DECLARATION_REFUSED, cnt::PINNED_PERSONS, cnt::NUMBER_SHARED], "persons"),
    (&[cnt::MEDIAN_NOT_REACHED], "medians"),
    (&[cnt::NOTHING_USED], "runs"),
    (&[cnt::LINK_CONTRADICTS], "links"),
    (&[cnt::CARRIER_NOT_WHOLE, src::FILE_EMPTY, src::PARQUET_UNREADABLE], "carriers"),
];

fn object(counted: &Counted, found: &[(Finding, u64)], lang: Lang) -> Result<Json> {
    let quality = counted.quality();
    let by = |counts: &BTreeMap<Code, u64>| -> Map<String, Json> {
        counts.iter().map(|(code, count)| (code.id().to_owned(), json!(count))).collect()
    };
    let finding = |(finding, count): &(Finding, u64)| {
        let arguments: Map<String, Json> =
            finding.args().iter().map(|(name, value)| (name.to_owned(), json!(value.to_string()))).collect();
        json!({
            "code": finding.rule().id(), "name": finding.rule().name(), "severity": severity_word(finding.severity()),
            "place": finding.place().map(ToString::to_string), "arguments": arguments, "count": count, "of": counted_of(finding.rule()), "sentence": message(finding, lang),
        })
    };
    let reconciled = reconciled(counted)?;
    let reconciliation: Map<String, Json> =
        reconciled.iter().map(|(name, steps)| ((*name).to_owned(), steps.iter().map(told).collect())).collect();
    Ok(json!({
        "format": "dsm-quality/1",
        "read": quality.read, "used": quality.used, "filtered": quality.filtered,
        "refused": by(&quality.refused),
        "findings": found.iter().map(finding).collect::<Vec<_>>(),
        "columns_read": counted.columns_read(),
        "spilled": counted.spilled(),
        "reconciliation": reconciliation,
    }))
}

fn told(step: &Reconciliation) -> Json {
    let between = &step.between;
    json!({
        "from": &*step.from, "until": step.until.as_deref(), "start": step.start, "end": between.end,
        "effective_entries": between.effective_entries, "effective_exits": between.effective_exits,
        "entries": between.entries, "exits": between.exits,
        "entries_while_in": between.entries_while_in, "exits_without_entry": between.exits_without_entry,
        "simultaneous": between.simultaneous, "long_stays": between.long_stays,
    })
}

/// The stocks of crossings with what they rest on.
fn reconciled(counted: &Counted) -> Result<Vec<(&str, Vec<Reconciliation>)>> {
    let all = counted.names().into_iter().map(|name| Ok((name, counted.reconciliation(name)?)));
    Ok(all.collect::<Result<Vec<_>>>()?.into_iter().filter(|(_, steps)| !steps.is_empty()).collect())
}
