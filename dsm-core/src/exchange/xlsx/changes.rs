use super::{identity::Identity, lists::Lists, paper, shape::capital, sheet::lines, style::Style, template::Template};
use crate::{
    catalogue::Indicator,
    documentation::{Field, Kind, Required, fields},
    text::{Label, Lang, label},
};
use rust_xlsxwriter::{ProtectionOptions, Worksheet, XlsxError};

type Done = Result<(), XlsxError>;

/// The name of what is read back.
const SHEET_KEY: &str = "dsm-documentation/1";
/// The line of the headings of the table.
const HEADS: u32 = 5;
const WIDTHS: [f64; 6] = [2.0, 26.0, 44.0, 30.0, 38.0, 38.0];

/// Writes the sheet that asks whether figures are counted in another way than last time: each question of the documentation, what
/// was said of it until now, and a place for what is new.
pub(super) fn write(
    template: &Template,
    indicator: &Indicator,
    (sheet, name): (&mut Worksheet, &str),
    style: &Style,
    lists: &mut Lists,
    identity: &mut Identity,
) -> Done {
    let lang = template.lang;
    let say = |said| label(said, lang);
    for (width, at) in WIDTHS.into_iter().zip(0..) {
        sheet.set_column_width(at, width)?;
    }
    sheet.write_string(0, 0, SHEET_KEY)?.set_row_hidden(0)?.set_column_hidden(0)?;
    sheet.write_string_with_format(1, 1, name, &style.title)?.set_row_height(1, 26)?;
    lists.add("DSM_CHANGED", || changed(lang));
    sheet.merge_range(2, 1, 2, 2, say(Label::TemplateChanged), &style.strong)?;
    sheet.write_blank(2, 3, &style.field)?.add_data_validation(2, 3, 2, 3, &lists.validation("DSM_CHANGED", lang)?)?;
    identity.field("CHANGED", name, 2, 3);
    sheet.merge_range(3, 1, 3, 5, say(Label::TemplateDocumentationHint), &style.hint)?;
    let heads = [
        Label::TemplateField,
        Label::TemplateQuestion,
        Label::TemplateUntilNow,
        Label::TemplateNewEn,
        Label::TemplateNewRu,
    ];
    for (head, at) in heads.into_iter().zip(1..) {
        sheet.write_string_with_format(HEADS, at, capital(say(head)), &style.head)?;
    }
    sheet.set_row_height(HEADS, 30)?;
    for (field, line) in lines_of(indicator) {
        row(template, field, line, sheet, style, lists)?;
    }
    paper::page(template, sheet);
    paper::one_across(sheet);
    sheet.set_landscape().set_repeat_rows(HEADS, HEADS)?.set_freeze_panes(HEADS + 1, 2)?;
    let options = ProtectionOptions { format_rows: true, format_columns: true, ..ProtectionOptions::new() };
    sheet.protect_with_options(&options);
    Ok(())
}

/// The fields that are asked, with their lines.
pub(super) fn lines_of(indicator: &Indicator) -> impl Iterator<Item = (&'static Field, u32)> {
    fields().iter().filter(|field| is_asked(field, indicator)).zip(HEADS + 1..)
}

/// Whether figures are counted in another way than last time: codes and what they are called.
pub(super) fn changed(lang: Lang) -> Vec<(String, String)> {
    [("yes", Label::TemplateYes), ("no", Label::TemplateNo)]
        .map(|(code, said)| (code.to_owned(), capital(label(said, lang))))
        .to_vec()
}

/// Whether a field may have an answer of such an indicator at all.
pub(super) fn is_asked(field: &Field, indicator: &Indicator) -> bool {
    use crate::measure::{ApplicationType, Level, Temporality};
    let measure = indicator.measure();
    match field.required() {
        Required::Always | Required::No => true,
        Required::OfStocks => measure.temporality() == Temporality::Stock,
        Required::OfLevels => measure.level_of_decision() != Level::NotApplicable,
        Required::OfTypes => measure.type_of_application() != ApplicationType::NotApplicable,
    }
}

fn row(template: &Template, field: &Field, line: u32, sheet: &mut Worksheet, style: &Style, lists: &mut Lists) -> Done {
    let lang = template.lang;
    let now = template.documentation.as_ref().and_then(|said| {
        let text = said.text(field.id()).map(|text| text.in_lang(lang).to_owned());
        text.or_else(|| said.find(field.id())?.written().first().map(|(_, text)| called(text, lang)))
    });
    let now = now.unwrap_or_default();
    sheet.write_string(line, 0, field.id())?;
    sheet.write_string_with_format(line, 1, field.title(lang), &style.boxed_strong)?;
    sheet.write_string_with_format(line, 2, field.question(lang), &style.boxed)?;
    sheet.write_string_with_format(line, 3, &now, &style.boxed)?;
    sheet.write_blank(line, 4, &style.long_field)?;
    let russian = if field.kind() == Kind::Text { &style.long_field } else { &style.boxed };
    sheet.write_blank(line, 5, russian)?;
    if !field.codes().is_empty() {
        let name = format!("DSM_CODES_{}", field.id());
        lists.add(&name, || field.codes().iter().map(|code| ((*code).to_owned(), called(code, lang))).collect());
        sheet.add_data_validation(line, 4, line, 4, &lists.validation(&name, lang)?)?;
    }
    let high = [(field.title(lang), 22), (field.question(lang), 42), (&now, 28)].map(|(text, room)| lines(text, room));
    sheet.set_row_height(line, 13.0 * super::entry::count(high.into_iter().max().unwrap_or(1)) + 4.0)?;
    Ok(())
}

/// A code of the documentation as it is called, where it has a name.
pub(super) fn called(code: &str, lang: Lang) -> String {
    let name = code.to_lowercase().replace('_', "-");
    let found = [name.clone(), format!("documentation-{name}")].into_iter().find_map(|name| Label::named(&name));
    found.map_or_else(|| code.to_owned(), |found| capital(label(found, lang)))
}
