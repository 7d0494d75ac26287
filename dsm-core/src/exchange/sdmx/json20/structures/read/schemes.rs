use super::{Object, Reading, Value, about::NAMED};
use crate::{
    error::codes::exc,
    exchange::sdmx::structures::{Class, Item, ItemScheme, Representation, TextFormat},
};
use std::{collections::HashSet, sync::Arc};

/// What the list of the items of a scheme is called.
pub(in crate::exchange::sdmx::json20::structures) fn items_of(class: Class) -> &'static str {
    match class {
        Class::AgencyScheme => "agencies",
        Class::DataProviderScheme => "dataProviders",
        Class::DataConsumerScheme => "dataConsumers",
        Class::CategoryScheme => "categories",
        Class::ConceptScheme => "concepts",
        _ => "codes",
    }
}

/// Facets of a text that are numbers or truth values, or have no field of their own.
const FACETS: [&str; 8] =
    ["isSequence", "interval", "startValue", "endValue", "timeInterval", "startTime", "endTime", "isMultiLingual"];

impl Reading<'_> {
    pub(super) fn scheme(&mut self, class: Class, of: &Object) -> Option<ItemScheme> {
        let items = items_of(class);
        let mut scheme = ItemScheme::new(class, self.maintained(class, of, &["isPartial", items])?);
        scheme.partial = self.flag(of, "isPartial", false);
        self.items(of, items, "", &mut scheme.items, &mut HashSet::new());
        Some(scheme)
    }

    fn items(&mut self, of: &Object, name: &str, above: &str, into: &mut Vec<Item>, seen: &mut HashSet<Arc<str>>) {
        for one in self.objects(of, name) {
            let id = match self.text(one, "id").map(str::trim) {
                Some(own) if !own.is_empty() && above.is_empty() => Arc::from(own),
                Some(own) if !own.is_empty() => Arc::from(format!("{above}.{own}")),
                _ => {
                    self.told(exc::IDENTITY_UNREADABLE, one.at, name);
                    continue;
                }
            };
            if !seen.insert(Arc::clone(&id)) {
                self.told(exc::ARTEFACT_DOUBLE, one.at, name);
                continue;
            }
            let own: &[&str] = match name {
                "categories" => &["categories"],
                "concepts" => &["parent", "coreRepresentation"],
                _ => &["parent"],
            };
            self.others(one, &[NAMED, own]);
            let mut item = Item::new(&id).named(self.wording(one, "name", "names"));
            item.descriptions = self.wording(one, "description", "descriptions");
            item.annotations = self.annotations(one);
            item.parent = self.text(one, "parent").map(Arc::from);
            if !above.is_empty() {
                item.parent = Some(Arc::from(above));
            }
            item.representation = self.representation(one, "coreRepresentation", "String");
            into.push(item);
            if name == "categories" {
                self.items(one, name, &id, into, seen);
            }
        }
    }

    /// How values are written; none where nothing is said. `kind` is the type of a text that does not say it.
    pub(super) fn representation(&mut self, of: &Object, name: &str, kind: &str) -> Option<Representation> {
        let of = of.get(name)?.as_object()?;
        self.others(of, &[&["enumeration", "enumerationFormat", "format", "minOccurs", "maxOccurs"]]);
        let read = Representation {
            codelist: self.reference(of, "enumeration"),
            format: self.format(of, "format", kind).or_else(|| self.format(of, "enumerationFormat", "String")),
            min_occurs: self.occurs(of, "minOccurs"),
            max_occurs: self.occurs(of, "maxOccurs"),
        };
        (read != Representation::default()).then_some(read)
    }

    fn format(&mut self, of: &Object, name: &str, kind: &str) -> Option<TextFormat> {
        let of = of.get(name)?.as_object()?;
        let written = |name: &str| of.get(name).and_then(Value::written).map(Arc::<str>::from);
        let mut others: Vec<_> = FACETS.iter().filter_map(|facet| Some((Arc::from(*facet), written(facet)?))).collect();
        others.sort();
        let known = ["dataType", "pattern", "minLength", "maxLength", "minValue", "maxValue", "decimals"];
        self.others(of, &[&known, &FACETS]);
        Some(TextFormat {
            kind: written("dataType").unwrap_or_else(|| Arc::from(kind)),
            pattern: written("pattern"),
            min_length: self.number(of, "minLength"),
            max_length: self.number(of, "maxLength"),
            min_value: written("minValue"),
            max_value: written("maxValue"),
            decimals: self.number(of, "decimals"),
            others,
        })
    }
}
