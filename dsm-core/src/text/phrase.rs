use super::{Label, Lang, Phrase, Plural, count, number};
use rust_decimal::Decimal;

/// A word of the interface in a language.
///
/// ```
/// use dsm_core::text::{Label, Lang, label};
/// assert_eq!(label(Label::Suppressed, Lang::Ru), "скрыто");
/// ```
#[must_use]
pub fn label(label: Label, lang: Lang) -> &'static str {
    label.said().in_lang(lang).text(|_| Plural::Other)
}

impl Label {
    /// The label of that name, such as `stock` or `ratio-form-share`; a blank in the name is read as a hyphen.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let name = name.replace(' ', "-");
        // The variants stand in the order of their names.
        let at = Self::ALL.binary_search_by(|label| label.name().cmp(&name)).ok()?;
        Self::ALL.get(at).copied()
    }
}

/// What stands in a phrase at one of its places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// A count: it is written with groups and selects the plural form.
    Count(u64),
    /// A figure: likewise, with its decimals.
    Number(Decimal),
    /// A text that is already in the reader's language.
    Text(&'a str),
}

/// A phrase of the interface with its arguments.
///
/// # Disclosure
/// A phrase says whatever it is given: give it only what the reader may see. Messages of errors and findings are not made
/// of phrases.
///
/// ```
/// use dsm_core::text::{Lang, Phrase, Value, phrase};
/// let low = Value::Number(1200.into());
/// assert_eq!(phrase(Phrase::AtLeast, Lang::En, &[("low", low)]), "at least 1,200");
/// ```
#[must_use]
pub fn phrase(phrase: Phrase, lang: Lang, values: &[(&str, Value<'_>)]) -> String {
    let value = |name: &str| values.iter().find(|(n, _)| *n == name).map(|(_, value)| *value);
    let form = |name: &str| match value(name) {
        Some(Value::Count(n)) => Plural::of_count(n, lang),
        Some(Value::Number(n)) => Plural::of_number(n, lang),
        Some(Value::Text(_)) | None => Plural::Other,
    };
    let written = |name: &str| {
        value(name).map(|value| match value {
            Value::Count(n) => count(n, lang),
            Value::Number(n) => number(n, lang),
            Value::Text(text) => text.to_owned(),
        })
    };
    phrase.said().in_lang(lang).filled(form, written)
}
