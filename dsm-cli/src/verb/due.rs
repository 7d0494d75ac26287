use super::DONE;
use crate::{arguments::Who, console::Console, failure::Done, input::session};
use dsm_core::text::{Label, Phrase, Value, label};
use dsm_store::Stage;
use serde_json::json;

pub(super) fn run(who: &Who, console: &mut Console<'_>) -> Done<u8> {
    let all = session(who)?.due()?;
    if all.is_empty() {
        console.say(label(Label::NothingDue, console.lang), json!({ "due": [] }))?;
    }
    for due in all {
        let stage = match due.stage {
            Stage::Delivered => Label::DueDelivered,
            Stage::Due => Label::DueDue,
            Stage::Overdue => Label::DueOverdue,
        };
        let (period, day) = (due.period.to_string(), due.deadline.to_string());
        let values = [
            ("country", Value::Text(&due.country)),
            ("indicator", Value::Text(&due.indicator)),
            ("period", Value::Text(&period)),
            ("day", Value::Text(&day)),
            ("state", Value::Text(label(stage, console.lang))),
        ];
        let object = json!({
            "country": &*due.country,
            "indicator": &*due.indicator,
            "period": period,
            "deadline": day,
            "state": due.stage.word(),
        });
        console.phrase(Phrase::DueUntil, &values, object)?;
    }
    Ok(DONE)
}
