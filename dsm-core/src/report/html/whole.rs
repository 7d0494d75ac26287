//! A page in every language of DSM as one file: switched, sorted and filtered without a network, its figures inside.

use super::{
    Markup, STYLE,
    body::{self, Within},
    data,
};
use crate::{
    error::{Error, Result, codes},
    report::{Page, below::capital},
    text::{Label, Lang, label},
};
use sha2::{Digest, Sha256};
use std::io::Write;

const SCRIPT: &str = include_str!("script.js");

/// Writes a page in all languages of DSM, the given one in sight. The same page gives the same bytes.
///
/// Without scripts everything is there and languages are switched; scripts add that rows are sorted and filtered. The file may run
/// the script of DSM and no other, and fetches nothing.
///
/// # Disclosure
/// As [`write`](super::write()). The figures to download are those of the tables: all rows that the reader may see.
///
/// # Errors
/// `REP-002` when the bytes cannot be written; `EXC-003` when an axis has the name of another column.
pub fn write_whole(page: &Page, first: Lang, out: &mut dyn Write) -> Result<()> {
    let text = text(page, first)?;
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.map_err(|error| Error::new(codes::rep::PAGE_NOT_WRITTEN).caused_by(error))
}

fn text(page: &Page, first: Lang) -> Result<String> {
    let hash = data::base64(&Sha256::digest(SCRIPT.as_bytes()));
    let policy = format!(
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'"
    );
    let files = data::files(page)?;
    let mut markup = Markup::new();
    markup.own("<!doctype html>\n");
    markup.within("html", &[("lang", first.code())], |html| {
        html.line().within("head", &[], |head| {
            head.line().void("meta", &[("charset", "utf-8")]).line();
            head.void("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]).line();
            head.void("meta", &[("http-equiv", "Content-Security-Policy"), ("content", &policy)]).line();
            head.element("title", &[], page.title.in_lang(first)).line();
            head.within("style", &[], |style| {
                style.own(STYLE);
            });
            head.line();
        });
        html.line().within("body", &[], |body| {
            body.line().within("main", &[], |main| {
                choice(first, main);
                for lang in Lang::ALL {
                    of_language(page, *lang, main);
                }
                data::links(page, &files, main);
                main.line();
            });
            body.line().within("script", &[], |script| {
                script.own(SCRIPT);
            });
            body.line();
        });
        html.line();
    });
    markup.line();
    Ok(markup.finish())
}

/// The languages to choose from, each called by its own name. A choice needs no script.
fn choice(first: Lang, main: &mut Markup) {
    for lang in Lang::ALL {
        let id = format!("lang-{}", lang.code());
        let mut attributes = vec![("type", "radio"), ("name", "lang"), ("class", "lang"), ("id", id.as_str())];
        attributes.push(("value", lang.code()));
        if *lang == first {
            attributes.push(("checked", "checked"));
        }
        main.line().void("input", &attributes);
        main.element("label", &[("for", &id), ("lang", lang.code()), ("class", "lang")], body::own_name(*lang));
    }
}

fn of_language(page: &Page, lang: Lang, main: &mut Markup) {
    let within = Within { lang, prefix: lang.code() };
    let class = format!("of {}", lang.code());
    let said = |of: Label| capital(label(of, lang));
    let (filter, sort, rows) = (said(Label::FilterRows), said(Label::SortBy), data::rows_shown(lang));
    let attributes = [
        ("class", class.as_str()),
        ("lang", lang.code()),
        ("data-title", page.title.in_lang(lang)),
        ("data-filter", &filter),
        ("data-sort", &sort),
        ("data-rows", &rows),
    ];
    main.line().within("div", &attributes, |part| {
        body::head(page, within, part);
        body::sections(page, within, part);
        if page.source.is_some() {
            part.line().within("p", &[("class", "source")], |line| body::source(page, lang, line));
        }
    });
}
