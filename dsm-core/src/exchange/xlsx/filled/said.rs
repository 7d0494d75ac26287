use super::{
    super::identity::{FORMAT, Identity, QUESTIONNAIRE, hash, head},
    lines::{Content, Lines},
};
use crate::{
    error::{At, Error, Place, Result, codes::exc},
    source::{Input, Workbook},
};

/// The property of the document, and the sheet that says the same at length.
const PROPERTY: &str = "dsm-template";
const SHEET: &str = "_meta";
/// More lines than this no form has.
const MOST: usize = 10_000;

/// What a workbook says of the form that it is.
#[derive(Clone, Debug)]
pub(super) struct Said {
    lines: Vec<[String; 3]>,
}

impl Said {
    /// Reads it; none where the workbook says nothing of a form.
    ///
    /// # Errors
    /// `EXC-307` where it contradicts itself.
    pub(super) fn read<R: Input>(workbook: &mut Workbook<R>, file: &str) -> Result<Option<Self>> {
        let broken = || Error::new(exc::FORM_IDENTITY_BROKEN).at(Place::new(file, At::Whole));
        let property = workbook.properties().get(PROPERTY).cloned();
        let sheet = workbook.sheets().iter().find(|sheet| &**sheet.name() == SHEET).cloned();
        let Some(sheet) = sheet else {
            return if property.is_some() { Err(broken()) } else { Ok(None) };
        };
        let mut lines = Lines::new(workbook.cells(&sheet)?);
        let (mut line, mut all) = (Vec::new(), Vec::new());
        while lines.next(&mut line)?.is_some() {
            all.push(texts(&line));
            if all.len() > MOST {
                return Err(broken());
            }
        }
        let last = all.pop().filter(|[what, _, _]| what == "id");
        let own = last.is_some_and(|[_, id, _]| id == hash(&all));
        let said = Self { lines: all };
        // A program may have lost the property; it may not say something else.
        let agrees = property.is_none_or(|text| text == format!("{} {}", head(&said.lines), hash(&said.lines)));
        let known = [FORMAT, QUESTIONNAIRE].contains(&said.one("format"));
        if own && agrees && known { Ok(Some(said)) } else { Err(broken()) }
    }

    fn one(&self, what: &str) -> &str {
        self.lines.iter().find(|line| line[0] == what).map_or("", |line| &line[1])
    }

    pub(super) fn indicators(&self) -> Vec<&str> {
        self.lines.iter().filter(|line| line[0] == "indicator").map(|line| &*line[1]).collect()
    }

    pub(super) fn country(&self) -> &str {
        self.one("country")
    }

    pub(super) fn language(&self) -> &str {
        self.one("language")
    }

    pub(super) fn periods(&self) -> Vec<&str> {
        self.one("periods").split(' ').filter(|period| !period.is_empty()).collect()
    }

    /// Whether it says the same of the indicator as a form that is made today.
    pub(super) fn is_as(&self, identity: &Identity) -> bool {
        let own = self.lines.iter().filter(|line| !["sheet", "field"].contains(&&*line[0]));
        own.eq(identity.said())
    }
}

/// The first three cells of a row.
fn texts(line: &[Content]) -> [String; 3] {
    [1, 2, 3].map(|column| {
        let content = line.iter().find(|content| content.column == column);
        content.map_or_else(String::new, |content| content.held.text().to_owned())
    })
}
