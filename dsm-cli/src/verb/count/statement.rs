use crate::{arguments::CountStatement, console::Console, failure::Done};
use dsm_core::{
    count::{Dialect, Specification, Statement},
    error::Result,
};
use serde_json::json;

/// Says a count as one SQL statement.
pub(super) fn say(
    asked: &CountStatement,
    dialect: Dialect,
    specification: &Specification,
    console: &mut Console<'_>,
) -> Done<()> {
    let statement = statement(asked, dialect, specification)?;
    let object = json!({ "sql": statement.sql(), "columns": statement.columns() });
    console.say(statement.sql(), json!({ "statement": object }))
}

fn statement(asked: &CountStatement, dialect: Dialect, specification: &Specification) -> Result<Statement> {
    let (catalogue, from) = (specification.catalogue()?, asked.from.as_deref().unwrap_or_default());
    let of = |count: &str| Statement::new(specification, count, &catalogue, dialect, from);
    if let Some(count) = &asked.count {
        return of(count);
    }
    // Where none is named, the only one is meant: who asks for none is told which there are.
    match of("") {
        Err(error) => match error.args().named("names").and_then(|names| names.as_terms()) {
            Some([one]) => of(one),
            _ => Err(error),
        },
        said => said,
    }
}
