use super::banner;
use crate::codes::Book;
use std::fmt::Write as _;

/// `dsm-c/include/dsm_codes.h`: the numbers of the codes.
pub(super) fn header(books: &[Book]) -> String {
    let mut out = format!("/* {} */\n", banner("spec/codes"));
    out.push_str("#ifndef DSM_CODES_H\n#define DSM_CODES_H\n\n");
    out.push_str(
        "/** What DSM reports. 0 is never used: success has no code. Numbers are never reused. */\nenum dsm_code {\n",
    );
    let mut codes = books.iter().flat_map(|book| book.codes.iter().map(move |code| (book, code))).peekable();
    while let Some((book, code)) = codes.next() {
        let sentence = code.sentence.en.sample().replace("*/", "* /").replace("/*", "/ *");
        let _ = writeln!(out, "    /** {} ({}, {}): {sentence} */", code.id, code.kind, code.channel);
        let comma = if codes.peek().is_some() { "," } else { "" };
        let _ = writeln!(out, "    DSM_{}_{} = {}{comma}", book.prefix, code.constant(), code.number);
    }
    out.push_str("};\n\n#endif /* DSM_CODES_H */\n");
    out
}
