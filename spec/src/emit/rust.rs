use super::{banner, camel, documented, literal};
use crate::codes::Book;
use crate::wording::{Said, Wording};
use std::fmt::Write as _;

/// `dsm-core/src/error/codes.rs`: a constant per code with what it says, a module per prefix. The texts hang at their code,
/// so that a library in which nothing reports a code does not carry its sentences.
pub(super) fn codes(books: &[Book]) -> String {
    let mut out = format!("// {}\n", banner("spec/codes"));
    out.push_str("//! Every code of DSM with what it says in each language, which stands in `spec/errors.md` too.\n");
    for book in books {
        let module = book.prefix.to_lowercase();
        let _ = write!(out, "\n/// `{}`: reported by the room `{}` of `{}`.\n", book.prefix, book.room, book.package);
        let _ = write!(out, "#[rustfmt::skip]\npub mod {module} {{\n");
        let mut body = String::new();
        for code in &book.codes {
            let _ = writeln!(body, "    /// {}", documented(code.sentence.en.sample()));
            if let Some(source) = &code.source {
                let _ = writeln!(body, "    ///\n    /// Source: {}.", documented(source.trim_end_matches('.')));
            }
            let (kind, channel) = (camel(&code.kind), camel(&code.channel));
            let _ = writeln!(
                body,
                "    pub const {}: Code = Code::new(&Definition {{\n        id: \"{}\",\n        name: \"{}\",\n        \
                 kind: Kind::{kind},\n        channel: Channel::{channel},\n        number: {},\n        sentence: {},\n        \
                 remedy: {},\n    }});",
                code.constant(),
                code.id,
                code.name,
                code.number,
                both(&code.sentence, "        "),
                both(&code.remedy, "        "),
            );
        }
        if !book.codes.is_empty() {
            let forms = if body.contains("&Forms {") { "Forms, " } else { "" };
            out.push_str("    use crate::error::code::Definition;\n");
            let _ = writeln!(out, "    use crate::error::wording::{{{forms}Said, Wording}};");
            out.push_str("    use crate::error::{Channel, Code, Kind};\n\n");
        }
        out.push_str(&body);
        let _ = writeln!(out, "    /// Every code of this prefix, in the order of the numbers.");
        let kind = if book.codes.is_empty() { "crate::error::Code" } else { "Code" };
        let names: Vec<String> = book.codes.iter().map(|code| code.constant()).collect();
        let _ = writeln!(out, "    pub const ALL: &[{kind}] = &[{}];\n}}", names.join(", "));
    }
    list(&mut out, books);
    out
}

fn list(out: &mut String, books: &[Book]) {
    out.push_str(
        "\n/// Every code, in the order of the numbers.\n#[rustfmt::skip]\npub const ALL: &[super::Code] = &[\n",
    );
    for book in books {
        for code in &book.codes {
            let _ = writeln!(out, "    {}::{},", book.prefix.to_lowercase(), code.constant());
        }
    }
    out.push_str("];\n");
}

/// Both languages as an expression.
pub(super) fn both(said: &Said, indent: &str) -> String {
    format!(
        "Said {{\n{indent}    en: {},\n{indent}    ru: {},\n{indent}}}",
        wording(&said.en, said.plural.as_deref()),
        wording(&said.ru, said.plural.as_deref())
    )
}

fn wording(wording: &Wording, plural: Option<&str>) -> String {
    match wording {
        Wording::Plain(text) => format!("Wording::Plain({})", literal(text)),
        Wording::Forms(forms) => {
            let form = |name: &str| forms.get(name).map(|text| literal(text));
            let many = form("many").or_else(|| form("other")).unwrap_or_default();
            let few = form("few").unwrap_or_else(|| many.clone());
            // After a fraction Russian takes the genitive singular, which is the form after 2, 3, 4.
            let other = form("other").unwrap_or_else(|| few.clone());
            let one = form("one").unwrap_or_default();
            let by = literal(plural.unwrap_or_default());
            format!("Wording::Plural(&Forms {{ by: {by}, one: {one}, few: {few}, many: {many}, other: {other} }})")
        }
    }
}
