use super::DONE;
use crate::{
    arguments::Notices,
    console::Console,
    failure::Done,
    input::{now, session},
};
use dsm_core::{
    table::{Cell, Status},
    text::{Label, Phrase, Value, label, phrase},
    time::Moment,
};
use dsm_store::Changed;
use serde_json::{Value as Json, json};

pub(super) fn run(asked: &Notices, console: &mut Console<'_>) -> Done<u8> {
    let until = asked.until.as_deref().map(Moment::as_of).transpose()?;
    let until = until.map_or_else(now, Ok)?;
    let notices = session(&asked.who)?.notices(Moment::as_of(&asked.since)?, until)?;
    if notices.is_empty() {
        console.say(label(Label::NoNotices, console.lang), json!({ "notices": [] }))?;
    }
    for notice in notices {
        let count = notice.changes.len() as u64;
        let cells = phrase(Phrase::CellsChanged, console.lang, &[("count", Value::Count(count))]);
        let mut text = format!("{}, {} ({}): {cells}", notice.country, notice.indicator, notice.unit);
        for changed in &notice.changes {
            let (before, after) = (stood(changed.before.as_ref()), stood(changed.after.as_ref()));
            text.push_str(&format!("\n  {}: {before} → {after}", changed.key.join(" ")));
        }
        let object = json!({
            "country": &*notice.country,
            "indicator": &*notice.indicator,
            "unit": &*notice.unit,
            "axes": notice.axes.iter().map(|axis| &**axis).collect::<Vec<_>>(),
            "changes": notice.changes.iter().map(object).collect::<Vec<_>>(),
        });
        console.say(&text, object)?;
    }
    Ok(DONE)
}

/// A cell as it is written in files, with its statuses; a dash where there was none.
fn stood(cell: Option<&(Cell, Status)>) -> String {
    match cell {
        None => "–".to_owned(),
        Some((cell, status)) if *status == Status::NORMAL => cell.to_string(),
        Some((cell, status)) => format!("{cell} [{status}]"),
    }
}

fn object(changed: &Changed) -> Json {
    let cell = |cell: &Option<(Cell, Status)>| {
        cell.map(|(cell, status)| json!({ "OBS_VALUE": cell.to_string(), "STATUSES": status.to_string() }))
    };
    let key: Vec<&str> = changed.key.iter().map(|code| &**code).collect();
    json!({ "key": key, "before": cell(&changed.before), "after": cell(&changed.after) })
}
