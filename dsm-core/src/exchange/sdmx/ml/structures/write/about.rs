use super::Writing;
use crate::{
    error::Result,
    exchange::sdmx::structures::{Annotation, Class, Maintained, Wording},
};

impl Writing<'_, '_> {
    /// Starts an artefact with what it says of itself; the caller ends it.
    pub(super) fn begin(
        &mut self,
        name: &'static str,
        class: Class,
        about: &Maintained,
        more: &[(&str, &str)],
    ) -> Result<()> {
        let identity = &about.identity;
        self.artefact = format!("{}:{}", identity.agency(), identity.id());
        let version = self.version_of(identity);
        self.xml.start(name)?;
        self.xml.attribute("id", identity.id())?;
        self.xml.attribute("agencyID", identity.agency())?;
        // The lists of organizations are final in no message of 2.1 and have no version in 3.0.
        let organizations = matches!(class.item(), Some(Class::Agency | Class::DataProvider | Class::DataConsumer));
        if self.is_v21() || !organizations {
            self.xml.attribute("version", &version)?;
        } else if version != "1.0" {
            self.cannot("version-open");
        }
        if self.is_v21() && !organizations {
            self.xml.maybe("isFinal", about.is_final.then_some("true"))?;
        } else if about.is_final != (!self.is_v21() && identity.is_final()) {
            self.cannot("final-mark");
        }
        self.xml.maybe("validFrom", about.valid_from.as_deref())?;
        self.xml.maybe("validTo", about.valid_to.as_deref())?;
        self.xml.maybe("isExternalReference", about.elsewhere.then_some("true"))?;
        for (name, value) in more {
            self.xml.attribute(name, value)?;
        }
        self.annotations(&about.annotations)?;
        self.names(identity.id(), &about.names, &about.descriptions)
    }

    /// Names and descriptions; the id where there is no name, because a name must be there.
    pub(super) fn names(&mut self, id: &str, names: &Wording, descriptions: &Wording) -> Result<()> {
        if names.is_empty() {
            self.cannot("name-none");
            self.wording("com:Name", &Wording::none().with("en", id))?;
        }
        self.wording("com:Name", names)?;
        self.wording("com:Description", descriptions)
    }

    pub(super) fn wording(&mut self, name: &'static str, wording: &Wording) -> Result<()> {
        wording.iter().try_for_each(|(lang, text)| {
            self.xml.start(name)?;
            self.xml.attribute("xml:lang", lang)?;
            self.xml.text(text)?;
            self.xml.end()
        })
    }

    pub(super) fn annotations(&mut self, all: &[Annotation]) -> Result<()> {
        if all.is_empty() {
            return Ok(());
        }
        self.inside("com:Annotations", |w| all.iter().try_for_each(|one| w.annotation(one)))
    }

    fn annotation(&mut self, one: &Annotation) -> Result<()> {
        self.xml.start("com:Annotation")?;
        self.xml.maybe("id", one.id.as_deref())?;
        self.maybe("com:AnnotationTitle", one.title.as_deref())?;
        self.maybe("com:AnnotationType", one.kind.as_deref())?;
        self.maybe("com:AnnotationURL", one.url.as_deref())?;
        self.wording("com:AnnotationText", &one.texts)?;
        if self.is_v21() && one.value.is_some() {
            self.cannot("annotation-value");
        } else {
            self.maybe("com:AnnotationValue", one.value.as_deref())?;
        }
        self.xml.end()
    }

    fn maybe(&mut self, name: &'static str, text: Option<&str>) -> Result<()> {
        text.map_or(Ok(()), |text| self.xml.leaf(name, text))
    }
}
