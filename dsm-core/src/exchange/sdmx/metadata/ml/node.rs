use crate::{
    error::{Error, Place, Result, Safe, codes::exc},
    exchange::sdmx::{
        metadata::MOST_MEBIBYTES,
        xml::{Tag, Token, XmlReader},
    },
    source::Input,
};

/// An element of a report with everything in it.
#[derive(Debug)]
pub(super) struct Node {
    /// Its name without the prefix.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    pub(super) content: Vec<Content>,
    pub(super) line: u64,
}

/// What stands in an element.
#[derive(Debug)]
pub(super) enum Content {
    Text(String),
    Element(Node),
}

/// What an element, an attribute and a text take beside their letters.
const BESIDE: u64 = 128;

/// Elements that end a line of formatted text.
const BLOCKS: [&str; 12] = ["p", "div", "br", "li", "tr", "table", "ul", "ol", "h1", "h2", "h3", "h4"];

impl Node {
    /// What an attribute says.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(local, _)| local == name).map(|(_, value)| value.as_str())
    }

    /// The elements in it.
    pub(super) fn children(&self) -> impl Iterator<Item = &Self> {
        self.content.iter().filter_map(|content| match content {
            Content::Element(node) => Some(node),
            Content::Text(_) => None,
        })
    }

    /// The elements of a name in it.
    pub(super) fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children().filter(move |node| node.name == name)
    }

    /// Its own text, as it is written.
    pub(super) fn text(&self) -> String {
        let text = |content: &Content| match content {
            Content::Text(text) => Some(text.clone()),
            Content::Element(_) => None,
        };
        self.content.iter().filter_map(text).collect()
    }

    /// The words of formatted text: a line a paragraph, blanks as they are read.
    pub(super) fn words(&self) -> String {
        let mut all = String::new();
        self.words_into(&mut all);
        let line = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        let lines: Vec<String> = all.split('\u{0}').map(line).filter(|line| !line.is_empty()).collect();
        lines.join("\n")
    }

    fn words_into(&self, into: &mut String) {
        for content in &self.content {
            match content {
                Content::Text(text) => into.push_str(text),
                Content::Element(node) => {
                    let block = BLOCKS.contains(&node.name.as_str());
                    if block {
                        into.push('\u{0}');
                    }
                    node.words_into(into);
                    if block {
                        into.push('\u{0}');
                    }
                }
            }
        }
    }
}

/// What may still be held of a message.
#[derive(Debug)]
pub(super) struct Room(u64);

impl Room {
    pub(super) fn new() -> Self {
        Self(MOST_MEBIBYTES << 20)
    }

    fn take(&mut self, bytes: usize, place: impl FnOnce() -> Place) -> Result<()> {
        let taken = (bytes as u64).saturating_add(BESIDE);
        self.0 = self.0.checked_sub(taken).ok_or_else(|| {
            let error = Error::new(exc::MESSAGE_LIMIT).with("what", Safe::word("mebibytes-of-a-message"));
            error.with("limit", MOST_MEBIBYTES).at(place())
        })?;
        Ok(())
    }

    /// The start of an element.
    pub(super) fn open(&mut self, tag: &Tag<'_>, place: &Place) -> Result<Node> {
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            let (prefix, local, value) = attribute?;
            if prefix != "xmlns" {
                self.take(local.len() + value.len(), || place.clone())?;
                attributes.push((local.to_owned(), value.into_owned()));
            }
        }
        self.take(tag.local().len(), || place.clone())?;
        Ok(Node { name: tag.local().to_owned(), attributes, content: Vec::new(), line: tag.line })
    }
}

/// Reads the element that started last, and was not empty, to its end.
pub(super) fn whole<R: Input>(xml: &mut XmlReader<R>, start: Node, room: &mut Room) -> Result<Node> {
    let mut open = vec![start];
    loop {
        let place = xml.place();
        let closed = match xml.next()? {
            Token::Start(tag) => {
                let node = room.open(&tag, &place)?;
                let empty = tag.empty;
                open.push(node);
                empty
            }
            Token::Text(text) => {
                room.take(text.len(), || place)?;
                if let Some(node) = open.last_mut() {
                    node.content.push(Content::Text(text.into_owned()));
                }
                false
            }
            Token::End => true,
            Token::Nothing => false,
            Token::Done => return Err(Error::new(exc::MESSAGE_TRUNCATED).at(place)),
        };
        if closed && let Some(node) = open.pop() {
            match open.last_mut() {
                Some(outer) => outer.content.push(Content::Element(node)),
                None => return Ok(node),
            }
        }
    }
}
