//! Texts as data: the room `text` fills them in.

/// The same in each language.
pub(crate) struct Said {
    pub(crate) en: Wording,
    pub(crate) ru: Wording,
}

/// A text in one language: one for every number, or one per plural form.
pub(crate) enum Wording {
    Plain(&'static str),
    /// Few texts have forms: what all of them have stays small.
    Plural(&'static Forms),
}

/// A text for each plural form of the number of an argument.
pub(crate) struct Forms {
    pub(crate) by: &'static str,
    pub(crate) one: &'static str,
    pub(crate) few: &'static str,
    pub(crate) many: &'static str,
    pub(crate) other: &'static str,
}
