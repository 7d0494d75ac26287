//! What the cells of all sheets share: texts, and what number formats show.

use super::{
    dates::{Shown, built_in, custom},
    escape,
    look::Looks,
    parts::Archive,
    unfit::Unfit,
    xml::Token,
};
use crate::error::Result;
use std::{
    collections::BTreeMap,
    io::{Read, Seek},
};

/// The shared texts, one behind the other.
#[derive(Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<usize>,
}

impl Strings {
    /// The text of a number, from zero.
    pub(super) fn get(&self, number: usize) -> Option<&str> {
        let end = *self.ends.get(number)?;
        let start = number.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |start| *start);
        self.text.get(start..end)
    }

    /// Reads the part with the texts. Of rich text the pieces are joined; how it is spoken is left out.
    pub(super) fn read<R: Read + Seek>(archive: &mut Archive<R>, part: &str) -> Result<Self> {
        let (limits, mut strings) = (archive.limits, Self::default());
        let mut xml = archive.xml(part, "shared-texts")?;
        // Where the element is open whose text counts, and the one whose text does not.
        let (mut open, mut spoken, mut start) = (None, None, 0);
        loop {
            let depth = xml.depth;
            let ended = match xml.next()? {
                Token::Start(tag, empty) => {
                    let name = tag.name();
                    match name {
                        "si" if depth == 1 && empty => strings.ends.push(strings.text.len()),
                        "si" if depth == 1 => start = strings.text.len(),
                        "t" if !empty && spoken.is_none() && (depth == 2 || depth == 3) => open = Some(depth + 1),
                        "rPh" if !empty && spoken.is_none() => spoken = Some(depth + 1),
                        _ => {}
                    }
                    false
                }
                Token::Text(text) => {
                    if open.is_some() {
                        strings.text.push_str(&text);
                    }
                    false
                }
                Token::End => {
                    open = open.filter(|at| *at < depth);
                    spoken = spoken.filter(|at| *at < depth);
                    depth == 2
                }
                Token::Nothing => false,
                Token::Done => return Ok(strings),
            };
            if ended {
                escape::resolve(&mut strings.text, start);
                strings.ends.push(strings.text.len());
            }
            let beyond = if strings.ends.len() > limits.strings {
                Some(Unfit::beyond("shared-texts", limits.strings as u64))
            } else if strings.text.len() > limits.text {
                Some(Unfit::beyond("mebibytes-of-shared-texts", (limits.text >> 20) as u64))
            } else if strings.text.len() - start > limits.cell {
                Some(Unfit::beyond("bytes-of-a-text", limits.cell as u64))
            } else {
                None
            };
            if let Some(beyond) = beyond {
                return Err(beyond.refused(xml.place().clone()));
            }
        }
    }
}

/// What the number formats of cells show, by the numbers of the styles.
#[derive(Default)]
pub(super) struct Formats(Vec<(Shown, Looks)>);

impl Formats {
    pub(super) fn shown(&self, style: usize) -> (Shown, Looks) {
        self.0.get(style).copied().unwrap_or((Shown::Number, Looks::default()))
    }

    /// Reads the part with the styles.
    pub(super) fn read<R: Read + Seek>(archive: &mut Archive<R>, part: &str) -> Result<Self> {
        let (mut own, mut styles) = (BTreeMap::new(), Vec::new());
        let most = archive.limits.parts.max(MOST);
        archive.xml(part, "styles")?.each(|xml, path, tag| {
            let inside: Vec<&str> = path.iter().map(|name| &**name).collect();
            let number = |name: &str| tag.get(name).and_then(|text| text.parse::<u32>().ok());
            match inside.as_slice() {
                [_, "numFmts", "numFmt"] => {
                    if let (Some(id), Some(code)) = (number("numFmtId"), tag.get("formatCode")) {
                        own.insert(id, (custom(code), Looks::custom(code)));
                    }
                }
                [_, "cellXfs", "xf"] => styles.push(number("numFmtId").unwrap_or(0)),
                _ => {}
            }
            match styles.len().max(own.len()) > most {
                true => Err(Unfit::beyond("styles", most as u64).refused(xml.place().clone())),
                false => Ok(()),
            }
        })?;
        let shown =
            |format: u32| own.get(&format).copied().unwrap_or_else(|| (built_in(format), Looks::built_in(format)));
        Ok(Self(styles.into_iter().map(shown).collect()))
    }
}

/// Excel keeps 65,490 formats.
const MOST: usize = 65_490;
