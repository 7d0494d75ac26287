use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// Headings of rows and columns.
const HEAD: u32 = 0x00DB_E6F1;
const TOTAL: u32 = 0x00E4_E7EB;
const LINE: u32 = 0x009A_A5B1;
const QUIET: u32 = 0x0044_5160;
const INK: u32 = 0x001F_3A5F;

/// The looks of cells. Color says nothing alone: a total is bold too.
pub(super) struct Looks {
    pub(super) title: Format,
    pub(super) label: Format,
    pub(super) text: Format,
    pub(super) quiet: Format,
    pub(super) link: Format,
    pub(super) head: Format,
    pub(super) side: Format,
    pub(super) figure: Format,
}

impl Looks {
    pub(super) fn new() -> Self {
        let plain = Format::new().set_font_name("Arial").set_font_size(10);
        let wrapped = plain.clone().set_text_wrap().set_align(FormatAlign::Top);
        let boxed = plain.clone().set_border(FormatBorder::Thin).set_border_color(Color::RGB(LINE));
        let head = boxed.clone().set_bold().set_text_wrap().set_background_color(Color::RGB(HEAD));
        Self {
            title: plain.clone().set_font_size(14).set_bold().set_font_color(Color::RGB(INK)),
            label: wrapped.clone().set_bold(),
            text: wrapped.clone(),
            quiet: plain.clone().set_font_color(Color::RGB(QUIET)),
            link: plain.set_font_color(Color::RGB(INK)).set_underline(rust_xlsxwriter::FormatUnderline::Single),
            head: head.set_align(FormatAlign::VerticalCenter),
            side: boxed.clone().set_text_wrap().set_align(FormatAlign::Top),
            figure: boxed.set_align(FormatAlign::Right).set_align(FormatAlign::Top),
        }
    }

    /// As it stands in a row of totals.
    pub(super) fn of(format: &Format, total: bool) -> Format {
        if total { format.clone().set_bold().set_background_color(Color::RGB(TOTAL)) } else { format.clone() }
    }
}
