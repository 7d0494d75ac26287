//! The order in which States hand in, as a file of the folder says it: `road.toml`.

use dsm_core::{
    error::{Error, Place, Result, codes::trl},
    text::{Lang, Text},
};

/// What the file is called.
pub(super) const NAME: &str = "road.toml";
const FORMAT: &str = "dsm-road/1";

/// Who hands in what, in which order.
#[derive(Debug)]
pub(super) struct Road {
    pub(super) source: Option<Text>,
    pub(super) states: Vec<Stop>,
    /// A State whose register counts persons, and the file with its counts.
    pub(super) register: Option<(String, String)>,
    /// A State whose officer hands a file of persons in by mistake, and the file.
    pub(super) individuals: Option<(String, String)>,
}

/// A State on the road.
#[derive(Debug)]
pub(super) struct Stop {
    pub(super) country: String,
    /// Its file, and the corrected ones that follow where it comes back.
    pub(super) files: Vec<String>,
    /// What it says of its figures, a file for each indicator and time.
    pub(super) documentation: Vec<String>,
    /// Indicators that it hands in only after it has asked for those of others.
    pub(super) later: Vec<String>,
    /// Whether it joins when the others have released.
    pub(super) late: bool,
}

impl Road {
    pub(super) fn read(text: &str) -> Result<Self> {
        let unreadable = || Error::new(trl::SPECIFICATION_UNREADABLE).at(Place::line(NAME, 1, 0));
        let table: toml::Table = text.parse().map_err(|_| unreadable())?;
        if table.get("format").and_then(toml::Value::as_str) != Some(FORMAT) {
            return Err(unreadable());
        }
        let states = table.get("state").and_then(toml::Value::as_array).ok_or_else(unreadable)?;
        let states: Vec<Stop> = states.iter().map(|one| stop(one).ok_or_else(unreadable)).collect::<Result<_>>()?;
        // One State alone shares with nobody.
        if states.len() < 2 {
            return Err(unreadable());
        }
        let file = |part: &str| table.get(part).and_then(|one| Some((said(one, "country")?, said(one, "file")?)));
        let (register, individuals) = (file("register"), file("individuals"));
        Ok(Self { source: texts(&table, "source")?, states, register, individuals })
    }
}

fn said(of: &toml::Value, key: &str) -> Option<String> {
    of.get(key)?.as_str().map(str::to_owned)
}

fn list(of: &toml::Value, key: &str) -> Option<Vec<String>> {
    let list = of.get(key).map_or(Some(&[][..]), |list| list.as_array().map(Vec::as_slice))?;
    list.iter().map(|one| one.as_str().map(str::to_owned)).collect()
}

fn stop(of: &toml::Value) -> Option<Stop> {
    let late = of.get("joins").and_then(toml::Value::as_str) == Some("late");
    let files = list(of, "files").filter(|files| !files.is_empty())?;
    let (documentation, later) = (list(of, "documentation")?, list(of, "later")?);
    Some(Stop { country: said(of, "country")?, files, documentation, later, late })
}

/// A text of the file in each language.
pub(super) fn texts(table: &toml::Table, part: &str) -> Result<Option<Text>> {
    let mut texts: Option<Text> = None;
    for lang in Lang::ALL {
        let Some(text) = table.get(part).and_then(|part| said(part, lang.code())) else { continue };
        texts = Some(match texts {
            Some(texts) => texts.with(*lang, &text)?,
            None => Text::new(*lang, &text)?,
        });
    }
    Ok(texts)
}
