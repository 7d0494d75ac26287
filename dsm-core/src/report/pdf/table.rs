//! A table on paper: its heads on every page, its structure once.

use super::{
    super::{
        below::capital,
        grid::{Entry, Grid, Line},
    },
    flow::{Flow, INK, Ink, Leg, MARGIN, Mark, Pen, RULE, Style},
    fonts::{Setter, single},
    lines::{self, Span, widest_word, wrapped},
};
use crate::report::scene::count;
use krilla::tagging::{TableHeaderScope, Tag};
use std::{num::NonZeroU32, ops::Range};

/// Between a text and the side of its cell, and above and below it.
const SIDE: f32 = 4.0;
const ABOVE: f32 = 2.2;
/// Names are not wider than this, unless a word is.
const NAMES: [f32; 2] = [190.0, 110.0];
/// The sizes of letters that are tried, the best first.
const SIZES: [f32; 2] = [8.0, 7.0];
/// The size of the letters of a status, in parts of the others.
const SMALL: f32 = 0.75;

/// How a table is laid out: whether its pages lie, how large the letters are, the widths of its columns.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) lying: bool,
    style: Style,
    heads: Vec<String>,
    names: Vec<f32>,
    cells: Vec<Column>,
    /// The columns that stand beside each other; the others follow below.
    blocks: Vec<Range<usize>>,
}

/// A column of figures: how wide it is, and how wide the letters of statuses are in it.
#[derive(Clone, Copy, Debug)]
struct Column {
    width: f32,
    letters: f32,
}

impl Plan {
    /// Upright where the table fits, else lying, else in parts.
    pub(super) fn of(grid: &Grid, setter: &Setter<'_>) -> Self {
        let mut last = Self::sized(grid, false, SIZES[0], NAMES[0], setter);
        for lying in [false, true] {
            for size in SIZES {
                for most in NAMES {
                    let plan = Self::sized(grid, lying, size, most, setter);
                    if plan.blocks.len() <= 1 {
                        return plan;
                    }
                    last = plan;
                }
            }
        }
        last
    }

    fn sized(grid: &Grid, lying: bool, size: f32, most: f32, setter: &Setter<'_>) -> Self {
        let heads: Vec<String> =
            grid.heads.iter().map(|head| capital(head)).chain(grid.columns.iter().cloned()).collect();
        let names = (0..grid.heads.len()).map(|at| {
            let all = || grid.rows.iter().filter_map(move |line| Some((line.names.get(at)?.as_str(), line.total)));
            let all = || all().chain(heads.get(at).map(|head| (head.as_str(), true)));
            let word = all().map(|(name, bold)| widest_word(name, bold, setter)).fold(0.0, f32::max);
            let whole = all().map(|(name, bold)| setter.width(name, bold)).fold(0.0, f32::max);
            whole.min(word.max(most / size)) * size + 2.0 * SIDE
        });
        let names: Vec<f32> = names.collect();
        let many = grid.rows.iter().map(|line| line.cells.len()).max().unwrap_or(0);
        let cells = (0..many).map(|at| {
            let all = || grid.rows.iter().filter_map(move |line| Some((line.cells.get(at)?, line.total)));
            let figures = all().map(|(entry, bold)| setter.width(&entry.text, bold)).fold(0.0, f32::max);
            let letters = all().map(|(entry, _)| SMALL * setter.width(&status(entry), false)).fold(0.0, f32::max);
            let head = heads.get(grid.heads.len() + at).map_or(0.0, |head| widest_word(head, true, setter));
            Column { width: (figures + letters).max(head) * size + 2.0 * SIDE, letters: letters * size }
        });
        let cells: Vec<Column> = cells.collect();
        let room = Flow::width_of(lying) - names.iter().sum::<f32>();
        // Columns that are all as wide as the widest are easier on the eye, where there is room.
        let widest = cells.iter().map(|column| column.width).fold(0.0, f32::max);
        let letters = cells.iter().map(|column| column.letters).fold(0.0, f32::max);
        let even = single(count(cells.len())) * widest <= room;
        let cells: Vec<Column> = if even { vec![Column { width: widest, letters }; cells.len()] } else { cells };
        let (mut blocks, mut begin, mut wide) = (Vec::new(), 0, 0.0);
        for (at, column) in cells.iter().enumerate() {
            if wide + column.width > room && at > begin {
                blocks.push(begin..at);
                (begin, wide) = (at, 0.0);
            }
            wide += column.width;
        }
        blocks.push(begin..cells.len());
        Self { lying, style: Style { size, ink: INK }, heads, names, cells, blocks }
    }

    fn column(&self, at: usize) -> Column {
        self.cells.get(at).copied().unwrap_or(Column { width: 0.0, letters: 0.0 })
    }
}

/// Lays a table out, in as many parts as its columns need.
pub(super) fn table(grid: &Grid, title: &str, place: &str, plan: &Plan, flow: &mut Flow<'_>) {
    for block in &plan.blocks {
        let head = Head::of(plan, grid.heads.len(), block, flow);
        let first: f32 = grid.rows.iter().take(2).map(|line| height(line, plan, flow)).sum();
        flow.need(head.height + first);
        flow.within(Tag::Table.with_summary(Some(title.to_owned())), |flow| {
            flow.at(format!("{place}/head"));
            flow.within(Tag::THead, |flow| flow.within(Tag::TR, |flow| head.put(plan, true, flow)));
            flow.within(Tag::TBody, |flow| {
                for (at, line) in grid.rows.iter().enumerate() {
                    flow.at(format!("{place}/row-{}", at + 1));
                    row(grid, at, line, block, (plan, &head), flow);
                }
            });
        });
        flow.y += 6.0;
    }
}

/// The head of a table: the lines of each cell, where it begins, how wide it is, and whether it stands over figures.
struct Head {
    cells: Vec<(Vec<lines::Line>, f32, f32, bool)>,
    height: f32,
    right: f32,
}

impl Head {
    fn of(plan: &Plan, names: usize, block: &Range<usize>, flow: &Flow<'_>) -> Self {
        let (mut left, mut cells) = (MARGIN, Vec::new());
        let widths = plan.names.iter().map(|width| (*width, false));
        let widths = widths.chain(block.clone().map(|at| (plan.column(at).width, true)));
        let of = (0..names).chain(block.clone().map(|at| names + at));
        for ((width, figures), at) in widths.zip(of) {
            let text = plan.heads.get(at).map_or("", String::as_str);
            let lines = wrapped(&[Span::bold(text)], (width - 2.0 * SIDE) / plan.style.size + 0.01, flow.setter);
            cells.push((lines, left, width, figures));
            left += width;
        }
        let most = cells.iter().map(|(lines, ..)| lines.len()).max().unwrap_or(1).max(1);
        Self { cells, height: single(count(most)) * plan.style.leading() + 2.0 * ABOVE, right: left }
    }

    /// Puts the head onto the page: once as what is read, on every further page for the eye alone.
    fn put(&self, plan: &Plan, read: bool, flow: &mut Flow<'_>) {
        let (style, bottom) = (plan.style, flow.y + self.height - ABOVE);
        for (lines, left, width, figures) in &self.cells {
            let mut marks = Vec::new();
            let up = single(count(lines.len())) * style.leading();
            for (at, line) in lines.iter().enumerate() {
                let y = bottom - up + single(count(at)) * style.leading() + style.size;
                let wide: f32 = line.iter().map(|(text, bold)| flow.measure(text.trim_end(), *bold) * style.size).sum();
                let x = if *figures { left + width - SIDE - wide } else { left + SIDE };
                marks.extend(flow.line(line, style, x, y));
            }
            if read {
                let scope = TableHeaderScope::Column;
                flow.within(Tag::TH(scope), |flow| flow.put(marks, None));
            } else {
                flow.adorn(marks);
            }
        }
        flow.y += self.height;
        flow.adorn(vec![rule((MARGIN, self.right), flow.y, INK, 1.0)]);
    }
}

fn rule((left, right): (f32, f32), y: f32, ink: Ink, width: f32) -> Mark {
    let steps = vec![Leg::From(left, y), Leg::To(right, y)];
    Mark::Path { steps, fill: None, stroke: Some(Pen { ink, width, dash: None }) }
}

fn height(line: &Line, plan: &Plan, flow: &Flow<'_>) -> f32 {
    let lines =
        line.names.iter().zip(&plan.names).map(|(name, width)| name_lines(name, line, *width, plan, flow).len());
    single(count(lines.max().unwrap_or(1).max(1))) * plan.style.leading() + 2.0 * ABOVE
}

fn name_lines(name: &str, line: &Line, width: f32, plan: &Plan, flow: &Flow<'_>) -> Vec<lines::Line> {
    let span = if line.total { Span::bold(name) } else { Span::new(name) };
    wrapped(&[span], (width - 2.0 * SIDE) / plan.style.size + 0.01, flow.setter)
}

fn row(grid: &Grid, at: usize, line: &Line, block: &Range<usize>, (plan, head): (&Plan, &Head), flow: &mut Flow<'_>) {
    let high = height(line, plan, flow);
    let turned = flow.room() < high;
    if turned {
        flow.next_leaf();
        head.put(plan, false, flow);
    }
    let (style, top) = (plan.style, flow.y + ABOVE);
    flow.within(Tag::TR, |flow| {
        let mut left = MARGIN;
        for (place, (name, width)) in line.names.iter().zip(&plan.names).enumerate() {
            let mut marks = Vec::new();
            for (number, text) in name_lines(name, line, *width, plan, flow).iter().enumerate() {
                let y = top + single(count(number)) * style.leading() + style.size;
                marks.extend(flow.line(text, style, left + SIDE, y));
            }
            let same =
                |other: Option<&Line>| other.is_some_and(|other| other.names.get(..=place) == line.names.get(..=place));
            let again = place + 1 < line.names.len() && at > 0 && same(grid.rows.get(at - 1));
            if !again {
                // A name stands once for all rows that it is of.
                let of = grid.rows.iter().skip(at).take_while(|other| same(Some(other))).count();
                let of = if place + 1 < line.names.len() { of } else { 1 };
                let span = u32::try_from(of).ok().and_then(NonZeroU32::new).filter(|span| span.get() > 1);
                flow.within(Tag::TH(TableHeaderScope::Row).with_row_span(span), |flow| flow.put(marks, None));
            } else if turned {
                flow.adorn(marks);
            }
            left += width;
        }
        for number in block.clone() {
            let column = plan.column(number);
            left += column.width;
            let entry = line.cells.get(number);
            flow.within(Tag::TD, |flow| {
                let right = left - SIDE - column.letters;
                let marks = entry.map_or_else(Vec::new, |entry| cell(entry, line.total, (right, top), style, flow));
                flow.put(marks, entry.and_then(|entry| entry.full.clone()));
            });
        }
    });
    flow.y += high;
    // The line below a row begins where the next row has names of its own.
    let next = grid.rows.get(at + 1);
    let kept = |place: &usize| next.is_some_and(|next| next.names.get(..=*place) == line.names.get(..=*place));
    let kept = (0..line.names.len().saturating_sub(1)).take_while(kept).count();
    let begin = MARGIN + plan.names.iter().take(kept).sum::<f32>();
    let (ink, width) = if line.total { (INK, 0.6) } else { (RULE, 0.5) };
    flow.adorn(vec![rule((begin, head.right), flow.y, ink, width)]);
}

/// The letters of a status, as they stand behind a figure.
fn status(entry: &Entry) -> String {
    if entry.letters.is_empty() { String::new() } else { format!(" {}", entry.letters) }
}

fn cell(entry: &Entry, bold: bool, (right, top): (f32, f32), style: Style, flow: &mut Flow<'_>) -> Vec<Mark> {
    if entry.empty {
        return Vec::new();
    }
    let y = top + style.size;
    let run = flow.set(&entry.text, bold);
    let x = right - run.width * style.size;
    let mut marks = vec![Mark::Text { run, x, y, size: style.size, ink: style.ink }];
    if !entry.letters.is_empty() {
        let run = flow.set(&status(entry), false);
        let raised = y - style.size * 0.28;
        marks.push(Mark::Text { run, x: right, y: raised, size: style.size * SMALL, ink: style.ink });
    }
    marks
}
