use super::JsonText;
use crate::{error::Result, source::Input};
use std::io::BufRead;

impl<R: Input> JsonText<R> {
    /// The text that comes next.
    ///
    /// # Errors
    /// `EXC-230` where it is no text; `EXC-218` where it is too long.
    pub(in crate::exchange::sdmx) fn text_into(&mut self, into: &mut String) -> Result<()> {
        if self.peek()? != Some(b'"') {
            return Err(self.broken());
        }
        self.text_bytes(true)?;
        into.clear();
        match std::str::from_utf8(&self.bytes) {
            Ok(text) => into.push_str(text),
            Err(_) => return Err(self.broken()),
        }
        Ok(())
    }

    /// Reads a text to its end; where it is not wanted it is not kept.
    pub(super) fn text_bytes(&mut self, keep: bool) -> Result<()> {
        self.bytes.clear();
        self.input.begin();
        self.step(1);
        loop {
            let found = match self.input.fill_buf() {
                Ok(bytes) => {
                    let end = bytes.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20));
                    let piece = bytes.get(..end.unwrap_or(bytes.len())).unwrap_or_default();
                    let signs = piece.iter().filter(|byte| **byte & 0xC0 != 0x80).count() as u64;
                    if keep {
                        self.bytes.extend_from_slice(piece);
                    }
                    Ok((piece.len(), signs, end.and_then(|end| bytes.get(end).copied())))
                }
                Err(error) => Err(error),
            };
            let (many, signs, mark) = found.map_err(|error| self.failed(error))?;
            self.step_text(many, signs);
            match mark {
                Some(b'"') => {
                    self.step(1);
                    return Ok(());
                }
                Some(b'\\') => self.escaped(keep)?,
                Some(_) => return Err(self.broken()),
                None if many == 0 => return Err(self.torn()),
                None => {}
            }
        }
    }

    /// Reads what a backslash begins.
    fn escaped(&mut self, keep: bool) -> Result<()> {
        self.step(1);
        let byte = match self.peek()? {
            Some(byte @ (b'"' | b'\\' | b'/')) => byte,
            Some(b'b') => 8,
            Some(b'f') => 12,
            Some(b'n') => b'\n',
            Some(b'r') => b'\r',
            Some(b't') => b'\t',
            Some(b'u') => {
                self.step(1);
                let char = self.sign()?;
                if keep {
                    self.bytes.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes());
                }
                return Ok(());
            }
            Some(_) => return Err(self.broken()),
            None => return Err(self.torn()),
        };
        self.step(1);
        if keep {
            self.bytes.push(byte);
        }
        Ok(())
    }

    /// A sign by its number; the two halves of one beyond the first plane belong together.
    fn sign(&mut self) -> Result<char> {
        let first = self.hexadecimal()?;
        if !(0xD800..0xDC00).contains(&first) {
            return char::from_u32(first).ok_or_else(|| self.broken());
        }
        for mark in [b'\\', b'u'] {
            if self.peek()? != Some(mark) {
                return Err(self.broken());
            }
            self.step(1);
        }
        let second = self.hexadecimal()?;
        let whole = second.checked_sub(0xDC00).map(|low| 0x10000 + ((first - 0xD800) << 10) + low);
        whole.filter(|_| second < 0xE000).and_then(char::from_u32).ok_or_else(|| self.broken())
    }

    fn hexadecimal(&mut self) -> Result<u32> {
        let mut number = 0;
        for _ in 0..4 {
            let digit = self.peek()?.and_then(|byte| char::from(byte).to_digit(16));
            number = number * 16 + digit.ok_or_else(|| self.broken())?;
            self.step(1);
        }
        Ok(number)
    }

    /// The number, `true`, `false` or `null` that comes next, as it is written.
    ///
    /// # Errors
    /// `EXC-230` where it is none of these.
    pub(in crate::exchange::sdmx) fn word(&mut self, into: &mut String) -> Result<()> {
        into.clear();
        self.input.begin();
        while let Some(byte) = self.peek()? {
            if !matches!(byte, b'-' | b'+' | b'.' | b'0'..=b'9' | b'a'..=b'z' | b'E') {
                break;
            }
            into.push(char::from(byte));
            self.step(1);
        }
        let fine = matches!(into.as_str(), "true" | "false" | "null") || is_number(into);
        if fine { Ok(()) } else { Err(self.broken()) }
    }
}

/// Whether a text is a number of JSON.
fn is_number(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, power) = text.split_once(['e', 'E']).map_or((text, None), |(before, after)| (before, Some(after)));
    let (whole, part) = mantissa.split_once('.').map_or((mantissa, None), |(whole, part)| (whole, Some(part)));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let signed = |text: &str| digits(text.strip_prefix(['-', '+']).unwrap_or(text));
    digits(whole) && (whole == "0" || !whole.starts_with('0')) && part.is_none_or(digits) && power.is_none_or(signed)
}
