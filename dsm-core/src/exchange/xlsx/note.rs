use super::sheet::lines;
use rust_xlsxwriter::Note;

/// How many letters of a note stand in a line of the width that notes have here.
const LETTERS: usize = 46;
const WIDTH: u32 = 320;
const LINE: u32 = 17;

/// A note as large as its text.
pub(super) fn note(text: &str) -> Note {
    let height = text.lines().map(|line| lines(line, LETTERS)).sum::<usize>() + 1;
    let height = u32::try_from(height).unwrap_or(u32::MAX).min(40).saturating_mul(LINE);
    Note::new(text).add_author_prefix(false).set_width(WIDTH).set_height(height).set_font_name("Arial").set_font_size(9)
}
