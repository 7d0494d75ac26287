use super::{style::Style, template::Template};
use crate::{catalogue::Indicator, documentation::Documentation, text::Lang};
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError, column_number_to_name};
use sha2::{Digest as _, Sha256};

type Done = Result<(), XlsxError>;

/// The format of a form.
pub(super) const FORMAT: &str = "dsm-template/1";
/// The format of a form of several tables.
pub(super) const QUESTIONNAIRE: &str = "dsm-questionnaire/1";
/// The format of the form of a documentation table.
const DOCUMENTATION: &str = "dsm-documentation-form/1";
/// The sheet that nobody sees.
const SHEET: &str = "_meta";

/// What a program knows a form by when it comes back: the property `dsm-template` of the document, which every program keeps, and
/// the sheet `_meta`, which says the same at length. The last line of it is a hash of all others, and the end of the property.
#[derive(Debug)]
pub(super) struct Identity {
    head: String,
    lines: Vec<[String; 3]>,
    /// The cells that are asked for by name.
    names: Vec<Named>,
}

/// A cell with a name: its sheet, its line and column from zero.
#[derive(Debug)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) sheet: String,
    pub(super) line: u32,
    pub(super) column: u16,
}

impl Identity {
    pub(super) fn of(template: &Template) -> Self {
        let mut identity = Self { head: String::new(), lines: Vec::new(), names: Vec::new() };
        match template.alone() {
            Some(indicator) => {
                identity.say("format", FORMAT);
                identity.indicator(indicator);
                identity.asked(template);
                identity.dimensions(indicator);
            }
            None => {
                identity.say("format", QUESTIONNAIRE);
                identity.asked(template);
                for indicator in &template.tables {
                    identity.indicator(indicator);
                    identity.dimensions(indicator);
                }
            }
        }
        identity.head = head(&identity.lines);
        identity
    }

    /// What an indicator is, and what it counts.
    fn indicator(&mut self, indicator: &Indicator) {
        self.say("indicator", indicator.id());
        self.say("version", indicator.version());
        self.say("concept", &indicator.concept().id);
        for (name, value) in indicator.concept().properties() {
            self.line("concept", name, &value);
        }
        self.say("measure", &indicator.measure().to_string());
    }

    fn dimensions(&mut self, indicator: &Indicator) {
        let dimensions: Vec<&str> = indicator.dimensions().iter().map(|one| one.id()).collect();
        self.say("dimensions", &dimensions.join(" "));
    }

    /// Who is asked, and for which periods.
    fn asked(&mut self, template: &Template) {
        let own = template.asked.iter().filter(|asked| asked.table == 0);
        let periods: Vec<&str> = own.map(|asked| &*asked.label).collect();
        self.say("country", &template.country);
        self.say("language", template.lang.code());
        self.say("periods", &periods.join(" "));
    }

    /// What the form of a documentation table is known by.
    pub(super) fn of_documentation(indicator: &str, country: &str, lang: Lang) -> Self {
        let head = format!("{DOCUMENTATION} {indicator} {country} {}", lang.code());
        let mut identity = Self { head, lines: Vec::new(), names: Vec::new() };
        identity.say("format", DOCUMENTATION);
        identity.say("template", Documentation::TEMPLATE);
        identity.say("indicator", indicator);
        identity.say("country", country);
        identity.say("language", lang.code());
        identity
    }

    fn say(&mut self, what: &str, value: &str) {
        self.line(what, value, "");
    }

    fn line(&mut self, what: &str, value: &str, more: &str) {
        self.lines.push([what, value, more].map(str::to_owned));
    }

    /// A sheet and what all of its figures have in common.
    pub(super) fn sheet(&mut self, name: &str, key: &str) {
        self.line("sheet", name, &format!("TIME_PERIOD={key}"));
    }

    /// A cell that is asked for outside of the sheets of figures, and the name that it bears.
    pub(super) fn field(&mut self, field: &str, sheet: &str, line: u32, column: u16) {
        let name = format!("DSM_FIELD_{field}");
        self.line("field", field, &name);
        self.names.push(Named { name, sheet: sheet.to_owned(), line, column });
    }

    /// The cells that are asked for by name.
    pub(super) fn names(&self) -> &[Named] {
        &self.names
    }

    /// Gives the cells their names.
    pub(super) fn define(&self, workbook: &mut Workbook) -> Done {
        self.names.iter().try_for_each(|Named { name, sheet, line, column }| {
            let cell = format!("='{sheet}'!${}${}", column_number_to_name(*column), line + 1);
            workbook.define_name(name, &cell).map(|_| ())
        })
    }

    fn hash(&self) -> String {
        hash(&self.lines)
    }

    /// What it says of the indicator, the State, the language and the periods: all but the sheets and cells.
    pub(super) fn said(&self) -> impl Iterator<Item = &[String; 3]> {
        self.lines.iter().filter(|[what, _, _]| what != "sheet" && what != "field")
    }

    /// The property of the document.
    pub(super) fn property(&self) -> String {
        format!("{} {}", self.head, self.hash())
    }

    pub(super) fn write(&self, sheet: &mut Worksheet, style: &Style) -> Done {
        self.write_as(SHEET, sheet, style)
    }

    /// As [`Identity::write`], on a sheet of another name.
    pub(super) fn write_as(&self, name: &str, sheet: &mut Worksheet, style: &Style) -> Done {
        sheet.set_name(name)?.set_very_hidden(true);
        let hash = [["id".to_owned(), self.hash(), String::new()]];
        for (cells, line) in self.lines.iter().chain(&hash).zip(0_u32..) {
            for (cell, at) in cells.iter().zip(0_u16..) {
                sheet.write_string_with_format(line, at, cell, &style.key)?;
            }
        }
        sheet.protect();
        Ok(())
    }
}

/// How the property of the document begins, by the lines of `_meta`: the format and what the form is of.
pub(super) fn head(lines: &[[String; 3]]) -> String {
    let one = |what: &str| lines.iter().find(|line| line[0] == what).map_or("", |line| &*line[1]);
    let of = (one("country"), one("language"));
    if one("format") == QUESTIONNAIRE {
        let tables = lines.iter().filter(|line| line[0] == "indicator").count();
        return format!("{QUESTIONNAIRE} {tables} {} {}", of.0, of.1);
    }
    format!("{FORMAT} {} {} {} {}", one("indicator"), one("version"), of.0, of.1)
}

/// The hash of lines of `_meta`, as it stands at their end.
pub(super) fn hash(lines: &[[String; 3]]) -> String {
    let mut hash = Sha256::new();
    for cell in lines.iter().flatten() {
        hash.update(cell.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
