use super::template::{Asked, years};
use crate::{
    catalogue::{Dimension, Indicator},
    code::{CodeId, Entry, Mapping, Scheme},
    error::{Error, Result, codes::exc},
    table::{Axis, Whole},
    text::{Lang, Phrase, Value, phrase},
    time::Time,
};
use std::{cmp::Reverse, sync::Arc};

/// The most cells of figures in a form: what is more is no work for hands.
pub(super) const MOST: usize = 500_000;
/// What a sheet of a workbook can hold, with room for headings.
const MOST_ROWS: usize = 1_048_000;
const MOST_COLUMNS: usize = 16_000;
/// From so many codes on a dimension stands in the order of the names.
const LONG: usize = 30;
/// What stands in place of codes where there is no dimension.
pub(super) const NONE: &str = "-";
/// The dimension whose codes are citizenships.
const CITIZENSHIP: &str = "CITIZENSHIP";

/// How a place of the form gets its figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Adds {
    /// It is entered.
    Entered,
    /// It is entered, though it is a total: its parts do not add up to it.
    Apart,
    /// The sum of its parts, which may be overwritten: a group whose parts are not known.
    Group,
    /// The sum of its parts, which may be overwritten: in another unit the parts do not add up.
    Open,
    /// The sum of its parts.
    Sum,
}

impl Adds {
    pub(super) fn is_sum(self) -> bool {
        matches!(self, Self::Group | Self::Open | Self::Sum)
    }
}

/// A code of a dimension: what it is called, and which others it is the sum of.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) code: Arc<str>,
    pub(super) label: String,
    pub(super) adds: Adds,
    pub(super) parts: Vec<usize>,
    /// How deep it stands under groups.
    pub(super) depth: u8,
}

/// A dimension as it stands in the form.
#[derive(Clone, Debug)]
pub(super) struct Side {
    pub(super) dimension: Option<Dimension>,
    pub(super) items: Vec<Item>,
}

/// A column of figures: a code of each dimension across.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// The place of its code in each dimension across.
    pub(super) at: Vec<usize>,
    pub(super) adds: Adds,
    /// The columns that it is the sum of.
    pub(super) parts: Vec<usize>,
}

/// The shape in which an indicator asks for figures: its longest dimension down, all others across.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    pub(super) down: Side,
    pub(super) across: Vec<Side>,
    pub(super) columns: Vec<Column>,
}

impl Shape {
    pub(super) fn new(indicator: &Indicator, country: &str, time: &Time, lang: Lang) -> Result<Self> {
        let own = Mapping::built_in("COUNTRY", Scheme::Iso3166Alpha2, Scheme::Iso3166Alpha3)?;
        let own = own.map(country).ok().filter(|_| indicator.concept().relative).map(|code| code.as_str().to_owned());
        let side = |dimension: &Dimension| {
            let own = own.as_deref().filter(|_| dimension.id() == CITIZENSHIP);
            Side { items: items(indicator, dimension, own, time, lang), dimension: Some(dimension.clone()) }
        };
        let mut sides: Vec<Side> = indicator.dimensions().iter().map(side).collect();
        let longest = sides.iter().enumerate().min_by_key(|(at, side)| (Reverse(side.items.len()), *at));
        let down = match longest.map(|(at, _)| at) {
            Some(at) => sides.remove(at),
            None => Side { dimension: None, items: vec![Item::only()] },
        };
        let size = sides.iter().try_fold(1_usize, |size, side| size.checked_mul(side.items.len()));
        let size = size.filter(|size| *size <= MOST_COLUMNS && down.items.len() <= MOST_ROWS);
        let Some(size) = size else { return Err(large(down.items.len(), usize::MAX, 1)) };
        let columns = (0..size).map(|at| column(&sides, at)).collect();
        Ok(Self { down, across: sides, columns })
    }

    /// What a program knows a column by: `SEX=F;DECISION=REC`, or `-` where no dimension stands across.
    pub(super) fn key(&self, column: &Column) -> String {
        let of = |(side, at): (&Side, &usize)| {
            Some(format!("{}={}", side.dimension.as_ref()?.id(), side.items.get(*at)?.code))
        };
        let key = self.across.iter().zip(&column.at).filter_map(of).collect::<Vec<_>>().join(";");
        if key.is_empty() { NONE.to_owned() } else { key }
    }

    /// The codes of a column, in the order of the dimensions across.
    pub(super) fn codes<'a>(&'a self, column: &'a Column) -> impl Iterator<Item = (&'a str, &'a str)> {
        let of = |(side, at): (&'a Side, &'a usize)| Some((side.id(), &*side.items.get(*at)?.code));
        self.across.iter().zip(&column.at).filter_map(of)
    }
}

impl Side {
    /// The id of its dimension; empty where there is none.
    pub(super) fn id(&self) -> &str {
        self.dimension.as_ref().map_or("", Dimension::id)
    }
}

impl Item {
    /// The one place of an indicator without dimensions.
    fn only() -> Self {
        Self { code: Arc::from(""), label: String::new(), adds: Adds::Entered, parts: Vec::new(), depth: 0 }
    }
}

/// Refuses what is more than people fill in.
pub(super) fn too_large(asked: &[Asked]) -> Result<()> {
    let size = |asked: &Asked| (asked.shape.down.items.len(), asked.shape.columns.len());
    let cells =
        asked.iter().map(size).try_fold(0_usize, |sum, (rows, columns)| sum.checked_add(rows.checked_mul(columns)?));
    if cells.is_some_and(|cells| cells <= MOST) {
        return Ok(());
    }
    let (rows, columns) =
        asked.iter().map(size).max_by_key(|(rows, columns)| rows.saturating_mul(*columns)).unwrap_or_default();
    Err(large(rows, columns, asked.len()))
}

fn large(rows: usize, columns: usize, sheets: usize) -> Error {
    let error = Error::new(exc::FORM_TOO_LARGE).with("rows", rows).with("columns", columns);
    error.with("sheets", sheets).with("most", MOST)
}

/// The so-manieth combination of the dimensions across, the last of them fastest.
fn column(sides: &[Side], number: usize) -> Column {
    let (mut at, mut rest, mut strides, mut stride) = (vec![0; sides.len()], number, vec![1; sides.len()], 1);
    for ((place, step), side) in at.iter_mut().zip(&mut strides).zip(sides).rev() {
        let size = side.items.len().max(1);
        (*place, *step) = (rest % size, stride);
        (rest, stride) = (rest / size, stride * size);
    }
    let item = |(side, place): (&Side, &usize)| side.items.get(*place).map(|item| item.adds);
    let adds = sides.iter().zip(&at).filter_map(item).max().unwrap_or(Adds::Entered);
    // A sum over one dimension only: the parts are totals themselves where other dimensions have theirs.
    let wanted = |((side, place), _): &((&Side, &usize), &usize)| {
        side.items.get(**place).is_some_and(|item| adds.is_sum() && item.adds == adds)
    };
    let summed = sides.iter().zip(&at).zip(&strides).find(wanted).and_then(|((side, place), stride)| {
        let parts = &side.items.get(*place)?.parts;
        Some(parts.iter().map(|part| number - place * stride + part * stride).collect())
    });
    Column { at, adds, parts: summed.unwrap_or_default() }
}

/// The codes of a dimension that can stand at a time, in the order of the form: groups before their parts, unknown behind them,
/// the total at the end.
fn items(indicator: &Indicator, dimension: &Dimension, own: Option<&str>, time: &Time, lang: Lang) -> Vec<Item> {
    let ((first, last), list) = (years(time), dimension.list());
    let asked = |entry: &&Entry| {
        !entry.id().is_not_applicable() && own != Some(entry.id().as_str()) && entry.valid_in(first, last)
    };
    let mut roots: Vec<&Entry> = list.entries().iter().filter(asked).filter(|entry| entry.parent().is_none()).collect();
    let total = roots.iter().position(|entry| entry.id().is_total()).map(|at| roots.remove(at));
    let long = roots.len() > LONG;
    roots.sort_by_cached_key(|entry| order(entry, long, lang));
    let mut all = Vec::with_capacity(list.entries().len());
    let tops = roots.into_iter().map(|root| under(root, dimension, &asked, 0, lang, &mut all)).collect();
    if let Some(total) = total {
        let mut item = item(total, 0, lang);
        item.adds = adds(indicator, dimension);
        item.parts = if item.adds.is_sum() { tops } else { Vec::new() };
        all.push(item);
    }
    all
}

/// Adds a code and what is under it, and gives its place.
fn under(
    entry: &Entry,
    dimension: &Dimension,
    asked: &dyn Fn(&&Entry) -> bool,
    depth: u8,
    lang: Lang,
    all: &mut Vec<Item>,
) -> usize {
    let at = all.len();
    all.push(item(entry, depth, lang));
    let children: Vec<&Entry> = dimension.list().children(entry.id().as_str()).filter(asked).collect();
    let parts: Vec<usize> =
        children.into_iter().map(|child| under(child, dimension, asked, depth.saturating_add(1), lang, all)).collect();
    if let Some(item) = all.get_mut(at).filter(|_| !parts.is_empty()) {
        item.label = phrase(Phrase::TemplateTogether, lang, &[("name", Value::Text(&item.label))]);
        (item.adds, item.parts) = (Adds::Group, parts);
    }
    at
}

fn item(entry: &Entry, depth: u8, lang: Lang) -> Item {
    let label = capital(entry.names().in_lang(lang));
    Item { code: Arc::from(entry.id().as_str()), label, adds: Adds::Entered, parts: Vec::new(), depth }
}

/// Unknown behind all others; of many codes those without a country behind the countries, and these by their names.
fn order(entry: &Entry, long: bool, lang: Lang) -> (u8, String) {
    let code = entry.id().as_str();
    let class = match () {
        () if code == CodeId::UNKNOWN => 3,
        () if code.starts_with('_') => 2,
        () if long && code.starts_with("XX") => 1,
        () => 0,
    };
    (class, if long && class == 0 { folded(entry.names().in_lang(lang)) } else { String::new() })
}

/// Whether the parts of a dimension add up to its total, in the indicator's own unit and in the others that it may be stated in.
fn adds(indicator: &Indicator, dimension: &Dimension) -> Adds {
    let axis = Axis::category(dimension.id()).membership(dimension.membership());
    if !dimension.list().is_exhaustive() || Whole::of(indicator.measure(), &axis) != Whole::Sum {
        return Adds::Apart;
    }
    let other = |(_, unit): (_, &crate::measure::Unit)| indicator.measure().in_unit(unit.clone());
    let open = indicator.units().map(other).any(|measure| Whole::of(&measure, &axis) != Whole::Sum);
    if open { Adds::Open } else { Adds::Sum }
}

/// A name with a capital letter at its beginning.
pub(super) fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A name as people look it up: letters with signs stand with those without.
fn folded(name: &str) -> String {
    let plain = |letter: char| match letter {
        'Å' | 'å' | 'Á' | 'á' | 'à' | 'â' | 'ä' | 'ã' => 'a',
        'É' | 'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'î' | 'ï' => 'i',
        'Ô' | 'ô' | 'ó' | 'ö' | 'õ' => 'o',
        'ú' | 'ü' | 'û' => 'u',
        'Ç' | 'ç' => 'c',
        'ñ' => 'n',
        'Ё' | 'ё' => 'е',
        other => other,
    };
    name.chars()
        .map(plain)
        .flat_map(char::to_lowercase)
        .filter(|letter| letter.is_alphanumeric() || *letter == ' ')
        .collect()
}
