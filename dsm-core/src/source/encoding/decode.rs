use super::{Encoding, windows_1251};
use std::char::{REPLACEMENT_CHARACTER, decode_utf16};

/// Turns bytes into text, a piece at a time. What is no text in the encoding stops it: nothing is replaced.
#[derive(Clone, Debug)]
pub(crate) struct Decoder {
    encoding: Encoding,
    /// Bytes of a letter that is not complete yet: at most three.
    rest: Vec<u8>,
}

/// How a piece of bytes ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decoded {
    /// All of it is text, or the beginning of a letter.
    All,
    /// After what was added to the text come bytes that are no text in the encoding, from this one on.
    Undefined(usize),
}

impl Decoder {
    pub(crate) fn new(encoding: Encoding) -> Self {
        Self { encoding, rest: Vec::new() }
    }

    /// Adds what the bytes say to the text.
    pub(crate) fn decode(&mut self, bytes: &[u8], text: &mut String) -> Decoded {
        match self.encoding {
            Encoding::Latin1 => eight_bit(bytes, text, |byte| (byte >= 0xA0).then(|| char::from(byte))),
            Encoding::Windows1251 => {
                eight_bit(bytes, text, |byte| windows_1251::LETTERS.get(usize::from(byte & 0x7F)).copied().flatten())
            }
            Encoding::Utf8 => self.utf8(bytes, text),
            Encoding::Utf16Be => self.utf16(bytes, text, u16::from_be_bytes),
            Encoding::Utf16Le => self.utf16(bytes, text, u16::from_le_bytes),
        }
    }

    /// Whether the bytes ended in the middle of a letter.
    pub(crate) fn is_torn(&self) -> bool {
        !self.rest.is_empty()
    }

    fn utf8(&mut self, bytes: &[u8], text: &mut String) -> Decoded {
        let (mut bytes, all) = (bytes, bytes.len());
        // The letter that the last piece began, byte by byte.
        while !self.rest.is_empty() {
            let Some((first, others)) = bytes.split_first() else { return Decoded::All };
            self.rest.push(*first);
            match std::str::from_utf8(&self.rest) {
                Ok(letter) => {
                    text.push_str(letter);
                    self.rest.clear();
                }
                Err(error) if error.error_len().is_some() => return Decoded::Undefined(all - bytes.len()),
                Err(_) => {}
            }
            bytes = others;
        }
        match std::str::from_utf8(bytes) {
            Ok(letters) => {
                text.push_str(letters);
                Decoded::All
            }
            Err(error) => {
                let (valid, after) = bytes.split_at_checked(error.valid_up_to()).unwrap_or_default();
                text.push_str(std::str::from_utf8(valid).unwrap_or_default());
                if error.error_len().is_some() {
                    return Decoded::Undefined(all - after.len());
                }
                self.rest.extend_from_slice(after);
                Decoded::All
            }
        }
    }

    fn utf16(&mut self, bytes: &[u8], text: &mut String, unit: fn([u8; 2]) -> u16) -> Decoded {
        let mut held = std::mem::take(&mut self.rest);
        held.extend_from_slice(bytes);
        let (pairs, odd) = held.as_chunks::<2>();
        let (mut pairs, mut keep) = (pairs, odd.to_vec());
        // The first half of a letter of two units waits for the second.
        if let Some((last, before)) = pairs.split_last()
            && (0xD800..0xDC00).contains(&unit(*last))
        {
            (pairs, keep) = (before, [last.as_slice(), odd].concat());
        }
        for letter in decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
            match letter {
                Ok(letter) if letter != REPLACEMENT_CHARACTER => text.push(letter),
                // Which of two bytes begins a letter is lost with it.
                _ => return Decoded::Undefined(bytes.len()),
            }
        }
        self.rest = keep;
        Decoded::All
    }
}

/// Text of one byte a letter: ASCII, and a letter or none for each byte above.
fn eight_bit(bytes: &[u8], text: &mut String, letter: impl Fn(u8) -> Option<char>) -> Decoded {
    let mut at = 0;
    for piece in bytes.chunk_by(|a, b| a.is_ascii() == b.is_ascii()) {
        match std::str::from_utf8(piece) {
            Ok(ascii) if piece.is_ascii() => text.push_str(ascii),
            _ => {
                for (before, byte) in piece.iter().enumerate() {
                    let Some(letter) = letter(*byte) else { return Decoded::Undefined(at + before) };
                    text.push(letter);
                }
            }
        }
        at += piece.len();
    }
    Decoded::All
}
