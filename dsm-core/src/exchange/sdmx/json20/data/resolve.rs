use super::described::Listed;
use crate::exchange::sdmx::json::Said;
use std::sync::Arc;

/// The texts of a value; of one in several languages each, of a list all of them.
pub(super) fn texts(said: &Said) -> Vec<String> {
    match said {
        Said::Null => Vec::new(),
        Said::Flag(flag) => vec![flag.to_string()],
        Said::Number(text) | Said::Text(text) => vec![text.clone()],
        Said::List(all) => all.iter().flat_map(texts).collect(),
        Said::Object(all) => all.iter().flat_map(|(_, value)| texts(value)).collect(),
    }
}

/// Whether a value comes in languages.
pub(super) fn in_languages(said: &Said) -> bool {
    match said {
        Said::Object(_) => true,
        Said::List(all) => all.iter().any(in_languages),
        _ => false,
    }
}

/// The value of a number that stands for one, where the component lists its values; nothing where no value has the number.
pub(super) fn numbered<'l>(listed: &'l Listed, number: &str) -> Option<&'l [Arc<str>]> {
    let at: usize = number.parse().ok()?;
    listed.values.as_ref()?.get(at).map(Vec::as_slice)
}

/// The values that something said of a component stands for; false where a number stands for none.
pub(super) fn resolved(listed: &Listed, said: &Said) -> (Vec<String>, bool) {
    match said {
        Said::Number(number) if listed.values.is_some() => match numbered(listed, number) {
            Some(values) => (values.iter().map(ToString::to_string).collect(), true),
            None => (Vec::new(), false),
        },
        Said::List(all) => {
            let (mut values, mut fine) = (Vec::new(), true);
            for said in all {
                let (own, known) = resolved(listed, said);
                values.extend(own);
                fine &= known;
            }
            (values, fine)
        }
        other => (texts(other), true),
    }
}
