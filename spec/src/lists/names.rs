use super::{LANGS, Lists, data::List, plain::plain};
use std::collections::BTreeMap;

impl Lists {
    /// The name of a code of a list in a language, as the State asks for it, or else as the source has it.
    pub(super) fn name<'a>(&'a self, list: &'a List, code: &str, lang: &str) -> Option<&'a str> {
        if !list.named_elsewhere() {
            let row = list.codes.iter().find(|row| list.cell(row, "id") == code)?;
            return Some(list.cell(row, lang)).filter(|name| !name.is_empty());
        }
        self.own_name(list, code, lang).or_else(|| self.carried(list, code, lang))
    }

    /// The name that a State asks for.
    pub(super) fn own_name(&self, list: &List, code: &str, lang: &str) -> Option<&str> {
        let state = self.own.state.iter().find(|state| list.id == "COUNTRY" && state.code == code)?;
        state.names.get(lang).map(String::as_str)
    }

    /// The name as it was carried over from its source.
    pub(super) fn carried(&self, list: &List, code: &str, lang: &str) -> Option<&str> {
        let names = self.names.iter().map(|(_, names)| names).find(|names| names.lang == lang)?;
        names.names.get(&list.id)?.get(code).map(String::as_str)
    }

    /// The languages in which a list has names.
    pub(super) fn langs(list: &List) -> &'static [&'static str] {
        if list.named_elsewhere() { &LANGS } else { &["en", "ru"] }
    }

    /// The other names of a code: those stated, and the one that the State's own name replaced. None is said twice.
    pub(super) fn others<'a>(&'a self, list: &'a List, code: &str) -> Vec<(&'a str, &'a str)> {
        let mut all: Vec<(&'a str, &'a str)> = Vec::new();
        for lang in Self::langs(list) {
            let replaced = self.own_name(list, code, lang).and_then(|_| self.carried(list, code, lang));
            let stated = self.other.iter().filter_map(|(_, file)| file.lists.get(&list.id)?.get(*lang)?.get(code));
            let mut seen = vec![self.name(list, code, lang).map(plain)];
            for name in replaced.into_iter().chain(stated.flatten().map(String::as_str)) {
                let form = Some(plain(name));
                if !seen.contains(&form) {
                    seen.push(form);
                    all.push((*lang, name));
                }
            }
        }
        all
    }

    /// Every plain form of a name of a list, and of the lists that it takes codes from, with the codes that bear it in each
    /// language.
    pub(super) fn forms<'a>(&'a self, list: &'a List) -> BTreeMap<String, BTreeMap<&'a str, Vec<&'a str>>> {
        let mut forms: BTreeMap<String, BTreeMap<&str, Vec<&str>>> = BTreeMap::new();
        let others = list.includes.iter().chain(&list.members).filter_map(|other| self.list(other));
        for (list, id) in std::iter::once(list).chain(others).flat_map(|list| list.ids().map(move |id| (list, id))) {
            let own = Self::langs(list).iter().filter_map(|lang| Some((*lang, self.name(list, id, lang)?)));
            for (lang, name) in own.chain(self.others(list, id)) {
                let codes = forms.entry(plain(name)).or_default().entry(lang).or_default();
                if !codes.contains(&id) {
                    codes.push(id);
                }
            }
        }
        forms
    }
}
