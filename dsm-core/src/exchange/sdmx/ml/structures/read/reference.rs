use super::{Element, Reading};
use crate::{
    error::{Result, codes::exc},
    exchange::sdmx::{
        structures::{Class, Identity, Reference},
        xml::Token,
    },
    source::Input,
};

impl<R: Input> Reading<'_, R> {
    /// What an element refers to: as `Ref`, as `URN`, or as a URN that is its text. `class` is what it refers to where it does not
    /// say.
    pub(super) fn reference(&mut self, element: &Element, class: Option<Class>) -> Result<Option<Reference>> {
        let (mut read, mut text, mut elsewhere) = (None, String::new(), false);
        if element.depth > 0 {
            while self.xml.depth() >= element.depth {
                let outside = self.xml.depth();
                let inner = match self.xml.next()? {
                    Token::Start(tag) if outside == element.depth => Element::of(&tag, outside)?,
                    Token::Text(piece) if outside == element.depth => {
                        text.push_str(&piece);
                        continue;
                    }
                    _ => continue,
                };
                match inner.name.as_str() {
                    "Ref" => {
                        read = read.or(of_parts(&inner, class));
                        elsewhere = inner.get("class").is_some_and(|class| Class::named(class).is_none());
                    }
                    "URN" => text = self.text(&inner)?,
                    _ => self.unexpected(&inner),
                }
            }
        }
        if read.is_none() {
            read = Reference::parse(&text).ok();
        }
        if read.is_none() {
            // What is of a class that is not kept is named all the same.
            elsewhere |= text.trim().starts_with("urn:sdmx:");
            self.told(if elsewhere { exc::ARTEFACT_LEFT_OUT } else { exc::REFERENCE_UNREADABLE }, element);
        }
        Ok(read)
    }

    /// The id that an element names in its own artefact: as `Ref` or as its text.
    pub(super) fn local(&mut self, element: &Element) -> Result<Option<String>> {
        let mut text = String::new();
        if element.depth > 0 {
            while self.xml.depth() >= element.depth {
                let outside = self.xml.depth();
                match self.xml.next()? {
                    Token::Start(tag) => {
                        if let Some(id) = tag.attribute("id")? {
                            text = id.into_owned();
                        }
                    }
                    Token::Text(piece) if outside == element.depth => text.push_str(piece.trim()),
                    _ => {}
                }
            }
        }
        if text.is_empty() {
            self.told(exc::REFERENCE_UNREADABLE, element);
        }
        Ok((!text.is_empty()).then_some(text))
    }
}

/// The reference of a `Ref`, whose scheme is `AGENCIES` and the like where it does not say.
fn of_parts(part: &Element, class: Option<Class>) -> Option<Reference> {
    let class = part.get("class").map_or(class, Class::named)?;
    let (agency, id) = (part.get("agencyID")?, part.get("id")?);
    let Some(scheme) = class.scheme() else {
        return Identity::new(agency, id, part.get("version").unwrap_or("1.0")).ok().map(|to| Reference::to(class, to));
    };
    let fixed = match scheme {
        Class::AgencyScheme => Some("AGENCIES"),
        Class::DataProviderScheme => Some("DATA_PROVIDERS"),
        Class::DataConsumerScheme => Some("DATA_CONSUMERS"),
        _ => None,
    };
    let scheme = part.get("maintainableParentID").or(fixed)?;
    let scheme = Identity::new(agency, scheme, part.get("maintainableParentVersion").unwrap_or("1.0")).ok()?;
    Some(Reference::to_item(class, scheme, id))
}
