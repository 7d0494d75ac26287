/// What a code says: the sentence and the remedy.
pub(super) struct Entry {
    pub(super) number: u32,
    pub(super) sentence: Said,
    pub(super) remedy: Said,
}

/// The same in each language.
pub(super) struct Said {
    pub(super) en: Wording,
    pub(super) ru: Wording,
}

/// A text in one language: one for every number, or one per plural form.
pub(super) enum Wording {
    Plain(&'static str),
    Plural { by: &'static str, one: &'static str, few: &'static str, many: &'static str, other: &'static str },
}
