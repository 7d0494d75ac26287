//! The plain form in which names are compared; the generator includes this file, so that both compare alike.

/// A name without what files write in different ways: case, kinds of blanks, of apostrophes and of dashes, `ё` for `е`, the
/// cedilla of old Romanian letters, blanks around dashes, and full stops at the end.
pub(crate) fn plain(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    // A blank is written only between two words that no dash joins.
    let mut blank = false;
    for c in name.chars().flat_map(char::to_lowercase) {
        let c = match c {
            'ё' => 'е',
            'ş' => 'ș',
            'ţ' => 'ț',
            '‘' | '’' | 'ʼ' | 'ʻ' | '`' | '´' | '′' => '\'',
            '‐'..='―' | '−' => '-',
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => continue,
            c => c,
        };
        if c.is_whitespace() {
            blank = !out.is_empty() && !out.ends_with('-');
            continue;
        }
        if blank && c != '-' {
            out.push(' ');
        }
        blank = false;
        match c {
            // A breve or two dots that were typed as signs of their own.
            '\u{306}' if out.ends_with('и') => replace_last(&mut out, 'й'),
            '\u{308}' if out.ends_with('е') => {}
            c => out.push(c),
        }
    }
    while out.ends_with(['.', ' ']) {
        out.pop();
    }
    out
}

fn replace_last(out: &mut String, last: char) {
    out.pop();
    out.push(last);
}
