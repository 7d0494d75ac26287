//! Figures over time: a panel for each row of a table, all on one scale, readable without color.

use super::{
    below::capital,
    grid::{Entry, Grid},
    page::Section,
    scale::Scale,
    scene::{Anchor, Lettering, Look, Scene, Step, count},
    words,
};
use crate::{
    table::{Cell, Figure, Status},
    text::{Label, Lang, Phrase, Value, phrase},
};
use rust_decimal::prelude::ToPrimitive;
use std::collections::BTreeSet;

/// More panels than this are not looked at.
pub(super) const PANELS: usize = 12;
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

/// What is drawn of a section over time.
#[derive(Debug)]
pub(super) enum Lines {
    /// There are too many rows: what is said instead.
    TooMany(String),
    /// A panel for each row under its name, and what the marks mean that occur.
    Panels { panels: Vec<(String, Scene)>, key: Vec<(&'static str, Label)> },
}

/// A panel for each row, where there are at least two periods and not too many rows.
pub(super) fn lines(section: &Section, grid: &Grid, lang: Lang) -> Option<Lines> {
    if grid.columns.len() < 2 {
        return None;
    }
    if grid.rows.len() > PANELS {
        let count = [("count", Value::Count(grid.rows.len() as u64))];
        return Some(Lines::TooMany(phrase(Phrase::TooManyForAChart, lang, &count)));
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
    let scale = Scale::over(all().filter_map(low).chain(all().filter_map(reach)), HEIGHT - BOTTOM, TOP)?;
    let steps = count(grid.columns.len().saturating_sub(1));
    let x = |at: usize| LEFT + INSET + (WIDTH - LEFT - RIGHT - 2.0 * INSET) * count(at) / steps;
    let mark = |(at, entry): (usize, &Entry)| {
        let figure = figure(entry)?;
        let exact = matches!(figure, Figure::Exact(_) | Figure::Estimate { .. });
        let high = if matches!(figure, Figure::AtLeast(_)) { None } else { reach(figure) };
        Some(Mark { x: x(at), low: low(figure)?, high, exact })
    };
    let mut used: BTreeSet<Sign> = BTreeSet::new();
    let panels = grid.rows.iter().map(|line| {
        let name = if line.names.is_empty() { section.title.in_lang(lang).to_owned() } else { line.names.join(", ") };
        let spoken: Vec<String> =
            grid.columns.iter().zip(&line.cells).map(|(time, entry)| spoken(time, entry)).collect();
        let mut scene = Scene {
            width: WIDTH,
            height: HEIGHT,
            size: Lettering::Panel,
            title: phrase(Phrase::LinesOf, lang, &[("title", Value::Text(&name))]),
            said: spoken.join("; "),
            shapes: Vec::new(),
        };
        frame(&scale, grid, section, lang, &mut scene);
        let marks: Vec<Option<Mark>> = line.cells.iter().enumerate().map(mark).collect();
        draw(&marks, &line.cells, &scale, &x, &mut used, &mut scene);
        (capital(&name), scene)
    });
    let panels = panels.collect();
    Some(Lines::Panels { panels, key: used.into_iter().map(Sign::meaning).collect() })
}

fn spoken(time: &str, entry: &Entry) -> String {
    let said = entry.full.as_deref().unwrap_or(&entry.text);
    let said = if said.is_empty() { "—" } else { said };
    if entry.letters.is_empty() { format!("{time}: {said}") } else { format!("{time}: {said} ({})", entry.letters) }
}

/// The scale with its figures, and the first and the last period.
fn frame(scale: &Scale, grid: &Grid, section: &Section, lang: Lang, scene: &mut Scene) {
    for tick in scale.ticks() {
        let y = scale.at(tick.to_f64().unwrap_or_default());
        let look = if tick.is_zero() { Look::Axis } else { Look::Grid };
        scene.line(look, (LEFT, y), (WIDTH - RIGHT, y));
        scene.text(Anchor::End, (LEFT - 5.0, y + 4.0), &words::tick(tick, section.view.measure(), lang));
    }
    let ends = [(grid.columns.first(), LEFT, Anchor::Begin), (grid.columns.last(), WIDTH - RIGHT, Anchor::End)];
    for (time, x, anchor) in ends.into_iter().filter_map(|(time, x, anchor)| Some((time?, x, anchor))) {
        scene.text(anchor, (x, HEIGHT - 6.0), time);
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

impl Sign {
    /// How it looks in a line of text, and what it means.
    fn meaning(self) -> (&'static str, Label) {
        match self {
            Self::Preliminary => ("○", Label::MarkPreliminary),
            Self::Bounds => ("I", Label::MarkBounds),
            Self::AtLeast => ("↑", Label::MarkAtLeast),
            Self::Masked => ("*", Label::Suppressed),
            Self::Break => ("┆", Label::MarkBreak),
        }
    }
}

/// Lines between neighbors that were counted alike, and a mark for each figure.
fn draw(
    marks: &[Option<Mark>],
    cells: &[Entry],
    scale: &Scale,
    x: &dyn Fn(usize) -> f64,
    used: &mut BTreeSet<Sign>,
    scene: &mut Scene,
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
                scene.line(Look::Line, (a.x, y(a.low)), (b.x, y(b.low)));
            }
            (Some(high), Some(other)) => {
                let steps = vec![
                    Step::From(a.x, y(a.low)),
                    Step::To(b.x, y(b.low)),
                    Step::To(b.x, y(other)),
                    Step::To(a.x, y(high)),
                    Step::Close,
                ];
                scene.path(Look::Band, steps);
            }
            _ => {}
        }
    }
    for (at, (entry, mark)) in cells.iter().zip(marks).enumerate() {
        let x = x(at);
        if entry.status.has(Status::BREAK) && at > 0 {
            used.insert(Sign::Break);
            scene.line(Look::Break, (x - 6.0, TOP), (x - 6.0, HEIGHT - BOTTOM));
        }
        if matches!(entry.cell, Some(Cell::Masked(_))) {
            used.insert(Sign::Masked);
            scene.text(Anchor::Sign, (x, y(0.0) - 2.0), "*");
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
                let (low, high) = (y(mark.low), y(high));
                let steps =
                    [((x - 4.0, low), (x + 4.0, low)), ((x - 4.0, high), (x + 4.0, high)), ((x, low), (x, high))];
                let steps = steps.into_iter().flat_map(|(a, b)| [Step::From(a.0, a.1), Step::To(b.0, b.1)]);
                scene.path(if preliminary { Look::BoundsOpen } else { Look::Bounds }, steps.collect());
            }
            None => {
                used.insert(Sign::AtLeast);
                let (low, tip) = (y(mark.low), y(mark.low) - OPEN);
                let arrow = vec![
                    Step::From(x, low),
                    Step::To(x, tip),
                    Step::From(x - 3.0, tip + 4.0),
                    Step::To(x, tip),
                    Step::To(x + 3.0, tip + 4.0),
                ];
                scene.path(Look::Bounds, arrow);
                scene.dot((x, low), preliminary);
            }
            Some(_) => scene.dot((x, y(mark.low)), preliminary),
        }
    }
}
