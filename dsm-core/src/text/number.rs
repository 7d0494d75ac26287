use super::Lang;
use rust_decimal::Decimal;

/// A decimal as it is written in a language: groups of three, every decimal place it has, and a true minus sign.
///
/// For readers only: files for programs write numbers without groups.
///
/// ```
/// use dsm_core::text::{Lang, number};
/// let figure = "-1234567.89".parse()?;
/// assert_eq!(number(figure, Lang::En), "−1,234,567.89");
/// assert_eq!(number(figure, Lang::Ru), "−1\u{a0}234\u{a0}567,89");
/// # Ok::<(), rust_decimal::Error>(())
/// ```
#[must_use]
pub fn number(number: Decimal, lang: Lang) -> String {
    let text = number.abs().to_string();
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(w, f)| (w, Some(f)));
    let mut out = String::new();
    if number.is_sign_negative() && !number.is_zero() {
        out.push('−');
    }
    grouped(&mut out, whole, lang);
    if let Some(fraction) = fraction {
        out.push(match lang {
            Lang::En => '.',
            Lang::Ru => ',',
        });
        out.push_str(fraction);
    }
    out
}

/// A count of problems, rows or periods as it is written in a language.
#[must_use]
pub fn count(count: u64, lang: Lang) -> String {
    let mut out = String::new();
    grouped(&mut out, &count.to_string(), lang);
    out
}

fn grouped(out: &mut String, digits: &str, lang: Lang) {
    let mark = match lang {
        Lang::En => ',',
        Lang::Ru => '\u{a0}',
    };
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(mark);
        }
        out.push(digit);
    }
}
