//! What stands after the figures of a page: refusals, what is not there, files.

use super::{super::page::Page, Markup, body::Within};
use crate::text::{Label, Lang, label, message, remedy};

/// What was asked for and refused: the reason and the right way.
pub(super) fn refusals(page: &Page, within: Within, main: &mut Markup) {
    if page.refusals.is_empty() {
        return;
    }
    let (lang, id) = (within.lang, within.id("refused", 0));
    main.line().within("section", &[("aria-labelledby", &id)], |part| {
        part.element("h2", &[("id", &id)], label(Label::NotSupported, lang));
        for refusal in &page.refusals {
            let said = (refusal.code, &refusal.args);
            part.line().within("div", &[("class", "refused")], |one| {
                one.element("h3", &[], refusal.asked.in_lang(lang));
                one.within("p", &[], |reason| {
                    reason.text(&message(&said, lang)).text(" ");
                    reason.element("code", &[], &refusal.code.to_string());
                });
                one.within("p", &[], |way| {
                    way.element("strong", &[], label(Label::RightWay, lang)).text(": ").text(&remedy(&said, lang));
                });
            });
        }
    });
}

/// The sections of which the reader may see nothing.
pub(super) fn nothing(page: &Page, within: Within, main: &mut Markup) {
    if page.nothing.is_empty() {
        return;
    }
    let (lang, id) = (within.lang, within.id("nothing", 0));
    main.line().within("section", &[("aria-labelledby", &id)], |part| {
        part.element("h2", &[("id", &id)], label(Label::NotInThisReport, lang)).line();
        part.within("ul", &[], |list| {
            for title in &page.nothing {
                let said = format!("{}: {}.", title.in_lang(lang), label(Label::NothingToSee, lang));
                list.element("li", &[], &said);
            }
        });
    });
}

/// The files that belong to the page.
pub(super) fn files(page: &Page, lang: Lang, main: &mut Markup) {
    if page.files.is_empty() {
        return;
    }
    main.line().within("section", &[("aria-labelledby", "files")], |part| {
        part.element("h2", &[("id", "files")], label(Label::Files, lang)).line();
        part.within("ul", &[], |list| {
            for (what, address) in &page.files {
                list.within("li", &[], |one| {
                    one.element("a", &[("href", address)], address).text(" — ").text(what.in_lang(lang));
                });
            }
        });
    });
}
