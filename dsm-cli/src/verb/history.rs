use super::DONE;
use crate::{arguments::History, console::Console, failure::Done, input::session};
use dsm_core::text::{Phrase, Value};
use dsm_store::Mechanism;
use serde_json::json;

pub(super) fn run(history: &History, console: &mut Console<'_>) -> Done<u8> {
    if history.verify {
        let receipt = Mechanism::open(&history.who.mechanism)?.verify_history(None)?;
        let object = json!({ "entries": receipt.entries, "head": receipt.head_text() });
        console.phrase(Phrase::HistoryVerified, &[("count", Value::Count(receipt.entries))], object)?;
        return Ok(DONE);
    }
    for entry in session(&history.who)?.history()? {
        let reason = entry.reason.as_deref().map(|reason| format!(" — {reason}")).unwrap_or_default();
        let behalf = entry.behalf.as_deref().map(|giver| format!(" ← {giver}")).unwrap_or_default();
        let text = format!(
            "{:>4}  {}  {}{behalf}  {} {}{reason}",
            entry.number, entry.at, entry.who, entry.what, entry.subject
        );
        let object = json!({
            "number": entry.number,
            "at": entry.at.to_string(),
            "who": &*entry.who,
            "behalf": entry.behalf.as_deref(),
            "proof": &*entry.proof,
            "what": &*entry.what,
            "subject": &*entry.subject,
            "reason": entry.reason.as_deref(),
        });
        console.say(&text, object)?;
    }
    Ok(DONE)
}
