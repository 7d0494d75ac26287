use crate::{
    declaration::damaged,
    documented::KeptDocumentation,
    filed::{Digests, KeptConfiguration, KeptSubmission},
    slice::KeptSlice,
};
use dsm_core::{
    access::{Audience, Effect, Mode, Opening, Reciprocity},
    error::{Error, Result, codes},
    protect::Pattern,
    time::Moment,
    workflow::Change,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// What an entry of the history says, as it is kept and hashed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) enum Body {
    Created {
        format: String,
        preset: String,
        roles: Vec<(String, String)>,
        administrator: String,
    },
    Drafted(Box<KeptSubmission>),
    Submitted(Box<KeptSubmission>),
    Asked {
        id: String,
        number: u32,
        text: String,
    },
    Answered {
        id: String,
        number: u32,
        text: String,
    },
    Moved {
        id: String,
        to: String,
        reason: Option<String>,
        confidential: bool,
    },
    Protected {
        id: String,
        rule: String,
        masked: String,
        cells: u64,
    },
    CountryAdded {
        code: String,
    },
    UserAdded {
        id: String,
        country: Option<String>,
        roles: Vec<String>,
    },
    UserDeactivated {
        id: String,
    },
    IndicatorDeclared {
        id: String,
        terms: Option<KeptTerms>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        definition: Vec<(String, String)>,
    },
    Documented(Box<KeptDocumentation>),
    Opened(KeptOpening),
    Closed(KeptOpening),
    Configured {
        country: String,
        configuration: KeptConfiguration,
    },
    Year {
        country: String,
        indicator: String,
        year: i16,
        to: String,
        reason: Option<String>,
    },
}

/// Terms of reciprocity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeptTerms {
    mode: String,
    same_detail: bool,
    least_figures: u8,
    provisional_counts: bool,
}

/// An opening or a forbid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeptOpening {
    pub(crate) owner: String,
    pub(crate) indicator: String,
    slice: KeptSlice,
    audience: String,
    forbids: bool,
    until: Option<i64>,
}

impl Body {
    /// The body of a change; of a submission the store knows the digests.
    pub(crate) fn of(change: &Change, digests: impl FnOnce() -> Digests) -> Result<Self> {
        Ok(match change {
            Change::Drafted { submission, .. } => Self::Drafted(Box::new(KeptSubmission::of(submission, digests()))),
            Change::Submitted { submission, .. } => {
                Self::Submitted(Box::new(KeptSubmission::of(submission, digests())))
            }
            Change::Asked { id, number, text, .. } => {
                Self::Asked { id: id.to_string(), number: *number, text: text.to_string() }
            }
            Change::Answered { id, number, text, .. } => {
                Self::Answered { id: id.to_string(), number: *number, text: text.to_string() }
            }
            Change::Moved { id, to, reason, confidential, .. } => Self::Moved {
                id: id.to_string(),
                to: to.word().to_owned(),
                reason: reason.as_ref().map(ToString::to_string),
                confidential: *confidential,
            },
            Change::Protected { id, rule, pattern, .. } => Self::Protected {
                id: id.to_string(),
                rule: rule.to_string(),
                masked: hex(&Sha256::digest(masked(pattern))),
                cells: pattern.len() as u64,
            },
            Change::CountryAdded { code } => Self::CountryAdded { code: code.to_string() },
            Change::UserAdded { id, user } => Self::UserAdded {
                id: id.to_string(),
                country: user.country.as_ref().map(ToString::to_string),
                roles: user.roles.iter().map(ToString::to_string).collect(),
            },
            Change::UserDeactivated { id } => Self::UserDeactivated { id: id.to_string() },
            Change::IndicatorDeclared { id, terms, definition } => Self::IndicatorDeclared {
                id: id.to_string(),
                terms: terms.as_ref().map(KeptTerms::of),
                definition: definition.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect(),
            },
            Change::Documented(documentation) => Self::Documented(Box::new(KeptDocumentation::of(documentation))),
            Change::Opened(opening) => Self::Opened(KeptOpening::of(opening)),
            Change::Closed(opening) => Self::Closed(KeptOpening::of(opening)),
            Change::Configured { country, configuration } => {
                Self::Configured { country: country.to_string(), configuration: KeptConfiguration::of(configuration) }
            }
            Change::Year { country, indicator, year, to, reason } => Self::Year {
                country: country.to_string(),
                indicator: indicator.to_string(),
                year: *year,
                to: to.word().to_owned(),
                reason: reason.as_ref().map(ToString::to_string),
            },
            _ => return Err(Error::new(codes::sto::FILE_FAILED)),
        })
    }

    /// What was done, to what, and with which reason.
    pub(crate) fn headline(&self) -> (&str, &str, Option<&str>) {
        match self {
            Self::Created { .. } => ("created", "", None),
            Self::Drafted(kept) => ("drafted", &kept.id, kept.revises.as_ref().map(|(_, reason)| reason.as_str())),
            Self::Asked { id, text, .. } => ("asked", id, Some(text)),
            Self::Answered { id, text, .. } => ("answered", id, Some(text)),
            Self::Configured { country, .. } => ("configured", country, None),
            Self::Year { indicator, to, reason, .. } => (to, indicator, reason.as_deref()),
            Self::Submitted(kept) => ("submitted", &kept.id, kept.revises.as_ref().map(|(_, reason)| reason.as_str())),
            Self::Moved { id, to, reason, .. } => (to, id, reason.as_deref()),
            Self::Protected { id, .. } => ("protected", id, None),
            Self::CountryAdded { code } => ("country-added", code, None),
            Self::UserAdded { id, .. } => ("user-added", id, None),
            Self::UserDeactivated { id } => ("user-deactivated", id, None),
            Self::IndicatorDeclared { id, .. } => ("indicator-declared", id, None),
            Self::Documented(kept) => ("documented", &kept.indicator, None),
            Self::Opened(opening) if opening.forbids => ("forbidden", &opening.indicator, None),
            Self::Opened(opening) => ("opened", &opening.indicator, None),
            Self::Closed(opening) => ("closed", &opening.indicator, None),
        }
    }

    pub(crate) fn text(&self) -> Result<String> {
        text(self)
    }

    pub(crate) fn parse(text: &str) -> Result<Self> {
        parse(text)
    }
}

impl KeptTerms {
    pub(crate) fn of(terms: &Reciprocity) -> Self {
        Self {
            mode: terms.mode.word().to_owned(),
            same_detail: terms.same_detail,
            least_figures: terms.least_figures,
            provisional_counts: terms.provisional_counts,
        }
    }

    pub(crate) fn restored(&self) -> Result<Reciprocity> {
        let mut terms = Reciprocity::per(Mode::parse(&self.mode).map_err(|_| damaged())?);
        terms.same_detail = self.same_detail;
        terms.least_figures = self.least_figures;
        terms.provisional_counts = self.provisional_counts;
        Ok(terms)
    }
}

impl KeptOpening {
    pub(crate) fn of(opening: &Opening) -> Self {
        Self {
            owner: opening.owner.to_string(),
            indicator: opening.indicator.to_string(),
            slice: KeptSlice::of(&opening.slice),
            audience: opening.audience.words(),
            forbids: opening.effect == Effect::Forbid,
            until: opening.until.map(Moment::seconds),
        }
    }

    pub(crate) fn restored(&self) -> Result<Opening> {
        let audience = Audience::parse(&self.audience).map_err(|_| damaged())?;
        let mut opening = Opening::new(&self.owner, &self.indicator, audience).part(self.slice.restored()?);
        if let Some(until) = self.until {
            opening = opening.until(Moment::from_seconds(until).map_err(|_| damaged())?);
        }
        Ok(if self.forbids { opening.forbidding() } else { opening })
    }
}

/// The masked cells as they are kept: a key a line.
pub(crate) fn masked(pattern: &Pattern) -> String {
    pattern.cells().map(|key| key.join(" ")).collect::<Vec<_>>().join("\n")
}

/// As kept.
pub(crate) fn text(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::new(codes::sto::FILE_FAILED).caused_by(error))
}

/// Read back.
pub(crate) fn parse<T: for<'a> Deserialize<'a>>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| damaged().caused_by(error))
}

/// Bytes in hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
