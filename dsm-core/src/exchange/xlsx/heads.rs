use super::{
    entry::{FIRST, HEAD_KEY, HEADS, NAMES, REMARK, count, whole},
    note::note,
    paper,
    shape::{Adds, Item, Shape},
    sheet::{column, lines, row},
    style::Style,
    template::Template,
};
use crate::{
    catalogue::Indicator,
    code::CodeId,
    text::{Label, Lang, label},
};
use rust_xlsxwriter::{Worksheet, XlsxError};

type Done = Result<(), XlsxError>;

/// Widths of columns, in letters.
const NARROW: f64 = 8.0;
const WIDE: f64 = 11.0;
/// A word of more letters than this does not fit above a narrow column: the heading is turned.
const LEVEL: usize = 9;
/// The height of turned headings, and the letters that fit into it.
const TURNED: (f64, usize) = (96.0, 17);

/// Title, headings of the columns with their keys and notes, and how all of it is printed.
pub(super) fn headings(
    template: &Template,
    indicator: &Indicator,
    (said, shape): (&str, &Shape),
    sheet: &mut Worksheet,
    style: &Style,
) -> Done {
    let lang = template.lang;
    let numbers = HEADS + shape.across.len().max(1);
    let name = indicator.names().in_lang(lang);
    sheet.write_string_with_format(1, 1, name, &style.title)?.set_row_height(1, 26)?;
    sheet.insert_note(1, 1, &note(indicator.definition().in_lang(lang)))?;
    sheet.write_string_with_format(2, 1, format!("{} · {said}", template.country_name), &style.subtitle)?;
    let width = if shape.columns.len() > 8 { NARROW } else { WIDE };
    for (at, one) in shape.columns.iter().enumerate() {
        let at = column(FIRST + at);
        sheet.write_string(0, at, shape.key(one))?.set_column_width(at, width)?;
        sheet.write_number_with_format(row(numbers), at, f64::from(at) - 1.0, &style.head.clone().set_font_size(8))?;
    }
    let down = shape.down.dimension.as_ref();
    let title = down.map_or_else(String::new, |one| format!("{} ▼", one.list().names().in_lang(lang)));
    sheet.write_string(row(numbers), 0, HEAD_KEY)?;
    sheet.write_string_with_format(row(numbers), 1, title, &style.head)?;
    if let Some(rule) = down.and_then(|one| one.rule()) {
        sheet.insert_note(row(numbers), 1, &note(rule.in_lang(lang)))?;
    }
    if shape.across.is_empty() {
        let unit = label(Label::TemplateNumber, lang);
        sheet.write_blank(row(HEADS), 1, &style.head)?.write_string_with_format(
            row(HEADS),
            column(FIRST),
            unit,
            &style.head,
        )?;
        sheet.write_string(row(HEADS), 0, HEAD_KEY)?;
    }
    for level in 0..shape.across.len() {
        level_of_heads(shape, level, width, lang, sheet, style)?;
    }
    // An empty result of a formula is written as this; without it as 0, which is a figure that nobody gave.
    sheet.set_formula_result_default("");
    sheet.set_row_hidden(0)?.set_column_hidden(0)?.set_column_width(1, NAMES)?;
    paper::titled(name, &template.country_name, lang, sheet);
    paper::figures(sheet, NAMES, &groups(shape, width))
}

/// The columns that stay together on a page, with their widths.
fn groups(shape: &Shape, width: f64) -> Vec<(u16, f64)> {
    let mut groups: Vec<(u16, f64)> = Vec::new();
    let mut before = None;
    for (at, one) in shape.columns.iter().enumerate() {
        let head = if one.at.len() > 1 { one.at.first().copied() } else { Some(at) };
        match groups.last_mut().filter(|_| before == head) {
            Some((_, wide)) => *wide += width,
            None => groups.push((column(FIRST + at), width)),
        }
        before = head;
    }
    groups.push((column(FIRST + shape.columns.len()), REMARK));
    groups
}

/// A line of headings: each code of a dimension above the columns that have it.
fn level_of_heads(shape: &Shape, level: usize, width: f64, lang: Lang, sheet: &mut Worksheet, style: &Style) -> Done {
    let Some(side) = shape.across.get(level) else { return Ok(()) };
    let line = row(HEADS + level);
    let title = side.dimension.as_ref().map_or("", |one| one.list().names().in_lang(lang));
    sheet.write_string(line, 0, HEAD_KEY)?.write_string_with_format(line, 1, format!("{title} ►"), &style.head)?;
    if let Some(rule) = side.dimension.as_ref().and_then(|one| one.rule()) {
        sheet.insert_note(line, 1, &note(rule.in_lang(lang)))?;
    }
    let long = |item: &Item| item.label.split_whitespace().any(|word| word.chars().count() > LEVEL);
    let turned = width < WIDE && level + 1 == shape.across.len() && side.items.iter().any(long);
    let head = if turned { style.head.clone().set_rotation(90).set_font_size(9) } else { style.head.clone() };
    let (mut first, mut tallest) = (0, 1);
    let mut columns = shape.columns.iter().enumerate().peekable();
    while let Some((at, one)) = columns.next() {
        if columns.peek().is_some_and(|(_, next)| next.at.get(..=level) == one.at.get(..=level)) {
            continue;
        }
        let Some(item) = one.at.get(level).and_then(|place| side.items.get(*place)) else { continue };
        let letters = width * count(at + 1 - first) * if turned { 2.0 } else { 1.05 };
        tallest = tallest.max(lines(&item.label, whole(letters)));
        let (from, to) = (column(FIRST + first), column(FIRST + at));
        if from == to {
            sheet.write_string_with_format(line, from, &item.label, &head)?;
        } else {
            sheet.merge_range(line, from, line, to, &item.label, &head)?;
        }
        if let Some(text) = explained(item) {
            sheet.insert_note(line, from, &note(label(text, lang)))?;
        }
        first = at + 1;
    }
    let most = side.items.iter().map(|item| lines(&item.label, TURNED.1)).max().unwrap_or(1);
    let height = if turned { TURNED.0 * if most > 3 { 1.5 } else { 1.0 } } else { 14.0 * count(tallest) + 4.0 };
    sheet.set_row_height(line, height)?;
    Ok(())
}

/// What a heading needs to have explained.
pub(super) fn explained(item: &Item) -> Option<Label> {
    match item.adds {
        Adds::Sum => Some(Label::TemplateTotalNote),
        Adds::Open => Some(Label::TemplateTotalOpenNote),
        Adds::Apart => Some(Label::TemplateTotalApartNote),
        Adds::Group => Some(Label::TemplateGroupNote),
        Adds::Entered => (&*item.code == CodeId::UNKNOWN).then_some(Label::TemplateUnknownNote),
    }
}
