//! A scene as SVG.

use super::{
    super::scene::{Anchor, Lettering, RADIUS, Scene, Shape, as_svg, short},
    Markup,
};

/// Draws a scene under an id that no other has.
pub(super) fn svg(scene: &Scene, id: &str, markup: &mut Markup) {
    let words = format!("{id}words");
    let size = format!("0 0 {} {}", short(scene.width), short(scene.height));
    let labelled = format!("{id} {words}");
    let class = match scene.size {
        Lettering::Chart => "chart",
        Lettering::Panel => "panel",
    };
    let of = [("viewBox", size.as_str()), ("role", "img"), ("aria-labelledby", &labelled), ("class", class)];
    markup.within("svg", &of, |svg| {
        svg.element("title", &[("id", id)], &scene.title);
        svg.element("desc", &[("id", &words)], &scene.said);
        for one in &scene.shapes {
            shape(one, svg);
        }
    });
}

fn shape(shape: &Shape, svg: &mut Markup) {
    match shape {
        Shape::Rect { look, x, y, width, height } => {
            let [x, y, width, height] = [x, y, width, height].map(|one| short(*one));
            let place = [("class", look.class()), ("x", &x), ("y", &y), ("width", &width), ("height", &height)];
            svg.within("rect", &place, |_| {});
        }
        Shape::Path { look, steps } => {
            svg.within("path", &[("class", look.class()), ("d", &as_svg(steps))], |_| {});
        }
        Shape::Dot { open, x, y } => {
            let class = if *open { "dot open" } else { "dot" };
            let [x, y, r] = [*x, *y, RADIUS].map(short);
            svg.within("circle", &[("class", class), ("cx", &x), ("cy", &y), ("r", &r)], |_| {});
        }
        Shape::Text { anchor, x, y, text } => {
            let class = match anchor {
                Anchor::Begin => "begin",
                Anchor::End => "end",
                Anchor::Sign => "mid",
            };
            svg.element("text", &[("class", class), ("x", &short(*x)), ("y", &short(*y))], text);
        }
    }
}
