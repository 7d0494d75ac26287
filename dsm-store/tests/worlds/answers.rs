//! What the library answers, in the words of the oracle's lines.

use super::{
    player::{text, texts},
    tables::id,
};
use dsm_core::{
    access::{Act, Decision, Slice},
    error::{Result, codes::acc},
    table::{Cell, Status, Table},
    time::{Moment, Period, Time},
};
use dsm_store::{Query, Session};
use serde_json::{Value, json};
use std::{collections::BTreeMap, sync::Arc};

pub(super) fn moment(said: &str) -> Moment {
    Moment::parse(said.trim_end_matches('Z')).unwrap()
}

/// One answer. `Value::Null` for a word that is not known: it differs from whatever is expected.
pub(super) fn answer(session: &Session, ask: &str, say: &Value) -> Result<Value> {
    match ask {
        "view" => session.view(&query(say)?).map(|view| shown(&view)),
        "why" => why(session, say),
        "submissions" => submissions(session),
        "submission" => submission(session, say),
        "history" => history(session),
        "notices" => notices(session, say),
        "due" => due(session, say),
        _ => Ok(Value::Null),
    }
}

fn codes(say: &Value) -> BTreeMap<&str, Vec<&str>> {
    let mut codes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for said in texts(&say["code"]) {
        let (axis, code) = said.split_once('=').unwrap();
        codes.entry(axis).or_default().push(code);
    }
    codes
}

fn first<'a>(say: &'a Value, name: &str) -> &'a str {
    say[name].get(0).map_or("", text)
}

fn query(say: &Value) -> Result<Query> {
    let mut query = Query::new(first(say, "indicator"));
    query = texts(&say["country"]).into_iter().fold(query, Query::country);
    query = codes(say).iter().fold(query, |query, (axis, codes)| query.codes(axis, codes));
    for time in texts(&say["time"]) {
        query = query.time(time)?;
    }
    let dimensions = texts(&say["dimension"]);
    if !dimensions.is_empty() {
        query = query.dimensions(&dimensions);
    }
    if say["as_of"].is_array() {
        query = query.as_of(moment(first(say, "as_of")));
    }
    Ok(if first(say, "totals") == "yes" { query.totals() } else { query })
}

/// The ids of the axes, sorted; rows of codes in that order, value, provisional or not; the codes of the notes.
fn shown(table: &Table) -> Value {
    let mut axes: Vec<(usize, &str)> = table.axes().iter().map(|axis| axis.id()).enumerate().collect();
    axes.sort_by_key(|(_, id)| *id);
    let row = |key: &[Arc<str>], cell: Cell, status: Status| {
        let mut row: Vec<String> = axes.iter().map(|(place, _)| key[*place].to_string()).collect();
        row.push(match cell {
            Cell::Missing(_) => "missing".to_owned(),
            other => other.to_string(),
        });
        row.push(if status.has(Status::PROVISIONAL) && cell.figure().is_some() { "yes" } else { "no" }.to_owned());
        row
    };
    let mut rows: Vec<Vec<String>> = table.rows().map(|one| row(&one.key, one.cell, one.status)).collect();
    rows.sort();
    let notes = table.notes().iter().map(|note| note.rule().id().to_owned());
    let mut notes: Vec<String> = notes.filter(|id| id.starts_with("ACC") || id.starts_with("WFL")).collect();
    notes.sort();
    notes.dedup();
    json!({"axes": axes.iter().map(|(_, id)| id).collect::<Vec<_>>(), "rows": rows, "notes": notes})
}

fn why(session: &Session, say: &Value) -> Result<Value> {
    let time = |text: &str| Period::parse(text).map(Time::Period);
    let times = texts(&say["time"]).into_iter().map(time).collect::<Result<Vec<_>>>()?;
    let mut slice = Slice::everything().dimensions(&texts(&say["dimension"]));
    if !times.is_empty() {
        slice = slice.times(times);
    }
    slice = codes(say).iter().fold(slice, |slice, (axis, codes)| slice.codes(axis, codes));
    let act = Act::parse(first(say, "act"))?;
    Ok(match session.why(act, first(say, "country"), first(say, "indicator"), &slice)? {
        Decision::Allow { because, .. } => {
            let mut rules: Vec<&str> = because.iter().map(|rule| rule.rule().id()).collect();
            rules.retain(|rule| ![acc::ROLE.id(), acc::ON_BEHALF.id()].contains(rule));
            json!({"allowed": rules})
        }
        Decision::Deny(denial) => json!({"denied": denial.rule().id()}),
    })
}

fn submissions(session: &Session) -> Result<Value> {
    let listed = session.submissions()?;
    Ok(listed.iter().map(|one| json!([one.submission.id.to_string(), one.state.word()])).collect())
}

fn submission(session: &Session, say: &Value) -> Result<Value> {
    let id = id(first(say, "submission"));
    let dossier = session.submission(&id)?;
    let mut told = session.view(&Query::submission(&id)).map(|view| shown(&view))?;
    told["state"] = json!(dossier.state.word());
    told["attempt"] = json!(dossier.submission.attempt);
    let open = |question: &dsm_core::workflow::Question| if question.answer.is_none() { "open" } else { "answered" };
    told["questions"] = dossier.questions.iter().map(open).collect();
    Ok(told)
}

fn history(session: &Session) -> Result<Value> {
    let entries = session.history()?;
    let about = entries.iter().filter(|entry| dsm_core::workflow::SubmissionId::parse(&entry.subject).is_ok());
    let told =
        about.map(|entry| json!([&*entry.who, entry.behalf.as_deref().unwrap_or(""), &*entry.what, &*entry.subject]));
    Ok(told.collect())
}

/// Cells by their keys, in words.
type Keys = Vec<Vec<String>>;

fn notices(session: &Session, say: &Value) -> Result<Value> {
    let asked = texts(&say["indicator"]);
    let mut told: BTreeMap<(Arc<str>, Arc<str>), [Keys; 3]> = BTreeMap::new();
    for notice in session.notices(moment(first(say, "from")), moment(first(say, "until")))? {
        if !asked.contains(&&*notice.indicator) {
            continue;
        }
        let lists = told.entry((notice.country, notice.indicator)).or_default();
        for change in notice.changes {
            let mut words: Vec<(&str, &str)> =
                notice.axes.iter().zip(&change.key).map(|(axis, code)| (&**axis, &**code)).collect();
            words.sort_unstable();
            let words = words.into_iter().map(|(axis, code)| format!("{axis}={code}")).collect();
            let place = match (&change.before, &change.after) {
                (None, _) => 0,
                (Some(_), Some(_)) => 1,
                (Some(_), None) => 2,
            };
            lists[place].push(words);
        }
    }
    let told = told.into_iter().map(|((country, indicator), mut lists)| {
        lists.iter_mut().for_each(|list| list.sort());
        let [came, changed, went] = lists;
        json!({"country": &*country, "indicator": &*indicator, "came": came, "changed": changed, "went": went})
    });
    Ok(told.collect())
}

fn due(session: &Session, say: &Value) -> Result<Value> {
    let asked = texts(&say["indicator"]);
    let mut told: Vec<[String; 5]> = Vec::new();
    for due in session.due()?.into_iter().filter(|due| asked.contains(&&*due.indicator)) {
        let (period, deadline) = (due.period.to_string(), due.deadline.to_string());
        told.push([due.country.to_string(), due.indicator.to_string(), period, deadline, due.stage.to_string()]);
    }
    told.sort();
    Ok(json!(told))
}
