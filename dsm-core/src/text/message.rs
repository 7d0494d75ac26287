use super::{Label, Lang, Plural, count, label};
use crate::error::wording::Wording;
use crate::error::{Args, Code, Error, Finding, Safe};

/// Anything that says a code with arguments: an error, a finding, a decision.
pub trait Worded {
    /// What it says.
    fn code(&self) -> Code;
    /// The arguments of the sentence.
    fn args(&self) -> &Args;
}

impl Worded for Error {
    fn code(&self) -> Code {
        self.code()
    }
    fn args(&self) -> &Args {
        self.args()
    }
}

impl Worded for Finding {
    fn code(&self) -> Code {
        self.rule()
    }
    fn args(&self) -> &Args {
        self.args()
    }
}

impl Worded for (Code, &Args) {
    fn code(&self) -> Code {
        self.0
    }
    fn args(&self) -> &Args {
        self.1
    }
}

/// The sentence: what happened or was noticed.
///
/// # Disclosure
/// Made of the code and its [`Safe`] arguments only: no figure, no foreign text. Place and evidence are not part of it.
///
/// ```
/// use dsm_core::error::{Error, codes};
/// use dsm_core::text::{Lang, message, remedy};
/// let error = Error::new(codes::tim::PERIOD_UNREADABLE);
/// assert_eq!(message(&error, Lang::En), "This is not a period that DSM can read.");
/// assert!(remedy(&error, Lang::Ru).starts_with("Напишите год"));
/// ```
#[must_use]
pub fn message(worded: &impl Worded, lang: Lang) -> String {
    let code = worded.code();
    said(code.definition().sentence.in_lang(lang), worded.args(), lang)
}

/// The remedy: what to do about it.
#[must_use]
pub fn remedy(worded: &impl Worded, lang: Lang) -> String {
    let code = worded.code();
    said(code.definition().remedy.in_lang(lang), worded.args(), lang)
}

/// The names of the arguments that the sentence and the remedy of a code ask for, each once, in alphabetical order.
#[must_use]
pub fn arguments(code: Code) -> Vec<&'static str> {
    let definition = code.definition();
    let mut names = definition.sentence.en.arguments();
    names.extend(definition.remedy.en.arguments());
    names.sort_unstable();
    names.dedup();
    names
}

fn said(wording: &Wording, args: &Args, lang: Lang) -> String {
    let form = |name: &str| {
        let counted = args.named(name).and_then(Safe::as_count);
        counted.map_or(Plural::Other, |n| Plural::of_count(n, lang))
    };
    wording.filled(form, |name| args.named(name).map(|value| written(value, lang)))
}

/// An argument in the reader's language: a count with its groups, a word of DSM translated, an id as it is.
fn written(value: &Safe, lang: Lang) -> String {
    if let Some(n) = value.as_count() {
        return count(n, lang);
    }
    let said = |word: &'static str| Label::named(word).map_or(word, |word| label(word, lang));
    if let Some(words) = value.as_words() {
        return words.iter().copied().map(said).collect::<Vec<_>>().join(", ");
    }
    match value.as_word().and_then(Label::named) {
        Some(word) => label(word, lang).to_owned(),
        None => value.to_string(),
    }
}
