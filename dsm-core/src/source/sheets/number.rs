//! Numbers as a workbook writes them, kept as digits.

/// Whether a text is a number as XML writes it: digits, a point, a power of ten.
pub(super) fn is_number(text: &str) -> bool {
    parts(text).is_some()
}

/// The sign, the digits before and after the point, and the power of ten.
fn parts(text: &str) -> Option<(bool, &str, &str, i32)> {
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, power) = rest.split_once(['E', 'e']).unwrap_or((rest, "0"));
    let (whole, places) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let power = power.strip_prefix('+').unwrap_or(power);
    let plain = text.len() <= LONGEST && digits(whole) && digits(places) && !(whole.is_empty() && places.is_empty());
    Some((negative, whole, places, power.parse().ok()?)).filter(|_| plain)
}

/// No number of a workbook is longer.
const LONGEST: usize = 64;
/// Powers of ten that are written out; a number beyond has more digits than any figure.
const POWERS: std::ops::RangeInclusive<i32> = -60..=60;

/// The number in plain digits, exactly as it is written: `7.5E-2` is `0.075`. None where it is no number, or a power of ten is beyond
/// what is written out.
pub(super) fn plain(text: &str) -> Option<String> {
    let (negative, whole, places, power) = parts(text)?;
    if !POWERS.contains(&power) {
        return None;
    }
    let digits = format!("{whole}{places}");
    let point = i64::try_from(whole.len()).ok()? + i64::from(power);
    let (before, after) = if point <= 0 {
        (String::new(), "0".repeat(usize::try_from(-point).ok()?) + &digits)
    } else {
        let point = usize::try_from(point).ok()?;
        match digits.split_at_checked(point) {
            Some((before, after)) => (before.to_owned(), after.to_owned()),
            None => (digits.clone() + &"0".repeat(point - digits.len()), String::new()),
        }
    };
    let before = before.trim_start_matches('0');
    let before = if before.is_empty() { "0" } else { before };
    let after = if power == 0 { &*after } else { after.trim_end_matches('0') };
    let sign = if negative { "-" } else { "" };
    Some(if after.is_empty() { format!("{sign}{before}") } else { format!("{sign}{before}.{after}") })
}

/// Whether a number has more digits than a program keeps that reckons in binary: it may have been written as another one.
pub(super) fn is_beyond_binary(text: &str) -> bool {
    let digits = parts(text).map(|(_, whole, places, _)| format!("{whole}{places}")).unwrap_or_default();
    digits.trim_matches('0').len() > 15
}
