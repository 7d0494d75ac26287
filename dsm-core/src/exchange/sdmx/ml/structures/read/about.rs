use super::{Element, Reading};
use crate::{
    error::{Result, codes::exc},
    exchange::sdmx::{
        ml::Version,
        structures::{Annotation, Class, Identity, Maintained, Wording},
    },
    source::Input,
};
use std::sync::Arc;

/// What an artefact or an item says of itself.
#[derive(Debug, Default)]
pub(super) struct About {
    pub(super) names: Wording,
    pub(super) descriptions: Wording,
    pub(super) annotations: Vec<Annotation>,
}

impl<R: Input> Reading<'_, R> {
    /// Takes an element where it says something of its artefact; false where it is something else.
    pub(super) fn says(&mut self, element: &Element, about: &mut About) -> Result<bool> {
        match element.name.as_str() {
            "Name" => self.wording(element, &mut about.names)?,
            "Description" => self.wording(element, &mut about.descriptions)?,
            "Annotations" => self.annotations(element, &mut about.annotations)?,
            "Link" => self.left_out(element),
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// A text in its language, which is English where it is not said.
    fn wording(&mut self, element: &Element, into: &mut Wording) -> Result<()> {
        let text = self.text(element)?;
        into.add(element.get("lang").unwrap_or("en"), &text);
        Ok(())
    }

    pub(super) fn annotations(&mut self, all: &Element, into: &mut Vec<Annotation>) -> Result<()> {
        while let Some(one) = self.child(all)? {
            if one.name != "Annotation" {
                self.unexpected(&one);
                continue;
            }
            let mut annotation = Annotation { id: one.get("id").map(Arc::from), ..Annotation::default() };
            while let Some(part) = self.child(&one)? {
                match part.name.as_str() {
                    "AnnotationTitle" => annotation.title = Some(self.text(&part)?.into()),
                    "AnnotationType" => annotation.kind = Some(self.text(&part)?.into()),
                    "AnnotationURL" if annotation.url.is_none() => annotation.url = Some(self.text(&part)?.into()),
                    "AnnotationURL" => self.left_out(&part),
                    "AnnotationText" => self.wording(&part, &mut annotation.texts)?,
                    "AnnotationValue" => annotation.value = Some(self.text(&part)?.into()),
                    _ => self.unexpected(&part),
                }
            }
            into.push(annotation);
        }
        Ok(())
    }

    /// Which artefact this is, where it can be read and did not come before.
    pub(super) fn identity(&mut self, element: &Element, class: Class) -> Option<Identity> {
        let (agency, id) = (element.get("agencyID").unwrap_or_default(), element.get("id").unwrap_or_default());
        match Identity::new(agency, id, element.get("version").unwrap_or("1.0")) {
            Ok(identity) => self.is_new(element, class, &identity).then_some(identity),
            Err(_) => {
                self.told(exc::IDENTITY_UNREADABLE, element);
                None
            }
        }
    }

    /// What an artefact says of itself, put together.
    pub(super) fn maintained(&mut self, element: &Element, identity: Identity, about: About) -> Maintained {
        let is_final = match self.version {
            Version::V21 => self.flag(element, "isFinal", false),
            Version::V30 => identity.is_final(),
        };
        let moment = |name| element.get(name).map(Arc::from);
        let (valid_from, valid_to) = (moment("validFrom"), moment("validTo"));
        let elsewhere = self.flag(element, "isExternalReference", false);
        let About { names, descriptions, annotations } = about;
        Maintained { identity, names, descriptions, annotations, is_final, valid_from, valid_to, elsewhere }
    }
}
