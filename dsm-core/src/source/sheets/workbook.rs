use super::{
    Area, SheetCells, SheetLimits, SheetRows,
    names::{SheetName, area_of},
    open::{self, CONTENT, Rows, Styles},
    parts::Archive,
    shared::{Formats, Strings},
    start,
    unfit::Unfit,
};
use crate::{
    error::{Error, Finding, Place, Result, Safe, codes::src},
    source::{Input, Layout},
};
use std::{collections::BTreeMap, fmt, sync::Arc};

/// A workbook of Excel (`.xlsx`, `.xlsm`) or an OpenDocument spreadsheet (`.ods`), whose sheets are read as streams of cells.
///
/// The texts that cells share are held in memory, under the limits; a sheet never is.
///
/// ```no_run
/// use dsm_core::source::{SheetLimits, Workbook};
/// use std::fs::File;
///
/// let mut workbook = Workbook::open(File::open("figures.xlsx").unwrap(), "figures.xlsx", SheetLimits::default())?;
/// let sheet = workbook.find("Table 1")?;
/// let mut cells = workbook.cells(&sheet)?;
/// let mut filled = 0;
/// while let Some(_cell) = cells.next()? {
///     filled += 1;
/// }
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
pub struct Workbook<R> {
    archive: Archive<R>,
    sheets: Vec<Sheet>,
    names: Vec<SheetName>,
    properties: BTreeMap<Box<str>, String>,
    shared: Arc<Shared>,
}

/// What the cells of all sheets need.
#[derive(Default)]
pub(super) struct Shared {
    pub(super) strings: Strings,
    pub(super) formats: Formats,
    pub(super) from_1904: bool,
    /// The styles of an OpenDocument spreadsheet.
    pub(super) open: Styles,
}

/// A sheet of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    name: Arc<str>,
    visible: SheetVisibility,
    part: Box<str>,
    /// The number of the sheet in the part, where all sheets stand in one.
    number: Option<usize>,
}

/// Whether people see a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetVisibility {
    /// It has its tab.
    Visible,
    /// It is hidden; people can have it shown.
    Hidden,
    /// Only a program can have it shown. LibreOffice makes this `Hidden`.
    VeryHidden,
}

impl Sheet {
    /// Its name. Foreign text: not for messages, but it is part of places.
    #[must_use]
    pub fn name(&self) -> &Arc<str> {
        &self.name
    }

    /// Its cells, where they stand among those of other sheets.
    fn of<R>(&self, mut cells: SheetCells<R>) -> SheetCells<R> {
        cells.rows = self.number.map(|number| Box::new(Rows::new(number)));
        cells
    }

    /// Whether people see it.
    #[must_use]
    pub fn visibility(&self) -> SheetVisibility {
        self.visible
    }
}

impl<R: Input> Workbook<R> {
    /// Opens a workbook. `file` is the name that places are given with.
    ///
    /// # Errors
    /// `SRC-060`–`SRC-064` where it is something else, with what to do; `SRC-065` where it is cut off; `SRC-066`–`SRC-068`, `SRC-070`,
    /// `SRC-071` where it is damaged; `SRC-069` beyond a limit; `SRC-016` where the bytes cannot be read.
    pub fn open(mut input: R, file: &str, limits: SheetLimits) -> Result<Self> {
        start::held(&mut input, file)?;
        let mut archive = Archive::open(input, file, limits)?;
        if open::is_document(&archive) {
            return Self::of_document(archive);
        }
        let main = start::main_part(&mut archive)?;
        let relations = archive.relations(&main)?;
        let target = |id: &str| relations.iter().find(|relation| &*relation.id == id);
        let (mut sheets, mut written, mut from_1904) = (Vec::new(), Vec::new(), false);
        archive.xml(&main, "workbook")?.each(|xml, path, tag| {
            let inside: Vec<&str> = path.iter().map(|name| &**name).collect();
            match inside.as_slice() {
                ["workbook", "workbookPr"] => {
                    from_1904 = tag.get("date1904").is_some_and(|one| one == "1" || one == "true")
                }
                ["workbook", "sheets", "sheet"] => {
                    let part = tag.get("id").and_then(target);
                    let (Some(name), Some(part)) = (tag.get("name"), part) else {
                        return Err(Error::new(src::PART_MISSING)
                            .with("part", Safe::word("sheet"))
                            .at(xml.place().clone()));
                    };
                    if &*part.kind == "worksheet" {
                        sheets.push((Box::from(name), visibility(tag.get("state")), part.target.clone()));
                    }
                }
                ["workbook", "definedNames", "definedName"] => {
                    let (name, hidden) =
                        (tag.get("name").unwrap_or_default().to_owned(), tag.get("hidden") == Some("1"));
                    let of = tag.get("localSheetId").and_then(|text| text.parse::<usize>().ok());
                    written.push((name, of, hidden, xml.text(MOST_NAME)?));
                }
                _ => {}
            }
            match sheets.len().max(written.len()) > MOST_SHEETS {
                true => Err(Unfit::beyond("sheets-or-names", MOST_SHEETS as u64).refused(xml.place().clone())),
                false => Ok(()),
            }
        })?;
        let sheets: Vec<Sheet> = sheets
            .into_iter()
            .map(|(name, visible, part): (Box<str>, _, String)| Sheet {
                name: Arc::from(name),
                visible,
                part: part.into(),
                number: None,
            })
            .collect();
        let names = written.into_iter().map(|(name, of, hidden, text)| {
            let sheet = of.and_then(|of| sheets.get(of)).map(|sheet| sheet.name.clone());
            SheetName::new(&name, sheet, hidden, area_of(&text))
        });
        let names = names.collect();
        let part = |kind: &str| relations.iter().find(|one| &*one.kind == kind).map(|one| one.target.clone());
        let mut shared = Shared { from_1904, ..Shared::default() };
        if let Some(part) = part("styles") {
            shared.formats = Formats::read(&mut archive, &part)?;
        }
        if let Some(part) = part("sharedStrings") {
            shared.strings = Strings::read(&mut archive, &part)?;
        }
        let properties = start::properties(&mut archive)?;
        Ok(Self { archive, sheets, names, properties, shared: Arc::new(shared) })
    }

    /// Opens an OpenDocument spreadsheet.
    fn of_document(mut archive: Archive<R>) -> Result<Self> {
        let document = open::read(&mut archive)?;
        let sheet = |(number, (name, visible)): (usize, (Box<str>, _))| Sheet {
            name: Arc::from(name),
            visible,
            part: Box::from(CONTENT),
            number: Some(number),
        };
        let sheets = document.sheets.into_iter().enumerate().map(sheet).collect();
        let shared = Arc::new(Shared { open: document.styles, ..Shared::default() });
        Ok(Self { archive, sheets, names: document.names, properties: document.properties, shared })
    }

    /// The sheets in their order, hidden ones too; sheets that are charts are not among them.
    #[must_use]
    pub fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// The names that are defined for cells, in their order.
    #[must_use]
    pub fn names(&self) -> &[SheetName] {
        &self.names
    }

    /// The own properties of the document by their names, as text.
    #[must_use]
    pub fn properties(&self) -> &BTreeMap<Box<str>, String> {
        &self.properties
    }

    /// The sheet of a name: exactly this one, else the only one that differs from it in capitals or in blanks around it.
    ///
    /// # Errors
    /// `SRC-077` where there is none, with a finding for each sheet that there is.
    pub fn find(&self, name: &str) -> Result<Sheet> {
        let near = |sheet: &&Sheet| sheet.name.trim().to_lowercase() == name.trim().to_lowercase();
        let exact = self.sheets.iter().find(|sheet| *sheet.name == *name);
        match exact.or_else(|| self.sheets.iter().find(near)) {
            Some(sheet) => Ok(sheet.clone()),
            None => Err(self.listed(src::SHEET_MISSING)),
        }
    }

    /// The only sheet that people see.
    ///
    /// # Errors
    /// `SRC-078` where there are several or none, with a finding for each sheet that there is.
    pub fn only(&self) -> Result<Sheet> {
        let mut visible = self.sheets.iter().filter(|sheet| sheet.visible == SheetVisibility::Visible);
        match (visible.next(), visible.next()) {
            (Some(sheet), None) => Ok(sheet.clone()),
            _ => Err(self.listed(src::SHEET_NOT_STATED)),
        }
    }

    /// An error with the sheets that there are.
    fn listed(&self, rule: crate::error::Code) -> Error {
        let place = |sheet: &Sheet| self.place(sheet, 0, 0);
        let finding = |sheet: &Sheet| {
            Finding::new(rule).with("count", self.sheets.len()).at(place(sheet)).evidence_of(&sheet.name)
        };
        let error = Error::new(rule).with("count", self.sheets.len()).at(self.archive.whole());
        error.findings_of(self.sheets.iter().map(finding).collect())
    }

    /// The place of a cell, from one.
    #[must_use]
    pub fn place(&self, sheet: &Sheet, row: u32, column: u32) -> Place {
        let at = crate::error::At::Sheet { sheet: sheet.name.clone(), row, column };
        Place::new(self.archive.file.clone(), at)
    }

    /// Begins to read the cells of a sheet.
    ///
    /// # Errors
    /// `SRC-067` where its part is missing; the codes of [`Workbook::open`].
    pub fn cells(&mut self, sheet: &Sheet) -> Result<SheetCells<&mut R>> {
        let (shared, file) = (self.shared.clone(), self.archive.file.clone());
        let limits = self.archive.limits;
        let cells =
            SheetCells::open(self.archive.xml(&sheet.part, "sheet")?, shared, file, sheet.name.clone(), limits)?;
        Ok(sheet.of(cells))
    }

    /// As [`Workbook::cells`], with the workbook handed over.
    ///
    /// # Errors
    /// As [`Workbook::cells`].
    pub fn into_cells(self, sheet: &Sheet) -> Result<SheetCells<R>> {
        let (shared, file, limits) = (self.shared.clone(), self.archive.file.clone(), self.archive.limits);
        let xml = self.archive.into_xml(&sheet.part, "sheet")?;
        Ok(sheet.of(SheetCells::open(xml, shared, file, sheet.name.clone(), limits)?))
    }

    /// Begins to read the table of a sheet as rows, laid out as the layout says. The sheet is read through once for its merged cells.
    ///
    /// # Errors
    /// As [`Workbook::cells`]; the codes of [`SheetRows`].
    pub fn rows(&mut self, sheet: &Sheet, layout: &Layout) -> Result<SheetRows<&mut R>> {
        let merged = self.merged(sheet)?;
        SheetRows::open(self.cells(sheet)?, &merged, layout)
    }

    /// As [`Workbook::rows`], with the workbook handed over.
    ///
    /// # Errors
    /// As [`Workbook::rows`].
    pub fn into_rows(mut self, sheet: &Sheet, layout: &Layout) -> Result<SheetRows<R>> {
        let merged = self.merged(sheet)?;
        SheetRows::open(self.into_cells(sheet)?, &merged, layout)
    }

    /// The merged cells of a sheet, in the order of the file. The whole sheet is read through: they stand at its end.
    ///
    /// # Errors
    /// As [`Workbook::cells`]; `SRC-072` where one is no area.
    pub fn merged(&mut self, sheet: &Sheet) -> Result<Vec<Area>> {
        if sheet.number.is_some() {
            let mut cells = self.cells(sheet)?;
            while cells.next()?.is_some() {}
            return Ok(cells.rows.take().map(|rows| rows.merged).unwrap_or_default());
        }
        let (mut merged, place) = (Vec::new(), self.place(sheet, 0, 0));
        let mut xml = self.archive.xml(&sheet.part, "sheet")?;
        loop {
            let depth = xml.depth;
            match xml.next()? {
                super::xml::Token::Start(tag, _) if depth == 2 && tag.name() == "mergeCell" => {
                    let mut area = None;
                    tag.attributes(|name, value| {
                        if name == "ref" {
                            area = Area::parse(&value);
                        }
                        Ok(())
                    })?;
                    merged.push(area.ok_or_else(|| Error::new(src::CELL_ADDRESS).at(place.clone()))?);
                    if merged.len() > MOST_MERGED {
                        return Err(Unfit::beyond("merged-cells", MOST_MERGED as u64).refused(place));
                    }
                }
                super::xml::Token::Done => return Ok(merged),
                _ => {}
            }
        }
    }
}

/// How many sheets, and how many names, a workbook may have.
const MOST_SHEETS: usize = 10_000;
/// How long the formula of a name may be, in bytes.
const MOST_NAME: usize = 64 << 10;
/// How many areas of merged cells a sheet may have.
pub(super) const MOST_MERGED: usize = 200_000;

fn visibility(state: Option<&str>) -> SheetVisibility {
    match state {
        Some("hidden") => SheetVisibility::Hidden,
        Some("veryHidden") => SheetVisibility::VeryHidden,
        _ => SheetVisibility::Visible,
    }
}

impl<R> fmt::Debug for Workbook<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Workbook({} sheets)", self.sheets.len())
    }
}
