use super::{super::read::items_of, Object, Writing};
use crate::{
    error::{Error, FindingSink, Result, codes::exc},
    exchange::sdmx::{
        Header,
        structures::{Class, Structures, Wording},
    },
};
use serde_json::{Value, json};
use std::io::Write;

/// The schema that messages are of.
const SCHEMA: &str = "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/develop/structure-message/tools/schemas/2.0.0/\
                      sdmx-json-structure-schema.json";

const SCHEMES: [(&str, Class); 6] = [
    ("agencySchemes", Class::AgencyScheme),
    ("dataProviderSchemes", Class::DataProviderScheme),
    ("dataConsumerSchemes", Class::DataConsumerScheme),
    ("categorySchemes", Class::CategoryScheme),
    ("codelists", Class::Codelist),
    ("conceptSchemes", Class::ConceptScheme),
];

/// Where a message goes, and whether a list was begun in it.
struct Out<'w> {
    out: &'w mut dyn Write,
    begun: bool,
}

impl Out<'_> {
    fn text(&mut self, text: &str) -> Result<()> {
        self.out.write_all(text.as_bytes()).map_err(|error| Error::new(exc::NOT_WRITTEN).caused_by(error))
    }

    fn value(&mut self, value: &Value) -> Result<()> {
        serde_json::to_writer(&mut *self.out, value).map_err(|error| Error::new(exc::NOT_WRITTEN).caused_by(error))
    }

    /// What stands before an artefact of a list.
    fn before(&mut self, name: &str, first: bool) -> Result<()> {
        let before = match (first, std::mem::replace(&mut self.begun, true)) {
            (true, true) => format!(",\n\"{name}\":[\n"),
            (true, false) => format!("\n\"{name}\":[\n"),
            (false, _) => ",\n".to_owned(),
        };
        self.text(&before)
    }

    /// A list of artefacts, one a line, where there are any.
    fn list(&mut self, name: &str, values: impl Iterator<Item = Value>) -> Result<()> {
        let mut first = true;
        for value in values {
            self.before(name, std::mem::take(&mut first))?;
            self.value(&value)?;
        }
        if first { Ok(()) } else { self.text("\n]") }
    }

    /// The schemes of a class, each with its items after what else it says.
    fn schemes(&mut self, name: &str, class: Class, all: &Structures, w: &mut Writing<'_>) -> Result<()> {
        let mut first = true;
        for scheme in all.schemes.iter().filter(|one| one.class == class) {
            self.before(name, std::mem::take(&mut first))?;
            let own = w.scheme(scheme).to_string();
            self.text(own.strip_suffix('}').unwrap_or(&own))?;
            let mut begun = false;
            w.each_item(scheme, |item| {
                let before = if begun { ",\n".to_owned() } else { format!(",\"{}\":[\n", items_of(class)) };
                begun = true;
                self.text(&before)?;
                self.value(&item)
            })?;
            self.text(if begun { "\n]}" } else { "}" })?;
        }
        if first { Ok(()) } else { self.text("\n]") }
    }
}

/// Writes a message.
pub(in crate::exchange::sdmx::json20::structures) fn message(
    all: &Structures,
    header: &Header,
    out: &mut dyn Write,
    findings: &mut dyn FindingSink,
) -> Result<()> {
    let (mut out, mut w) = (Out { out, begun: false }, Writing::new(findings));
    out.text("{\"meta\":")?;
    out.value(&meta(header))?;
    out.text(",\n\"data\":{")?;
    for (name, class) in SCHEMES {
        out.schemes(name, class, all, &mut w)?;
    }
    out.list("categorisations", all.categorisations.iter().map(|one| w.categorisation(one)))?;
    out.list("dataStructures", all.data_structures.iter().map(|one| w.data_structure(one)))?;
    out.list("metadataStructures", all.metadata_structures.iter().map(|one| w.metadata_structure(one)))?;
    out.list("dataflows", all.dataflows.iter().map(|one| w.dataflow(one)))?;
    out.list("metadataflows", all.metadataflows.iter().map(|one| w.metadataflow(one)))?;
    out.list("dataConstraints", all.constraints.iter().map(|one| w.constraint(one)))?;
    out.list("provisionAgreements", all.agreements.iter().map(|one| w.agreement(one)))?;
    out.text("\n}}\n")?;
    out.out.flush().map_err(|error| Error::new(exc::NOT_WRITTEN).caused_by(error))
}

fn meta(header: &Header) -> Value {
    let mut meta = Object::new();
    meta.set("schema", SCHEMA);
    meta.set("id", &*header.id);
    meta.set("test", header.test);
    meta.set("prepared", &*header.moment());
    meta.set("sender", json!({ "id": &*header.sender }));
    meta.list("receivers", header.receivers.iter().map(|id| json!({ "id": &**id })).collect());
    meta.maybe("name", header.names.best("en"));
    meta.maybe("names", (!header.names.is_empty()).then(|| texts(&header.names)));
    meta.into()
}

/// A text in all of its languages.
pub(super) fn texts(wording: &Wording) -> Value {
    Value::Object(wording.iter().map(|(lang, text)| (lang.to_owned(), Value::from(text))).collect())
}
