use super::values::{Listed, figure, quoted, relationship};
use crate::{
    error::{Error, FindingSink, Result, codes::exc},
    exchange::sdmx::{
        Header, Structure,
        data::{Batch, DataSet, Layout, LeftOut, Observations, Part},
        structures::{Component, Structures, Wording},
    },
};
use serde_json::{Map, Value, json};
use std::{io::Write, sync::Arc};

/// The schema that messages name.
const SCHEMA: &str = "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/develop/data-message/tools/schemas/2.0.0/sdmx-json-data-schema.json";

/// Writes observations as an SDMX-JSON 2.0 data message: flat, every observation under the numbers of its values; the values with
/// their names stand at the end. Attributes are presented at the observation, with the level that the structure gives them as
/// their relationship.
///
/// `structures` are asked for names; where they have none, an id stands for its name.
///
/// # Errors
/// `EXC-001` when the bytes cannot be written; what the source reports. A data set with other components than the first is
/// `EXC-233` and left out.
///
/// # Sources
/// SDMX-JSON 2.0, data message.
pub fn write(
    source: &mut dyn Observations,
    header: &Header,
    structure: Option<&Structure>,
    structures: &Structures,
    findings: &mut dyn FindingSink,
    out: &mut dyn Write,
) -> Result<()> {
    let mut text = format!("{{\"meta\":{},\"data\":{{\"dataSets\":[", meta(header));
    let (mut batch, mut head) = (Batch::new(), None::<(Arc<Layout>, Vec<Listed>, Structure)>);
    let (mut open, file, mut left_out) = (None::<u32>, source.file(), LeftOut::default());
    while let Some(set) = source.next(&mut batch, findings)? {
        // A dimension without a value cannot be said in this format.
        if batch.is_empty() {
            continue;
        }
        let layout = set.layout.clone();
        if head.is_none() {
            let named = named(structure, set)?;
            head = Some((layout.clone(), layout.parts().iter().map(|_| Listed::default()).collect(), named));
        }
        let Some((own, listed, named)) = &mut head else { continue };
        if !Arc::ptr_eq(own, &layout) {
            left_out.say(set, (file.as_ref(), &batch), findings);
            continue;
        }
        if open != Some(set.number) {
            text.push_str(if open.is_some() { "}}," } else { "" });
            open = Some(set.number);
            let links = links(named);
            text.push_str(&format!(
                "{{\"structure\":0,\"action\":\"{}\",\"links\":{links},\"observations\":{{",
                set.action.word()
            ));
        } else {
            text.push(',');
        }
        for row in 0..batch.len() {
            text.push_str(if row > 0 { ",\n" } else { "\n" });
            observation(&layout, &batch, row, listed, &mut text);
            if text.len() > 64 << 10 {
                put(out, &mut text)?;
            }
        }
    }
    text.push_str(if open.is_some() { "}}]" } else { "]" });
    let described = head.map(|(layout, listed, named)| described(&layout, &listed, &named, structures));
    text.push_str(&format!(",\"structures\":{}}}}}\n", Value::from(described.into_iter().collect::<Vec<_>>())));
    put(out, &mut text)?;
    out.flush().map_err(|error| Error::new(exc::NOT_WRITTEN).caused_by(error))
}

fn put(out: &mut dyn Write, text: &mut String) -> Result<()> {
    let written = out.write_all(text.as_bytes());
    text.clear();
    written.map_err(|error| Error::new(exc::NOT_WRITTEN).caused_by(error))
}

fn named(structure: Option<&Structure>, set: &DataSet) -> Result<Structure> {
    match structure.or(set.structure.as_ref()) {
        Some(structure) => Ok(structure.clone()),
        None => Structure::data_structure(&set.layout.structure().about.identity.to_string()),
    }
}

fn meta(header: &Header) -> Value {
    let mut meta = json!({
        "schema": SCHEMA,
        "id": &*header.id,
        "test": header.test,
        "prepared": header.moment(),
        "sender": { "id": &*header.sender, "name": &*header.sender },
    });
    let receivers: Vec<Value> = header.receivers.iter().map(|id| json!({ "id": &**id, "name": &**id })).collect();
    if let (Value::Object(meta), false) = (&mut meta, receivers.is_empty()) {
        meta.insert("receivers".to_owned(), receivers.into());
    }
    meta
}

fn links(structure: &Structure) -> Value {
    let rel = structure.class().name().to_ascii_lowercase();
    json!([{ "urn": structure.identity().urn(structure.class()), "rel": rel }])
}

/// An observation under the numbers of its dimensions: the measures, then the attributes; what is not there is null, and what is
/// null at the end is left out.
fn observation(layout: &Layout, batch: &Batch, row: usize, listed: &mut [Listed], text: &mut String) {
    let dimensions = layout.dimensions();
    text.push('"');
    for component in 0..dimensions {
        if component > 0 {
            text.push(':');
        }
        if let (Some(value), Some(listed)) = (batch.value(row, component), listed.get_mut(component)) {
            text.push_str(&listed.number(value).to_string());
        }
    }
    text.push_str("\":[");
    let mut missing = 0;
    for (component, part) in layout.parts().iter().enumerate().skip(dimensions) {
        let Some(value) = batch.value(row, component) else {
            missing += 1;
            continue;
        };
        if !text.ends_with('[') {
            text.push(',');
        }
        (0..std::mem::take(&mut missing)).for_each(|_| text.push_str("null,"));
        let more = batch.more(row, component);
        let mut one = |value: &str, text: &mut String| match listed.get_mut(component) {
            Some(listed) if is_listed(part) => text.push_str(&listed.number(value).to_string()),
            _ if part.is_measure() => figure(value, text),
            _ => quoted(value, text),
        };
        if more.is_empty() {
            one(value, text);
        } else {
            text.push('[');
            one(value, text);
            for value in more {
                text.push(',');
                one(value, text);
            }
            text.push(']');
        }
    }
    text.push(']');
}

/// Whether values are said by their numbers. The official schema takes no several numbers for several values.
fn is_listed(part: &Part) -> bool {
    part.is_coded() && !part.many
}

/// The components with their values.
fn described(layout: &Layout, listed: &[Listed], named: &Structure, structures: &Structures) -> Value {
    let structure = layout.structure();
    let components: Vec<&Component> = structure.components().collect();
    let one = |(at, part): (usize, &Part)| {
        let component = components.get(at).copied();
        let mut object = Map::new();
        let names = component.and_then(|component| concept_names(component, structures));
        wording(&mut object, &part.id, names);
        if at < layout.dimensions() {
            object.insert("keyPosition".to_owned(), json!(at));
        } else if !part.is_measure() {
            object.insert("relationship".to_owned(), relationship(part, layout));
        }
        if at < layout.dimensions() || is_listed(part) {
            let name = |code: &str| component.and_then(|component| code_name(component, code, structures));
            let values = listed.get(at).map(|listed| listed.all(name)).unwrap_or_default();
            if !values.is_empty() {
                object.insert("values".to_owned(), values.into());
            }
        }
        Value::Object(object)
    };
    let parts: Vec<(usize, &Part)> = layout.parts().iter().enumerate().collect();
    let of = |wanted: &dyn Fn(usize, &Part) -> bool| -> Vec<Value> {
        parts.iter().copied().filter(|(at, part)| wanted(*at, part)).map(one).collect()
    };
    let dimensions = layout.dimensions();
    json!({
        "links": links(named),
        "name": structure.about.names.best("en").unwrap_or(structure.about.identity.id()),
        "dimensions": { "dataSet": [], "series": [], "observation": of(&|at, _| at < dimensions) },
        "measures": { "observation": of(&|at, part| at >= dimensions && part.is_measure()) },
        "attributes": {
            "dataSet": [], "dimensionGroup": [], "series": [],
            "observation": of(&|at, part| at >= dimensions && !part.is_measure()),
        },
        "dataSets": [0],
    })
}

fn wording(object: &mut Map<String, Value>, id: &str, names: Option<&Wording>) {
    object.insert("id".to_owned(), json!(id));
    let best = names.and_then(|names| names.best("en")).unwrap_or(id);
    object.insert("name".to_owned(), json!(best));
    let names: Map<String, Value> =
        names.into_iter().flat_map(Wording::iter).map(|(lang, text)| (lang.to_owned(), json!(text))).collect();
    if !names.is_empty() {
        object.insert("names".to_owned(), Value::Object(names));
    }
}

fn concept_names<'a>(component: &Component, structures: &'a Structures) -> Option<&'a Wording> {
    let concept = component.concept.as_ref()?;
    let scheme = structures.scheme(crate::exchange::sdmx::structures::Class::ConceptScheme, concept.identity())?;
    Some(&scheme.item(concept.item()?)?.names).filter(|names| !names.is_empty())
}

fn code_name(component: &Component, code: &str, structures: &Structures) -> Option<String> {
    let list = structures.representation(component)?.codelist.as_ref()?;
    structures.codelist(list.identity())?.item(code)?.names.best("en").map(str::to_owned)
}
