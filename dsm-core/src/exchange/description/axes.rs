use super::{Entries, unreadable};
use crate::{
    error::Result,
    table::{Axis, AxisKind, Membership},
};
use serde_json::{Map, Value, json};

/// The declarations of an axis, without the codes that stand in a table.
pub(super) fn without_codes(axis: &Axis) -> Axis {
    let Some(declared) = axis.declared() else {
        return if axis.is_time() { Axis::time(axis.id()) } else { Axis::reporter(axis.id()) };
    };
    let totals: Vec<&str> = declared.totals.iter().map(|t| &**t).collect();
    let mut bare = Axis::category(axis.id())
        .membership(declared.membership)
        .exhaustive(declared.exhaustive)
        .totals(&totals)
        .direction(declared.direction)
        .unknown(declared.unknown.as_deref().unwrap_or(""));
    for (code, group) in &declared.parents {
        bare = bare.parent(code, group);
    }
    bare
}

pub(super) fn of_axis(axis: &Axis) -> Value {
    match axis.kind() {
        AxisKind::Time => json!({ "id": axis.id(), "kind": "time" }),
        AxisKind::Reporter => json!({ "id": axis.id(), "kind": "reporter" }),
        AxisKind::Category(declared) => {
            let parents: Map<String, Value> =
                declared.parents.iter().map(|(code, group)| (code.to_string(), Value::from(&**group))).collect();
            json!({
                "id": axis.id(),
                "kind": "category",
                "membership": declared.membership.word(),
                "exhaustive": declared.exhaustive,
                "totals": declared.totals.iter().map(|t| &**t).collect::<Vec<_>>(),
                "parents": parents,
                "direction": declared.direction,
                "unknown": declared.unknown.as_deref().unwrap_or(""),
            })
        }
    }
}

pub(super) fn axis(value: Value, from: &mut Entries) -> Result<Axis> {
    let mut entries = from.inner("axes", value)?;
    let id = entries.text("id")?.ok_or_else(|| unreadable("axes"))?;
    let axis = match entries.text("kind")?.as_deref() {
        Some("time") => Axis::time(&id),
        Some("reporter") => Axis::reporter(&id),
        Some("category") => category(&id, &mut entries)?,
        _ => return Err(unreadable("axes")),
    };
    from.adopt(entries);
    Ok(axis)
}

fn category(id: &str, entries: &mut Entries) -> Result<Axis> {
    let membership = match entries.text("membership")? {
        Some(word) => Membership::parse(&word).ok_or_else(|| unreadable("membership"))?,
        None => Membership::Overlapping,
    };
    let mut axis = Axis::category(id)
        .membership(membership)
        .exhaustive(entries.truth("exhaustive")?)
        .direction(entries.truth("direction")?);
    let totals = entries.texts("totals")?;
    axis = axis.totals(&totals.iter().map(String::as_str).collect::<Vec<_>>());
    if let Some(unknown) = entries.text("unknown")? {
        axis = axis.unknown(&unknown);
    }
    for (code, group) in entries.object("parents")? {
        axis = axis.parent(&code, group.as_str().ok_or_else(|| unreadable("parents"))?);
    }
    Ok(axis)
}
