use crate::{
    error::{Code, Safe, codes::exc},
    exchange::sdmx::structures::{Component, Representation, Role, Structures, TextFormat},
    time::{Moment, Period},
};
use std::{collections::HashSet, fmt, sync::Arc};

/// The value domain of a component: what a value must be.
pub(super) enum Domain {
    /// Any text.
    Any,
    /// A code of a list.
    Code {
        list: Arc<str>,
        codes: HashSet<Arc<str>>,
    },
    /// A period or moment.
    Time,
    /// A number.
    Number {
        kind: &'static str,
        whole: bool,
        least: Option<Bound>,
        most: Option<Bound>,
        /// At most so many digits after the point.
        decimals: Option<u64>,
    },
    Boolean,
    /// Text of so many characters.
    Text {
        kind: &'static str,
        /// Which signs may stand in it, by their name, where not all may.
        signs: Option<Signs>,
        least: u64,
        most: u64,
    },
}

/// A sign that may stand in a text, and what such signs are called.
type Signs = (&'static str, fn(char) -> bool);
/// The least or the greatest number, and as a sentence shows it.
type Bound = (f64, Safe);

/// What is wrong with a value, and the word or id that a sentence names.
pub(in crate::exchange::sdmx) type Wrong = (Code, Named);

/// What the sentence about a wrong value names.
#[derive(Clone, Debug)]
pub(in crate::exchange::sdmx) enum Named {
    Nothing,
    List(Arc<str>),
    /// The type of the representation, which rule of it, and what the rule asks for.
    Rule(&'static str, &'static str, Safe),
}

/// That a value does not follow a rule of its representation.
fn against(kind: &'static str, rule: &'static str, asked: Safe) -> Wrong {
    (exc::REPRESENTATION_WRONG, Named::Rule(kind, rule, asked))
}

impl Domain {
    pub(super) fn of(
        component: &Component,
        representation: Option<&Representation>,
        structures: Option<&Structures>,
    ) -> Self {
        let list = representation.and_then(|r| r.codelist.as_ref());
        if let Some(found) = list.and_then(|list| structures?.codelist(list.identity())) {
            let codes = found.items.iter().map(|item| item.id.clone()).collect();
            // A list of which only a part or a mention came cannot say what is not in it.
            return if (found.partial || found.about.elsewhere) && found.items.is_empty() {
                Self::Any
            } else {
                Self::Code { list: found.about.identity.id().into(), codes }
            };
        }
        if component.role == Role::Time {
            return Self::Time;
        }
        match representation.and_then(|r| r.format.as_ref()) {
            Some(format) => Self::of_text(format),
            None if matches!(component.role, Role::Measure { .. }) && list.is_none() => {
                Self::number("Double", false, None)
            }
            None => Self::Any,
        }
    }

    fn of_text(format: &TextFormat) -> Self {
        match &*format.kind {
            "BigInteger" => Self::number("BigInteger", true, Some(format)),
            "Integer" => Self::number("Integer", true, Some(format)),
            "Long" => Self::number("Long", true, Some(format)),
            "Short" => Self::number("Short", true, Some(format)),
            "Count" => Self::number("Count", true, Some(format)),
            "Decimal" => Self::number("Decimal", false, Some(format)),
            "Double" => Self::number("Double", false, Some(format)),
            "Float" => Self::number("Float", false, Some(format)),
            "InclusiveValueRange" => Self::number("InclusiveValueRange", false, Some(format)),
            "Boolean" => Self::Boolean,
            kind if kind.ends_with("TimePeriod") || kind == "DateTime" || kind == "TimeRange" => Self::Time,
            "GregorianYear" | "GregorianYearMonth" | "GregorianDay" => Self::Time,
            kind if kind.starts_with("Reporting") => Self::Time,
            "Numeric" => Self::text("Numeric", Some(("ascii-digits", |c| c.is_ascii_digit())), format),
            "Alpha" => Self::text("Alpha", Some(("ascii-letters", |c| c.is_ascii_alphabetic())), format),
            "AlphaNumeric" => {
                Self::text("AlphaNumeric", Some(("ascii-letters-digits", |c| c.is_ascii_alphanumeric())), format)
            }
            _ if format.min_length.is_none() && format.max_length.is_none() => Self::Any,
            _ => Self::text("String", None, format),
        }
    }

    fn text(kind: &'static str, signs: Option<Signs>, format: &TextFormat) -> Self {
        Self::Text { kind, signs, least: format.min_length.unwrap_or(0), most: format.max_length.unwrap_or(u64::MAX) }
    }

    fn number(kind: &'static str, whole: bool, format: Option<&TextFormat>) -> Self {
        let read =
            |value: Option<&Arc<str>>| value.and_then(|value| Some((value.trim().parse().ok()?, Safe::bound(value))));
        let least: Option<Bound> = format.and_then(|format| read(format.min_value.as_ref()));
        let most: Option<Bound> = format.and_then(|format| read(format.max_value.as_ref()));
        // What the types of XML Schema hold that SDMX takes these from.
        let bits = match kind {
            "Short" => Some((15, "-32768", "32767")),
            "Integer" => Some((31, "-2147483648", "2147483647")),
            "Long" => Some((63, "-9223372036854775808", "9223372036854775807")),
            _ => None,
        };
        let least = least.or_else(|| bits.map(|(bits, least, _)| (-2_f64.powi(bits), Safe::bound(least))));
        let most = most.or_else(|| bits.map(|(bits, _, most)| (2_f64.powi(bits) - 1.0, Safe::bound(most))));
        Self::Number { kind, whole, least, most, decimals: format.and_then(|format| format.decimals) }
    }

    /// What is wrong with a value.
    pub(super) fn judge(&self, text: &str) -> Option<Wrong> {
        let wrong = |is: bool, wrong: fn() -> Wrong| is.then(wrong);
        match self {
            Self::Any => None,
            Self::Code { list, codes } => {
                (!codes.contains(text)).then(|| (exc::CODE_UNKNOWN, Named::List(list.clone())))
            }
            Self::Time => wrong(!is_time(text), || (exc::PERIOD_WRONG, Named::Nothing)),
            Self::Boolean => {
                let fine = ["true", "false", "1", "0"].contains(&text);
                wrong(!fine, || against("Boolean", "rule-only", Safe::word("words-of-truth")))
            }
            Self::Text { kind, signs, least, most } => {
                let length = text.chars().count() as u64;
                match signs {
                    Some((named, fits)) if !text.chars().all(fits) => {
                        Some(against(kind, "rule-only", Safe::word(named)))
                    }
                    _ if length < *least => Some(against(kind, "rule-characters-least", Safe::count(*least))),
                    _ if length > *most => Some(against(kind, "rule-characters-most", Safe::count(*most))),
                    _ => None,
                }
            }
            Self::Number { kind, whole, least, most, decimals } => match number(text, *whole) {
                None => Some((exc::VALUE_NO_NUMBER, Named::Nothing)),
                Some(None) => None,
                Some(Some(())) => {
                    let after = || text.split_once('.').map_or(0, |(_, after)| after.len() as u64);
                    if let Some(decimals) = decimals.filter(|decimals| after() > *decimals) {
                        return Some(against(kind, "rule-decimals-most", Safe::count(decimals)));
                    }
                    let value: f64 =
                        if least.is_some() || most.is_some() { text.trim().parse().unwrap_or(f64::NAN) } else { 0.0 };
                    let below = least.as_ref().filter(|(least, _)| value < *least);
                    let above = most.as_ref().filter(|(most, _)| value > *most);
                    match (below, above) {
                        (Some((_, least)), _) => Some(against(kind, "rule-not-below", least.clone())),
                        (None, Some((_, most))) => Some(against(kind, "rule-not-above", most.clone())),
                        (None, None) => None,
                    }
                }
            },
        }
    }
}

/// Whether a text is a number: some where it is, with nothing in it where it is `NaN`, the number that is none.
fn number(text: &str, whole: bool) -> Option<Option<()>> {
    if text == "NaN" {
        return Some(None);
    }
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Some(()));
    }
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if whole {
        return (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(Some(()));
    }
    let (mantissa, exponent) = digits.split_once(['e', 'E']).map_or((digits, None), |(m, e)| (m, Some(e)));
    let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let power = exponent.is_none_or(|exponent| {
        let digits = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
        (1..=4).contains(&digits.len()) && all(digits)
    });
    (all(before) && all(after) && before.len() + after.len() > 0 && power).then_some(Some(()))
}

/// Whether a text is an observational time period of SDMX: a part of a calendar or reporting year, a day, a moment, a range.
fn is_time(text: &str) -> bool {
    // A zone may follow what the standard takes over from XML Schema.
    let bare = text.strip_suffix('Z').unwrap_or(text);
    let zoned = |at: usize| {
        let zone = bare.get(at..).unwrap_or_default().as_bytes();
        matches!(zone, [b'+' | b'-', a, b, b':', c, d] if [a, b, c, d].iter().all(|byte| byte.is_ascii_digit()))
    };
    let cut = bare.len().saturating_sub(6);
    let bare = if bare.len() > 10 && zoned(cut) { bare.get(..cut).unwrap_or(bare) } else { bare };
    let part = bare.split_once('.').filter(|_| bare.contains('T')).map_or(bare, |(whole, _)| whole);
    let range =
        || part.split_once("/P").is_some_and(|(start, lasting)| Moment::parse(start).is_ok() && lasting.len() < 32);
    Period::parse(part).is_ok() || Moment::parse(part).is_ok() || range()
}

impl fmt::Debug for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self {
            Self::Any => "any",
            Self::Code { list, .. } => return write!(f, "code of {list}"),
            Self::Time => "time",
            Self::Number { kind, .. } => kind,
            Self::Boolean => "Boolean",
            Self::Text { kind, .. } => kind,
        };
        f.write_str(word)
    }
}
