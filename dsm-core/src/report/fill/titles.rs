use super::Scope;
use crate::{
    catalogue::Indicator,
    code::{CodeList, Scheme},
    error::Result,
    measure::{Measure, Unit, counted},
    report::Names,
    text::{Label, Lang, Tag, Text, label},
};
use std::sync::Arc;

/// What the placeholders of titles stand for.
pub(super) struct Titles<'a> {
    indicator: Option<&'a Indicator>,
    country: Option<Text>,
}

impl<'a> Titles<'a> {
    pub(super) fn of(indicator: Option<&'a Indicator>, scope: &Scope) -> Result<Self> {
        let countries = CodeList::in_scheme("COUNTRY", Scheme::Iso3166Alpha2)?;
        let one = scope.countries.iter().next().filter(|_| scope.countries.len() == 1);
        let named = one.and_then(|code| countries.get(code).map(|entry| entry.names().clone()));
        let code = || one.map(|code| Text::new(Lang::En, code)).transpose();
        Ok(Self { indicator, country: named.map_or_else(code, |named| Ok(Some(named)))? })
    }

    /// A text with `{indicator}`, `{definition}`, `{country}` and `{dimension}` replaced, in every language that it is written in.
    pub(super) fn filled(&self, text: &Text, dimension: Option<&Text>) -> Result<Text> {
        let put = [
            ("{indicator}", self.indicator.map(Indicator::names)),
            ("{definition}", self.indicator.map(Indicator::definition)),
            ("{country}", self.country.as_ref()),
            ("{dimension}", dimension),
        ];
        every(text, |tag, said| {
            let mut out = String::new();
            let mut rest = said;
            // In one pass: what a name says is never read as a placeholder.
            while let Some(at) = rest.find('{') {
                let (before, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
                out.push_str(before);
                let found = put.iter().find_map(|(name, with)| Some((after.strip_prefix(name)?, (*with)?)));
                rest = match found {
                    Some((after, with)) => {
                        out.push_str(with.for_tag(tag));
                        after
                    }
                    None => {
                        out.push('{');
                        after.strip_prefix('{').unwrap_or_default()
                    }
                };
            }
            out.push_str(rest);
            out
        })
    }
}

/// A title of one of several tables that differ in what they count.
pub(super) fn in_unit(title: &Text, measure: &Measure, unit: &str) -> Result<Text> {
    // Of parts of a whole it is said what was counted, of which they are parts.
    let parts = matches!(measure.unit(), Unit::Ratio(_));
    let of = Measure::parse(unit, "flow").ok().filter(|_| parts);
    let measure = of.as_ref().unwrap_or(measure);
    both(|lang| {
        let unit = counted(measure, lang).into_iter().next().map(|(_, unit)| unit).unwrap_or_default();
        format!("{}: {unit}", title.in_lang(lang))
    })
}

/// A set of dimensions by their names; the total, where there are none.
pub(super) fn of_dimensions(by: &[&str], names: &Names) -> Result<Option<Text>> {
    let one = |id: &&str| names.text_of_axis(id);
    let all: Vec<Text> = by.iter().map(one).collect();
    let said = |lang: Lang| match all.as_slice() {
        [] => label(Label::Total, lang).to_owned(),
        all => all.iter().map(|name| name.in_lang(lang)).collect::<Vec<_>>().join(" × "),
    };
    both(said).map(Some)
}

/// A title, and the States that it is about.
pub(super) fn of_countries(title: &Text, countries: &[&Arc<str>], names: &Names) -> Result<Text> {
    both(|lang| {
        let named = countries.iter().map(|code| names.of_code(super::beside::REPORTER, code, lang));
        let named = named.collect::<Vec<_>>().join(", ");
        format!("{}: {named}", title.in_lang(lang))
    })
}

/// A text in each language of DSM.
fn both(say: impl Fn(Lang) -> String) -> Result<Text> {
    Text::new(Lang::En, &say(Lang::En))?.with(Lang::Ru, &say(Lang::Ru))
}

/// The same in every language in which a text is written.
fn every(text: &Text, say: impl Fn(&Tag, &str) -> String) -> Result<Text> {
    let mut all: Option<Text> = None;
    for (tag, said) in text.iter() {
        let said = say(tag, said);
        all = Some(match all {
            None => Text::new(tag.clone(), &said)?,
            Some(all) => all.with(tag.clone(), &said)?,
        });
    }
    Ok(all.unwrap_or_else(|| text.clone()))
}
