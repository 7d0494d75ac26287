use super::{DONE, indicator::catalogue, table::written};
use crate::{
    arguments::{Template as Asked, Who},
    console::Console,
    failure::Done,
    input::session,
    whole::written_whole,
};
use dsm_core::{
    catalogue::Indicator,
    error::{Result, codes::acc},
    exchange::xlsx::Template,
};
use dsm_store::Query;

pub(super) fn run(asked: &Asked, console: &mut Console<'_>) -> Done<u8> {
    let catalogue = catalogue(&asked.chosen)?;
    let indicators: Vec<&Indicator> = asked.indicators.iter().map(|id| catalogue.find(id)).collect::<Result<_>>()?;
    let periods: Vec<&str> = asked.period.iter().map(String::as_str).collect();
    let template = Template::questionnaire(&indicators, &asked.country, &periods, console.lang)?;
    let template = match (&asked.chosen.mechanism, &asked.user) {
        (Some(mechanism), Some(_)) => {
            let who = Who { mechanism: mechanism.clone(), user: asked.user.clone(), sign_with: None };
            beside(template, &who, &indicators, &asked.country)?
        }
        _ => template,
    };
    written_whole(&asked.output, |out| template.write(out))?;
    written(&asked.output.display().to_string(), console)?;
    Ok(DONE)
}

/// What the user may see of the State's figures and of what it says of them.
fn beside(mut template: Template, who: &Who, indicators: &[&Indicator], country: &str) -> Done<Template> {
    let session = session(who)?;
    for indicator in indicators {
        // Where there is nothing that the user may see, the form is that of the first time.
        match session.view(&Query::new(indicator.id()).country(country)) {
            Ok(view) => template = template.beside(&view)?,
            Err(error) if error.code() == acc::NOT_AVAILABLE => {}
            Err(error) => return Err(error.into()),
        }
    }
    if let [indicator] = indicators
        && let Some(said) = session.documentation(country, indicator.id())?.last()
    {
        template = template.documented(said);
    }
    Ok(template)
}
