use super::fields::FIELDS;
use crate::{
    error::{Error, Result, codes},
    text::Lang,
};

/// A field of a documentation: what is asked, and what an answer must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    pub(super) id: &'static str,
    pub(super) kind: Kind,
    pub(super) required: Required,
    pub(super) chapter: &'static str,
    pub(super) concept: &'static str,
    pub(super) also: &'static [&'static str],
    pub(super) title: (&'static str, &'static str),
    pub(super) question: (&'static str, &'static str),
    pub(super) codes: &'static [&'static str],
}

/// What an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A text in several languages, in English or Russian at least.
    Text,
    /// One of the field's codes.
    Code,
    /// A period.
    Period,
    /// A day.
    Day,
    /// An address: https, http or a document of the mechanism.
    Link,
}

/// Of which indicators an answer is required.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Required {
    /// Of all.
    Always,
    /// Of none.
    No,
    /// Of stocks.
    OfStocks,
    /// Of those whose measure has a level of decision.
    OfLevels,
    /// Of those whose measure has a type of application.
    OfTypes,
}

/// Every field in the order of the template.
#[must_use]
pub fn fields() -> &'static [Field] {
    FIELDS
}

impl Field {
    /// The field of an id.
    ///
    /// # Errors
    /// `DOC-001` where the template has none.
    pub fn find(id: &str) -> Result<&'static Self> {
        FIELDS.iter().find(|field| field.id == id).ok_or_else(|| Error::new(codes::doc::FIELD_UNKNOWN))
    }

    /// Its id, such as `UNIT`.
    #[must_use]
    pub fn id(&self) -> &'static str {
        self.id
    }

    /// What an answer is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Of which indicators an answer is required.
    #[must_use]
    pub fn required(&self) -> Required {
        self.required
    }

    /// Its chapter of the Euro SDMX Metadata Structure.
    #[must_use]
    pub fn chapter(&self) -> &'static str {
        self.chapter
    }

    /// Its place in a metadata report of SDMX: the id of a concept of ESMS, and of a narrower one of our own under it, with a dot
    /// between them.
    #[must_use]
    pub fn concept(&self) -> &'static str {
        self.concept
    }

    /// The field that a concept of a metadata report answers: by the last id of its place, wherever it stands there.
    ///
    /// ```
    /// use dsm_core::documentation::Field;
    /// assert_eq!(Field::of_concept("STAT_CONC_DEF").map(Field::id), Some("NATIONAL_DEFINITION"));
    /// assert_eq!(Field::of_concept("COST_BURDEN"), None);
    /// ```
    #[must_use]
    pub fn of_concept(concept: &str) -> Option<&'static Self> {
        let own = |field: &&Self| field.concept.rsplit('.').next() == Some(concept);
        FIELDS.iter().find(own).or_else(|| FIELDS.iter().find(|field| field.also.contains(&concept)))
    }

    /// What it is called.
    #[must_use]
    pub fn title(&self, lang: Lang) -> &'static str {
        of(self.title, lang)
    }

    /// What whoever fills it in is asked.
    #[must_use]
    pub fn question(&self, lang: Lang) -> &'static str {
        of(self.question, lang)
    }

    /// The codes that an answer may be, where it is one.
    #[must_use]
    pub fn codes(&self) -> &'static [&'static str] {
        self.codes
    }
}

pub(super) fn of((en, ru): (&'static str, &'static str), lang: Lang) -> &'static str {
    match lang {
        Lang::En => en,
        Lang::Ru => ru,
    }
}
