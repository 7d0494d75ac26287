use super::{Class, Identity, Item, ItemScheme, Maintained, Reference, Wording, unwritable};
use crate::{
    code::{CodeList, Scheme},
    error::Result,
    table::Axis,
};
use std::sync::Arc;

/// Who maintains the lists that DSM brings along.
pub(super) const AGENCY: &str = "DSM";

/// Cross-domain lists of SDMX with their codes: which list of ours may be a part of them, agency, id and version, the codes.
///
/// Source: SDMX, cross-domain code lists CL_SEX 2.1, CL_OBS_STATUS 2.2, CL_CONF_STATUS 1.2, CL_FREQ 2.0.
const CROSS_DOMAIN: [(&str, &str, &[&str]); 4] = [
    ("SEX", "SDMX:CL_SEX(2.1)", &["F", "M", "_N", "_O", "_T", "_U", "_Z"]),
    (
        "OBS_STATUS",
        "SDMX:CL_OBS_STATUS(2.2)",
        &["A", "B", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "S", "U", "V", "W"],
    ),
    ("CONF_STATUS", "SDMX:CL_CONF_STATUS(1.2)", &["A", "C", "D", "E", "F", "G", "M", "N", "O", "S", "T"]),
    ("FREQ", "SDMX:CL_FREQ(2.0)", &["A", "S", "Q", "M", "W", "D", "H", "B", "N"]),
];

/// Code lists, each once.
#[derive(Debug, Default)]
pub(super) struct Lists(Vec<ItemScheme>);

impl Lists {
    pub(super) fn into_schemes(self) -> Vec<ItemScheme> {
        self.0
    }

    /// A list of ours as a code list; codes that stand somewhere and not in it are added with their own names.
    pub(super) fn of(&mut self, list: &CodeList, agency: &str, here: &[Arc<str>]) -> Result<Reference> {
        let mut items = Vec::new();
        for entry in list.entries() {
            let mut item = Item::new(entry.id().as_str()).named(Wording::from(entry.names()));
            item.parent = entry.parent().map(|parent| Arc::from(parent.as_str()));
            items.push(item);
        }
        let beside = here.iter().filter(|code| list.get(code).is_none());
        items.extend(beside.map(|code| Item::new(code).named(Wording::none().with("en", code))));
        let (identity, partial) = identity(list, agency, &items)?;
        let mut about = Maintained::new(identity).named(Wording::from(list.names()));
        about.descriptions = Wording::none();
        self.add(about, items, partial)
    }

    /// The codes of an axis about which nothing else is known.
    pub(super) fn of_codes(&mut self, axis: &Axis, agency: &str) -> Result<Reference> {
        let identity = Identity::new(agency, &format!("CL_{}", axis.id()), "1.0")?;
        let parents = axis.declared().map(|declared| &declared.parents);
        let item = |code: &Arc<str>| {
            let mut item = Item::new(code).named(Wording::none().with("en", code));
            item.parent =
                parents.and_then(|parents| parents.get(code)).filter(|group| axis.codes().contains(group)).cloned();
            item
        };
        let about = Maintained::new(identity).named(Wording::none().with("en", axis.id()));
        self.add(about, axis.codes().iter().map(item).collect(), false)
    }

    fn add(&mut self, about: Maintained, items: Vec<Item>, partial: bool) -> Result<Reference> {
        let word = |c: char| c.is_ascii_alphanumeric() || "_@$-".contains(c);
        if let Some(item) = items.iter().find(|item| item.id.is_empty() || !item.id.chars().all(word)) {
            return Err(unwritable(&item.id));
        }
        let reference = Reference::to(Class::Codelist, about.identity.clone());
        match self.0.iter_mut().find(|list| list.about.identity == about.identity) {
            // Two dimensions of one list: codes that only one of them has come to the others.
            Some(list) => {
                let more: Vec<_> = items.into_iter().filter(|item| list.item(&item.id).is_none()).collect();
                list.items.extend(more);
            }
            None => self.0.push(ItemScheme { items, partial, ..ItemScheme::new(Class::Codelist, about) }),
        }
        Ok(reference)
    }
}

/// What a list is as a code list, and whether only in part.
fn identity(list: &CodeList, agency: &str, items: &[Item]) -> Result<(Identity, bool)> {
    let id = list.id().as_str();
    if let Some((_, cross, codes)) = CROSS_DOMAIN.iter().find(|(own, ..)| *own == id && list.scheme() == Scheme::Sdmx)
        && items.iter().all(|item| codes.contains(&&*item.id))
    {
        return Ok((Identity::parse(cross)?, items.len() < codes.len()));
    }
    let own = CodeList::built_in(id).ok();
    let built_in = CodeList::in_scheme(id, list.scheme()).is_ok_and(|built| built == *list);
    // The same list in other codes is another one.
    let other = own.is_some_and(|own| own.scheme() != list.scheme());
    let scheme =
        if other { format!("_{}", list.scheme().word().replace('-', "_").to_uppercase()) } else { String::new() };
    let agency = if built_in { AGENCY } else { agency };
    Ok((Identity::new(agency, &format!("CL_{id}{scheme}"), "1.0")?, false))
}
