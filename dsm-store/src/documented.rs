use crate::declaration::damaged;
use dsm_core::{documentation::Documentation, error::Result, time::Day};
use serde::{Deserialize, Serialize};

/// What a State says of an indicator, as the history keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeptDocumentation {
    pub(crate) country: String,
    pub(crate) indicator: String,
    template: String,
    from: Option<String>,
    until: Option<String>,
    /// Field, language (empty where the answer has none) and text.
    answers: Vec<(String, String, String)>,
}

impl KeptDocumentation {
    pub(crate) fn of(documentation: &Documentation) -> Self {
        let day = |day: Option<Day>| day.map(|day| day.to_string());
        let answers = documentation.answers().flat_map(|(field, answer)| {
            answer.written().into_iter().map(|(language, text)| (field.id().to_owned(), language, text))
        });
        Self {
            country: documentation.country().to_owned(),
            indicator: documentation.indicator().to_owned(),
            template: Documentation::TEMPLATE.to_owned(),
            from: day(documentation.from()),
            until: day(documentation.until()),
            answers: answers.collect(),
        }
    }

    /// What it replaces another one by: State, indicator, first day.
    pub(crate) fn key(&self) -> (String, String, String) {
        (self.country.clone(), self.indicator.clone(), self.from.clone().unwrap_or_default())
    }

    pub(crate) fn restored(&self) -> Result<Documentation> {
        let day = |day: &Option<String>| day.as_deref().map(Day::parse).transpose().map_err(|_| damaged());
        let begun = Documentation::new(&self.country, &self.indicator).map_err(|_| damaged())?;
        let begun = begun.valid(day(&self.from)?, day(&self.until)?).map_err(|_| damaged())?;
        let mut answers = self.answers.iter();
        answers.try_fold(begun, |all, (field, language, text)| all.write(field, language, text)).map_err(|_| damaged())
    }
}
