use super::{
    answer::{Answer, short},
    field::{Field, Kind, Required, fields},
};
use crate::{
    catalogue::{Indicator, Timeliness},
    code::{CodeList, Scheme},
    error::{Error, Result, Safe, codes},
    measure::{ApplicationType, Level, Temporality},
    text::{Tag, Text},
    time::{Day, Moment, Period},
};
use std::{collections::BTreeMap, sync::Arc};

/// What a State says of an indicator: its definition, its unit, its source, its breaks, its rules.
///
/// A documentation is about the figures of its validity: where the State counts otherwise from some day on, that is another one.
///
/// Source: handbook annexes 5, 8, 11, 12 and 15; Euro SDMX Metadata Structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Documentation {
    country: Arc<str>,
    indicator: Arc<str>,
    from: Option<Day>,
    until: Option<Day>,
    answers: BTreeMap<&'static str, Answer>,
}

/// How much of what is required is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completeness {
    /// How many fields are required of the indicator.
    pub required: usize,
    /// How many of them have an answer.
    pub filled: usize,
    /// The others, in the order of the template.
    pub missing: Vec<&'static str>,
}

impl Documentation {
    /// A documentation without answers, of a State by its two letters.
    ///
    /// # Errors
    /// `COD-002` where there is no such State.
    pub fn new(country: &str, indicator: &str) -> Result<Self> {
        CodeList::in_scheme("COUNTRY", Scheme::Iso3166Alpha2)?.find(country)?;
        Ok(Self::blank(country, indicator))
    }

    /// The same of whatever stands for a State.
    pub(super) fn blank(country: &str, indicator: &str) -> Self {
        let (country, indicator) = (Arc::from(country), Arc::from(indicator));
        Self { country, indicator, from: None, until: None, answers: BTreeMap::new() }
    }

    /// About the figures from a day on and until a day, both of them included; open where none is said.
    ///
    /// # Errors
    /// `DOC-002` where the first day is after the last.
    pub fn valid(mut self, from: Option<Day>, until: Option<Day>) -> Result<Self> {
        if from.zip(until).is_some_and(|(from, until)| from > until) {
            return Err(Error::new(codes::doc::VALIDITY_UPSIDE_DOWN));
        }
        (self.from, self.until) = (from, until);
        Ok(self)
    }

    /// Answers a field in a language.
    ///
    /// # Errors
    /// `DOC-001` for an unknown field, `DOC-003` for one whose answer has no language, `DOC-006` where it is too long, `TXT-003`
    /// where it is blank.
    pub fn say(mut self, field: &str, language: impl Into<Tag>, text: &str) -> Result<Self> {
        let field = Field::find(field)?;
        if field.kind() != Kind::Text {
            return Err(Error::new(codes::doc::LANGUAGE_SAID).with("field", Safe::term(field.id())));
        }
        short(field, text)?;
        let answer = match self.answers.remove(field.id()) {
            Some(Answer::Text(said)) => said.as_written(language, text)?,
            _ => Text::written(language, text)?,
        };
        self.answers.insert(field.id(), Answer::Text(answer));
        Ok(self)
    }

    /// Answers a field whose answer has no language: a code, a period, a day or an address.
    ///
    /// # Errors
    /// `DOC-001` for an unknown field, `DOC-004` for one whose answer is a text in languages, `DOC-005` where the field has no such
    /// code, `DOC-006` where it is too long, `DOC-007` for what is no address, a code of room `time` for what is no day or period.
    pub fn answer(mut self, field: &str, text: &str) -> Result<Self> {
        let field = Field::find(field)?;
        self.answers.insert(field.id(), Answer::parse(field, text)?);
        Ok(self)
    }

    /// Answers a field as it is written in files: in a language, or in none (`""`).
    ///
    /// # Errors
    /// As [`Documentation::say`] and [`Documentation::answer`]; `TXT-001` for what is no language.
    pub fn write(self, field: &str, language: &str, text: &str) -> Result<Self> {
        if language.is_empty() { self.answer(field, text) } else { self.say(field, Tag::parse(language)?, text) }
    }

    /// The State, by its two letters.
    #[must_use]
    pub fn country(&self) -> &str {
        &self.country
    }

    /// The id of the indicator.
    #[must_use]
    pub fn indicator(&self) -> &str {
        &self.indicator
    }

    /// The first day of the figures that it is about, where one is said.
    #[must_use]
    pub fn from(&self) -> Option<Day> {
        self.from
    }

    /// The last day of them, where one is said.
    #[must_use]
    pub fn until(&self) -> Option<Day> {
        self.until
    }

    /// What is said in a field.
    #[must_use]
    pub fn find(&self, field: &str) -> Option<&Answer> {
        self.answers.get(field)
    }

    /// The text of a field, where it has one.
    #[must_use]
    pub fn text(&self, field: &str) -> Option<&Text> {
        match self.find(field) {
            Some(Answer::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The code of a field, where it has one.
    #[must_use]
    pub fn code(&self, field: &str) -> Option<&str> {
        match self.find(field) {
            Some(Answer::Code(code)) => Some(code),
            _ => None,
        }
    }

    /// Every answer in the order of the template.
    pub fn answers(&self) -> impl Iterator<Item = (&'static Field, &Answer)> {
        fields().iter().filter_map(|field| Some((field, self.answers.get(field.id())?)))
    }

    /// Whether it is about figures of any day of a period.
    #[must_use]
    pub fn concerns(&self, period: &Period) -> bool {
        let begun = self.from.is_none_or(|from| from <= period.last());
        begun && self.until.is_none_or(|until| period.first() <= until)
    }

    /// How much of what is required of the indicator is there.
    #[must_use]
    pub fn completeness(&self, indicator: &Indicator) -> Completeness {
        let required = || fields().iter().filter(|field| is_required(field, indicator)).map(Field::id);
        let missing: Vec<&'static str> = required().filter(|id| !self.answers.contains_key(id)).collect();
        let required = required().count();
        Completeness { required, filled: required.saturating_sub(missing.len()), missing }
    }

    /// Whether it was last confirmed more than twelve months before a moment, or never.
    ///
    /// Source: handbook annex 11 paragraph 37.
    #[must_use]
    pub fn is_stale(&self, now: Moment) -> bool {
        let Some(Answer::Day(certified)) = self.find("CERTIFIED") else { return true };
        // The day on which the next confirmation is due; after the last year that DSM knows nothing is.
        Timeliness::Months(12).due(&Period::day(*certified)).is_ok_and(|due| now.day() > due)
    }
}

/// Whether an answer is required of an indicator.
fn is_required(field: &Field, indicator: &Indicator) -> bool {
    let measure = indicator.measure();
    match field.required() {
        Required::Always => true,
        Required::No => false,
        Required::OfStocks => measure.temporality() == Temporality::Stock,
        Required::OfLevels => measure.level_of_decision() != Level::NotApplicable,
        Required::OfTypes => measure.type_of_application() != ApplicationType::NotApplicable,
    }
}
