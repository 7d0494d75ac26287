//! A scene on paper.

use super::{
    super::scene::{Anchor, Lettering, Look, RADIUS, Scene, Shape, Step},
    flow::{Flow, INK, Ink, Leg, MARGIN, Mark, Pen, RULE},
    fonts::single,
};
use krilla::{
    geom::Rect,
    tagging::{BBox, Tag},
};

const BAR: Ink = Ink(0x1d, 0x5f, 0x99);
const PALE: Ink = Ink(0xc4, 0xd9, 0xec);
const PAPER: Ink = Ink(0xff, 0xff, 0xff);
/// So much of what a drawing says is kept in its place: the whole of it stands in the table.
const SAID: usize = 4000;

/// Draws a scene from `left` on, `width` wide or less where the page is not high enough; gives how high it is.
pub(super) fn draw(scene: &Scene, left: f32, width: f32, flow: &mut Flow<'_>) -> f32 {
    let (wide, high) = (single(scene.width), single(scene.height));
    let scale = (width / wide).min(flow.height() / high);
    let (top, leaf) = (flow.y, flow.leaf());
    let place = Rect::from_xywh(left, top, wide * scale, high * scale);
    let mut said = format!("{}. {}", scene.title, scene.said);
    if let Some((end, _)) = said.char_indices().nth(SAID) {
        said.truncate(end);
        said.push('…');
    }
    let tag = Tag::Figure(Some(said)).with_bbox(place.map(|rect| BBox::new(leaf, rect)));
    let at = |x: f64, y: f64| (left + single(x) * scale, top + single(y) * scale);
    flow.within(tag, |flow| {
        let marks = scene.shapes.iter().map(|shape| mark(shape, scene.size, scale, &at, flow)).collect();
        flow.put(marks, None);
    });
    high * scale
}

/// How wide a scene is drawn that stands alone.
pub(super) fn alone(scene: &Scene, flow: &Flow<'_>) -> f32 {
    (single(scene.width) * 0.7).min(flow.width())
}

/// How high a scene is at a width.
pub(super) fn height(scene: &Scene, width: f32) -> f32 {
    width / single(scene.width) * single(scene.height)
}

fn mark(
    shape: &Shape,
    lettering: Lettering,
    scale: f32,
    at: &dyn Fn(f64, f64) -> (f32, f32),
    flow: &mut Flow<'_>,
) -> Mark {
    match shape {
        Shape::Rect { look, x, y, width, height } => {
            let ((left, top), (right, bottom)) = (at(*x, *y), at(x + width, y + height));
            let steps = vec![
                Leg::From(left, top),
                Leg::To(right, top),
                Leg::To(right, bottom),
                Leg::To(left, bottom),
                Leg::Close,
            ];
            path(*look, steps, scale)
        }
        Shape::Path { look, steps } => {
            let leg = |step: &Step| match *step {
                Step::From(x, y) => Leg::From(at(x, y).0, at(x, y).1),
                Step::To(x, y) => Leg::To(at(x, y).0, at(x, y).1),
                Step::Close => Leg::Close,
            };
            path(*look, steps.iter().map(leg).collect(), scale)
        }
        Shape::Dot { open, x, y } => {
            let ((x, y), fill) = (at(*x, *y), if *open { PAPER } else { BAR });
            let stroke = Pen { ink: BAR, width: 1.5 * scale, dash: None };
            Mark::Dot { x, y, radius: single(RADIUS) * scale, fill, stroke }
        }
        Shape::Text { anchor, x, y, text } => {
            let size = match (lettering, anchor) {
                (_, Anchor::Sign) => 14.0 * scale,
                (Lettering::Chart, _) => 12.0 * scale,
                (Lettering::Panel, _) => 10.0 * scale,
            };
            let run = flow.set(text, false);
            let back = match anchor {
                Anchor::Begin => 0.0,
                Anchor::End => 1.0,
                Anchor::Sign => 0.5,
            };
            let (x, y) = at(*x, *y);
            let x = (x - back * run.width * size).max(MARGIN);
            Mark::Text { run, x, y, size, ink: INK }
        }
    }
}

fn path(look: Look, steps: Vec<Leg>, scale: f32) -> Mark {
    let pen = |ink: Ink, width: f32, dash: Option<(f32, f32)>| {
        let dash = dash.map(|(on, off)| (on * scale, off * scale));
        Some(Pen { ink, width: width * scale, dash })
    };
    let (fill, stroke) = match look {
        Look::Axis => (None, pen(INK, 1.0, None)),
        Look::Grid => (None, pen(RULE, 1.0, None)),
        Look::Line => (None, pen(BAR, 2.0, None)),
        Look::Band => (Some(PALE), None),
        Look::Bounds => (None, pen(BAR, 2.0, None)),
        Look::BoundsOpen => (None, pen(BAR, 2.0, Some((3.0, 2.0)))),
        Look::Break => (None, pen(INK, 1.0, Some((2.0, 3.0)))),
        Look::Sure => (Some(BAR), None),
        Look::May => (Some(PALE), pen(BAR, 1.0, Some((3.0, 2.0)))),
    };
    Mark::Path { steps, fill, stroke }
}
