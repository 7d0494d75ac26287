use crate::slice::{time, time_text};
use dsm_core::{
    access::{Configuration, Contribution},
    error::Result,
    workflow::Submission,
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, sync::Arc};

/// A submission as the history keeps it: its figures by their digest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeptSubmission {
    pub(crate) id: String,
    pub(crate) indicator: String,
    pub(crate) kind: String,
    pub(crate) covers: KeptCovers,
    pub(crate) revises: Option<(String, String)>,
    /// The returned one that it corrects, and the how-manieth attempt it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) corrects: Option<(String, u32)>,
    pub(crate) content: String,
    pub(crate) file: Option<String>,
    /// The name of the file; not said in entries of format 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) control: Option<String>,
}

/// The digests of what was kept of a submission.
#[derive(Clone, Debug, Default)]
pub(crate) struct Digests {
    pub(crate) content: String,
    pub(crate) file: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) control: Option<String>,
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

/// What a State has configured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct KeptConfiguration {
    six_eyes: bool,
    releasers: Vec<String>,
    least_threshold: Option<u32>,
    provisional_until_closed: bool,
    control_totals: Vec<String>,
}

impl KeptSubmission {
    pub(crate) fn of(submission: &Submission, digests: Digests) -> Self {
        Self {
            id: submission.id.to_string(),
            indicator: submission.indicator.to_string(),
            kind: submission.kind.to_string(),
            covers: KeptCovers::of(&submission.covers),
            revises: submission.revises.as_ref().map(|(id, reason)| (id.to_string(), reason.to_string())),
            corrects: submission.corrects.as_ref().map(|id| (id.to_string(), submission.attempt)),
            content: digests.content,
            file: digests.file,
            name: digests.name,
            control: digests.control,
        }
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
            ended: None,
        })
    }
}

impl KeptConfiguration {
    pub(crate) fn of(configuration: &Configuration) -> Self {
        let texts = |all: &BTreeSet<Arc<str>>| all.iter().map(ToString::to_string).collect();
        Self {
            six_eyes: configuration.six_eyes,
            releasers: texts(&configuration.releasers),
            least_threshold: configuration.least_threshold,
            provisional_until_closed: configuration.provisional_until_closed,
            control_totals: texts(&configuration.control_totals),
        }
    }

    pub(crate) fn restored(&self) -> Configuration {
        let texts = |all: &[String]| all.iter().map(|text| Arc::from(text.as_str())).collect();
        let mut configuration = Configuration::default();
        configuration.six_eyes = self.six_eyes;
        configuration.releasers = texts(&self.releasers);
        configuration.least_threshold = self.least_threshold;
        configuration.provisional_until_closed = self.provisional_until_closed;
        configuration.control_totals = texts(&self.control_totals);
        configuration
    }
}
