use super::{About, Element, Reading};
use crate::{
    error::{Result, codes::exc},
    exchange::sdmx::structures::{Class, Item, ItemScheme, Maintained},
    source::Input,
};
use std::{collections::HashSet, sync::Arc};

impl<R: Input> Reading<'_, R> {
    pub(super) fn scheme(&mut self, element: &Element) -> Result<Option<ItemScheme>> {
        let Some((class, item)) = Class::named(&element.name).and_then(|class| Some((class, class.item()?))) else {
            return Ok(None);
        };
        let Some(identity) = self.identity(element, class) else { return Ok(None) };
        let mut scheme = ItemScheme::new(class, Maintained::new(identity.clone()));
        scheme.partial = self.flag(element, "isPartial", false);
        let (mut about, mut seen) = (About::default(), HashSet::new());
        while let Some(part) = self.child(element)? {
            if part.name == item.name() {
                self.item(&part, "", &mut scheme.items, &mut seen)?;
            } else if part.name == "CodelistExtension" {
                self.left_out(&part);
            } else if !self.says(&part, &mut about)? {
                self.unexpected(&part);
            }
        }
        scheme.about = self.maintained(element, identity, about);
        Ok(Some(scheme))
    }

    /// An item, and those that stand in it.
    fn item(
        &mut self,
        element: &Element,
        above: &str,
        into: &mut Vec<Item>,
        seen: &mut HashSet<Arc<str>>,
    ) -> Result<()> {
        let id = match element.get("id").map(str::trim) {
            Some(own) if !own.is_empty() && above.is_empty() => Arc::from(own),
            Some(own) if !own.is_empty() => Arc::from(format!("{above}.{own}")),
            _ => {
                self.told(exc::IDENTITY_UNREADABLE, element);
                return Ok(());
            }
        };
        if !seen.insert(Arc::clone(&id)) {
            self.told(exc::ARTEFACT_DOUBLE, element);
            return Ok(());
        }
        let (at, mut about) = (into.len(), About::default());
        let mut item = Item::new(&id);
        item.parent = (!above.is_empty()).then(|| Arc::from(above));
        into.push(item);
        while let Some(part) = self.child(element)? {
            match part.name.as_str() {
                "Category" if element.name == "Category" => self.item(&part, &id, into, seen)?,
                "Parent" => {
                    let parent = self.local(&part)?.map(Arc::from);
                    into.get_mut(at).into_iter().for_each(|item| item.parent.clone_from(&parent));
                }
                "CoreRepresentation" => {
                    let read = self.representation(&part, "String")?;
                    into.get_mut(at).into_iter().for_each(|item| item.representation.clone_from(&read));
                }
                "ISOConceptReference" | "Contact" => self.left_out(&part),
                _ if self.says(&part, &mut about)? => {}
                _ => self.unexpected(&part),
            }
        }
        if let Some(item) = into.get_mut(at) {
            (item.names, item.descriptions, item.annotations) = (about.names, about.descriptions, about.annotations);
        }
        Ok(())
    }
}
