use super::{columns::Version, values::joined};
use crate::{
    error::{Error, Finding, FindingSink, Result, Safe, codes::exc},
    exchange::{
        record::put_field,
        sdmx::{
            Action, Structure,
            data::{Batch, DataSet, Layout, LeftOut, Observations},
        },
    },
};
use std::{io::Write, sync::Arc};

/// What parts several values of one field.
const SEPARATOR: char = ';';

/// Writes observations, a line each, with LF line ends and quotes as in RFC 4180.
pub(in crate::exchange::sdmx) fn write(
    version: Version,
    source: &mut dyn Observations,
    structure: Option<&Structure>,
    findings: &mut dyn FindingSink,
    out: &mut dyn Write,
) -> Result<()> {
    let (mut batch, mut text, mut head) = (Batch::new(), String::new(), None::<Arc<Layout>>);
    let (mut deleted, file, mut left_out) = (false, source.file(), LeftOut::default());
    while let Some(data_set) = source.next(&mut batch, findings)? {
        let layout = data_set.layout.clone();
        match &head {
            None => {
                names(version, &layout, &mut text);
                head = Some(layout.clone());
            }
            Some(head) if !Arc::ptr_eq(head, &layout) && !same(head, &layout) => {
                left_out.say(data_set, (file.as_ref(), &batch), findings);
                continue;
            }
            Some(_) => {}
        }
        if version == Version::V10 && data_set.action == Action::Delete {
            if !std::mem::replace(&mut deleted, true) {
                let _ = findings.put(Finding::new(exc::NOT_SAYABLE).with("what", Safe::word("deletions")));
            }
            continue;
        }
        let leading = leading(version, structure, data_set)?;
        for row in 0..batch.len() {
            line(&leading, &layout, &batch, row, &mut text);
            if text.len() > 64 << 10 {
                put(out, &mut text)?;
            }
        }
    }
    if head.is_none() {
        let first = if version == Version::V10 { "DATAFLOW" } else { "STRUCTURE,STRUCTURE_ID,ACTION" };
        text.push_str(first);
        text.push('\n');
    }
    put(out, &mut text)?;
    out.flush().map_err(|error| Error::new(exc::NOT_WRITTEN).caused_by(error))
}

fn same(one: &Layout, other: &Layout) -> bool {
    one.parts().iter().map(|part| &part.id).eq(other.parts().iter().map(|part| &part.id))
}

fn put(out: &mut dyn Write, text: &mut String) -> Result<()> {
    let written = out.write_all(text.as_bytes());
    text.clear();
    written.map_err(|error| Error::new(exc::NOT_WRITTEN).caused_by(error))
}

/// The line of names.
fn names(version: Version, layout: &Layout, text: &mut String) {
    let many = layout.parts().iter().any(|part| part.many);
    text.push_str(match (version, many) {
        (Version::V10, _) => "DATAFLOW",
        (Version::V20, false) => "STRUCTURE,STRUCTURE_ID,ACTION",
        (Version::V20, true) => "STRUCTURE[;],STRUCTURE_ID,ACTION",
    });
    for part in layout.parts() {
        text.push(',');
        put_field(&part.id, text);
        if part.many && version == Version::V20 {
            text.push_str("[]");
        }
    }
    text.push('\n');
}

/// What every line of a data set begins with.
fn leading(version: Version, structure: Option<&Structure>, data_set: &DataSet) -> Result<String> {
    let own;
    let structure = match structure.or(data_set.structure.as_ref()) {
        Some(structure) => structure,
        None => {
            own = Structure::data_structure(&data_set.layout.structure().about.identity.to_string())?;
            &own
        }
    };
    Ok(match version {
        Version::V10 => structure.to_string(),
        Version::V20 => format!("{},{structure},{}", structure.kind(), data_set.action.letter()),
    })
}

fn line(leading: &str, layout: &Layout, batch: &Batch, row: usize, text: &mut String) {
    text.push_str(leading);
    for (component, part) in layout.parts().iter().enumerate() {
        text.push(',');
        let Some(value) = batch.value(row, component) else { continue };
        let more = batch.more(row, component);
        if part.many || !more.is_empty() {
            let mut several = String::new();
            joined(std::iter::once(value).chain(more.iter().map(|value| &**value)), SEPARATOR, &mut several);
            put_field(&several, text);
        } else {
            put_field(value, text);
        }
    }
    text.push('\n');
}
