//! Where a line is no text, the next one may be.

use super::{Decoded, Decoder, Input, Lines, Result, Stop};

impl<R: Input> Lines<R> {
    /// Goes on behind the line that breaks off at bytes that are no text; false where it does not, or nothing says where the next
    /// line begins.
    pub(in crate::source) fn resume(&mut self) -> Result<bool> {
        if self.end == Some(Stop::Zero) {
            return self.resume_behind_zero();
        }
        if self.end != Some(Stop::Undefined) || !self.encoding.has_bytes() {
            return Ok(false);
        }
        let mut left = std::mem::take(&mut self.left);
        (self.decoder, self.end) = (Decoder::new(self.encoding), None);
        loop {
            if let Some(feed) = left.iter().position(|byte| *byte == b'\n') {
                let rest = left.split_off(feed + 1);
                let before = self.text.len();
                let decoded = self.decoder.decode(&rest, &mut self.text);
                if let Decoded::Undefined(at) = decoded {
                    self.left.extend_from_slice(rest.get(at..).unwrap_or_default());
                }
                self.decoded(decoded, before);
                return Ok(true);
            }
            if !self.pieces.next().map_err(|error| self.failed(error))? {
                self.end = Some(Stop::File);
                return Ok(true);
            }
            self.read = self.read.saturating_add(u64::try_from(self.pieces.piece().len()).unwrap_or(u64::MAX));
            left.clear();
            left.extend_from_slice(self.pieces.piece());
        }
    }

    /// Goes on behind the line that has a zero byte.
    fn resume_behind_zero(&mut self) -> Result<bool> {
        let (mut behind, mut end) = std::mem::take(&mut self.behind_zero);
        loop {
            let feed = behind.find('\n');
            self.end = end;
            if let Some(next) = feed.and_then(|feed| behind.get(feed + 1..)) {
                let before = self.text.len();
                self.text.push_str(next);
                self.look_for_zero(before);
                return Ok(true);
            }
            match end {
                // The same line is no text further on.
                Some(Stop::Undefined) => return self.resume(),
                Some(_) => return Ok(true),
                None => {}
            }
            let before = self.text.len();
            self.more()?;
            behind = self.text.split_off(before);
            end = self.end;
            if end == Some(Stop::Zero) {
                let (further, after) = std::mem::take(&mut self.behind_zero);
                behind.push_str(&further);
                end = after;
            }
        }
    }
}
