//! A page as one HTML file: nothing fetched, readable at a desk, on a phone and on paper. [`write()`] gives one language and no
//! script; [`write_whole`] all languages, switched in place.

mod after;
mod body;
mod data;
mod drawing;
mod markup;
mod whole;

use markup::Markup;
pub use whole::write_whole;

use super::Page;
use crate::{
    error::{Error, Result, codes},
    text::Lang,
};
use std::io::Write;

const STYLE: &str = include_str!("style.css");
/// The page may use its own style and nothing else: what stands in a title or a name is never run.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// Writes a page in a language. The same page gives the same bytes.
///
/// # Disclosure
/// What stands on it comes from views: a suppressed cell is shown as suppressed, without figure and bounds.
///
/// # Errors
/// `REP-002` when the bytes cannot be written.
pub fn write(page: &Page, lang: Lang, out: &mut dyn Write) -> Result<()> {
    let text = text(page, lang);
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.map_err(|error| Error::new(codes::rep::PAGE_NOT_WRITTEN).caused_by(error))
}

fn text(page: &Page, lang: Lang) -> String {
    let title = page.title.in_lang(lang);
    let mut markup = Markup::new();
    markup.own("<!doctype html>\n");
    markup.within("html", &[("lang", lang.code())], |html| {
        html.line().within("head", &[], |head| {
            head.line().void("meta", &[("charset", "utf-8")]).line();
            head.void("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]).line();
            head.void("meta", &[("http-equiv", "Content-Security-Policy"), ("content", POLICY)]).line();
            head.element("title", &[], title).line();
            for (other, address) in &page.others {
                head.void("link", &[("rel", "alternate"), ("hreflang", other.code()), ("href", address)]).line();
            }
            head.within("style", &[], |style| {
                style.own(STYLE);
            });
            head.line();
        });
        html.line();
        body::body(page, lang, html);
        html.line();
    });
    markup.line();
    markup.finish()
}
