use super::{Encoding, eight_bit};
use crate::source::form::{self, Form};

/// How the bytes of a file begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    /// Text in an encoding, which was found out if it was not stated; so many bytes of a mark go before it.
    Text { encoding: Encoding, mark: usize },
    /// A mark of another encoding than the stated one: the mark is believed.
    Marked { encoding: Encoding, mark: usize },
    /// No text.
    Other(Form),
    /// Text, but it is not clear in which encoding, from a byte of the sample on if not from the start.
    Unclear(Option<usize>),
}

/// Judges the first bytes of a file, and a piece of it that has letters beyond ASCII.
///
/// What is stated is believed, but for a mark that says otherwise: it is part of the file. `cut`: whether the file goes on after the
/// sample, which may then end within a letter. `records`: a line or two that are no text do not say how the others are written.
pub(crate) fn look(head: &[u8], (sample, cut): (&[u8], bool), stated: Option<Encoding>, records: bool) -> Start {
    let marked = Encoding::marked(head);
    match (stated, marked) {
        (Some(stated), Some((encoding, mark))) if stated == encoding => return Start::Text { encoding, mark },
        (Some(_), Some((encoding, mark))) => return Start::Marked { encoding, mark },
        (None, Some((encoding, mark))) => return Start::Text { encoding, mark },
        (_, None) => {}
    }
    if let Some(form) = form::of(head) {
        return Start::Other(form);
    }
    if let Some(encoding) = stated {
        return Start::Text { encoding, mark: 0 };
    }
    if head.contains(&0) {
        if wide(head) {
            return Start::Unclear(None);
        }
        if !records || !few(head) {
            return Start::Other(Form::Binary);
        }
    }
    let utf8 = Start::Text { encoding: Encoding::Utf8, mark: 0 };
    let Some(first) = torn(sample, cut) else { return utf8 };
    let mostly = mostly(sample);
    if mostly && !records {
        return utf8;
    }
    match eight_bit::evident(sample).filter(|_| !mostly) {
        Some(encoding) => Start::Text { encoding, mark: 0 },
        None if records && few(sample) => utf8,
        None => Start::Unclear(Some(first)),
    }
}

/// Whether all but one line of a hundred are UTF-8 without a zero byte, one in any case.
fn few(sample: &[u8]) -> bool {
    let lines = sample.split(|byte| *byte == b'\n');
    let is_text = |line: &[u8]| !line.contains(&0) && std::str::from_utf8(line).is_ok();
    let (all, bad) = lines.fold((0_usize, 0_usize), |(all, bad), line| (all + 1, bad + usize::from(!is_text(line))));
    bad <= 1 + all / 100
}

/// Where a sample is not UTF-8.
fn torn(sample: &[u8], cut: bool) -> Option<usize> {
    let error = std::str::from_utf8(sample).err()?;
    (error.error_len().is_some() || !cut).then_some(error.valid_up_to())
}

/// Whether a sample is UTF-8 but for a place or two, that are then refused where they are read.
fn mostly(sample: &[u8]) -> bool {
    let letters = |text: &str| text.chars().filter(|letter| !letter.is_ascii()).count();
    let (good, bad) = sample.utf8_chunks().fold((0, 0), |(good, bad), chunk| {
        (good + letters(chunk.valid()), bad + usize::from(!chunk.invalid().is_empty()))
    });
    // Text of one byte a letter is hardly ever valid UTF-8 by chance, and never most of the time.
    good >= bad * 10
}

/// Whether every other byte is mostly zero: text of two bytes a letter without a mark.
fn wide(head: &[u8]) -> bool {
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let (more, less) = (even.max(odd), even.min(odd));
    more * 5 >= head.len() && less * 20 <= more
}
