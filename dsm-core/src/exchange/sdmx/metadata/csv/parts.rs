/// Texts by language as one field: `en:Value;fr:Valeur`, in quotes where the text holds the separator, a quote or a line end.
pub(super) fn join<'a>(texts: impl Iterator<Item = (&'a str, &'a str)>, separator: char) -> String {
    let mut all = String::new();
    for (at, (lang, text)) in texts.enumerate() {
        if at > 0 {
            all.push(separator);
        }
        if !lang.is_empty() {
            all.push_str(lang);
            all.push(':');
        }
        if text.contains([separator, '"', '\n', '\r']) {
            all.push('"');
            all.push_str(&text.replace('"', "\"\""));
            all.push('"');
        } else {
            all.push_str(text);
        }
    }
    all
}

/// The texts of a field by language, as [`join`] writes them. A separator in a text without quotes is part of it, unless one of the
/// languages of the column follows.
pub(super) fn part(field: &str, separator: char, langs: &[&str]) -> Vec<(String, String)> {
    let (mut all, mut rest) = (Vec::new(), field);
    while !rest.is_empty() {
        let (lang, after) = language(rest, langs).unwrap_or(("", rest));
        let (text, left) = quoted(after, separator).unwrap_or_else(|| plain(after, separator, langs));
        all.push((lang.to_owned(), text));
        rest = left;
    }
    all
}

/// The language that a piece begins with, and what follows it.
fn language<'a>(piece: &'a str, langs: &[&str]) -> Option<(&'a str, &'a str)> {
    let (lang, rest) = piece.split_once(':')?;
    langs.iter().any(|known| known.eq_ignore_ascii_case(lang)).then_some((lang, rest))
}

/// A text in quotes that goes up to the next separator or the end, and what follows.
fn quoted(piece: &str, separator: char) -> Option<(String, &str)> {
    let mut rest = piece.strip_prefix('"')?;
    let mut text = String::new();
    loop {
        let (before, after) = rest.split_once('"')?;
        text.push_str(before);
        if let Some(more) = after.strip_prefix('"') {
            text.push('"');
            rest = more;
        } else if after.is_empty() {
            return Some((text, ""));
        } else {
            return after.strip_prefix(separator).map(|left| (text, left));
        }
    }
}

/// A text without quotes, and what follows.
fn plain<'a>(piece: &'a str, separator: char, langs: &[&str]) -> (String, &'a str) {
    for (at, sign) in piece.match_indices(separator) {
        let left = piece.get(at + sign.len()..).unwrap_or_default();
        if language(left, langs).is_some() {
            return (piece.get(..at).unwrap_or_default().to_owned(), left);
        }
    }
    (piece.to_owned(), "")
}
