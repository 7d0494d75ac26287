use super::DONE;
use crate::{arguments::Init, console::Console, failure::Done};
use dsm_core::text::{Phrase, Value};
use dsm_store::Mechanism;
use serde_json::json;

/// Who is in a new mechanism.
const FIRST_USER: &str = "administrator@dsm";

pub(super) fn run(init: &Init, console: &mut Console<'_>) -> Done<u8> {
    let mechanism = Mechanism::create(&init.mechanism, &init.preset)?;
    let file = mechanism.path().display().to_string();
    let values = [("file", Value::Text(&file)), ("user", Value::Text(FIRST_USER))];
    console.phrase(Phrase::MechanismCreated, &values, json!({ "created": file, "user": FIRST_USER }))?;
    Ok(DONE)
}
