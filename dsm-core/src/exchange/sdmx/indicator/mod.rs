//! The structures of our own figures: of an indicator, of a view of it.

mod columns;
mod flow;
mod lists;
#[cfg(test)]
mod tests;

use super::structures::{
    Class, Component, DataStructure, Identity, Item, ItemScheme, Maintained, Reference, Representation, Role,
    Structures, Wording,
};
use crate::{
    catalogue::Indicator,
    code::{CodeId, CodeList},
    error::{Error, Result, Safe, codes},
    measure::{Making as Exactness, Unit},
    table::{Axis, View},
};
use flow::Flow;
pub(super) use flow::{MEASURE, MOMENT};
use lists::Lists;

/// The dimension of the reporting country.
const REF_AREA: &str = "REF_AREA";
/// The dimension of the period or moment.
const TIME: &str = "TIME_PERIOD";

impl Structures {
    /// The structures of the figures of an indicator: its concepts, the code list of each dimension with names in every language
    /// they have, the data structure, the dataflow, and who maintains them.
    ///
    /// The dataflow has the id and version of the indicator, the data structure the same id after `DSD_`, the concepts after `CS_`.
    /// The dimensions are the reporting country, those of the indicator in their order, and the time; the attributes are the
    /// columns that stand beside a figure in our files. What the figures count stands as the annotation `MEASURE` of the dataflow,
    /// the moment that a stock's period stands for as `MOMENT`. A list that is part of a cross-domain list of SDMX is that list
    /// (`SDMX:CL_SEX(2.1)`); a built-in list of ours is of the agency `DSM`, any other of the given one.
    ///
    /// # Errors
    /// `EXC-002` where the agency, the id or the version cannot be written in SDMX; `EXC-245` for a dimension or code that cannot.
    ///
    /// # Example
    /// ```
    /// use dsm_core::{catalogue::Catalogue, exchange::sdmx::structures::{Identity, Structures}};
    /// let catalogue = Catalogue::preset("dsm")?;
    /// let indicator = catalogue.find("ASYLUM_APPLICATIONS")?;
    /// let all = Structures::of_indicator(indicator, "DSM")?;
    /// let structure = all.data_structure(&Identity::parse("DSM:DSD_ASYLUM_APPLICATIONS(1.0)")?).unwrap();
    /// assert_eq!(structure.dimensions.first().map(|one| &*one.id), Some("REF_AREA"));
    /// assert_eq!(structure.time().map(|one| &*one.id), Some("TIME_PERIOD"));
    /// // Sexes are coded as SDMX codes them.
    /// let sexes = all.codelist(&Identity::parse("SDMX:CL_SEX(2.1)")?).unwrap();
    /// assert_eq!(sexes.item("F").and_then(|one| one.names.best("ru")), Some("женский"));
    /// let refused = Structures::of_indicator(indicator, "no agency").unwrap_err();
    /// assert_eq!(refused.code().id(), "EXC-002");
    /// # Ok::<(), dsm_core::error::Error>(())
    /// ```
    ///
    /// Source: SDMX 3.0, section 2; columns as in [`csv`](crate::exchange::csv).
    pub fn of_indicator(indicator: &Indicator, agency: &str) -> Result<Self> {
        let mut making = Making::of(indicator, agency)?;
        making.dimension(REF_AREA, &CodeList::built_in("COUNTRY")?, columns::names(REF_AREA), &[])?;
        for dimension in indicator.dimensions() {
            making.dimension(dimension.id(), dimension.list(), dimension.list().names().into(), &[])?;
        }
        making.finish(None)
    }

    /// The structures of the figures of a view of an indicator: as [`Structures::of_indicator`], with the axes of the view as
    /// dimensions; with a constraint of the codes and times that really stand in it, the id of the indicator after `CC_`; with a
    /// data provider and a provision agreement for each reporting country.
    ///
    /// # Disclosure
    /// The constraint names the codes of suppressed cells too: that there is a cell is no secret, its figure is.
    ///
    /// # Errors
    /// `SEM-061` for figures of which nobody has stated what they count; as [`Structures::of_indicator`].
    pub fn of_view(view: &View, indicator: &Indicator, agency: &str) -> Result<Self> {
        if matches!(view.measure().unit(), Unit::Unstated) {
            return Err(Error::new(codes::sem::MEASURE_UNSTATED).with("operation", Safe::word("publication")));
        }
        let mut making = Making::of(indicator, agency)?;
        for axis in view.axes().iter().filter(|axis| !axis.is_time()) {
            let declared = indicator.dimensions().iter().find(|dimension| dimension.id() == axis.id());
            let list = match declared {
                Some(dimension) => Some(dimension.list().clone()),
                None if axis.is_reporter() => Some(CodeList::built_in("COUNTRY")?),
                None => CodeList::built_in(axis.id()).ok(),
            };
            match list {
                Some(list) => {
                    let names = if axis.is_reporter() { columns::names(REF_AREA) } else { list.names().into() };
                    making.dimension(axis.id(), &list, names, axis.codes())?;
                }
                None => making.unlisted(axis)?,
            }
        }
        making.finish(Some(view))
    }
}

/// Structures that are being put together.
struct Making<'i> {
    indicator: &'i Indicator,
    agency: &'i str,
    concepts: ItemScheme,
    structure: DataStructure,
    lists: Lists,
}

impl<'i> Making<'i> {
    fn of(indicator: &'i Indicator, agency: &'i str) -> Result<Self> {
        let concepts = ItemScheme::new(Class::ConceptScheme, about(indicator, agency, "CS_")?);
        let structure = DataStructure::new(about(indicator, agency, "DSD_")?);
        Ok(Self { indicator, agency, concepts, structure, lists: Lists::default() })
    }

    /// Adds a dimension whose codes are those of a list, and those that stand in it.
    fn dimension(&mut self, id: &str, list: &CodeList, names: Wording, here: &[std::sync::Arc<str>]) -> Result<()> {
        let list = self.lists.of(list, self.agency, here)?;
        self.coded(id, names, list)
    }

    /// Adds a dimension of which only the codes are known.
    fn unlisted(&mut self, axis: &Axis) -> Result<()> {
        let list = self.lists.of_codes(axis, self.agency)?;
        self.coded(axis.id(), Wording::none().with("en", axis.id()), list)
    }

    fn coded(&mut self, id: &str, names: Wording, list: Reference) -> Result<()> {
        let representation = Some(Representation::coded(list));
        let component = self.component(id, names, Role::Dimension, representation)?;
        self.structure.dimensions.push(component);
        Ok(())
    }

    /// A component with its concept.
    fn component(
        &mut self,
        id: &str,
        names: Wording,
        role: Role,
        representation: Option<Representation>,
    ) -> Result<Component> {
        let word = |c: char| c.is_ascii_alphanumeric() || "_-".contains(c);
        if !(id.starts_with(|c: char| c.is_ascii_alphabetic()) && id.chars().all(word)) {
            return Err(unwritable(id));
        }
        // Said with the concept too: sdmx1 does not read an attribute of a data set whose concept says nothing.
        let core = representation.clone().filter(|_| role != Role::Time);
        self.concepts.items.push(Item { representation: core, ..Item::new(id).named(names) });
        let concept = Reference::to_item(Class::Concept, self.concepts.about.identity.clone(), id);
        let component = Component::new(id, role).of_concept(concept);
        Ok(Component { representation, ..component })
    }

    fn finish(mut self, view: Option<&View>) -> Result<Structures> {
        let time = Representation::text("ObservationalTimePeriod");
        let time = self.component(TIME, columns::names(TIME), Role::Time, Some(time))?;
        self.structure.dimensions.push(time);
        let inexact = view.is_some_and(|view| *view.making() != Exactness::Exact);
        columns::measure_and_attributes(&mut self, inexact)?;
        let flow = Flow::of(&self)?;
        let mut schemes = vec![flow.agencies()?];
        let (mut constraints, mut agreements) = (Vec::new(), Vec::new());
        if let Some(view) = view {
            constraints.push(flow.constraint(view)?);
            let (providers, provided) = flow.provided(view)?;
            schemes.push(providers);
            agreements = provided;
        }
        let dataflows = vec![flow.dataflow];
        schemes.extend(self.lists.into_schemes());
        schemes.push(self.concepts);
        let data_structures = vec![self.structure];
        Ok(Structures { schemes, data_structures, dataflows, constraints, agreements, ..Structures::none() })
    }
}

/// What an artefact of an indicator says of itself.
fn about(indicator: &Indicator, agency: &str, prefix: &str) -> Result<Maintained> {
    let identity = Identity::new(agency, &format!("{prefix}{}", indicator.id()), indicator.version())?;
    Ok(Maintained::new(identity).named(indicator.names().into()))
}

fn unwritable(id: &str) -> Error {
    Error::new(codes::exc::ID_UNWRITABLE).with("id", Safe::term(id))
}

/// Whether a code is a total of its dimension, of which nobody is the provider.
fn is_total(code: &str) -> bool {
    code == CodeId::TOTAL
}
