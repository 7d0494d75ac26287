use crate::{
    declaration::damaged,
    documented::KeptDocumentation,
    filed::{Digests, KeptConfiguration, KeptSubmission},
    rule::{KeptAgreement, KeptAssignment, KeptDelegation, KeptOpening, KeptProducer, KeptTerms, KeptTotals},
};
use dsm_core::{
    error::{Error, Result, codes},
    protect::Pattern,
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
        #[serde(default, skip_serializing_if = "Option::is_none")]
        open: Option<(u64, String)>,
    },
    CountryAdded {
        code: String,
    },
    UserAdded {
        id: String,
        country: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agency: Option<String>,
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
    AgencyAdded {
        country: String,
        code: String,
    },
    RoleDeclared {
        id: String,
        acts: String,
    },
    Assigned(KeptAssignment),
    Unassigned(KeptAssignment),
    Delegated(KeptDelegation),
    Revoked(KeptDelegation),
    ProducerMade(KeptProducer),
    ProducerEnded(KeptProducer),
    AgreementProposed(KeptAgreement),
    AgreementEnded {
        id: String,
    },
    AgreementJoined {
        id: String,
        country: String,
    },
    AgreementLeft {
        id: String,
        country: String,
    },
    TotalsDeclared(KeptTotals),
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
            Change::Protected { id, rule, pattern, open, .. } => Self::Protected {
                id: id.to_string(),
                rule: rule.to_string(),
                masked: hex(&Sha256::digest(masked(pattern))),
                cells: pattern.len() as u64,
                open: open.as_ref().map(|(count, reason)| (*count, reason.to_string())),
            },
            Change::CountryAdded { code } => Self::CountryAdded { code: code.to_string() },
            Change::UserAdded { id, user } => Self::UserAdded {
                id: id.to_string(),
                country: user.country.as_ref().map(ToString::to_string),
                agency: user.agency.as_ref().map(ToString::to_string),
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
            Change::AgencyAdded { country, code } => {
                Self::AgencyAdded { country: country.to_string(), code: code.to_string() }
            }
            Change::RoleDeclared(role) => Self::RoleDeclared { id: role.id.to_string(), acts: role.words() },
            Change::Assigned(assignment) => Self::Assigned(KeptAssignment::of(assignment)),
            Change::Unassigned(assignment) => Self::Unassigned(KeptAssignment::of(assignment)),
            Change::Delegated(delegation) => Self::Delegated(KeptDelegation::of(delegation)),
            Change::Revoked(delegation) => Self::Revoked(KeptDelegation::of(delegation)),
            Change::ProducerMade(producer) => Self::ProducerMade(KeptProducer::of(producer)),
            Change::ProducerEnded(producer) => Self::ProducerEnded(KeptProducer::of(producer)),
            Change::AgreementProposed(agreement) => Self::AgreementProposed(KeptAgreement::of(agreement)),
            Change::AgreementEnded { id } => Self::AgreementEnded { id: id.to_string() },
            Change::AgreementJoined { id, country } => {
                Self::AgreementJoined { id: id.to_string(), country: country.to_string() }
            }
            Change::AgreementLeft { id, country } => {
                Self::AgreementLeft { id: id.to_string(), country: country.to_string() }
            }
            Change::TotalsDeclared(totals) => Self::TotalsDeclared(KeptTotals::of(totals)),
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
            Self::Protected { id, open, .. } => ("protected", id, open.as_ref().map(|(_, reason)| reason.as_str())),
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
            Self::AgencyAdded { code, .. } => ("agency-added", code, None),
            Self::RoleDeclared { id, .. } => ("role-declared", id, None),
            Self::Assigned(assignment) => ("assigned", &assignment.user, None),
            Self::Unassigned(assignment) => ("unassigned", &assignment.user, None),
            Self::Delegated(delegation) => ("delegated", &delegation.user, None),
            Self::Revoked(delegation) => ("revoked", &delegation.user, None),
            Self::ProducerMade(producer) => ("producer-made", &producer.indicator, None),
            Self::ProducerEnded(producer) => ("producer-ended", &producer.indicator, None),
            Self::AgreementProposed(agreement) => ("agreement-proposed", &agreement.id, None),
            Self::AgreementEnded { id } => ("agreement-ended", id, None),
            Self::AgreementJoined { id, .. } => ("agreement-joined", id, None),
            Self::AgreementLeft { id, .. } => ("agreement-left", id, None),
            Self::TotalsDeclared(totals) => ("totals-declared", &totals.indicator, None),
        }
    }

    pub(crate) fn text(&self) -> Result<String> {
        text(self)
    }

    pub(crate) fn parse(text: &str) -> Result<Self> {
        parse(text)
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
