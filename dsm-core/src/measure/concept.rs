use super::words::word_error;
use crate::error::Result;
use std::{fmt, sync::Arc};

/// Which population a figure is of: the definition behind the measure.
///
/// Two figures are of one population only if all of this agrees, or the owner has declared a difference immaterial
/// (see [`super::Measure::differences`]).
///
/// Source: semantics case 14; handbook section 4.4.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Concept {
    /// The id of the concept, such as `ASYLUM_APPLICATION`.
    pub id: Arc<str>,
    /// The version of its definition.
    pub version: Arc<str>,
    /// Whether it is relative to the reporter ("foreigners", "immigration"): sums over countries are sums of national figures.
    pub relative: bool,
    /// The concept of residence, empty where there is none.
    pub residence: Arc<str>,
    /// The duration threshold of stay.
    pub duration: Option<Duration>,
    /// Who is covered, empty where nothing special.
    pub coverage: Arc<str>,
    /// The version of the territory.
    pub territory: Arc<str>,
    /// The version of the classification.
    pub classification: Arc<str>,
    /// The source: a register, a survey, an agency.
    pub source: Arc<str>,
}

impl Concept {
    /// A concept of an id, version `1.0`, nothing special declared.
    #[must_use]
    pub fn new(id: &str) -> Self {
        let empty: Arc<str> = Arc::from("");
        Self {
            id: Arc::from(id),
            version: Arc::from("1.0"),
            relative: false,
            residence: empty.clone(),
            duration: None,
            coverage: empty.clone(),
            territory: empty.clone(),
            classification: empty.clone(),
            source: empty,
        }
    }

    /// Declares a property by its name: `version`, `residence`, `duration`, `coverage`, `territory`, `classification`,
    /// `source`, or `relative` (`true`/`false`).
    ///
    /// # Errors
    /// `MEA-001` when the name or the value is none of the known ones.
    pub fn with(mut self, name: &str, value: &str) -> Result<Self> {
        let text: Arc<str> = Arc::from(value);
        match name {
            "version" => self.version = text,
            "residence" => self.residence = text,
            "duration" => self.duration = Some(Duration::parse(value)?),
            "coverage" => self.coverage = text,
            "territory" => self.territory = text,
            "classification" => self.classification = text,
            "source" => self.source = text,
            "relative" => self.relative = value.parse().map_err(|_| word_error("truth value"))?,
            _ => return Err(word_error("concept property")),
        }
        Ok(self)
    }

    /// The properties as names and values, in a fixed order, the empty ones left out.
    #[must_use]
    pub fn properties(&self) -> Vec<(&'static str, String)> {
        let mut all = vec![("version", self.version.to_string())];
        if self.relative {
            all.push(("relative", "true".into()));
        }
        if let Some(duration) = self.duration {
            all.push(("duration", duration.to_string()));
        }
        let texts = [
            ("residence", &self.residence),
            ("coverage", &self.coverage),
            ("territory", &self.territory),
            ("classification", &self.classification),
            ("source", &self.source),
        ];
        all.extend(texts.into_iter().filter(|(_, v)| !v.is_empty()).map(|(n, v)| (n, v.to_string())));
        all
    }
}

/// A threshold of the duration of stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Duration {
    /// At least so many months.
    pub months: u16,
    /// Whether it is the intended or the actual duration.
    pub kind: DurationKind,
}

/// Intended or actual duration of stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DurationKind {
    /// Declared or expected.
    Intended,
    /// Observed afterwards.
    Actual,
}

impl Duration {
    /// Reads `12:intended` or `3:actual`.
    ///
    /// # Errors
    /// `MEA-001` otherwise.
    pub fn parse(text: &str) -> Result<Self> {
        let (months, kind) = text.split_once(':').ok_or_else(|| word_error("duration"))?;
        let months = months.parse().map_err(|_| word_error("duration"))?;
        match kind {
            "intended" => Ok(Self { months, kind: DurationKind::Intended }),
            "actual" => Ok(Self { months, kind: DurationKind::Actual }),
            _ => Err(word_error("duration")),
        }
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            DurationKind::Intended => "intended",
            DurationKind::Actual => "actual",
        };
        write!(f, "{}:{kind}", self.months)
    }
}
