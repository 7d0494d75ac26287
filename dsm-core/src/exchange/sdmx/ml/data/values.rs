use super::{open::SetTag, work::Work};
use crate::{
    error::{At, Error, Finding, FindingSink, Place, Result, Safe, codes::exc},
    exchange::sdmx::xml::{MOST_BYTES, Mark, Token, XmlReader},
    source::Input,
};

/// Reads the values of the component whose element was started last (3.0): `<Comp id="…"><Value>…</Value></Comp>`.
pub(super) fn read<R: Input>(
    xml: &mut XmlReader<R>,
    work: &mut Work<'_, '_>,
    component: Option<usize>,
    empty: bool,
    line: Mark,
) -> Result<()> {
    if empty {
        return Ok(());
    }
    let (depth, mut values, mut bytes) = (xml.depth(), Vec::<String>::new(), 0_u64);
    let (mut value, mut tagged, mut own, mut told) = (String::new(), false, false, false);
    while xml.depth() >= depth {
        match xml.next()? {
            Token::Start(tag) => match tag.local() {
                "Value" => {
                    (own, tagged) = (!tag.empty, false);
                    value.clear();
                    if tag.empty {
                        values.push(String::new());
                    }
                }
                "Text" if own => {
                    tagged = true;
                    value.clear();
                }
                _ => {}
            },
            Token::Text(text) if own => {
                bytes += text.len() as u64;
                value.push_str(&text);
            }
            Token::End => {
                // A text in a value, or a value that has no texts in it.
                let at = xml.depth().saturating_sub(depth);
                if own && (at == 1 && tagged || at == 0 && !tagged) {
                    values.push(std::mem::take(&mut value));
                    bytes += 64;
                }
                own &= at > 0;
                value.clear();
                if tagged && at == 1 && !std::mem::replace(&mut told, true) {
                    work.languages(component, line);
                }
            }
            Token::Done => break,
            Token::Text(_) | Token::Nothing => {}
        }
        if bytes > MOST_BYTES {
            let error = Error::new(exc::MESSAGE_LIMIT).with("what", Safe::word("mebibytes-of-a-value"));
            return Err(error.with("limit", MOST_BYTES >> 20).at(xml.place()));
        }
    }
    if let Some(component) = component {
        work.set_many(component, &values, line);
    }
    Ok(())
}

/// Reads what the sender says at the end of a message.
pub(super) fn footer<R: Input>(xml: &mut XmlReader<R>, tag: &SetTag, findings: &mut dyn FindingSink) -> Result<()> {
    let depth = xml.depth();
    let file = xml.file().clone();
    while !tag.empty && xml.depth() >= depth {
        match xml.next()? {
            Token::Start(tag) if tag.local() == "Message" => {
                let code = tag.attribute("code")?.unwrap_or_default();
                let number = code.parse::<u64>().ok().filter(|code| *code < 1000).unwrap_or_default();
                let place = Place::new(
                    file.clone(),
                    At::Element { line: tag.mark.line, column: tag.mark.column, path: "Footer".into() },
                );
                let finding = Finding::new(exc::FOOTER_SAYS).with("code", number).at(place);
                let _ = findings.put(finding.evidence_of(&code));
            }
            Token::Done => break,
            _ => {}
        }
    }
    Ok(())
}
