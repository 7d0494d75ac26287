use super::{page::Section, words};
use crate::{
    code::CodeId,
    table::{Absence, Absent, Axis, Cell, Status, View},
    text::{Label, Lang, label},
    time::words as times,
};
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
    let down: Vec<(usize, &Axis)> =
        view.axes().iter().enumerate().filter(|(at, axis)| !axis.is_time() && several(*at)).collect();
    let fixed = view.axes().iter().zip(&used).filter(|(axis, codes)| !axis.is_time() && codes.len() == 1);
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
            *entry = self::entry(&row.cell, row.status, &mut signs, lang);
        }
    }
    let rows = lines.into_iter().map(|(order, cells)| Line {
        total: order.iter().any(|(class, _, _)| *class == 2),
        names: order.into_iter().map(|(_, name, _)| name).collect(),
        cells,
    });
    let rows: Vec<Line> = rows.collect();
    let blank = rows.iter().flat_map(|line| &line.cells).any(|cell| cell.empty).then(|| blank(view));
    Grid {
        blank,
        fixed: fixed.collect(),
        heads: down.iter().map(|(_, axis)| name(axis)).collect(),
        columns: times.into_iter().map(|(_, time)| times::time(&time, lang)).collect(),
        rows,
        signs,
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

fn entry(cell: &Cell, status: Status, signs: &mut BTreeSet<(&'static str, Label)>, lang: Lang) -> Entry {
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
            let full = figure.exact().is_none().then(|| words::figure(cell, lang));
            Entry { text: words::short(figure, lang), full, ..Entry::default() }
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
