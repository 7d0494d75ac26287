use super::template::Template;
use crate::text::{Label, Lang, label};
use rust_xlsxwriter::Worksheet;

/// A4 in the list of papers that workbooks know.
const A4: u8 = 9;
/// The sum of the widths of columns, in letters, that fits across a page: lying and upright, printed as large as on the screen.
const LYING: f64 = 108.0;
const UPRIGHT: f64 = 72.0;
/// The smallest print that people read without trouble, as a part of the size on the screen.
const SMALL: f64 = 0.65;

/// Sets a sheet up for A4: margins, what it is above, the page below.
pub(super) fn page(template: &Template, sheet: &mut Worksheet) {
    titled(template.title(), &template.country_name, template.lang, sheet);
}

/// As [`page`], under a title and the name of a State.
pub(super) fn titled(title: &str, country: &str, lang: Lang, sheet: &mut Worksheet) {
    let (title, page) = (title.replace('&', "&&"), label(Label::TemplatePrintPage, lang));
    sheet
        .set_paper_size(A4)
        .set_margins(0.5, 0.5, 0.75, 0.6, 0.3, 0.3)
        .set_header(format!("&L&8{title}&R&8{}", country.replace('&', "&&")))
        .set_footer(format!("&L&8&A&R&8{page} &P / &N"))
        .set_screen_gridlines(false);
}

/// One page across, as many as it takes down.
pub(super) fn one_across(sheet: &mut Worksheet) {
    sheet.set_print_fit_to_pages(1, 0);
}

/// Fits columns of figures onto pages: one page across where they can be read on it, else a break before as many groups of
/// columns as fit. `wide` is what stands at the left of every page, `groups` the widths of columns that stay together.
pub(super) fn figures(
    sheet: &mut Worksheet,
    wide: f64,
    groups: &[(u16, f64)],
) -> Result<(), rust_xlsxwriter::XlsxError> {
    let all = wide + groups.iter().map(|(_, width)| width).sum::<f64>();
    if all <= UPRIGHT / SMALL {
        one_across(sheet);
        return Ok(());
    }
    sheet.set_landscape();
    if all <= LYING / SMALL {
        one_across(sheet);
        return Ok(());
    }
    let room = LYING / SMALL - wide;
    let (mut breaks, mut used) = (Vec::new(), 0.0);
    for (first, width) in groups {
        if used > 0.0 && used + width > room {
            breaks.push(u32::from(*first));
            used = 0.0;
        }
        used += width;
    }
    sheet.set_print_scale(65).set_vertical_page_breaks(&breaks)?;
    Ok(())
}
