use super::super::{
    changes::{called, is_asked},
    entry::count,
    identity::Identity,
    lists::Lists,
    paper,
    sheet::{lines, not_written},
    style::Style,
};
use crate::{
    catalogue::Indicator,
    code::{CodeList, Scheme},
    documentation::{Documentation, Field, Kind, Required, fields},
    error::{Error, Result, Safe, codes::exc},
    text::{Label, Lang, label},
};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, ProtectionOptions, Workbook, Worksheet, XlsxError};
use std::{io::Write, sync::Arc};

type Done = std::result::Result<(), XlsxError>;

/// The mark of the sheet of answers.
pub(super) const SHEET_KEY: &str = "dsm-documentation-form/1";
/// The property of the document, and the name of the hidden sheet that says the same.
pub(super) const PROPERTY: &str = "dsm-documentation";
pub(super) const META: &str = "_documentation";
/// The keys of the days between which the answers are valid.
pub(super) const DAYS: [(&str, Label); 2] =
    [("valid_from", Label::DocumentationFrom), ("valid_until", Label::DocumentationUntil)];
const HEADS: u32 = 7;
const WIDTHS: [f64; 5] = [2.0, 30.0, 44.0, 44.0, 44.0];

/// The documentation table of an indicator as a workbook that a State fills in: a question a line, with what was said until now.
///
/// # Disclosure
/// It holds no figures.
///
/// # Example
/// ```
/// use dsm_core::{catalogue::Catalogue, documentation::Documentation, text::Lang};
/// use dsm_core::exchange::xlsx::{DocumentationAnswers, DocumentationForm};
/// use std::io::Cursor;
/// let entries = Catalogue::built_in("ENTRIES")?;
/// let said = Documentation::new("MD", "ENTRIES")?.answer("UNIT", "PERSONS")?;
/// let mut workbook = Vec::new();
/// DocumentationForm::new(&entries, "MD", Lang::Ru)?.said(&said)?.write(&mut workbook)?;
/// let answers = DocumentationAnswers::open(Cursor::new(workbook), "form.xlsx")?.unwrap();
/// assert_eq!(answers.documentation(None)?, said);
/// // What another State says has no place in it.
/// let other = Documentation::new("UA", "ENTRIES")?;
/// let refused = DocumentationForm::new(&entries, "MD", Lang::Ru)?.said(&other).unwrap_err();
/// assert_eq!(refused.code().id(), "EXC-309");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
///
/// Source: handbook, annexes 12 and 15: the data documentation table.
#[derive(Clone, Debug)]
pub struct DocumentationForm {
    indicator: Indicator,
    country: Arc<str>,
    country_name: String,
    lang: Lang,
    said: Option<Documentation>,
}

impl DocumentationForm {
    /// The form of an indicator for a State, by its two letters.
    ///
    /// # Errors
    /// `COD-002` where there is no such State.
    pub fn new(indicator: &Indicator, country: &str, lang: Lang) -> Result<Self> {
        let countries = CodeList::in_scheme("COUNTRY", Scheme::Iso3166Alpha2)?;
        let country_name = countries.find(country)?.names().in_lang(lang).to_owned();
        Ok(Self { indicator: indicator.clone(), country: Arc::from(country), country_name, lang, said: None })
    }

    /// With what the State has said until now, to be changed where it has changed.
    ///
    /// # Errors
    /// `EXC-309` where it is of another State or indicator.
    pub fn said(mut self, said: &Documentation) -> Result<Self> {
        let own = [(&*self.country, said.country()), (self.indicator.id(), said.indicator())];
        if let Some((expected, found)) = own.into_iter().find(|(own, other)| own != other) {
            let error = Error::new(exc::FORM_OTHER).with("expected", Safe::term(expected));
            return Err(error.with("found", Safe::term(found)));
        }
        self.said = Some(said.clone());
        Ok(self)
    }

    /// Writes the workbook: the same arguments give the same bytes.
    ///
    /// # Errors
    /// `EXC-001` where the bytes cannot be written.
    pub fn write(&self, out: &mut dyn Write) -> Result<()> {
        let bytes = self.workbook().and_then(|mut workbook| workbook.save_to_buffer()).map_err(not_written)?;
        out.write_all(&bytes).map_err(not_written)
    }

    fn workbook(&self) -> std::result::Result<Workbook, XlsxError> {
        let (mut workbook, style, mut lists) = (Workbook::new(), Style::new(true), Lists::new());
        let identity = Identity::of_documentation(self.indicator.id(), &self.country, self.lang);
        self.sheet(workbook.add_worksheet(), &style, &mut lists)?;
        let listed = label(Label::TemplateLists, self.lang);
        lists.write(workbook.add_worksheet(), listed, &style)?;
        lists.define(&mut workbook, listed)?;
        identity.write_as(META, workbook.add_worksheet(), &style)?;
        let properties = DocProperties::new()
            .set_title(self.indicator.names().in_lang(self.lang))
            .set_subject(&self.country_name)
            .set_author("DSM")
            .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?)
            .set_custom_property(PROPERTY, identity.property());
        workbook.set_properties(&properties);
        Ok(workbook)
    }

    fn sheet(&self, sheet: &mut Worksheet, style: &Style, lists: &mut Lists) -> Done {
        let lang = self.lang;
        let say = |said| label(said, lang);
        sheet.set_name(say(Label::TemplateDocumentation))?;
        for (width, at) in WIDTHS.into_iter().zip(0..) {
            sheet.set_column_width(at, width)?;
        }
        sheet.write_string(0, 0, SHEET_KEY)?.set_row_hidden(0)?.set_column_hidden(0)?;
        let name = format!("{}: {}", say(Label::TemplateDocumentation), self.indicator.names().in_lang(lang));
        sheet.merge_range(1, 1, 1, 4, &name, &style.title.clone().set_text_wrap())?;
        sheet.set_row_height(1, 22.0 * count(lines(&name, 80)) + 4.0)?;
        sheet.write_string_with_format(2, 1, &self.country_name, &style.subtitle)?;
        let hint = say(Label::DocumentationHint);
        sheet.merge_range(3, 1, 3, 4, hint, &style.text)?.set_row_height(3, 13.5 * count(lines(hint, 150)) + 4.0)?;
        let days = self.said.as_ref().map_or([None, None], |said| [said.from(), said.until()]);
        for (((key, asked), day), line) in DAYS.into_iter().zip(days).zip(4..) {
            sheet.write_string(line, 0, key)?.write_string_with_format(line, 1, say(asked), &style.boxed_strong)?;
            sheet.write_string_with_format(line, 2, say(Label::DocumentationDayHint), &style.boxed)?;
            let day = day.map(|day| day.to_string()).unwrap_or_default();
            sheet.write_string_with_format(line, 3, day, &style.long_field)?.set_row_height(line, 30)?;
        }
        let heads =
            [Label::TemplateField, Label::TemplateQuestion, Label::DocumentationAnswerEn, Label::DocumentationAnswerRu];
        for (head, at) in heads.into_iter().zip(1..) {
            sheet.write_string_with_format(HEADS, at, super::super::shape::capital(say(head)), &style.head)?;
        }
        sheet.set_row_height(HEADS, 30)?;
        for (field, line) in fields().iter().filter(|field| is_asked(field, &self.indicator)).zip(HEADS + 1..) {
            self.question(field, line, sheet, style, lists)?;
        }
        paper::titled(self.indicator.names().in_lang(lang), &self.country_name, lang, sheet);
        paper::one_across(sheet);
        sheet.set_landscape().set_repeat_rows(HEADS, HEADS)?.set_freeze_panes(HEADS + 1, 2)?;
        let options = ProtectionOptions { format_rows: true, format_columns: true, ..ProtectionOptions::new() };
        sheet.protect_with_options(&options);
        Ok(())
    }

    fn question(&self, field: &Field, line: u32, sheet: &mut Worksheet, style: &Style, lists: &mut Lists) -> Done {
        let lang = self.lang;
        let title = titled(field, lang);
        sheet.write_string(line, 0, field.id())?.write_string_with_format(line, 1, &title, &style.boxed_strong)?;
        sheet.write_string_with_format(line, 2, field.question(lang), &style.boxed)?;
        let said = self.said.as_ref().and_then(|said| said.find(field.id()));
        let written = said.map(crate::documentation::Answer::written).unwrap_or_default();
        let in_tag = |tag: &str| written.iter().find(|(own, _)| own == tag).map_or("", |(_, text)| text);
        let (first, second) = match field.kind() {
            Kind::Text => (in_tag("en").to_owned(), in_tag("ru").to_owned()),
            Kind::Code => (
                Some(in_tag("")).filter(|code| !code.is_empty()).map_or_else(String::new, |code| called(code, lang)),
                String::new(),
            ),
            _ => (in_tag("").to_owned(), String::new()),
        };
        sheet.write_string_with_format(line, 3, &first, &style.long_field)?;
        match hint(field.kind()) {
            None => sheet.write_string_with_format(line, 4, &second, &style.long_field)?,
            Some(hint) => sheet.write_string_with_format(line, 4, label(hint, lang), &style.hint)?,
        };
        if !field.codes().is_empty() {
            let name = format!("DSM_CODES_{}", field.id());
            lists.add(&name, || field.codes().iter().map(|code| ((*code).to_owned(), called(code, lang))).collect());
            sheet.add_data_validation(line, 3, line, 3, &lists.validation(&name, lang)?)?;
        }
        let high = [(&*title, 26), (field.question(lang), 42), (&*first, 42), (&*second, 42)];
        let high = high.map(|(text, room)| lines(text, room)).into_iter().max().unwrap_or(1).min(30);
        sheet.set_row_height(line, 13.5 * count(high) + 4.0)?;
        Ok(())
    }
}

/// A field as the form calls it: a star where the table is not complete without an answer.
pub(super) fn titled(field: &Field, lang: Lang) -> String {
    let star = if field.required() == Required::No { "" } else { " *" };
    format!("{}{star}", field.title(lang))
}

/// What an answer that is no text has to be.
fn hint(kind: Kind) -> Option<Label> {
    match kind {
        Kind::Text => None,
        Kind::Code => Some(Label::DocumentationFromList),
        Kind::Period => Some(Label::DocumentationPeriod),
        Kind::Day => Some(Label::DocumentationDay),
        Kind::Link => Some(Label::DocumentationLink),
    }
}
