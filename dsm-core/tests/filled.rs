//! Forms as another program saves them: what stands in a workbook, changed cell by cell and written anew. Other tests include this file
//! by its path.

use super::made::{archive, relations};
use dsm_core::{
    catalogue::Catalogue,
    exchange::xlsx::Template,
    source::{Area, SheetLimits, SheetVisibility, Workbook},
    text::Lang,
};
use std::{collections::BTreeMap, io::Cursor};

/// A sheet: its name, what is said of it, its cells as XML by row and column, its merged cells.
#[derive(Clone)]
pub(crate) struct Page {
    pub(crate) name: String,
    pub(crate) state: &'static str,
    pub(crate) cells: BTreeMap<(u32, u32), String>,
    pub(crate) merged: Vec<String>,
    /// Rows that are hidden.
    pub(crate) hidden: Vec<u32>,
}

/// A workbook.
#[derive(Clone)]
pub(crate) struct Book {
    pub(crate) property: Option<String>,
    pub(crate) pages: Vec<Page>,
    pub(crate) names: Vec<(String, String, Area)>,
}

/// The form of ENTRIES for Moldova, as it is written.
pub(crate) fn form(periods: &[&str], lang: Lang) -> Vec<u8> {
    let mut bytes = Vec::new();
    let entries = Catalogue::built_in("ENTRIES").unwrap();
    Template::new(&entries, "MD", periods, lang).unwrap().write(&mut bytes).unwrap();
    bytes
}

/// A text in a cell.
pub(crate) fn text(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    format!("t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is>")
}

/// A number in a cell.
pub(crate) fn number(digits: &str) -> String {
    format!("><v>{digits}</v>")
}

impl Book {
    /// What stands in a workbook. Formulas lose their results, as with programs that reckon nothing.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let mut book = Workbook::open(Cursor::new(bytes), "form.xlsx", SheetLimits::default()).unwrap();
        let names = book.names().iter().filter_map(|name| {
            let (sheet, area) = name.area()?;
            Some((name.name().to_owned(), sheet.to_owned(), area))
        });
        let names = names.collect();
        let property = book.properties().get("dsm-template").cloned();
        let mut pages = Vec::new();
        for sheet in book.sheets().to_vec() {
            let state = match sheet.visibility() {
                SheetVisibility::Visible => "",
                SheetVisibility::Hidden => "state=\"hidden\"",
                SheetVisibility::VeryHidden => "state=\"veryHidden\"",
            };
            let (name, cells, merged, hidden) = (sheet.name().to_string(), BTreeMap::new(), Vec::new(), Vec::new());
            let mut page = Page { name, state, cells, merged, hidden };
            let mut cells = book.cells(&sheet).unwrap();
            while let Some(cell) = cells.next().unwrap() {
                let kept = if cell.formula.is_some() { "><f>1</f>".to_owned() } else { text(&cell.value.text()) };
                page.cells.insert((cell.row, cell.column), kept);
            }
            pages.push(page);
        }
        Self { property, pages, names }
    }

    /// The sheet of figures of this number.
    pub(crate) fn figures(&mut self, number: usize) -> &mut Page {
        let is_figures = |page: &&mut Page| page.at(1, 1).is_some_and(|cell| cell.contains("dsm-figures/1"));
        self.pages.iter_mut().filter(is_figures).nth(number).unwrap()
    }

    pub(crate) fn page(&mut self, name: &str) -> &mut Page {
        self.pages.iter_mut().find(|page| page.name == name).unwrap()
    }

    /// Writes a cell that has a name.
    pub(crate) fn answer(&mut self, name: &str, content: &str) -> &mut Self {
        let (_, sheet, area) = self.names.iter().find(|(own, ..)| own == name).unwrap().clone();
        self.page(&sheet).put(area.first_row, area.first_column, text(content));
        self
    }

    /// A form that is filled in without a fault: a figure in each place that the first two rows of citizenships have, all questions.
    pub(crate) fn filled() -> Self {
        let mut book = Self::of(&form(&["2006"], Lang::En));
        book.answer("DSM_FIELD_UNIT", "PERSONS").answer("DSM_FIELD_STATUS", "A").answer("DSM_FIELD_EMPTY", "O");
        let page = book.figures(0);
        for (key, digits) in [("CITIZENSHIP=ROU", "7"), ("CITIZENSHIP=UKR", "5")] {
            let row = page.row(key);
            (3..7).for_each(|column| page.put(row, column, number(digits)));
        }
        book
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let named: String = (1..)
            .zip(&self.pages)
            .map(|(at, page)| format!("<sheet name=\"{}\" {} r:id=\"r{at}\"/>", page.name, page.state))
            .collect();
        let names: String = self
            .names
            .iter()
            .map(|(name, sheet, area)| format!("<definedName name=\"{name}\">'{sheet}'!{area}</definedName>"))
            .collect();
        let book = format!(
            "<workbook xmlns:r=\"{OFFICE}\"><sheets>{named}</sheets><definedNames>{names}</definedNames></workbook>"
        );
        let ids: Vec<(String, String)> =
            (1..=self.pages.len()).map(|at| (format!("r{at}"), format!("worksheets/s{at}.xml"))).collect();
        let mut all: Vec<(&str, &str, &str)> = ids.iter().map(|(id, target)| (&**id, "worksheet", &**target)).collect();
        all.push(("f", "styles", "styles.xml"));
        let related = relations(&all);
        let main = relations(&[
            ("r1", "officeDocument", "xl/workbook.xml"),
            ("r2", "custom-properties", "docProps/custom.xml"),
        ]);
        let property = self.property.iter();
        let property: String = property
            .map(|text| format!("<property name=\"dsm-template\"><vt:lpwstr>{text}</vt:lpwstr></property>"))
            .collect();
        let property = format!("<Properties>{property}</Properties>");
        let contents: Vec<(String, String)> =
            (1..).zip(&self.pages).map(|(at, page)| (format!("xl/worksheets/s{at}.xml"), page.xml())).collect();
        let styles = "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"9\"/><xf numFmtId=\"1\"/></cellXfs></styleSheet>";
        let mut parts: Vec<(&str, &[u8])> = vec![
            ("[Content_Types].xml", b"<Types/>"),
            ("_rels/.rels", main.as_bytes()),
            ("docProps/custom.xml", property.as_bytes()),
            ("xl/workbook.xml", book.as_bytes()),
            ("xl/_rels/workbook.xml.rels", related.as_bytes()),
            ("xl/styles.xml", styles.as_bytes()),
        ];
        parts.extend(contents.iter().map(|(name, content)| (&**name, content.as_bytes())));
        archive(&parts)
    }
}

impl Page {
    pub(crate) fn at(&self, row: u32, column: u32) -> Option<&String> {
        self.cells.get(&(row, column))
    }

    pub(crate) fn put(&mut self, row: u32, column: u32, cell: String) {
        self.cells.insert((row, column), cell);
    }

    pub(crate) fn clear(&mut self, row: u32, column: u32) {
        self.cells.remove(&(row, column));
    }

    /// The row of a key.
    pub(crate) fn row(&self, key: &str) -> u32 {
        let key = text(key);
        self.cells.iter().find(|((_, column), cell)| *column == 1 && **cell == key).unwrap().0.0
    }

    fn xml(&self) -> String {
        let mut rows: BTreeMap<u32, String> = BTreeMap::new();
        for ((row, column), cell) in &self.cells {
            let at = Area { first_row: *row, first_column: *column, last_row: *row, last_column: *column };
            rows.entry(*row).or_default().push_str(&format!("<c r=\"{at}\" {cell}</c>"));
        }
        let rows: String = rows
            .iter()
            .map(|(row, cells)| {
                let hidden = if self.hidden.contains(row) { "hidden=\"1\"" } else { "" };
                format!("<row r=\"{row}\" {hidden}>{cells}</row>")
            })
            .collect();
        let merged: String = self.merged.iter().map(|area| format!("<mergeCell ref=\"{area}\"/>")).collect();
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet><sheetData>{rows}</sheetData><mergeCells>{merged}</mergeCells></worksheet>"
        )
    }
}
