use crate::{
    declaration::damaged,
    documented::KeptDocumentation,
    slice::{KeptSlice, time, time_text},
};
use dsm_core::{
    access::{Audience, Contribution, Effect, Mode, Opening, Reciprocity},
    error::{Error, Result, codes},
    protect::Pattern,
    time::Moment,
    workflow::Change,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{fmt::Write as _, sync::Arc};

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
    Submitted(Box<KeptSubmission>),
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
    KeySet {
        user: String,
        key: Option<String>,
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
}

/// A submission as the history keeps it: its figures by their digest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeptSubmission {
    pub(crate) id: String,
    pub(crate) indicator: String,
    pub(crate) kind: String,
    pub(crate) covers: KeptCovers,
    pub(crate) revises: Option<(String, String)>,
    pub(crate) content: String,
    pub(crate) file: Option<String>,
}

/// What a submission covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeptCovers {
    times: Vec<String>,
    dimensions: Vec<String>,
    cells: u64,
    figures: u64,
    provisional: u64,
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
    pub(crate) fn of(change: &Change, digests: impl FnOnce() -> (String, Option<String>)) -> Result<Self> {
        Ok(match change {
            Change::Submitted { submission, .. } => {
                let (content, file) = digests();
                Self::Submitted(Box::new(KeptSubmission {
                    id: submission.id.to_string(),
                    indicator: submission.indicator.to_string(),
                    kind: submission.kind.to_string(),
                    covers: KeptCovers::of(&submission.covers),
                    revises: submission.revises.as_ref().map(|(id, reason)| (id.to_string(), reason.to_string())),
                    content,
                    file,
                }))
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
            Change::KeySet { user, key } => {
                Self::KeySet { user: user.to_string(), key: key.as_ref().map(ToString::to_string) }
            }
            Change::IndicatorDeclared { id, terms, definition } => Self::IndicatorDeclared {
                id: id.to_string(),
                terms: terms.as_ref().map(KeptTerms::of),
                definition: definition.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect(),
            },
            Change::Documented(documentation) => Self::Documented(Box::new(KeptDocumentation::of(documentation))),
            Change::Opened(opening) => Self::Opened(KeptOpening::of(opening)),
            Change::Closed(opening) => Self::Closed(KeptOpening::of(opening)),
            _ => return Err(Error::new(codes::sto::FILE_FAILED)),
        })
    }

    /// What was done, to what, and with which reason.
    pub(crate) fn headline(&self) -> (&str, &str, Option<&str>) {
        match self {
            Self::Created { .. } => ("created", "", None),
            Self::Submitted(kept) => ("submitted", &kept.id, kept.revises.as_ref().map(|(_, reason)| reason.as_str())),
            Self::Moved { id, to, reason, .. } => (to, id, reason.as_deref()),
            Self::Protected { id, .. } => ("protected", id, None),
            Self::CountryAdded { code } => ("country-added", code, None),
            Self::UserAdded { id, .. } => ("user-added", id, None),
            Self::UserDeactivated { id } => ("user-deactivated", id, None),
            Self::KeySet { user, key: Some(_) } => ("key-set", user, None),
            Self::KeySet { user, key: None } => ("key-removed", user, None),
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

impl KeptCovers {
    pub(crate) fn of(covers: &Contribution) -> Self {
        Self {
            times: covers.times.iter().map(time_text).collect(),
            dimensions: covers.dimensions.iter().map(ToString::to_string).collect(),
            cells: covers.cells,
            figures: covers.figures,
            provisional: covers.provisional,
        }
    }

    pub(crate) fn restored(&self) -> Result<Contribution> {
        Ok(Contribution {
            times: self.times.iter().map(|t| time(t)).collect::<Result<_>>()?,
            dimensions: self.dimensions.iter().map(|d| Arc::from(d.as_str())).collect(),
            cells: self.cells,
            figures: self.figures,
            provisional: self.provisional,
        })
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
