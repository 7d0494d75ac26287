use crate::{console::Console, failure::Done};
use dsm_core::{
    catalogue::Catalogue,
    code::{CodeList, Scheme},
    error::{Error, Result},
    report::{Names, Section},
    table::View,
    text::{Lang, Phrase, Text, Value, message, phrase, remedy},
};
use serde_json::json;

/// Says what happens, and keeps what was said.
pub(super) struct Narrator<'a, 'b> {
    pub(super) console: &'a mut Console<'b>,
    pub(super) said: String,
    steps: u32,
    countries: CodeList,
    pub(super) catalogue: Catalogue,
}

impl<'a, 'b> Narrator<'a, 'b> {
    pub(super) fn new(console: &'a mut Console<'b>, catalogue: Catalogue) -> Result<Self> {
        let countries = CodeList::in_scheme("COUNTRY", Scheme::Iso3166Alpha2)?;
        Ok(Self { console, said: String::new(), steps: 0, countries, catalogue })
    }

    pub(super) fn lang(&self) -> Lang {
        self.console.lang
    }

    /// A line, or several.
    pub(super) fn line(&mut self, text: &str) -> Done<()> {
        self.said.push_str(text);
        self.said.push('\n');
        self.console.say(text, json!({ "said": text }))
    }

    /// The heading of the next step.
    pub(super) fn step(&mut self, heading: &str) -> Done<()> {
        self.steps += 1;
        let steps = self.steps;
        self.line(&format!("\n── {steps} · {heading}"))
    }

    /// What was refused: the sentence, and the right way.
    pub(super) fn refused(&mut self, error: &Error) -> Done<()> {
        let lang = self.lang();
        self.line(&format!("   ✗ {}  {}", error.code(), message(error, lang)))?;
        self.line(&format!("     → {}", remedy(error, lang)))
    }

    /// A text of several lines, moved in.
    pub(super) fn inset(&mut self, text: &str) -> Done<()> {
        text.lines().try_for_each(|line| self.line(&format!("   {line}")))
    }

    /// What a State is called.
    pub(super) fn country(&self, code: &str, lang: Lang) -> String {
        self.countries.get(code).map_or(code, |entry| entry.names().in_lang(lang)).to_owned()
    }

    /// What an indicator is called.
    pub(super) fn indicator(&self, id: &str, lang: Lang) -> String {
        self.catalogue.find(id).map_or(id, |indicator| indicator.names().in_lang(lang)).to_owned()
    }

    /// A phrase in each language, its arguments in that language too.
    pub(super) fn text(&self, of: Phrase, arguments: &[(&str, Argument)]) -> Result<Text> {
        let said = |lang: Lang| {
            let values: Vec<(&str, String)> =
                arguments.iter().map(|(name, one)| (*name, self.argument(one, lang))).collect();
            let values: Vec<(&str, Value<'_>)> = values.iter().map(|(name, text)| (*name, Value::Text(text))).collect();
            phrase(of, lang, &values)
        };
        Text::new(Lang::En, &said(Lang::En))?.with(Lang::Ru, &said(Lang::Ru))
    }

    /// Figures under the name of their indicator.
    pub(super) fn section(&self, indicator: &str, view: View) -> Result<Section> {
        let found = self.catalogue.find(indicator)?;
        Ok(Section::new(found.names().clone(), view, Names::of_indicator(found)?))
    }

    fn argument(&self, argument: &Argument, lang: Lang) -> String {
        match argument {
            Argument::Countries(codes) => {
                codes.iter().map(|code| self.country(code, lang)).collect::<Vec<_>>().join(" + ")
            }
            Argument::Said(text) => text.clone(),
            Argument::Indicator(id) => self.indicator(id, lang),
            Argument::Code(axis, code) => {
                let list = CodeList::built_in(axis).ok();
                let entry = list.as_ref().and_then(|list| list.get(code));
                entry.map_or(code.as_str(), |entry| entry.names().in_lang(lang)).to_owned()
            }
            Argument::Period(period) => dsm_core::report::period(period, lang),
        }
    }
}

/// Something that is called differently in each language.
#[derive(Clone, Debug)]
pub(super) enum Argument {
    Countries(Vec<String>),
    Indicator(String),
    Code(String, String),
    Said(String),
    Period(dsm_core::time::Period),
}

impl Argument {
    pub(super) fn country(code: &str) -> Self {
        Self::Countries(vec![code.to_owned()])
    }
}
