/// Replaces `_x000D_`, as which a workbook writes signs that XML cannot hold, in a text from a place on.
pub(super) fn resolve(text: &mut String, from: usize) {
    let Some(part) = text.get(from..).filter(|part| part.contains("_x")).map(str::to_owned) else { return };
    text.truncate(from);
    let mut rest = &*part;
    while let Some((before, after)) = rest.split_once("_x") {
        text.push_str(before);
        match sign(after) {
            Some(sign) => {
                text.push(sign);
                rest = after.get(5..).unwrap_or_default();
            }
            None => {
                text.push_str("_x");
                rest = after;
            }
        }
    }
    text.push_str(rest);
}

/// The sign of four digits of sixteen and a low line.
fn sign(text: &str) -> Option<char> {
    let digits = text.get(..5)?.strip_suffix('_')?;
    let plain = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let code = plain.then(|| u32::from_str_radix(digits, 16).ok()).flatten()?;
    char::from_u32(code).filter(|sign| *sign != '\0')
}
