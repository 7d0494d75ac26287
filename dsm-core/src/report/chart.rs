use super::{
    page::{Drawn, Section},
    scene::{Anchor, Lettering, Look, Scene, Shape, count},
    words,
};
use crate::{
    table::{Cell, Figure},
    text::{Lang, Phrase, Value, phrase},
    time::words as times,
};
use rust_decimal::{Decimal, prelude::ToPrimitive};

/// A bar: what it is called, how far it surely reaches, how far it may reach, and its figure in words.
#[derive(Debug)]
pub(super) struct Bar {
    pub(super) name: String,
    pub(super) sure: Option<f64>,
    pub(super) may: Option<f64>,
    pub(super) open: bool,
    pub(super) said: String,
}

/// The width of the drawing; a unit is a pixel on a phone.
const WIDTH: f64 = 360.0;
const STEP: f64 = 26.0;
const THICK: f64 = 16.0;
const LETTER: f64 = 7.4;
/// How far an open end reaches beyond what is sure, and the gap between a bar and its figure.
const OPEN: f64 = 10.0;
const GAP: f64 = 6.0;

/// The chart of a section, where one was asked for.
pub(super) fn chart(section: &Section, title: &str, lang: Lang) -> Option<Scene> {
    // One bar compares nothing: its figure stands in the table.
    let bars = bars(section, lang).filter(|bars| bars.len() > 1)?;
    let longest = |text: fn(&Bar) -> &str| {
        let letters = bars.iter().map(|bar| text(bar).chars().count()).max().unwrap_or(0);
        count(letters) * LETTER
    };
    // Long names stand above their bars, short ones beside them.
    let beside = longest(|bar| &bar.name) <= WIDTH / 3.0;
    let left = if beside { longest(|bar| &bar.name) + 8.0 } else { 0.0 };
    let open = if bars.iter().any(|bar| bar.open) { OPEN } else { 0.0 };
    let right = (longest(|bar| &bar.said) + GAP + open + 2.0).min(WIDTH / 2.0);
    let step = if beside { STEP } else { STEP + 16.0 };
    let height = step * count(bars.len()) + 4.0;
    let reaches = bars.iter().flat_map(|bar| [bar.sure, bar.may]).flatten();
    let (low, high) = reaches.fold((0.0_f64, 0.0_f64), |(low, high), reach| (low.min(reach), high.max(reach)));
    let room = WIDTH - left - right;
    let scale = if high - low > 0.0 { room / (high - low) } else { 0.0 };
    let at = |value: f64| left + (value - low) * scale;

    let spoken: Vec<String> = bars.iter().map(|bar| format!("{}: {}", bar.name, bar.said)).collect();
    let mut scene = Scene {
        width: WIDTH,
        height,
        size: Lettering::Chart,
        title: phrase(Phrase::ChartOf, lang, &[("title", Value::Text(title))]),
        said: spoken.join("; "),
        shapes: Vec::new(),
    };
    for (bar, row) in bars.iter().zip(0_u16..) {
        let top = step * f64::from(row) + 2.0;
        let name_at = if beside { (0.0, top + THICK - 4.0) } else { (4.0, top + 12.0) };
        let top = if beside { top } else { top + 16.0 };
        scene.text(Anchor::Begin, name_at, &bar.name);
        let end = draw(&mut scene, bar, top, &at);
        scene.text(Anchor::Begin, (end + GAP, top + THICK - 4.0), &bar.said);
    }
    scene.line(Look::Axis, (at(0.0), 0.0), (at(0.0), height));
    Some(scene)
}

/// Draws one bar and says where it ends: solid as far as the figure surely reaches, hatched as far as it may.
fn draw(scene: &mut Scene, bar: &Bar, top: f64, at: &dyn Fn(f64) -> f64) -> f64 {
    let mut end = at(0.0);
    let mut rectangle = |look: Look, from: f64, to: f64| {
        let (x, width) = (from.min(to), (to - from).abs());
        scene.shapes.push(Shape::Rect { look, x, y: top, width, height: THICK });
        end = end.max(to).max(from);
    };
    if let Some(sure) = bar.sure {
        rectangle(Look::Sure, at(0.0), at(sure));
        if let Some(may) = bar.may {
            rectangle(Look::May, at(sure), at(may));
        } else if bar.open {
            rectangle(Look::May, at(sure), at(sure) + OPEN);
        }
    }
    end
}

/// The bars of the axis that was asked for.
pub(super) fn bars(section: &Section, lang: Lang) -> Option<Vec<Bar>> {
    let Some(Drawn::Bars(place)) = section.chart else { return None };
    let axis = section.view.axes().get(place)?;
    let bars = section.view.rows().filter_map(|row| {
        let code = row.key.get(place)?;
        let at_time = axis.position(code).and_then(|at| axis.times().get(at as usize));
        let name = match at_time {
            Some(time) => times::time(time, lang),
            None => section.names.of_code(axis.id(), code, lang),
        };
        let reach = |value: Decimal| value.to_f64();
        let (sure, may, open) = match row.cell {
            Cell::Figure(Figure::Exact(value)) => (reach(value), None, false),
            Cell::Figure(Figure::Between { low, high }) => (reach(low), reach(high), false),
            Cell::Figure(Figure::AtLeast(low)) => (reach(low), None, true),
            Cell::Figure(Figure::Estimate { value, .. }) => (reach(value), None, false),
            Cell::Missing(_) | Cell::Masked(_) => (None, None, false),
        };
        let said = match row.cell.figure() {
            Some(figure) => words::shown(&figure, section.view.measure(), lang),
            None => words::figure(&row.cell, lang),
        };
        Some(Bar { name, sure, may, open, said })
    });
    let mut bars: Vec<Bar> = bars.collect();
    if !axis.is_time() {
        // As the rows of the table.
        bars.sort_by(|a, b| a.name.cmp(&b.name));
    }
    Some(bars)
}
