use super::{MOST_BYTES, Mark};
use crate::source::{Decoded, Decoder, Encoding, Input};
use std::io::{self, BufRead, Read};

/// The bytes of a message as UTF-8, whatever they are written in, counting lines and the bytes of the token that is read.
#[derive(Debug)]
pub(in crate::exchange::sdmx) struct Utf8<R> {
    input: R,
    /// What turns the bytes into UTF-8, where they are something else.
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    /// UTF-8 that was not taken yet, from `at` on.
    text: Vec<u8>,
    at: usize,
    lines: u64,
    /// The signs of the line so far.
    signs: u32,
    /// Where the token begins that is read.
    begun: Mark,
    token: u64,
}

/// Why the bytes are no text: what an error of the input carries.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(in crate::exchange::sdmx) enum Unfit {
    /// Bytes that are nothing in the encoding.
    #[error("bytes that are no text")]
    Undefined,
    /// A tag or a text beyond the limit.
    #[error("a tag or text beyond the limit")]
    TooLong,
    /// An encoding that is not read, by its name.
    #[error("an encoding that is not read")]
    Encoding(Box<str>),
}

const SIZE: usize = 64 << 10;

impl<R: Input> Utf8<R> {
    /// Looks at the first bytes: a mark, the shape of UTF-16, or the encoding that the XML declaration names.
    pub(in crate::exchange::sdmx) fn open(mut input: R) -> io::Result<Self> {
        let mut head = Vec::new();
        input.by_ref().take(1024).read_to_end(&mut head)?;
        let (encoding, mark) = look(&head)?;
        let mut this = Self {
            input,
            decoder: None,
            raw: Vec::new(),
            text: Vec::new(),
            at: 0,
            lines: 0,
            signs: 0,
            begun: Mark::default(),
            token: 0,
        };
        this.decoder = (encoding != Encoding::Utf8).then(|| Decoder::new(encoding));
        head.drain(..mark.min(head.len()));
        match this.decoder {
            None => this.text = head,
            Some(_) => {
                this.raw = head;
                this.decode()?;
            }
        }
        Ok(this)
    }

    /// The line that is being read, from one.
    pub(in crate::exchange::sdmx) fn line(&self) -> u64 {
        self.lines + 1
    }

    /// Where the token begins that was read last.
    pub(in crate::exchange::sdmx) fn mark(&self) -> Mark {
        self.begun
    }

    /// Begins a token: the limit counts from here.
    pub(in crate::exchange::sdmx) fn begin(&mut self) {
        self.token = 0;
        self.begun = Mark { line: self.line(), column: self.signs.saturating_add(1) };
    }

    fn decode(&mut self) -> io::Result<()> {
        let Some(decoder) = &mut self.decoder else { return Ok(()) };
        let mut text = String::new();
        let decoded = decoder.decode(&self.raw, &mut text);
        self.raw.clear();
        (self.text, self.at) = (text.into_bytes(), 0);
        match decoded {
            Decoded::All => Ok(()),
            Decoded::Undefined(_) => Err(io::Error::other(Unfit::Undefined)),
        }
    }
}

impl<R: Input> BufRead for Utf8<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.at >= self.text.len() {
            if self.token > MOST_BYTES {
                return Err(io::Error::other(Unfit::TooLong));
            }
            self.at = 0;
            if self.decoder.is_none() {
                self.text.resize(SIZE, 0);
                let read = self.input.read(&mut self.text);
                self.text.truncate(*read.as_ref().unwrap_or(&0));
                if read? == 0 {
                    break;
                }
            } else {
                self.raw.resize(SIZE, 0);
                let read = self.input.read(&mut self.raw);
                self.raw.truncate(*read.as_ref().unwrap_or(&0));
                if read? == 0 {
                    self.text.clear();
                    if self.decoder.as_ref().is_some_and(Decoder::is_torn) {
                        return Err(io::Error::other(Unfit::Undefined));
                    }
                    break;
                }
                self.decode()?;
            }
        }
        Ok(self.text.get(self.at..).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        let end = self.at.saturating_add(amount).min(self.text.len());
        let taken = self.text.get(self.at..end).unwrap_or_default();
        let lines = taken.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.lines += lines;
        let own = if lines == 0 { taken } else { taken.rsplit(|byte| *byte == b'\n').next().unwrap_or_default() };
        // A sign of UTF-8 is a byte that begins one, and those that go on with it.
        let signs = own.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
        let before = if lines == 0 { self.signs } else { 0 };
        self.signs = before.saturating_add(u32::try_from(signs).unwrap_or(u32::MAX));
        self.token = self.token.saturating_add(taken.len() as u64);
        self.at = end;
    }
}

impl<R: Input> Read for Utf8<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let from = self.fill_buf()?;
        let many = from.len().min(into.len());
        if let (Some(into), Some(from)) = (into.get_mut(..many), from.get(..many)) {
            into.copy_from_slice(from);
        }
        self.consume(many);
        Ok(many)
    }
}

/// The encoding of a message and how many bytes its mark takes.
fn look(head: &[u8]) -> io::Result<(Encoding, usize)> {
    let unread = |name: &str| Err(io::Error::other(Unfit::Encoding(name.into())));
    match head {
        // Four bytes a letter, with a mark or without: before UTF-16, whose mark is a part of that of UTF-32.
        [0xFF, 0xFE, 0, 0, ..] | [b'<' | b'{', 0, 0, 0, ..] => return unread("UTF-32LE"),
        [0, 0, 0xFE, 0xFF, ..] | [0, 0, 0, b'<' | b'{', ..] => return unread("UTF-32BE"),
        [0xEF, 0xBB, 0xBF, ..] => return Ok((Encoding::Utf8, 3)),
        [0xFF, 0xFE, ..] => return Ok((Encoding::Utf16Le, 2)),
        [0xFE, 0xFF, ..] => return Ok((Encoding::Utf16Be, 2)),
        [b'<' | b'{', 0, ..] => return Ok((Encoding::Utf16Le, 0)),
        [0, b'<' | b'{', ..] => return Ok((Encoding::Utf16Be, 0)),
        _ => {}
    }
    let declared = head.strip_prefix(b"<?xml").and_then(|rest| rest.split(|byte| *byte == b'>').next());
    let declared = declared.map(|bytes| String::from_utf8_lossy(bytes).to_ascii_lowercase()).unwrap_or_default();
    let Some((_, after)) = declared.split_once("encoding") else { return Ok((Encoding::Utf8, 0)) };
    let name = after.trim_start_matches([' ', '=', '\t', '\r', '\n']).trim_start_matches(['"', '\'']);
    let name = name.split(['"', '\'']).next().unwrap_or_default();
    match name {
        "utf-8" | "utf8" | "us-ascii" | "ascii" => Ok((Encoding::Utf8, 0)),
        "iso-8859-1" | "latin1" | "latin-1" => Ok((Encoding::Latin1, 0)),
        "windows-1251" | "cp1251" => Ok((Encoding::Windows1251, 0)),
        name => unread(name),
    }
}
