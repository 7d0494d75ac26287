use super::{page::Section, words};
use crate::{
    code::CodeId,
    measure::Measure,
    table::{Absence, Absent, Axis, Cell, Figure, Status, View},
    text::{Label, Lang, label},
    time::words as times,
};
use rust_decimal::Decimal;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// A table as it is laid out: the time across, all other axes with several codes down.
#[derive(Debug)]
pub(super) struct Grid {
    /// Axes with one code only: name and code, said once above the table.
    pub(super) fixed: Vec<(String, String)>,
    /// The names of the axes that stand down the side.
    pub(super) heads: Vec<String>,
    /// The periods or moments across the top.
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Line>,
    /// What a place means where nothing stands, if there is one.
    pub(super) blank: Option<Label>,
    /// The signs that occur, with their meaning.
    pub(super) signs: BTreeSet<(&'static str, Label)>,
    /// How many rows there are in all, where some are not shown.
    pub(super) all: Option<usize>,
    /// Whether more rows are shown than were asked for, because their figures are equal.
    pub(super) ties: bool,
}

/// A row: the names of its codes and its cells.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) names: Vec<String>,
    pub(super) total: bool,
    pub(super) cells: Vec<Entry>,
}

/// What stands in one place of the table.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    /// As short as the place has room for.
    pub(super) text: String,
    /// In full, where the short form does not say all.
    pub(super) full: Option<String>,
    /// The letters of the statuses.
    pub(super) letters: String,
    /// Where no row of the view has this key.
    pub(super) empty: bool,
    /// What stands there.
    pub(super) cell: Option<Cell>,
    pub(super) status: Status,
}

/// Where a row stands: each code by whether it is a total, an unknown, or none of both, then by its name.
type Order = Vec<(u8, String, Arc<str>)>;

pub(super) fn grid(section: &Section, lang: Lang) -> Grid {
    let view = &section.view;
    let mut signs = BTreeSet::new();
    let used: Vec<BTreeSet<Arc<str>>> =
        (0..view.axes().len()).map(|at| view.rows().filter_map(|row| row.key.get(at).cloned()).collect()).collect();
    let several = |at: usize| used.get(at).is_some_and(|codes| codes.len() > 1);
    let name = |axis: &Axis| section.names.of_axis(axis.id(), lang);
    let mut down: Vec<(usize, &Axis)> =
        view.axes().iter().enumerate().filter(|(at, axis)| !axis.is_time() && several(*at)).collect();
    if down.is_empty() {
        // A row has a name: that of the State, where there is one.
        down.extend(view.axes().iter().enumerate().filter(|(_, axis)| axis.is_reporter()));
    }
    let fixed =
        view.axes().iter().enumerate().zip(&used).filter(|((at, axis), codes)| {
            !axis.is_time() && codes.len() == 1 && down.iter().all(|(other, _)| other != at)
        });
    let fixed = fixed.map(|((_, axis), codes)| (axis, codes));
    let fixed = fixed.filter_map(|(axis, codes)| {
        let code = codes.iter().next()?;
        // That nothing was told apart, or that it does not apply, is no news.
        let says = ![CodeId::TOTAL, CodeId::NOT_APPLICABLE].contains(&&**code);
        says.then(|| (name(axis), section.names.of_code(axis.id(), code, lang)))
    });

    let times = across(view);
    let time = view.axes().iter().position(Axis::is_time);
    let mut lines: BTreeMap<Order, Vec<Entry>> = BTreeMap::new();
    for row in view.rows() {
        let order = down.iter().filter_map(|(at, axis)| Some(place(section, axis, row.key.get(*at)?, lang))).collect();
        let empty = Entry { empty: true, ..Entry::default() };
        let line = lines.entry(order).or_insert_with(|| vec![empty; times.len().max(1)]);
        let column = times.iter().position(|(code, _)| time.and_then(|at| row.key.get(at)) == Some(code)).unwrap_or(0);
        if let Some(entry) = line.get_mut(column) {
            let made = self::entry(&row.cell, row.status, view.measure(), &mut signs, lang);
            *entry = Entry { cell: Some(row.cell), status: row.status, ..made };
        }
    }
    let rows = lines.into_iter().map(|(order, cells)| Line {
        total: order.iter().any(|(class, _, _)| *class == 2),
        names: order.into_iter().map(|(_, name, _)| name).collect(),
        cells,
    });
    let mut rows: Vec<Line> = rows.collect();
    let all = section.rows.and_then(|most| largest(&mut rows, most));
    let ties = all.is_some() && section.rows.is_some_and(|most| groups(&rows).into_values().any(|rows| rows > most));
    let blank = rows
        .iter()
        .flat_map(|line| &line.cells)
        .any(|cell| cell.empty)
        .then(|| if section.filled { Label::NothingToSee } else { blank(view) });
    Grid {
        blank,
        fixed: fixed.collect(),
        heads: down.iter().map(|(_, axis)| name(axis)).collect(),
        columns: times.into_iter().map(|(_, time)| times::time(&time, lang)).collect(),
        rows,
        signs,
        all,
        ties,
    }
}

/// Of several groups of rows the one that a row is in.
fn group(line: &Line) -> Option<String> {
    line.names.first().filter(|_| line.names.len() > 1).cloned()
}

/// How many rows beside the totals each group has.
fn groups(rows: &[Line]) -> BTreeMap<Option<String>, usize> {
    let mut groups = BTreeMap::new();
    for line in rows.iter().filter(|line| !line.total) {
        *groups.entry(group(line)).or_insert(0) += 1;
    }
    groups
}

/// Leaves the totals and so many other rows, those with the largest figures in the last column that has any; of several groups of
/// rows each its own. Gives how many there were, where any are gone.
fn largest(rows: &mut Vec<Line>, most: usize) -> Option<usize> {
    let all = rows.len();
    let last = (0..rows.iter().map(|line| line.cells.len()).max().unwrap_or(0))
        .rev()
        .find(|at| rows.iter().any(|line| !line.total && line.cells.get(*at).and_then(Entry::size).is_some()));
    let size = |line: &Line| last.and_then(|at| line.cells.get(at)?.size());
    let mut sizes: BTreeMap<Option<String>, Vec<Decimal>> = BTreeMap::new();
    for line in rows.iter().filter(|line| !line.total) {
        sizes.entry(group(line)).or_default().extend(size(line));
    }
    // All ties are in.
    let least = |sizes: &mut Vec<Decimal>| {
        sizes.sort_by(|a, b| b.cmp(a));
        most.checked_sub(1).and_then(|at| sizes.get(at)).copied()
    };
    let least: BTreeMap<Option<String>, Option<Decimal>> =
        sizes.iter_mut().map(|(group, sizes)| (group.clone(), least(sizes))).collect();
    rows.retain(|line| {
        let Some(Some(least)) = least.get(&group(line)) else { return true };
        line.total || size(line).is_some_and(|size| size >= *least)
    });
    (rows.len() < all).then_some(all)
}

impl Entry {
    /// What is surely there.
    fn size(&self) -> Option<Decimal> {
        match self.cell?.figure()? {
            Figure::Estimate { value, .. } => Some(value),
            figure => figure.low(),
        }
    }
}

/// What a key that is not there means.
fn blank(view: &View) -> Label {
    match (view.making().absent(), view.absent()) {
        (Some(_), _) => Label::SeeFootnotes,
        (None, Absent::Zero) => Label::ZeroLeftOut,
        (None, Absent::Missing) => Label::NoFigure,
    }
}

/// The periods or moments that rows of the view stand in, in the order of time.
fn across(view: &View) -> Vec<(Arc<str>, crate::time::Time)> {
    let Some((at, axis)) = view.axes().iter().enumerate().find(|(_, axis)| axis.is_time()) else { return Vec::new() };
    let used: BTreeSet<Arc<str>> = view.rows().filter_map(|row| row.key.get(at).cloned()).collect();
    axis.codes().iter().cloned().zip(axis.times().iter().copied()).filter(|(code, _)| used.contains(code)).collect()
}

fn place(section: &Section, axis: &Axis, code: &Arc<str>, lang: Lang) -> (u8, String, Arc<str>) {
    let class = if axis.is_total(code) { 2 } else { u8::from(&**code == CodeId::UNKNOWN) };
    (class, section.names.of_code(axis.id(), code, lang), code.clone())
}

fn entry(
    cell: &Cell,
    status: Status,
    measure: &Measure,
    signs: &mut BTreeSet<(&'static str, Label)>,
    lang: Lang,
) -> Entry {
    let mut letters = String::new();
    for (one, letter, meaning) in STATUSES {
        if status.has(one) {
            letters.push_str(letter);
            signs.insert((letter, meaning));
        }
    }
    let mut sign = |sign: &'static str, meaning: Label| {
        signs.insert((sign, meaning));
        Entry { text: sign.to_owned(), full: Some(label(meaning, lang).to_owned()), ..Entry::default() }
    };
    let entry = match cell {
        Cell::Figure(figure) => {
            if matches!(figure, Figure::AtLeast(_)) {
                signs.insert(("≥", Label::MarkAtLeast));
            }
            let full = figure.exact().is_none().then(|| words::said(figure, measure, lang));
            Entry { text: words::shown(figure, measure, lang), full, ..Entry::default() }
        }
        Cell::Masked(_) => sign("*", Label::Suppressed),
        Cell::Missing(why) => sign(missing(*why), words::absence(*why)),
    };
    Entry { letters, ..entry }
}

fn missing(why: Absence) -> &'static str {
    match why {
        Absence::NotApplicable => "×",
        Absence::NotCollected => ":",
        Absence::NotDelivered => "…",
    }
}

const STATUSES: [(Status, &str, Label); 6] = [
    (Status::BREAK, "b", Label::BreakInSeries),
    (Status::PROVISIONAL, "p", Label::Provisional),
    (Status::ESTIMATED, "e", Label::Estimated),
    (Status::FORECAST, "f", Label::Forecast),
    (Status::LOW_RELIABILITY, "u", Label::LowReliability),
    (Status::PARTIAL, "i", Label::Partial),
];
