use std::fmt;

/// What kind of artefact a reference names.
///
/// Source: SDMX 2.1 and 3.0, registry specification, section on URNs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Class {
    /// A scheme of agencies.
    AgencyScheme,
    /// An agency in its scheme.
    Agency,
    /// A link of an artefact to a category.
    Categorisation,
    /// A scheme of categories.
    CategoryScheme,
    /// A category in its scheme.
    Category,
    /// A code list.
    Codelist,
    /// A code in its list.
    Code,
    /// A scheme of concepts.
    ConceptScheme,
    /// A concept in its scheme.
    Concept,
    /// What of a structure is allowed, or there: `ContentConstraint` of 2.1, `DataConstraint` of 3.0.
    DataConstraint,
    /// A scheme of data consumers.
    DataConsumerScheme,
    /// A data consumer in its scheme.
    DataConsumer,
    /// A scheme of data providers.
    DataProviderScheme,
    /// A data provider in its scheme.
    DataProvider,
    /// A data structure definition.
    DataStructure,
    /// A dataflow.
    Dataflow,
    /// A metadata structure definition.
    MetadataStructure,
    /// A metadata flow.
    Metadataflow,
    /// An agreement that a provider provides a flow.
    ProvisionAgreement,
}

/// Class, its name, its package.
const CLASSES: [(Class, &str, &str); 19] = [
    (Class::AgencyScheme, "AgencyScheme", "base"),
    (Class::Agency, "Agency", "base"),
    (Class::Categorisation, "Categorisation", "categoryscheme"),
    (Class::CategoryScheme, "CategoryScheme", "categoryscheme"),
    (Class::Category, "Category", "categoryscheme"),
    (Class::Codelist, "Codelist", "codelist"),
    (Class::Code, "Code", "codelist"),
    (Class::ConceptScheme, "ConceptScheme", "conceptscheme"),
    (Class::Concept, "Concept", "conceptscheme"),
    (Class::DataConstraint, "DataConstraint", "registry"),
    (Class::DataConsumerScheme, "DataConsumerScheme", "base"),
    (Class::DataConsumer, "DataConsumer", "base"),
    (Class::DataProviderScheme, "DataProviderScheme", "base"),
    (Class::DataProvider, "DataProvider", "base"),
    (Class::DataStructure, "DataStructure", "datastructure"),
    (Class::Dataflow, "Dataflow", "datastructure"),
    (Class::MetadataStructure, "MetadataStructure", "metadatastructure"),
    (Class::Metadataflow, "Metadataflow", "metadatastructure"),
    (Class::ProvisionAgreement, "ProvisionAgreement", "registry"),
];

impl Class {
    /// The class of a name as URNs write it; `ContentConstraint` is the same as `DataConstraint`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let name = if name == "ContentConstraint" { "DataConstraint" } else { name };
        CLASSES.iter().find(|(_, word, _)| *word == name).map(|(class, ..)| *class)
    }

    /// The class of a resource, as metadata messages of SDMX-CSV name what a report is about: its name in lower case.
    pub(in crate::exchange::sdmx) fn of_resource(name: &str) -> Option<Self> {
        let name = if name == "dataprovision" { "provisionagreement" } else { name };
        CLASSES.iter().find(|(_, word, _)| word.eq_ignore_ascii_case(name)).map(|(class, ..)| *class)
    }

    /// Its name, as URNs of SDMX 3.0 write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.entry().1
    }

    /// The package that its URN names.
    #[must_use]
    pub fn package(self) -> &'static str {
        self.entry().2
    }

    /// The class of the items of this class, where it is a scheme.
    #[must_use]
    pub fn item(self) -> Option<Self> {
        let item = match self {
            Self::AgencyScheme => Self::Agency,
            Self::CategoryScheme => Self::Category,
            Self::Codelist => Self::Code,
            Self::ConceptScheme => Self::Concept,
            Self::DataConsumerScheme => Self::DataConsumer,
            Self::DataProviderScheme => Self::DataProvider,
            _ => return None,
        };
        Some(item)
    }

    /// The class of the schemes whose items are of this class.
    #[must_use]
    pub fn scheme(self) -> Option<Self> {
        CLASSES.into_iter().map(|(class, ..)| class).find(|class| class.item() == Some(self))
    }

    fn entry(self) -> (Self, &'static str, &'static str) {
        CLASSES.into_iter().find(|(class, ..)| *class == self).unwrap_or((self, "", ""))
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
