use super::{Lang, Plural};
use crate::error::wording::{Forms, Said, Wording};

impl Said {
    pub(super) fn in_lang(&self, lang: Lang) -> &Wording {
        match lang {
            Lang::En => &self.en,
            Lang::Ru => &self.ru,
        }
    }
}

impl Wording {
    /// The text for a number; `form` gives the plural form of the argument it is asked for.
    pub(super) fn text(&self, form: impl Fn(&str) -> Plural) -> &'static str {
        match self {
            Self::Plain(text) => text,
            Self::Plural(Forms { by, one, few, many, other }) => match form(by) {
                Plural::One => one,
                Plural::Few => few,
                Plural::Many => many,
                Plural::Other => other,
            },
        }
    }

    /// Fills the placeholders of the text in one pass: what an argument says is never read as a placeholder.
    pub(super) fn filled(&self, form: impl Fn(&str) -> Plural, value: impl Fn(&str) -> Option<String>) -> String {
        let mut out = String::new();
        let mut rest = self.text(form);
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            out.push_str(before);
            out.push_str(&value(name).unwrap_or_else(|| "…".to_owned()));
            rest = after;
        }
        out.push_str(rest);
        out
    }

    /// The names of the placeholders, in the order of the text.
    pub(super) fn arguments(&self) -> Vec<&'static str> {
        let text = self.text(|_| Plural::Other);
        text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect()
    }
}
