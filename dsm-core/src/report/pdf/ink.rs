//! Pages that are laid out, as the bytes of a file.

use super::flow::{Flow, Ink, Inside, Item, Leaf, Leg, Mark, Pen};
use krilla::{
    Document, SerializeSettings,
    color::rgb,
    configure::{Accessibility, Archival, ConfigurationBuilder},
    error::KrillaError,
    geom::{Path, PathBuilder, Point},
    metadata::Metadata,
    num::NormalizedF32,
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::{Fill, FillRule, Stroke, StrokeDash},
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag, TagGroup, TagTree},
};

/// How far the handles of a quarter of a circle reach.
const ROUND: f32 = 0.552_285;

/// The file: pages, structure, bookmarks, and what it says of itself. It is made to PDF/UA-1 and PDF/A-2a.
pub(super) fn bytes(flow: &Flow<'_>, metadata: Metadata, lang: &str) -> Result<Vec<u8>, KrillaError> {
    let both = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .with_archival_validator(Archival::A2_A)
        .finish();
    let configuration = both.unwrap_or_default();
    let mut document = Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    document.set_metadata(metadata);
    let mut read: Vec<Vec<Option<Identifier>>> = Vec::new();
    for leaf in &flow.leaves {
        read.push(page(leaf, &mut document));
    }
    let mut tree = TagTree::new().with_lang(Some(lang.to_owned()));
    for root in &flow.roots {
        if let Some(group) = group(*root, flow, &read) {
            tree.push(group);
        }
    }
    document.set_tag_tree(tree);
    document.set_outline(outline(flow));
    document.finish()
}

fn page(leaf: &Leaf, document: &mut Document) -> Vec<Option<Identifier>> {
    let (width, height) = leaf.size();
    let Some(settings) = PageSettings::from_wh(width, height) else { return Vec::new() };
    let mut page = document.start_page_with(settings);
    let mut surface = page.surface();
    let read = leaf.items.iter().map(|one| item(one, &mut surface)).collect();
    surface.finish();
    page.finish();
    read
}

/// Puts an item onto a page, and says under which number it is read.
fn item(item: &Item, surface: &mut Surface<'_>) -> Option<Identifier> {
    let text = item.marks.iter().all(|mark| matches!(mark, Mark::Text { .. }));
    let tag = match item.read {
        None if text => ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)),
        None => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)),
        Some(_) if text => ContentTag::Span(SpanTag::empty().with_expanded(item.expanded.as_deref())),
        Some(_) => ContentTag::Other,
    };
    let number = surface.start_tagged(tag);
    for one in &item.marks {
        mark(one, surface);
    }
    surface.end_tagged();
    item.read.map(|_| number)
}

fn mark(mark: &Mark, surface: &mut Surface<'_>) {
    match mark {
        Mark::Text { run, x, y, size, ink } => {
            surface.set_fill(Some(fill(*ink)));
            surface.set_stroke(None);
            let mut x = *x;
            for part in &run.parts {
                surface.draw_glyphs(Point::from_xy(x, *y), &part.glyphs, part.font.clone(), &part.text, *size, false);
                x += part.width * size;
            }
        }
        Mark::Path { steps, fill: inside, stroke } => {
            let mut path = PathBuilder::new();
            for step in steps {
                match step {
                    Leg::From(x, y) => path.move_to(*x, *y),
                    Leg::To(x, y) => path.line_to(*x, *y),
                    Leg::Close => path.close(),
                }
            }
            drawn(path.finish(), *inside, *stroke, surface);
        }
        Mark::Dot { x, y, radius, fill, stroke } => {
            let (r, k) = (*radius, radius * ROUND);
            let mut path = PathBuilder::new();
            path.move_to(x + r, *y);
            path.cubic_to(x + r, y + k, x + k, y + r, *x, y + r);
            path.cubic_to(x - k, y + r, x - r, y + k, x - r, *y);
            path.cubic_to(x - r, y - k, x - k, y - r, *x, y - r);
            path.cubic_to(x + k, y - r, x + r, y - k, x + r, *y);
            path.close();
            drawn(path.finish(), Some(*fill), Some(*stroke), surface);
        }
    }
}

/// A path without a length is not drawn.
fn drawn(path: Option<Path>, inside: Option<Ink>, stroke: Option<Pen>, surface: &mut Surface<'_>) {
    let Some(path) = path else { return };
    surface.set_fill(inside.map(fill));
    surface.set_stroke(stroke.map(|pen| Stroke {
        paint: color(pen.ink).into(),
        width: pen.width,
        dash: pen.dash.map(|(on, off)| StrokeDash { array: vec![on, off], offset: 0.0 }),
        ..Stroke::default()
    }));
    surface.draw_path(&path);
}

fn color(ink: Ink) -> rgb::Color {
    rgb::Color::new(ink.0, ink.1, ink.2)
}

fn fill(ink: Ink) -> Fill {
    Fill { paint: color(ink).into(), opacity: NormalizedF32::ONE, rule: FillRule::default() }
}

fn group(number: usize, flow: &Flow<'_>, read: &[Vec<Option<Identifier>>]) -> Option<TagGroup> {
    let tagged = flow.tagged.get(number)?;
    let mut group = TagGroup::new(tagged.kind.clone());
    for inside in &tagged.inside {
        match inside {
            Inside::Tagged(number) => {
                if let Some(one) = self::group(*number, flow, read) {
                    group.push(one);
                }
            }
            Inside::Item(leaf, at) => {
                if let Some(number) = read.get(*leaf).and_then(|items| *items.get(*at)?) {
                    group.push(number);
                }
            }
        }
    }
    Some(group)
}

/// The title, and below it the sections.
fn outline(flow: &Flow<'_>) -> Outline {
    let node = |heading: &super::flow::Heading| {
        let point = Point::from_xy(0.0, heading.y);
        OutlineNode::new(heading.text.clone(), krilla::destination::XyzDestination::new(heading.leaf, point))
    };
    let mut outline = Outline::new();
    let mut headings = flow.headings.iter().filter(|heading| heading.level < 3);
    let Some(mut title) = headings.next().map(|title| node(title).with_open(true)) else { return outline };
    for heading in headings {
        title.push_child(node(heading));
    }
    outline.push_child(title);
    outline
}
