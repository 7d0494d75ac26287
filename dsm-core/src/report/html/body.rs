use super::{
    super::{
        chart::chart,
        footnote::{footnotes, sentence},
        grid::{Entry, Grid, grid},
        page::{Page, Section},
    },
    Markup,
};
use crate::text::{Label, Lang, label, message, remedy};

pub(super) fn body(page: &Page, lang: Lang, html: &mut Markup) {
    html.within("body", &[], |body| {
        body.line().within("header", &[], |header| {
            header.element("h1", &[], page.title.in_lang(lang)).line();
            if let Some(lead) = &page.lead {
                header.element("p", &[("class", "lead")], lead.in_lang(lang)).line();
            }
            languages(page, lang, header);
        });
        body.line().within("main", &[], |main| {
            for (number, section) in (1..).zip(&page.sections) {
                main.line();
                figures(section, number, lang, main);
            }
            refusals(page, lang, main);
            files(page, lang, main);
            main.line();
        });
        body.line();
        if let Some(source) = &page.source {
            body.within("footer", &[], |footer| {
                footer.element("strong", &[], &sentence(label(Label::Source, lang)).replace('.', ":"));
                footer.text(" ").text(source.in_lang(lang));
            });
            body.line();
        }
    });
}

/// Where the page is in other languages, each called by its own name.
fn languages(page: &Page, lang: Lang, header: &mut Markup) {
    if page.others.is_empty() {
        return;
    }
    header.within("nav", &[("aria-label", label(Label::InOtherLanguages, lang))], |nav| {
        for (other, address) in &page.others {
            let name = match other {
                Lang::En => "English",
                Lang::Ru => "Русский",
            };
            let code = other.code();
            nav.element("a", &[("href", address), ("hreflang", code), ("lang", code)], name).text(" ");
        }
    });
}

fn figures(section: &Section, number: usize, lang: Lang, main: &mut Markup) {
    let (title, grid) = (section.title.in_lang(lang), grid(section, lang));
    let id = format!("figures{number}");
    main.within("section", &[("aria-labelledby", &id)], |part| {
        part.element("h2", &[("id", &id)], title).line();
        counts(section, &grid, lang, part);
        chart(section, number, title, lang, part);
        let region = [("class", "wide"), ("role", "region"), ("tabindex", "0"), ("aria-labelledby", id.as_str())];
        part.within("div", &region, |wide| table(&grid, title, lang, wide));
        part.line();
        below(section, &grid, lang, part);
    });
    main.line();
}

/// What the figures count, as pairs of a word and what it is here.
fn counts(section: &Section, grid: &Grid, lang: Lang, part: &mut Markup) {
    let mut pairs: Vec<(String, String)> = grid.fixed.iter().map(|(axis, code)| (axis.clone(), code.clone())).collect();
    let measure = section.view.measure();
    pairs.extend(crate::measure::counted(measure, lang).into_iter().map(|(name, value)| (name.to_owned(), value)));
    if !section.view.vintage().is_empty() {
        pairs.push((label(Label::Vintage, lang).to_owned(), section.view.vintage().to_owned()));
    }
    part.within("dl", &[("aria-label", label(Label::WhatTheFiguresCount, lang))], |list| {
        for (name, value) in pairs {
            list.within("div", &[], |pair| {
                pair.element("dt", &[], &capital(&name)).element("dd", &[], &value);
            });
        }
    });
    part.line();
}

fn table(grid: &Grid, title: &str, lang: Lang, wide: &mut Markup) {
    wide.within("table", &[], |table| {
        table.element("caption", &[], title).line();
        table.within("thead", &[], |head| {
            head.within("tr", &[], |row| {
                for name in &grid.heads {
                    row.element("th", &[("scope", "col"), ("class", "name")], &capital(name));
                }
                for column in &grid.columns {
                    row.element("th", &[("scope", "col")], column);
                }
            });
        });
        table.line().within("tbody", &[], |body| {
            let mut before: &[String] = &[];
            for line in &grid.rows {
                body.line().within("tr", if line.total { &[("class", "total")] } else { &[] }, |row| {
                    for (at, name) in line.names.iter().enumerate() {
                        // A name that stands already in the row above is there for those who listen, not for the eye.
                        let again = at + 1 < line.names.len() && before.get(..=at) == line.names.get(..=at);
                        row.element("th", &[("scope", "row"), ("class", if again { "again" } else { "name" })], name);
                    }
                    for entry in &line.cells {
                        cell(entry, lang, row);
                    }
                });
                before = &line.names;
            }
        });
    });
}

fn cell(entry: &Entry, lang: Lang, row: &mut Markup) {
    if entry.empty {
        row.within("td", &[], |_| {});
        return;
    }
    row.within("td", &[], |cell| {
        match &entry.full {
            Some(full) => cell.element("abbr", &[("title", full)], &entry.text),
            None => cell.text(&entry.text),
        };
        if !entry.letters.is_empty() {
            cell.element("sup", &[("lang", lang.code())], &entry.letters);
        }
    });
}

/// The signs that occur and the footnotes.
fn below(section: &Section, grid: &Grid, lang: Lang, part: &mut Markup) {
    let mut signs: Vec<(&str, Label)> = grid.signs.iter().copied().collect();
    signs.extend(grid.blank.map(|meaning| (label(Label::EmptyPlace, lang), meaning)));
    if !signs.is_empty() {
        part.within("p", &[("class", "signs")], |line| {
            line.element("strong", &[], label(Label::Signs, lang)).text(": ");
            for (at, (sign, meaning)) in signs.iter().enumerate() {
                line.text(if at > 0 { "; " } else { "" });
                line.element("b", &[], sign).text("\u{a0}— ").text(label(*meaning, lang));
            }
            line.text(".");
        });
        part.line();
    }
    let notes = footnotes(section, lang);
    if !notes.is_empty() {
        part.element("h3", &[], &capital(label(Label::Footnotes, lang)));
        part.within("ol", &[("class", "notes")], |list| {
            for note in &notes {
                list.element("li", &[], note);
            }
        });
        part.line();
    }
}

/// What was asked for and refused: the reason and the right way.
fn refusals(page: &Page, lang: Lang, main: &mut Markup) {
    if page.refusals.is_empty() {
        return;
    }
    main.line().within("section", &[("aria-labelledby", "refused")], |part| {
        part.element("h2", &[("id", "refused")], label(Label::NotSupported, lang));
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

/// The files that belong to the page.
fn files(page: &Page, lang: Lang, main: &mut Markup) {
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

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}", chars.as_str())
}
