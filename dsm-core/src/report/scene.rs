//! What a chart consists of, whatever it is drawn with: SVG in HTML, paths in PDF.

use std::fmt::Write as _;

/// A drawing: its size in units of its own, what it is called, what it says to those who do not see it, and its shapes.
#[derive(Clone, Debug)]
pub(super) struct Scene {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) size: Lettering,
    pub(super) title: String,
    pub(super) said: String,
    pub(super) shapes: Vec<Shape>,
}

/// How large its letters are: one alone, or one of many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lettering {
    Chart,
    Panel,
}

#[derive(Clone, Debug)]
pub(super) enum Shape {
    Rect { look: Look, x: f64, y: f64, width: f64, height: f64 },
    Path { look: Look, steps: Vec<Step> },
    Dot { open: bool, x: f64, y: f64 },
    Text { anchor: Anchor, x: f64, y: f64, text: String },
}

/// A step of a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Step {
    From(f64, f64),
    To(f64, f64),
    Close,
}

/// What a shape stands for; color says nothing that its form does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Axis,
    Grid,
    Line,
    Band,
    Bounds,
    BoundsOpen,
    Break,
    Sure,
    May,
}

/// Where a text begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Begin,
    /// It ends there.
    End,
    /// A sign with its middle there.
    Sign,
}

/// The radius of a mark.
pub(super) const RADIUS: f64 = 3.0;

impl Scene {
    pub(super) fn line(&mut self, look: Look, from: (f64, f64), to: (f64, f64)) {
        self.path(look, vec![Step::From(from.0, from.1), Step::To(to.0, to.1)]);
    }

    pub(super) fn path(&mut self, look: Look, steps: Vec<Step>) {
        self.shapes.push(Shape::Path { look, steps });
    }

    pub(super) fn dot(&mut self, (x, y): (f64, f64), open: bool) {
        self.shapes.push(Shape::Dot { open, x, y });
    }

    pub(super) fn text(&mut self, anchor: Anchor, (x, y): (f64, f64), text: &str) {
        self.shapes.push(Shape::Text { anchor, x, y, text: text.to_owned() });
    }
}

impl Look {
    /// Its name in a style sheet.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Axis => "axis",
            Self::Grid => "grid",
            Self::Line => "line",
            Self::Band => "band",
            Self::Bounds => "bounds",
            Self::BoundsOpen => "bounds open",
            Self::Break => "break",
            Self::Sure => "sure",
            Self::May => "may",
        }
    }
}

/// A path as SVG writes it.
pub(super) fn as_svg(steps: &[Step]) -> String {
    let mut d = String::new();
    for step in steps {
        // Writing to a string does not fail.
        let _ = match step {
            Step::From(x, y) => write!(d, "M{} {}", short(*x), short(*y)),
            Step::To(x, y) => write!(d, "L{} {}", short(*x), short(*y)),
            Step::Close => write!(d, "Z"),
        };
    }
    d
}

/// A coordinate with one decimal at most.
pub(super) fn short(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

/// How many there are of something, as a coordinate.
pub(super) fn count(number: usize) -> f64 {
    f64::from(u16::try_from(number).unwrap_or(u16::MAX))
}
