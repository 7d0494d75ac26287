use dsm_core::{
    catalogue::Statement,
    error::{Error, Place, Result},
};
use toml::de::{DeTable, DeValue};

/// The statements of a TOML file, each at its line. `refusal` is said at the line where the file is no TOML.
pub(crate) fn statements(name: &str, text: &str, refusal: impl FnOnce() -> Error) -> Result<Vec<Statement>> {
    let line = |at: usize| 1 + text.get(..at).unwrap_or_default().matches('\n').count() as u64;
    let table = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        refusal().at(Place::line(name, line(at), 0))
    })?;
    let mut all = Vec::new();
    let place = |at: usize| Place::line(name, line(at), 0);
    within("", table.get_ref(), &place, &mut all);
    all.sort_by_key(|(at, _): &(usize, Statement)| *at);
    Ok(all.into_iter().map(|(_, statement)| statement).collect())
}

fn within(head: &str, table: &DeTable<'_>, place: &dyn Fn(usize) -> Place, all: &mut Vec<(usize, Statement)>) {
    for (key, value) in table {
        let path = if head.is_empty() { key.get_ref().to_string() } else { format!("{head}.{}", key.get_ref()) };
        one(&path, key.span().start, value.get_ref(), place, all);
    }
}

fn one(path: &str, at: usize, value: &DeValue<'_>, place: &dyn Fn(usize) -> Place, all: &mut Vec<(usize, Statement)>) {
    let mut state = |text: &str| all.push((at, Statement::new(path, text, place(at))));
    match value {
        DeValue::String(text) => state(text),
        DeValue::Integer(number) => state(number.as_str()),
        DeValue::Float(number) => state(number.as_str()),
        DeValue::Boolean(value) => state(if *value { "true" } else { "false" }),
        DeValue::Datetime(moment) => state(&moment.to_string()),
        DeValue::Array(values) => {
            for (number, value) in values.iter().enumerate() {
                one(&format!("{path}.{number}"), value.span().start, value.get_ref(), place, all);
            }
        }
        DeValue::Table(table) => within(path, table, place, all),
    }
}
