//! Forms that come back filled in: who hands one in needs no specification.

use crate::{
    arguments::Figures,
    brief::Brief,
    failure::{Done, unread},
    input::Taken,
    whole::written_whole,
};
use dsm_core::{
    catalogue::Catalogue,
    count::apart,
    error::{Result, codes::exc},
    exchange::xlsx::{Form, mark},
    translate::Translation,
};
use std::{fs::File, io::BufReader, path::Path};

type Opened = Form<BufReader<File>>;

/// The form that a file is; none where it is something else.
pub(crate) fn open(path: &Path, name: &str) -> Result<Option<Opened>> {
    let file = File::open(path).map_err(|error| unread(path, error))?;
    Form::open(BufReader::new(file), name)
}

/// Reads a form; none where it was set aside, with everything that is wrong in `brief`. Where no indicators are given, they are those of
/// the preset that the form was made from.
pub(crate) fn read(form: Opened, name: &str, known: Option<&Catalogue>, brief: &mut Brief) -> Done<Option<Taken>> {
    let catalogue = match known {
        Some(known) => known.clone(),
        None => form.catalogue()?,
    };
    let mut filled = match form.read(&catalogue, brief) {
        Ok(filled) => filled,
        Err(error) if error.code() == exc::FORM_SET_ASIDE => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let (tables, rows) = (std::mem::take(&mut filled.tables), filled.rows);
    let translation = Translation { tables, findings: brief.kept.iter().cloned().collect(), rows };
    let bytes = filled.take_entries().into_bytes();
    // What is kept is a plain table file, and is called as one.
    let name = Path::new(name).with_extension("csv").display().to_string();
    Ok(Some(Taken { name, bytes, translation, catalogue, form: Some(filled) }))
}

/// Writes a copy of a form with what is wrong in it marked.
pub(crate) fn marked(figures: &Figures, copy: &Path) -> Result<()> {
    let (path, name) = (&figures.file, figures.file.display().to_string());
    let whole = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()).display().to_string();
    apart(&[whole(path)], &[whole(copy)])?;
    let known = figures.preset.as_deref().map(Catalogue::preset).transpose()?;
    let file = File::open(path).map_err(|error| unread(path, error))?;
    written_whole(copy, |out| mark(BufReader::new(file), &name, known.as_ref(), None, out).map(drop))
}
