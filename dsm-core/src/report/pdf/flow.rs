//! Text and drawings as they follow each other, page after page, and the structure that they are parts of.

use super::{
    fonts::{Run, Setter},
    lines::{Span, wrapped},
};
use crate::error::{At, Finding, Place, Safe, codes::rep};
use krilla::tagging::TagKind;
use std::collections::BTreeSet;

/// A4 upright, in points.
const SHORT: f32 = 595.28;
const LONG: f32 = 841.89;
pub(super) const MARGIN: f32 = 45.0;
const TOP: f32 = 48.0;
const BOTTOM: f32 = 56.0;
/// How far the lines of a text stand from each other, in parts of its size.
const LEADING: f32 = 1.36;

/// A color: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ink(pub(super) u8, pub(super) u8, pub(super) u8);

pub(super) const INK: Ink = Ink(0x1a, 0x1c, 0x1e);
pub(super) const SOFT: Ink = Ink(0x4a, 0x50, 0x57);
pub(super) const RULE: Ink = Ink(0xc9, 0xce, 0xd4);

/// A page of paper.
#[derive(Debug)]
pub(super) struct Leaf {
    pub(super) lying: bool,
    pub(super) items: Vec<Item>,
}

impl Leaf {
    /// Width and height.
    pub(super) fn size(&self) -> (f32, f32) {
        if self.lying { (LONG, SHORT) } else { (SHORT, LONG) }
    }
}

/// What stands at a place of a page: part of a text that is read, or something only for the eye.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) read: Option<usize>,
    /// What a sign stands for.
    pub(super) expanded: Option<String>,
    pub(super) marks: Vec<Mark>,
}

#[derive(Clone, Debug)]
pub(super) enum Mark {
    Text { run: Run, x: f32, y: f32, size: f32, ink: Ink },
    Path { steps: Vec<Leg>, fill: Option<Ink>, stroke: Option<Pen> },
    Dot { x: f32, y: f32, radius: f32, fill: Ink, stroke: Pen },
}

/// A step of a path on a page.
#[derive(Clone, Copy, Debug)]
pub(super) enum Leg {
    From(f32, f32),
    To(f32, f32),
    Close,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Pen {
    pub(super) ink: Ink,
    pub(super) width: f32,
    /// How long a dash is, and the gap after it.
    pub(super) dash: Option<(f32, f32)>,
}

/// A part of the structure.
#[derive(Debug)]
pub(super) struct Tagged {
    pub(super) kind: TagKind,
    pub(super) inside: Vec<Inside>,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Inside {
    Tagged(usize),
    /// An item of a page.
    Item(usize, usize),
}

/// A heading, for the bookmarks.
#[derive(Debug)]
pub(super) struct Heading {
    pub(super) level: u16,
    pub(super) text: String,
    pub(super) leaf: usize,
    pub(super) y: f32,
}

/// How a text looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    pub(super) size: f32,
    pub(super) ink: Ink,
}

impl Style {
    pub(super) fn leading(self) -> f32 {
        self.size * LEADING
    }
}

pub(super) struct Flow<'a> {
    pub(super) setter: &'a Setter<'a>,
    pub(super) leaves: Vec<Leaf>,
    pub(super) y: f32,
    pub(super) tagged: Vec<Tagged>,
    pub(super) roots: Vec<usize>,
    pub(super) headings: Vec<Heading>,
    open: Vec<usize>,
    name: String,
    place: String,
    lacking: BTreeSet<(String, char)>,
    findings: Vec<Finding>,
}

impl<'a> Flow<'a> {
    pub(super) fn new(setter: &'a Setter<'a>, name: &str) -> Self {
        Self {
            setter,
            leaves: vec![Leaf { lying: false, items: Vec::new() }],
            y: TOP,
            tagged: Vec::new(),
            roots: Vec::new(),
            headings: Vec::new(),
            open: Vec::new(),
            name: name.to_owned(),
            place: String::new(),
            lacking: BTreeSet::new(),
            findings: Vec::new(),
        }
    }

    /// The characters that no font has, each with its place.
    pub(super) fn findings(&mut self) -> Vec<Finding> {
        std::mem::take(&mut self.findings)
    }

    /// Says what the next texts are, for those who have to find a character.
    pub(super) fn at(&mut self, place: impl Into<String>) {
        self.place = place.into();
    }

    pub(super) fn leaf(&self) -> usize {
        self.leaves.len().saturating_sub(1)
    }

    fn size(&self) -> (f32, f32) {
        self.leaves.last().map_or((SHORT, LONG), Leaf::size)
    }

    /// How wide a line may be.
    pub(super) fn width(&self) -> f32 {
        self.size().0 - 2.0 * MARGIN
    }

    /// How wide a line may be on a page that lies or stands.
    pub(super) fn width_of(lying: bool) -> f32 {
        if lying { LONG - 2.0 * MARGIN } else { SHORT - 2.0 * MARGIN }
    }

    /// How much room there is down to the end of the page.
    pub(super) fn room(&self) -> f32 {
        self.size().1 - BOTTOM - self.y
    }

    /// How high a whole page is.
    pub(super) fn height(&self) -> f32 {
        self.size().1 - BOTTOM - TOP
    }

    pub(super) fn next_leaf(&mut self) {
        let lying = self.leaves.last().is_some_and(|leaf| leaf.lying);
        self.leaves.push(Leaf { lying, items: Vec::new() });
        self.y = TOP;
    }

    /// Goes on where there is so much room: here, or on the next page.
    pub(super) fn need(&mut self, height: f32) {
        if self.room() < height && self.y > TOP {
            self.next_leaf();
        }
    }

    /// Goes on on a page that lies or stands.
    pub(super) fn turn(&mut self, lying: bool) {
        if let Some(leaf) = self.leaves.last_mut().filter(|leaf| leaf.lying != lying) {
            if leaf.items.is_empty() {
                leaf.lying = lying;
            } else {
                self.leaves.push(Leaf { lying, items: Vec::new() });
                self.y = TOP;
            }
        }
    }

    /// A part of the structure, and what is inside of it.
    pub(super) fn within(&mut self, kind: impl Into<TagKind>, inside: impl FnOnce(&mut Self)) {
        let number = self.tagged.len();
        self.tagged.push(Tagged { kind: kind.into(), inside: Vec::new() });
        match self.open.last().and_then(|at| self.tagged.get_mut(*at)) {
            Some(over) => over.inside.push(Inside::Tagged(number)),
            None => self.roots.push(number),
        }
        self.open.push(number);
        inside(self);
        self.open.pop();
    }

    /// Puts something that is read onto the page.
    pub(super) fn put(&mut self, marks: Vec<Mark>, expanded: Option<String>) {
        let (read, leaf) = (self.open.last().copied(), self.leaf());
        let Some(page) = self.leaves.last_mut() else { return };
        let number = page.items.len();
        page.items.push(Item { read, expanded, marks });
        if let Some(tagged) = read.and_then(|at| self.tagged.get_mut(at)) {
            tagged.inside.push(Inside::Item(leaf, number));
        }
    }

    /// Puts something onto the page that is only for the eye.
    pub(super) fn adorn(&mut self, marks: Vec<Mark>) {
        if let Some(page) = self.leaves.last_mut() {
            page.items.push(Item { read: None, expanded: None, marks });
        }
    }

    /// Sets a text; a character that no font has becomes a finding.
    pub(super) fn set(&mut self, text: &str, bold: bool) -> Run {
        let mut missing = Vec::new();
        let run = self.setter.set(text, bold, &mut |c| missing.push(c));
        for c in missing {
            if self.lacking.insert((self.place.clone(), c)) {
                let place = Place::new(format!("{}/{}", self.name, self.place), At::Whole);
                let code = Safe::term(&format!("U+{:04X}", u32::from(c)));
                self.findings.push(Finding::new(rep::CHARACTER_LACKING).with("character", code).at(place));
            }
        }
        run
    }

    /// How wide a text is in letters of the size one.
    pub(super) fn measure(&self, text: &str, bold: bool) -> f32 {
        self.setter.width(text, bold)
    }

    /// How many lines a text has.
    pub(super) fn lines(&self, text: &str, style: Style, width: f32) -> usize {
        wrapped(&[Span::new(text)], width.min(self.width()) / style.size, self.setter).len()
    }

    /// A text of several lines, from `left` on, not wider than `width`; gives how high the lines are.
    pub(super) fn text(&mut self, spans: &[Span<'_>], style: Style, left: f32, width: f32) {
        for line in wrapped(spans, width / style.size, self.setter) {
            self.need(style.leading());
            let marks = self.line(&line, style, left, self.y + style.size);
            self.put(marks, None);
            self.y += style.leading();
        }
    }

    /// The marks of a line whose letters stand at a height.
    pub(super) fn line(&mut self, line: &[(String, bool)], style: Style, left: f32, y: f32) -> Vec<Mark> {
        let (mut x, mut marks) = (left, Vec::new());
        for (text, bold) in line {
            let run = self.set(text, *bold);
            let width = run.width * style.size;
            marks.push(Mark::Text { run, x, y, size: style.size, ink: style.ink });
            x += width;
        }
        marks
    }

    /// A heading: it is not the last on its page.
    pub(super) fn heading(&mut self, text: &str, level: u16, style: Style, after: f32) {
        let Some(number) = std::num::NonZeroU16::new(level) else { return };
        self.need(style.leading() + after);
        let (leaf, y) = (self.leaf(), self.y);
        self.headings.push(Heading { level, text: text.to_owned(), leaf, y });
        let width = self.width();
        self.within(krilla::tagging::Tag::Hn(number, Some(text.to_owned())), |flow| {
            flow.text(&[Span::bold(text)], style, MARGIN, width);
        });
    }
}
