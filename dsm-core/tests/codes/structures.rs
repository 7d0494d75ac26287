use crate::provoked::{Example, Provoked, error, finding};
use dsm_core::catalogue::{Catalogue, Dimension, Indicator};
use dsm_core::code::{CodeId, CodeList, Entry, Scheme};
use dsm_core::error::{Code, Collected, codes::exc};
use dsm_core::exchange::sdmx::structures::{
    Annotation, Class, Identity, Item, ItemScheme, Maintained, Structures, Wording,
};
use dsm_core::exchange::sdmx::{Header, json20, ml, ml21};
use dsm_core::measure::Membership;
use dsm_core::text::Text;
use std::io::Cursor;

/// What is found out about artefacts that stand in a message of 2.1.
fn found(artefacts: &str, code: Code) -> Provoked {
    let message = format!(
        "<m:Structure xmlns:m=\"http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message\"><m:Structures>{artefacts}\
         </m:Structures></m:Structure>"
    );
    let mut found = Collected::new();
    ml::structures::read(Cursor::new(message), "m.xml", &mut found).unwrap();
    finding(found.findings(), code)
}

fn refused(message: &str) -> Provoked {
    error(ml::structures::read(Cursor::new(message.to_owned()), "m.xml", &mut Collected::new()))
}

fn list(name: &str, value: Option<&str>) -> Structures {
    let names = Wording::none().with("en", name);
    let mut list =
        ItemScheme::new(Class::Codelist, Maintained::new(Identity::parse("A:L(1.0)").unwrap()).named(names.clone()));
    list.about.annotations.push(Annotation { value: value.map(Into::into), ..Annotation::default() });
    list.items.push(Item::new("C").named(names));
    Structures { schemes: vec![list], ..Structures::none() }
}

fn header() -> Header {
    Header::new("M", "A", "2025-01-01")
}

const ROOT: &str = "<Structure xmlns=\"http://www.sdmx.org/resources/sdmxml/schemas/v3_0/message\">";
const LIST: &str = "<Codelists><Codelist agencyID=\"A\" id=\"L\" isFinal=\"perhaps\"><Name>L</Name><Code id=\"C\"/><Code id=\"C\"/>\
                    </Codelist><Codelist agencyID=\"A\"/></Codelists>";
const STRUCTURE: &str = "<DataStructures><DataStructure agencyID=\"A\" id=\"D\"><Name>D</Name><DataStructureComponents><AttributeList>\
                         <Attribute id=\"X\"><ConceptIdentity>nothing</ConceptIdentity></Attribute></AttributeList>\
                         </DataStructureComponents></DataStructure></DataStructures>";

pub(super) const EXAMPLES: &[Example] = &[
    (exc::NOT_SDMX, || refused("<html/>")),
    (exc::XML_BROKEN, || refused(&format!("{ROOT}</a>"))),
    (exc::XML_FORBIDDEN, || refused("<!DOCTYPE a><a/>")),
    (exc::MESSAGE_LIMIT, || refused(&format!("{ROOT}{}", "<a>".repeat(100)))),
    (exc::MESSAGE_TRUNCATED, || refused(ROOT)),
    (exc::VERSION_NOT_READ, || {
        refused("<Structure xmlns=\"http://www.SDMX.org/resources/SDMXML/schemas/v2_0/message\"/>")
    }),
    (exc::ELEMENT_UNEXPECTED, || found("<Bananas/>", exc::ELEMENT_UNEXPECTED)),
    (exc::NOT_SAYABLE, || {
        let mut found = Collected::new();
        ml21::structures::write(&list("L", Some("x")), &header(), &mut Vec::new(), &mut found).unwrap();
        finding(found.findings(), exc::NOT_SAYABLE)
    }),
    (exc::ARTEFACT_LEFT_OUT, || found("<Processes><Process/></Processes>", exc::ARTEFACT_LEFT_OUT)),
    (exc::HEADER_INCOMPLETE, || found("", exc::HEADER_INCOMPLETE)),
    (exc::JSON_BROKEN, || error(json20::structures::read(Cursor::new("{]"), "m.json", &mut Collected::new()))),
    (exc::CHARACTER_FORBIDDEN, || {
        let list = list("\u{1}", None);
        error(ml21::structures::write(&list, &header(), &mut Vec::new(), &mut Collected::new()))
    }),
    (exc::REFERENCE_UNREADABLE, || found(STRUCTURE, exc::REFERENCE_UNREADABLE)),
    (exc::IDENTITY_UNREADABLE, || found(LIST, exc::IDENTITY_UNREADABLE)),
    (exc::ARTEFACT_DOUBLE, || found(LIST, exc::ARTEFACT_DOUBLE)),
    (exc::PROPERTY_UNREADABLE, || found(LIST, exc::PROPERTY_UNREADABLE)),
    (exc::RELATIONSHIP_LACKING, || found(STRUCTURE, exc::RELATIONSHIP_LACKING)),
    (exc::ID_UNWRITABLE, || {
        let text = Text::both("x", "x");
        let entry = Entry::new(CodeId::parse("A.B").unwrap(), text.clone());
        let id = CodeId::parse("X").unwrap();
        let list = CodeList::new(id, Scheme::Dsm, text.clone(), vec![entry], false).unwrap();
        let catalogue = Catalogue::preset("dsm").unwrap();
        let like = catalogue.iter().next().unwrap();
        let one = Indicator::new("ONE", text.clone(), text, like.concept().clone(), like.measure().clone());
        let one = one.by(Dimension::new("X", list, Membership::Overlapping)).unwrap();
        error(Structures::of_indicator(&one, "A"))
    }),
];
