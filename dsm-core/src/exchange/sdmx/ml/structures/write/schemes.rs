use super::Writing;
use crate::{
    error::Result,
    exchange::sdmx::structures::{Class, Item, ItemScheme},
};
use std::collections::{BTreeMap, BTreeSet};

/// So many categories may stand in each other; deeper ones would not be read again.
const DEEPEST: usize = 48;

/// The items under each item, by its id.
type Under<'a> = BTreeMap<&'a str, Vec<&'a Item>>;

impl Writing<'_, '_> {
    pub(super) fn scheme(&mut self, scheme: &ItemScheme) -> Result<()> {
        let (name, item) = match scheme.class {
            Class::AgencyScheme => ("str:AgencyScheme", "str:Agency"),
            Class::DataProviderScheme => ("str:DataProviderScheme", "str:DataProvider"),
            Class::DataConsumerScheme => ("str:DataConsumerScheme", "str:DataConsumer"),
            Class::CategoryScheme => ("str:CategoryScheme", "str:Category"),
            Class::Codelist => ("str:Codelist", "str:Code"),
            Class::ConceptScheme => ("str:ConceptScheme", "str:Concept"),
            // Nothing else has items.
            _ => return Ok(()),
        };
        let partial: &[(&str, &str)] = if scheme.partial { &[("isPartial", "true")] } else { &[] };
        self.begin(name, scheme.class, &scheme.about, partial)?;
        if scheme.class == Class::CategoryScheme {
            let ids: BTreeSet<&str> = scheme.items.iter().map(|item| &*item.id).collect();
            let mut under = Under::new();
            for item in &scheme.items {
                let parent = item.parent.as_deref().filter(|parent| ids.contains(parent)).unwrap_or_default();
                under.entry(parent).or_default().push(item);
            }
            self.categories("", &under, DEEPEST)?;
        } else {
            scheme.items.iter().try_for_each(|one| self.item(item, scheme.class, one))?;
        }
        self.xml.end()
    }

    fn categories(&mut self, above: &str, under: &Under<'_>, left: usize) -> Result<()> {
        for item in under.get(above).into_iter().flatten() {
            if left == 0 {
                self.cannot("parent-here");
                continue;
            }
            let id = item.id.rsplit('.').next().unwrap_or_default();
            self.xml.start("str:Category")?;
            self.xml.attribute("id", id)?;
            self.annotations(&item.annotations)?;
            self.names(id, &item.names, &item.descriptions)?;
            self.categories(&item.id, under, left - 1)?;
            self.xml.end()?;
        }
        Ok(())
    }

    /// Whether an item can say which one it is under: in 3.0 only one that begins with a letter.
    fn names_parent(&self, class: Class, parent: &str) -> bool {
        let letter = parent.starts_with(|c: char| c.is_ascii_alphabetic());
        let word = parent.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
        matches!(class, Class::Codelist | Class::ConceptScheme) && (self.is_v21() || (letter && word))
    }

    fn item(&mut self, name: &'static str, class: Class, item: &Item) -> Result<()> {
        self.xml.start(name)?;
        self.xml.attribute("id", &item.id)?;
        self.annotations(&item.annotations)?;
        self.names(&item.id, &item.names, &item.descriptions)?;
        match &item.parent {
            Some(parent) if !self.names_parent(class, parent) => self.cannot("parent-here"),
            Some(parent) => self.local("str:Parent", parent)?,
            None => {}
        }
        if let Some(representation) = &item.representation {
            self.representation("str:CoreRepresentation", representation)?;
        }
        self.xml.end()
    }
}
