use super::{Args, Channel, Code, Error, Evidence, Place, Safe};
use std::fmt;

/// Something noticed in the data, or an assumption that stays on a result.
///
/// # Disclosure
/// Code, place and arguments are safe to log. What was read is [`Evidence`] and needs custody to be seen.
#[derive(Clone, PartialEq, Eq)]
pub struct Finding {
    rule: Code,
    severity: Severity,
    place: Option<Place>,
    args: Args,
    evidence: Option<Evidence>,
}

impl Finding {
    /// A finding under a rule, with the severity that the rule has.
    #[must_use]
    pub fn new(rule: Code) -> Self {
        let severity = match rule.channel() {
            Channel::Error | Channel::FindingError => Severity::Error,
            Channel::FindingWarning => Severity::Warning,
            Channel::FindingInformation => Severity::Information,
        };
        Self { rule, severity, place: None, args: Args::new(), evidence: None }
    }

    /// Adds an argument that the sentence of the rule names.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Safe>) -> Self {
        self.args.set(name, value.into());
        self
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Keeps what was read, for those in custody of it.
    #[must_use]
    pub fn evidence_of(mut self, text: &str) -> Self {
        self.evidence = Some(Evidence::new(text));
        self
    }

    /// The rule.
    #[must_use]
    pub fn rule(&self) -> Code {
        self.rule
    }

    /// How grave it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// Where it was noticed.
    #[must_use]
    pub fn place(&self) -> Option<&Place> {
        self.place.as_ref()
    }

    /// The arguments of the sentence.
    #[must_use]
    pub fn args(&self) -> &Args {
        &self.args
    }

    /// What was read there.
    #[must_use]
    pub fn evidence(&self) -> Option<&Evidence> {
        self.evidence.as_ref()
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.rule, self.rule.name())?;
        if !self.args.is_empty() {
            write!(f, " ({})", self.args)?;
        }
        match &self.place {
            Some(place) => write!(f, " at {place}"),
            None => Ok(()),
        }
    }
}

impl From<&Error> for Finding {
    /// What an error says, as a finding: its code, its arguments and its place, where it has one.
    fn from(error: &Error) -> Self {
        let mut finding = Self::new(error.code());
        finding.args = error.args().clone();
        finding.place = error.place().cloned();
        finding
    }
}

impl From<Finding> for Error {
    /// What a finding says, as an error that ends the work.
    fn from(finding: Finding) -> Self {
        let error =
            finding.args.iter().fold(Self::new(finding.rule), |error, (name, value)| error.with(name, value.clone()));
        match finding.place {
            Some(place) => error.at(place),
            None => error,
        }
    }
}

impl fmt::Debug for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Finding({self})")
    }
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// A footnote: nothing is wrong.
    Information,
    /// It deserves a look.
    Warning,
    /// The data contradict a rule: they cannot be released like this.
    Error,
}
