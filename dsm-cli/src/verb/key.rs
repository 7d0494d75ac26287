use super::DONE;
use crate::{
    arguments::NewKey,
    console::Console,
    failure::{Done, unwritten},
};
use dsm_core::text::{Phrase, Value};
use dsm_store::SigningKey;
use serde_json::json;
use std::{fs::OpenOptions, io::Write as _};

/// Makes a key of 32 bytes that nobody can guess, and keeps its secret half in a file that its user alone can read.
pub(super) fn run(asked: &NewKey, console: &mut Console<'_>) -> Done<u8> {
    let path = &asked.file;
    let mut secret = [0; 32];
    getrandom::fill(&mut secret).map_err(|error| unwritten(path, std::io::Error::other(error)))?;
    let key = SigningKey::new("", secret);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| file.write_all(key.secret_text().as_bytes()));
    written.map_err(|error| unwritten(path, error))?;
    let (file, public) = (path.display().to_string(), key.public_text());
    let values = [("file", Value::Text(&file)), ("key", Value::Text(&public))];
    console.phrase(Phrase::KeyMade, &values, json!({ "file": file, "key": public }))?;
    Ok(DONE)
}
