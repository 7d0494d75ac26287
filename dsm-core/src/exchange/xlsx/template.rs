use super::{
    before::Before,
    changes, cover, entry,
    identity::Identity,
    lists::Lists,
    shape::{Shape, too_large},
    sheet::{Sheets, not_written},
    style::Style,
};
use crate::{
    catalogue::Indicator,
    code::{CodeList, Scheme},
    documentation::Documentation,
    error::{Error, Result, Safe, codes::exc},
    table::View,
    text::{Label, Lang, label},
    time::{Period, Time, words},
};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};
use std::{io::Write, sync::Arc};

/// Every workbook is of this day: what was asked does not depend on when.
const MADE: (u16, u8, u8) = (2000, 1, 1);

/// A workbook that a State fills in with the figures of an indicator.
///
/// # Units
/// The form asks for the indicator's own unit; where several are declared, whoever fills it in says which one it is.
///
/// # Disclosure
/// It holds figures only where [`Template::beside`] was given a [`View`], and of that only what stands in it: a suppressed cell is a
/// star. The same arguments give the same bytes.
///
/// # Example
/// ```
/// use dsm_core::{catalogue::Catalogue, exchange::xlsx::Template, text::Lang};
/// let catalogue = Catalogue::preset("dsm")?;
/// let entries = catalogue.find("ENTRIES")?;
/// let mut workbook = Vec::new();
/// Template::new(entries, "MD", &["2006"], Lang::Ru)?.write(&mut workbook)?;
/// assert!(workbook.starts_with(b"PK"));
/// // Entries are asked for by the year.
/// let refused = Template::new(entries, "MD", &["2006-Q1"], Lang::Ru).unwrap_err();
/// assert_eq!(refused.code().id(), "EXC-300");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
///
/// Source: handbook, SIEMMES: standard Excel forms; annex 11, paragraphs 23, 36 and 37.
#[derive(Clone, Debug)]
pub struct Template {
    /// The indicators that are asked for, in their order: of a questionnaire several, a table each.
    pub(super) tables: Vec<Arc<Indicator>>,
    pub(super) country: Arc<str>,
    pub(super) country_name: String,
    pub(super) lang: Lang,
    pub(super) asked: Vec<Asked>,
    pub(super) before: Vec<Before>,
    pub(super) documentation: Option<Documentation>,
}

/// The figures of a period or moment, as one sheet asks for them.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// Which of the tables it is of, and its indicator.
    pub(super) table: usize,
    pub(super) indicator: Arc<Indicator>,
    /// As it stands in the column `TIME_PERIOD`.
    pub(super) label: Arc<str>,
    pub(super) period: Period,
    /// In words.
    pub(super) said: String,
    pub(super) shape: Shape,
}

impl Template {
    /// The form of an indicator for a State, by its two letters, and its periods, in the order of the sheets.
    ///
    /// # Errors
    /// `COD-002` where there is no such State; `EXC-300` for a period of another length than the indicator's; `EXC-301` without a
    /// period; `EXC-302` for one that stands twice; `EXC-305` for one before the indicator's first; `EXC-303` where the sheets would
    /// have more than 500,000 cells; a code of room `time` for a period that cannot be read.
    pub fn new(indicator: &Indicator, country: &str, periods: &[&str], lang: Lang) -> Result<Self> {
        Self::questionnaire(&[indicator], country, periods, lang)
    }

    /// The questionnaire of several indicators for a State and periods that all of them are asked for: one workbook with one first sheet, and
    /// for each indicator a table, a sheet for each period. Of one indicator it is its form.
    ///
    /// # Errors
    /// `EXC-384` without an indicator, `EXC-385` for one that stands twice; as [`Template::new`], where all tables together are held to the
    /// limit of cells.
    ///
    /// # Example
    /// ```
    /// use dsm_core::{catalogue::Catalogue, exchange::xlsx::Template, text::Lang};
    /// let catalogue = Catalogue::preset("dsm")?;
    /// let (entries, exits) = (catalogue.find("ENTRIES")?, catalogue.find("EXITS")?);
    /// let mut workbook = Vec::new();
    /// Template::questionnaire(&[entries, exits], "MD", &["2006"], Lang::En)?.write(&mut workbook)?;
    /// assert!(workbook.starts_with(b"PK"));
    /// let refused = Template::questionnaire(&[entries, entries], "MD", &["2006"], Lang::En).unwrap_err();
    /// assert_eq!(refused.code().id(), "EXC-385");
    /// # Ok::<(), dsm_core::error::Error>(())
    /// ```
    ///
    /// Source: joint questionnaire on migration statistics (Eurostat, UNECE, UNSD, ILO, Council of Europe): tables that share State and year.
    pub fn questionnaire(indicators: &[&Indicator], country: &str, periods: &[&str], lang: Lang) -> Result<Self> {
        let countries = CodeList::in_scheme("COUNTRY", Scheme::Iso3166Alpha2)?;
        let country_name = countries.find(country)?.names().in_lang(lang);
        let mut asked: Vec<Asked> = Vec::with_capacity(periods.len());
        let mut tables: Vec<Arc<Indicator>> = Vec::with_capacity(indicators.len());
        for indicator in indicators {
            if tables.iter().any(|other| other.id() == indicator.id()) {
                return Err(Error::new(exc::FORM_TABLE_TWICE).with("indicator", Safe::term(indicator.id())));
            }
            let (table, indicator) = (tables.len(), Arc::new((*indicator).clone()));
            for label in periods {
                let period = fitting(&indicator, label)?;
                if asked.iter().any(|other| other.table == table && other.period == period) {
                    return Err(Error::new(exc::FORM_PERIOD_TWICE).with("period", Safe::term(label)));
                }
                let time = indicator.time(label)?;
                let shape = Shape::new(&indicator, country, &time, lang)?;
                let (label, said) = (Arc::from(*label), words::time(&time, lang));
                asked.push(Asked { table, indicator: indicator.clone(), label, period, said, shape });
            }
            tables.push(indicator);
        }
        if tables.is_empty() {
            return Err(Error::new(exc::FORM_WITHOUT_TABLE));
        }
        if asked.is_empty() {
            return Err(Error::new(exc::FORM_WITHOUT_PERIOD));
        }
        too_large(&asked)?;
        Ok(Self {
            tables,
            country: Arc::from(country),
            country_name: country_name.to_owned(),
            lang,
            asked,
            before: Vec::new(),
            documentation: None,
        })
    }

    /// Puts the figures of last time beside, on a sheet of their own: those of the last period of the view that the form does not
    /// ask for. In a questionnaire they are those of the first table that counts what the view counts and has none beside it yet.
    ///
    /// # Disclosure
    /// What stands in the view is shown, and nothing is computed from it.
    ///
    /// # Errors
    /// `EXC-304` where the view is of another population or measure than the indicator, or not of the State.
    pub fn beside(mut self, view: &View) -> Result<Self> {
        if let Some(before) = Before::new(&self, view)? {
            self.before.retain(|other| other.table != before.table);
            self.before.push(before);
            self.before.sort_by_key(|before| before.table);
        }
        Ok(self)
    }

    /// Shows what the State has said of its figures until now, where the form asks what has changed. A questionnaire asks for each table
    /// only whether anything has.
    #[must_use]
    pub fn documented(mut self, documentation: &Documentation) -> Self {
        self.documentation = Some(documentation.clone());
        self
    }

    /// Writes the workbook.
    ///
    /// # Errors
    /// `EXC-001` where the bytes cannot be written.
    pub fn write(&self, out: &mut dyn Write) -> Result<()> {
        let bytes = self.workbook().and_then(|mut workbook| workbook.save_to_buffer()).map_err(not_written)?;
        out.write_all(&bytes).map_err(not_written)
    }

    fn workbook(&self) -> std::result::Result<Workbook, rust_xlsxwriter::XlsxError> {
        self.made().map(|(workbook, ..)| workbook)
    }

    /// The workbook, with what is known of its cells and sheets.
    pub(super) fn made(&self) -> std::result::Result<(Workbook, Identity, Sheets), rust_xlsxwriter::XlsxError> {
        let (mut workbook, style, sheets) = (Workbook::new(), Style::new(true), Sheets::new(self));
        let mut lists = Lists::new();
        let mut identity = Identity::of(self);
        cover::write(self, workbook.add_worksheet(), &sheets, &style, &mut lists, &mut identity)?;
        for (asked, name) in self.asked.iter().zip(&sheets.figures) {
            identity.sheet(name, &self.key(asked));
            let style = Style::new(asked.indicator.measure().is_count());
            entry::write(self, asked, workbook.add_worksheet().set_name(name)?, &style, &mut lists)?;
        }
        for (before, name) in self.before.iter().zip(&sheets.before) {
            let style = Style::new(self.tables.get(before.table).is_some_and(|table| table.measure().is_count()));
            before.write(self, workbook.add_worksheet().set_name(name)?, &style)?;
        }
        if let (Some(indicator), Some(name)) = (self.alone(), &sheets.changes) {
            let sheet = workbook.add_worksheet().set_name(name)?;
            changes::write(self, indicator, (sheet, name), &style, &mut lists, &mut identity)?;
        }
        lists.write(workbook.add_worksheet(), &sheets.lists, &style)?;
        lists.define(&mut workbook, &sheets.lists)?;
        identity.define(&mut workbook)?;
        identity.write(workbook.add_worksheet(), &style)?;
        let (year, month, day) = MADE;
        let properties = DocProperties::new()
            .set_title(self.title())
            .set_subject(format!("{}, {}", self.country_name, self.periods_said()))
            .set_author("DSM")
            .set_creation_datetime(&ExcelDateTime::from_ymd(year, month, day)?)
            .set_custom_property("dsm-template", identity.property());
        workbook.set_properties(&properties);
        Ok((workbook, identity, sheets))
    }

    /// Its indicator, where it is no questionnaire.
    pub(super) fn alone(&self) -> Option<&Indicator> {
        match self.tables.as_slice() {
            [indicator] => Some(indicator),
            _ => None,
        }
    }

    /// What it is called.
    pub(super) fn title(&self) -> &str {
        let indicator = self.alone().map(|indicator| indicator.names().in_lang(self.lang));
        indicator.unwrap_or(label(Label::TemplateQuestionnaire, self.lang))
    }

    /// What a sheet of figures is known by: its period, in a questionnaire its indicator too.
    pub(super) fn key(&self, asked: &Asked) -> String {
        match self.alone() {
            Some(_) => asked.label.to_string(),
            None => format!("{};INDICATOR={}", asked.label, asked.indicator.id()),
        }
    }

    /// A sheet of figures in a finding.
    pub(super) fn named(&self, asked: &Asked) -> Safe {
        match self.alone() {
            Some(_) => Safe::term(&asked.label),
            None => Safe::terms([asked.indicator.id(), &asked.label]),
        }
    }

    /// Its periods or moments in words; in a questionnaire, whose tables may be of moments and of periods, its periods.
    pub(super) fn periods_said(&self) -> String {
        let of = |asked: &Asked| match self.alone() {
            Some(_) => asked.said.clone(),
            None => words::period(&asked.period, self.lang),
        };
        self.asked.iter().filter(|asked| asked.table == 0).map(of).collect::<Vec<_>>().join("; ")
    }
}

/// The period of a label, where the indicator is asked for such periods.
fn fitting(indicator: &Indicator, label: &str) -> Result<Period> {
    let period = Period::parse(label)?;
    let refused =
        |code| Error::new(code).with("indicator", Safe::term(indicator.id())).with("period", Safe::term(label));
    if period.frequency() != indicator.periodicity() {
        let periodicity = Safe::term(indicator.periodicity().letter());
        return Err(refused(exc::FORM_PERIOD_OTHER).with("periodicity", periodicity));
    }
    match indicator.first_period() {
        Some(first) if period.first() < first.first() => {
            Err(refused(exc::FORM_BEFORE_FIRST).with("first", Safe::term(&first.to_string())))
        }
        _ => Ok(period),
    }
}

/// A time as its first and last year: the years in which a code must be valid.
pub(super) fn years(time: &Time) -> (u16, u16) {
    let year = |year: i16| u16::try_from(year).unwrap_or_default();
    match time {
        Time::Period(period) => (year(period.first().year()), year(period.last().year())),
        Time::Moment(moment) => (year(moment.day().year()), year(moment.day().year())),
    }
}
