/// HTML as it is written: every text and attribute is escaped, every element closed.
#[derive(Debug, Default)]
pub(in crate::report) struct Markup {
    text: String,
}

type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Markup {
    pub(in crate::report) fn new() -> Self {
        Self::default()
    }

    /// Text that stands between elements.
    pub(in crate::report) fn text(&mut self, text: &str) -> &mut Self {
        escape(&mut self.text, text);
        self
    }

    /// An element and what is inside.
    pub(in crate::report) fn within(
        &mut self,
        tag: &str,
        attributes: Attributes<'_>,
        inside: impl FnOnce(&mut Self),
    ) -> &mut Self {
        self.start(tag, attributes);
        self.text.push('>');
        inside(self);
        self.text.push_str("</");
        self.text.push_str(tag);
        self.text.push('>');
        self
    }

    /// An element with a text.
    pub(in crate::report) fn element(&mut self, tag: &str, attributes: Attributes<'_>, text: &str) -> &mut Self {
        self.within(tag, attributes, |markup| {
            markup.text(text);
        })
    }

    /// An element that has nothing inside and no end: `meta`, `link`.
    pub(in crate::report) fn void(&mut self, tag: &str, attributes: Attributes<'_>) -> &mut Self {
        self.start(tag, attributes);
        self.text.push('>');
        self
    }

    /// Text of DSM itself that is HTML or a style sheet already.
    pub(in crate::report) fn own(&mut self, text: &'static str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// The end of a line, for those who read the source.
    pub(in crate::report) fn line(&mut self) -> &mut Self {
        self.text.push('\n');
        self
    }

    pub(in crate::report) fn finish(self) -> String {
        self.text
    }

    fn start(&mut self, tag: &str, attributes: Attributes<'_>) {
        self.text.push('<');
        self.text.push_str(tag);
        for (name, value) in attributes {
            self.text.push(' ');
            self.text.push_str(name);
            self.text.push_str("=\"");
            escape(&mut self.text, value);
            self.text.push('"');
        }
    }
}

/// Escapes what HTML and SVG read as their own, and replaces control characters, which they cannot hold.
fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}
