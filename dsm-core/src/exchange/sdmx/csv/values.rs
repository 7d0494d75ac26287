/// The values of a field that may hold several, parted by a sign; what is in quotes is one value, quotes in it are doubled.
pub(in crate::exchange::sdmx) fn several(text: &str, separator: char) -> Vec<String> {
    let mut values = vec![String::new()];
    let (mut quoted, mut chars) = (false, text.chars().peekable());
    while let Some(char) = chars.next() {
        let start = values.last().is_some_and(String::is_empty);
        match char {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                push(&mut values, '"');
            }
            '"' if quoted => quoted = false,
            '"' if start => quoted = true,
            other if other == separator && !quoted => values.push(String::new()),
            other => push(&mut values, other),
        }
    }
    values
}

fn push(values: &mut [String], char: char) {
    if let Some(last) = values.last_mut() {
        last.push(char);
    }
}

/// Several values as one field.
pub(in crate::exchange::sdmx) fn joined<'a>(values: impl Iterator<Item = &'a str>, separator: char, into: &mut String) {
    for (at, value) in values.enumerate() {
        if at > 0 {
            into.push(separator);
        }
        if value.is_empty() || value.contains([separator, '"']) {
            into.push('"');
            into.push_str(&value.replace('"', "\"\""));
            into.push('"');
        } else {
            into.push_str(value);
        }
    }
}

/// A figure with a comma for its point, as files with semicolons have it: with the point.
pub(super) fn with_point(text: &str) -> Option<String> {
    let (whole, rest) = text.split_once(',')?;
    let digits = whole.strip_prefix(['-', '+']).unwrap_or(whole);
    let all = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (all(digits) && all(rest)).then(|| format!("{whole}.{rest}"))
}
