use super::{Object, Reading, Value};
use crate::{
    error::codes::exc,
    exchange::sdmx::structures::{
        Annotation, Categorisation, Class, Dataflow, Identity, Maintained, ProvisionAgreement, Wording,
    },
};
use std::sync::Arc;

/// Properties that every artefact has.
const MAINTAINED: &[&str] = &["agencyID", "version", "isExternalReference", "validFrom", "validTo"];
/// Properties that everything with a name has.
pub(super) const NAMED: &[&str] = &["id", "name", "names", "description", "descriptions", "annotations"];

impl Reading<'_> {
    /// What an artefact says of itself, where its identity can be read and did not come before. `known` are its own properties.
    pub(super) fn maintained(&mut self, class: Class, of: &Object, known: &[&str]) -> Option<Maintained> {
        let said = |name: &str| of.get(name).and_then(Value::as_str);
        let (agency, id) = (said("agencyID").unwrap_or_default(), said("id").unwrap_or_default());
        let Ok(identity) = Identity::new(agency, id, said("version").unwrap_or("1.0")) else {
            self.told(exc::IDENTITY_UNREADABLE, of.at, class.name());
            return None;
        };
        if !self.is_new(class, of.at, &identity) {
            return None;
        }
        self.others(of, &[MAINTAINED, NAMED, known]);
        let mut about = Maintained::new(identity);
        about.is_final = about.identity.is_final();
        about.names = self.wording(of, "name", "names");
        about.descriptions = self.wording(of, "description", "descriptions");
        about.annotations = self.annotations(of);
        about.valid_from = self.text(of, "validFrom").map(Arc::from);
        about.valid_to = self.text(of, "validTo").map(Arc::from);
        about.elsewhere = self.flag(of, "isExternalReference", false);
        Some(about)
    }

    /// A text in all of its languages, or in the one of the message.
    pub(super) fn wording(&mut self, of: &Object, one: &str, all: &str) -> Wording {
        let mut wording = Wording::none();
        if let Some(texts) = of.get(all).and_then(Value::as_object) {
            for (lang, text) in texts.properties() {
                match text.as_str() {
                    Some(written) => wording.add(lang, written),
                    None => self.odd(text.at, all, all, ""),
                }
            }
        }
        if wording.is_empty()
            && let Some(text) = self.text(of, one)
        {
            wording.add(&self.lang, text);
        }
        wording
    }

    pub(super) fn annotations(&mut self, of: &Object) -> Vec<Annotation> {
        let mut annotations = Vec::new();
        for one in self.objects(of, "annotations") {
            let mut text = |name| self.text(one, name).map(Arc::from);
            let (id, title, kind, value) = (text("id"), text("title"), text("type"), text("value"));
            let texts = self.wording(one, "text", "texts");
            let links = one.get("links").and_then(Value::as_array);
            let link = links.and_then(|links| links.first()).and_then(|link| link.get("href"));
            let url = link.and_then(Value::as_str).map(Arc::from);
            annotations.push(Annotation { id, title, kind, url, texts, value });
        }
        annotations
    }

    pub(super) fn dataflow(&mut self, of: &Object) -> Option<Dataflow> {
        let about = self.maintained(Class::Dataflow, of, &["structure"])?;
        Some(Dataflow { about, structure: self.reference(of, "structure") })
    }

    pub(super) fn agreement(&mut self, of: &Object) -> Option<ProvisionAgreement> {
        let about = self.maintained(Class::ProvisionAgreement, of, &["dataflow", "dataProvider"])?;
        let (provider, flow) = (self.reference(of, "dataProvider"), self.reference(of, "dataflow"));
        Some(ProvisionAgreement { about, provider, flow })
    }

    pub(super) fn categorisation(&mut self, of: &Object) -> Option<Categorisation> {
        let about = self.maintained(Class::Categorisation, of, &["source", "target"])?;
        let (source, target) = (self.reference(of, "source"), self.reference(of, "target"));
        Some(Categorisation { about, source, target })
    }
}
