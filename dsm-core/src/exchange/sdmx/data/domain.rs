use crate::{
    error::{Code, codes::exc},
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
        least: Option<f64>,
        most: Option<f64>,
        /// At most so many digits after the point.
        decimals: Option<u64>,
    },
    Boolean,
    /// Text of so many characters.
    Text {
        kind: &'static str,
        signs: fn(char) -> bool,
        least: u64,
        most: u64,
    },
}

/// What is wrong with a value, and the word or id that a sentence names.
pub(in crate::exchange::sdmx) type Wrong = (Code, Named);

/// What the sentence about a wrong value names.
#[derive(Clone, Debug)]
pub(in crate::exchange::sdmx) enum Named {
    Nothing,
    List(Arc<str>),
    Type(&'static str),
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
            "Numeric" => Self::text("Numeric", |c| c.is_ascii_digit(), format),
            "Alpha" => Self::text("Alpha", |c| c.is_ascii_alphabetic(), format),
            "AlphaNumeric" => Self::text("AlphaNumeric", |c| c.is_ascii_alphanumeric(), format),
            _ if format.min_length.is_none() && format.max_length.is_none() => Self::Any,
            _ => Self::text("String", |_| true, format),
        }
    }

    fn text(kind: &'static str, signs: fn(char) -> bool, format: &TextFormat) -> Self {
        Self::Text { kind, signs, least: format.min_length.unwrap_or(0), most: format.max_length.unwrap_or(u64::MAX) }
    }

    fn number(kind: &'static str, whole: bool, format: Option<&TextFormat>) -> Self {
        let read = |value: Option<&Arc<str>>| value.and_then(|value| value.parse().ok());
        let least: Option<f64> = format.and_then(|format| read(format.min_value.as_ref()));
        let most: Option<f64> = format.and_then(|format| read(format.max_value.as_ref()));
        // What the types of XML Schema hold that SDMX takes these from.
        let bits = match kind {
            "Short" => Some(15),
            "Integer" => Some(31),
            "Long" => Some(63),
            _ => None,
        };
        let least = least.or_else(|| bits.map(|bits| -2_f64.powi(bits)));
        let most = most.or_else(|| bits.map(|bits| 2_f64.powi(bits) - 1.0));
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
                wrong(!fine, || (exc::REPRESENTATION_WRONG, Named::Type("Boolean")))
            }
            Self::Text { kind, signs, least, most } => {
                let length = text.chars().count() as u64;
                let fine = (*least..=*most).contains(&length) && text.chars().all(signs);
                (!fine).then_some((exc::REPRESENTATION_WRONG, Named::Type(kind)))
            }
            Self::Number { kind, whole, least, most, decimals } => match number(text, *whole) {
                None => Some((exc::VALUE_NO_NUMBER, Named::Nothing)),
                Some(None) => None,
                Some(Some(())) => {
                    let after = || text.split_once('.').map_or(0, |(_, after)| after.len() as u64);
                    if decimals.is_some_and(|decimals| after() > decimals) {
                        return Some((exc::REPRESENTATION_WRONG, Named::Type(kind)));
                    }
                    let value: f64 =
                        if least.is_some() || most.is_some() { text.trim().parse().unwrap_or(f64::NAN) } else { 0.0 };
                    let out = least.is_some_and(|least| value < least) || most.is_some_and(|most| value > most);
                    out.then_some((exc::REPRESENTATION_WRONG, Named::Type(kind)))
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
