use super::{Object, Writing, about::urn};
use crate::{
    error::Result,
    exchange::sdmx::structures::{Class, Item, ItemScheme, Representation, TextFormat},
};
use serde_json::{Number, Value};
use std::collections::{BTreeMap, BTreeSet};

/// So many categories may stand in each other; deeper ones would not be read again.
const DEEPEST: usize = 48;

/// The items under each item, by its id.
type Under<'a> = BTreeMap<&'a str, Vec<&'a Item>>;

impl Writing<'_> {
    /// A scheme without its items.
    pub(super) fn scheme(&mut self, scheme: &ItemScheme) -> Value {
        let mut object = self.maintained(scheme.class, &scheme.about);
        object.maybe("isPartial", scheme.partial.then_some(true));
        object.into()
    }

    /// The items of a scheme, one after the other: a list may be long.
    pub(super) fn each_item(&mut self, scheme: &ItemScheme, mut write: impl FnMut(Value) -> Result<()>) -> Result<()> {
        if scheme.class == Class::CategoryScheme {
            let ids: BTreeSet<&str> = scheme.items.iter().map(|item| &*item.id).collect();
            let mut under = Under::new();
            for item in &scheme.items {
                let parent = item.parent.as_deref().filter(|parent| ids.contains(parent)).unwrap_or_default();
                under.entry(parent).or_default().push(item);
            }
            self.categories("", &under, DEEPEST).into_iter().try_for_each(write)
        } else {
            scheme.items.iter().try_for_each(|item| write(self.item(scheme.class, item)))
        }
    }

    fn categories(&mut self, above: &str, under: &Under<'_>, left: usize) -> Vec<Value> {
        let mut written = Vec::new();
        for item in under.get(above).into_iter().flatten() {
            if left == 0 {
                self.cannot("parent-here");
                continue;
            }
            let mut object = self.named(item, item.id.rsplit('.').next().unwrap_or_default());
            object.list("categories", self.categories(&item.id, under, left - 1));
            written.push(object.into());
        }
        written
    }

    fn named(&mut self, item: &Item, id: &str) -> Object {
        let mut object = Object::new();
        object.set("id", id);
        self.annotations(&mut object, &item.annotations);
        self.names(&mut object, id, &item.names, &item.descriptions);
        object
    }

    fn item(&mut self, class: Class, item: &Item) -> Value {
        let mut object = self.named(item, &item.id);
        match &item.parent {
            Some(parent) if class == Class::Codelist || (class == Class::ConceptScheme && is_name(parent)) => {
                object.set("parent", &**parent);
            }
            Some(_) => self.cannot("parent-here"),
            None => {}
        }
        if let Some(written) = &item.representation {
            object.maybe("coreRepresentation", self.representation(written));
        }
        object.into()
    }

    /// How values are written.
    pub(super) fn representation(&mut self, one: &Representation) -> Option<Value> {
        let mut object = Object::new();
        let listed = one.codelist.as_ref().filter(|list| list.class() == Class::Codelist);
        if one.codelist.is_some() && listed.is_none() {
            self.cannot("enumeration-of-kind");
        }
        match (listed, &one.format) {
            (Some(list), format) => {
                object.set("enumeration", urn(list));
                object.maybe("enumerationFormat", format.as_ref().map(|format| self.format(format, true)));
            }
            (None, Some(format)) => object.set("format", self.format(format, false)),
            (None, None) => {
                if one.min_occurs.is_some() || one.max_occurs.is_some() {
                    self.cannot("occurrences");
                }
                return None;
            }
        }
        object.maybe("minOccurs", one.min_occurs);
        object.maybe("maxOccurs", one.max_occurs.map(occurs));
        Some(object.into())
    }

    fn format(&mut self, format: &TextFormat, of_codes: bool) -> Value {
        let mut object = Object::new();
        object.set("dataType", &*format.kind);
        object.maybe("pattern", format.pattern.as_deref());
        object.maybe("minLength", format.min_length);
        object.maybe("maxLength", format.max_length);
        object.maybe("minValue", format.min_value.as_deref().and_then(|written| self.number(written)));
        object.maybe("maxValue", format.max_value.as_deref().and_then(|written| self.number(written)));
        if of_codes && format.decimals.is_some() {
            self.cannot("format-of-codes");
        } else {
            object.maybe("decimals", format.decimals);
        }
        for (facet, written) in &format.others {
            match &**facet {
                "isMultiLingual" if of_codes => self.cannot("format-of-codes"),
                "isMultiLingual" | "isSequence" => object.set(facet, &**written == "true" || &**written == "1"),
                "interval" | "startValue" | "endValue" => object.maybe(facet, self.number(written)),
                _ => object.set(facet, &**written),
            }
        }
        object.into()
    }

    /// A number as JSON has it; what reads otherwise afterwards is said.
    fn number(&mut self, written: &str) -> Option<Value> {
        let whole = written.parse().ok().map(|whole: i64| Number::from(whole));
        let number = whole.or_else(|| written.parse().ok().and_then(Number::from_f64));
        if number.as_ref().is_none_or(|number| number.to_string() != written) {
            self.cannot("number-as-written");
        }
        number.map(Value::Number)
    }
}

/// A number of occurrences.
pub(super) fn occurs(many: u32) -> Value {
    if many == u32::MAX { Value::from("unbounded") } else { Value::from(many) }
}

/// Whether this is a name that begins with a letter.
fn is_name(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_alphabetic())
        && id.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c))
}
