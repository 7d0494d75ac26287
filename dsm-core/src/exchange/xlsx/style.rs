use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

/// What is to be filled in.
const ENTRY: u32 = 0x00FF_F9D6;
/// What adds up by itself.
const TOTAL: u32 = 0x00E4_E7EB;
/// Headings of rows and columns.
const HEAD: u32 = 0x00DB_E6F1;
/// What is no number.
const WRONG: u32 = 0x00F6_B8B8;
const LINE: u32 = 0x009A_A5B1;
const QUIET: u32 = 0x0052_606D;
const ALARM: u32 = 0x00A6_1B1B;
const INK: u32 = 0x001F_3A5F;

/// The looks of cells. Color never says anything alone: what is locked is also locked, and the first sheet names the colors.
pub(super) struct Style {
    pub(super) title: Format,
    pub(super) subtitle: Format,
    pub(super) section: Format,
    pub(super) label: Format,
    pub(super) text: Format,
    pub(super) strong: Format,
    pub(super) hint: Format,
    pub(super) alarm: Format,
    pub(super) field: Format,
    pub(super) long_field: Format,
    pub(super) head: Format,
    pub(super) side: Format,
    pub(super) side_total: Format,
    pub(super) entry: Format,
    pub(super) total: Format,
    pub(super) open: Format,
    pub(super) shown: Format,
    pub(super) choice: Format,
    pub(super) end: Format,
    pub(super) key: Format,
    pub(super) wrong: Format,
    /// An entry with which something is the matter.
    pub(super) bad: Format,
    pub(super) boxed: Format,
    pub(super) boxed_strong: Format,
}

impl Style {
    /// `whole` says that figures are whole numbers.
    pub(super) fn new(whole: bool) -> Self {
        let color = Color::RGB;
        let plain = Format::new().set_font_name("Arial").set_font_size(10);
        let wrapped = plain.clone().set_text_wrap().set_align(FormatAlign::Top);
        let boxed = |format: Format| format.set_border(FormatBorder::Thin).set_border_color(color(LINE));
        let figure =
            boxed(plain.clone().set_num_format(if whole { "#,##0" } else { "General" }).set_align(FormatAlign::Right));
        let entry = figure.clone().set_background_color(color(ENTRY)).set_unlocked();
        let total = figure.clone().set_background_color(color(TOTAL)).set_bold();
        let side = boxed(plain.clone().set_text_wrap().set_align(FormatAlign::VerticalCenter));
        let field = boxed(wrapped.clone()).set_background_color(color(ENTRY)).set_unlocked();
        Self {
            title: plain.clone().set_font_size(16).set_bold().set_font_color(color(INK)),
            subtitle: plain.clone().set_font_size(11).set_font_color(color(QUIET)),
            section: plain
                .clone()
                .set_font_size(12)
                .set_bold()
                .set_font_color(color(INK))
                .set_border_bottom(FormatBorder::Medium)
                .set_border_bottom_color(color(INK)),
            label: wrapped.clone().set_font_color(color(QUIET)),
            strong: wrapped.clone().set_bold(),
            hint: wrapped.clone().set_font_color(color(QUIET)).set_font_size(9),
            alarm: plain.clone().set_bold().set_font_color(color(ALARM)).set_align(FormatAlign::Top),
            text: wrapped.clone(),
            long_field: field.clone().set_num_format("@"),
            field: field.set_bold(),
            head: boxed(
                plain
                    .clone()
                    .set_bold()
                    .set_text_wrap()
                    .set_align(FormatAlign::Center)
                    .set_align(FormatAlign::VerticalCenter),
            )
            .set_background_color(color(HEAD)),
            side_total: side.clone().set_bold().set_background_color(color(TOTAL)),
            side,
            open: total.clone().set_unlocked().set_underline(FormatUnderline::None),
            shown: figure.set_font_color(color(QUIET)),
            choice: boxed(plain.clone()).set_background_color(color(ENTRY)).set_unlocked(),
            end: plain.clone().set_font_size(8).set_font_color(color(QUIET)),
            key: plain,
            wrong: Format::new().set_background_color(color(WRONG)),
            boxed: boxed(wrapped.clone()),
            boxed_strong: boxed(wrapped.clone()).set_bold(),
            bad: entry.clone().set_background_color(color(WRONG)),
            entry,
            total,
        }
    }
}
