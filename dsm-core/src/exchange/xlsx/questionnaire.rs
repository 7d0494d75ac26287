//! What the first sheet of a questionnaire says and asks of each of its tables.

use super::{
    changes::changed,
    cover::{Cover, units},
    identity::Identity,
    lists::Lists,
    shape::capital,
    sheet::lines,
    template::Template,
};
use crate::{
    measure::counted,
    text::{Label, Phrase, Value, phrase},
};
use rust_xlsxwriter::XlsxError;

type Done = Result<(), XlsxError>;

/// The name of an answer about a table, by its place in the questionnaire.
pub(super) fn field(name: &str, table: usize) -> String {
    format!("{name}_{}", table + 1)
}

impl Cover<'_> {
    /// What each table counts.
    pub(super) fn tables(&mut self, template: &Template) -> Done {
        let lang = self.lang;
        self.section(Label::TemplateTables)?;
        for (indicator, table) in template.tables.iter().zip(0..) {
            let name = indicator.names().in_lang(lang);
            self.sheet.write_string_with_format(self.next, 1, self.numbered(table), &self.style.strong)?;
            self.sheet.merge_range(self.next, 2, self.next, 3, name, &self.style.strong)?;
            self.height(lines(name, 70))?;
            self.fact(self.say(Label::TemplateDefinition), indicator.definition().in_lang(lang))?;
            let said = |(name, value): (&str, String)| format!("{}: {value}", capital(name));
            let counted: Vec<String> = counted(indicator.measure(), lang).into_iter().map(said).collect();
            self.fact(self.say(Label::TemplateCounted), &counted.join("; "))?;
            for dimension in indicator.dimensions() {
                if let Some(rule) = dimension.rule() {
                    self.fact(dimension.list().names().in_lang(lang), rule.in_lang(lang))?;
                }
            }
        }
        self.next += 1;
        Ok(())
    }

    /// The questions about each table: in which unit, where it can be stated in several, and whether anything has changed.
    pub(super) fn of_tables(
        &mut self,
        template: &Template,
        start: &str,
        lists: &mut Lists,
        identity: &mut Identity,
    ) -> Done {
        let lang = self.lang;
        for (indicator, table) in template.tables.iter().zip(0..) {
            let units = units(indicator, lang);
            if units.len() > 1 {
                let unit = field("UNIT", table);
                lists.add(&format!("DSM_{unit}"), || units);
                let asked = format!("{}. {}", self.numbered(table), self.say(Label::TemplateUnit));
                self.question((&unit, start, identity), (&asked, Some(Label::TemplateUnitHint)), Some(lists))?;
            }
        }
        lists.add("DSM_CHANGED", || changed(lang));
        for table in 0..template.tables.len() {
            let asked = format!("{}. {}", self.numbered(table), self.say(Label::TemplateChanged));
            let (line, list) = (self.next, lists.validation("DSM_CHANGED", lang)?);
            self.sheet.write_string_with_format(line, 1, &asked, &self.style.strong)?;
            self.sheet.write_blank(line, 2, &self.style.field)?.add_data_validation(line, 2, line, 2, &list)?;
            identity.field(&field("CHANGED", table), start, line, 2);
            self.height(lines(&asked, 30))?;
        }
        let hint = self.say(Label::TemplateChangedHint);
        self.sheet.write_string_with_format(self.next, 2, hint, &self.style.hint)?;
        self.height(lines(hint, 60))
    }

    /// A table by its number, as its sheets are called.
    fn numbered(&self, table: usize) -> String {
        phrase(Phrase::TemplateTable, self.lang, &[("table", Value::Text(&(table + 1).to_string()))])
    }
}
