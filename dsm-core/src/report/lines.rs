//! Figures over time: a panel for each row of a table, all on one scale, readable without color.

use super::{
    below::capital,
    grid::{Entry, Grid},
    html::{Markup, Within},
    page::Section,
    scale::Scale,
    words,
};
use crate::{
    table::{Cell, Figure, Status},
    text::{Label, Phrase, Value, label, phrase},
};
use rust_decimal::prelude::ToPrimitive;
use std::{collections::BTreeSet, fmt::Write as _};

/// More panels than this are not looked at.
const PANELS: usize = 12;
const WIDTH: f64 = 240.0;
const HEIGHT: f64 = 130.0;
const LEFT: f64 = 46.0;
const RIGHT: f64 = 12.0;
const TOP: f64 = 10.0;
const BOTTOM: f64 = 22.0;
/// How far the first and the last mark stand from the ends of the scale.
const INSET: f64 = 8.0;
/// How far the arrow of an open figure reaches.
const OPEN: f64 = 14.0;

/// A figure as it is drawn: what is surely there and how far it may reach.
#[derive(Clone, Copy)]
struct Mark {
    x: f64,
    low: f64,
    high: Option<f64>,
    exact: bool,
}

/// Draws a panel for each row, where there are at least two periods and not too many rows.
pub(super) fn lines(section: &Section, grid: &Grid, number: usize, within: Within, part: &mut Markup) {
    let lang = within.lang;
    if grid.columns.len() < 2 {
        return;
    }
    if grid.rows.len() > PANELS {
        let count = [("count", Value::Count(grid.rows.len() as u64))];
        part.element("p", &[("class", "signs")], &phrase(Phrase::TooManyForAChart, lang, &count)).line();
        return;
    }
    let figure = |entry: &Entry| Some(words::drawn(&entry.cell?.figure()?, section.view.measure()));
    let reach = |figure: Figure| match figure {
        Figure::Estimate { value, .. } => value.to_f64(),
        other => other.high().or(other.low())?.to_f64(),
    };
    let low = |figure: Figure| match figure {
        Figure::Estimate { value, .. } => value.to_f64(),
        other => other.low()?.to_f64(),
    };
    let all = || grid.rows.iter().flat_map(|line| &line.cells).filter_map(figure);
    let Some(scale) = Scale::over(all().filter_map(low).chain(all().filter_map(reach)), HEIGHT - BOTTOM, TOP) else {
        return;
    };
    let steps = f64::from(u16::try_from(grid.columns.len().saturating_sub(1)).unwrap_or(u16::MAX));
    let x = |at: usize| {
        LEFT + INSET + (WIDTH - LEFT - RIGHT - 2.0 * INSET) * f64::from(u16::try_from(at).unwrap_or(u16::MAX)) / steps
    };
    let mark = |(at, entry): (usize, &Entry)| {
        let figure = figure(entry)?;
        let exact = matches!(figure, Figure::Exact(_) | Figure::Estimate { .. });
        let high = if matches!(figure, Figure::AtLeast(_)) { None } else { reach(figure) };
        Some(Mark { x: x(at), low: low(figure)?, high, exact })
    };
    let mut used: BTreeSet<Sign> = BTreeSet::new();
    part.within("div", &[("class", "panels")], |panels| {
        for (row, line) in grid.rows.iter().enumerate() {
            let name =
                if line.names.is_empty() { section.title.in_lang(lang).to_owned() } else { line.names.join(", ") };
            let title_id = format!("{}r{row}", within.id("chart", number));
            let words_id = format!("{title_id}words");
            let spoken: Vec<String> =
                grid.columns.iter().zip(&line.cells).map(|(time, entry)| spoken(time, entry)).collect();
            let size = format!("0 0 {WIDTH} {HEIGHT}");
            let labelled = format!("{title_id} {words_id}");
            panels.within("figure", &[], |panel| {
                panel.element("figcaption", &[], &capital(&name));
                let of =
                    [("viewBox", size.as_str()), ("role", "img"), ("aria-labelledby", &labelled), ("class", "panel")];
                panel.within("svg", &of, |svg| {
                    let title = phrase(Phrase::ChartOf, lang, &[("title", Value::Text(&name))]);
                    svg.element("title", &[("id", &title_id)], &title);
                    svg.element("desc", &[("id", &words_id)], &spoken.join("; "));
                    frame(&scale, grid, section, within, svg);
                    let marks: Vec<Option<Mark>> = line.cells.iter().enumerate().map(mark).collect();
                    draw(&marks, &line.cells, &scale, &x, &mut used, svg);
                });
            });
            panels.line();
        }
    });
    part.line();
    key(&used, within, part);
}

fn spoken(time: &str, entry: &Entry) -> String {
    let said = entry.full.as_deref().unwrap_or(&entry.text);
    let said = if said.is_empty() { "—" } else { said };
    if entry.letters.is_empty() { format!("{time}: {said}") } else { format!("{time}: {said} ({})", entry.letters) }
}

/// The scale with its figures, and the first and the last period.
fn frame(scale: &Scale, grid: &Grid, section: &Section, within: Within, svg: &mut Markup) {
    for tick in scale.ticks() {
        let y = short(scale.at(tick.to_f64().unwrap_or_default()));
        let class = if tick.is_zero() { "axis" } else { "grid" };
        svg.within("path", &[("class", class), ("d", &format!("M{LEFT} {y}H{}", WIDTH - RIGHT))], |_| {});
        let said = words::tick(tick, section.view.measure(), within.lang);
        svg.element("text", &[("class", "end"), ("x", &short(LEFT - 5.0)), ("y", &y), ("dy", "4")], &said);
    }
    let y = short(HEIGHT - 6.0);
    let ends = [(grid.columns.first(), LEFT, "begin"), (grid.columns.last(), WIDTH - RIGHT, "end")];
    for (time, x, class) in ends.into_iter().filter_map(|(time, x, class)| Some((time?, x, class))) {
        svg.element("text", &[("class", class), ("x", &short(x)), ("y", &y)], time);
    }
}

/// What has to be explained below the panels.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sign {
    Preliminary,
    Bounds,
    AtLeast,
    Masked,
    Break,
}

/// Lines between neighbors that were counted alike, and a mark for each figure.
fn draw(
    marks: &[Option<Mark>],
    cells: &[Entry],
    scale: &Scale,
    x: &dyn Fn(usize) -> f64,
    used: &mut BTreeSet<Sign>,
    svg: &mut Markup,
) {
    let y = |value: f64| scale.at(value);
    for ((pair, _), after) in marks.windows(2).zip(cells).zip(cells.iter().skip(1)) {
        // No line across a break, nor over a place without a figure.
        if after.status.has(Status::BREAK) {
            continue;
        }
        let [Some(a), Some(b)] = pair else { continue };
        match (a.high, b.high) {
            (Some(_), Some(_)) if a.exact && b.exact => {
                let d = format!("M{} {}L{} {}", short(a.x), short(y(a.low)), short(b.x), short(y(b.low)));
                svg.within("path", &[("class", "line"), ("d", &d)], |_| {});
            }
            (Some(high), Some(other)) => {
                let mut d = String::new();
                // Writing to a string does not fail.
                let _ = write!(d, "M{} {}L{} {}", short(a.x), short(y(a.low)), short(b.x), short(y(b.low)));
                let _ = write!(d, "L{} {}L{} {}Z", short(b.x), short(y(other)), short(a.x), short(y(high)));
                svg.within("path", &[("class", "band"), ("d", &d)], |_| {});
            }
            _ => {}
        }
    }
    for (at, (entry, mark)) in cells.iter().zip(marks).enumerate() {
        let x = x(at);
        if entry.status.has(Status::BREAK) && at > 0 {
            used.insert(Sign::Break);
            let before = short(x - 6.0);
            svg.within("path", &[("class", "break"), ("d", &format!("M{before} {TOP}V{}", HEIGHT - BOTTOM))], |_| {});
        }
        if matches!(entry.cell, Some(Cell::Masked(_))) {
            used.insert(Sign::Masked);
            svg.element("text", &[("class", "mid"), ("x", &short(x)), ("y", &short(y(0.0) - 2.0))], "*");
        }
        let Some(mark) = mark else { continue };
        let preliminary =
            [Status::PROVISIONAL, Status::ESTIMATED, Status::PARTIAL].iter().any(|s| entry.status.has(*s));
        if preliminary {
            used.insert(Sign::Preliminary);
        }
        match mark.high {
            Some(high) if !mark.exact => {
                used.insert(Sign::Bounds);
                let (left, right) = (short(x - 4.0), short(x + 4.0));
                let (low, high) = (short(y(mark.low)), short(y(high)));
                let d = format!("M{left} {low}H{right}M{left} {high}H{right}M{} {low}V{high}", short(x));
                let class = if preliminary { "bounds open" } else { "bounds" };
                svg.within("path", &[("class", class), ("d", &d)], |_| {});
            }
            None => {
                used.insert(Sign::AtLeast);
                let (low, top) = (y(mark.low), y(mark.low) - OPEN);
                let (left, right) = (short(x - 3.0), short(x + 3.0));
                let (tip, wing) = (short(top), short(top + 4.0));
                let d = format!("M{0} {1}V{tip}M{left} {wing}L{0} {tip}L{right} {wing}", short(x), short(low));
                svg.within("path", &[("class", "bounds"), ("d", &d)], |_| {});
                dot(x, low, preliminary, svg);
            }
            Some(_) => dot(x, y(mark.low), preliminary, svg),
        }
    }
}

fn dot(x: f64, y: f64, open: bool, svg: &mut Markup) {
    let class = if open { "dot open" } else { "dot" };
    svg.within("circle", &[("class", class), ("cx", &short(x)), ("cy", &short(y)), ("r", "3")], |_| {});
}

/// What the marks mean that occur.
fn key(used: &BTreeSet<Sign>, within: Within, part: &mut Markup) {
    if used.is_empty() {
        return;
    }
    let meaning = |sign: &Sign| match sign {
        Sign::Preliminary => ("○", Label::MarkPreliminary),
        Sign::Bounds => ("I", Label::MarkBounds),
        Sign::AtLeast => ("↑", Label::MarkAtLeast),
        Sign::Masked => ("*", Label::Suppressed),
        Sign::Break => ("┆", Label::MarkBreak),
    };
    part.within("p", &[("class", "signs key")], |line| {
        line.element("strong", &[], label(Label::KeyOfCharts, within.lang)).text(": ");
        for (at, (sign, said)) in used.iter().map(meaning).enumerate() {
            line.text(if at > 0 { "; " } else { "" });
            line.element("b", &[], sign).text("\u{a0}— ").text(label(said, within.lang));
        }
        line.text(".");
    });
    part.line();
}

/// A coordinate with one decimal at most.
fn short(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}
