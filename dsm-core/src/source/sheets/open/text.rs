use super::super::{
    unfit::Unfit,
    xml::{Token, Xml},
};
use crate::error::Result;
use std::io::{Read, Seek};

/// What stands in a cell beside its text: notes, drawings, how it is spoken.
const BESIDE: [&str; 7] = ["annotation", "note", "frame", "custom-shape", "ruby-text", "table", "g"];
/// How many blanks one element may stand for.
const MOST_BLANKS: usize = 1 << 10;

/// The text of the cell that started last and has an end, to its end: its paragraphs as lines.
pub(super) fn of_cell<R: Read + Seek>(xml: &mut Xml<R>, most: usize) -> Result<String> {
    let (cell, mut whole, mut paragraph, mut beside) = (xml.depth, String::new(), None, None);
    let mut lines = 0_usize;
    while xml.depth >= cell {
        let depth = xml.depth;
        match xml.next()? {
            Token::Start(tag, empty) => match tag.name() {
                _ if beside.is_some() => {}
                other if BESIDE.contains(&other) => beside = (!empty).then_some(depth + 1),
                "p" if depth == cell => {
                    lines += 1;
                    if lines > 1 {
                        whole.push('\n');
                    }
                    paragraph = (!empty).then_some(depth + 1);
                }
                "s" if paragraph.is_some() => {
                    let mut many = 1_usize;
                    tag.attributes(|name, value| {
                        many = if name == "c" { value.parse().unwrap_or(1) } else { many };
                        Ok(())
                    })?;
                    whole.extend(std::iter::repeat_n(' ', many.min(MOST_BLANKS)));
                }
                "tab" if paragraph.is_some() => whole.push('\t'),
                "line-break" if paragraph.is_some() => whole.push('\n'),
                _ => {}
            },
            Token::Text(text) if paragraph.is_some() && beside.is_none() => whole.push_str(&text),
            Token::End => {
                paragraph = paragraph.filter(|at| *at < depth);
                beside = beside.filter(|at| *at < depth);
            }
            Token::Done => break,
            _ => {}
        }
        if whole.len() > most {
            return Err(Unfit::beyond("bytes-of-a-text", most as u64).refused(xml.place().clone()));
        }
    }
    Ok(whole)
}
