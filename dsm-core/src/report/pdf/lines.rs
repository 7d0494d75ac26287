//! Where the lines of a text end.

use super::fonts::Setter;

/// A stretch of a text, regular or bold.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span<'a> {
    text: &'a str,
    bold: bool,
}

impl<'a> Span<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, bold: false }
    }

    pub(super) fn bold(text: &'a str) -> Self {
        Self { text, bold: true }
    }
}

/// A line: stretches, each regular or bold.
pub(super) type Line = Vec<(String, bool)>;

/// What is not parted, unless it is too long for a line.
#[derive(Debug, Default)]
struct Word {
    parts: Line,
    /// With the blank at its end, and without.
    width: f32,
    seen: f32,
}

/// The lines of a text, none wider than `width` letters of the size one.
pub(super) fn wrapped(spans: &[Span<'_>], width: f32, setter: &Setter<'_>) -> Vec<Line> {
    let (mut lines, mut line, mut long): (Vec<Line>, Line, f32) = (Vec::new(), Vec::new(), 0.0);
    for word in words(spans, setter).into_iter().flat_map(|word| fitting(word, width, setter)) {
        if !line.is_empty() && long + word.seen > width {
            lines.push(std::mem::take(&mut line));
            long = 0.0;
        }
        long += word.width;
        for (text, bold) in word.parts {
            match line.last_mut() {
                Some((before, same)) if *same == bold => before.push_str(&text),
                _ => line.push((text, bold)),
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// The width of the widest word.
pub(super) fn widest_word(text: &str, bold: bool, setter: &Setter<'_>) -> f32 {
    let span = Span { text, bold };
    words(&[span], setter).iter().map(|word| word.seen).fold(0.0, f32::max)
}

fn words(spans: &[Span<'_>], setter: &Setter<'_>) -> Vec<Word> {
    let (mut all, mut word) = (Vec::new(), Word::default());
    for span in spans {
        let mut rest = span.text;
        while let Some((piece, after, ends)) = piece(rest) {
            rest = after;
            word.push(piece, span.bold, setter);
            if ends {
                all.push(std::mem::take(&mut word));
            }
        }
    }
    if !word.parts.is_empty() {
        all.push(word);
    }
    all
}

/// The next piece of a text, what comes after it, and whether a line may end between.
fn piece(text: &str) -> Option<(&str, &str, bool)> {
    let (mut chars, mut before) = (text.char_indices().peekable(), ' ');
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let blank = |c: char| matches!(c, ' ' | '\n' | '\t' | '\u{2028}' | '\u{2029}');
        let ends = match c {
            c if blank(c) => next.is_some_and(|next| !blank(next)) || next.is_none(),
            '-' | '/' => before.is_alphanumeric() && next.is_some_and(char::is_alphabetic),
            _ => false,
        };
        before = c;
        if ends {
            let (piece, after) = text.split_at_checked(at + c.len_utf8())?;
            return Some((piece, after, true));
        }
    }
    (!text.is_empty()).then_some((text, "", false))
}

impl Word {
    fn push(&mut self, text: &str, bold: bool, setter: &Setter<'_>) {
        let width = |text: &str| setter.width(text, bold);
        let trimmed = text.trim_end_matches([' ', '\n', '\t']);
        self.seen = self.width + width(trimmed);
        self.width = if trimmed.len() < text.len() { self.width + width(text) } else { self.seen };
        self.parts.push((text.to_owned(), bold));
    }
}

/// A word that is too long for a line is parted wherever the line ends.
fn fitting(word: Word, width: f32, setter: &Setter<'_>) -> Vec<Word> {
    if word.seen <= width {
        return vec![word];
    }
    let (mut all, mut part) = (Vec::new(), Word::default());
    for (text, bold) in &word.parts {
        for c in text.chars() {
            let mut letter = Word::default();
            letter.push(c.encode_utf8(&mut [0; 4]), *bold, setter);
            if part.width + letter.seen > width && !part.parts.is_empty() {
                all.push(std::mem::take(&mut part));
            }
            part.width += letter.width;
            part.seen = part.width;
            part.parts.extend(letter.parts);
        }
    }
    all.push(part);
    all
}
