use super::banner;
use crate::codes::Book;
use crate::wording::Wording;
use std::fmt::Write as _;

/// `spec/errors.md`: the list for readers.
pub(super) fn errors(books: &[Book]) -> String {
    let mut out = format!("<!-- {} -->\n# Codes\n\n", banner("spec/codes"));
    out.push_str("One id for one rule: in the specification, the vectors, the comments, the code and every language. An `error`\n");
    out.push_str("says \"could not\"; a `finding-…` says \"done, and this was noticed\". Numbers are never reused.\n");
    for book in books {
        let _ = write!(out, "\n## {} — room `{}` of `{}`\n", book.prefix, book.room, book.package);
        for code in &book.codes {
            let _ = write!(out, "\n### {} {}\n\n", code.id, code.name);
            let _ = writeln!(out, "`{}`, `{}`, in C {}\n", code.kind, code.channel, code.number);
            for (language, sentence, remedy) in
                [("en", &code.sentence.en, &code.remedy.en), ("ru", &code.sentence.ru, &code.remedy.ru)]
            {
                let _ = writeln!(out, "- {language}: {} *{}*", shown(sentence), shown(remedy));
            }
            if let Some(source) = &code.source {
                let _ = writeln!(out, "- source: {source}");
            }
            if let Some(example) = &code.example {
                let _ = writeln!(out, "- example: `{example}`");
            }
        }
        if !book.retired.is_empty() {
            let _ = write!(out, "\nRetired: {}\n", book.retired.join(", "));
        }
    }
    out
}

/// A wording with all its forms in the order of the numbers they stand for.
fn shown(wording: &Wording) -> String {
    match wording {
        Wording::Plain(text) => text.clone(),
        Wording::Forms(forms) => {
            let order = ["one", "few", "many", "other"];
            order.iter().filter_map(|form| forms.get(*form)).cloned().collect::<Vec<_>>().join(" / ")
        }
    }
}
