use crate::{
    code::CodeList,
    documentation::{Documentation, Field, Kind, concepts, fields},
    error::Result,
    exchange::sdmx::structures::{
        Class, Identity, Item, ItemScheme, Maintained, MetadataAttribute, MetadataStructure, Metadataflow, Reference,
        Representation, Structures, TextFormat, Wording,
    },
    text::{Label, Lang, label},
};
use std::sync::Arc;

/// Where the concepts of ESMS stand.
const CROSS_DOMAIN: &str = "SDMX:CROSS_DOMAIN_CONCEPTS(1.0)";

/// An artefact of the template.
pub(super) fn identity(agency: &str, id: &str) -> Result<Identity> {
    Identity::new(agency, id, Documentation::TEMPLATE)
}

/// Each concept of ESMS with the field that says just that, and those that say something narrower.
pub(super) fn tree() -> impl Iterator<Item = (&'static str, Option<&'static Field>, Vec<&'static Field>)> {
    concepts().iter().map(|concept| {
        let head = concept.id();
        let own = fields().iter().find(|field| field.concept() == head);
        let under = |field: &&Field| field.concept().split_once('.').is_some_and(|(first, _)| first == head);
        (head, own, fields().iter().filter(under).collect())
    })
}

impl Structures {
    /// The metadata structure and flow of documentation, with their concepts and code lists, maintained by an agency.
    ///
    /// The concepts of ESMS are a part of `SDMX:CROSS_DOMAIN_CONCEPTS(1.0)`; those of fields that say something narrower stand in
    /// `CS_DOCUMENTATION` of the agency.
    ///
    /// # Errors
    /// `EXC-002` for an agency that SDMX could not write.
    ///
    /// # Example
    /// ```
    /// use dsm_core::exchange::sdmx::structures::Structures;
    /// let all = Structures::of_documentation("DSM")?;
    /// assert_eq!(all.metadataflows[0].about.identity.to_string(), "DSM:MDF_DOCUMENTATION(1.0)");
    /// assert_eq!(Structures::of_documentation("my office").unwrap_err().code().id(), "EXC-002");
    /// # Ok::<(), dsm_core::error::Error>(())
    /// ```
    pub fn of_documentation(agency: &str) -> Result<Self> {
        let about = |id: &str| identity(agency, id).map(Maintained::new);
        let named = |id: &str| about(id).map(|about| about.named(worded(Label::Documentation)));
        let mut making = Making {
            agency,
            cross: ItemScheme::new(Class::ConceptScheme, Maintained::new(Identity::parse(CROSS_DOMAIN)?)),
            own: ItemScheme::new(Class::ConceptScheme, named("CS_DOCUMENTATION")?),
            lists: Vec::new(),
        };
        making.cross.about.names = Wording::none().with("en", "SDMX Cross-Domain Concepts");
        making.cross.partial = true;
        let mut structure = MetadataStructure { about: named("MSD_DOCUMENTATION")?, attributes: Vec::new() };
        for concept in concepts() {
            let names = Lang::ALL.iter().fold(Wording::none(), |all, lang| all.with(lang.code(), concept.name(*lang)));
            making.cross.items.push(Item::new(concept.id()).named(names));
        }
        for (head, own, narrower) in tree() {
            let concept = Reference::to_item(Class::Concept, making.cross.about.identity.clone(), head);
            let mut attribute = making.attribute(head, concept, own)?;
            for field in narrower {
                attribute.attributes.push(making.narrower(field)?);
            }
            structure.attributes.push(attribute);
        }
        let of = Some(Reference::to(Class::MetadataStructure, structure.about.identity.clone()));
        let any = |class: Class| {
            format!("urn:sdmx:org.sdmx.infomodel.{}.{}={agency}:*(*)", class.package(), class.name()).into()
        };
        let targets = vec![any(Class::Dataflow), any(Class::ProvisionAgreement)];
        let flow = Metadataflow { about: named("MDF_DOCUMENTATION")?, structure: of, targets };
        let schemes = making.lists.into_iter().chain([making.cross, making.own]).collect();
        let (metadata_structures, metadataflows) = (vec![structure], vec![flow]);
        Ok(Self { schemes, metadata_structures, metadataflows, ..Self::none() })
    }
}

/// Structures of documentation that are being put together.
struct Making<'a> {
    agency: &'a str,
    cross: ItemScheme,
    own: ItemScheme,
    lists: Vec<ItemScheme>,
}

impl Making<'_> {
    /// An attribute whose meaning is narrower than that of the concept it stands under.
    fn narrower(&mut self, field: &'static Field) -> Result<MetadataAttribute> {
        let id = field.concept().rsplit('.').next().unwrap_or_default();
        let of = |text: fn(&'static Field, Lang) -> &'static str| {
            Lang::ALL.iter().fold(Wording::none(), |all, lang| all.with(lang.code(), text(field, *lang)))
        };
        let mut item = Item::new(id).named(of(Field::title));
        item.descriptions = of(Field::question);
        self.own.items.push(item);
        let concept = Reference::to_item(Class::Concept, self.own.about.identity.clone(), id);
        self.attribute(id, concept, Some(field))
    }

    fn attribute(&mut self, id: &str, concept: Reference, field: Option<&Field>) -> Result<MetadataAttribute> {
        let representation = field.map(|field| self.representation(field)).transpose()?;
        Ok(MetadataAttribute {
            id: Arc::from(id),
            concept: Some(concept),
            presentational: field.is_none(),
            occurs: [0, 1],
            annotations: Vec::new(),
            representation,
            attributes: Vec::new(),
        })
    }

    fn representation(&mut self, field: &Field) -> Result<Representation> {
        Ok(match field.kind() {
            Kind::Text => {
                let others = vec![(Arc::from("isMultiLingual"), Arc::from("true"))];
                Representation { format: Some(TextFormat { others, ..TextFormat::default() }), ..Default::default() }
            }
            Kind::Period => Representation::text("ObservationalTimePeriod"),
            Kind::Day => Representation::text("GregorianDay"),
            Kind::Link => Representation::text("URI"),
            Kind::Code => {
                let about = Maintained::new(identity(self.agency, &format!("CL_DOCUMENTATION_{}", field.id()))?);
                let titles = |all: Wording, lang: &Lang| all.with(lang.code(), field.title(*lang));
                let about = about.named(Lang::ALL.iter().fold(Wording::none(), titles));
                let list = Reference::to(Class::Codelist, about.identity.clone());
                let items = field.codes().iter().map(|code| Item::new(code).named(names(field, code))).collect();
                self.lists.push(ItemScheme { items, ..ItemScheme::new(Class::Codelist, about) });
                Representation::coded(list)
            }
        })
    }
}

/// What a code of a field is called.
fn names(field: &Field, code: &str) -> Wording {
    let kind = match field.id() {
        "INSTANCE" => "level".to_owned(),
        other => other.to_ascii_lowercase().replace('_', "-"),
    };
    let listed = match field.id() {
        "UNIT" => CodeList::built_in("UNIT").ok(),
        "PERIODICITY" => CodeList::built_in("FREQ").ok(),
        _ => None,
    };
    if let Some(entry) = listed.as_ref().and_then(|list| list.get(code)) {
        return Wording::from(entry.names());
    }
    Label::named(&format!("{kind}-{code}")).map_or_else(|| Wording::none().with("en", code), worded)
}

fn worded(of: Label) -> Wording {
    Lang::ALL.iter().fold(Wording::none(), |all, lang| all.with(lang.code(), label(of, *lang)))
}
