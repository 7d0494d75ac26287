use super::{
    Action, Format, Header, Options, Structure, ViewObservations,
    structures::{Annotation, Class, Structures, Wording},
    tables::ANNOTATION,
    write, write_structures,
};
use crate::{
    catalogue::Indicator,
    error::{Error, FindingSink, Result},
    exchange::description::Description,
    table::View,
};
use std::{io::Write, sync::Arc};

/// A view as data of SDMX: its cells, and everything that a receiver needs to read them.
#[derive(Clone, Debug)]
pub struct Publication {
    view: View,
    structures: Structures,
    flow: Structure,
}

impl Publication {
    /// The view of an indicator, maintained by an agency.
    ///
    /// The structure has the annotation `DSM_TABLE`: everything that is true of the whole table, so that it comes back as it left.
    ///
    /// # Errors
    /// As [`Structures::of_view`].
    ///
    /// # Example
    /// ```
    /// use dsm_core::{catalogue::Catalogue, error::Collected, exchange::{Stated, sdmx::{self, *}}, measure::{Concept, Measure}, table::{Axis, Table}};
    /// use std::io::Cursor;
    /// let catalogue = Catalogue::preset("dsm")?;
    /// let indicator = catalogue.find("ASYLUM_APPLICATIONS")?;
    /// let view = Table::builder(indicator.measure().clone(), indicator.concept().clone())
    ///     .axis(Axis::reporter("REF_AREA"))
    ///     .axis(Axis::category("SEX"))
    ///     .axis(Axis::time("TIME_PERIOD"))
    ///     .row(&["MDA", "F", "2024"], "12 [P]")
    ///     .row(&["MDA", "M", "2024"], "*")
    ///     .build()?
    ///     .disclose()?;
    /// let publication = Publication::new(view.clone(), indicator, "DSM")?;
    /// let (mut found, mut file) = (Collected::new(), Vec::new());
    /// publication.write(Format::Ml21, &Header::new("A", "MDA", "2025-03-01"), Action::Replace, &mut found, &mut file)?;
    /// let read = sdmx::open(Box::new(Cursor::new(file)), "a.xml", publication.structures(), &mut found);
    /// let tables = read_tables(&mut *read?, "a.xml", publication.structures(), &Stated::nothing(), &mut found)?;
    /// assert_eq!((tables[0].table.measure(), &tables[0].table), (view.measure(), &*view));
    /// // An agency that SDMX could not write is refused.
    /// assert_eq!(Publication::new(view, indicator, "my office").unwrap_err().code().id(), "EXC-002");
    /// # Ok::<(), dsm_core::error::Error>(())
    /// ```
    pub fn new(view: View, indicator: &Indicator, agency: &str) -> Result<Self> {
        let mut structures = Structures::of_view(&view, indicator, agency)?;
        let whole = Annotation {
            kind: Some(Arc::from(ANNOTATION)),
            texts: Wording::none().with("en", &Description::of(&view).to_json()),
            ..Annotation::default()
        };
        for structure in &mut structures.data_structures {
            structure.about.annotations.push(whole.clone());
        }
        let flow = structures.dataflows.first().ok_or_else(|| Error::defect("sdmx::Publication"))?;
        let flow = Structure::new(Class::Dataflow, flow.about.identity.clone())?;
        Ok(Self { view, structures, flow })
    }

    /// The code lists, concepts, structure, flow, constraint, providers and agreements, for a message of their own.
    #[must_use]
    pub fn structures(&self) -> &Structures {
        &self.structures
    }

    pub(super) fn structures_mut(&mut self) -> &mut Structures {
        &mut self.structures
    }

    /// The flow that the data are of.
    #[must_use]
    pub fn flow(&self) -> &Structure {
        &self.flow
    }

    /// Writes the structures that a receiver needs, as a message of their own.
    ///
    /// # Errors
    /// As [`write_structures`].
    pub fn write_structures(
        &self,
        format: Format,
        header: &Header,
        findings: &mut dyn FindingSink,
        out: &mut dyn Write,
    ) -> Result<()> {
        write_structures(format, &self.structures, header, findings, out)
    }

    /// Its cells as observations.
    ///
    /// # Errors
    /// As [`ViewObservations::new`].
    pub fn observations(&self, header: Header, action: Action) -> Result<ViewObservations> {
        ViewObservations::new(self.view.clone(), self.flow.clone(), &self.structures, header, action)
    }

    /// Writes the cells as a message, series by series.
    ///
    /// # Errors
    /// As [`super::write`].
    pub fn write(
        &self,
        format: Format,
        header: &Header,
        action: Action,
        findings: &mut dyn FindingSink,
        out: &mut dyn Write,
    ) -> Result<()> {
        let mut source = self.observations(header.clone(), action)?;
        let options = Options::new(header.clone()).structure(self.flow.clone());
        write(format, &mut source, &options, &self.structures, findings, out)
    }
}
