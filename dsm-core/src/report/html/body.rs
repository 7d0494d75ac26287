use super::{
    super::{
        below::{capital, left_out, signs},
        chart::chart,
        footnote::{footnotes, sentence},
        grid::{Entry, Grid, grid},
        lines::{Lines, lines},
        page::{Drawn, Page, Section},
    },
    Markup,
    after::{files, nothing, refusals},
    drawing::svg,
};
use crate::text::{Label, Lang, label};

/// In which language something is written, and under which ids: no id stands twice in a file.
#[derive(Clone, Copy, Debug)]
pub(in crate::report) struct Within {
    pub(in crate::report) lang: Lang,
    pub(in crate::report) prefix: &'static str,
}

impl Within {
    pub(in crate::report) fn id(self, of: &str, number: usize) -> String {
        format!("{}{of}{number}", self.prefix)
    }
}

pub(super) fn body(page: &Page, lang: Lang, html: &mut Markup) {
    let within = Within { lang, prefix: "" };
    html.within("body", &[], |body| {
        body.line().within("header", &[], |header| {
            head(page, within, header);
            languages(page, lang, header);
        });
        body.line().within("main", &[], |main| {
            sections(page, within, main);
            files(page, lang, main);
            main.line();
        });
        body.line();
        if page.source.is_some() {
            body.within("footer", &[], |footer| source(page, lang, footer));
            body.line();
        }
    });
}

/// The title, what the page is about, and what it says of itself.
pub(super) fn head(page: &Page, within: Within, header: &mut Markup) {
    let lang = within.lang;
    header.element("h1", &[], page.title.in_lang(lang)).line();
    if let Some(lead) = &page.lead {
        header.element("p", &[("class", "lead")], lead.in_lang(lang)).line();
    }
    if let Some(stamp) = &page.stamp {
        header.within("dl", &[("class", "stamp")], |list| pairs(&stamp.said(lang), list)).line();
    }
}

/// The figures, what was refused, and what is not there.
pub(super) fn sections(page: &Page, within: Within, main: &mut Markup) {
    for (number, section) in (1..).zip(&page.sections) {
        main.line();
        figures(section, number, within, main);
    }
    refusals(page, within, main);
    nothing(page, within, main);
}

pub(super) fn source(page: &Page, lang: Lang, footer: &mut Markup) {
    if let Some(source) = &page.source {
        footer.element("strong", &[], &sentence(label(Label::Source, lang)).replace('.', ":"));
        footer.text(" ").text(source.in_lang(lang));
    }
}

fn pairs<S: AsRef<str>>(all: &[(S, String)], list: &mut Markup) {
    for (name, value) in all {
        list.within("div", &[], |pair| {
            pair.element("dt", &[], &capital(name.as_ref())).element("dd", &[], value);
        });
    }
}

/// Where the page is in other languages, each called by its own name.
fn languages(page: &Page, lang: Lang, header: &mut Markup) {
    if page.others.is_empty() {
        return;
    }
    header.within("nav", &[("aria-label", label(Label::InOtherLanguages, lang))], |nav| {
        for (other, address) in &page.others {
            let code = other.code();
            nav.element("a", &[("href", address), ("hreflang", code), ("lang", code)], own_name(*other)).text(" ");
        }
    });
}

/// What a language calls itself.
pub(super) fn own_name(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "English",
        Lang::Ru => "Русский",
    }
}

fn figures(section: &Section, number: usize, within: Within, main: &mut Markup) {
    let lang = within.lang;
    let (title, grid) = (section.title.in_lang(lang), grid(section, lang));
    let id = within.id("figures", number);
    main.within("section", &[("aria-labelledby", &id)], |part| {
        part.element("h2", &[("id", &id)], title).line();
        if let Some(text) = &section.text {
            part.element("p", &[("class", "lead")], text.in_lang(lang)).line();
        }
        counts(section, &grid, lang, part);
        drawn(section, &grid, within.id("chart", number), lang, part);
        let region = [("class", "wide"), ("role", "group"), ("tabindex", "0"), ("aria-labelledby", id.as_str())];
        part.within("div", &region, |wide| table(&grid, title, lang, wide));
        part.line();
        below(section, &grid, within, part);
    });
    main.line();
}

/// The chart of a section, under ids that begin with its own.
fn drawn(section: &Section, grid: &Grid, id: String, lang: Lang, part: &mut Markup) {
    let Some(Drawn::Lines) = section.chart else {
        if let Some(scene) = chart(section, section.title.in_lang(lang), lang) {
            svg(&scene, &id, part);
            part.line();
        }
        return;
    };
    match lines(section, grid, lang) {
        None => {}
        Some(Lines::TooMany(said)) => {
            part.element("p", &[("class", "signs")], &said).line();
        }
        Some(Lines::Panels { panels, key }) => {
            part.within("div", &[("class", "panels")], |all| {
                for (row, (name, scene)) in panels.iter().enumerate() {
                    all.within("figure", &[], |panel| {
                        panel.element("figcaption", &[], name);
                        svg(scene, &format!("{id}r{row}"), panel);
                    });
                    all.line();
                }
            });
            part.line();
            if !key.is_empty() {
                meanings("signs key", Label::KeyOfCharts, &key, lang, part);
            }
        }
    }
}

/// Signs with their meaning, as a sentence.
fn meanings(class: &str, of: Label, signs: &[(&str, Label)], lang: Lang, part: &mut Markup) {
    part.within("p", &[("class", class)], |line| {
        line.element("strong", &[], label(of, lang)).text(": ");
        for (at, (sign, meaning)) in signs.iter().enumerate() {
            line.text(if at > 0 { "; " } else { "" });
            line.element("b", &[], sign).text("\u{a0}— ").text(label(*meaning, lang));
        }
        line.text(".");
    });
    part.line();
}

/// What the figures count, as pairs of a word and what it is here.
fn counts(section: &Section, grid: &Grid, lang: Lang, part: &mut Markup) {
    let mut pairs: Vec<(String, String)> = grid.fixed.iter().map(|(axis, code)| (axis.clone(), code.clone())).collect();
    let measure = section.view.measure();
    pairs.extend(crate::measure::counted(measure, lang).into_iter().map(|(name, value)| (name.to_owned(), value)));
    if !section.view.vintage().is_empty() {
        pairs.push((label(Label::Vintage, lang).to_owned(), section.view.vintage().to_owned()));
    }
    part.within("dl", &[("aria-label", label(Label::WhatTheFiguresCount, lang))], |list| self::pairs(&pairs, list));
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
                        let class = if again { "again" } else { "name" };
                        row.within("th", &[("scope", "row"), ("class", class)], |head| {
                            if again {
                                head.element("span", &[], name)
                            } else {
                                head.text(name)
                            };
                        });
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

/// What is not shown, the signs that occur and the footnotes.
fn below(section: &Section, grid: &Grid, within: Within, part: &mut Markup) {
    let lang = within.lang;
    if let Some(said) = left_out(section, grid, lang) {
        part.element("p", &[("class", "signs")], &said).line();
    }
    let signs = signs(grid, lang);
    if !signs.is_empty() {
        meanings("signs", Label::Signs, &signs, lang, part);
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
