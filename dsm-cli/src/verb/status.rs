use super::{DONE, step::say};
use crate::{arguments::Who, console::Console, failure::Done, input::session};
use dsm_core::text::{Label, label};
use serde_json::json;

pub(super) fn run(who: &Who, console: &mut Console<'_>) -> Done<u8> {
    let listed = session(who)?.submissions()?;
    if listed.is_empty() {
        let nothing = label(Label::NoSubmissions, console.lang);
        console.say(nothing, json!({ "submissions": [] }))?;
    }
    for one in listed {
        say(&one.submission.id, one.state, console)?;
    }
    Ok(DONE)
}
