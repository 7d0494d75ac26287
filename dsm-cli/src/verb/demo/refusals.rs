use super::{
    narrator::{Argument, Narrator},
    region::Region,
};
use crate::failure::Done;
use dsm_core::{
    error::{Error, Result},
    measure::{Assume, RatioForm},
    text::{Label, Phrase, Text, label},
};

/// What was asked and refused.
pub(super) type Refusal = (Text, Error);

/// Asks for what figures do not support, and says why not and what to do instead.
pub(super) fn refused(region: &Region, narrator: &mut Narrator<'_, '_>) -> Done<Vec<Refusal>> {
    let lang = narrator.lang();
    narrator.step(label(Label::DemoRefuse, lang))?;
    let mut asked: Vec<(Text, Result<()>)> = Vec::new();
    let indicators = region.indicators();
    for country in &region.states {
        for indicator in &indicators {
            let arguments =
                [("indicator", Argument::Indicator(indicator.clone())), ("country", Argument::country(country))];
            if region.units(country, indicator).len() > 1 {
                let mixed = region.view(indicator, &[country], None).map(|_| ());
                asked.push((narrator.text(Phrase::DemoMixedUnits, &arguments)?, mixed));
            }
            let cases = region.units(country, indicator).iter().find(|unit| unit.starts_with("cases:"));
            if let Some(cases) = cases {
                let persons = region.view(indicator, &[country], Some(cases));
                let persons = persons.and_then(|cases| cases.to_persons(&Assume::nothing())).map(|_| ());
                asked.push((narrator.text(Phrase::DemoCasesAsPersons, &arguments)?, persons));
            }
        }
    }
    if let [applications, decisions, ..] = indicators.as_slice() {
        let country = region.owner.as_str();
        let whole = |indicator: &str| {
            let view = region.view(indicator, &[country], Some(region.main_unit(indicator)))?;
            let axes: Vec<&str> =
                view.axes().iter().filter(|axis| axis.declared().is_some()).map(|axis| axis.id()).collect();
            view.sum(&axes, &Assume::nothing())
        };
        let (lodged, decided) = (whole(applications), whole(decisions));
        if let (Ok(lodged), Ok(decided)) = (lodged, decided) {
            let arguments = |first: &str, second: &str| {
                [
                    ("first", Argument::Indicator(first.to_owned())),
                    ("second", Argument::Indicator(second.to_owned())),
                    ("country", Argument::country(country)),
                ]
            };
            let pending = lodged.balance(&[&lodged], &[&decided], None, &Assume::nothing()).map(|_| ());
            asked.push((narrator.text(Phrase::DemoLess, &arguments(applications, decisions))?, pending));
            let rate = decided.ratio(&lodged, RatioForm::Proportion, &Assume::nothing()).map(|_| ());
            asked.push((narrator.text(Phrase::DemoRecognition, &arguments(decisions, applications))?, rate));
        }
    }
    let mut refusals = Vec::new();
    for (question, answer) in asked {
        // Only what the figures refuse is told here.
        if let Err(error) = answer {
            narrator.line(question.in_lang(lang))?;
            narrator.refused(&error)?;
            refusals.push((question, error));
        }
    }
    Ok(refusals)
}
