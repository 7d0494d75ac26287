use super::{Entries, unreadable};
use crate::{
    error::{At, Code, Finding, Place, Result, Safe, codes},
    measure::{Assumption, AssumptionName},
    text,
};
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// A finding without what it was read from.
pub(super) fn of_finding(finding: &Finding) -> Value {
    let args: Map<String, Value> = finding.args().iter().map(|(name, safe)| (name.to_owned(), of_safe(safe))).collect();
    let mut map = Map::new();
    map.insert("code".into(), Value::from(finding.rule().id()));
    map.insert("args".into(), Value::Object(args));
    if let Some(place) = finding.place() {
        map.insert("place".into(), of_place(place));
    }
    Value::Object(map)
}

/// A count is a number, an id a text, ids a list, a word of DSM an object.
fn of_safe(safe: &Safe) -> Value {
    match (safe.as_count(), safe.as_terms(), safe.as_word()) {
        (Some(count), _, _) => Value::from(count),
        (_, Some(terms), _) => Value::from(terms.iter().map(|t| &**t).collect::<Vec<_>>()),
        (_, _, Some(word)) => json!({ "word": word }),
        _ => Value::from(safe.to_string()),
    }
}

fn of_place(place: &Place) -> Value {
    let file = place.file();
    match place.position() {
        At::Whole => json!({ "file": file }),
        At::Line { line, column } => json!({ "file": file, "line": line, "column": column }),
        At::Sheet { sheet, row, column } => json!({ "file": file, "sheet": &**sheet, "row": row, "column": column }),
        At::Element { line, column: 0, path } => json!({ "file": file, "line": line, "path": &**path }),
        At::Element { line, column, path } => json!({ "file": file, "line": line, "column": column, "path": &**path }),
        At::Series { key, period } => {
            let key: Vec<&str> = key.iter().map(|c| &**c).collect();
            json!({ "file": file, "key": key, "period": period.as_deref() })
        }
        At::Row { column, row } => json!({ "file": file, "of": &**column, "row": row }),
    }
}

/// A finding; none where its code is not known, which is noticed.
pub(super) fn finding(value: Value, from: &mut Entries) -> Result<Option<Finding>> {
    let mut entries = from.inner("notes", value)?;
    let id = entries.text("code")?.ok_or_else(|| unreadable("notes"))?;
    let args = entries.object("args")?;
    let place = entries.take("place");
    from.adopt(entries);
    let Some(code) = codes::ALL.iter().copied().find(|code: &Code| code.id() == id) else {
        from.unknown.push(Finding::new(codes::exc::DESCRIPTION_UNKNOWN).with("entry", Safe::term(&id)));
        return Ok(None);
    };
    let mut finding = Finding::new(code);
    for name in text::arguments(code) {
        if let Some(value) = args.get(name) {
            finding = finding.with(name, safe(value).ok_or_else(|| unreadable("notes"))?);
        }
    }
    if let Some(value) = place {
        finding = finding.at(self::place(&value).ok_or_else(|| unreadable("notes"))?);
    }
    Ok(Some(finding))
}

pub(in crate::exchange) fn safe(value: &Value) -> Option<Safe> {
    match value {
        Value::Number(count) => count.as_u64().map(Safe::count),
        Value::String(id) => Some(Safe::term(id)),
        Value::Array(ids) => Some(Safe::terms(ids.iter().map(Value::as_str).collect::<Option<Vec<_>>>()?)),
        Value::Object(map) => {
            let word = map.get("word")?.as_str()?;
            // Words of ours are the names of assumptions and of labels; another one is shown as an id.
            let name = AssumptionName::ALL.iter().map(|name| name.word()).find(|name| *name == word);
            let known = name.or_else(|| text::Label::named(word).map(text::Label::name));
            Some(known.map_or_else(|| Safe::term(word), Safe::word))
        }
        Value::Null | Value::Bool(_) => None,
    }
}

fn place(value: &Value) -> Option<Place> {
    let map = value.as_object()?;
    let text = |key: &str| map.get(key).and_then(Value::as_str);
    let number = |key: &str| map.get(key).and_then(Value::as_u64);
    let small = |key: &str| number(key).and_then(|n| u32::try_from(n).ok());
    let file = text("file")?;
    let at = if let Some(key) = map.get("key") {
        let key = key.as_array()?.iter().map(|c| c.as_str().map(Arc::from)).collect::<Option<Vec<Arc<str>>>>()?;
        At::Series { key: key.into(), period: text("period").map(Arc::from) }
    } else if let Some(sheet) = text("sheet") {
        At::Sheet { sheet: Arc::from(sheet), row: small("row")?, column: small("column")? }
    } else if let Some(path) = text("path") {
        At::Element { line: number("line")?, column: small("column").unwrap_or(0), path: Box::from(path) }
    } else if let Some(column) = text("of") {
        At::Row { column: Arc::from(column), row: number("row")? }
    } else if let Some(line) = number("line") {
        At::Line { line, column: small("column")? }
    } else {
        At::Whole
    };
    Some(Place::new(file, at))
}

pub(super) fn of_assumption(assumption: &Assumption) -> Value {
    let weights: Map<String, Value> =
        assumption.weights.iter().map(|(code, weight)| (code.to_string(), Value::from(weight.to_string()))).collect();
    json!({
        "name": assumption.name.word(),
        "on": assumption.on.as_deref(),
        "value": assumption.value.map(|v| v.to_string()),
        "weights": weights,
        "source": &*assumption.source,
        "author": &*assumption.author,
        "reason": &*assumption.reason,
    })
}

pub(super) fn assumption(value: Value, from: &mut Entries) -> Result<Assumption> {
    let mut entries = from.inner("assumptions", value)?;
    let broken = || unreadable("assumptions");
    let decimal = |text: &str| Decimal::from_str_exact(text).map_err(|_| broken());
    let name = entries.parsed("name", AssumptionName::parse)?.ok_or_else(broken)?;
    let mut assumption = Assumption::new(name);
    if let Some(axis) = entries.text("on")? {
        assumption = assumption.on(&axis);
    }
    if let Some(value) = entries.parsed("value", decimal)? {
        assumption = assumption.value(value);
    }
    for (code, weight) in entries.object("weights")? {
        assumption = assumption.weight(&code, decimal(weight.as_str().ok_or_else(broken)?)?);
    }
    assumption = assumption.source(&entries.text("source")?.unwrap_or_default());
    let author = entries.text("author")?.unwrap_or_default();
    assumption = assumption.because(&author, &entries.text("reason")?.unwrap_or_default());
    from.adopt(entries);
    Ok(assumption)
}
