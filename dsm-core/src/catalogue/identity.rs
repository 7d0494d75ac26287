use crate::{
    error::{Error, Result, Safe, codes},
    measure::{ApplicationType, Level, Measure, Role},
    text::Text,
};
use rust_decimal::Decimal;
use std::{collections::BTreeMap, sync::Arc};

/// What several indicators of one State must come to: the sum of the terms, each with its sign, is zero.
///
/// Every term names its unit, level, type and role, so that an identity whose terms are counted otherwise is not held.
///
/// Source: domain 3.3; semantics cases 33 and 51.
#[derive(Clone, Debug, PartialEq)]
pub struct Identity {
    pub(super) id: Arc<str>,
    pub(super) version: Arc<str>,
    pub(super) names: Text,
    pub(super) source: Arc<str>,
    pub(super) tolerance: Decimal,
    pub(super) is_grave: bool,
    pub(super) terms: Vec<Term>,
}

/// A term of an identity: an indicator, counted in a stated way, at some time of the period.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// The indicator.
    pub indicator: Arc<str>,
    /// Whether it is taken away.
    pub is_negative: bool,
    /// At which time of the period.
    pub at: TermTime,
    /// What its figures must count.
    pub measure: Measure,
    /// The codes of dimensions that it is about.
    pub codes: BTreeMap<Arc<str>, Arc<str>>,
    /// Whether a cell that is not there is nobody; otherwise it is not known.
    pub absent_is_zero: bool,
}

/// At which time of a period a term stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TermTime {
    /// A stock at its start.
    Start,
    /// A stock at its end.
    End,
    /// A flow in it.
    Period,
}

impl TermTime {
    /// Reads `start`, `end` or `period`.
    ///
    /// # Errors
    /// `CAT-009` for any other text.
    pub fn parse(word: &str) -> Result<Self> {
        match word {
            "start" => Ok(Self::Start),
            "end" => Ok(Self::End),
            "period" => Ok(Self::Period),
            _ => Err(Error::new(codes::cat::IDENTITY_UNREADABLE).with("part", Safe::word("time of a term"))),
        }
    }
}

impl Term {
    /// A term that is added, in the period, of an indicator counted in a stated way.
    #[must_use]
    pub fn new(indicator: &str, measure: Measure) -> Self {
        let (at, codes) = (TermTime::Period, BTreeMap::new());
        Self { indicator: Arc::from(indicator), is_negative: false, at, measure, codes, absent_is_zero: false }
    }

    /// The same, taken away.
    #[must_use]
    pub fn taken_away(mut self) -> Self {
        self.is_negative = true;
        self
    }

    /// The same at another time of the period.
    #[must_use]
    pub fn at(mut self, at: TermTime) -> Self {
        self.at = at;
        self
    }

    /// The same, about a code of a dimension.
    #[must_use]
    pub fn of(mut self, dimension: &str, code: &str) -> Self {
        self.codes.insert(Arc::from(dimension), Arc::from(code));
        self
    }
}

impl Identity {
    /// An identity that must hold exactly. The last term is the one that the others are held against.
    ///
    /// # Errors
    /// `CAT-009` for fewer than two terms.
    pub fn new(id: &str, names: Text, terms: Vec<Term>) -> Result<Self> {
        if terms.len() < 2 {
            return Err(Error::new(codes::cat::IDENTITY_UNREADABLE).with("part", Safe::word("terms")));
        }
        let (version, source) = (Arc::from("1.0"), Arc::from(""));
        Ok(Self { id: Arc::from(id), version, names, source, tolerance: Decimal::ZERO, is_grave: true, terms })
    }

    /// Tolerates a difference of this share of the last term; what is beyond is a warning unless `is_grave`.
    ///
    /// # Errors
    /// `CAT-009` for a share below zero.
    pub fn tolerating(mut self, share: Decimal, is_grave: bool) -> Result<Self> {
        if share.is_sign_negative() && !share.is_zero() {
            return Err(Error::new(codes::cat::IDENTITY_UNREADABLE).with("part", Safe::word("tolerance")));
        }
        (self.tolerance, self.is_grave) = (share, is_grave);
        Ok(self)
    }

    /// The id, such as `ASYLUM_BALANCE`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The version.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// What it says.
    #[must_use]
    pub fn names(&self) -> &Text {
        &self.names
    }

    /// Where it comes from.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The tolerated difference as a share of the last term.
    #[must_use]
    pub fn tolerance(&self) -> Decimal {
        self.tolerance
    }

    /// Whether what is beyond the tolerance is an error; otherwise it is a warning.
    #[must_use]
    pub fn is_grave(&self) -> bool {
        self.is_grave
    }

    /// Its terms, the one that the others are held against last.
    #[must_use]
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }
}

/// An identity as the generator writes it.
pub(super) struct BuiltIdentity {
    pub(super) id: &'static str,
    pub(super) version: &'static str,
    pub(super) presets: &'static [&'static str],
    pub(super) name: (&'static str, &'static str),
    pub(super) source: &'static str,
    pub(super) tolerance: &'static str,
    pub(super) beyond: &'static str,
    pub(super) terms: &'static [BuiltTerm],
}

/// A term as the generator writes it: its measure is unit, temporality, level, type and role.
pub(super) struct BuiltTerm {
    pub(super) indicator: &'static str,
    pub(super) sign: &'static str,
    pub(super) at: &'static str,
    pub(super) measure: [&'static str; 5],
    pub(super) codes: &'static [(&'static str, &'static str)],
    pub(super) absent: &'static str,
}

impl BuiltIdentity {
    pub(super) fn identity(&self) -> Result<Identity> {
        let unreadable = |part| Error::new(codes::cat::IDENTITY_UNREADABLE).with("part", Safe::word(part));
        let share = Decimal::from_str_exact(self.tolerance).map_err(|_| unreadable("tolerance"))?;
        let is_grave = match self.beyond {
            "error" => true,
            "warning" => false,
            _ => return Err(unreadable("severity")),
        };
        let terms = self.terms.iter().map(BuiltTerm::term).collect::<Result<_>>()?;
        let mut identity =
            Identity::new(self.id, Text::both(self.name.0, self.name.1), terms)?.tolerating(share, is_grave)?;
        (identity.version, identity.source) = (Arc::from(self.version), Arc::from(self.source));
        Ok(identity)
    }
}

impl BuiltTerm {
    fn term(&self) -> Result<Term> {
        let [unit, temporality, level, application_type, role] = self.measure;
        let measure = Measure::parse(unit, temporality)?
            .level(Level::parse(level)?)
            .application_type(ApplicationType::parse(application_type)?)
            .role(Role::parse(role)?);
        let mut term = Term::new(self.indicator, measure).at(TermTime::parse(self.at)?);
        (term.is_negative, term.absent_is_zero) = (self.sign == "-", self.absent == "zero");
        Ok(self.codes.iter().fold(term, |term, (dimension, code)| term.of(dimension, code)))
    }
}
