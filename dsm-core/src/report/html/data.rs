//! The figures of a page inside of it, to take away.

use super::Markup;
use crate::{
    error::Result,
    exchange::csv,
    report::{Page, below::capital},
    text::{Label, Lang, Phrase, Value, label, phrase},
};
use std::fmt::Write as _;

/// The figures of each section as tidy CSV, as the address of a link.
pub(super) fn files(page: &Page) -> Result<Vec<String>> {
    let one = |section: &crate::report::Section| {
        let mut bytes = Vec::new();
        csv::write(&section.view, &mut bytes)?;
        Ok(address(&bytes))
    };
    page.sections.iter().map(one).collect()
}

/// The links, once for all languages.
pub(super) fn links(page: &Page, files: &[String], main: &mut Markup) {
    if files.is_empty() {
        return;
    }
    let both = |markup: &mut Markup, say: &dyn Fn(Lang) -> String| {
        for lang in Lang::ALL {
            markup.element("span", &[("class", &format!("of {}", lang.code())), ("lang", lang.code())], &say(*lang));
        }
    };
    main.line().within("section", &[("class", "data"), ("aria-labelledby", "data")], |part| {
        part.within("h2", &[("id", "data")], |head| {
            both(head, &|lang| label(Label::FiguresAsFiles, lang).to_owned());
        });
        part.line().within("p", &[("class", "signs")], |line| {
            both(line, &|lang| format!("{}.", capital(label(Label::TidyCsv, lang))));
        });
        part.line().within("ul", &[], |list| {
            for ((number, section), address) in (1..).zip(&page.sections).zip(files) {
                let name = format!("{}-{number}.csv", page.name());
                list.line().within("li", &[], |one| {
                    one.within("a", &[("href", address), ("download", &name)], |link| {
                        both(link, &|lang| section.title.in_lang(lang).to_owned());
                    });
                });
            }
        });
    });
}

/// How many rows are in sight, with places for the script to fill.
pub(super) fn rows_shown(lang: Lang) -> String {
    phrase(Phrase::RowsShown, lang, &[("shown", Value::Text("{shown}")), ("all", Value::Text("{all}"))])
}

/// Bytes as an address that holds them.
fn address(bytes: &[u8]) -> String {
    let mut out = String::from("data:text/csv;charset=utf-8,");
    for byte in bytes {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b',' | b'.' | b'-' | b'_' | b':' | b'+' => {
                out.push(char::from(*byte))
            }
            // Writing to a string does not fail.
            other => drop(write!(out, "%{other:02X}")),
        }
    }
    out
}

/// Bytes in letters, as a policy of a page names a script.
pub(super) fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let all = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let six = usize::try_from(all >> (18 - 6 * at) & 63).unwrap_or(0);
            let letter = if at > chunk.len() { b'=' } else { LETTERS.get(six).copied().unwrap_or(b'=') };
            out.push(char::from(letter));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_written_in_letters() {
        // The examples of RFC 4648, chapter 10.
        for (bytes, letters) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(bytes.as_bytes()), letters);
        }
    }

    #[test]
    fn an_address_holds_every_byte() {
        assert_eq!(address("a,\"ж\"\n#".as_bytes()), "data:text/csv;charset=utf-8,a,%22%D0%B6%22%0A%23");
    }
}
