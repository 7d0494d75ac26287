use super::DONE;
use crate::{arguments::Country, console::Console, failure::Done, input::session};
use dsm_core::{
    text::{Phrase, Value},
    workflow::AddCountry,
};
use serde_json::json;

/// The usual positions of a State.
pub(super) const POSITIONS: [&str; 5] = ["administrator", "analyst", "releaser", "submitter", "verifier"];

pub(super) fn run(country: &Country, console: &mut Console<'_>) -> Done<u8> {
    session(&country.who)?.perform(AddCountry::new(&country.code).with_staff())?;
    let users = POSITIONS.map(|position| format!("{position}@{}", country.code.to_ascii_lowercase()));
    let values = [("country", Value::Text(&country.code)), ("users", Value::Text(&users.join(", ")))];
    console.phrase(Phrase::CountryJoined, &values, json!({ "country": country.code, "users": users }))?;
    Ok(DONE)
}
