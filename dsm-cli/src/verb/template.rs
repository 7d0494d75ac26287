use super::{DONE, indicator::catalogue, table::written};
use crate::{
    arguments::{Template as Asked, Who},
    console::Console,
    failure::Done,
    input::session,
    whole::written_whole,
};
use dsm_core::{catalogue::Indicator, error::codes::acc, exchange::xlsx::Template};
use dsm_store::Query;

pub(super) fn run(asked: &Asked, console: &mut Console<'_>) -> Done<u8> {
    let catalogue = catalogue(&asked.chosen)?;
    let indicator = catalogue.find(&asked.indicator)?;
    let periods: Vec<&str> = asked.period.iter().map(String::as_str).collect();
    let template = Template::new(indicator, &asked.country, &periods, console.lang)?;
    let template = match (&asked.chosen.mechanism, &asked.user) {
        (Some(mechanism), Some(_)) => {
            let who = Who { mechanism: mechanism.clone(), user: asked.user.clone(), sign_with: None };
            beside(template, &who, indicator, &asked.country)?
        }
        _ => template,
    };
    written_whole(&asked.output, |out| template.write(out))?;
    written(&asked.output.display().to_string(), console)?;
    Ok(DONE)
}

/// What the user may see of the State's figures and of what it says of them.
fn beside(template: Template, who: &Who, indicator: &Indicator, country: &str) -> Done<Template> {
    let session = session(who)?;
    // Where there is nothing that the user may see, the form is that of the first time.
    let template = match session.view(&Query::new(indicator.id()).country(country)) {
        Ok(view) => template.beside(&view)?,
        Err(error) if error.code() == acc::NOT_AVAILABLE => template,
        Err(error) => return Err(error.into()),
    };
    let said = session.documentation(country, indicator.id())?;
    Ok(said.last().map_or(template.clone(), |said| template.documented(said)))
}
