use super::{
    Rounded, RoundingKey, Rule,
    additive::{additive, as_whole},
    draw::falls,
    web::{MOST_CELLS, too_large},
};
use crate::{
    error::{Error, Result, Safe, codes::sdc},
    measure::Making,
    table::{Absent, Cell, Figure, Status, Table},
};
use rust_decimal::Decimal;
use std::{collections::BTreeMap, sync::Arc};

/// How an owner rounds counts instead of masking them.
///
/// # Example
/// ```
/// use dsm_core::measure::{Concept, Measure};
/// use dsm_core::protect::{Rounding, RoundingKey, Rule, round};
/// use dsm_core::table::{Axis, Membership, Table};
/// let table = Table::builder(Measure::parse("cases:application:many", "flow")?, Concept::new("APPLICATIONS"))
///     .axis(Axis::category("CITIZENSHIP").membership(Membership::AtEvent).exhaustive(true))
///     .axis(Axis::time("TIME_PERIOD"))
///     .row(&["AFG", "2024"], "4")
///     .row(&["SYR", "2024"], "39")
///     .row(&["UKR", "2024"], "0")
///     .row(&["_T", "2024"], "43")
///     .build()?;
/// let key = RoundingKey::new(b"thirty-two bytes nobody can guess")?;
/// let rounded = round(&table, &Rounding::random(3, key)?, &Rule::default())?;
/// let published: Vec<String> = rounded.published().map(|row| row.cell.to_string()).collect();
/// assert!(published[0] == "3" || published[0] == "6");
/// assert_eq!(published[1..3], ["39", "0"], "what is a multiple stays, and so does zero");
/// // The table knows between what the true figures lie.
/// assert_eq!(rounded.table().at(&["SYR", "2024"])?.to_string(), "37..41");
/// assert_eq!(rounded.table().making().to_string(), "random:3");
/// assert_eq!(Rounding::nearest(1).unwrap_err().code().id(), "SDC-026");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
///
/// Source: protection, "rounding to base 3 or 5", "small-count rounding"; semantics case 122.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rounding {
    pub(super) base: u32,
    how: How,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum How {
    Random(RoundingKey),
    Nearest,
    Additive(RoundingKey),
}

/// The greatest base.
const MOST_BASE: u32 = 1_000;

impl Rounding {
    /// Each cell by itself to a multiple of a base, up or down by a draw that follows from the key: what is r above a multiple of b
    /// goes up with probability r / b, so that over all keys the mean of the rounded figures is the true one.
    ///
    /// The draw of a cell is the same in every release. A revised figure is rounded by the same draw, so that a published figure that
    /// changes tells that the true one did.
    ///
    /// # Errors
    /// `SDC-026` for a base below two or above a thousand.
    pub fn random(base: u32, key: RoundingKey) -> Result<Self> {
        Self::of(base, How::Random(key))
    }

    /// Each cell by itself to the nearest multiple of a base; a half goes up. There is no secret in it, and the mean of many figures
    /// is not the true one.
    ///
    /// # Errors
    /// `SDC-026` for a base below two or above a thousand.
    pub fn nearest(base: u32) -> Result<Self> {
        Self::of(base, How::Nearest)
    }

    /// Small counts only, with all sums kept: every inner cell below the base becomes zero or the base, all others stay, and the
    /// totals are those of the inner cells as they are published. Which go up is chosen so that the totals stay near the true
    /// ones, from a first choice that follows from the key.
    ///
    /// The choice is one for a whole table: another table that shares a cell with it may round that cell differently.
    ///
    /// # Errors
    /// `SDC-026` for a base below two or above a thousand.
    pub fn additive(base: u32, key: RoundingKey) -> Result<Self> {
        Self::of(base, How::Additive(key))
    }

    fn of(base: u32, how: How) -> Result<Self> {
        if (2..=MOST_BASE).contains(&base) { Ok(Self { base, how }) } else { Err(Error::new(sdc::ROUNDING_UNREADABLE)) }
    }
}

/// What is published for a figure, and the bounds that this gives.
pub(super) struct Kept {
    pub(super) published: i64,
    pub(super) low: i64,
    pub(super) high: i64,
}

/// Rounds a table of counts. Masked cells stay masked and missing ones missing; statuses and notes stay.
///
/// Where a key that is not there means zero, all zeros are written: otherwise a zero that is there would tell that it was none.
/// A code that stands in the table tells still that somebody had it; give the whole code list where that is too much.
///
/// # Errors
/// `SDC-028` for what is no whole count, for figures that are not exact and, where sums are kept, for totals that are not the sums
/// of parts in the table; `SDC-026` where sums are kept and the base is below the threshold; `SDC-008` beyond the stated
/// limits.
///
/// # Disclosure
/// See [`Rounded`]. Rounding does not stop every computation: [`Rounded::audit`] tells what is left.
pub fn round(table: &Table, rounding: &Rounding, rule: &Rule) -> Result<Rounded> {
    if !table.measure().is_count() || table.measure().is_signed() {
        return Err(unfit("no-whole-counts"));
    }
    let exact = |cell: Cell| !matches!(cell, Cell::Figure(figure) if figure.exact().and_then(as_whole).is_none());
    if !table.cells().all(exact) {
        return Err(unfit("figures-not-exact"));
    }
    let table = &with_zeros(table)?;
    let base = rounding.base;
    let kept: Vec<Option<Kept>> = match &rounding.how {
        How::Additive(_) if base < rule.threshold() => return Err(Error::new(sdc::ROUNDING_UNREADABLE)),
        How::Additive(key) => additive(table, base, key)?.into_iter().map(Some).collect(),
        How::Random(key) => each(table, |row, figure| at_random(figure, base, key.draw(table, base, &row.key))),
        How::Nearest => each(table, |_, figure| to_nearest(figure, base)),
    };
    let making = match rounding.how {
        How::Random(_) => Making::Random(base),
        How::Nearest => Making::Nearest(base),
        How::Additive(_) => small(base),
    };
    let builder = Table::builder(table.measure().clone(), table.concept().clone()).vintage(table.vintage());
    let builder = builder.made_by(making).absent(table.absent()).notes(table.notes().to_vec());
    let builder = builder.assumptions(table.assumptions().to_vec());
    let mut builder = table.axes().iter().fold(builder, |builder, axis| builder.axis(axis.clone()));
    let (mut farthest, mut figures) = (0, Vec::with_capacity(kept.len()));
    for (row, kept) in table.rows().zip(kept) {
        let cell = match &kept {
            Some(kept) => Cell::Figure(Figure::interval(kept.low.into(), Some(kept.high.into()))),
            None => row.cell,
        };
        let published = kept.as_ref().map(|kept| kept.published);
        let figure = row.cell.figure().and_then(|figure| figure.exact()).and_then(as_whole);
        farthest = farthest.max(figure.zip(published).map_or(0, |(a, b)| a.abs_diff(b)));
        figures.push(published.map(Decimal::from));
        builder.push(&row.key, cell, row.status);
    }
    Ok(Rounded { table: builder.build()?, figures, farthest: farthest.into() })
}

pub(super) fn unfit(why: &'static str) -> Error {
    Error::new(sdc::NOT_ROUNDABLE).with("why", Safe::word(why))
}

/// Rounds each figure by itself.
fn each(table: &Table, round: impl Fn(&crate::table::Row, i64) -> Kept) -> Vec<Option<Kept>> {
    let figure = |cell: Cell| cell.figure().and_then(|figure| figure.exact()).and_then(as_whole);
    table.rows().map(|row| figure(row.cell).map(|figure| round(&row, figure))).collect()
}

fn at_random(figure: i64, base: u32, draw: u64) -> Kept {
    let b = i64::from(base);
    let over = figure.rem_euclid(b);
    let up = falls(draw, over.unsigned_abs(), b.unsigned_abs());
    let published = figure - over + if up { b } else { 0 };
    Kept { published, low: (published - b + 1).max(0), high: published + b - 1 }
}

fn to_nearest(figure: i64, base: u32) -> Kept {
    let b = i64::from(base);
    let over = figure.rem_euclid(b);
    let published = figure - over + if over * 2 >= b { b } else { 0 };
    // A half goes up, so nothing half above a multiple became it.
    Kept { published, low: (published - b / 2).max(0), high: published + (b - 1) / 2 }
}

/// Small counts are zero or the base, all others as counted.
fn small(base: u32) -> Making {
    let (zero, one, base) = (Decimal::ZERO, Decimal::ONE, Decimal::from(base));
    Making::Small { map: BTreeMap::from([(zero, (zero, base - one)), (base, (one, base))]), absent: None }
}

/// The same table with a zero at every key that is not there, where that means zero.
fn with_zeros(table: &Table) -> Result<Table> {
    if table.absent() != Absent::Zero {
        return Ok(table.clone());
    }
    let size = table.axes().iter().try_fold(1_usize, |size, axis| size.checked_mul(axis.codes().len()));
    if size.is_none_or(|size| size > MOST_CELLS) {
        return Err(too_large());
    }
    let builder = Table::builder(table.measure().clone(), table.concept().clone()).vintage(table.vintage());
    let builder = builder.made_by(table.making().clone()).absent(Absent::Zero).notes(table.notes().to_vec());
    let builder = builder.assumptions(table.assumptions().to_vec());
    let mut builder = table.axes().iter().fold(builder, |builder, axis| builder.axis(axis.clone()));
    let mut keys: Vec<Vec<Arc<str>>> = vec![Vec::new()];
    for axis in table.axes() {
        let longer = |key: &Vec<Arc<str>>| -> Vec<Vec<Arc<str>>> {
            axis.codes().iter().map(|code| [key.as_slice(), std::slice::from_ref(code)].concat()).collect()
        };
        keys = keys.iter().flat_map(longer).collect();
    }
    for key in keys {
        match table.find(&key) {
            Ok(place) => builder.push(&key, table.cell(place), table.status(place)),
            Err(_) => builder.push(&key, Cell::exact(0), Status::NORMAL),
        }
    }
    builder.build()
}
