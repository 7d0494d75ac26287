use super::{Names, stamp::Stamp};
use crate::{
    documentation::Note,
    error::{Args, Code, Error, Finding, Result, Safe, codes},
    table::View,
    text::{Lang, Text},
};

/// A page for readers: a title, sections of figures, what was refused, and the source.
#[derive(Clone, Debug)]
pub struct Page {
    pub(super) title: Text,
    pub(super) lead: Option<Text>,
    pub(super) sections: Vec<Section>,
    pub(super) refusals: Vec<Refusal>,
    pub(super) source: Option<Text>,
    pub(super) others: Vec<(Lang, String)>,
    pub(super) files: Vec<(Text, String)>,
    pub(super) nothing: Vec<Text>,
    pub(super) stamp: Option<Stamp>,
}

impl Default for Page {
    fn default() -> Self {
        Self::new(Text::both("…", "…"))
    }
}

/// What figures were asked for and do not support.
#[derive(Clone, Debug)]
pub(super) struct Refusal {
    pub(super) asked: Text,
    pub(super) code: Code,
    pub(super) args: Args,
}

impl Page {
    /// A page of a title, with nothing on it.
    #[must_use]
    pub fn new(title: Text) -> Self {
        let (sections, refusals, others, files) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { title, lead: None, sections, refusals, source: None, others, files, nothing: Vec::new(), stamp: None }
    }

    /// Says in a sentence or two what the page is about.
    #[must_use]
    pub fn lead(mut self, lead: Text) -> Self {
        self.lead = Some(lead);
        self
    }

    /// Adds a section of figures.
    #[must_use]
    pub fn section(mut self, section: Section) -> Self {
        self.sections.push(section);
        self
    }

    /// Adds something that was asked for and refused: the reason and the right way stand on the page.
    #[must_use]
    pub fn refused(mut self, asked: Text, refusal: &Error) -> Self {
        self.refusals.push(Refusal { asked, code: refusal.code(), args: refusal.args().clone() });
        self
    }

    /// What was asked for and refused: the reasons, with their arguments.
    pub fn refusals(&self) -> impl Iterator<Item = (Code, &Args)> {
        self.refusals.iter().map(|refusal| (refusal.code, &refusal.args))
    }

    /// What stands on the figures of its sections as notes.
    pub fn notes(&self) -> impl Iterator<Item = &Finding> {
        self.sections.iter().flat_map(|section| section.view.notes())
    }

    /// What its files are called.
    pub(super) fn name(&self) -> &str {
        self.stamp.as_ref().map_or("figures", Stamp::id)
    }

    /// Names a section of which the reader may see nothing.
    #[must_use]
    pub(super) fn without(mut self, title: Text) -> Self {
        if !self.nothing.contains(&title) {
            self.nothing.push(title);
        }
        self
    }

    /// Says as of when, for whom and from what it was made.
    #[must_use]
    pub(super) fn stamped(mut self, stamp: Stamp) -> Self {
        self.stamp = Some(stamp);
        self
    }

    /// Names the source of the figures and its licence.
    #[must_use]
    pub fn source(mut self, source: Text) -> Self {
        self.source = Some(source);
        self
    }

    /// Adds a file that belongs to the page, with what it is and its address.
    #[must_use]
    pub fn file(mut self, what: Text, address: &str) -> Self {
        self.files.push((what, address.to_owned()));
        self
    }

    /// Says where the same page is in another language.
    #[must_use]
    pub fn also_in(mut self, lang: Lang, address: &str) -> Self {
        self.others.push((lang, address.to_owned()));
        self
    }
}

/// A table of figures under a title, with a chart where one is asked for.
#[derive(Clone, Debug)]
pub struct Section {
    pub(super) title: Text,
    pub(super) view: View,
    pub(super) names: Names,
    pub(super) chart: Option<Drawn>,
    pub(super) documented: Vec<Note>,
    pub(super) text: Option<Text>,
    pub(super) rows: Option<usize>,
    /// Whether nothing is left out: a blank place has no figure, whatever the making says of keys that are not there.
    pub(super) filled: bool,
    /// Of a part of a whole: what was counted, the part, and the whole.
    pub(super) ratio: Option<[String; 3]>,
}

/// What is drawn of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Drawn {
    /// A bar for each code of the axis at this place.
    Bars(usize),
    /// A panel for each row of the table.
    Lines,
}

impl Section {
    /// The figures of a view, with the names of its axes and codes.
    #[must_use]
    pub fn new(title: Text, view: View, names: Names) -> Self {
        Self {
            title,
            view,
            names,
            chart: None,
            documented: Vec::new(),
            text: None,
            rows: None,
            filled: false,
            ratio: None,
        }
    }

    /// The same figures under another title.
    #[must_use]
    pub fn titled(mut self, title: Text) -> Self {
        self.title = title;
        self
    }

    /// Adds what the States' documentation says that a reader must know: see
    /// [`footnotes`](crate::documentation::footnotes). It stands below the figures, under the names of the States.
    #[must_use]
    pub fn documented(mut self, notes: Vec<Note>) -> Self {
        self.documented = notes;
        self
    }

    /// Says what has to be known before the figures are read.
    #[must_use]
    pub(super) fn text(mut self, text: Text) -> Self {
        self.text = Some(text);
        self
    }

    /// Shows only the rows with the largest figures of the last period, and all totals.
    #[must_use]
    pub(super) fn rows(mut self, most: Option<usize>) -> Self {
        self.rows = most;
        self
    }

    /// Says that nothing is left out in it: a blank place has no figure.
    #[must_use]
    pub(super) fn filled(mut self) -> Self {
        self.filled = true;
        self
    }

    /// Says what the figures are parts of.
    #[must_use]
    pub(super) fn ratio(mut self, ratio: Option<[String; 3]>) -> Self {
        self.ratio = ratio;
        self
    }

    /// Asks for a panel of figures over time for each row of the table, all on one scale. No line crosses a break, nor a place where
    /// no figure stands.
    #[must_use]
    pub fn lines(mut self) -> Self {
        self.chart = Some(Drawn::Lines);
        self
    }

    /// Asks for bars where one axis alone has several codes; else nothing is drawn.
    #[must_use]
    pub(super) fn bars(self) -> Self {
        let drawn = self.view.axes().iter().find_map(|axis| self.clone().chart(axis.id()).ok());
        drawn.unwrap_or(self)
    }

    /// Asks for a bar chart over an axis, one bar a code.
    ///
    /// # Errors
    /// `TAB-008` when there is no such axis; `REP-001` when another axis has several codes.
    pub fn chart(mut self, axis: &str) -> Result<Self> {
        let axes = self.view.axes();
        let place = axes.iter().position(|one| one.id() == axis);
        let place = place.ok_or_else(|| Error::new(codes::tab::AXIS_UNKNOWN).with("axis", Safe::term(axis)))?;
        let several = |at: usize| {
            let mut codes = self.view.rows().filter_map(|row| row.key.get(at).cloned());
            let first = codes.next();
            codes.any(|code| Some(&code) != first.as_ref())
        };
        let others = axes.iter().enumerate().filter(|(at, _)| *at != place && several(*at));
        let others: Vec<&str> = others.map(|(_, axis)| axis.id()).collect();
        if !others.is_empty() {
            let error = Error::new(codes::rep::CHART_OF_SEVERAL_AXES);
            return Err(error.with("axis", Safe::term(axis)).with("others", Safe::terms(others)));
        }
        self.chart = Some(Drawn::Bars(place));
        Ok(self)
    }
}
