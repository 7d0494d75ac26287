use super::{
    narrator::{Argument, Narrator},
    refusals::Refusal,
    region::Region,
    sums::Answer,
};
use crate::{
    arguments::Message,
    failure::{Done, unwritten},
    output::Output,
    sections::{write_page, write_text},
    whole::written_whole,
};
use dsm_core::{
    error::{Error, Result, codes::sto},
    measure::Assume,
    report::Page,
    text::{Label, Lang, Phrase, Text, label},
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// What the mechanism is called in the folder.
const MECHANISM: &str = "region.dsm";
/// What was said on the way. Where it stands beside a mechanism, the mechanism is one of a demonstration.
const SAID: &str = "demo.txt";
const INDEX: &str = "index.html";

/// Makes the folder ready. A mechanism of an earlier demonstration gives way; any other stays, and the demonstration does not
/// begin.
pub(super) fn fresh(folder: &Path) -> Result<PathBuf> {
    fs::create_dir_all(folder).map_err(|error| unwritten(folder, error))?;
    let mechanism = folder.join(MECHANISM);
    if mechanism.exists() && !folder.join(SAID).exists() {
        let place = dsm_core::error::Place::new(mechanism.display().to_string(), dsm_core::error::At::Whole);
        return Err(Error::new(sto::FILE_EXISTS).at(place));
    }
    for name in ["region.dsm", "region.dsm-wal", "region.dsm-shm", "region.dsm-journal"] {
        let file = folder.join(name);
        if file.exists() {
            fs::remove_file(&file).map_err(|error| unwritten(&file, error))?;
        }
    }
    Ok(mechanism)
}

/// What was written, and what it is.
struct Written<'a> {
    folder: &'a Path,
    files: Vec<(String, Text)>,
}

impl Written<'_> {
    /// The path of a file that is written now.
    fn file(&mut self, name: &str, what: Text) -> PathBuf {
        self.files.push((name.to_owned(), what));
        self.folder.join(name)
    }
}

/// What was told on the way and stands on the page.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) answers: Vec<Answer>,
    pub(super) register: Vec<Answer>,
    pub(super) refused: Vec<Refusal>,
}

/// Writes the page in each language, the SDMX files, what was said and a list of everything, and says what was written.
pub(super) fn publish(
    folder: &Path,
    region: &Region,
    told: Told,
    source: Option<&Text>,
    narrator: &mut Narrator<'_, '_>,
) -> Done<()> {
    let lang = narrator.lang();
    narrator.step(label(Label::DemoPublish, lang))?;
    let mut written = Written { folder, files: Vec::new() };
    let page = page(region, told, source, narrator)?;
    let name = |lang: Lang| format!("overview.{lang}.html");
    for one in Lang::ALL {
        let others = Lang::ALL.iter().filter(|other| *other != one);
        let page = others.fold(page.clone(), |page, other| page.also_in(*other, &name(*other)));
        let path = written.file(&name(*one), both(Label::DemoPage)?);
        write_page(&path, &page, *one)?;
    }
    let message = Message::default();
    for indicator in region.indicators() {
        let view = region.view(&indicator, &region.with(&indicator), Some(region.main_unit(&indicator)))?;
        let named = [("indicator", Argument::Indicator(indicator.clone()))];
        let endings = [("sdmx.csv", Phrase::DemoSdmx), ("csv", Phrase::DemoTidy)];
        for (ending, what) in endings {
            let file = format!("{}.{ending}", indicator.to_ascii_lowercase());
            let path = written.file(&file, narrator.text(what, &named)?);
            let output = Output::new(&path, &message, lang)?;
            written_whole(&path, |out| output.write_into(&indicator, &view, out))?;
        }
    }
    written.file(MECHANISM, both(Label::DemoKept)?);
    let said = written.file(SAID, both(Label::DemoSaid)?);
    let index =
        written.files.iter().fold(Page::new(both(Label::DemoTitle)?).lead(both(Label::DemoLead)?), |page, file| {
            page.file(file.1.clone(), &file.0)
        });
    let index = source.into_iter().fold(index, |index, source| index.source(source.clone()));
    write_page(&folder.join(INDEX), &index, lang)?;

    narrator.line(&folder.join(INDEX).display().to_string())?;
    for (name, what) in &written.files {
        let path = folder.join(name).display().to_string();
        narrator.line(&format!("{path} — {}", what.in_lang(lang)))?;
    }
    write_text(&said, &narrator.said.clone())
}

/// The overview of the region: each indicator by State and year, by outcome, the largest origins; then what was asked, the
/// register, and what was refused.
fn page(region: &Region, told: Told, source: Option<&Text>, narrator: &Narrator<'_, '_>) -> Done<Page> {
    let mut page = Page::new(both(Label::DemoTitle)?).lead(both(Label::DemoLead)?);
    let all_there = Assume::named(&["parts-exhaustive"])?;
    for indicator in region.indicators() {
        let named = || ("indicator", Argument::Indicator(indicator.clone()));
        let view = region.view(&indicator, &region.with(&indicator), Some(region.main_unit(&indicator)))?;
        let axes: Vec<&str> = view.axes().iter().filter(|a| a.declared().is_some()).map(|a| a.id()).collect();
        let title = narrator.text(Phrase::DemoByState, &[named()])?;
        let by_state = region.sums(&indicator, &axes, &all_there)?;
        let notes = region.notes(narrator.catalogue.find(&indicator)?, &by_state)?;
        page = page.section(narrator.section(&indicator, by_state)?.titled(title).documented(notes));
        for (country, other) in region.beside(&indicator, &axes, &all_there)? {
            let title = narrator.text(Phrase::DemoInUnit, &[named(), ("country", Argument::country(&country))])?;
            let notes = region.notes(narrator.catalogue.find(&indicator)?, &other)?;
            page = page.section(narrator.section(&indicator, other)?.titled(title).documented(notes));
        }
        for axis in axes.iter().skip(1) {
            // By outcome: every axis but this one added up.
            let others: Vec<&str> = axes.iter().copied().filter(|other| other != axis).collect();
            let title = narrator.text(Phrase::DemoByOutcome, &[named()])?;
            let by_outcome = region.sums(&indicator, &others, &all_there)?;
            let notes = region.notes(narrator.catalogue.find(&indicator)?, &by_outcome)?;
            page = page.section(narrator.section(&indicator, by_outcome)?.titled(title).documented(notes));
        }
    }
    for (question, answer) in told.answers.into_iter().chain(told.register) {
        // A chart where one axis is left to draw.
        let retitled = answer.titled(question);
        page = page.section(retitled.clone().chart("TIME_PERIOD").unwrap_or(retitled));
    }
    page = told.refused.into_iter().fold(page, |page, (question, error)| page.refused(question, &error));
    Ok(source.into_iter().fold(page, |page, source| page.source(source.clone())))
}

/// A label in both languages.
fn both(of: Label) -> Result<Text> {
    Text::new(Lang::En, label(of, Lang::En))?.with(Lang::Ru, label(of, Lang::Ru))
}
