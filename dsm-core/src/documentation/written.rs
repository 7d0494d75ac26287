use super::{Documentation, file::FORMAT};
use std::fmt::Write as _;

impl Documentation {
    /// The documentation as a file, TOML of the format `dsm-documentation/1`: what is read from it is the same.
    ///
    /// ```
    /// use dsm_core::{documentation::Documentation, text::Lang};
    /// let said = Documentation::new("MD", "ENTRIES")?.say("SOURCE", Lang::Ru, "Карточки \"М\"")?.answer("UNIT", "PERSONS")?;
    /// assert!(said.to_toml().ends_with("\n[SOURCE]\nru = \"Карточки \\\"М\\\"\"\n"));
    /// # #[cfg(feature = "toml")]
    /// assert_eq!(Documentation::from_toml("md.toml", &said.to_toml())?, said);
    /// # Ok::<(), dsm_core::error::Error>(())
    /// ```
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut out = String::new();
        let mut line = |id: &str, text: &str| {
            // Writing to memory does not fail.
            let _ = writeln!(out, "{id} = {}", quoted(text));
        };
        line("format", FORMAT);
        line("template", Self::TEMPLATE);
        line("country", self.country());
        line("indicator", self.indicator());
        let days = [("valid_from", self.from()), ("valid_until", self.until())];
        for (id, day) in days.into_iter().filter_map(|(id, day)| Some((id, day?))) {
            line(id, &day.to_string());
        }
        let (mut answers, mut texts) = (String::new(), String::new());
        for (field, answer) in self.answers() {
            match answer.written().as_slice() {
                [(tag, text)] if tag.is_empty() => {
                    let _ = writeln!(answers, "{} = {}", field.id(), quoted(text));
                }
                said => {
                    let _ = writeln!(texts, "\n[{}]", field.id());
                    for (tag, text) in said {
                        let _ = writeln!(texts, "{} = {}", quoted_key(tag), quoted(text));
                    }
                }
            }
        }
        if !answers.is_empty() {
            let _ = write!(out, "\n[answers]\n{answers}");
        }
        out + &texts
    }
}

/// A text between quotes, as TOML writes it.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            letter if letter.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(letter));
            }
            letter => out.push(letter),
        }
    }
    out + "\""
}

/// The tag of a language is a name where it has nothing but letters, digits and hyphens.
fn quoted_key(tag: &str) -> String {
    let bare = !tag.is_empty() && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if bare { tag.to_owned() } else { quoted(tag) }
}
