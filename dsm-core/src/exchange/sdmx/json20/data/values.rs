use crate::exchange::sdmx::{
    data::{Layout, Part},
    structures::{Relationship, Role},
};
use serde_json::{Value, json};
use std::{collections::HashMap, sync::Arc};

/// The values of a component that a message lists once and then names by their numbers.
#[derive(Debug, Default)]
pub(super) struct Listed {
    values: Vec<Arc<str>>,
    numbers: HashMap<Arc<str>, usize>,
}

impl Listed {
    /// The number of a value.
    pub(super) fn number(&mut self, text: &str) -> usize {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let text: Arc<str> = Arc::from(text);
        self.values.push(text.clone());
        self.numbers.insert(text, self.values.len() - 1);
        self.values.len() - 1
    }

    /// The values with what they are called.
    pub(super) fn all(&self, name: impl Fn(&str) -> Option<String>) -> Vec<Value> {
        let one = |id: &Arc<str>| json!({ "id": &**id, "name": name(id).unwrap_or_else(|| id.to_string()) });
        self.values.iter().map(one).collect()
    }
}

/// What an attribute is said of, as the message says it, which knows no groups: their dimensions stand for them.
pub(super) fn relationship(part: &Part, layout: &Layout) -> Value {
    match &part.role {
        Role::Attribute { of: Relationship::DataSet, .. } => json!({ "dataflow": {} }),
        Role::Attribute { of: Relationship::Group(id), .. } => {
            let group = layout.structure().groups.iter().find(|group| group.id == *id);
            let own = group.map(|group| group.dimensions.iter().map(|id| &**id).collect::<Vec<_>>());
            own.filter(|own| !own.is_empty()).map_or(json!({ "observation": {} }), |own| json!({ "dimensions": own }))
        }
        Role::Attribute { of: Relationship::Dimensions(ids), .. } => {
            json!({ "dimensions": ids.iter().map(|id| &**id).collect::<Vec<_>>() })
        }
        _ => json!({ "observation": {} }),
    }
}

/// A figure as a number of JSON where it is written like one, else as a text.
pub(super) fn figure(text: &str, into: &mut String) {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let plain = all(whole) && all(rest) && (whole == "0" || !whole.starts_with('0'));
    if plain { into.push_str(text) } else { quoted(text, into) }
}

/// A text of JSON.
pub(super) fn quoted(text: &str, into: &mut String) {
    into.push_str(&Value::from(text).to_string());
}
