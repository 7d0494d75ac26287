use super::{
    LANGS, Lists, SCHEMES,
    data::{List, Names},
};
use std::collections::BTreeSet;

/// The languages that are written in Cyrillic letters.
const CYRILLIC: [&str; 5] = ["ru", "kk", "tg", "uk", "ky"];

/// What is wrong, each problem with its file.
pub(super) fn all(lists: &Lists) -> Vec<String> {
    let mut problems = Vec::new();
    let mut add = |file: &str, wrong: Vec<String>| problems.extend(wrong.into_iter().map(|w| format!("{file}: {w}")));
    for (file, list) in &lists.lists {
        add(file, table(list, lists));
        add(file, validity(list));
        add(file, named(list, lists));
    }
    for (file, names) in &lists.names {
        add(file, stated("dsm-names/1", &names.format, &names.source, &names.licence));
        add(file, copied(names, lists));
    }
    for (file, other) in &lists.other {
        add(file, stated("dsm-other-names/1", &other.format, &other.source, &other.licence));
        for (id, langs) in &other.lists {
            let codes = langs.iter().flat_map(|(lang, codes)| codes.keys().map(move |code| (lang, code)));
            add(file, codes.filter_map(|(lang, code)| known(lists, id, code, lang)).collect());
        }
    }
    let (own, ambiguous, repairs) = (&lists.own, &lists.ambiguous, &lists.repairs);
    add("own_names.toml", stated("dsm-own-names/1", &own.format, &own.source, &own.licence));
    for state in &own.state {
        let wrong = state.names.keys().filter_map(|lang| known(lists, "COUNTRY", &state.code, lang));
        add("own_names.toml", wrong.chain(state.why.is_empty().then(|| format!("{}: why?", state.code))).collect());
    }
    add("ambiguous.toml", stated("dsm-ambiguous/1", &ambiguous.format, &ambiguous.source, &ambiguous.licence));
    for (lang, name, codes, why) in &ambiguous.names {
        let wrong = codes.iter().filter_map(|code| known(lists, &ambiguous.list, code, lang));
        let few = (codes.len() < 2 || why.is_empty()).then(|| format!("{name}: two codes and a reason"));
        add("ambiguous.toml", wrong.chain(few).collect());
    }
    add("repairs.toml", stated("dsm-repairs/1", &repairs.format, &repairs.source, &repairs.licence));
    for repair in &repairs.repair {
        let list = lists.list("COUNTRY").and_then(|list| lists.carried(list, &repair.code, &repair.lang));
        let undone = list != Some(repair.name.as_str()) || repair.why.is_empty();
        add("repairs.toml", undone.then(|| format!("{} {}: not done", repair.lang, repair.code)).into_iter().collect());
    }
    problems
}

/// A format, and a source and a licence for every file.
fn stated(wanted: &str, format: &str, source: &str, licence: &str) -> Vec<String> {
    let mut problems = Vec::new();
    if format != wanted {
        problems.push(format!("the format is not {wanted}"));
    }
    if source.is_empty() || licence.is_empty() {
        problems.push("no source or licence".to_owned());
    }
    problems
}

/// What is said of a code that a list does not have, or in a language that is none of ours.
fn known(lists: &Lists, list: &str, code: &str, lang: &str) -> Option<String> {
    let there = lists.list(list).is_some_and(|list| list.ids().any(|id| id == code));
    (!there || !LANGS.contains(&lang)).then(|| format!("{list}.{lang}: {code} is not a code of the list"))
}

/// Faults of a list as a table.
fn table(list: &List, lists: &Lists) -> Vec<String> {
    let mut problems = stated("dsm-lists/1", &list.format, &list.source, &list.licence);
    let mut wrong = |test: bool, says: String| {
        if test {
            problems.push(says);
        }
    };
    wrong(!SCHEMES.contains(&list.scheme.as_str()), format!("no such scheme: {}", list.scheme));
    wrong(!cyrillic(&list.ru) || list.en.is_empty(), "a name is missing".to_owned());
    for other in list.includes.iter().chain(&list.members) {
        wrong(lists.list(other).is_none(), format!("the list {other} does not exist"));
    }
    for column in &list.columns {
        let known = ["id", "en", "ru", "parent", "region"].contains(&column.as_str());
        wrong(!known && !SCHEMES.contains(&column.as_str()), format!("no such column: {column}"));
    }
    for (number, row) in list.codes.iter().enumerate() {
        wrong(row.len() != list.columns.len(), format!("row {} does not have a value for each column", number + 1));
        wrong(!code(list.cell(row, "id")), format!("row {}: not a code", number + 1));
        let parent = list.cell(row, "parent");
        wrong(!parent.is_empty() && !list.ids().any(|id| id == parent), format!("row {}: no such parent", number + 1));
        let region = list.cell(row, "region");
        let groups = |other: &&(String, List)| other.1.members.as_ref() == Some(&list.id);
        let groups = lists.lists.iter().find(groups);
        let there = groups.is_some_and(|(_, groups)| groups.ids().any(|id| id == region));
        wrong(!region.is_empty() && !there, format!("row {}: no such region", number + 1));
    }
    for column in list.columns.iter().filter(|column| *column == "id" || SCHEMES.contains(&column.as_str())) {
        let mut seen = BTreeSet::new();
        for value in list.codes.iter().flat_map(|row| list.cell(row, column).split(' ')).filter(|v| !v.is_empty()) {
            wrong(!code(value), format!("{column}: {value} is not a code"));
            wrong(!seen.insert(value), format!("{column}: {value} stands twice"));
        }
        for one in list.unplaced.iter().filter(|one| one.scheme == *column) {
            wrong(seen.contains(one.code.as_str()) || one.why.is_empty(), format!("{}: it has a place", one.code));
        }
    }
    problems
}

/// Faults of what is said about years, successors, and codes that are wider than their entry.
fn validity(list: &List) -> Vec<String> {
    let mut problems = Vec::new();
    let none = |code: &&String| !list.ids().any(|id| id == code.as_str());
    for one in &list.validity {
        let codes = one.successors.iter().chain([&one.code]);
        problems.extend(codes.filter(none).map(|code| format!("validity: {code} is not a code of the list")));
        if one.from > one.until {
            problems.push(format!("validity: {} ends before it begins", one.code));
        }
    }
    for one in &list.wider {
        let codes = one.with.iter().chain([&one.code]);
        problems.extend(codes.filter(none).map(|code| format!("wider: {code} is not a code of the list")));
        if one.source.is_empty() || !SCHEMES.contains(&one.scheme.as_str()) {
            problems.push(format!("wider: {}: a scheme and a source", one.code));
        }
    }
    problems
}

/// Names that are missing, or not written in the letters of their language.
fn named(list: &List, lists: &Lists) -> Vec<String> {
    let mut problems = Vec::new();
    for id in list.ids() {
        for lang in Lists::langs(list) {
            let name = lists.name(list, id, lang).unwrap_or_default();
            let letters = if CYRILLIC.contains(lang) { cyrillic(name) } else { latin(name) };
            if !letters {
                problems.push(format!("{id}: the name in {lang} is missing"));
            }
            let all =
                std::iter::once(name).chain(lists.others(list, id).into_iter().filter(|(l, _)| l == lang).map(|n| n.1));
            problems
                .extend(all.filter(|name| mixed(name)).map(|name| format!("{id}: {name} mixes two scripts in {lang}")));
        }
    }
    problems
}

/// Names that are another language's letter for letter, and are not listed as truly the same; and the other way round.
fn copied(names: &Names, lists: &Lists) -> Vec<String> {
    let mut problems = Vec::new();
    for (other, listed) in [("en", &names.same_as_en), ("ru", &names.same_as_ru)] {
        let alike = CYRILLIC.contains(&names.lang.as_str()) == (other == "ru");
        if names.lang == other || !alike {
            continue;
        }
        let Some(list) = lists.list("COUNTRY") else { continue };
        for (code, name) in names.names.get("COUNTRY").into_iter().flatten() {
            let same = lists.carried(list, code, other) == Some(name);
            if same != listed.contains(code) {
                problems.push(format!("{code}: is it truly the same as in {other}? List it, or correct it"));
            }
        }
    }
    problems
}

/// Whether it is written like a code.
fn code(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_@$".contains(c);
    text.len() <= 64 && text.starts_with(plain) && text.chars().all(|c| plain(c) || ".+-".contains(c))
}

fn cyrillic(text: &str) -> bool {
    text.chars().any(|c| ('\u{400}'..='\u{4ff}').contains(&c))
}

fn latin(text: &str) -> bool {
    text.chars().any(|c| c.is_alphanumeric()) && !cyrillic(text)
}

/// Whether Latin and Cyrillic letters stand in one word: they look alike, and a name so written is never found.
fn mixed(text: &str) -> bool {
    let both = |word: &str| cyrillic(word) && word.chars().any(|c| c.is_ascii_alphabetic());
    text.split(|c: char| !c.is_alphabetic()).any(both)
}
