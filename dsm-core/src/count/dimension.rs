use super::groups::Groups;
use crate::measure::Membership;
use std::{collections::BTreeMap, sync::Arc};

/// A dimension of records: where its codes come from, and how persons fall into them (clause 3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dimension {
    pub(super) id: Arc<str>,
    pub(super) of: Of,
    pub(super) membership: Membership,
    pub(super) pin: Option<Pin>,
    pub(super) list: Option<Arc<str>>,
    pub(super) missing: Absence,
    pub(super) unknown: Absence,
    pub(super) codes: BTreeMap<Arc<str>, Arc<str>>,
    /// Whether values that neither a list nor `codes` names are codes.
    pub(super) themselves: bool,
    pub(super) groups: Groups,
    /// Whether it is known only when the interval has ended.
    pub(super) at_end: bool,
}

/// Where the codes of a dimension come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Of {
    /// Nobody has said.
    #[default]
    Nothing,
    /// A column.
    Column(Arc<str>),
    /// The completed years of age at the event.
    AgeAtEvent,
    /// The completed years of age at the moment of a stock.
    AgeAtMoment,
    /// The completed days from start to end.
    Days,
}

/// Which event of a person decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pin {
    /// The first.
    First,
    /// The last.
    Last,
}

/// What becomes of a value that is no code, or is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Absence {
    /// It counts under this code.
    Code(Arc<str>),
    /// The record is refused.
    Refuse,
}

impl Default for Absence {
    fn default() -> Self {
        Self::Code(Arc::from("_U"))
    }
}

impl Absence {
    /// Reads a code, or `refuse`.
    pub(super) fn parse(word: &str) -> Self {
        if word == "refuse" { Self::Refuse } else { Self::Code(Arc::from(word)) }
    }

    /// The code, where there is one.
    pub(super) fn code(&self) -> Option<&Arc<str>> {
        match self {
            Self::Code(code) => Some(code),
            Self::Refuse => None,
        }
    }
}

impl Dimension {
    /// A dimension that nobody has said anything of yet: the code of each event.
    pub(super) fn named(id: &str) -> Self {
        Self {
            id: Arc::from(id),
            of: Of::Nothing,
            membership: Membership::AtEvent,
            pin: None,
            list: None,
            missing: Absence::default(),
            unknown: Absence::default(),
            codes: BTreeMap::new(),
            themselves: false,
            groups: Groups::default(),
            at_end: false,
        }
    }

    /// The codes of a column.
    #[must_use]
    pub fn column(id: &str, column: &str) -> Self {
        Self { of: Of::Column(Arc::from(column)), ..Self::named(id) }
    }

    /// A column of whole numbers in groups such as `0-9`, `10-29`, `30+`.
    #[must_use]
    pub fn in_groups(id: &str, column: &str, groups: &[&str]) -> Self {
        Self { of: Of::Column(Arc::from(column)), groups: Groups::of(groups), ..Self::named(id) }
    }

    /// The completed years of age at the event, in groups.
    #[must_use]
    pub fn age(id: &str, groups: &[&str]) -> Self {
        Self { of: Of::AgeAtEvent, groups: Groups::of(groups), ..Self::named(id) }
    }

    /// The completed years of age at the moment of a stock, in groups.
    #[must_use]
    pub fn age_at_moment(id: &str, groups: &[&str]) -> Self {
        Self { of: Of::AgeAtMoment, groups: Groups::of(groups), ..Self::named(id) }
    }

    /// The completed days from start to end, in groups.
    #[must_use]
    pub fn days(id: &str, groups: &[&str]) -> Self {
        Self { of: Of::Days, groups: Groups::of(groups), at_end: true, ..Self::named(id) }
    }

    /// Fixed for a person by nature. It is verified: where persons have two codes, the declaration is refused.
    #[must_use]
    pub fn fixed(mut self) -> Self {
        self.membership = Membership::Fixed;
        self
    }

    /// One code for a person and a period, that of the first or last event.
    #[must_use]
    pub fn pinned(mut self, pin: Pin) -> Self {
        (self.membership, self.pin) = (Membership::Pinned, Some(pin));
        self
    }

    /// Fixed, and where persons have two codes the first or last event of all decides.
    #[must_use]
    pub fn fixed_by(mut self, pin: Pin) -> Self {
        (self.membership, self.pin) = (Membership::Fixed, Some(pin));
        self
    }

    /// A person may be in several codes at once.
    #[must_use]
    pub fn overlapping(mut self) -> Self {
        self.membership = Membership::Overlapping;
        self
    }

    /// The built-in list that its codes must be of.
    #[must_use]
    pub fn of_list(mut self, list: &str) -> Self {
        self.list = Some(Arc::from(list));
        self
    }

    /// The code that a value of the register is.
    #[must_use]
    pub fn code(mut self, value: &str, code: &str) -> Self {
        self.codes.insert(Arc::from(value), Arc::from(code));
        self
    }

    /// Says that the values of its column are codes themselves, where no list and no [`Dimension::code`] names them. Without it such a
    /// value is none: what slipped from another column of a record, such as a person number, does not become a code.
    #[must_use]
    pub fn others_themselves(mut self) -> Self {
        self.themselves = true;
        self
    }

    /// The code of an empty value, or `refuse`.
    #[must_use]
    pub fn missing(mut self, code: &str) -> Self {
        self.missing = Absence::parse(code);
        self
    }

    /// The code of a value that is no code, or `refuse`.
    #[must_use]
    pub fn unknown(mut self, code: &str) -> Self {
        self.unknown = Absence::parse(code);
        self
    }

    /// Known only when the interval has ended, such as the outcome of a decision.
    #[must_use]
    pub fn known_at_end(mut self) -> Self {
        self.at_end = true;
        self
    }

    /// The id, such as `CITIZENSHIP`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The column that it is read from.
    pub(super) fn column_name(&self) -> Option<&str> {
        match &self.of {
            Of::Column(column) => Some(column),
            _ => None,
        }
    }

    /// Whether a value of it can refuse a record.
    pub(super) fn refuses(&self) -> bool {
        let refuses = [&self.missing, &self.unknown].into_iter().any(|absence| *absence == Absence::Refuse);
        refuses && matches!(self.of, Of::Column(_))
    }

    /// Whether nothing says which values of its column are codes, where it has no list.
    pub(super) fn is_unsaid(&self) -> bool {
        matches!(self.of, Of::Column(_)) && !self.themselves && self.codes.is_empty() && self.groups.is_empty()
    }

    /// Whether its codes come from the date of birth.
    pub(super) fn is_age(&self) -> bool {
        matches!(self.of, Of::AgeAtEvent | Of::AgeAtMoment)
    }
}
