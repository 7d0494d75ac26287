use crate::problem::Spot;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// A sentence in one language: one text, or one per plural form.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Wording {
    /// The same text for every number.
    Plain(String),
    /// One text per plural form of the language.
    Forms(BTreeMap<String, String>),
}

impl Wording {
    /// Every text of the wording with the name of its form.
    pub(crate) fn texts(&self) -> Vec<(&str, &str)> {
        match self {
            Self::Plain(text) => vec![("", text)],
            Self::Forms(forms) => forms.iter().map(|(form, text)| (form.as_str(), text.as_str())).collect(),
        }
    }

    /// The text that stands for all others in a list.
    pub(crate) fn sample(&self) -> &str {
        match self {
            Self::Plain(text) => text,
            Self::Forms(forms) => {
                forms.get("other").or_else(|| forms.get("many")).or_else(|| forms.values().next()).map_or("", |t| t)
            }
        }
    }

    fn is_plural(&self) -> bool {
        matches!(self, Self::Forms(_))
    }
}

/// The same said in both languages, with the argument that selects the plural form.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    /// English.
    pub(crate) en: Wording,
    /// Russian.
    pub(crate) ru: Wording,
    /// The argument that selects the form, where there are forms.
    pub(crate) plural: Option<String>,
}

impl Said {
    /// The names of the arguments.
    pub(crate) fn arguments(&self) -> BTreeSet<String> {
        self.en.texts().iter().filter_map(|(_, text)| placeholders(text).ok()).flatten().collect()
    }
}

/// Both languages together, or `None` with the problems said. `what` is "sentence", "remedy" or "label".
pub(crate) fn said(
    spot: Spot<'_>,
    what: &str,
    languages: (Option<&Wording>, Option<&Wording>),
    plural: Option<&str>,
    problems: &mut Vec<String>,
) -> Option<Said> {
    let (en, ru) = languages;
    if en.is_none() {
        problems.push(spot.problem(format!("the {what} in English (en) is missing")));
    }
    if ru.is_none() {
        problems.push(spot.problem(format!("the {what} in Russian (ru) is missing")));
    }
    let (en, ru) = (en?, ru?);
    let before = problems.len();
    forms(spot, &format!("{what}.en"), en, (&["one", "other"], &[]), problems);
    forms(spot, &format!("{what}.ru"), ru, (&["one", "few", "many"], &["other"]), problems);
    let mut agreed: Option<BTreeSet<String>> = None;
    for (language, wording) in [("en", en), ("ru", ru)] {
        for (form, text) in wording.texts() {
            let shown =
                if form.is_empty() { format!("{what}.{language}") } else { format!("{what}.{language}.{form}") };
            match placeholders(text) {
                Err(wrong) => problems.push(spot.problem(format!("{shown}: {wrong}"))),
                Ok(found) => match &agreed {
                    Some(names) if *names != found => problems.push(spot.problem(format!(
                        "{shown} has the placeholders {}, another has {}",
                        braced(&found),
                        braced(names)
                    ))),
                    Some(_) => {}
                    None => agreed = Some(found),
                },
            }
            script(spot, &shown, language, text, problems);
        }
    }
    let plural = (en.is_plural() || ru.is_plural()).then_some(plural);
    if plural == Some(None) {
        problems.push(spot.problem(format!("the {what} has plural forms: say which argument counts (plural = \"…\")")));
    }
    let plural = plural.flatten().map(str::to_owned);
    (problems.len() == before).then(|| Said { en: en.clone(), ru: ru.clone(), plural })
}

/// The forms a language must and may have; and they may not all be the same.
fn forms(spot: Spot<'_>, shown: &str, wording: &Wording, names: (&[&str], &[&str]), problems: &mut Vec<String>) {
    let Wording::Forms(forms) = wording else { return };
    let (needed, optional) = names;
    for name in needed.iter().filter(|name| !forms.contains_key(**name)) {
        problems.push(spot.problem(format!("{shown}: the plural form {name} is missing")));
    }
    for name in forms.keys().filter(|name| !needed.contains(&name.as_str()) && !optional.contains(&name.as_str())) {
        problems.push(spot.problem(format!("{shown}: {name} is not a plural form of this language")));
    }
    if forms.values().collect::<BTreeSet<_>>().len() < 2 {
        problems.push(spot.problem(format!("{shown}: the plural forms are all the same")));
    }
}

/// Russian has Cyrillic letters, English has none, and neither has breaks or blanks at the ends.
fn script(spot: Spot<'_>, shown: &str, language: &str, text: &str, problems: &mut Vec<String>) {
    let cyrillic = text.chars().any(|c| ('\u{400}'..='\u{4ff}').contains(&c));
    match (language, cyrillic) {
        ("ru", false) => problems.push(spot.problem(format!("{shown} has no Cyrillic letter"))),
        ("en", true) => problems.push(spot.problem(format!("{shown} has Cyrillic letters"))),
        _ => {}
    }
    if text.trim() != text || text.is_empty() || text.chars().any(char::is_control) {
        problems.push(spot.problem(format!("{shown} is empty, has a line break, or blanks at its ends")));
    }
}

/// The names between braces. Names are lower-case ASCII words joined by `_` or `-`.
pub(crate) fn placeholders(text: &str) -> Result<BTreeSet<String>, String> {
    let mut names = BTreeSet::new();
    let mut open: Option<String> = None;
    for c in text.chars() {
        open = match (c, open) {
            ('{', None) => Some(String::new()),
            ('}', Some(name)) => {
                if !argument(&name) {
                    return Err(format!(
                        "{{{name}}} is not the name of an argument: lower-case ASCII words joined by _ or -"
                    ));
                }
                names.insert(name);
                None
            }
            ('{' | '}', _) => return Err("a brace stands alone".to_owned()),
            (c, Some(name)) => Some(name + &c.to_string()),
            (_, None) => None,
        };
    }
    if open.is_some() { Err("a brace stands alone".to_owned()) } else { Ok(names) }
}

fn argument(name: &str) -> bool {
    let first = name.chars().next().is_some_and(|c| c.is_ascii_lowercase());
    first && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-')
}

fn braced(names: &BTreeSet<String>) -> String {
    if names.is_empty() {
        return "none".to_owned();
    }
    names.iter().map(|name| format!("{{{name}}}")).collect::<Vec<_>>().join(" ")
}
