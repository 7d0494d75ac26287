//! What stands on a page, one after the other.

use super::{
    super::{
        below::{capital, left_out, signs},
        chart::chart,
        footnote::footnotes,
        grid::{Grid, grid},
        lines::{Lines, lines},
        page::{Drawn, Page, Section},
        scene::{Scene, count},
    },
    drawing::{alone, draw, height},
    flow::{Flow, INK, Leg, MARGIN, Mark, Pen, SOFT, Style},
    fonts::single,
    lines::Span,
    table::{Plan, table},
};
use crate::text::{Label, Lang, label, message, remedy};
use krilla::tagging::{ListNumbering, Tag};

const TITLE: Style = Style { size: 17.0, ink: INK };
const HEAD: Style = Style { size: 12.5, ink: INK };
const SMALL_HEAD: Style = Style { size: 9.0, ink: INK };
const TEXT: Style = Style { size: 9.0, ink: INK };
const LEAD: Style = Style { size: 9.0, ink: SOFT };
const NOTE: Style = Style { size: 8.0, ink: SOFT };
/// Longer lines are not read easily, though a page that lies has room for them.
const WIDEST: f32 = 520.0;
/// Between panels, from side to side.
const GAP: f32 = 14.0;

pub(super) fn body(page: &Page, lang: Lang, flow: &mut Flow<'_>) {
    flow.at("title");
    flow.heading(page.title.in_lang(lang), 1, TITLE, 40.0);
    flow.y += 4.0;
    if let Some(lead) = &page.lead {
        flow.at("lead");
        paragraph(&[Span::new(lead.in_lang(lang))], LEAD, flow);
    }
    if let Some(stamp) = &page.stamp {
        flow.at("stamp");
        let said = stamp.said(lang);
        let pairs: Vec<(String, &str)> = said.iter().map(|(name, value)| (capital(name), value.as_str())).collect();
        pairs_of(&pairs, flow);
    }
    for (number, one) in (1..).zip(&page.sections) {
        section(one, &format!("section-{number}"), lang, flow);
    }
    after(page, lang, flow);
}

fn paragraph(spans: &[Span<'_>], style: Style, flow: &mut Flow<'_>) {
    let width = flow.width();
    flow.within(Tag::P, |flow| flow.text(spans, style, MARGIN, width.min(WIDEST)));
    flow.y += 4.0;
}

/// Names with what is said under them, as a list.
fn pairs_of(pairs: &[(String, &str)], flow: &mut Flow<'_>) {
    let widest = pairs.iter().map(|(name, _)| flow.measure(name, true) * NOTE.size).fold(0.0, f32::max);
    let side = (widest + 10.0).min(flow.width() * 0.34);
    flow.within(Tag::L(ListNumbering::None), |flow| {
        for (name, value) in pairs {
            flow.need(2.0 * NOTE.leading());
            flow.within(Tag::LI, |flow| {
                let (leaf, top, width) = (flow.leaf(), flow.y, flow.width());
                flow.within(Tag::Lbl, |flow| flow.text(&[Span::bold(name)], NOTE, MARGIN, side - 8.0));
                let below = flow.y;
                if flow.leaf() == leaf {
                    flow.y = top;
                }
                flow.within(Tag::LBody, |flow| flow.text(&[Span::new(value)], NOTE, MARGIN + side, width - side));
                if flow.leaf() == leaf {
                    flow.y = flow.y.max(below);
                }
            });
            flow.y += 2.0;
        }
    });
    flow.y += 4.0;
}

/// A heading with a line above it.
fn head(text: &str, after: f32, flow: &mut Flow<'_>) {
    flow.need(after + 2.0 * HEAD.leading());
    if flow.y > 60.0 {
        flow.y += 10.0;
    }
    let (right, y) = (MARGIN + flow.width(), flow.y);
    let stroke = Some(Pen { ink: INK, width: 1.0, dash: None });
    flow.adorn(vec![Mark::Path { steps: vec![Leg::From(MARGIN, y), Leg::To(right, y)], fill: None, stroke }]);
    flow.y += 7.0;
    flow.heading(text, 2, HEAD, 0.0);
    flow.y += 3.0;
}

fn section(section: &Section, place: &str, lang: Lang, flow: &mut Flow<'_>) {
    let grid = grid(section, lang);
    let title = section.title.in_lang(lang);
    let plan = Plan::of(&grid, flow.setter);
    flow.turn(plan.lying);
    flow.within(Tag::Section, |flow| {
        flow.at(format!("{place}/title"));
        head(title, 110.0, flow);
        if let Some(text) = &section.text {
            flow.at(format!("{place}/text"));
            paragraph(&[Span::new(text.in_lang(lang))], LEAD, flow);
        }
        flow.at(format!("{place}/counted"));
        counts(section, &grid, lang, flow);
        flow.at(format!("{place}/chart"));
        drawn(section, &grid, lang, flow);
        table(&grid, title, &format!("{place}/table"), &plan, flow);
        flow.at(format!("{place}/notes"));
        below(section, &grid, lang, flow);
    });
}

/// What the figures count.
fn counts(section: &Section, grid: &Grid, lang: Lang, flow: &mut Flow<'_>) {
    let mut all: Vec<String> = grid.fixed.iter().map(|(axis, code)| format!("{axis}: {code}")).collect();
    let measure = crate::measure::counted(section.view.measure(), lang);
    all.extend(measure.into_iter().map(|(name, value)| format!("{name}: {value}")));
    if !section.view.vintage().is_empty() {
        all.push(format!("{}: {}", label(Label::Vintage, lang), section.view.vintage()));
    }
    let head = format!("{}. ", label(Label::WhatTheFiguresCount, lang));
    let said = format!("{}.", capital(&all.join("; ")));
    paragraph(&[Span::bold(&head), Span::new(&said)], NOTE, flow);
    flow.y += 2.0;
}

fn drawn(section: &Section, grid: &Grid, lang: Lang, flow: &mut Flow<'_>) {
    let Some(Drawn::Lines) = section.chart else {
        if let Some(scene) = chart(section, section.title.in_lang(lang), lang) {
            let width = alone(&scene, flow);
            flow.need(height(&scene, width).min(flow.height()));
            flow.y += draw(&scene, MARGIN, width, flow) + 8.0;
        }
        return;
    };
    match lines(section, grid, lang) {
        None => {}
        Some(Lines::TooMany(said)) => paragraph(&[Span::new(&said)], NOTE, flow),
        Some(Lines::Panels { panels, key }) => {
            let across: u8 = match (panels.len(), flow.width() > 600.0) {
                (0..=2, _) => 2,
                (4, false) => 2,
                (_, false) => 3,
                (_, true) => 4,
            };
            let width = (flow.width() - f32::from(across - 1) * GAP) / f32::from(across);
            for row in panels.chunks(usize::from(across)) {
                panels_in_a_row(row, width, flow);
            }
            if !key.is_empty() {
                meanings(Label::KeyOfCharts, &key, lang, flow);
            }
        }
    }
}

fn panels_in_a_row(row: &[(String, Scene)], width: f32, flow: &mut Flow<'_>) {
    let drawn = row.iter().map(|(_, scene)| height(scene, width)).fold(0.0, f32::max);
    flow.need(drawn + 3.0 * SMALL_HEAD.leading());
    let (top, leaf, mut low, mut left) = (flow.y, flow.leaf(), flow.y, MARGIN);
    for (name, scene) in row {
        flow.y = top;
        flow.within(Tag::P, |flow| flow.text(&[Span::bold(name)], Style { size: 8.0, ink: INK }, left, width));
        flow.y += draw(scene, left, width, flow);
        low = if flow.leaf() == leaf { low.max(flow.y) } else { flow.y };
        left += width + GAP;
    }
    flow.y = low + 6.0;
}

/// Signs with their meaning, as a sentence.
fn meanings(of: Label, signs: &[(&str, Label)], lang: Lang, flow: &mut Flow<'_>) {
    let head = format!("{}: ", label(of, lang));
    let said: Vec<String> = signs
        .iter()
        .enumerate()
        .map(|(at, (_, meaning))| {
            let end = if at + 1 < signs.len() { "; " } else { "." };
            format!("\u{a0}— {}{end}", label(*meaning, lang))
        })
        .collect();
    let mut spans = vec![Span::bold(&head)];
    for ((sign, _), said) in signs.iter().zip(&said) {
        spans.extend([Span::bold(sign), Span::new(said)]);
    }
    paragraph(&spans, NOTE, flow);
}

/// What is not shown, the signs that occur and the footnotes.
fn below(section: &Section, grid: &Grid, lang: Lang, flow: &mut Flow<'_>) {
    if let Some(said) = left_out(section, grid, lang) {
        paragraph(&[Span::new(&said)], NOTE, flow);
    }
    let signs = signs(grid, lang);
    if !signs.is_empty() {
        meanings(Label::Signs, &signs, lang, flow);
    }
    let notes = footnotes(section, lang);
    if notes.is_empty() {
        return;
    }
    flow.y += 2.0;
    // Few footnotes stay together.
    let lines: usize = notes.iter().map(|note| flow.lines(note, NOTE, WIDEST - 30.0)).sum();
    let high = single(count(lines)) * (NOTE.leading() + 1.5);
    let together = if high < flow.height() / 3.0 { high } else { 2.0 * NOTE.leading() };
    flow.heading(&capital(label(Label::Footnotes, lang)), 3, SMALL_HEAD, together);
    flow.y += 1.0;
    listed(&notes, ListNumbering::Decimal, flow);
}

/// A list: numbered, or with a dot before each line.
fn listed(all: &[String], how: ListNumbering, flow: &mut Flow<'_>) {
    let width = flow.width();
    flow.within(Tag::L(how), |flow| {
        for (number, one) in (1..).zip(all) {
            flow.need(NOTE.leading());
            flow.within(Tag::LI, |flow| {
                let sign = if how == ListNumbering::Decimal { format!("{number}.") } else { "•".to_owned() };
                let y = flow.y + NOTE.size;
                let marks = flow.line(&[(sign, false)], NOTE, MARGIN, y);
                flow.within(Tag::Lbl, |flow| flow.put(marks, None));
                let side = 16.0;
                let room = (width - side).min(WIDEST);
                flow.within(Tag::LBody, |flow| flow.text(&[Span::new(one)], NOTE, MARGIN + side, room));
            });
            flow.y += 1.5;
        }
    });
}

/// What was refused, what is not there, and the source.
fn after(page: &Page, lang: Lang, flow: &mut Flow<'_>) {
    if !(page.refusals.is_empty() && page.nothing.is_empty() && page.source.is_none()) {
        flow.turn(false);
    }
    if !page.refusals.is_empty() {
        flow.within(Tag::Section, |flow| {
            flow.at("refused");
            head(label(Label::NotSupported, lang), 60.0, flow);
            for refusal in &page.refusals {
                let said = (refusal.code, &refusal.args);
                flow.heading(refusal.asked.in_lang(lang), 3, SMALL_HEAD, 3.0 * TEXT.leading());
                let reason = format!("{} ({})", message(&said, lang), refusal.code);
                paragraph(&[Span::new(&reason)], TEXT, flow);
                let (head, way) = (format!("{}: ", label(Label::RightWay, lang)), remedy(&said, lang));
                paragraph(&[Span::bold(&head), Span::new(&way)], TEXT, flow);
            }
        });
    }
    if !page.nothing.is_empty() {
        flow.within(Tag::Section, |flow| {
            flow.at("not-there");
            head(label(Label::NotInThisReport, lang), 30.0, flow);
            let said =
                |title: &crate::text::Text| format!("{}: {}.", title.in_lang(lang), label(Label::NothingToSee, lang));
            listed(&page.nothing.iter().map(said).collect::<Vec<_>>(), ListNumbering::Disc, flow);
        });
    }
    if let Some(source) = &page.source {
        flow.at("source");
        flow.y += 6.0;
        let head = format!("{}: ", capital(label(Label::Source, lang)));
        paragraph(&[Span::bold(&head), Span::new(source.in_lang(lang))], NOTE, flow);
    }
}
