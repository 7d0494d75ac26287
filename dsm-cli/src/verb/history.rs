use super::{DONE, table::written};
use crate::{
    arguments::History,
    console::Console,
    failure::{Done, unread},
    input::session,
    sections::write_text,
};
use dsm_core::text::{Phrase, Value};
use dsm_store::{Mechanism, Receipt};
use serde_json::json;
use std::{fs, io::ErrorKind, path::Path};

pub(super) fn run(history: &History, console: &mut Console<'_>) -> Done<u8> {
    if history.verify {
        let earlier = history.receipt.as_deref().map(kept).transpose()?.flatten();
        let receipt = Mechanism::open(&history.who.mechanism)?.verify_history(earlier.as_ref())?;
        verified(&receipt, console)?;
        if let Some(path) = &history.receipt {
            write_text(path, &receipt.text())?;
            written(&path.display().to_string(), console)?;
        }
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

/// Says that a history is whole.
pub(super) fn verified(receipt: &Receipt, console: &mut Console<'_>) -> Done<()> {
    let object = json!({ "entries": receipt.entries, "head": receipt.head_text() });
    console.phrase(Phrase::HistoryVerified, &[("count", Value::Count(receipt.entries))], object)
}

/// The receipt of a file, where there is one.
fn kept(path: &Path) -> Done<Option<Receipt>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(Receipt::parse(&text)?)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unread(path, error).into()),
    }
}
