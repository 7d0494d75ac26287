use super::{Object, Writing, message::texts};
use crate::exchange::sdmx::structures::{
    Annotation, Categorisation, Class, Dataflow, Maintained, ProvisionAgreement, Reference, Wording,
};
use serde_json::{Value, json};

impl Writing<'_> {
    /// What an artefact says of itself.
    pub(super) fn maintained(&mut self, class: Class, about: &Maintained) -> Object {
        let (identity, mut object) = (&about.identity, Object::new());
        self.artefact = format!("{}:{}", identity.agency(), identity.id());
        object.set("id", identity.id());
        object.set("agencyID", identity.agency());
        // Lists of organizations have no version.
        if !matches!(class.item(), Some(Class::Agency | Class::DataProvider | Class::DataConsumer)) {
            object.set("version", identity.version());
        } else if identity.version() != "1.0" {
            self.cannot("version-open");
        }
        if about.is_final != identity.is_final() {
            self.cannot("final-mark");
        }
        object.maybe("validFrom", about.valid_from.as_deref());
        object.maybe("validTo", about.valid_to.as_deref());
        object.maybe("isExternalReference", about.elsewhere.then_some(true));
        self.annotations(&mut object, &about.annotations);
        self.names(&mut object, identity.id(), &about.names, &about.descriptions);
        object
    }

    /// Names and descriptions; the id where there is no name, because a name must be there.
    pub(super) fn names(&mut self, object: &mut Object, id: &str, names: &Wording, descriptions: &Wording) {
        if names.is_empty() {
            self.cannot("name-none");
            object.set("name", id);
        }
        for (one, all, wording) in [("name", "names", names), ("description", "descriptions", descriptions)] {
            if let Some(best) = wording.best("en") {
                object.set(one, best);
                object.set(all, texts(wording));
            }
        }
    }

    pub(super) fn annotations(&mut self, object: &mut Object, all: &[Annotation]) {
        object.list("annotations", all.iter().map(annotation).collect());
    }

    pub(super) fn dataflow(&mut self, one: &Dataflow) -> Value {
        let mut object = self.maintained(Class::Dataflow, &one.about);
        object.maybe("structure", one.structure.as_ref().map(urn));
        object.into()
    }

    pub(super) fn agreement(&mut self, one: &ProvisionAgreement) -> Value {
        let mut object = self.maintained(Class::ProvisionAgreement, &one.about);
        object.maybe("dataflow", one.flow.as_ref().map(urn));
        object.maybe("dataProvider", one.provider.as_ref().map(urn));
        object.into()
    }

    pub(super) fn categorisation(&mut self, one: &Categorisation) -> Value {
        let mut object = self.maintained(Class::Categorisation, &one.about);
        object.maybe("source", one.source.as_ref().map(urn));
        object.maybe("target", one.target.as_ref().map(urn));
        object.into()
    }
}

fn annotation(one: &Annotation) -> Value {
    let mut object = Object::new();
    object.maybe("id", one.id.as_deref());
    object.maybe("title", one.title.as_deref());
    object.maybe("type", one.kind.as_deref());
    object.maybe("value", one.value.as_deref());
    object.list("links", one.url.iter().map(|url| json!({ "href": &**url, "rel": "related" })).collect());
    if let Some(best) = one.texts.best("en") {
        object.set("text", best);
        object.set("texts", texts(&one.texts));
    }
    object.into()
}

/// A reference as its URN.
pub(super) fn urn(to: &Reference) -> Value {
    Value::from(to.to_string())
}
