//! Tables that know what they count: columns, slices, and the algebra of what may be done with them.
//!
//! A [`Table`] is immutable, `Send + Sync` and cheap to clone. It is made by a [`TableBuilder`] and combined by the
//! operations of the specification (`spec/operations.toml`), each of which gives an exact figure, bounds, an estimate under
//! a named assumption, or a refusal with its reason and the right way. What an operation rests on stays on its result.

mod axis;
mod builder;
mod cell;
mod columns;
#[cfg(feature = "arrow")]
mod columnwise;
mod declared;
mod faults;
mod masking;
mod operation;
mod order;
mod parts;
mod raw;
mod row;
mod selection;
mod view;
#[cfg(test)]
mod tests;

pub use crate::measure::Membership;
pub use axis::{Axis, AxisKind, Category};
pub use builder::TableBuilder;
pub use cell::{Absence, Cell, Figure, Mask, Status};
pub(crate) use columns::State;
pub(crate) use operation::Whole;
pub use operation::{Reading, Relation, Truth};
pub(crate) use parts::Parts;
pub(crate) use raw::Coded;
pub use raw::{Absent, KeyColumn};
pub use row::Row;
pub use view::{Concealed, View};

use crate::{
    error::Finding,
    measure::{Assumption, Concept, Making, Measure},
};
use columns::Columns;
use selection::Selection;
use std::{fmt, sync::Arc};

/// Figures of one measure and concept over axes, immutable.
///
/// # Units
/// [`Table::measure`] says what is counted; every operation asks it first.
///
/// # Disclosure
/// A table may hold concealed figures of its owner. What leaves is a [`View`], in which they are physically absent.
/// `Debug` prints the shape only.
///
/// # Example
/// ```
/// use dsm_core::measure::{Assume, Concept, Measure};
/// use dsm_core::table::{Axis, Membership, Table};
/// let persons = Measure::parse("persons-distinct", "flow").unwrap();
/// let table = Table::builder(persons, Concept::new("ASYLUM_APPLICANTS"))
///     .axis(Axis::category("SEX").membership(Membership::Fixed).exhaustive(true))
///     .axis(Axis::time("TIME_PERIOD"))
///     .row(&["F", "2024-01"], "30")
///     .row(&["M", "2024-01"], "40")
///     .row(&["F", "2024-02"], "20")
///     .row(&["M", "2024-02"], "50")
///     .build()
///     .unwrap();
/// // Sex is fixed, so January is exactly 70 persons …
/// let both = table.sum(&["SEX"], &Assume::nothing()).unwrap();
/// assert_eq!(both.at(&["2024-01"]).unwrap().to_string(), "70");
/// // … but a person may apply in both months, so the two months are somewhere between 80 and 140 persons.
/// let months = both.sum(&["TIME_PERIOD"], &Assume::nothing()).unwrap();
/// assert_eq!(months.at(&["2024-01-01/2024-02-29"]).unwrap().to_string(), "80..140");
/// ```
#[derive(Clone)]
pub struct Table {
    columns: Arc<Columns>,
    selection: Selection,
    about: Arc<About>,
    /// What a sum was made of, so that a sum of a sum is one operation on the set of cells.
    origin: Option<Arc<Origin>>,
}

/// What is true of the whole table.
#[derive(Clone, Debug)]
struct About {
    measure: Measure,
    concept: Concept,
    vintage: Arc<str>,
    making: Making,
    absent: Absent,
    notes: Vec<Finding>,
    assumptions: Vec<Assumption>,
}

/// The set of cells that a sum was made of.
struct Origin {
    source: Table,
    axes: Vec<Arc<str>>,
    assume: crate::measure::Assume,
}

impl Table {
    /// Begins a table of a measure and a concept.
    #[must_use]
    pub fn builder(measure: Measure, concept: Concept) -> TableBuilder {
        TableBuilder::new(measure, concept)
    }

    /// What the figures count.
    #[must_use]
    pub fn measure(&self) -> &Measure {
        &self.about.measure
    }

    /// Which population they are of.
    #[must_use]
    pub fn concept(&self) -> &Concept {
        &self.about.concept
    }

    /// The vintage: figures of one vintage were published together. Empty where none is stated.
    #[must_use]
    pub fn vintage(&self) -> &str {
        &self.about.vintage
    }

    /// How the figures are inexact by making.
    #[must_use]
    pub fn making(&self) -> &Making {
        &self.about.making
    }

    /// What a key that is not there means.
    #[must_use]
    pub fn absent(&self) -> Absent {
        self.about.absent
    }

    /// The same with more footnotes; what a key that is not there means is then as it is said, where it is.
    pub(crate) fn noted(mut self, notes: impl IntoIterator<Item = Finding>, absent: Option<Absent>) -> Self {
        let about = Arc::make_mut(&mut self.about);
        about.notes.extend(notes);
        about.absent = absent.unwrap_or(about.absent);
        self
    }

    /// The footnotes that stay on the figures: what was assumed, what is partial, what was noticed.
    #[must_use]
    pub fn notes(&self) -> &[Finding] {
        &self.about.notes
    }

    /// The assumptions that the figures rest on.
    #[must_use]
    pub fn assumptions(&self) -> &[Assumption] {
        &self.about.assumptions
    }

    /// The axes in their order.
    #[must_use]
    pub fn axes(&self) -> &[Axis] {
        &self.columns.axes
    }

    /// The axis of an id.
    #[must_use]
    pub fn axis(&self, id: &str) -> Option<&Axis> {
        self.columns.axes.iter().find(|a| a.id() == id)
    }

    /// How many cells stand in the table.
    #[must_use]
    pub fn len(&self) -> usize {
        self.selection.len(self.columns.rows())
    }

    /// Whether no cell stands in the table.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The bytes that the columns take, shared by all slices.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.columns.bytes()
    }

    /// The time axis and its place. A table has exactly one.
    fn time_axis(&self) -> Option<(usize, &Axis)> {
        self.columns.axes.iter().enumerate().find(|(_, a)| a.is_time())
    }

    /// The axis of reporters and its place.
    fn reporter_axis(&self) -> Option<(usize, &Axis)> {
        self.columns.axes.iter().enumerate().find(|(_, a)| a.is_reporter())
    }
}

impl PartialEq for Table {
    /// Equal measure, concept, axes, cells, statuses, notes and assumptions; how they are stored does not matter.
    fn eq(&self, other: &Self) -> bool {
        let about = self.about.measure == other.about.measure
            && self.about.concept == other.about.concept
            && self.about.vintage == other.about.vintage
            && self.about.notes == other.about.notes
            && self.about.assumptions == other.about.assumptions;
        about && self.axes().len() == other.axes().len() && self.rows().eq(other.rows())
    }
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Table({} of {}; {} cells by", self.measure(), self.concept().id, self.len())?;
        self.axes().iter().try_for_each(|axis| write!(f, " {}", axis.id()))?;
        f.write_str(")")
    }
}
